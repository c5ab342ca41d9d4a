"""The tables on a page that no rules part into cells, and those that go on from the page before."""

from __future__ import annotations

from collections.abc import Sequence
from statistics import median

from ingest.boxes import Box
from ingest.tables.bands import lines, phrases, space_share
from ingest.tables.columns import columns_of
from ingest.tables.geometry import Rule
from ingest.tables.grid import Placed, Record, Table, Token, hull
from ingest.tables.gridded import read_lines
from ingest.tables.header import Header, Label, find_headers
from ingest.tables.open import body_of, edges_of, read_body
from ingest.tables.ruled import Grid, Level, levels
from ingest.tables.values import colour, is_nothing, number
from ingest.tables.vocabulary import Role

# Two pages' columns are those of one table where no edge lies farther off, in points.
EDGE_DRIFT = 4.0
# A rule is one between two lines of a table where it covers this share of the table's width.
LINE_SHARE = 0.5
# Rules part a table's lines where they make this share of the lines that its words make.
RULED_LINES = 0.7
# Words go on with a table where this share of those in columns of values are such values.
FITTING = 0.7


def find_unruled(
    tokens: Sequence[Token], rules: Sequence[Rule], carried: Sequence[Placed], page: int
) -> list[Placed]:
    """The tables among the words of a page that stand in no grid.

    carried: tables of the page before that may go on at the top of this one.
    """
    space = space_share(tokens)
    headers = [
        part
        for header in find_headers(tokens, space)
        for half in _halves(header, tokens, space)
        for part in _beside(half)
    ]
    top = min((header.box.top for header in headers), default=float("inf"))
    above = [token for token in tokens if token.middle < top]
    found = [one for before in carried if (one := _going_on(above, before, rules, space, page)) is not None]
    for header in headers:
        frame = _frame(header, headers)
        under = [
            token
            for token in tokens
            if frame.left <= token.centre <= frame.right and header.box.bottom < token.middle < frame.bottom
        ]
        body = body_of(header.box, [label.box.left for label in header.labels[1:]], under, space)
        if not body:
            continue
        edges = _edges_before(header, carried) or edges_of(header, body, space)
        around = hull([header.box, *(token.box for token in body)])
        records = _records(body, edges, around, header.box.bottom, rules, space, page)
        start, end = _reach(records, header.start, header.end)
        table = Table(header.texts, records, start, end, page)
        found.append(Placed(table, (around.left, *edges, around.right), around, False))
    return found


def _reach(records: Sequence[Record], start: int, end: int) -> tuple[int, int]:
    """From where to where in the text a table goes: lines of one cell at its end may be what follows it."""
    while records and sum(bool(cell.text) for cell in records[-1].cells) < 2:
        records = records[:-1]
    spans = [span for record in records for cell in record.cells for span in cell.spans]
    return min([start, *(first for first, _ in spans)]), max([end, *(after for _, after in spans)])


def _edges_before(header: Header, carried: Sequence[Placed]) -> list[float] | None:
    """The edges of a table of the page before that a header repeats, where its headings stand in its columns."""
    for before in carried:
        if before.table.headings != header.texts:
            continue
        sides = [low - EDGE_DRIFT for low in before.edges]
        if all(
            side <= label.box.left and label.box.right <= after + 2 * EDGE_DRIFT
            for label, side, after in zip(header.labels, sides, sides[1:], strict=False)
        ):
            return list(before.edges[1:-1])
    return None


def _records(
    body: Sequence[Token],
    edges: Sequence[float],
    around: Box,
    top: float,
    rules: Sequence[Rule],
    space: float,
    page: int,
) -> tuple[Record, ...]:
    """The records of a body: between rules where these part its lines, else as its words stand."""
    by_words = read_body(body, edges, around, page, space)
    grid = _lined(body, edges, around, top, rules)
    if grid is None:
        return by_words
    between = read_lines(grid, body, page, space)
    filled = sum(any(cell.text for cell in record.cells) for record in between)
    return tuple(between) if filled >= RULED_LINES * len(by_words) else by_words


