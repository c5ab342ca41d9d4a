"""The web server: the app in each language and its own addresses, on this machine alone."""

from __future__ import annotations

import errno
import logging
import os
import socket
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

from corpus.errors import UsageError
from corpus.texts import LANGUAGES, Texts, texts
from index.paths import IndexPaths
from ui.logs import MaskedFormatter
from ui.web.source import Source

if TYPE_CHECKING:
    from fastapi import FastAPI

_SWITCHES = {
    "GRADIO_ANALYTICS_ENABLED": "False",
    "HF_HUB_DISABLE_TELEMETRY": "1",
    "HF_HUB_OFFLINE": "1",
    "GRADIO_SSR_MODE": "False",
    "GRADIO_RUN_HISTORY": "False",
}
"""What keeps Gradio and what it brings with it from calling out."""


def serve(index_folder: Path, host: str, port: int, open_browser: bool, *, personal: bool = False) -> None:
    """Serve the app until it is interrupted. personal: shows national identity numbers in full.

    Raises UsageError where the port or address cannot be used, and what `Archive` raises for an
    index that cannot be opened; one that is missing is told of in the app.
    """
    say = texts(os.environ.get("SAKSOK_LANGUAGE", LANGUAGES[0]))
    listening = bound(host, port, say)
    source = Source(index_folder, personal=personal)
    if IndexPaths(index_folder).database.exists():
        source.archive()
    try:
        _run(make_app(source, host), listening, host, open_browser, say)
    except KeyboardInterrupt:
        pass  # the way a server is meant to be stopped
    finally:
        listening.close()
        source.close()


def bound(host: str, port: int, say: Texts) -> socket.socket:
    """A socket that has the port; taken before anything slow, and never lost in between."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    listening = socket.socket(family, socket.SOCK_STREAM)
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


def make_app(source: Source, host: str = "127.0.0.1") -> FastAPI:
    """The whole app over one index."""
    os.environ.update(_SWITCHES)
    import gradio as gr
    from fastapi import FastAPI

    from ui.web.api import PATH, make_api
    from ui.web.app import build
    from ui.web.links import LANGUAGE_PATHS
    from ui.web.routes import add_routes
    from ui.web.shell import Shell, loopback_hosts
    from ui.web.theme import theme
    from ui.web.tools import answer_in_json

    app = FastAPI(title="Saksøk", docs_url=None, redoc_url=None, openapi_url=None)
    add_routes(app, source)
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
    config = uvicorn.Config(app, log_level="warning", access_log=False, timeout_graceful_shutdown=1)
    Server(config).run([listening])


def _open(address: str) -> None:
    import threading
    import webbrowser

    threading.Thread(target=webbrowser.open, args=(address,), daemon=True).start()


def _other(port: int) -> int:
    """A port near by that an ordinary user may have."""
    return port + 1 if 1024 <= port < 65535 else 7861
