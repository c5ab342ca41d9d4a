"""The tables of a PDF, page by page."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

from ingest.boxes import Box
from ingest.document import Document, Page
from ingest.tables.bands import lines, space_share
from ingest.tables.colours import Entry, find_legend, sample, see
from ingest.tables.columns import columns_of
from ingest.tables.geometry import Drawing, Pdf, tokens_of
from ingest.tables.grid import Cell, Record, Table, Token, hull
from ingest.tables.gridded import read_grid, split_beside
from ingest.tables.header import Header, Label, find_headers
from ingest.tables.headings import is_project_header
from ingest.tables.lines import LEAD_LINES, caption_of, lines_of, unit_lines
from ingest.tables.open import body_of, edges_of, fits, read_body
from ingest.tables.ruled import find_grids
from ingest.tables.seeds import may_hold_table
from ingest.tables.values import colour, fold
from ingest.tables.vocabulary import Role

# Two pages' columns are those of one table where no edge lies farther off, in points.
EDGE_DRIFT = 4.0


@dataclass(frozen=True, slots=True)
class _Placed:
    """A table and its place. edges: its columns' sides, outer ones too, in points."""

    table: Table
    edges: tuple[float, ...]
    box: Box
    ruled: bool


@dataclass(frozen=True, slots=True)
class _Carry:
    """What a page leaves to the next: the last table, if it may go on, and the legend."""

    placed: _Placed | None = None
    legend: tuple[Entry, ...] = ()


@contextmanager
def _opened(source: Path | None) -> Iterator[Pdf | None]:
    if source is None or not source.is_file():
        yield None
        return
    with Pdf(source) as pdf:
        yield pdf


def find_on_pages(document: Document, source: Path | None) -> list[Table]:
    """The tables of projects on the pages of a PDF, in order.

    A page is looked at where its text holds the words of a header, or where a table may go on
    from the page before.
    """
    tables: list[Table] = []
    carry = _Carry()
    with _opened(source) as pdf:
        for page in document.pages:
            if carry.placed is None and not may_hold_table(document.text[page.start : page.end]):
                continue
            placed, carry = _read_page(document, page, pdf.drawing(page.number) if pdf else Drawing(), carry)
            tables += [one.table for one in placed]
    return tables


def _read_page(
    document: Document, page: Page, drawing: Drawing, carry: _Carry
) -> tuple[list[_Placed], _Carry]:
    tokens = tokens_of(document, page)
    placed = _ruled(page, tokens, drawing, carry.placed)
    rest = _outside(tokens, placed)
    placed += _open(page, rest, None if placed else carry.placed)
    rest = _outside(tokens, placed)
    legend = find_legend(rest, drawing) if placed else ()
    legend = legend or carry.legend
    placed = [replace(one, table=_coloured(one.table, drawing, legend)) for one in placed]
    labels = {entry.label for entry in legend}
    placed = [replace(one, table=_described(document, page, one.table, placed, labels)) for one in placed]
    last = max(placed, key=lambda one: one.box.bottom, default=None)
    if last is not None and not last.ruled and len(_below(rest, last)) > 2:
        last = None
    return placed, _Carry(last, legend)


def _below(rest: Sequence[Token], placed: _Placed) -> list[list[Token]]:
    return lines([token for token in rest if token.middle > placed.box.bottom])


def _outside(tokens: Sequence[Token], placed: Sequence[_Placed]) -> list[Token]:
    return [
        token
        for token in tokens
        if not any(
            one.box.left <= token.centre <= one.box.right and one.box.top <= token.middle <= one.box.bottom
            for one in placed
        )
    ]


def _ruled(page: Page, tokens: Sequence[Token], drawing: Drawing, carried: _Placed | None) -> list[_Placed]:
    found: list[_Placed] = []
    for grid in find_grids(drawing.rules):
        box = grid.box
        inside = [
            token
            for token in tokens
            if box.left <= token.centre <= box.right and box.top <= token.middle <= box.bottom
        ]
        if not inside:
            continue
        before = carried.table.headings if carried is not None and _alike(carried.edges, grid.xs) else None
        for table in read_grid(grid, inside, page.number, before):
            found += [_Placed(part, grid.xs, box, True) for part in split_beside(table)]
            if len(split_beside(table)) == 1:
                carried = found[-1]
    return found


def _alike(first: Sequence[float], second: Sequence[float]) -> bool:
    return len(first) == len(second) and all(
        abs(a - b) <= EDGE_DRIFT for a, b in zip(first, second, strict=True)
    )


def _open(page: Page, tokens: Sequence[Token], carried: _Placed | None) -> list[_Placed]:
    space = space_share(tokens)
    headers = [part for header in find_headers(tokens, space) for part in _beside(header)]
    found: list[_Placed] = []
    top = min((header.box.top for header in headers), default=float("inf"))
    if carried is not None:
        found += _continued(page, [token for token in tokens if token.middle < top], carried, space)
    for index, header in enumerate(headers):
        frame = _frame(header, headers, tokens)
        under = [
            token
            for token in tokens
            if frame.left <= token.centre <= frame.right and header.box.bottom < token.middle < frame.bottom
        ]
        body = body_of(header, under, space)
        if not body:
            continue
        edges = edges_of(header, body, space)
        around = hull([header.box, *(token.box for token in body)])
        records = read_body(body, edges, around, page.number, space)
        start = min(header.start, *(token.start for token in body))
        end = max(header.end, *(token.end for token in body))
        table = Table(header.texts, records, start, end, page.number)
        found.append(_Placed(table, (around.left, *edges, around.right), around, False))
        del index
    return found