def _lined(
    body: Sequence[Token], edges: Sequence[float], around: Box, top: float, rules: Sequence[Rule]
) -> Grid | None:
    """A grid of the rules that lie across a body and of the columns' edges; None without such rules."""
    low, high = around.left - EDGE_DRIFT, around.right + EDGE_DRIFT
    height = median(token.box.bottom - token.box.top for token in body)
    across = [
        rule
        for rule in rules
        if not rule.vertical
        and rule.high > low
        and rule.low < high
        and top - 2 < rule.at < around.bottom + height
    ]
    found = levels(across, False)
    wide = [
        level
        for level in found
        if sum(min(end, high) - max(start, low) for start, end in level.runs) >= LINE_SHARE * (high - low)
    ]
    inner = [level.at for level in found if top + 2 < level.at < around.bottom - 2]
    if len(wide) < 2 or not inner:
        return None
    xs = (low, *edges, high)
    ys = (top, *inner, around.bottom + 2)
    sides = tuple(Level(x, ((top, around.bottom + 2),)) for x in xs)
    return Grid(xs, ys, sides, (Level(top, ((low, high),)), *found, Level(around.bottom + 2, ((low, high),))))


def _going_on(
    above: Sequence[Token], before: Placed, rules: Sequence[Rule], space: float, page: int
) -> Placed | None:
    """The table of the page before, where its columns go on at the top of this page."""
    left, right = before.edges[0] - EDGE_DRIFT, before.edges[-1] + EDGE_DRIFT
    inside = [token for token in above if left <= token.centre <= right]
    if not inside:
        return None
    width = Box(before.edges[0], 0.0, before.edges[-1], min(token.box.top for token in inside) - 1)
    body = body_of(width, before.edges[1:-1], inside, space)
    if not body:
        return None
    edges = list(before.edges[1:-1])
    box = hull(token.box for token in body)
    around = Box(before.edges[0], box.top, before.edges[-1], box.bottom)
    records = _records(body, edges, around, around.top - 3, rules, space, page)
    if not _fits(records, before.table):
        return None
    first = min(token.start for token in body)
    start, end = _reach(records, first, first)
    table = Table(before.table.headings, records, start, end, page, continued=True)
    return Placed(table, before.edges, around, False)


_VALUES = frozenset({Role.ID, Role.STATUS, Role.RISK, Role.AMOUNT})


def _fits(records: Sequence[Record], table: Table) -> bool:
    """True where the records have values in the columns of values, and several cells each."""
    columns = columns_of(table)
    fitting = filled = several = 0
    while records and sum(bool(cell.text) for cell in records[-1].cells) < 2:
        records = records[:-1]
    for record in records:
        several += sum(bool(cell.text) for cell in record.cells) > 1
        for column, cell in zip(columns, record.cells, strict=True):
            if column.role in _VALUES and any(character.isalnum() for character in cell.text):
                filled += 1
                fitting += (
                    number(cell.text) is not None or colour(cell.text) is not None or is_nothing(cell.text)
                )
    return several > 0 and 3 * several >= len(records) and fitting >= FITTING * filled


def _halves(header: Header, tokens: Sequence[Token], space: float) -> list[Header]:
    """The headers of two tables side by side whose printed lines do not match; else the header itself.

    A heading that begins like one before it gives the hint; the page is then read in two halves.
    """
    first_words = [text.split()[0] for text in header.texts if text]
    if len(set(first_words)) == len(first_words):
        return [header]
    height = header.labels[0].tokens[0].box.bottom - header.labels[0].tokens[0].box.top
    low, high = header.box.top - 3 * height, header.box.bottom + 4 * height
    near = [token for token in tokens if low <= token.middle <= high]
    lefts = sorted({phrase[0].box.left for line in lines(near) for phrase in phrases(line, space)})
    for cut in lefts:
        halves = [
            find_headers([token for token in near if (token.centre > cut - 0.5) is right], space)
            for right in (False, True)
        ]
        if all(len(half) == 1 for half in halves):
            left, right = halves[0][0], halves[1][0]
            if left.box.right < right.box.left and set(left.texts) == set(right.texts):
                return [left, right]
    return [header]


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


def _frame(header: Header, headers: Sequence[Header]) -> Box:
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
        elif (
            other.box.top > header.box.bottom
            and other.box.left < header.box.right
            and header.box.left < other.box.right
        ):
            bottom = min(bottom, other.box.top)
    return Box(left, header.box.top, right, bottom)
