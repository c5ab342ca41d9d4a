"""What a question asks of the rows: which rows of which reports, and what of them."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from search.rows.select import All, Expression


class Task(StrEnum):
    """What is done with the rows that fit."""

    LIST = "list"
    COUNT = "count"
    SHARE = "share"
    SUM = "sum"
    MEAN = "mean"
    MOST = "most"
    LEAST = "least"
    CELL = "cell"  # a fact of projects that are named
    GROUP = "group"  # how many, or how much, each organisation has
    CHANGE = "change"
    NEW = "new"
    GONE = "gone"


@dataclass(frozen=True, slots=True)
class Asked:
    """A field that is asked for.

    key: an amount's year, or a cell's folded heading; of a lead ``owner``, where the organisation
    is told instead if a table names no person.
    """

    field: str
    key: str | None = None


@dataclass(frozen=True, slots=True)
class Period:
    """Which reports answer; an empty one means all.

    dates: any of these (ISO, cut to what is known; ``-10`` is October of the latest year that has
    a report of that month). since, until: ISO, inclusive at their own precision, or exclusive.
    newest, oldest: that many reports from that end. back: how many before the newest.
    together: the rows must fit in every one of the reports.
    """

    dates: tuple[str, ...] = ()
    since: str | None = None
    until: str | None = None
    exclusive: bool = False
    newest: int = 0
    oldest: int = 0
    back: int = 0
    together: bool = False

    def __bool__(self) -> bool:
        """Whether it names any time."""
        return self != Period()


ANY_TIME = Period()
"""All reports."""

EVERYTHING = All()
"""All rows."""


@dataclass(frozen=True, slots=True)
class Change:
    """What a row and its older self must show.

    field: ``status``, ``risk``, ``progress`` or ``amount`` (`key`: its year, None for all they share).
    before, after: colours, each one of which fits; empty for any. direction: ``worse``, ``better``,
    ``up``, ``down``, ``any`` (it differs) or ``same``.
    absent: a project that one of the reports lacks fits too, by its colour in the other.
    """

    field: str
    before: tuple[str, ...] = ()
    after: tuple[str, ...] = ()
    direction: str = "any"
    key: str | None = None
    absent: bool = False


@dataclass(frozen=True, slots=True)
class Query:
    """A question about rows.

    where: which rows. period: of which reports; for a change `period` picks the newer report and
    `older` the one it is compared with (both empty: each report and the one before it).
    asked: the fields to tell. measure: what is summed or compared. limit: how many of the largest.
    group: the field that rows are counted by. each: all groups are asked for, not the largest alone.
    least: the smallest is.
    expected: the condition that a yes-or-no question puts. checks: it asks whether the change is so.
    named: projects that the question names (folded).
    spoken: the question's own words for them. missing: words that name a project that no table has.
    """

    task: Task
    where: Expression = EVERYTHING
    period: Period = ANY_TIME
    older: Period = ANY_TIME
    asked: tuple[Asked, ...] = ()
    measure: Asked | None = None
    limit: int = 1
    group: Asked | None = None
    each: bool = False
    least: bool = False
    change: Change | None = None
    expected: Expression | None = None
    checks: bool = False
    named: tuple[str, ...] = ()
    spoken: tuple[str, ...] = ()
    missing: str | None = None
