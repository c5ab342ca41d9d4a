"""The addresses by which the archive is kept from the app.

GET  /arkiv/tilstand?sprak=nb                     how it stands, a fragment of HTML
GET  /arkiv/mapper?sti=…                          the folders in a folder, for whoever sits at the machine
POST /arkiv/opplasting?navn=…                     a document, as the request's body
POST /arkiv/gjor?hva=…&verdi=…                    an action (`_actions`)

Whatever changes something must come from the app's own page: it carries a header that a browser
lets no other site send without asking first, which nothing here allows.
"""

from __future__ import annotations

import ipaddress
from collections.abc import Callable
from typing import TYPE_CHECKING

from corpus.errors import SaksokError, UsageError
from corpus.texts import Texts, texts
from ui.web.handlers.errors import sentence
from ui.web.handlers.library import folder_list, keeping
from ui.web.html import tag
from ui.web.library import Library
from ui.web.source import Source
from ui.web.uploads import receive

if TYPE_CHECKING:
    from fastapi import FastAPI, Request, Response

OWN = "x-saksok"
"""The header that the app's own script sends."""

_AT_THE_MACHINE = frozenset({"follow", "encoder"})
"""What names a place on the machine is done only for whoever sits at it."""

_ON_ONES_OWN = frozenset({"remove", "restore"})
"""What a manager of some collections may do: it touches only what they see. All else is about the whole archive."""


def add_archive_routes(app: FastAPI, source: Source, library: Library) -> None:
    """Add the addresses to the app; they come before Gradio's own."""
    from fastapi.concurrency import run_in_threadpool
    from fastapi.responses import HTMLResponse

    def told(error: Exception, say: Texts) -> Response:
        status = 400 if isinstance(error, SaksokError) else 500
        return HTMLResponse(tag("p", sentence(error, say), class_="note error"), status)

    def state(request: Request) -> Response:
        say = texts(request.query_params.get("sprak", ""))
        if not source.may_manage():  # names of documents and folders that not everyone may see
            return HTMLResponse("")
        return HTMLResponse(keeping(library, source, say))

    def folders(request: Request) -> Response:
        say = texts(request.query_params.get("sprak", ""))
        try:
            _allowed(request, source, say, at_the_machine=True, whole=True)
            return HTMLResponse(folder_list(request.query_params.get("sti", ""), say))
        except Exception as error:
            return told(error, say)

    async def upload(request: Request) -> Response:
        say = texts(request.query_params.get("sprak", ""))
        try:
            _allowed(request, source, say)
            if not library.takes_in():
                raise UsageError(say("library.not_yours"))
            name = request.query_params.get("navn", "")
            placed = await receive(request.stream(), name, library.uploads, say)
            if placed is None:
                return HTMLResponse(tag("p", say("library.there_already", name=name[:200]), class_="note"))
            await run_in_threadpool(library.read)
            return HTMLResponse("")
        except Exception as error:
            return told(error, say)

    def act(request: Request) -> Response:
        say = texts(request.query_params.get("sprak", ""))
        what, value = request.query_params.get("hva", ""), request.query_params.get("verdi", "")
        try:
            whole = what not in _ON_ONES_OWN
            _allowed(request, source, say, at_the_machine=what in _AT_THE_MACHINE, whole=whole)
            _actions(library, say).get(what, _unknown(say))(value)
            return HTMLResponse(keeping(library, source, say))
        except Exception as error:
            return told(error, say)

    for address, handler, method in (
        ("tilstand", state, "GET"), ("mapper", folders, "GET"), ("opplasting", upload, "POST"), ("gjor", act, "POST"),
    ):  # fmt: skip
        app.add_route(f"/arkiv/{address}", handler, methods=[method], include_in_schema=False)


def _actions(library: Library, say: Texts) -> dict[str, Callable[[str], object]]:
    """What can be done, by name; each is given the request's value."""
    return {
        "read": lambda _value: library.read(),
        "cancel": lambda _value: library.cancel(),
        "remove": lambda value: library.remove(value, say),
        "restore": lambda value: library.restore(value or None, say),
        "follow": lambda value: library.follow(value, say),
        "unfollow": library.unfollow,
        "read-folder": lambda value: library.read_folder(value, say),
        "encoder": lambda value: library.read(encoder=value),
    }


def _unknown(say: Texts) -> Callable[[str], object]:
    def refuse(_value: str) -> object:
        raise UsageError(say("ui.address_wrong"))

    return refuse


def _allowed(
    request: Request, source: Source, say: Texts, *, at_the_machine: bool = False, whole: bool = False
) -> None:
    """Raises UsageError where whoever asks may not. whole: it is done to the whole archive, or shows of it."""
    if OWN not in request.headers:
        raise UsageError(say("library.not_from_page"))
    if not source.may_manage():
        raise UsageError(say("library.not_allowed"))
    if whole and not source.sees_all():
        raise UsageError(say("library.not_all"))
    if at_the_machine and not _near(request):
        raise UsageError(say("library.not_near"))


def _near(request: Request) -> bool:
    """Whether the request comes from this very machine, and not through a proxy on it."""
    client = request.client.host if request.client else ""
    if "x-forwarded-for" in request.headers or "forwarded" in request.headers:
        return False
    try:
        return ipaddress.ip_address(client).is_loopback
    except ValueError:
        return False
