"""A grid of rules and the words in it become tables."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from ingest.boxes import Box
from ingest.tables.bands import SPACE_SHARE, column_at, lines, phrases, records, spanning
from ingest.tables.grid import EMPTY, Cell, Record, Table, Token, cell_of, hull
from ingest.tables.headings import is_project_header, read_heading
from ingest.tables.ruled import Grid, Region, regions
from ingest.tables.values import colour, fold, is_nothing, join_lines, number
from ingest.tables.vocabulary import Role

# A header has at most so many lines of cells.
HEADER_LINES = 3
# Fills and dots may stand out over the words of their line by so many points.
LOOSE = 2.5


class _Filled:
    """A grid with the words of each cell: the state that reading its lines shares."""

    def __init__(self, grid: Grid, tokens: Sequence[Token]) -> None:
        self.grid = grid
        self.lines, self.columns = len(grid.ys) - 1, len(grid.xs) - 1
        self.cells: dict[tuple[int, int], Region] = {}
        self.words: dict[Region, list[Token]] = {}
        for region in regions(grid):
            self.words[region] = []
            for line in range(region.top, region.bottom):
                for column in range(region.left, region.right):
                    self.cells[line, column] = region
        for token in tokens:
            line = sum(edge <= token.middle for edge in grid.ys[1:-1])
            column = sum(edge <= token.centre for edge in grid.xs[1:-1])
            self.words[self.cells[line, column]].append(token)

    def said(self, region: Region) -> str:
        return cell_of(self.words[region]).text

    def headings(self, first: int, after: int) -> list[str]:
        """For each column what lines `first` up to `after` say, each cell once."""
        found = []
        for column in range(self.columns):
            seen: list[Region] = []
            for line in range(first, after):
                region = self.cells[line, column]
                if region not in seen:
                    seen.append(region)
            found.append(join_lines([self.said(region) for region in seen if self.said(region)]))
        return found

    def is_title(self, line: int) -> bool:
        """True where one cell spans the whole line."""
        region = self.cells[line, 0]
        return region.left == 0 and region.right == self.columns


def read_grid(grid: Grid, tokens: Sequence[Token], page: int, carried: Sequence[str] | None) -> list[Table]:
    """The tables of projects in a grid; none where it has no header of one.

    carried: the headings of a table that may go on here without a header of its own.
    """
    filled = _Filled(grid, tokens)
    tables: list[Table] = []
    line = 0
    header: tuple[list[str], int, int] | None = None
    if carried is not None and len(carried) == filled.columns:
        header = (list(carried), 0, 0)
    found: list[Record] = []

    def close() -> None:
        if header is not None and found:
            own = [token for at in range(header[1], header[2]) for token in _line_words(filled, at)]
            tables.append(_table(header[0], found, own, page, header[1] == header[2]))

    while line < filled.lines:
        new = _header_at(filled, line)
        if new is not None:
            if header is None or new[0] != header[0]:
                close()
                found = []
                header = new
            line = new[2]
            continue
        if header is not None:
            found += _records(filled, line, page)
        line += 1
    close()
    return tables


def read_lines(grid: Grid, tokens: Sequence[Token], page: int, space: float) -> list[Record]:
    """The records of a grid that has no header, line by line; a phrase over several columns is one cell."""
    filled = _Filled(grid, tokens)
    inner = list(grid.xs[1:-1])
    found: list[Record] = []
    for line in range(filled.lines):
        printed = lines(_line_words(filled, line))
        phrased = all(len(phrases(words, space)) == 1 for words in printed)
        if printed and phrased and any(spanning(words, inner, space) for words in printed):
            cell = cell_of([token for words in printed for token in words])
            found.append(Record((cell, *[EMPTY] * (filled.columns - 1)), page))
        else:
            found += _records(filled, line, page, low=True)
    return found


def _line_words(filled: _Filled, line: int) -> list[Token]:
    return [token for column in range(filled.columns) for token in filled.words[filled.cells[line, column]]]


def _header_at(filled: _Filled, line: int) -> tuple[list[str], int, int] | None:
    """The headings that begin at a line, that line, and the line after the header; None for no header."""
    if filled.is_title(line):
        return None
    for size in range(1, HEADER_LINES + 1):
        after = line + size
        if after > filled.lines:
            return None
        if size > 1 and not _goes_on(filled, after - 1, line):
            return None
        headings = filled.headings(line, after)
        if is_project_header(headings) and _mostly_headings(headings):
            while after < min(filled.lines, line + HEADER_LINES) and _goes_on(filled, after, line):
                after += 1
            return filled.headings(line, after), line, after
    return None


def _mostly_headings(headings: Sequence[str]) -> bool:
    """True unless the line holds values, as lines of a body do."""
    said = [heading for heading in headings if heading]
    values = sum(
        colour(heading) is not None or (number(heading) is not None and read_heading(heading).year is None)
        for heading in said
    )
    known = len({heading for heading in said if read_heading(heading).role is not None})
    return values == 0 and known >= 2 and 2 * known >= len(set(said))


def _goes_on(filled: _Filled, line: int, first: int) -> bool:
    """True where a line belongs to the header above it: cells reach into it, or it says years and units."""
    own, reaching = [], 0
    for column in range(filled.columns):
        region = filled.cells[line, column]
        if region.top < line:
            reaching += 1
            if region.top < first:
                return False
        elif filled.said(region):
            own.append(filled.said(region))
    if not own:
        return reaching > 0
    known = [read_heading(said) for said in own]
    if reaching:
        return all(colour(said) is None for said in own) and any(heading.role for heading in known)
    return all(heading.role is Role.AMOUNT or heading.unit for heading in known) and all(
        heading.year or number(heading.text) is None for heading in known
    )


def _records(filled: _Filled, line: int, page: int, low: bool = False) -> list[Record]:
    """The records of one line of a grid: one, or several where rules between them are missing.

    low: cells are as high as the line's words, since only some of their sides are drawn.
    """
    grid = filled.grid
    cells: list[list[Token]] = [[] for _ in range(filled.columns)]
    merged = [False] * filled.columns
    boxes = [
        Box(grid.xs[at], grid.ys[line], grid.xs[at + 1], grid.ys[line + 1]) for at in range(filled.columns)
    ]
    for column in range(filled.columns):
        region = filled.cells[line, column]
        box = grid.region_box(region)
        if region.left == column:
            parts = _spread(filled, region)
            for offset, words in enumerate(parts):
                cells[column + offset] = words
        merged[column] = region.top < line
        boxes[column] = Box(boxes[column].left, box.top, boxes[column].right, box.bottom)
    own = [token for words, old in zip(cells, merged, strict=True) if not old for token in words]
    if not own and not any(cells):
        return [Record(tuple(Cell(box=box) for box in boxes), page)]
    if low:
        boxes = _lower(boxes, cells, grid.ys[line], grid.ys[line + 1])
    if _several(cells, merged):
        inner = list(grid.xs[1:-1])
        return [
            _record(group, merged, _narrow(boxes, group), page) for group in records(own, inner, SPACE_SHARE)
        ]
    return [_record(cells, merged, boxes, page)]


def _lower(boxes: Sequence[Box], cells: Sequence[Sequence[Token]], top: float, bottom: float) -> list[Box]:
    """The cells of a line as high as the words in cells of this line alone; those of more lines as they are."""
    single = [box.top >= top and box.bottom <= bottom for box in boxes]
    own = [token for words, one in zip(cells, single, strict=True) if one for token in words]
    if not own:
        return list(boxes)
    around = hull(token.box for token in own)
    return [
        Box(box.left, around.top - LOOSE, box.right, around.bottom + LOOSE) if one else box
        for box, one in zip(boxes, single, strict=True)
    ]


def _narrow(boxes: Sequence[Box], group: Sequence[Sequence[Token]]) -> list[Box]:
    around = hull(token.box for words in group for token in words)
    return [Box(box.left, around.top - 1, box.right, around.bottom + 1) for box in boxes]


def _record(
    cells: Sequence[Sequence[Token]], merged: Sequence[bool], boxes: Sequence[Box], page: int
) -> Record:
    made = []
    for words, old, box in zip(cells, merged, boxes, strict=True):
        cell = cell_of(words)
        made.append(Cell(cell.text, cell.spans, box, merged=old))
    return Record(tuple(made), page)


def _spread(filled: _Filled, region: Region) -> list[list[Token]]:
    """The words of a cell that spans columns, parted at the columns' edges where no phrase crosses them."""
    words = filled.words[region]
    width = region.right - region.left
    if width == 1:
        return [words]
    inner = filled.grid.xs[region.left + 1 : region.right]
    for line in lines(words):
        for last, token in pairwise(line):
            height = token.box.bottom - token.box.top
            if (
                column_at(inner, last) != column_at(inner, token)
                and token.box.left - last.box.right < 0.5 * height
            ):
                return [words, *[[] for _ in range(width - 1)]]
        for token in line:
            if any(token.box.left + 1 < edge < token.box.right - 1 for edge in inner):
                return [words, *[[] for _ in range(width - 1)]]
    parts: list[list[Token]] = [[] for _ in range(width)]
    for token in words:
        parts[column_at(inner, token)].append(token)
    return parts


