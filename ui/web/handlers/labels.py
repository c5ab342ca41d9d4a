"""Colours, numbers and statuses as a person reads them; a colour always with its word."""

from __future__ import annotations

from markupsafe import Markup

from corpus.texts import Texts
from ui.web.html import tag

COLOURS = {"rød": "red", "gul": "yellow", "grønn": "green"}
"""The contract's colours and their names among the app's strings and styles."""

STATUSES = {
    "vedtatt": "decided",
    "foreslått": "proposed",
    "utsatt": "postponed",
    "trukket": "withdrawn",
    "ikke behandlet": "untreated",
    "ukjent": "unknown",
}
"""The contract's statuses of a case and their names among the app's strings and styles."""


def light(colour: object, say: Texts) -> Markup | None:
    """A colour's word beside a dot of it; None for no colour."""
    if not colour:
        return None
    name = COLOURS.get(str(colour))
    return tag("span", colour_word(colour, say), class_=f"light {name or ''}".strip())


def colour_word(colour: object, say: Texts) -> str:
    """A colour's word in the reader's language; what is none of the colours as it stands."""
    name = COLOURS.get(str(colour))
    return say(f"ui.colour_{name}") if name else str(colour)


def status_label(status: object, say: Texts) -> Markup:
    """The status of a case on a tinted label."""
    name = STATUSES.get(str(status), "unknown")
    return tag("span", say(f"cases_tab.status_{name}"), class_=f"status-label {name}")


def shown_number(value: object, say: Texts) -> str:
    """A number with thin spaces between thousands and the language's decimal sign."""
    if isinstance(value, bool) or not isinstance(value, int | float):
        return str(value)
    shown = f"{value:,}".replace(",", "\u202f")
    return shown if say.language == "en" else shown.replace(".", ",")


def tone(colour: object, say: Texts, *classes: str) -> Markup | None:
    """A colour's word on the colour itself; None for no colour."""
    if not colour:
        return None
    name = COLOURS.get(str(colour), "")
    return tag("span", colour_word(colour, say), class_=" ".join(["tone", name, *classes]).strip())
