"""The best way to part words into records and cells, by dynamic programming."""

from __future__ import annotations

from collections.abc import Sequence

from ingest.tables.fitness import Fitness
from ingest.tables.pieces import Gap, Piece

# What it costs to leave a line out (running headers, notes, headings of groups), and each word of it.
SKIP_LINE, SKIP_WORD, SKIP_VALUE = 0.4, 0.12, 0.7
# What a record costs before any cell counts: a run of prose must not look like one.
RECORD_COST = 2.0


def best_parting(pieces: Sequence[Piece], fitness: Fitness) -> list[list[tuple[int, int]]]:
    """For each record the (first, after) of every cell, by dynamic programming from left to right.

    ``score[i][c]``: the best for the words before `i` where `c` cells of the open record are
    read; 0 between records. Cells are taken from the front, so every state is final once reached.
    """
    count, columns = len(pieces), len(fitness.kinds)
    low = float("-inf")
    score = [[low] * (columns + 1) for _ in range(count + 1)]
    back: list[list[tuple[int, int] | None]] = [[None] * (columns + 1) for _ in range(count + 1)]
    score[0][0] = 0.0
    for at in range(count + 1):
        for column in range(1, columns):
            _take(fitness, column, at, at, score, back)
        _close(at, count, columns, pieces, score, back)
        if at == count:
            break
        if pieces[at].gap >= Gap.LINE and score[at][0] > low:
            _skip(at, pieces, fitness, score, back)
        for column in range(columns):
            if column or pieces[at].gap >= Gap.LINE:
                _take(fitness, column, at, fitness.last(column, at), score, back)
    return _trace(count, back)


def _take(
    fitness: Fitness,
    column: int,
    at: int,
    last: int,
    score: list[list[float]],
    back: list[list[tuple[int, int] | None]],
) -> None:
    """All cells of a column that begin at word `at` and end at `last` at most, the empty one among them."""
    base = score[at][column] - (RECORD_COST if column == 0 else 0.0)
    if base == float("-inf"):
        return
    for after in range(at, last + 1):
        fit = fitness.cell(column, at, after)
        if fit is not None and base + fit > score[after][column + 1]:
            score[after][column + 1] = base + fit
            back[after][column + 1] = (at, column)


def _close(
    at: int,
    count: int,
    columns: int,
    pieces: Sequence[Piece],
    score: list[list[float]],
    back: list[list[tuple[int, int] | None]],
) -> None:
    """The end of a record where a line ends."""
    if at == count or pieces[at].gap >= Gap.LINE:
        whole = score[at][columns] + (0.5 if at < count and pieces[at].gap is Gap.BLANK else 0.0)
        if whole > score[at][0]:
            score[at][0] = whole
            back[at][0] = (at, columns)


def _skip(
    at: int,
    pieces: Sequence[Piece],
    fitness: Fitness,
    score: list[list[float]],
    back: list[list[tuple[int, int] | None]],
) -> None:
    after = at + 1
    while after < len(pieces) and pieces[after].gap < Gap.LINE:
        after += 1
    cost = SKIP_LINE + sum(SKIP_VALUE if fitness.valued[index] else SKIP_WORD for index in range(at, after))
    if score[at][0] - cost > score[after][0]:
        score[after][0] = score[at][0] - cost
        back[after][0] = (at, -1)


def _trace(count: int, back: Sequence[Sequence[tuple[int, int] | None]]) -> list[list[tuple[int, int]]]:
    records: list[list[tuple[int, int]]] = []
    at, column = count, 0
    while (step := back[at][column]) is not None:
        before, state = step
        if column == 0 and state > 0:
            records.append([])
            column = state
        elif state == -1:
            at = before
        else:
            records[-1].append((before, at))
            at, column = before, state
    return [cells[::-1] for cells in reversed(records)]
