"""A table as it was found, before its columns mean anything.

The readers of ruled tables, of tables without rules and of text all make these; only
`ingest.tables.meaning` turns them into rows of projects.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from ingest.boxes import Box
from ingest.tables.values import join_lines


class Token(NamedTuple):
    """A word of the document: its offsets in `Document.text` and its place on the page."""

    start: int
    end: int
    box: Box

    @property
    def middle(self) -> float:
        """The height of its centre, in points from the top."""
        return (self.box.top + self.box.bottom) / 2

    @property
    def centre(self) -> float:
        """The distance of its centre from the left, in points."""
        return (self.box.left + self.box.right) / 2


class Seen(NamedTuple):
    """A colour seen in a cell: its name, where it was measured, and what was measured."""

    colour: str
    box: Box
    rgb: tuple[int, int, int]


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell. spans: (start, end) offsets of its words, in order, of every line of the cell.

    merged: the cell spans several lines of the table, and its words stand for them all.
    """

    text: str = ""
    spans: tuple[tuple[int, int], ...] = ()
    box: Box | None = None
    seen: Seen | None = None
    merged: bool = False


EMPTY = Cell()


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
    """

    headings: tuple[str, ...]
    records: tuple[Record, ...]
    start: int
    end: int
    page: int | None = None
    caption: str | None = None
    doubtful: str | None = None
    notes: tuple[str, ...] = field(default=())


def cell_of(text: str, tokens: Iterable[Token]) -> Cell:
    """The cell that holds `tokens`, its lines joined as `join_lines` says."""
    ordered = sorted(tokens)
    if not ordered:
        return EMPTY
    lines: list[list[str]] = []
    last: Token | None = None
    for token in ordered:
        word = text[token.start : token.end]
        if last is None or _new_line(text, last, token):
            lines.append([word])
        elif text[last.end : token.start].strip(" \u00a0") == "" and last.end == token.start:
            lines[-1][-1] += word
        else:
            lines[-1].append(word)
        last = token
    return Cell(
        join_lines([" ".join(line) for line in lines]),
        merge_spans(text, [(token.start, token.end) for token in ordered]),
        hull(token.box for token in ordered),
    )


def _new_line(text: str, last: Token, token: Token) -> bool:
    between = text[last.end : token.start]
    return "\n" in between or token.box.top > last.box.bottom - 0.2 * (last.box.bottom - last.box.top)


def merge_spans(text: str, spans: Sequence[tuple[int, int]]) -> tuple[tuple[int, int], ...]:
    """Spans joined where nothing but white space lies between them."""
    merged: list[tuple[int, int]] = []
    for start, end in sorted(spans):
        if merged and not text[merged[-1][1] : start].strip():
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
