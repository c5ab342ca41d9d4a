"""Which reports a question is about: its dates and words such as ``siste`` become a `Period`.

`choose` then picks the reports of a table, and `pairs` the older one that each is compared with.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from search.rows.query import ANY_TIME, Period
from search.rows.reading import Reading
from search.rows.table import Report, Table, related
from search.rows.vocabulary import Kind
from search.rows.words import Item

_SMALL = (Kind.OF, Kind.FILLER)
_INCLUSIVE = frozenset("siden sidan since ifra innen fram_til frem_til until".split())


@dataclass(frozen=True, slots=True)
class Times:
    """All that a question says about time.

    period: for reports. older: of a comparison. years: of amounts.
    """

    period: Period = ANY_TIME
    older: Period = ANY_TIME
    years: tuple[str, ...] = ()


def read_times(reading: Reading, *, money: bool, compares: bool, years: frozenset[str]) -> Times:
    """The times of a question; its dates and their words are used up.

    money: it is about amounts, so that a bare year among `years` (those that the tables have
    amounts of) is an amount's. compares: it is about a change.
    """
    dates = reading.free(Kind.DATE)
    of_amounts = [i for i in dates if money and _of_amount(reading, i, years, compares=compares)]
    if money and len(dates) == 2 and all(reading.items[i].value in years for i in dates):
        of_amounts = dates  # from one year's amount to another's
    of_reports = [i for i in dates if i not in of_amounts]
    reading.use(*dates, *(j for i in dates for j in (i - 1, i - 2) if reading.kind(j) is Kind.BETWEEN))
    amounts = tuple(dict.fromkeys(reading.items[i].value for i in of_amounts))
    relative = _relative(reading)
    if compares:
        period, older = _compared(reading, of_reports, relative)
        return Times(period, older, amounts)
    return Times(_selected(reading, of_reports) if of_reports else relative, Period(), amounts)


def _of_amount(reading: Reading, index: int, years: frozenset[str], *, compares: bool) -> bool:
    """Whether a date is the year of amounts: a bare year that tables have, not said of a report."""
    value = reading.items[index].value
    if not (len(value) == 4 and value in years) or _names_report(reading, index):
        return False
    before = _before(reading, index)
    return not (compares and before is not None and before.kind in (Kind.SINCE, Kind.VERSUS))


def _names_report(reading: Reading, index: int) -> bool:
    """Whether a date follows ``rapporten fra``."""
    before = index - 1
    while reading.kind(before) in (*_SMALL, Kind.FROM, Kind.DATE, Kind.AND):
        before -= 1
    return reading.kind(before) is Kind.REPORT or reading.kind(index + 1) is Kind.REPORT


def _relative(reading: Reading) -> Period:
    """``siste rapport``, ``forrige``, ``nå``, ``de to siste rapportene``."""
    for i, item in enumerate(reading.items):
        count = next(
            (int(reading.items[j].number) for j in (i - 1, i + 1) if reading.kind(j) is Kind.NUMBER), 1
        )
        beside = {reading.kind(i + 1), reading.kind(i + 2)}
        match item.kind:
            case Kind.BOTH if Kind.REPORT in beside:
                return Period(newest=2, together=True)
            case Kind.PREVIOUS:
                reading.use(i)
                return Period(back=1)
            case Kind.LATEST:
                reading.use(i, *(j for j in (i - 1, i + 1) if reading.kind(j) is Kind.NUMBER))
                return Period(newest=count)
            case Kind.NOW:
                reading.use(i)
                return Period(newest=1)
            case Kind.FIRST if Kind.REPORT in beside:
                reading.use(i)
                return Period(oldest=1)
    return Period()


def _selected(reading: Reading, dates: Sequence[int]) -> Period:
    """The reports of a question that compares none."""
    values = [reading.items[i].value for i in dates]
    if len(dates) == 1:
        before = _before(reading, dates[0])
        if before is not None and before.kind in (Kind.SINCE, Kind.UNTIL):
            end = {"since": values[0]} if before.kind is Kind.SINCE else {"until": values[0]}
            exclusive = before.text.casefold().replace(" ", "_") not in _INCLUSIVE
            return Period(exclusive=exclusive, since=end.get("since"), until=end.get("until"))
        return Period(dates=tuple(values[0].split("|")))
    between = [reading.kind(i) for i in range(dates[0] + 1, dates[1])]
    before = _before(reading, dates[0])
    opens = before is not None and before.kind in (Kind.FROM, Kind.BETWEEN, Kind.SINCE)
    ranged = (
        Kind.TO in between or Kind.UNTIL in between or (before is not None and before.kind is Kind.BETWEEN)
    )
    if len(dates) == 2 and ranged and (opens or Kind.TO in between) and not any("|" in v for v in values):
        return Period(since=min(values), until=max(values))
    every = tuple(value for joined in values for value in joined.split("|"))
    return Period(dates=every, together=reading.has(Kind.BOTH) and Kind.AND in between)


def _compared(reading: Reading, dates: Sequence[int], relative: Period) -> tuple[Period, Period]:
    """The newer and the older report of a comparison; either may be left open."""
    periods = {i: Period(dates=tuple(reading.items[i].value.split("|"))) for i in dates}
    if len(dates) >= 2:
        ordered = sorted(dates, key=lambda i: _chronology(reading.items[i].value, reading, dates))
        return periods[ordered[-1]], periods[ordered[0]]
    if len(dates) == 1:
        before = _before(reading, dates[0])
        if relative.newest:
            return relative, periods[dates[0]]
        opens = before is not None and before.kind in (Kind.SINCE, Kind.VERSUS, Kind.FROM)
        if opens and not (
            before is not None and before.kind is Kind.FROM and _names_report(reading, dates[0])
        ):
            return Period(newest=1), periods[dates[0]]
        return periods[dates[0]], Period()
    if relative.back or (relative.newest and _since_last(reading)):
        return Period(newest=1), Period(back=1)
    if relative.newest == 2:
        return Period(newest=1), Period(back=1)
    return relative, Period()


def _since_last(reading: Reading) -> bool:
    """``siden sist``, ``siden siste rapport``."""
    return any(
        item.kind is Kind.LATEST and {reading.kind(i - 1), reading.kind(i - 2)} & {Kind.SINCE, Kind.VERSUS}
        for i, item in enumerate(reading.items)
    )


def _chronology(value: str, reading: Reading, dates: Sequence[int]) -> str:
    """A date to sort by; a month without a year is of the year that another date names."""
    first = value.split("|", maxsplit=1)[0]
    if not first.startswith("-"):
        return first
    years = [reading.items[i].value[:4] for i in dates if not reading.items[i].value.startswith("-")]
    return f"{years[0] if years else '0000'}{first}"


def _before(reading: Reading, index: int) -> Item | None:
    """The word that says how a date is meant; small words are passed over."""
    before = index - 1
    while reading.kind(before) in (*_SMALL, Kind.REPORT, Kind.LATEST):
        if any(word in reading.items[before].text.casefold() for word in ("portefølj", "portfolio")):
            return None  # "from the portfolio in October"
        before -= 1
    return reading.items[before] if before >= 0 else None


# -- reports of a table ---------------------------------------------------------------------------


def choose(table: Table, period: Period) -> list[Report]:
    """The reports of a period, newest first; all of them for an empty one."""
    reports = list(table.reports)
    if period.dates:
        wanted = [date for date in period.dates if not date.startswith("-")]
        found = [r for r in reports if any(r.fits(date) for date in wanted)]
        months = [date for date in period.dates if date.startswith("-")]
        if months:
            in_month = [
                (_rank(r, months), n, r) for n, r in enumerate(reports) if _rank(r, months) is not None
            ]
            years = [r.date[:4] for _, _, r in in_month]
            found += [r for _, _, r in in_month if years and r.date[:4] == max(years) and r not in found]
        return found
    if period.since or period.until:
        return [r for r in reports if r.date and _within(r, period)]
    dated = [report for report in reports if report.date] or reports
    if period.newest:
        return dated[: period.newest]
    if period.oldest:
        return dated[-period.oldest :]
    if period.back:
        return dated[period.back : period.back + 1]
    return reports


def _rank(report: Report, months: Sequence[str]) -> int | None:
    return next(
        (n for n, month in enumerate(months) if month in (_month(report.as_of), _month(report.issued))), None
    )


def _month(date: str | None) -> str:
    return date[4:7] if date else ""


def _within(report: Report, period: Period) -> bool:
    known = [date for date in (report.as_of, report.issued) if date]
    if period.since and not any(_after(date, period.since, period.exclusive) for date in known):
        return False
    return not period.until or any(_earlier(date, period.until, period.exclusive) for date in known)


def _after(date: str, since: str, exclusive: bool) -> bool:
    cut = date[: len(since)]
    return cut > since if exclusive else cut >= since


def _earlier(date: str, until: str, exclusive: bool) -> bool:
    cut = date[: len(until)]
    return cut < until if exclusive else cut <= until


def pairs(table: Table, newer: Period, older: Period) -> list[tuple[Report, Report]]:
    """Reports to compare, (newer, older), the newest first.

    Where the older one is not named it is the latest one before that shares projects.
    """
    news = [report for report in choose(table, newer) if report.date]
    if older.dates:
        olds = [report for report in choose(table, older) if report.date]
        found = [(new, old) for new in news for old in olds if old.date < new.date and related(new, old)]
        return found[:1] if newer.newest else _first_of_each(found)
    made = []
    for new in news:
        before = [old for old in table.reports if old.date and old.date < new.date and related(new, old)]
        if before:
            made.append((new, before[0]))
    return made


def _first_of_each(found: Sequence[tuple[Report, Report]]) -> list[tuple[Report, Report]]:
    seen: dict[int, tuple[Report, Report]] = {}
    for new, old in found:
        seen.setdefault(id(new), (new, old))
    return list(seen.values())
