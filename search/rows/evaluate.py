"""A query on the reports of an archive: findings, each with the rows that it rests on."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from math import fsum

from index.records import StoredRow
from ingest.tables.types import THOUSANDS
from search.rows.matching import SEVERITY, Gap, arrived, changed, departed, gap, matched
from search.rows.periods import choose, pairs
from search.rows.query import Asked, Change, Query, Task
from search.rows.select import Condition, growth, holds, leaves, select, values
from search.rows.table import Report, Table, fold, make_report, related
from search.rows.values import in_kroner, number

CLOSE = 1e-9

_NAMED = frozenset(("name", "owner", "lead", "cell", "id"))
_COLUMNS = frozenset(("status", "risk", "owner", "lead", "progress", "id"))
"""Fields that a table has a column for, or not."""


@dataclass(frozen=True, slots=True)
class Group:
    """The rows of one organisation (or person, or area); amount: their sum, where money is asked for."""

    name: str
    rows: tuple[StoredRow, ...]
    amount: float | None = None


@dataclass(frozen=True, slots=True)
class Finding:
    """What one report answers.

    rows: those that the answer holds. previous: their older selves, in the same order, for a change.
    older: the report that it is compared with. checked: how many rows were looked at. year: of the
    amounts that were used. value: a sum, a mean or an extreme. groups: rows by organisation.
    """

    report: Report
    rows: tuple[StoredRow, ...]
    checked: int
    previous: tuple[StoredRow | None, ...] = ()
    older: Report | None = None
    year: str | None = None
    value: float | None = None
    groups: tuple[Group, ...] = ()


def evaluate(query: Query, table: Table, allowed: Callable[[StoredRow], bool] | None = None) -> list[Finding]:
    """The findings of a query, newest report first; none where no report is of its time.

    allowed: which rows may answer (a filter on documents or dates); all without it.
    """
    if allowed is not None:
        table = _filtered(table, allowed)
    if query.task in (Task.CHANGE, Task.NEW, Task.GONE):
        return [_compared(query, new, old) for new, old in pairs(table, query.period, query.older)]
    reports = choose(table, query.period)
    if query.period.together and len(reports) > 1:
        return _together(query, reports)
    found = [_finding(query, report, table) for report in reports if _measures(query, report)]
    return _telling(query, found) if query.task is Task.CELL else _without_absent(query, found)


def _without_absent(query: Query, found: Sequence[Finding]) -> list[Finding]:
    """Without the reports that nobody asked for by date and that lack what is named, where others have it.

    That nothing was red in an older report is worth saying; that a project was not in it yet is not.
    """
    named = any(c.field in _NAMED for c in leaves(query.where))
    if query.period or not named or not any(finding.rows for finding in found):
        return list(found)
    return [finding for finding in found if finding.rows]


def _filtered(table: Table, allowed: Callable[[StoredRow], bool]) -> Table:
    made = []
    for report in table.reports:
        rows = tuple(row for row in report.rows if allowed(row))
        if rows:
            left = [row for row in report.departed if allowed(row)]
            documents = list(dict.fromkeys(row.document for row in rows))
            made.append(make_report((report.issued, report.as_of), rows, left, documents))
    return Table(tuple(made))


def _measures(query: Query, report: Report) -> bool:
    """Whether a report tells what is asked of it: of a column that its table lacks it tells nothing."""
    asked = [a for a in (query.measure, *query.asked) if a is not None]
    years = {a.key for a in asked if a.field == "amount" and a.key}
    years |= {c.key for c in leaves(query.where) if c.field == "amount" and c.key}
    if years and not years & report.years:
        return False
    if query.task is Task.CELL and not years <= report.years:
        return False
    if any(
        c.field == "growth" and not set((c.key or "").split("|")) <= report.years for c in leaves(query.where)
    ):
        return False
    return {c.field for c in leaves(query.where) if c.operator != "known"} & _COLUMNS <= report.columns


def _finding(query: Query, report: Report, table: Table) -> Finding:
    rows = select(report, query.where)
    checked = len(report.rows)
    match query.task:
        case Task.CELL:
            rows = rows or _renamed(query, report, table)
            return Finding(report, tuple(rows), checked, year=_asked_year(query))
        case Task.SUM | Task.MEAN:
            return _totalled(query, report, rows)
        case Task.MOST | Task.LEAST:
            return _extreme(query, report, rows)
        case Task.GROUP:
            return _grouped(query, report, rows)
    return Finding(report, tuple(rows), checked, year=_asked_year(query))


def _telling(query: Query, found: Sequence[Finding]) -> list[Finding]:
    """Findings that tell what is asked, where some do: not those whose cell is empty."""
    kept = [finding for finding in found if finding.rows]
    full = [f for f in kept if any(tells(asked, stored) for asked in query.asked for stored in f.rows)]
    return full or kept


def told(query: Query, findings: Sequence[Finding]) -> bool:
    """Whether any row of the findings tells what is asked for."""
    return any(
        tells(asked, stored) for finding in findings for stored in finding.rows for asked in query.asked
    )


def tells(asked: Asked, stored: StoredRow) -> bool:
    """Whether a row has what is asked for."""
    if asked.field == "amount":
        return bool(stored.row.amounts) if asked.key is None else asked.key in dict(stored.row.amounts)
    if asked.field == "lead" and asked.key == "owner" and stored.row.owner:
        return True
    return bool(values(Condition(asked.field, "known", True, asked.key), stored))


def _renamed(query: Query, report: Report, table: Table) -> list[StoredRow]:
    """Rows that bear another name here, of a report that is asked for: by their id in a later or earlier one."""
    if not query.period:
        return []
    ids = {
        stored.row.id
        for other in table.reports
        for stored in other.rows
        if stored.row.id is not None and fold(stored.row.name) in query.named and related(report, other)
    }
    return [stored for stored in report.rows if stored.row.id in ids]


# -- sums, means, extremes ------------------------------------------------------------------------


def year_of(measure: Asked | None, report: Report) -> str | None:
    """The year of the amounts that are used: the one asked for, else the report's own, else the first."""
    years = sorted(report.years)
    if measure is None or measure.field != "amount":
        return None
    if measure.key is not None:
        return measure.key
    return report.date[:4] if report.date[:4] in years else years[0] if years else None


