"""Change between reports: what a question says of it, and the rows and their older selves."""

from __future__ import annotations

from collections.abc import Iterator

from index.records import StoredRow
from ingest.tables.types import GREEN, RED, YELLOW
from search.rows.conditions import Reading
from search.rows.query import Change
from search.rows.select import compare
from search.rows.table import Report, fold, names_agree
from search.rows.values import number
from search.rows.vocabulary import Kind

SEVERITY = {GREEN: 0, YELLOW: 1, RED: 2}
"""Colours from the best to the worst."""

_PASSED = (Kind.FIELD, Kind.FILLER, Kind.COPULA, Kind.OF)
_DIRECTIONS = {
    Kind.WORSE: "worse", Kind.BETTER: "better", Kind.UP: "up", Kind.DOWN: "down", Kind.CHANGED: "any",
    Kind.STILL: "same",
}  # fmt: skip


def read_change(reading: Reading, *, money: bool) -> Change | None:
    """The change that a question is about, None where it is about none; its items are used up."""
    column = _column(reading, money=money)
    moved = _from_to(reading)
    if moved is not None:
        return Change(column, *moved, direction="any")
    became = _became(reading)
    if became is not None:
        return Change(column, (), became, direction="any")
    if reading.has(Kind.STILL) and reading.has(Kind.SINCE, Kind.VERSUS):
        colours = _colours_from(reading, 0)[0] if reading.has(Kind.COLOUR) else ()
        _use_colours(reading)
        return Change(column, colours, colours, "same")
    for kind in (Kind.WORSE, Kind.BETTER, Kind.UP, Kind.DOWN, Kind.CHANGED):
        found = reading.free(kind)
        if found:
            direction = _DIRECTIONS[kind]
            if column in ("status", "risk") and direction in ("up", "down"):
                direction = "worse" if (direction == "up") == (column == "risk") else "better"
            if not any(i.kind is Kind.FIELD for i in reading.items) and direction in ("up", "down"):
                return None
            reading.use(*found)
            return Change(column, direction=direction)
    return None


def _column(reading: Reading, *, money: bool) -> str:
    for item in reading.items:
        if item.kind is Kind.FIELD and item.value in ("status", "risk", "progress", "amount"):
            return item.value
    return "amount" if money else "status"


def _from_to(reading: Reading) -> tuple[tuple[str, ...], tuple[str, ...]] | None:
    """``fra gul til rød (status)``: the colours before and after."""
    for i in reading.free(Kind.FROM):
        before, end = _colours_from(reading, i + 1)
        if not before or reading.kind(end) not in (Kind.TO, Kind.BECAME):
            continue
        after, last = _colours_from(reading, end + 1)
        if after:
            reading.use(*range(i, last))
            if reading.kind(last) is Kind.FIELD and reading.items[last].value in ("status", "risk"):
                reading.use(last)
            reading.use(*reading.free(Kind.CHANGED, Kind.BECAME))
            _use_fields(reading)
            return before, after
    return None


def _became(reading: Reading) -> tuple[str, ...] | None:
    """``blitt røde``, ``fått rød status siden april``: the colours after."""
    since = reading.has(Kind.SINCE, Kind.VERSUS)
    for i in reading.free(Kind.BECAME):
        after, last = _colours_from(reading, i + 1)
        if after and (since or reading.kind(i + 1) is Kind.COLOUR and reading.kind(last) is not Kind.FIELD):
            reading.use(*range(i, last))
            _use_fields(reading)
            return after
    return None


def _colours_from(reading: Reading, index: int) -> tuple[tuple[str, ...], int]:
    """Colours from an index on, and where they end; fields and small words among them are passed over."""
    colours: list[str] = []
    while True:
        kind = reading.kind(index)
        if kind is Kind.COLOUR:
            colours.append(reading.items[index].value)
        elif not (kind in _PASSED or (colours and kind is Kind.OR)):
            break
        index += 1
    return tuple(dict.fromkeys(colours)), index


def _use_colours(reading: Reading) -> None:
    reading.use(*reading.free(Kind.COLOUR))
    _use_fields(reading)


def _use_fields(reading: Reading) -> None:
    reading.use(
        *(
            i
            for i in reading.free(Kind.FIELD)
            if reading.items[i].value in ("status", "risk") and not _of_condition(reading, i)
        )
    )


def _of_condition(reading: Reading, index: int) -> bool:
    """Whether a colour beside a field is still free: then the field is that colour's."""
    return Kind.COLOUR in (reading.kind(index - 1),) and index - 1 not in reading.used


# -- rows and their older selves --------------------------------------------------------------------


def matched(new: Report, old: Report) -> Iterator[tuple[StoredRow, StoredRow | None]]:
    """Each row of the newer report with its older self: by id where both have one, then by name."""
    ids = {stored.row.id: stored for stored in old.rows if stored.row.id is not None}
    names = {fold(stored.row.name): stored for stored in old.rows}
    for stored in new.rows:
        same = ids.get(stored.row.id) if stored.row.id is not None else None
        named = names.get(fold(stored.row.name))
        if same is not None and named is not None and not names_agree(same.row.name, stored.row.name):
            same = named
        yield stored, same if same is not None else named


def arrived(new: Report, old: Report) -> list[StoredRow]:
    """The rows of the newer report that the older one lacks."""
    return [stored for stored, before in matched(new, old) if before is None]


def departed(new: Report, old: Report) -> list[StoredRow]:
    """The rows of the older report that the newer one lacks."""
    return [stored for stored, after in matched(old, new) if after is None]


def changed(new: StoredRow, old: StoredRow, change: Change) -> bool:
    """Whether a row and its older self differ as the change says."""
    if change.field in ("status", "risk"):
        before, after = getattr(old.row, change.field), getattr(new.row, change.field)
        if before is None or after is None:
            return False
        if change.direction == "same":
            return before == after and (not change.after or after in change.after)
        if before == after:
            return False
        if change.before and before not in change.before or change.after and after not in change.after:
            return False
        worse = SEVERITY[after] > SEVERITY[before]
        return change.direction == "any" or worse == (change.direction in ("worse", "up"))
    gap = difference(new, old, change)
    if gap is None:
        return False
    equal = compare("=", gap[0], gap[1])
    match change.direction:
        case "same":
            return equal
        case "any":
            return not equal
        case "up" | "better":
            return not equal and gap[1] > gap[0]
        case _:
            return not equal and gap[1] < gap[0]


def difference(new: StoredRow, old: StoredRow, change: Change) -> tuple[float, float] | None:
    """The number before and after, None where one is missing. Without a year, the first that differs."""
    if change.field == "progress":
        before, after = number(old.row.progress), number(new.row.progress)
        return None if before is None or after is None else (before, after)
    olds, news = dict(old.row.amounts), dict(new.row.amounts)
    shared = [year for year in news if year in olds] if change.key is None else [change.key]
    pairs = [(olds[year], news[year]) for year in shared if year in olds and year in news]
    return next((pair for pair in pairs if pair[0] != pair[1]), pairs[0] if pairs else None)
