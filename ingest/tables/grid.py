"""A table as it was found, before its columns mean anything.

The readers of ruled tables, of tables without rules and of text all make these; only
`ingest.tables.meaning` turns them into rows of projects.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from ingest.boxes import Box
from ingest.tables.values import join_lines


class Token(NamedTuple):
    """A word of the document: its offsets in `Document.text`, its place on the page, and the word."""

    start: int
    end: int
    box: Box
    text: str

    @property
    def middle(self) -> float:
        """The height of its centre, in points from the top."""
        return (self.box.top + self.box.bottom) / 2

    @property
    def centre(self) -> float:
        """The distance of its centre from the left, in points."""
        return (self.box.left + self.box.right) / 2


class Seen(NamedTuple):
    """A colour seen in a cell: its name, where it was measured, and what was measured.

    at: where the cell begins in the text, where the file itself says its colour; the box is empty then.
    """

    colour: str
    box: Box
    rgb: tuple[int, int, int]
    at: int | None = None


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell. spans: (start, end) offsets of its words, in order, of every line of the cell.

    merged: the cell spans several lines of the table, and its words stand for them all. at: where
    an empty cell begins that tabs part from others.
    """

    text: str = ""
    spans: tuple[tuple[int, int], ...] = ()
    box: Box | None = None
    seen: Seen | None = None
    merged: bool = False
    at: int | None = None


EMPTY = Cell()

# Words whose middles lie no farther apart than this, in heights of a line, are printed in one line.
SAME_LINE = 0.45


@dataclass(frozen=True, slots=True)
class Record:
    """A line of a table: one cell for each column. start, end: of its own words in the text."""

    cells: tuple[Cell, ...]
    page: int | None = None
    doubtful: str | None = None

    @property
    def spans(self) -> list[tuple[int, int]]:
        """The offsets of the words that are the record's own, in order."""
        return sorted(span for cell in self.cells if not cell.merged for span in cell.spans)


@dataclass(frozen=True, slots=True)
class Table:
    """A table: headings and records of the same number of columns.

    start, end: of the header and of the last record, in the document's text.
    continued: it has no header of its own and goes on with the one before it.
    caption, notes: what `ingest.tables.captions` finds around it.
    """

    headings: tuple[str, ...]
    records: tuple[Record, ...]
    start: int
    end: int
    page: int | None = None
    continued: bool = False
    caption: str | None = None
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Placed:
    """A table and its place on a page. edges: its columns' sides, outer ones too, in points."""

    table: Table
    edges: tuple[float, ...]
    box: Box
    ruled: bool


def cell_of(tokens: Iterable[Token]) -> Cell:
    """The cell that holds `tokens`, its lines joined as `join_lines` says."""
    rows: list[list[Token]] = []
    for token in sorted(tokens, key=lambda token: token.middle):
        if rows and abs(token.middle - rows[-1][0].middle) <= SAME_LINE * (token.box.bottom - token.box.top):
            rows[-1].append(token)
        else:
            rows.append([token])
    if not rows:
        return EMPTY
    lines: list[str] = []
    for row in rows:
        words = ""
        last: Token | None = None
        for token in sorted(row, key=lambda token: token.box.left):
            words += token.text if last is None or last.end == token.start else f" {token.text}"
            last = token
        lines.append(words)
    every = [token for row in rows for token in row]
    return Cell(
        join_lines(lines),
        merge_spans([(token.start, token.end) for token in every]),
        hull(token.box for token in every),
    )


def merge_spans(spans: Sequence[tuple[int, int]]) -> tuple[tuple[int, int], ...]:
    """Spans joined where at most a space and a line's end lie between them."""
    merged: list[tuple[int, int]] = []
    for start, end in sorted(spans):
        if merged and start - merged[-1][1] <= 2:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return tuple(merged)


def hull(boxes: Iterable[Box]) -> Box:
    """The smallest box that holds all of `boxes`, of which there is at least one."""
    every = list(boxes)
    return Box(
        min(box.left for box in every),
        min(box.top for box in every),
        max(box.right for box in every),
        max(box.bottom for box in every),
    )


_CAPTION = re.compile(r"(?:tabell|table|vedlegg|appendix|figur|figure)\s?(?:\d{1,3}|[A-Z]\b)", re.I)


def is_caption(line: str) -> bool:
    """True for a line such as ``Tabell 2: Prosjekter som …``."""
    return _CAPTION.match(line.strip()) is not None
