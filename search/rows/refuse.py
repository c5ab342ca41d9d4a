"""What is said where the rows hold no answer: which reports, years and projects there are."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from corpus.texts import Texts
from index.archive import Archive
from index.types import Filters
from search.coverage import coverage_sentence
from search.rows import describe
from search.rows.loaded import Loaded
from search.rows.periods import choose
from search.rows.query import Query, Task
from search.rows.select import leaves
from search.rows.table import Report, Table, fold
from search.types import Answer, Searched
from search.understand import Question

_DATES = 12  # dates of reports that a refusal names


class Context(NamedTuple):
    """What every step of answering needs."""

    question: Question
    query: Query
    rows: Loaded
    say: Texts
    searched: Searched


def nothing(context: Context, filters: Filters) -> Answer | None:
    """Why the rows hold no answer; None where the text of the archive may."""
    query, say, table = context.query, context.say, context.rows.table
    reports = choose(table, query.period)
    if query.task is Task.CELL:
        return _not_then(context, reports) if query.period and reports else None
    if filters:
        return _refusal(context, say("rows.no_report_left"))
    years = sorted({year for report in reports or table.reports for year in report.years})
    missing = _missing_year(query, years, reports)
    if missing is not None and years:
        return _refusal(context, say("rows.no_year", year=missing, years=describe.joined(years, say)))
    if not reports or (query.older.dates and not choose(table, query.older)):
        return _refusal(context, _no_report(query, reports, table, say))
    if query.task in (Task.CHANGE, Task.NEW, Task.GONE):
        return _refusal(context, say("rows.no_older", dates=_dates(table.reports, say)))
    return None


def _missing_year(query: Query, years: Sequence[str], reports: Sequence[Report]) -> str | None:
    """A year whose amounts are asked for and that no table has a column for."""
    measures = [a for a in (query.measure, *query.asked) if a is not None and a.field == "amount"]
    compared = [c for c in leaves(query.where) if c.field == "amount"]
    asked = {c.key for c in compared} | {a.key for a in measures}
    if (measures or compared) and not reports:  # a bare year that is no report's is an amount's
        asked |= {date for date in query.period.dates if len(date) == 4}
    return min((year for year in asked if year and year not in years), default=None)


def _no_report(query: Query, reports: Sequence[Report], table: Table, say: Texts) -> str:
    """Which time no report is of, and which reports there are."""
    period = query.older if reports else query.period
    bounds = [date for date in (period.since, period.until) if date]
    named = describe.joined([describe.date(date, say) for date in (*period.dates, *bounds)], say, "or")
    return say("rows.no_report", date=named or "–", dates=_dates(table.reports, say))


def _not_then(context: Context, reports: Sequence[Report]) -> Answer | None:
    """The project that is named is in other reports than the one that is asked for."""
    query, say = context.query, context.say
    holding = [
        report
        for report in context.rows.table.reports
        if any(fold(stored.row.name) in query.named for stored in report.rows)
    ]
    if not holding:
        return None
    name = context.rows.lexicon.names[query.named[0]]
    text = say(
        "rows.no_project_then", name=name, per=describe.per(reports[0], say), dates=_dates(holding, say)
    )
    return _refusal(context, text)


def no_project(context: Context, archive: Archive) -> Answer | None:
    """A project that no table has; None where its name stands somewhere in the archive's text."""
    name, say = context.query.missing or "", context.say
    departed = {fold(s.row.name) for r in context.rows.table.reports for s in r.departed}
    if fold(name) in departed:
        return _refusal(context, say("rows.only_departed", name=name))
    if all(archive.frequency("stem", term) for term in context.rows.terms.stems(name)):
        return None
    return _refusal(context, say("rows.no_project", name=name))


def _dates(reports: Sequence[Report], say: Texts) -> str:
    shown = list(dict.fromkeys(describe.date(report.date, say) for report in reports if report.date))
    return describe.joined(shown[:_DATES], say) or "–"


def _refusal(context: Context, sentence: str) -> Answer:
    text = f"{sentence} {coverage_sentence(context.searched, context.say)}"
    return Answer(
        context.question.text, context.question.language, False, "none", text, searched=context.searched
    )
