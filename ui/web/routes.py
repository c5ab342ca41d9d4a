"""The app's own addresses: documents opened at a place, pictures of pages, style and script.

GET /visning?dok=…&side=…&fra=…&til=…&ord=…&vis=tekst&ved=…&sprak=nb   a fragment of HTML
GET /side/<name>.png                                                  a page's picture
GET /statisk/<file>                                                   style, script and icon
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from corpus.errors import SaksokError
from corpus.texts import texts
from ui.web.handlers.errors import error_box
from ui.web.handlers.view import Viewing, view
from ui.web.links import Place
from ui.web.pictures import Pictures
from ui.web.source import Source

if TYPE_CHECKING:
    from fastapi import FastAPI

STATIC = Path(__file__).parent / "static"
LANGUAGE_PATHS = {"nb": "/", "nn": "/nn/", "en": "/en/"}
"""Where the app stands in each language."""

_TYPES = {".css": "text/css", ".js": "text/javascript", ".svg": "image/svg+xml"}
_MOST = 2**31 - 1  # above any page and offset; SQLite takes no more than 64 bits


def add_routes(app: FastAPI, source: Source) -> None:
    """Add the addresses to the app; they come before Gradio's own."""
    from fastapi import Query, Response
    from fastapi.responses import FileResponse, HTMLResponse

    pictures = Pictures()

    @app.get("/visning", response_class=HTMLResponse, include_in_schema=False)
    def viewing(
        dok: str = Query(max_length=2000),
        side: int | None = Query(None, ge=1, le=_MOST),
        fra: int | None = Query(None, ge=0, le=_MOST),
        til: int | None = Query(None, ge=0, le=_MOST),
        ord: str | None = Query(None, max_length=500),  # noqa: A002
        vis: str | None = None,
        ved: int | None = Query(None, ge=0, le=_MOST),
        sprak: str = "nb",
    ) -> HTMLResponse:
        say = texts(sprak)
        wanted = Viewing(Place(dok, side, fra, til), vis == "tekst", ord, ved)
        try:
            content = view(source.archive(), wanted, say, LANGUAGE_PATHS[say.language])
        except Exception as error:
            status = 404 if isinstance(error, SaksokError) else 500
            return HTMLResponse(error_box(error, say, source.folder), status)
        return HTMLResponse(content)

    @app.get("/side/{name}.png", include_in_schema=False)
    def picture(name: str) -> Response:
        try:
            png = pictures.png(source.archive(), name)
        except SaksokError as error:
            return Response(str(error), 404, media_type="text/plain; charset=utf-8")
        # Named by its content, so it never changes; no proxy may keep it for others.
        return Response(png, media_type="image/png", headers={"Cache-Control": "private, max-age=86400"})

    @app.get("/statisk/{name}", include_in_schema=False)
    def static(name: str) -> Response:
        path = STATIC / name
        if path.suffix not in _TYPES or path.parent != STATIC or not path.is_file():
            return Response(status_code=404)
        return FileResponse(path, media_type=_TYPES[path.suffix], headers={"Cache-Control": "no-cache"})

    @app.get("/favicon.ico", include_in_schema=False)
    def icon() -> Response:
        return FileResponse(STATIC / "icon.svg", media_type=_TYPES[".svg"])
