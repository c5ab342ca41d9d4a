"""The gate that every request passes: its size, its pace, where it comes from, who sends it.

A pure ASGI layer around the whole app, Gradio's addresses among them, so that no route can be
forgotten. Without users it lets everyone be the owner of the machine.
"""

from __future__ import annotations

import base64
import binascii
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from http.cookies import CookieError, SimpleCookie
from typing import Any
from urllib.parse import parse_qsl, quote

from corpus.texts import Texts, texts
from ui.context import json_bytes
from ui.web.access.journal import Journal
from ui.web.access.limits import Rate, largest
from ui.web.access.login import LOGIN, LOGOUT, safe_target, sign_in_page
from ui.web.access.sessions import LOCKED, LONGEST, Sessions
from ui.web.access.visit import IN_SCOPE, Role, Viewer, Visit, visiting
from ui.web.problems import PROBLEM, problem
from ui.web.shell import App, Message, preferred_language

COOKIE = "saksok_okt"

_OPEN = ("/statisk/", "/favicon.ico")  # what the page to sign in on needs; it tells nothing of the archive
_FILES = (".js", ".css", ".woff2", ".svg", ".map")
_FORM = 10_000  # bytes of the form to sign in
_OWNER = Viewer("", Role.MANAGE)


@dataclass(frozen=True, slots=True)
class Access:
    """How the app is guarded. sessions: None where nobody has to sign in; rate: requests a second, 0 for any."""

    sessions: Sessions | None = None
    journal: Journal | None = None
    rate: float = 0


class _TooLargeError(Exception):
    """More was sent than may be."""


class Gate:
    """Wraps an ASGI app."""

    def __init__(self, app: App, access: Access) -> None:
        self._app = app
        self._sessions = access.sessions
        self._journal = access.journal
        self._rate = Rate(access.rate)

    async def __call__(self, scope: Message, receive: Any, send: Any) -> None:
        """Let one request pass, or say why not."""
        if scope["type"] == "websocket":  # the app has none
            await send({"type": "websocket.close", "code": 1008})
            return
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        request = _Request(scope, receive, send)
        asset = request.path.startswith(_OPEN) or (request.method == "GET" and request.path.endswith(_FILES))
        if not asset and not self._rate.passes(request.client):
            await request.refuse(429, request.say("access.too_many"), retry=1)
        elif request.foreign():
            await request.refuse(403, request.say("access.foreign"))
        elif request.declared > largest(request.path):
            await request.refuse(413, request.say("access.too_large"))
        elif self._sessions is None or request.path.startswith(_OPEN):
            await self._pass(request, Visit(_OWNER))
        else:
            await self._guarded(request, self._sessions)

    async def _guarded(self, request: _Request, sessions: Sessions) -> None:
        from anyio.to_thread import run_sync

        if request.path == LOGIN:
            await self._login(request, sessions)
            return
        viewer = sessions.of_token(request.token)
        if viewer is None and (given := request.basic()):
            # Hashing is work: it is done beside the loop that answers the others.
            viewer = await run_sync(sessions.of_password, *given, request.client)
        if viewer is None:
            await request.ask_to_sign_in()
        elif request.path == LOGOUT:
            sessions.sign_out(request.token)
            self._write(viewer.name, "logout")
            cleared = [
                ("set-cookie", _cookie("", 0, request.secure)),
                ("clear-site-data", '"cache", "storage"'),
            ]
            await request.answer(303, b"", [*cleared, ("location", LOGIN)])
        else:
            await self._pass(request, Visit(viewer, self._journal))

    async def _login(self, request: _Request, sessions: Sessions) -> None:
        from anyio.to_thread import run_sync

        target = safe_target(dict(parse_qsl(request.query)).get("neste", ""))
        if request.method != "POST":
            await request.page(200, sign_in_page(request.say, target))
            return
        form = dict(parse_qsl((await request.body(_FORM)).decode("utf-8", "replace")))
        name, password = form.get("username", ""), form.get("password", "")
        target = safe_target(form.get("neste", target))
        if sessions.locked(name, request.client):
            told, status = request.say("access.locked", minutes=round(LOCKED / 60)), 429
        else:
            token = await run_sync(sessions.sign_in, name, password, request.client)
            if token is not None:
                self._write(name, "login")
                kept = ("set-cookie", _cookie(token, round(LONGEST), request.secure))
                if request.wants_page:
                    await request.answer(303, b"", [kept, ("location", target)])
                else:
                    await request.answer(
                        200, json_bytes({"success": True}), [kept, ("content-type", "application/json")]
                    )
                return
            told, status = request.say("access.wrong"), 401
        self._write(name, "login refused")
        if request.wants_page:
            await request.page(status, sign_in_page(request.say, target, told))
        else:
            await request.refuse(status, told)

    async def _pass(self, request: _Request, visit: Visit) -> None:
        request.scope[IN_SCOPE] = visit
        with visiting(visit):
            try:
                await self._app(request.scope, request.limited(), request.watched)
            except _TooLargeError:
                if not request.started:
                    await request.refuse(413, request.say("access.too_large"))

    def _write(self, user: str, did: str) -> None:
        if self._journal:
            self._journal.write(user, did, "")