def _beside(header: Header) -> list[Header]:
    """A header that repeats itself from left to right, as the headers of tables side by side."""
    count = len(header.texts)
    for parts in (2, 3):
        size = count // parts
        if size > 1 and size * parts == count and header.texts == header.texts[:size] * parts:
            return [_piece(header, at * size, (at + 1) * size) for at in range(parts)]
    return [header]


def _piece(header: Header, first: int, after: int) -> Header:
    labels: tuple[Label, ...] = header.labels[first:after]
    every = [token for label in labels for token in label.tokens]
    return Header(
        labels,
        header.texts[first:after],
        hull(token.box for token in every),
        min(token.start for token in every),
        max(token.end for token in every),
    )


def _frame(header: Header, headers: Sequence[Header], tokens: Sequence[Token]) -> Box:
    """How far a header's table may reach: to a header beside it, and down to one below it."""
    left, right, bottom = 0.0, float("inf"), float("inf")
    for other in headers:
        if other is header:
            continue
        level = other.box.top < header.box.bottom and header.box.top < other.box.bottom
        if level and other.box.left > header.box.right:
            right = min(right, other.box.left - 1)
        elif level and other.box.right < header.box.left:
            left = max(left, header.box.left - 3)
        elif other.box.top > header.box.bottom and not (
            other.box.left > header.box.right or other.box.right < header.box.left
        ):
            bottom = min(bottom, other.box.top)
    return Box(left, header.box.top, right, bottom)


def _continued(page: Page, tokens: Sequence[Token], carried: _Placed, space: float) -> list[_Placed]:
    """The table of the page before, where its columns go on at the top of this page."""
    left, right = carried.edges[0] - EDGE_DRIFT, carried.edges[-1] + EDGE_DRIFT
    inside = [token for token in tokens if left <= token.centre <= right]
    if not inside:
        return []
    width = Box(carried.edges[0], 0.0, carried.edges[-1], min(token.box.top for token in inside) - 1)
    body = body_of(Header((), (), width, 0, 0), inside, space)
    edges = list(carried.edges[1:-1])
    if not body or not fits(body, edges, space):
        return []
    around = hull(token.box for token in body)
    around = Box(carried.edges[0], around.top, carried.edges[-1], around.bottom)
    records = read_body(body, edges, around, page.number, space)
    start, end = min(token.start for token in body), max(token.end for token in body)
    table = Table(carried.table.headings, records, start, end, page.number, carried.table.caption)
    return [_Placed(table, carried.edges, around, False)]


_SEEN = frozenset({Role.STATUS, Role.RISK, Role.PROGRESS, Role.OTHER, None})


def _coloured(table: Table, drawing: Drawing, legend: Sequence[Entry]) -> Table:
    """The table with the colours of those cells that name none, in columns that may show one."""
    if drawing.render is None or not is_project_header(table.headings):
        return table
    columns = columns_of(table)
    shown = [index for index, column in enumerate(columns) if column.role in _SEEN]
    names = [index for index, column in enumerate(columns) if column.role in {Role.NAME, Role.OWNER, Role.ID}]
    records: list[Record] = []
    for record in table.records:
        wanted = [
            index
            for index in shown
            if colour(record.cells[index].text) is None
            and record.cells[index].box is not None
            and (
                columns[index].role in {Role.STATUS, Role.RISK, Role.PROGRESS} or not record.cells[index].text
            )
        ]
        if not wanted or not any(cell.text for cell in record.cells):
            records.append(record)
            continue
        ground = _ground(drawing, [record.cells[index] for index in names])
        cells = list(record.cells)
        for index in wanted:
            box = cells[index].box
            if box is not None:
                cells[index] = replace(cells[index], seen=see(drawing, box, ground, legend))
        records.append(replace(record, cells=tuple(cells)))
    return replace(table, records=tuple(records))


def _ground(drawing: Drawing, cells: Sequence[Cell]) -> list[tuple[int, int, int]]:
    """The colours that fill cells of words, as those of every second line do."""
    picture = drawing.picture()
    if picture is None:
        return []
    found = [sample(picture, cell.box) for cell in cells if cell.box is not None]
    return [one.rgb for one in found if one is not None and one.share > 0.4]


def _described(
    document: Document, page: Page, table: Table, placed: Sequence[_Placed], labels: Collection[str]
) -> Table:
    """The table with its caption and the lines about it that say a unit; labels: of the legend."""
    others = [(one.table.start, one.table.end) for one in placed]
    furniture = [(span.start, span.end) for span in document.furniture]
    free = [
        line
        for line in lines_of(document.text, page.start, page.end)
        if not line.blank
        and fold(line.text) not in labels
        and not any(start <= line.start < end for start, end in [*others, *furniture])
    ]
    above = [line.text for line in free if line.end <= table.start][::-1][:LEAD_LINES]
    below = [line.text for line in free if line.start >= table.end][:4]
    return replace(
        table, caption=table.caption or caption_of(above, below), notes=unit_lines([*above, *below])
    )
