"""Values of cells as they are compared: colours, numbers, amounts in kroner.

The words are those of bokmål, nynorsk and English.
"""

from __future__ import annotations

import re

from ingest.tables.types import GREEN, KRONER, MILLIONS, RED, THOUSANDS, YELLOW

KRONER_IN = {MILLIONS: 1_000_000, THOUSANDS: 1_000, KRONER: 1}
"""Kroner in one of each unit."""

_FORMS = {
    RED: "rød rødt røde rødeste raud raudt raude red reds rødmerket rødmerkede raudmerkt raudmerkte 🔴 🟥",
    YELLOW: "gul gult gule yellow amber oransje orange gulmerket gulmerkede gulmerkt gulmerkte 🟡 🟨 🟠 🟧",
    GREEN: "grøn grønn grønt grøne grønne green greens grønnmerket grønnmerkede grønmerkt grønmerkte 🟢 🟩",
}
COLOURS = {form: colour for colour, forms in _FORMS.items() for form in forms.split()}
"""Every form of a colour word, folded, and the colour it names."""

_GROUPED = r"\d{1,3}(?:[ \u00a0\u2009\u202f]\d{3})+|\d{1,3}(?:\.\d{3})+(?!\d)|\d{1,3}(?:,\d{3})+(?![\d,])"
_NUMBER = re.compile(rf"[-−–]?\s?(?:{_GROUPED}|\d+)(?:[.,]\d+)?")


def colour(text: str) -> str | None:
    """The colour that a word in any of the three languages names."""
    return COLOURS.get(text.strip().casefold())


def number(text: str | None) -> float | None:
    """The first number of a text: ``55 %``, ``12,5``, ``9 000``, ``1.234.567``; None without one."""
    match = _NUMBER.search(text or "")
    return None if match is None else to_number(match.group())


def to_number(text: str) -> float:
    """A number as it is written in Norwegian or English.

    >>> to_number("9 000"), to_number("12,5"), to_number("1.234.567"), to_number("−3")
    (9000.0, 12.5, 1234567.0, -3.0)
    """
    bare = re.sub(r"[ \u00a0\u2009\u202f]", "", text)
    sign = -1 if bare[:1] in "-−–" else 1
    bare = bare.lstrip("-−–")
    if re.fullmatch(r"\d{1,3}(?:\.\d{3})+(?:,\d+)?", bare):
        bare = bare.replace(".", "").replace(",", ".")
    elif re.fullmatch(r"\d{1,3}(?:,\d{3})+(?:\.\d+)?", bare):
        bare = bare.replace(",", "")
    else:
        bare = bare.replace(",", ".")
    return sign * float(bare)


def in_kroner(amount: float, unit: str | None) -> float:
    """An amount in kroner; as it is where its unit is unknown."""
    return amount * KRONER_IN.get(unit or "", 1)
