"""What surrounds every page: security headers, who may call, and the page's own head.

A pure ASGI layer, so that answers stream through it. Gradio's page names Gradio in its head and
says that it is English; the head is rewritten before it leaves. The policy below makes the
browser itself refuse any request to another machine.
"""

from __future__ import annotations

import re
from collections.abc import Awaitable, Callable, MutableMapping
from typing import Any

from markupsafe import Markup

from corpus.texts import LANGUAGES, Texts, texts
from ui.web.html import joined, tag
from ui.web.links import LANGUAGE_PATHS

Message = MutableMapping[str, Any]
App = Callable[
    [Message, Callable[[], Awaitable[Message]], Callable[[Message], Awaitable[None]]], Awaitable[None]
]

# Gradio starts itself from inline scripts and compiles its templates, hence 'unsafe-…'; document
# text can still not run, since it is escaped wherever it is shown.
_POLICY = (
    "default-src 'self'; img-src 'self' data: blob:; style-src 'self' 'unsafe-inline'; "
    "script-src 'self' 'unsafe-inline' 'unsafe-eval'; font-src 'self' data:; connect-src 'self'; "
    "media-src 'self' blob:; worker-src 'self' blob:; object-src 'none'; base-uri 'self'; "
    "form-action 'self'; frame-ancestors 'self'"
)
_HEADERS = (
    (b"content-security-policy", _POLICY.encode()),
    (b"x-content-type-options", b"nosniff"),
    (b"referrer-policy", b"no-referrer"),
)
_LOOPBACK = frozenset({"127.0.0.1", "localhost", "[::1]", "::1", "testserver"})

_CHOSEN = re.compile(r"\bsaksok-sprak=(nb|nn|en)\b")
_NORWEGIAN = frozenset({"nb", "nn", "no"})
_META = re.compile(r'<meta\s+(?:property="og:|name="twitter:)[^>]*>\s*')
_THEME = (
    "try{var t=localStorage.getItem('saksok-tema')||(matchMedia('(prefers-color-scheme: dark)').matches?"
    "'dark':'light');document.documentElement.dataset.tema=t}catch(e){}"
)


class Shell:
    """Wraps an ASGI app. hosts: the names it answers to; None for any."""

    def __init__(self, app: App, hosts: frozenset[str] | None = None) -> None:
        self._app = app
        self._hosts = hosts

    async def __call__(self, scope: Message, receive: Any, send: Any) -> None:
        """Answer one request."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        wanted = preferred_language(_header(scope, b"cookie"), _header(scope, b"accept-language"))
        if self._hosts is not None and _header(scope, b"host", without_port=True) not in self._hosts:
            # Another site's name that was made to point here must not read the archive.
            await _refuse(send, texts(wanted))
            return
        if scope["path"] == "/" and scope["method"] == "GET" and wanted != LANGUAGES[0]:
            query = scope.get("query_string", b"").decode("latin-1")
            await _redirect(send, LANGUAGE_PATHS[wanted] + (f"?{query}" if query else ""))
            return
        await self._app(scope, receive, _Sender(scope, send))


def loopback_hosts(host: str) -> frozenset[str] | None:
    """The names that a server on `host` answers to; None where others are let in on purpose."""
    return _LOOPBACK if host in _LOOPBACK else None


class _Sender:
    """Adds the headers; holds a page back until it is whole, to rewrite it."""

    def __init__(self, scope: Message, send: Any) -> None:
        self._path = scope["path"]
        self._send = send
        self._start: Message | None = None
        self._page = bytearray()

    async def __call__(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            message["headers"] = [*message.get("headers", ()), *_HEADERS]
            kind = dict(message["headers"]).get(b"content-type", b"")
            if kind.startswith(b"text/html") and language_of(self._path) is not None:
                self._start = message
                return
        elif self._start is not None and message["type"] == "http.response.body":
            self._page += message.get("body", b"")
            if message.get("more_body"):
                return
            await self._flush(self._start)
            return
        await self._send(message)

    async def _flush(self, start: Message) -> None:
        page = rewritten(self._page.decode(), texts(language_of(self._path) or "nb")).encode()
        kept = [(key, value) for key, value in start["headers"] if key != b"content-length"]
        start["headers"] = [*kept, (b"content-length", str(len(page)).encode())]
        await self._send(start)
        await self._send({"type": "http.response.body", "body": page})


def language_of(path: str) -> str | None:
    """The language of the page at a path; None where the app has no page."""
    pages = {address.rstrip("/"): language for language, address in LANGUAGE_PATHS.items()}
    return pages.get(path.rstrip("/"))


def rewritten(page: str, say: Texts) -> str:
    """Gradio's page with the app's own head: language, style, script, icon; nothing of Gradio's."""
    page = _META.sub("", page).replace('lang="en"', f'lang="{say.language}" data-sprak="{say.language}"', 1)
    page = page.replace("shrink-to-fit=no", "viewport-fit=cover", 1)
    page = page.replace('<link rel="manifest" href="/manifest.json" />', "", 1)
    return page.replace("<head>", "<head>" + str(head(say)), 1)


def head(say: Texts) -> Markup:
    """What the app itself puts in the page's head."""
    return joined(
        [
            tag("title", say("ui.name")),
            Markup('<meta name="color-scheme" content="light dark">'),
            tag("script", Markup(_THEME)),  # noqa: S704  our own constant
            Markup('<link rel="stylesheet" href="/statisk/app.css">'),
            Markup('<link rel="stylesheet" href="/statisk/registers.css">'),
            Markup('<link rel="icon" href="/statisk/icon.svg" type="image/svg+xml">'),
            Markup('<script src="/statisk/app.js" defer></script>'),
            Markup('<link rel="stylesheet" href="/statisk/library.css">'),
            Markup('<link rel="stylesheet" href="/statisk/meetings.css">'),
            Markup('<script src="/statisk/cases.js" defer></script>'),
            Markup('<script src="/statisk/library.js" defer></script>'),
            Markup('<script src="/statisk/meetings.js" defer></script>'),
            Markup('<script src="/statisk/feedback.js" defer></script>'),
            Markup('<script src="/statisk/saved.js" defer></script>'),
        ]
    )


def preferred_language(cookie: str, accepted: str) -> str:
    """The language that was chosen, else the first Norwegian one that the browser asks for.

    English is for those who choose it: many who read Norwegian best have a browser in English.
    """
    if chosen := _CHOSEN.search(cookie):
        return chosen[1]
    names = (item.split(";")[0].strip().lower().split("-")[0] for item in accepted.split(","))
    return next(("nn" if name == "nn" else "nb" for name in names if name in _NORWEGIAN), LANGUAGES[0])


def _header(scope: Message, name: bytes, *, without_port: bool = False) -> str:
    value: str = dict(scope["headers"]).get(name, b"").decode("latin-1")
    if without_port:
        before, _, port = value.rpartition(":")
        value = (before if port.isdigit() and before else value).lower()
    return value


async def _redirect(send: Any, address: str) -> None:
    headers = [(b"location", address.encode("latin-1")), (b"vary", b"cookie, accept-language"), *_HEADERS]
    await send({"type": "http.response.start", "status": 307, "headers": headers})
    await send({"type": "http.response.body", "body": b""})


async def _refuse(send: Any, say: Texts) -> None:
    headers = [(b"content-type", b"text/plain; charset=utf-8"), *_HEADERS]
    await send({"type": "http.response.start", "status": 421, "headers": headers})
    await send({"type": "http.response.body", "body": say("ui.foreign_host").encode()})
