"""Tables that no rules part, or rules only in one direction: columns from the header and the gaps."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from statistics import median

from ingest.boxes import Box
from ingest.tables.bands import PHRASE_SPACES, lines, phrases, records
from ingest.tables.grid import Cell, Record, Token, cell_of, hull, is_caption
from ingest.tables.gridded import LOOSE
from ingest.tables.header import Header
from ingest.tables.headings import read_heading
from ingest.tables.vocabulary import Role

# The body of a table ends at a gap higher than this, in heights of a line, ...
GAP_LINES = 6.0
# ... and at running text: a phrase over this share of the table's width that no line of cells follows.
PROSE_SHARE = 0.6
# Of a body's lines, the share that may cross the gap between two columns (headings of groups).
CROSSING_SHARE = 0.12
# Two columns' ink is parted by at least so many spaces all the way down; narrower gaps are tried
# where wider ones leave headings without ink. Thousands are parted by one.
BLOB_SPACES = (1.7, 1.4, 1.2)
# A column's own side lies so far before its words and its heading, in heights of a line.
PADDING = 0.4
# What it costs to deal columns of ink to headings: a heading without any (less where its column
# may show colours only), a second one under one heading, the most for one that stands beside its own.
NONE, NONE_SHOWN, MORE, APART_MOST = 4.0, 0.3, 4.0, 1.5
_SHOWN = frozenset({Role.STATUS, Role.RISK, Role.PROGRESS})


def body_of(box: Box, begins: Sequence[float], tokens: Sequence[Token], space: float) -> list[Token]:
    """The words below a header that may be its table's, up to a gap or to running text.

    box: the header's. begins: where its columns (all but the first) begin.
    """
    body: list[Token] = []
    last = box.bottom
    prose: list[Token] = []
    for line in lines([token for token in tokens if token.middle > box.bottom]):
        around = hull(token.box for token in line)
        if around.top - last > GAP_LINES * median(token.box.bottom - token.box.top for token in line):
            break
        if is_caption(" ".join(token.text for token in line)):
            break
        last = max(last, around.bottom)
        parts = phrases(line, space)
        if any(_runs_on(part, box, begins) for part in parts):
            if prose:
                break
            prose = list(line)
            continue
        if prose and len(parts) == 1:
            break
        body += prose + line
        prose = []
    return body


def _runs_on(part: Sequence[Token], box: Box, begins: Sequence[float]) -> bool:
    """True for a phrase as long as running text that goes over the beginning of a column."""
    left, right = part[0].box.left, part[-1].box.right
    over = any(left + 1 < begin < right - 1 for begin in begins)
    return over and right - left > PROSE_SHARE * max(box.right - box.left, 1.0)


def edges_of(header: Header, body: Sequence[Token], space: float) -> list[float]:
    """The inner edges of the columns: between what stands under one heading and under the next.

    The body's ink makes *blobs* from left to right that white gaps part all the way down. Each
    blob is given to a heading, in order, by dynamic programming: at best to one that it stands
    under; a heading may have none, where its column shows colours only.
    """
    height = median(token.box.bottom - token.box.top for token in body)
    tried = [blobs_of(body, spaces * space, height) for spaces in BLOB_SPACES]
    dealt = [_give(blobs, header, height) for blobs in tried]
    best = min(range(len(tried)), key=lambda at: (dealt[at][0], at))
    blobs, given = tried[best], dealt[best][1]
    edges: list[float] = []
    for at, (label, following) in enumerate(pairwise(header.labels)):
        left = [blob[1] for blob, owner in zip(blobs, given, strict=True) if owner == at]
        right = [blob[0] for blob, owner in zip(blobs, given, strict=True) if owner == at + 1]
        low = max(left) if left else label.box.right
        high = min(right) if right else following.box.left
        if low > high:
            edges.append(_cut(body, label.box, following.box, space))
            continue
        begins = min(high, following.box.left) if following.box.left >= low else high
        edges.append(max(low + 0.2 * (begins - low), begins - PADDING * height))
    return edges


def blobs_of(body: Sequence[Token], gap: float, height: float) -> list[tuple[float, float]]:
    """The stretches from left to right that the body's words cover, parted by gaps of at least `gap`.

    gap: in heights of a line.
    Printed lines of one phrase that goes over a gap of the others (headings of groups, notes)
    do not count.
    """
    printed = [
        [(phrase[0].box.left, phrase[-1].box.right) for phrase in phrases(line, gap / PHRASE_SPACES)]
        for line in lines(body)
    ]
    gap = max(gap * height, 1.0)
    several = [line for line in printed if len(line) > 1]
    blobs = _merged([span for line in several for span in line], gap)
    if several and len(blobs) < 2:
        blobs = _merged_mostly(several, gap)
    for span in (line[0] for line in printed if len(line) == 1):
        wider = _merged([*blobs, span], gap)
        if len(wider) >= len(blobs):
            blobs = wider
    return blobs


def _merged(spans: Sequence[tuple[float, float]], gap: float) -> list[tuple[float, float]]:
    merged: list[tuple[float, float]] = []
    for left, right in sorted(spans):
        if merged and left - merged[-1][1] < gap:
            merged[-1] = (merged[-1][0], max(right, merged[-1][1]))
        else:
            merged.append((left, right))
    return merged


def _merged_mostly(printed: Sequence[Sequence[tuple[float, float]]], gap: float) -> list[tuple[float, float]]:
    """As `_merged`, without the lines that cover what few others do."""
    counted = sorted(printed, key=lambda line: max(right - left for left, right in line))
    kept = counted[: max(1, round((1 - CROSSING_SHARE) * len(counted)))]
    return _merged([span for line in kept for span in line], gap)


def _give(blobs: Sequence[tuple[float, float]], header: Header, height: float) -> tuple[float, list[int]]:
    """What dealing the blobs to the headings costs, and for each the heading, never going back.

    ``cost[i]``: of dealing the first `i` blobs to the headings so far.
    """
    inf = float("inf")
    cost = [0.0] + [inf] * len(blobs)
    dealt: list[list[int]] = [[] for _ in range(len(blobs) + 1)]
    for at, (label, text) in enumerate(zip(header.labels, header.texts, strict=True)):
        none = NONE_SHOWN if read_heading(text).role in _SHOWN else NONE
        new, new_dealt = [inf] * (len(blobs) + 1), [list[int]() for _ in range(len(blobs) + 1)]
        for first in range(len(blobs) + 1):
            own = 0.0
            for after in range(first, len(blobs) + 1):
                if after > first:
                    own += _apart(blobs[after - 1], label.box, height) + (MORE if after > first + 1 else 0.0)
                total = cost[first] + (own if after > first else none)
                if total < new[after]:
                    new[after] = total
                    new_dealt[after] = [*dealt[first], *[at] * (after - first)]
        cost, dealt = new, new_dealt
    return cost[-1], dealt[-1]


def _apart(blob: tuple[float, float], label: Box, height: float) -> float:
    """How badly a blob stands under a heading: not at all where they share some width."""
    gap = max(label.left - blob[1], blob[0] - label.right) / height
    return 0.0 if gap <= 0 else min(0.5 + 0.1 * gap, APART_MOST)


def _cut(body: Sequence[Token], left: Box, right: Box, space: float) -> float:
    """Where one blob stands under two headings: the place between them that the fewest phrases cross.

    Of several the one where the right column's own side would be: what its cells show begins there.
    """
    spans = [
        (phrase[0].box.left, phrase[-1].box.right) for line in lines(body) for phrase in phrases(line, space)
    ]
    low, high = left.right, max(right.left, left.right + 1)
    places = [high - 0.5 - step * 0.5 for step in range(int((high - low) / 0.5) + 1)]
    side = high - PADDING * median(token.box.bottom - token.box.top for token in body)
    return min(
        places, key=lambda place: (sum(start < place < end for start, end in spans), abs(place - side))
    )


def read_body(
    body: Sequence[Token], edges: Sequence[float], frame: Box, page: int, space: float
) -> tuple[Record, ...]:
    """The records of a body. frame: the table's outer sides; a cell is as high as its record."""
    groups = [group for group in records(body, edges, space) if any(group)]
    boxes = [hull(token.box for cell in group for token in cell) for group in groups]
    sides = [frame.left, *edges, frame.right + LOOSE]
    found: list[Record] = []
    for group, around in sorted(zip(groups, boxes, strict=True), key=lambda pair: pair[1].top):
        cells = []
        for column, tokens in enumerate(group):
            cell = cell_of(tokens)
            box = Box(sides[column], around.top - LOOSE, sides[column + 1], around.bottom + LOOSE)
            cells.append(Cell(cell.text, cell.spans, box))
        found.append(Record(tuple(cells), page))
    return tuple(found)
