"""Conditions on rows as data, and what they select.

A condition is a field, an operator and a value; conditions join to `All`, `Any` and `Not`. Pure
functions evaluate them, so that a question, the command line and the web app select alike.
"""

from __future__ import annotations

import operator
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from operator import attrgetter
from typing import TypeAlias

from index.records import StoredRow
from ingest.tables import Row
from search.rows.table import Report, fold
from search.rows.values import in_kroner, number

COMPARE: dict[str, Callable[[float, float], bool]] = {
    "=": operator.eq, "!=": operator.ne, "<": operator.lt, ">": operator.gt, "<=": operator.le,
    ">=": operator.ge,
}  # fmt: skip

_CLOSE = 1e-9  # relative; amounts are decimal fractions


@dataclass(frozen=True, slots=True)
class Condition:
    """One test of a row.

    field: ``name id owner lead status risk progress unit table document issued as_of``; ``amount``
    (then `key` is the year, or None for any year); ``growth`` (`key` is two years, ``2020|2021``: how much
    more the later one's amount is); ``cell`` (then `key` is the heading, folded, or None for any cell).
    operator: one of `COMPARE`; ``in`` or ``not in`` (value is a tuple); ``has`` (the text holds the value,
    folded, at the beginning of a word); ``word`` (one of the text's words is one of the values); ``known``
    (value is a bool).
    value: text, a number, a tuple or a bool. unit: of an amount (``mill. kr`` …; None for the table's own).
    """

    field: str
    operator: str
    value: str | float | bool | tuple[str, ...]
    key: str | None = None
    unit: str | None = None


@dataclass(frozen=True, slots=True)
class All:
    """Every one holds; an empty one always does."""

    of: tuple[Expression, ...] = ()


@dataclass(frozen=True, slots=True)
class Any:
    """At least one holds."""

    of: tuple[Expression, ...]


@dataclass(frozen=True, slots=True)
class Not:
    """It does not hold."""

    of: Expression


Expression: TypeAlias = Condition | All | Any | Not


Match = Callable[[StoredRow], bool]


def select(report: Report, expression: Expression) -> list[StoredRow]:
    """The rows of a report that an expression holds for, in its order."""
    match = matcher(expression, report.unit)
    return [stored for stored in report.rows if match(stored)]


def holds(expression: Expression, stored: StoredRow, unit: str | None = None) -> bool:
    """Whether an expression holds for a row; `unit` is taken where the row names none."""
    return matcher(expression, unit)(stored)


def matcher(expression: Expression, unit: str | None = None) -> Match:
    """The function that tells whether an expression holds for a row; `unit` as in `holds`.

    What a row does not tell is neither equal nor greater nor less, and is not unequal either: a row
    without a status has no status that is "not green".
    """
    match expression:
        case All(of):
            every = [matcher(part, unit) for part in of]
            return lambda stored: all(fits(stored) for fits in every)
        case Any(of):
            some = [matcher(part, unit) for part in of]
            return lambda stored: any(fits(stored) for fits in some)
        case Not(of):
            inner = matcher(of, unit)
            return lambda stored: tells(of, stored.row) and not inner(stored)
        case Condition(operator="=" | "in", field="status" | "risk" | "owner" | "lead" | "name" as name):
            return _equal(name, expression.value)
        case Condition():
            return lambda stored: _holds(expression, stored, unit)


def _equal(name: str, value: object) -> Match:
    """Whether a text field is one of several values: what most questions ask."""
    wanted = frozenset(value if isinstance(value, tuple) else (value,))
    read = attrgetter(name)
    return lambda stored: fold(read(stored.row) or "") in wanted


def tells(expression: Expression, row: Row) -> bool:
    """Whether a row holds what an expression is about, so that its negation can be said of it."""
    match expression:
        case All(of) | Any(of):
            return all(tells(part, row) for part in of)
        case Not(of):
            return tells(of, row)
        case Condition(field="status" | "risk" | "owner" | "lead" | "progress" as field, operator=how):
            return how == "known" or getattr(row, field) is not None
        case Condition(field="amount", key=year, operator=how):
            return how == "known" or (bool(row.amounts) if year is None else year in dict(row.amounts))
    return True


def leaves(expression: Expression) -> Iterator[Condition]:
    """The conditions of an expression."""
    match expression:
        case All(of) | Any(of):
            for part in of:
                yield from leaves(part)
        case Not(of):
            yield from leaves(of)
        case Condition():
            yield expression


def _holds(condition: Condition, stored: StoredRow, unit: str | None) -> bool:
    if condition.field == "amount":
        return _amount_holds(condition, stored.row, unit)
    if condition.field == "growth":
        return _grows(condition, stored.row)
    if condition.field == "progress" and condition.operator != "known":
        value = number(stored.row.progress)
        return (
            value is not None
            and isinstance(condition.value, float | int)
            and compare(condition.operator, value, condition.value)
        )
    found = values(condition, stored)
    if condition.operator == "known":
        return bool(found) == condition.value
    return any(_fits(condition, value) for value in found)


def values(condition: Condition, stored: StoredRow) -> list[str]:
    """What a row has in the field of a condition: one text, none, or all cells."""
    row = stored.row
    if condition.field == "cell":
        cells = [text for heading, text in row.cells if condition.key in (None, fold(heading))]
        return [text for text in cells if text]
    value = stored.document if condition.field == "document" else getattr(row, condition.field)
    return [] if value is None or value == "" else [str(value)]


def _fits(condition: Condition, value: str) -> bool:
    wanted = condition.value
    match condition.operator:
        case "in" | "not in":
            assert isinstance(wanted, tuple)
            return (fold(value) in wanted) == (condition.operator == "in")
        case "word":
            assert isinstance(wanted, tuple)
            return not set(wanted).isdisjoint(fold(value).split())
        case "has":
            return f" {wanted}" in f" {fold(value)}"
        case "=" | "!=" if not isinstance(wanted, float | int):
            return (fold(value) == wanted) == (condition.operator == "=")
        case how:
            found = number(value)
            return found is not None and isinstance(wanted, float | int) and compare(how, found, wanted)


def _amount_holds(condition: Condition, row: Row, unit: str | None) -> bool:
    amounts = [amount for year, amount in row.amounts if condition.key in (None, year)]
    if condition.operator == "known":
        return bool(amounts) == condition.value
    assert isinstance(condition.value, float | int)
    table_unit = row.unit or unit
    if condition.unit is None or table_unit is None:
        return any(compare(condition.operator, amount, condition.value) for amount in amounts)
    wanted = in_kroner(condition.value, condition.unit)
    return any(compare(condition.operator, in_kroner(amount, table_unit), wanted) for amount in amounts)


def growth(row: Row, years: str) -> float | None:
    """How much more a row's amount is in the later of two years (``2020|2021``) than in the earlier."""
    amounts = dict(row.amounts)
    earlier, later = years.split("|")
    return (
        float(amounts[later]) - float(amounts[earlier]) if earlier in amounts and later in amounts else None
    )


def _grows(condition: Condition, row: Row) -> bool:
    found = growth(row, condition.key or "|")
    assert isinstance(condition.value, float | int)
    return found is not None and compare(condition.operator, found, condition.value)


def compare(how: str, one: float, other: float) -> bool:
    """``one how other``, where numbers that only rounding tells apart are equal."""
    if abs(one - other) <= _CLOSE * max(abs(one), abs(other)):
        return how in ("=", "<=", ">=")
    return COMPARE[how](one, other)
