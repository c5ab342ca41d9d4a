"""Tables that no rules part, or rules only in one direction: columns from the header and the gaps."""

from __future__ import annotations

from collections.abc import Sequence
from statistics import median

from ingest.boxes import Box
from ingest.tables.bands import column_at, lines, phrases, records
from ingest.tables.grid import Cell, Record, Token, cell_of, hull
from ingest.tables.header import Header, Label

# The body of a table ends at a gap higher than this, in heights of a line, ...
GAP_LINES = 6.0
# ... and at running text: a phrase over this share of the table's width.
PROSE_SHARE = 0.6
# Of a body's lines, the share that may cross the gap between two columns (headings of groups).
CROSSING_SHARE = 0.12


def body_of(header: Header, tokens: Sequence[Token], space: float) -> list[Token]:
    """The words below `header` that may be its table's, up to a gap or to running text."""
    width = header.box.right - header.box.left
    below = [token for token in tokens if token.middle > header.box.bottom]
    body: list[Token] = []
    last = header.box.bottom
    prose: list[Token] = []
    for line in lines(below):
        box = hull(token.box for token in line)
        height = median(token.box.bottom - token.box.top for token in line)
        if box.top - last > GAP_LINES * height:
            break
        last = max(last, box.bottom)
        longest = max(phrase[-1].box.right - phrase[0].box.left for phrase in phrases(line, space))
        if longest > PROSE_SHARE * max(width, 1.0):
            if prose:
                break
            prose = list(line)
            continue
        body += prose + line
        prose = []
    return body


def edges_of(header: Header, body: Sequence[Token], space: float) -> list[float]:
    """The inner edges of the columns: between two headings the widest gap that goes through the body."""
    printed = [phrases(line, space) for line in lines(body)]
    spans = [[(phrase[0].box.left, phrase[-1].box.right) for phrase in line] for line in printed]
    return [_edge(left, right, spans) for left, right in zip(header.labels, header.labels[1:], strict=False)]


def _edge(left: Label, right: Label, spans: Sequence[Sequence[tuple[float, float]]]) -> float:
    """An edge between two neighbouring headings.

    Where headings and body leave gaps, the widest of them; else the place that the fewest
    lines cross, nearest to the right heading.
    """
    low = (left.box.left + left.box.right) / 2
    high = (right.box.left + right.box.right) / 2
    steps = max(int((high - low) / 0.5), 1)
    places = [low + (high - low) * step / steps for step in range(steps + 1)]
    crossed = [0] * len(places)
    for line in spans:
        for start, end in line:
            for index, place in enumerate(places):
                crossed[index] += start < place < end
    for index, place in enumerate(places):
        for label in (left, right):
            crossed[index] += len(spans) * (label.box.left < place < label.box.right)
    allowed = CROSSING_SHARE * len(spans)
    clear = [count <= max(allowed, min(crossed)) for count in crossed]
    best = _widest(clear)
    middle = (places[best[0]] + places[best[1]]) / 2
    return middle if crossed[(best[0] + best[1]) // 2] <= allowed else right.box.left - 0.5


def _widest(clear: Sequence[bool]) -> tuple[int, int]:
    best, start = (0, 0), None
    for index, free in enumerate([*clear, False]):
        if free and start is None:
            start = index
        elif not free and start is not None:
            if index - start >= best[1] - best[0]:
                best = (start, index - 1)
            start = None
    return best


def read_body(
    text: str, body: Sequence[Token], edges: Sequence[float], frame: Box, page: int
) -> tuple[Record, ...]:
    """The records of a body. frame: the table's outer sides; a cell's box reaches to its neighbours'."""
    groups = [group for group in records(text, body, edges) if any(group)]
    boxes = [hull(token.box for cell in group for token in cell) for group in groups]
    order = sorted(range(len(groups)), key=lambda index: boxes[index].top)
    sides = [frame.left, *edges, frame.right]
    found: list[tuple[int, Record]] = []
    for place, index in enumerate(order):
        above = boxes[order[place - 1]].bottom if place else frame.top
        below = boxes[order[place + 1]].top if place + 1 < len(order) else None
        top = (max(above, boxes[index].top - 20) + boxes[index].top) / 2
        bottom = boxes[index].bottom + 4 if below is None else (boxes[index].bottom + below) / 2
        cells = []
        for column, tokens in enumerate(groups[index]):
            cell = cell_of(text, tokens)
            box = Box(
                sides[column], min(top, boxes[index].top), sides[column + 1], max(bottom, boxes[index].bottom)
            )
            cells.append(Cell(cell.text, cell.spans, box))
        found.append((place, Record(tuple(cells), page)))
    return tuple(record for _, record in found)


def fits(body: Sequence[Token], edges: Sequence[float], space: float) -> bool:
    """True where words below no header of their own keep to the columns that `edges` part."""
    printed = [phrases(line, space) for line in lines(body)]
    whole = [len({column_at(edges, token) for token in phrase}) == 1 for line in printed for phrase in line]
    several = sum(
        len({column_at(edges, token) for phrase in line for token in phrase}) > 1 for line in printed
    )
    return bool(whole) and sum(whole) >= (1 - CROSSING_SHARE) * len(whole) and several * 2 >= len(printed)