class _Request:
    """A request as the gate looks at it."""

    def __init__(self, scope: Message, receive: Any, send: Any) -> None:
        self.scope = scope
        self.path: str = scope["path"]
        self.method: str = scope["method"]
        self.query: str = scope.get("query_string", b"").decode("latin-1")
        self.secure = scope.get("scheme") == "https"
        self.client = str((scope.get("client") or ("",))[0])
        self.started = False
        self._headers = {k.decode("latin-1").lower(): v.decode("latin-1") for k, v in scope["headers"]}
        self._receive = receive
        self._send = send
        length = self._headers.get("content-length", "0")
        self.declared = int(length) if length.isascii() and length.isdigit() and len(length) < 16 else 1 << 60

    @property
    def say(self) -> Texts:
        """The strings of the reader's language."""
        return texts(
            preferred_language(self._headers.get("cookie", ""), self._headers.get("accept-language", ""))
        )

    @property
    def wants_page(self) -> bool:
        """Whether a browser asks for a page, rather than a script or program for data."""
        return "text/html" in self._headers.get("accept", "")

    @property
    def token(self) -> str:
        """The session's token; empty without one."""
        try:
            found = SimpleCookie(self._headers.get("cookie", "")).get(COOKIE)
        except CookieError:
            return ""
        return found.value if found else ""

    def basic(self) -> tuple[str, str] | None:
        """Name and password of HTTP Basic."""
        scheme, _, given = self._headers.get("authorization", "").partition(" ")
        if scheme.lower() != "basic":
            return None
        try:
            name, colon, password = base64.b64decode(given, validate=True).decode("utf-8").partition(":")
        except (binascii.Error, ValueError):
            return None
        return (name, password) if colon else None

    def foreign(self) -> bool:
        """Whether another site's page sends something that would change something here.

        Browsers say where a request comes from; a program that does not has no one's session.
        """
        if self.method in ("GET", "HEAD", "OPTIONS"):
            return False
        site = self._headers.get("sec-fetch-site")
        if site is not None:
            return site not in ("same-origin", "none")
        origin = self._headers.get("origin")
        return (
            origin is not None and origin.partition("://")[2].lower() != self._headers.get("host", "").lower()
        )

    async def body(self, most: int) -> bytes:
        """The whole body, cut at `most` bytes."""
        read = bytearray()
        while len(read) < most:
            message = await self._receive()
            read += message.get("body", b"")
            if message["type"] != "http.request" or not message.get("more_body"):
                break
        return bytes(read[:most])

    def limited(self) -> Callable[[], Awaitable[Message]]:
        """What the app reads the body from: an end to it also where no length was declared."""
        left = largest(self.path)

        async def receive() -> Message:
            nonlocal left
            message: Message = await self._receive()
            left -= len(message.get("body", b""))
            if left < 0:
                raise _TooLargeError
            return message

        return receive

    async def watched(self, message: Message) -> None:
        """What the app answers through."""
        self.started = True
        await self._send(message)

    async def ask_to_sign_in(self) -> None:
        """A page is led to where one signs in; a program is told."""
        if self.wants_page and self.method == "GET":
            target = self.path + (f"?{self.query}" if self.query else "")
            await self.answer(303, b"", [("location", f"{LOGIN}?neste={quote(target)}")])
            return
        # A browser's own box for names and passwords is for programs' addresses alone.
        programs = self.path.startswith(("/api/", "/gradio_api/mcp"))
        await self.refuse(401, self.say("access.sign_in"), basic=programs)

    async def refuse(
        self, status: int, sentence: str, *, retry: int | None = None, basic: bool = False
    ) -> None:
        """A problem, with the sentence."""
        headers = [("content-type", PROBLEM)]
        if retry is not None:
            headers.append(("retry-after", str(retry)))
        if basic:
            headers.append(("www-authenticate", 'Basic realm="Saksok", charset="UTF-8"'))
        await self.answer(status, json_bytes(problem(status, sentence)), headers)

    async def page(self, status: int, page: str) -> None:
        """A page of HTML."""
        await self.answer(status, page.encode(), [("content-type", "text/html; charset=utf-8")])

    async def answer(self, status: int, body: bytes, headers: list[tuple[str, str]]) -> None:
        """A whole answer, never kept by a cache."""
        told = [*headers, ("content-length", str(len(body))), ("cache-control", "no-store")]
        raw = [(key.encode("latin-1"), value.encode("latin-1")) for key, value in told]
        await self._send({"type": "http.response.start", "status": status, "headers": raw})
        await self._send({"type": "http.response.body", "body": body})


def _cookie(token: str, seconds: int, secure: bool) -> str:
    # Lax: a link to a document that stands in a letter opens it; nothing that is sent from elsewhere is let in.
    kept = f"{COOKIE}={token}; Path=/; Max-Age={seconds}; HttpOnly; SameSite=Lax"
    return kept + ("; Secure" if secure else "")
