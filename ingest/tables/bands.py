"""Words on a page become lines, phrases, and records where no rules part them.

A *line* here is what is printed at one height; a *phrase* is a run of words in it that only
single spaces part; a *record* is a line of a table, whose cells may be several lines high.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from statistics import median

from ingest.tables.grid import SAME_LINE, Token
from ingest.tables.values import colour, is_nothing, number

# A gap wider than so many spaces parts two phrases: cells with the least padding of common
# producers stand 2.2 spaces apart, words of justified lines 1.6.
PHRASE_SPACES = 1.8
# Where a page shows too few spaces to measure one: of the height of a line.
SPACE_SHARE = 0.22
# A column holds typed values (numbers, colours) where this share of its lines are such.
TYPED = 0.6
# No cell is higher than so many lines.
HIGHEST_CELL = 9
# White is between two records where it has this share of what is usual there.
ROW_GAP = 0.6
# ... and where that is more than the white within cells by this share of a line's height.
CLEAR = 0.12
# The white between the lines of a paragraph is at most this share of a line's height.
LEADING = 0.22


def lines(tokens: Sequence[Token]) -> list[list[Token]]:
    """The tokens by printed line, from the top; each line from the left."""
    found: list[list[Token]] = []
    for token in sorted(tokens, key=lambda token: token.middle):
        if found:
            first = found[-1][0]
            height = min(first.box.bottom - first.box.top, token.box.bottom - token.box.top)
            if abs(token.middle - first.middle) <= SAME_LINE * height:
                found[-1].append(token)
                continue
        found.append([token])
    return [sorted(line, key=lambda token: token.box.left) for line in found]


def space_share(tokens: Sequence[Token]) -> float:
    """The usual width of a space among `tokens`, as a share of the height of its line."""
    ordered = sorted(tokens)
    shares = []
    for left, right in pairwise(ordered):
        height = left.box.bottom - left.box.top
        gap = right.box.left - left.box.right
        if right.start - left.end == 1 and abs(left.middle - right.middle) < 1 and 0 < gap < height:
            shares.append(gap / height)
    if len(shares) < 8:
        return SPACE_SHARE
    return min(sorted(shares)[len(shares) // 4], 1.6 * SPACE_SHARE)


def phrases(line: Sequence[Token], space: float) -> list[list[Token]]:
    """The phrases of a printed line, from the left. space: as `space_share` gives it."""
    found: list[list[Token]] = []
    for token in line:
        height = token.box.bottom - token.box.top
        if found and token.box.left - found[-1][-1].box.right <= PHRASE_SPACES * space * height:
            found[-1].append(token)
        else:
            found.append([token])
    return found


def column_at(edges: Sequence[float], token: Token) -> int:
    """The column that a token stands in; edges: the inner ones, from the left."""
    return sum(edge <= token.centre for edge in edges)


def records(tokens: Sequence[Token], edges: Sequence[float], space: float) -> list[list[list[Token]]]:
    """The records of a stretch of a table without rules: for each the tokens of each column.

    Most producers write a table cell by cell: then a record ends where the columns begin anew.
    Where the text runs line by line instead, a record begins at each line that has a value in
    a column of values, and the lines without one belong to the nearest. A printed line that goes
    over the edges of columns is a record by itself, all in the first cell.
    """
    found: list[list[list[Token]]] = []
    stretch: list[Token] = []
    for line in [*lines(tokens), None]:
        if line is not None and not spanning(line, edges, space):
            stretch += line
            continue
        found += _stretch(stretch, edges)
        stretch = []
        if line is not None:
            found.append([line, *[[] for _ in edges]])
    return found


def spanning(line: Sequence[Token], edges: Sequence[float], space: float) -> bool:
    """True for a printed line that is one phrase over several columns: a heading of a group, a note."""
    return len(phrases(line, space)) == 1 and len({column_at(edges, token) for token in line}) > 1


def _stretch(tokens: Sequence[Token], edges: Sequence[float]) -> list[list[list[Token]]]:
    if not tokens:
        return []
    groups = _by_order(tokens, edges) if _cell_by_cell(tokens, edges) else _by_lines(tokens, edges)
    return [_cells(group, edges) for group in groups]


def _cells(group: Sequence[Token], edges: Sequence[float]) -> list[list[Token]]:
    cells: list[list[Token]] = [[] for _ in range(len(edges) + 1)]
    for token in sorted(group):
        cells[column_at(edges, token)].append(token)
    return cells


def _cell_by_cell(tokens: Sequence[Token], edges: Sequence[float]) -> bool:
    """True where the text goes up again from one cell to the next, as it does after a cell of two lines.

    Where it goes up by more than a cell is high, it runs down whole columns and tells nothing.
    """
    up = down = 0
    for last, token in pairwise(sorted(tokens)):
        step = column_at(edges, token) - column_at(edges, last)
        height = last.box.bottom - last.box.top
        rise = (last.middle - token.middle) / height
        if rise > HIGHEST_CELL:
            return False
        up += step > 0 and rise > 0.5
        down += step < 0 and rise > 0.5
    return up > down


def _by_order(tokens: Sequence[Token], edges: Sequence[float]) -> list[list[Token]]:
    apart = _row_gap(tokens, edges)
    groups: list[list[Token]] = []
    column, bottom = -1, 0.0
    for token in sorted(tokens):
        at = column_at(edges, token)
        gap = token.box.top - bottom
        height = token.box.bottom - token.box.top
        below = gap > 0.1 * height
        if not groups or at < column or (at > column and below) or (at == column and gap > apart):
            groups.append([])
            bottom = 0.0
        groups[-1].append(token)
        column, bottom = at, max(bottom, token.box.bottom)
    return groups


def _row_gap(tokens: Sequence[Token], edges: Sequence[float]) -> float:
    """The least white, in points, that parts two records rather than two lines of a cell."""
    between: list[float] = []
    within: list[float] = []
    bottom = 0.0
    ordered = sorted(tokens)
    for last, token in pairwise(ordered):
        bottom = max(bottom, last.box.bottom)
        step = column_at(edges, token) - column_at(edges, last)
        if step < 0:
            between.append(token.box.top - bottom)
            bottom = 0.0
        elif step == 0 and token.box.top > last.middle:
            within.append(token.box.top - last.box.bottom)
    return _parting(between, within, ordered)


def _parting(between: Sequence[float], within: Sequence[float], tokens: Sequence[Token]) -> float:
    """From which white on two printed lines are of two records: a share of what is usual between them.

    Where that is no more than what lies within cells, all lines are as far apart: then they are
    records of their own if that is farther than the lines of a paragraph are.
    """
    height = median(token.box.bottom - token.box.top for token in tokens)
    usual = median(between) if between else 0.0
    least = max(min(within, default=0.0), 0.0)
    if usual - least < CLEAR * height:
        return ROW_GAP * usual if usual > LEADING * height else 0.9 * height
    return least + ROW_GAP * (usual - least)


def _by_lines(tokens: Sequence[Token], edges: Sequence[float]) -> list[list[Token]]:
    printed = lines(tokens)
    typed = _typed_columns(printed, edges)
    starts = [index for index, line in enumerate(printed) if _has_value(line, edges, typed)]
    if not typed:
        starts = [
            index
            for index, line in enumerate(printed)
            if len({column_at(edges, token) for token in line}) > 1
        ]
    if not starts:
        return [list(line) for line in printed]
    gap = _line_gap(printed, starts)
    groups: list[list[Token]] = [[] for _ in starts]
    alone: list[list[Token]] = []
    for index, line in enumerate(printed):
        if index not in starts and _white(printed, index) > gap and _white(printed, index + 1) > gap:
            alone.append(line)
        else:
            groups[_nearest(printed, starts, index)] += line
    return groups + alone


def _white(printed: Sequence[Sequence[Token]], index: int) -> float:
    """The white above a printed line; no end of it above the first and below the last."""
    if not 0 < index < len(printed):
        return float("inf")
    return min(token.box.top for token in printed[index]) - max(
        token.box.bottom for token in printed[index - 1]
    )


def _line_gap(printed: Sequence[Sequence[Token]], starts: Sequence[int]) -> float:
    """The least white about a line that belongs to no record."""
    between = [_white(printed, index) for index in starts if index - 1 in starts]
    within = [_white(printed, index) for index in range(1, len(printed)) if index not in starts]
    return _parting(between, within, [token for line in printed for token in line])


def _nearest(printed: Sequence[Sequence[Token]], starts: Sequence[int], index: int) -> int:
    """The record that a printed line without a value belongs to.

    Of the lines between two that have one, those above the widest white belong to the upper
    record, those below it to the lower.
    """
    before = max((at for at, start in enumerate(starts) if start <= index), default=0)
    if starts[before] == index or before + 1 == len(starts) or starts[before] > index:
        return before
    places = range(starts[before] + 1, starts[before + 1] + 1)
    widest = max(places, key=lambda at: (_white(printed, at), at))
    clear = _white(printed, widest) > min(_white(printed, at) for at in places) + 0.5
    return before + 1 if clear and index >= widest else before


def _typed_columns(printed: Sequence[Sequence[Token]], edges: Sequence[float]) -> set[int]:
    hits = [0] * (len(edges) + 1)
    filled = [0] * (len(edges) + 1)
    for line in printed:
        for column, words in _words(line, edges).items():
            filled[column] += 1
            hits[column] += _is_value(words)
    return {column for column, count in enumerate(filled) if count > 1 and hits[column] >= TYPED * count}


def _has_value(line: Sequence[Token], edges: Sequence[float], typed: set[int]) -> bool:
    return any(column in typed and _is_value(words) for column, words in _words(line, edges).items())


def _words(line: Sequence[Token], edges: Sequence[float]) -> dict[int, str]:
    found: dict[int, str] = {}
    for token in line:
        column = column_at(edges, token)
        found[column] = f"{found.get(column, '')} {token.text}".strip()
    return found


def _is_value(words: str) -> bool:
    return (
        number(words.rstrip("% ")) is not None
        or colour(words) is not None
        or is_nothing(words)
        or not any(character.isalnum() for character in words)
    )
