"""The app's own addresses: documents opened at a place, pictures of pages, style and script.

GET /visning?dok=…&side=…&fra=…&til=…&ord=…&vis=tekst&ved=…&sprak=nb   a fragment of HTML
GET /sak/BODY/YEAR/SEQUENCE                                            leads to a case in the app
GET /mote/BODY/DATE                                                    leads to a meeting in the app
GET /saksside?sak=BODY/YEAR/SEQUENCE&sprak=nb                         its page, a fragment of HTML
GET /portefolje.csv?finn=…&rapport=…&eier=…&status=…&risiko=…         rows of tables; also .xlsx
POST /tilbakemelding?riktig=right|wrong                                what a reader thought of an answer
GET /side/<name>.png                                                  a page's picture
GET /statisk/<file>                                                   style, script and icon
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import quote

from corpus.errors import SaksokError, UsageError
from corpus.texts import Texts, texts
from ui.web.access.visit import note
from ui.web.handlers.case import case_page
from ui.web.handlers.errors import error_box, sentence
from ui.web.handlers.feedback import judged
from ui.web.handlers.portfolio import RowFilter, rows_file
from ui.web.handlers.view import Viewing, view
from ui.web.pictures import Pictures
from ui.web.routes_archive import OWN
from ui.web.shell import preferred_language
from ui.web.source import Source

if TYPE_CHECKING:
    from fastapi import FastAPI, Request

STATIC = Path(__file__).parent / "static"
_TYPES = {".css": "text/css", ".js": "text/javascript", ".svg": "image/svg+xml"}
_SHEETS = {
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


def add_routes(app: FastAPI, source: Source) -> None:
    """Add the addresses to the app; they come before Gradio's own."""
    from fastapi import Response
    from fastapi.responses import FileResponse, HTMLResponse, RedirectResponse

    pictures = Pictures(source.drawers)

    def viewing(request: Request) -> HTMLResponse:
        query = dict(request.query_params)
        say = texts(query.get("sprak", ""))
        note("open", f"{query.get('dok', '')} {query.get('side', '')}".strip())
        try:
            return HTMLResponse(view(source.archive(), Viewing.of(query, say), say, pictures.count))
        except Exception as error:
            status = 404 if isinstance(error, SaksokError) else 500
            return HTMLResponse(error_box(error, say), status)

    def case(request: Request) -> HTMLResponse:
        say = texts(request.query_params.get("sprak", ""))
        note("case", request.query_params.get("sak", ""))
        try:
            return HTMLResponse(case_page(source, request.query_params.get("sak", ""), say))
        except Exception as error:
            status = 404 if isinstance(error, SaksokError) else 500
            return HTMLResponse(error_box(error, say), status)

    def download(request: Request) -> Response:
        say = texts(request.query_params.get("sprak", ""))
        kind = request.path_params["kind"]
        if kind not in ("csv", "xlsx"):
            return Response(status_code=404)
        note("rows", f"portefolje.{kind}")
        try:
            content = rows_file(source, RowFilter.of(dict(request.query_params)), kind, say)
        except SaksokError as error:
            return Response(error.said(say), 404, media_type="text/plain; charset=utf-8")
        names = {"Content-Disposition": f'attachment; filename="portefolje.{kind}"'}
        return Response(content, media_type=_SHEETS[kind], headers=names)

    async def feedback(request: Request) -> Response:
        say = texts(request.query_params.get("sprak", ""))
        try:
            if OWN not in request.headers:
                raise UsageError("library.not_from_page")
            body = await request.body()
            told = judged(source, body, request.query_params.get("riktig", ""), say)
            return Response(told, media_type="text/plain; charset=utf-8")
        except Exception as error:
            status = 400 if isinstance(error, SaksokError) else 500
            return Response(sentence(error, say), status, media_type="text/plain; charset=utf-8")

    def picture(request: Request) -> Response:
        try:
            png = pictures.png(source.archive(), request.path_params["name"])
        except SaksokError as error:
            return Response(error.said(_say(request)), 404, media_type="text/plain; charset=utf-8")
        # Named by its content, so it never changes; no proxy may keep it for others.
        return Response(png, media_type="image/png", headers={"Cache-Control": "private, max-age=86400"})

    # Added by hand: a decorator would look for `Request` among this module's names.
    app.add_route("/visning", viewing, include_in_schema=False)
    app.add_route("/tilbakemelding", feedback, methods=["POST"], include_in_schema=False)
    app.add_route("/saksside", case, include_in_schema=False)

    app.add_route("/portefolje.{kind:str}", download, include_in_schema=False)
    app.add_route("/side/{name}.png", picture, include_in_schema=False)

    @app.get("/sak/{name:path}", include_in_schema=False)
    def lead(name: str) -> Response:
        return RedirectResponse(f"/?sak={quote(name)}", 307)

    @app.get("/mote/{name:path}", include_in_schema=False)
    def lead_to_meeting(name: str) -> Response:
        return RedirectResponse(f"/?mote={quote(name)}", 307)

    @app.get("/statisk/{name}", include_in_schema=False)
    def static(name: str) -> Response:
        path = STATIC / name
        if path.suffix not in _TYPES or path.parent != STATIC or not path.is_file():
            return Response(status_code=404)
        return FileResponse(path, media_type=_TYPES[path.suffix], headers={"Cache-Control": "no-cache"})

    @app.get("/favicon.ico", include_in_schema=False)
    def icon() -> Response:
        return FileResponse(STATIC / "icon.svg", media_type=_TYPES[".svg"])


def _say(request: Request) -> Texts:
    """The strings of the reader's language, where the address does not name it."""
    asked = request.headers
    return texts(preferred_language(asked.get("cookie", ""), asked.get("accept-language", "")))
