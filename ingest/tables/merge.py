"""One project in one report is one row: that of the fullest table it stands in."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from itertools import pairwise

from ingest.tables.types import Row
from ingest.tables.values import fold

# Numbers that count the lines of a table from one tell nothing about the project.
_FIRST = (0, 1)


def one_each(tables: Sequence[Sequence[Row]]) -> tuple[Row, ...]:
    """The rows of a report's tables, each project once, in order of their place.

    Projects are the same by id, else by name; numbers that only count a table's lines are no
    ids. A table is fuller than another where its rows tell more fields, and then where it has
    more rows. Projects that have left are counted apart. Within one table two projects of one
    name and different owners stay two.
    """
    ranked = sorted(
        (rows for rows in tables if rows), key=lambda rows: (_breadth(rows), len(rows)), reverse=True
    )
    kept: list[Row] = []
    for rows in ranked:
        counted = _counted(rows)
        before = list(kept)
        for row in rows:
            known = _same(row, before, counted)
            twin = known or _repeated(row, kept[len(before) :], counted)
            if twin is None:
                kept.append(row)
            elif not known and _told(row) > _told(twin):
                kept[kept.index(twin)] = row
    return tuple(sorted(kept, key=lambda row: (row.start, row.end)))


def _breadth(rows: Sequence[Row]) -> int:
    """How many fields the rows of a table tell, told by most of those that could."""
    told = Counter(field for row in rows for field in _fields(row))
    return sum(1 for count in told.values() if 4 * count >= len(rows))


def _fields(row: Row) -> list[str]:
    fields = [
        field
        for field in ("id", "owner", "lead", "status", "risk", "progress")
        if getattr(row, field) is not None
    ]
    return fields + [year for year, _ in row.amounts]


def _told(row: Row) -> int:
    return len(_fields(row))


def _counted(rows: Sequence[Row]) -> bool:
    """True where the ids only count the lines (1, 2, 3 and so on)."""
    ids = [row.id for row in rows if row.id is not None]
    return len(ids) > 1 and ids[0] in _FIRST and all(after - before == 1 for before, after in pairwise(ids))


def _same(row: Row, kept: Sequence[Row], counted: bool) -> Row | None:
    """The row of another table that is the same project."""
    for other in kept:
        if other.departed is not row.departed:
            continue
        if not counted and row.id is not None and row.id == other.id:
            return other
        if _name(row) == _name(other) and (counted or row.id is None or other.id is None):
            return other
    return None


def _repeated(row: Row, kept: Sequence[Row], counted: bool) -> Row | None:
    """The row of the same table that is the same project."""
    for other in kept:
        if row.id is not None and not counted:
            if row.id == other.id and _name(row) == _name(other):
                return other
        elif _name(row) == _name(other) and row.owner == other.owner:
            return other
    return None


def _name(row: Row) -> str:
    return fold(row.name).casefold()