def _asked_year(query: Query) -> str | None:
    asked = next((a for a in query.asked if a.field == "amount"), None)
    return asked.key if asked is not None else None


def measured(stored: StoredRow, measure: Asked, year: str | None, unit: str | None) -> float | None:
    """A row's number: an amount in its report's unit, progress, or the severity of a colour (0 to 2)."""
    row = stored.row
    if measure.field in ("status", "risk"):
        return SEVERITY.get(getattr(row, measure.field))
    if measure.field == "progress":
        return number(row.progress)
    if measure.field == "growth":
        return growth(row, measure.key or "|")
    amount = dict(row.amounts).get(year or "")
    if amount is None:
        return None
    own = row.unit or unit
    return float(amount) if own == unit else in_kroner(amount, own) / in_kroner(1, unit)


def _numbers(
    query: Query, report: Report, rows: Sequence[StoredRow]
) -> tuple[list[tuple[float, StoredRow]], str | None]:
    measure = query.measure or Asked("amount")
    year = year_of(measure, report)
    unit = report_unit(report)
    found = [(measured(stored, measure, year, unit), stored) for stored in rows]
    return [(value, stored) for value, stored in found if value is not None], year


def report_unit(report: Report) -> str | None:
    """The unit that a report's amounts are counted in: its own, thousands where it has several."""
    return report.unit if len(report.units) < 2 else THOUSANDS


def _totalled(query: Query, report: Report, rows: Sequence[StoredRow]) -> Finding:
    numbers, year = _numbers(query, report, rows)
    total = exact_sum(value for value, _ in numbers)
    value = total / len(numbers) if query.task is Task.MEAN and numbers else total
    kept = tuple(stored for _, stored in numbers)
    return Finding(report, kept, len(report.rows), year=year, value=value if numbers else None)


def exact_sum(numbers: Iterable[float]) -> float:
    """A sum of decimal fractions without the noise of binary ones."""
    return round(fsum(numbers), 6)


