"""A stand-in for a language model, on this machine and over HTTP, that behaves as a test wants it."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

Behave = Callable[[BaseHTTPRequestHandler, dict[str, Any]], None]


@contextmanager
def endpoint(behave: Behave) -> Iterator[tuple[str, list[dict[str, Any]]]]:
    """Gives its address and what it was asked."""
    asked: list[dict[str, Any]] = []

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            asked.append({"path": self.path, "key": self.headers.get("Authorization"), **body})
            with suppress(OSError):  # the one who asked has gone
                behave(self, body)

        def log_message(self, *_: Any) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/v1", asked
    finally:
        server.shutdown()
        server.server_close()


def send(handler: BaseHTTPRequestHandler, data: bytes, status: int = 200) -> None:
    """Answer with these bytes."""
    handler.send_response(status)
    handler.end_headers()
    handler.wfile.write(data)


def says(text: str, held: threading.Event | None = None) -> Behave:
    """Always write `text`, once `held` is set."""
    reply = json.dumps({"choices": [{"message": {"role": "assistant", "content": text}}]}).encode()

    def behave(handler: BaseHTTPRequestHandler, _: dict[str, Any]) -> None:
        if held is not None:
            held.wait(30)
        send(handler, reply)

    return behave
