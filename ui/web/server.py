"""The web server: the app in each language and its own addresses, on this machine alone."""

from __future__ import annotations

import errno
import logging
import os
import socket
import sys
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from corpus.errors import NoIndexError, UsageError
from corpus.texts import LANGUAGES, Texts, texts
from index.paths import IndexPaths
from ui.logs import MaskedFormatter, Stopping
from ui.users import read_users
from ui.web.access.gate import Access, Gate
from ui.web.access.journal import Journal
from ui.web.access.sessions import Sessions
from ui.web.library import Library
from ui.web.shell import loopback_hosts
from ui.web.source import Source

if TYPE_CHECKING:
    from fastapi import FastAPI

    from search.find import RankOptions
    from search.writer import Writer

_SWITCHES = {
    "GRADIO_ANALYTICS_ENABLED": "False",
    "HF_HUB_DISABLE_TELEMETRY": "1",
    "HF_HUB_OFFLINE": "1",
    "GRADIO_SSR_MODE": "False",
    "GRADIO_RUN_HISTORY": "False",
}
"""What keeps Gradio and what it brings with it from calling out."""


@dataclass(frozen=True, slots=True)
class Serving:
    """Where and for whom to serve.

    users: the file of users; None lets everyone in who reaches the port. log: where it is written
    down who asked and opened what, where there are users; None for nowhere. rate: requests a second
    that one client may make; None for what suits who can reach the port, 0 for any number.
    personal: show national identity numbers in full. writer: phrases answers in the app; None for nobody.
    ranking: how passages are ranked; None for the usual way.
    """

    host: str = "127.0.0.1"
    port: int = 7860
    open_browser: bool = False
    users: Path | None = None
    log: Path | None = None
    rate: float | None = None
    personal: bool = False
    writer: Writer | None = None
    ranking: RankOptions | None = None


_LONGEST_HEAD = (
    2 * 1024 * 1024
)  # bytes of an address and headers: beyond it uvicorn refuses, and not in our words
_RATE = 50.0  # requests a second of one client, where others than the owner of the machine may ask


def serve(index_folder: Path, how: Serving) -> None:
    """Serve the app until it is interrupted.

    Raises UsageError where the port, the address or the file of users cannot be used, and what
    `Archive` raises for an index that cannot be opened; one that is missing is told of in the app.
    """
    say = texts(os.environ.get("SAKSOK_LANGUAGE", LANGUAGES[0]))
    host = how.host
    access = _access(how, say)
    listening = bound(host, how.port, say)
    if not loopback_hosts(host):
        print(say("access.open" if how.users else "access.wide_open", host=host), file=sys.stderr)
    source = Source(
        index_folder,
        personal=how.personal,
        guarded=how.users is not None,
        writer=how.writer,
        ranking=how.ranking,
    )
    library = Library(source)
    if IndexPaths(index_folder).exists:
        with suppress(NoIndexError):  # a cluster where nothing was indexed yet
            source.archive()
    try:
        library.begin()
        _run(make_app(source, library, host, access), listening, host, how.open_browser, say)
    except KeyboardInterrupt:
        pass  # the way a server is meant to be stopped
    finally:
        listening.close()
        library.close()
        source.close()
        if access.journal:
            access.journal.close()


def _access(how: Serving, say: Texts) -> Access:
    others = how.users is not None or loopback_hosts(how.host) is None
    rate = how.rate if how.rate is not None else _RATE if others else 0.0
    if how.users is None:
        return Access(rate=rate)
    if not read_users(how.users):
        raise UsageError(say("access.no_users", file=how.users))
    return Access(Sessions(how.users), Journal(how.log) if how.log else None, rate)


def bound(host: str, port: int, say: Texts) -> socket.socket:
    """A socket that has the port; taken before anything slow, and never lost in between."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    # With the protocol named asyncio switches off the wait of 40 ms before the rest of an answer is sent.
    listening = socket.socket(family, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    if os.name == "posix":  # elsewhere it would let two programs share the port
        listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listening.bind((host, port))
        listening.listen(128)
    except OSError as error:
        listening.close()
        reasons = {errno.EADDRINUSE: "ui.port_taken", errno.EACCES: "ui.port_refused"}
        key = reasons.get(error.errno or 0, "ui.host_unknown")
        raise UsageError(say(key, port=port, other=_other(port), host=host)) from error
    return listening


def make_app(
    source: Source, library: Library, host: str = "127.0.0.1", access: Access | None = None
) -> FastAPI:
    """The whole app over one index; access: None lets everyone in."""
    os.environ.update(_SWITCHES)
    import gradio as gr
    from fastapi import FastAPI

    from ui.web.api import PATH, make_api
    from ui.web.app import build
    from ui.web.links import LANGUAGE_PATHS
    from ui.web.routes import add_routes
    from ui.web.routes_archive import add_archive_routes
    from ui.web.shell import Shell
    from ui.web.theme import theme
    from ui.web.tools import answer_in_json

    app = FastAPI(title="Saksøk", docs_url=None, redoc_url=None, openapi_url=None)
    add_routes(app, source)
    add_archive_routes(app, source, library)
    app.mount(PATH, make_api(source))
    look = theme()
    for language in reversed(LANGUAGES):  # the page at / comes last: it takes whatever is left
        path = LANGUAGE_PATHS[language].rstrip("/") or "/"
        page = build(source, texts(language))
        first = language == LANGUAGES[0]
        app = gr.mount_gradio_app(
            app, page, path, footer_links=[], run_history=False, show_error=False, theme=look, pwa=False,
            ssr_mode=False, enable_monitoring=False, mcp_server=first,
        )  # fmt: skip
        if first:
            answer_in_json(page)
    app.add_middleware(Gate, access=access or Access())
    app.add_middleware(Shell, hosts=loopback_hosts(host))
    return app


def _run(app: Any, listening: socket.socket, host: str, open_browser: bool, say: Texts) -> None:
    import uvicorn

    shown = f"[{host}]" if ":" in host else host
    address = f"http://{shown}:{listening.getsockname()[1]}"

    class Server(uvicorn.Server):
        async def startup(self, sockets: list[socket.socket] | None = None) -> None:
            await super().startup(sockets)
            if self.started:
                print(say("ui.ready", address=address), flush=True)
                if open_browser:
                    _open(address)

    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(MaskedFormatter())
    logging.getLogger("saksok").addHandler(handler)
    config = uvicorn.Config(
        app, log_level="warning", access_log=False, timeout_graceful_shutdown=1, http="h11",
        h11_max_incomplete_event_size=_LONGEST_HEAD,
    )  # fmt: skip
    logging.getLogger("uvicorn.error").addFilter(Stopping())
    Server(config).run([listening])


def _open(address: str) -> None:
    import threading
    import webbrowser

    threading.Thread(target=webbrowser.open, args=(address,), daemon=True).start()


def _other(port: int) -> int:
    """A port near by that an ordinary user may have."""
    return port + 1 if 1024 <= port < 65535 else 7861
