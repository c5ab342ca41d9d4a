"""Numbers of a question become conditions on amounts, progress and ids."""

from __future__ import annotations

from ingest.tables.types import MILLIONS, THOUSANDS
from search.rows.reading import Atom, Reading
from search.rows.select import All, Condition, Expression
from search.rows.vocabulary import Kind

_LARGE = (MILLIONS, THOUSANDS)
_BILLION = 1000  # millions


def read_measures(reading: Reading, year: str | None) -> list[Atom]:
    """``over 7 millioner kroner``, ``mellom 5 og 10 mill.``, ``minst 50 prosent``, ``id 119``."""
    found: list[Atom] = []
    for i in reading.free(Kind.NUMBER):
        if i in reading.used:
            continue
        first, how = _operator(reading, i)
        upper = _upper(reading, i) if how == "between" else None
        end, unit, factor = _unit(reading, upper if upper is not None else i)
        column = _measured(reading, first, end, unit)
        if column is None or (
            how is None and column == "amount" and unit is None and not _said(reading, first, end)
        ):
            continue
        scale = factor if unit == MILLIONS or column == "amount" else 1.0
        key = year if column == "amount" else None
        money = unit if column == "amount" else None
        number = reading.items[i].number * scale
        if upper is not None:
            ends = (Condition(column, ">=", number, key, money),
                    Condition(column, "<=", reading.items[upper].number * scale, key, money))  # fmt: skip
            expression: Expression = All(ends)
        else:
            expression = Condition(column, how or "=", number, key, money)
        reading.use(*range(first, end))
        found.append(Atom(first, end, expression))
    return found


def _said(reading: Reading, first: int, end: int) -> bool:
    """Whether a bare number is said of the budget: ``budsjett på 0``, ``null i budsjett``."""
    if reading.kind(end) is Kind.OF and reading.field(end + 1) == "amount":
        return True
    before = first - 1
    while reading.kind(before) in (Kind.OF, Kind.COPULA):
        before -= 1
    return reading.field(before) == "amount"


def _operator(reading: Reading, index: int) -> tuple[int, str | None]:
    """Where the comparison before a number begins, and its operator."""
    before = index - 1
    while reading.kind(before) in (Kind.UNIT, Kind.OF) and index - before < 3:  # "over NOK 50 million"
        before -= 1
    match reading.kind(before):
        case Kind.COMPARE:
            start = before
            how = reading.items[before].value
            return start, how
        case Kind.LEAST:
            return before, ">="
        case Kind.BETWEEN:
            return before, "between"
        case Kind.FROM if _upper(reading, index) is not None:
            return before, "between"
    after = index + 1
    while reading.kind(after) in (Kind.UNIT, Kind.PERCENT, Kind.BILLION):
        after += 1
    if reading.kind(after) is Kind.COMPARE and reading.items[after].value in (
        ">=",
        "<=",
    ):  # "10 mill. eller mer"
        reading.use(after)
        return index, reading.items[after].value
    if reading.kind(after) is Kind.OR and reading.kind(after + 1) in (Kind.UP, Kind.MOST):
        reading.use(after, after + 1)
        return index, ">="
    return index, None


def _upper(reading: Reading, index: int) -> int | None:
    """The number that ends a range: ``(mellom) 5 og 10``, ``fra 5 til 10``."""
    for i in range(index + 1, min(index + 5, len(reading.items))):
        if reading.kind(i) is Kind.NUMBER:
            return i
        if reading.kind(i) not in (Kind.AND, Kind.TO, Kind.UNIT, Kind.PERCENT, Kind.BILLION):
            return None
    return None


def _unit(reading: Reading, index: int) -> tuple[int, str | None, float]:
    """The end of a number's unit, the unit (``%`` for per cent) and what the number is multiplied by."""
    after = index + 1
    unit, factor = None, 1.0
    if reading.kind(index - 1) is Kind.UNIT:
        unit = reading.items[index - 1].value
    while reading.kind(after) in (Kind.UNIT, Kind.PERCENT, Kind.BILLION):
        match reading.kind(after):
            case Kind.PERCENT:
                unit = "%"
            case Kind.BILLION:
                unit, factor = MILLIONS, _BILLION
            case _:
                unit = unit if unit in _LARGE else reading.items[after].value
        after += 1
    return after, unit, factor


def _measured(reading: Reading, first: int, end: int, unit: str | None) -> str | None:
    """What a number measures: by its unit, else by the nearest field that can be measured."""
    near = sorted(
        (min(abs(i - first), abs(i - end + 1)), item.value)
        for i, item in enumerate(reading.items)
        if item.kind is Kind.FIELD and item.value in ("amount", "progress", "id")
    )
    if unit == "%":
        return "progress" if any(name == "progress" for _, name in near) else None
    if unit is not None:
        return "amount"
    if near:
        return near[0][1]
    beside = (reading.kind(first - 1), reading.kind(end))
    return "id" if beside[0] is Kind.SUBJECT and beside[1] is not Kind.SUBJECT else None