def _extreme(query: Query, report: Report, rows: Sequence[StoredRow]) -> Finding:
    """The largest or smallest, with all that are as large as the last of them."""
    numbers, year = _numbers(query, report, rows)
    largest = query.task is Task.MOST
    numbers.sort(key=lambda pair: -pair[0] if largest else pair[0])
    if not numbers:
        return Finding(report, (), len(report.rows), year=year)
    edge = numbers[min(query.limit, len(numbers)) - 1][0]
    kept = tuple(s for v, s in numbers if (v >= edge - CLOSE if largest else v <= edge + CLOSE))
    return Finding(report, kept, len(numbers), year=year, value=numbers[0][0])


def _grouped(query: Query, report: Report, rows: Sequence[StoredRow]) -> Finding:
    group = query.group or Asked("owner")
    sorts: dict[str, list[StoredRow]] = {}
    for stored in rows:
        for name in values(Condition(group.field, "known", True, group.key), stored)[:1]:
            sorts.setdefault(name, []).append(stored)
    year, made = None, []
    for name, some in sorts.items():
        amount = None
        if query.measure is not None:
            numbers, year = _numbers(query, report, some)
            amount = exact_sum(value for value, _ in numbers)
        made.append(Group(name, tuple(some), amount))
    made.sort(key=lambda g: (_size(g) if query.least else -_size(g), fold(g.name)))
    if not query.each and made:
        made = [g for g in made if abs(_size(g) - _size(made[0])) <= CLOSE]
    kept = tuple(stored for g in made for stored in g.rows)
    return Finding(report, kept, len(rows), year=year, groups=tuple(made))


def _size(group: Group) -> float:
    return group.amount if group.amount is not None else len(group.rows)


# -- change ------------------------------------------------------------------------------------------


def _compared(query: Query, new: Report, old: Report) -> Finding:
    unit = new.unit
    if query.task is Task.NEW:
        rows = [s for s in arrived(new, old) if holds(query.where, s, unit)]
        return Finding(new, tuple(rows), len(new.rows), tuple(None for _ in rows), old)
    if query.task is Task.GONE:
        rows = [s for s in departed(new, old) if holds(query.where, s, old.unit)]
        return Finding(new, tuple(rows), len(old.rows), (), old)
    assert query.change is not None
    change = query.change
    found = [
        (stored, before)
        for stored, before in matched(new, old)
        if before is not None
        and holds(query.where, stored, unit)
        and (query.named or changed(stored, before, change))
    ]
    if query.measure is not None and change.field in ("amount", "progress"):
        found = _most_changed(query, found)
    rows = [stored for stored, _ in found]
    selves: list[StoredRow | None] = [before for _, before in found]
    if change.absent:
        others = _absent(query, change, new, old)
        rows += others
        selves += [None] * len(others)
    return Finding(new, tuple(rows), len(new.rows), tuple(selves), old)


def _absent(query: Query, change: Change, new: Report, old: Report) -> list[StoredRow]:
    """Projects that one of two reports lacks and that had, or have, the colour in the other."""
    rows, colours = (
        (departed(new, old), change.before) if change.before else (arrived(new, old), change.after)
    )
    return [s for s in rows if getattr(s.row, change.field) in colours and holds(query.where, s, None)]


def _most_changed(
    query: Query, found: Sequence[tuple[StoredRow, StoredRow]]
) -> list[tuple[StoredRow, StoredRow]]:
    assert query.change is not None
    gaps: list[tuple[Gap | None, StoredRow, StoredRow]] = [(gap(s, b, query.change), s, b) for s, b in found]
    sized = [(abs(g.size), s, b) for g, s, b in gaps if g is not None]
    largest = max((size for size, _, _ in sized), default=0.0)
    return [(s, b) for size, s, b in sized if size >= largest - CLOSE]


def _together(query: Query, reports: Sequence[Report]) -> list[Finding]:
    """Rows of the newest report that fit in every one of the reports, each with its oldest self."""
    new, *others = reports
    found: list[tuple[StoredRow, StoredRow]] = []
    selves = [{id(s): b for s, b in matched(new, old)} for old in others]
    for stored in select(new, query.where):
        olds = [self[id(stored)] for self in selves]
        if all(
            old is not None and holds(query.where, old, r.unit) for old, r in zip(olds, others, strict=True)
        ):
            assert olds[-1] is not None
            found.append((stored, olds[-1]))
    return [Finding(new, tuple(s for s, _ in found), len(new.rows), tuple(b for _, b in found), others[-1])]
