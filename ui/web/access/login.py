"""The page to sign in on: plain HTML without script."""

from __future__ import annotations

from markupsafe import Markup

from corpus.texts import Texts
from ui.web.html import joined, tag

LOGIN, LOGOUT = "/login", "/logout"


def safe_target(target: str) -> str:
    """Where to go after signing in: an address of the app itself, else its first page."""
    inside = target.startswith("/") and not target.startswith(("//", "/\\")) and target.isprintable()
    return target if inside and target.isascii() and not target.startswith((LOGIN, LOGOUT)) else "/"


def sign_in_page(say: Texts, target: str, told: str | None = None) -> str:
    """The whole page. told: why the last try failed."""
    form = tag(
        "form",
        tag("h1", say("ui.name")),
        tag("p", told, class_="note error", role="alert") if told else None,
        _field(say("access.name"), "username", "text", "username"),
        _field(say("access.password"), "password", "password", "current-password"),
        tag("input", type="hidden", name="neste", value=target),
        tag("button", say("access.enter"), type="submit", class_="primary"),
        method="post",
        action=LOGIN,
        class_="sign-in",
    )
    head = joined(
        [
            Markup('<meta charset="utf-8">'),
            Markup('<meta name="viewport" content="width=device-width, initial-scale=1">'),
            Markup('<meta name="color-scheme" content="light dark">'),
            tag("title", f"{say('access.enter')} – {say('ui.name')}"),
            Markup('<link rel="stylesheet" href="/statisk/login.css">'),
            Markup('<link rel="icon" href="/statisk/icon.svg" type="image/svg+xml">'),
        ]
    )
    page = tag("html", tag("head", head), tag("body", tag("main", form)), lang=say.language)
    return f"<!doctype html>{page}"


def _field(label: str, name: str, kind: str, known_as: str) -> Markup:
    box = tag(
        "input", type=kind, name=name, autocomplete=known_as, required=True, maxlength=1000,
        autofocus=name == "username",
    )  # fmt: skip
    return tag("label", tag("span", label), box)
