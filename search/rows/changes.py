"""What a question says of change between reports; the words that say it are used up."""

from __future__ import annotations

from typing import NamedTuple

from search.rows.query import Change
from search.rows.reading import Reading
from search.rows.vocabulary import Kind

_PASSED = (Kind.FIELD, Kind.FILLER, Kind.COPULA, Kind.OF)
_TIMES = (Kind.DATE, Kind.NOW, Kind.LATEST)
_DIRECTIONS = {
    Kind.WORSE: "worse", Kind.BETTER: "better", Kind.UP: "up", Kind.DOWN: "down", Kind.CHANGED: "any",
}  # fmt: skip


class _Coloured(NamedTuple):
    """Colours, the item after them, and the time that they are said of (an index)."""

    colours: tuple[str, ...]
    end: int
    time: int


def compares(reading: Reading) -> bool:
    """Whether a question is about a difference between reports."""
    return (
        reading.has(Kind.NEW, Kind.GONE, Kind.CHANGED, Kind.WORSE, Kind.BETTER, Kind.UP, Kind.DOWN)
        or _still(reading)
        or _became(reading, use=False) is not None
        or _then_and_now(reading) is not None
        or in_one_not_other(reading)
    )


def read_change(reading: Reading, *, money: bool) -> Change | None:
    """The change of colour or number that a question is about, None where it is about none."""
    column = _column(reading, money=money)
    moved = _from_to(reading)
    if moved is not None:
        return Change(column, *moved)
    then = _then_and_now_used(reading)
    if then is not None:
        before, after, absent = then
        return Change(column, before, after, "same" if before == after else "any", absent=absent)
    became = _became(reading, use=True)
    if became is not None:
        return Change(column, (), became)
    if _still(reading):
        colours = tuple(dict.fromkeys(reading.items[i].value for i in reading.free(Kind.COLOUR)))
        reading.use(*reading.free(Kind.COLOUR))
        _use_fields(reading)
        return Change(column, colours, colours, "same")
    return _directed(reading, column)


def in_one_not_other(reading: Reading) -> bool:
    """``i aprilrapporten, men ikke i oktober``: projects of one report that another lacks."""
    times = [i for i, item in enumerate(reading.items) if item.kind is Kind.DATE]
    nots = [i for i, item in enumerate(reading.items) if item.kind is Kind.NOT]
    if len(times) != 2 or len(nots) != 1 or reading.has(Kind.COLOUR, Kind.LEVEL):
        return False
    return times[0] < nots[0] < times[1]


def _directed(reading: Reading, column: str) -> Change | None:
    """``endret status``, ``dårligere risiko``, ``økt budsjett``."""
    for kind, direction in _DIRECTIONS.items():
        found = reading.free(kind)
        if not found:
            continue
        named = any(item.kind is Kind.FIELD for item in reading.items)
        years = [item for item in reading.items if item.kind is Kind.DATE and len(item.value) == 4]
        if kind in (Kind.UP, Kind.DOWN) and not named and not (column == "amount" and len(years) == 2):
            return None
        if column in ("status", "risk") and kind in (Kind.UP, Kind.DOWN):
            worse = (kind is Kind.UP) == (column == "risk")
            direction = "worse" if worse else "better"  # noqa: PLW2901
        reading.use(*found)
        return Change(column, direction=direction)
    return None


def _column(reading: Reading, *, money: bool) -> str:
    for item in reading.items:
        if item.kind is Kind.FIELD and item.value in ("status", "risk", "progress", "amount"):
            return item.value
    return "amount" if money else "status"


def _still(reading: Reading) -> bool:
    dates = [item for item in reading.items if item.kind is Kind.DATE]
    return reading.has(Kind.STILL) and (reading.has(Kind.SINCE, Kind.VERSUS) or len(dates) > 1)