def _several(cells: Sequence[Sequence[Token]], merged: Sequence[bool]) -> bool:
    """True where two columns hold several values each, one below the other: a line of several records."""
    columns = 0
    for words, old in zip(cells, merged, strict=True):
        if old or not words:
            continue
        said = [fold(" ".join(token.text for token in line)) for line in lines(words)]
        if len(said) > 1 and all(
            number(line) is not None or colour(line) is not None or is_nothing(line) for line in said
        ):
            columns += 1
    return columns > 1


def _table(
    headings: Sequence[str], found: Sequence[Record], own: Sequence[Token], page: int, continued: bool
) -> Table:
    """A table of records and of its header's words, `own`."""
    spans = [span for record in found for span in record.spans]
    start = min([token.start for token in own] + [start for start, _ in spans], default=0)
    end = max([token.end for token in own] + [end for _, end in spans], default=0)
    return Table(tuple(headings), tuple(found), start, end, page, continued)


def split_beside(table: Table) -> list[Table]:
    """Tables that stand side by side in one grid, under the same headings each, as tables of their own."""
    kept = [index for index, heading in enumerate(table.headings) if heading or _holds(table, index)]
    headings = [fold(table.headings[index]) for index in kept]
    for parts in (2, 3, 4):
        size = len(headings) // parts
        if size > 1 and size * parts == len(headings) and headings == headings[:size] * parts:
            return [_part(table, kept[at * size : (at + 1) * size]) for at in range(parts)]
    return [table]


def _holds(table: Table, column: int) -> bool:
    return any(record.cells[column].text for record in table.records)


def _part(table: Table, columns: Sequence[int]) -> Table:
    records_ = tuple(
        Record(tuple(record.cells[column] for column in columns), record.page, record.doubtful)
        for record in table.records
        if any(record.cells[column] != EMPTY for column in columns)
    )
    return replace(table, headings=tuple(table.headings[column] for column in columns), records=records_)
