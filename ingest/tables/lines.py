"""The lines of a document's text, and what stands around a table in it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from ingest.tables.grid import is_caption
from ingest.tables.values import fold, unit_in

# Lines above a table in which its lead-in and the unit of its amounts are looked for.
LEAD_LINES = 8
# A longer line is prose, no heading.
HEADING_LENGTH = 110

_UNIT_STATEMENT = re.compile(
    r"\b(?:beløp\w*|tall\w*|tal|tala|budsjett\w*|kostnad\w*|summ?(?:er|ar)?|figures?|amounts?|budgets?|costs?|numbers|alle?)\b"
    r".{0,60}\b(?:i|in|er|are)\b",
    re.I,
)


class Line(NamedTuple):
    """A line of the text, without its line end."""

    start: int
    end: int
    text: str

    @property
    def blank(self) -> bool:
        """True where it shows nothing."""
        return not self.text.strip()


def lines_of(text: str, start: int = 0, end: int | None = None) -> list[Line]:
    """The lines of ``text[start:end]``; line feeds, form feeds and carriage returns end them."""
    found: list[Line] = []
    for match in re.finditer(r"[^\n\f\r]*(?:\r\n|[\n\f\r]|\Z)", text[start:end]):
        body = match.group().rstrip("\r\n\f")
        if match.group():
            found.append(Line(start + match.start(), start + match.start() + len(body), body))
    return found


def lead_of(lines: Sequence[Line], first: int) -> list[Line]:
    """The lines with words above line `first`, the nearest first, at most `LEAD_LINES`."""
    found: list[Line] = []
    for line in reversed(lines[max(0, first - 3 * LEAD_LINES) : first]):
        if not line.blank:
            found.append(line)
        if len(found) == LEAD_LINES:
            break
    return found


def caption_of(above: Sequence[str], below: Sequence[str]) -> str | None:
    """The caption of a table: ``Tabell …`` just above or below it, else the lead-in or heading above.

    above: the lines above it, the nearest first. below: those below, the nearest first.
    A table's sentence of introduction ends in a colon and is part of its caption.
    """
    nearest = [fold(line) for line in above[:2] if line.strip()]
    own = next((fold(line) for line in below[:1] if is_caption(fold(line))), None)
    introduction = nearest[0] if nearest and nearest[0].endswith(":") else None
    if own and (introduction or not (nearest and is_caption(nearest[0]))):
        return f"{introduction} {own}" if introduction else own
    if nearest and (is_caption(nearest[0]) or introduction):
        return nearest[0]
    for line in above[:LEAD_LINES]:
        folded = fold(line)
        if is_caption(folded) or _is_heading(folded):
            return folded
    return None


def _is_heading(line: str) -> bool:
    return (
        2 < len(line) <= HEADING_LENGTH and not line.endswith((".", ",", ";", "!", "?")) and line[0].isupper()
    )


def unit_lines(lines: Sequence[str]) -> tuple[str, ...]:
    """Those of `lines` that say what unit the amounts are in."""
    return tuple(
        line for line in lines if unit_in(line) and (_UNIT_STATEMENT.search(line) or len(line.split()) < 6)
    )