def _from_to(reading: Reading) -> tuple[tuple[str, ...], tuple[str, ...]] | None:
    """``fra gul til rød (status)``: the colours before and after."""
    for i in reading.free(Kind.FROM):
        before, end = _colours_from(reading, i + 1)
        if not before or reading.kind(end) not in (Kind.TO, Kind.BECAME):
            continue
        after, last = _colours_from(reading, end + 1)
        if after:
            reading.use(*range(i, last))
            reading.use(*reading.free(Kind.CHANGED, Kind.BECAME))
            _use_fields(reading)
            return before, after
    return None


def _became(reading: Reading, *, use: bool) -> tuple[str, ...] | None:
    """``blitt røde``, ``fått rød status siden april``: the colours after."""
    since = reading.has(Kind.SINCE, Kind.VERSUS)
    for i in reading.free(Kind.BECAME):
        after, last = _colours_from(reading, i + 1)
        bare = reading.kind(i + 1) is Kind.COLOUR and reading.kind(i + 2) is not Kind.FIELD
        if after and (since or bare):
            if use:
                reading.use(*range(i, last))
                _use_fields(reading)
            return after
    return None


# -- one colour then, another now -------------------------------------------------------------------


def _then_and_now(reading: Reading) -> tuple[_Coloured, _Coloured] | None:
    """``gul i april og rød i oktober``, ``rød i oktober, men ikke i april``: colours, each with its time."""
    times = [i for i, item in enumerate(reading.items) if item.kind in _TIMES]
    groups = _coloured(reading)
    if len(times) != 2 or not 1 <= len(groups) <= 2 or reading.has(Kind.FROM, Kind.BETWEEN, Kind.TO):
        return None
    if len(groups) == 1:
        negated = any(reading.kind(i) is Kind.NOT for i in range(times[0], times[1]))
        if not negated or not groups[0].end <= times[0]:
            return None
        return groups[0]._replace(time=times[0]), _Coloured((), times[1], times[1])
    apart = groups[0].end <= times[0] < groups[1].end <= times[1]
    fields = {item.value for item in reading.items if item.kind is Kind.FIELD}
    if not apart or {"status", "risk"} <= fields:
        return None
    return groups[0]._replace(time=times[0]), groups[1]._replace(time=times[1])


def _then_and_now_used(reading: Reading) -> tuple[tuple[str, ...], tuple[str, ...], bool] | None:
    """The colours in order of time; what the one without a colour is not, the other is."""
    found = _then_and_now(reading)
    if found is None:
        return None
    first, second = sorted(found, key=lambda group: _when(reading, group.time))
    reading.use(*reading.free(Kind.COLOUR, Kind.NOT))
    _use_fields(reading)
    return first.colours, second.colours, not (first.colours and second.colours)


def _when(reading: Reading, index: int) -> str:
    item = reading.items[index]
    return item.value.split("|")[0] if item.kind is Kind.DATE else "9999"


def _coloured(reading: Reading) -> list[_Coloured]:
    found: list[_Coloured] = []
    index = 0
    while index < len(reading.items):
        if reading.kind(index) is Kind.COLOUR:
            colours, end = _colours_from(reading, index)
            found.append(_Coloured(colours, end, index))
            index = end
        index += 1
    return found


def _colours_from(reading: Reading, index: int) -> tuple[tuple[str, ...], int]:
    """Colours from an index on, and where they end; fields and small words among them are passed over."""
    colours: list[str] = []
    end = index
    while True:
        kind = reading.kind(index)
        if kind is Kind.COLOUR:
            colours.append(reading.items[index].value)
            end = index + 1
        elif kind is Kind.FIELD and reading.items[index].value in ("status", "risk"):
            end = index + 1 if colours else end
        elif not (kind in _PASSED or (colours and kind is Kind.OR)):
            break
        index += 1
    return tuple(dict.fromkeys(colours)), end


def _use_fields(reading: Reading) -> None:
    """The fields that a change is about, but for those that stand beside a colour of their own."""
    for i in reading.free(Kind.FIELD):
        own = reading.kind(i - 1) is Kind.COLOUR and i - 1 not in reading.used
        if reading.items[i].value in ("status", "risk") and not own:
            reading.use(i)
