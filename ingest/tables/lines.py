"""The lines of a document's text."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from ingest.tables.values import unit_in

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


def unit_lines(lines: Sequence[str]) -> tuple[str, ...]:
    """Those of `lines` that say what unit the amounts are in."""
    return tuple(
        line for line in lines if unit_in(line) and (_UNIT_STATEMENT.search(line) or len(line.split()) < 6)
    )
