"""The tables of a PDF, page by page."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

from ingest.document import Document, Page
from ingest.tables.bands import lines
from ingest.tables.breaks import join_broken
from ingest.tables.colours import Entry, find_legend
from ingest.tables.geometry import Drawing, Pdf, tokens_of
from ingest.tables.grid import Placed, Table, Token
from ingest.tables.gridded import read_grid, split_beside
from ingest.tables.paint import coloured
from ingest.tables.ruled import find_grids
from ingest.tables.seeds import may_hold_table
from ingest.tables.unruled import EDGE_DRIFT, find_unruled

# A table without rules may go on on the next page where no more than so many lines follow it.
LINES_AFTER = 3


@dataclass(frozen=True, slots=True)
class _Carry:
    """What a page leaves to the next: its last tables, if they may go on, and the legend."""

    placed: tuple[Placed, ...] = ()
    legend: tuple[Entry, ...] = ()


@contextmanager
def _opened(source: Path | None) -> Iterator[Pdf | None]:
    if source is None or not source.is_file():
        yield None
        return
    with Pdf(source) as pdf:
        yield pdf


def find_on_pages(document: Document, source: Path | None) -> tuple[list[Table], set[str]]:
    """The tables of projects on the pages of a PDF, in order, and the words of their legends.

    A page is looked at where its text holds the words of a header, or where a table may go on
    from the page before.
    """
    tables: list[Table] = []
    labels: set[str] = set()
    carry = _Carry()
    with _opened(source) as pdf:
        for page in document.pages:
            if not carry.placed and not _may_hold_table(document, page):
                continue
            placed, carry = _read_page(document, page, pdf.drawing(page.number) if pdf else Drawing(), carry)
            tables += [one.table for one in placed]
            labels |= {entry.label for entry in carry.legend}
    return join_broken(tables), labels


def _may_hold_table(document: Document, page: Page) -> bool:
    text = document.text[page.start : page.end]
    if (
        3 * (text.count("\n") + 1) > len(text) > 0
    ):  # PDFium parts the letters of some sparse pages by line ends
        printed = lines(tokens_of(document, page))
        text = "\n".join(" ".join(token.text for token in line) for line in printed)
    return may_hold_table(text)


def _read_page(
    document: Document, page: Page, drawing: Drawing, carry: _Carry
) -> tuple[list[Placed], _Carry]:
    tokens = tokens_of(document, page)
    placed = _ruled(page, tokens, drawing, carry.placed)
    rest = _outside(tokens, placed)
    going_on = tuple(one for one in carry.placed if not one.ruled and not placed)
    placed += find_unruled(rest, drawing.rules, going_on, page.number)
    rest = _outside(tokens, placed)
    legend = (find_legend(rest, drawing) if placed else ()) or carry.legend
    placed = [replace(one, table=coloured(one.table, drawing, legend, one.ruled)) for one in placed]
    return placed, _Carry(_last(placed, rest), legend)


def _last(placed: Sequence[Placed], rest: Sequence[Token]) -> tuple[Placed, ...]:
    """The tables that nothing but a few lines follows, which may go on on the next page."""
    return tuple(
        one
        for one in placed
        if not any(_under(other, one) for other in placed)
        and (one.ruled or len(lines([word for word in rest if word.middle > one.box.bottom])) <= LINES_AFTER)
    )


def _under(lower: Placed, upper: Placed) -> bool:
    return (
        lower.box.top >= upper.box.bottom
        and lower.box.left < upper.box.right
        and upper.box.left < lower.box.right
    )


def _outside(tokens: Sequence[Token], placed: Sequence[Placed]) -> list[Token]:
    return [token for token in tokens if not any(_inside(token, one) for one in placed)]


def _inside(token: Token, one: Placed) -> bool:
    box = one.box
    return box.left <= token.centre <= box.right and box.top <= token.middle <= box.bottom


def _ruled(page: Page, tokens: Sequence[Token], drawing: Drawing, carried: Sequence[Placed]) -> list[Placed]:
    found: list[Placed] = []
    before = list(carried)
    for grid in find_grids(drawing.rules):
        box = grid.box
        inside = [
            token
            for token in tokens
            if box.left <= token.centre <= box.right and box.top <= token.middle <= box.bottom
        ]
        alike = next((one for one in reversed(before) if _alike(one.edges, grid.xs)), None)
        for table in (
            read_grid(grid, inside, page.number, alike.table.headings if alike else None) if inside else ()
        ):
            parts = split_beside(table)
            found += [Placed(part, grid.xs, box, True) for part in parts]
            before.append(Placed(table, grid.xs, box, True))
    return found


def _alike(first: Sequence[float], second: Sequence[float]) -> bool:
    return len(first) == len(second) and all(
        abs(a - b) <= EDGE_DRIFT for a, b in zip(first, second, strict=True)
    )
