"""Lines of a table whose cells stand in the wrong columns, as where an empty cell was dropped.

Each cell of a line is held against what its column can hold. Where a value stands where it
cannot, the cells are dealt out anew, in their order, so that they fit best; the line says that
it is uncertain.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from corpus.errors import Reason
from ingest.tables.columns import Column
from ingest.tables.grid import EMPTY, Cell, Record
from ingest.tables.values import colour, colour_letter, is_nothing, number, organisation, person
from ingest.tables.vocabulary import Role

# What it costs that a cell stands in a column: a value in a column of other values, words that
# fit less well than others would, words that could stand anywhere.
WRONG, WORSE, ANY = 3.0, 0.7, 0.4
# Cells are dealt out anew where that saves at least one wrong one.
SAVED = 2.5

SHIFTED = Reason("doubts.shifted").packed
MISFIT = Reason("doubts.misfit").packed


def settle(record: Record, columns: Sequence[Column]) -> Record:
    """The record with its cells where they fit; as it was where they do, or nothing fits better."""
    cells = record.cells
    cost = sum(_misfit(column, cell) for column, cell in zip(columns, cells, strict=True))
    if cost < WRONG or any(cell.merged or cell.seen for cell in cells):
        return record
    filled = [cell for cell in cells if cell.text]
    best, dealt = _deal(filled, columns)
    if best <= cost - SAVED and best < WRONG:
        return replace(record, cells=dealt, doubtful=record.doubtful or SHIFTED)
    wrong = sum(_misfit(column, cell) >= WRONG for column, cell in zip(columns, cells, strict=True))
    return replace(record, doubtful=record.doubtful or MISFIT) if wrong > 1 else record


def _deal(filled: Sequence[Cell], columns: Sequence[Column]) -> tuple[float, tuple[Cell, ...]]:
    """The cheapest way to give each filled cell a column of its own, in order, and what it costs."""
    inf = float("inf")
    # cost[i]: of dealing the first `i` cells to the columns so far; way[i]: the columns' cells then.
    cost = [0.0] + [inf] * len(filled)
    way: list[tuple[Cell, ...]] = [()] * (len(filled) + 1)
    for column in columns:
        new, new_way = list(cost), [(*cells, EMPTY) for cells in way]
        for at in range(len(filled)):
            more = cost[at] + _misfit(column, filled[at])
            if more < new[at + 1]:
                new[at + 1] = more
                new_way[at + 1] = (*way[at], filled[at])
        cost, way = new, new_way
    return cost[-1], way[-1]


def _misfit(column: Column, cell: Cell) -> float:
    """What it costs that a cell stands in a column; nothing for a cell that says nothing."""
    text = cell.text
    if is_nothing(text):
        return 0.0
    value = number(text) is not None
    named = (colour_letter(text) if column.letters else colour(text)) is not None
    role = column.role
    if role in {Role.ID, Role.AMOUNT, Role.SPENT}:
        return 0.0 if value else WRONG
    if role in {Role.STATUS, Role.RISK}:
        return 0.0 if named else WRONG if value else WORSE
    if role in {Role.NAME, Role.OWNER, Role.LEAD}:
        if value or (named and len(text.split()) == 1):  # ``Grønn`` is no name, ``Grønn skoleveg`` is
            return WRONG
        return {Role.NAME: 0.0, Role.OWNER: _unlike_owner(text), Role.LEAD: _unlike_lead(text)}[role]
    return ANY if not named else WORSE


def _unlike_owner(text: str) -> float:
    return 0.0 if organisation(text) else WORSE if person(text) else ANY


def _unlike_lead(text: str) -> float:
    return 0.0 if person(text) else WORSE if organisation(text) else ANY
