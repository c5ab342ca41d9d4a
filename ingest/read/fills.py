"""What a cell is filled with, carried along in its text until the text is whole.

A reader marks a cell with its colour; `taken` takes the marks out again and tells where they stood. So
everything that folds, joins and ends lines in between may do as it does, and a coloured cell
without words still is a cell.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from ingest.document import Fill

Rgb = tuple[int, int, int]

# Characters that Unicode keeps free for such use within a program; no text holds them.
_MARK = re.compile("\ufdd0([0-9a-f]{6})\ufdd1")
_MOST = 200_000  # fills of one document


def marked(text: str, rgb: Rgb | None) -> str:
    """A cell's text with its colour before it; grey, black and white are none."""
    if rgb is None or max(rgb) == min(rgb):
        return text
    return "\ufdd0{:02x}{:02x}{:02x}\ufdd1".format(*rgb) + text.lstrip()


def taken(text: str) -> tuple[str, tuple[Fill, ...]]:
    """The text without marks, and where each stood."""
    if "\ufdd0" not in text:
        return text, ()
    pieces: list[str] = []
    fills: list[Fill] = []
    end = length = 0
    for match in _MARK.finditer(text):
        pieces.append(text[end : match.start()])
        length += match.start() - end
        end = match.end()
        if len(fills) < _MOST:
            red, green, blue = bytes.fromhex(match[1])
            fills.append(Fill(length, (red, green, blue)))
    pieces.append(text[end:])
    return "".join(pieces), tuple(fills)


def put_back(text: str, fills: Sequence[Fill], start: int) -> str:
    """A slice of a text that begins at `start`, with the marks that were taken out of it."""
    pieces: list[str] = []
    at = 0
    for fill in fills:
        if start <= fill.at <= start + len(text):
            pieces += [text[at : fill.at - start], marked("", fill.rgb)]
            at = fill.at - start
    return "".join([*pieces, text[at:]])


def hex_colour(value: str | None) -> Rgb | None:
    """``FF0000`` or ``#ff0000``, as office programs write a colour; None for anything else."""
    found = re.fullmatch(r"#?([0-9a-fA-F]{6})", value or "")
    if found is None:
        return None
    red, green, blue = bytes.fromhex(found[1])
    return red, green, blue


def css_colour(style: str, attribute: str | None = None) -> Rgb | None:
    """The background that a ``style`` attribute names, else the ``bgcolor`` attribute."""
    from PIL import ImageColor

    named = re.search(r"\bbackground(?:-color)?\s*:\s*([^;]{1,60})", style[:2000], re.IGNORECASE)
    for value in (named[1] if named else None, attribute):
        try:
            if value and len(value) <= 60:
                red, green, blue = ImageColor.getrgb(value.strip().lower())[:3]
                return red, green, blue
        except ValueError:  # a picture, a variable, a gradient
            continue
    return None
