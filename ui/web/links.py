"""Places in documents as addresses of the app, and as lines that a person reads.

A link to a place works without scripts (it opens the app at the place) and is what one copies to
share it; `static/app.js` opens it beside what one was reading instead.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from markupsafe import Markup

from corpus.texts import Texts
from ui.web.html import address, joined, shown_date, shown_exempt, shown_kind, tag

LANGUAGE_PATHS = {"nb": "/", "nn": "/nn/", "en": "/en/"}
"""Where the app stands in each language."""


def home(say: Texts) -> str:
    """The app's address in the reader's language."""
    return LANGUAGE_PATHS[say.language]


class Placed(Protocol):
    """What a citation, a hit and a passage have in common."""

    @property
    def document(self) -> str: ...  # noqa: D102
    @property
    def title(self) -> str: ...  # noqa: D102
    @property
    def page(self) -> int | None: ...  # noqa: D102
    @property
    def date(self) -> str | None: ...  # noqa: D102
    @property
    def body(self) -> str | None: ...  # noqa: D102
    @property
    def kind(self) -> str | None: ...  # noqa: D102
    @property
    def case(self) -> str | None: ...  # noqa: D102
    @property
    def exempt(self) -> str | None: ...  # noqa: D102
    @property
    def ocr(self) -> bool: ...  # noqa: D102


@dataclass(frozen=True, slots=True)
class Place:
    """Where to open a document. page: None for the page of `start`, or the first.

    start, end: the span to mark, document offsets; both None marks nothing.
    """

    document: str
    page: int | None = None
    start: int | None = None
    end: int | None = None

    def address(self, say: Texts) -> str:
        """The app's own address of the place."""
        return address(home(say), dok=self.document, side=self.page, fra=self.start, til=self.end)


def facts(place: Placed, say: Texts, *, document: bool = True) -> list[str]:
    """What tells a reader where something stands: kind, body, date, case, document, page."""
    found = [
        shown_kind(place.kind, say),
        place.body,
        shown_date(place.date, say),
        say("ui.case", number=place.case) if place.case else None,
        place.document if document and place.document != place.title else None,
        say("ui.page", page=place.page) if place.page else None,
        shown_exempt(place.exempt, say),
        say("ui.ocr") if place.ocr else None,
    ]
    return [fact for fact in found if fact]


def fact_line(found: list[str], **attributes: object) -> Markup:
    """Facts on one line, apart from each other; a line is broken between facts where it can be."""
    last = len(found) - 1
    dot = tag("span", " ·", class_="dot")
    shown = (tag("span", fact, dot if n < last else None, class_="fact") for n, fact in enumerate(found))
    return tag("span", joined(shown, " "), **attributes)


def source_line(place: Placed, say: Texts) -> str:
    """The reference that goes with a copied quote: title, body, date, document and page."""
    found = (place.title, *facts(place, say))
    return ", ".join(dict.fromkeys(found))


def meant_link(meant: str, href: str, say: Texts) -> Markup:
    """What was perhaps meant, offered and never taken: a link that asks it."""
    return tag("p", say("ui.did_you_mean"), " ", tag("a", meant, href=href), "?", class_="meant", role="note")
