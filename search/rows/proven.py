"""The proof of an answer from rows: its claims computed again, then its text read back against the records."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from corpus.texts import Texts
from search.rows import describe, fitting, prove, readback
from search.rows.evaluate import Finding, report_unit, tells
from search.rows.matching import gap
from search.rows.query import Query, Task
from search.rows.refuse import Context
from search.rows.row_claims import Told
from search.rows.select import leaves
from search.rows.values import in_kroner
from search.types import Citation

_FEW = 20
"""Rows of a report whose cells may be named in a text: facts are told of a few named projects."""

_COUNTING = frozenset((Task.SHARE, Task.GROUP, Task.MOST, Task.LEAST, Task.NEW, Task.GONE))
"""What is told with a number of rows that does not stand right before the word for projects."""

Records = Sequence[dict[str, Any]]


def is_proven(
    context: Context, findings: Sequence[Finding], found: Sequence[Records], paragraphs: Sequence[str],
    citations: Sequence[Citation],
) -> bool:  # fmt: skip
    """Whether every paragraph, one for each finding, follows from the finding's records and the quotes."""
    numbers: list[float] = []
    for finding, some in zip(findings, found, strict=True):
        numbers += prove.amounts(some)
        for claim in _claims(context.query, finding, some):
            if not prove.holds(claim):
                return False
            told = (claim.count, claim.total, claim.mean, claim.gap, claim.checked, claim.share)
            numbers += [round(abs(float(n)), digits) for n in told if n is not None for digits in (1, 3)]
    sources = [*_sources(context, findings), *(c.quote for c in citations)]
    if prove.unproven("\n".join(paragraphs), sources, numbers):
        return False
    return not any(
        false_words(context, finding, some, paragraph, citations)
        for finding, some, paragraph in zip(findings, found, paragraphs, strict=True)
    )


def false_words(
    context: Context, finding: Finding, some: Records, paragraph: str, citations: Sequence[Citation]
) -> list[str]:
    """What the paragraph of a finding says that its records do not prove (`search.rows.readback`)."""
    query = context.query
    told = Told(
        query, some, len(finding.rows), finding.checked, frozenset(len(g.rows) for g in finding.groups),
        frozenset(_figures(query, finding, some)),
        tuple(r.date for r in (finding.report, finding.older) if r is not None), finding.year,
        tuple(_sayings(context, finding)), context.question.language, _empty(query, finding, context.say),
    )  # fmt: skip
    cited = {c.n: (c.document, c.start) for c in citations}
    unseen = [r["name"] for r in some for field in ("status", "risk") if not fitting.seen(r, field)]
    unfit = [
        r["name"] for r in some
        if query.task not in (Task.CHANGE, Task.GONE) and fitting.fits(r, query.where) is False
    ]  # fmt: skip
    return [*readback.untold(paragraph, told, cited, {c.n: c.quote for c in citations}), *unseen, *unfit]


def _figures(query: Query, finding: Finding, some: Records) -> set[float]:
    """The numbers that may stand outside of the rows' own words: computed again, or set by the question."""
    told = [
        n for c in _claims(query, finding, some) for n in (c.total, c.mean, c.gap, c.share) if n is not None
    ]
    found = {round(abs(float(n)), digits) for n in told for digits in (1, 3)}
    if query.task in (Task.MOST, Task.LEAST) and finding.value is not None:
        found.add(round(finding.value, 6))
    if query.task in _COUNTING or query.named:
        found |= {
            float(len(finding.rows)),
            float(finding.checked),
            *(float(len(g.rows)) for g in finding.groups),
        }
    found |= {float(c.value) for c in leaves(query.where) if isinstance(c.value, float | int)}
    keys = [c.key for c in leaves(query.where)] + [a.key for a in (query.measure, *query.asked) if a]
    if query.change:
        keys.append(query.change.key)
    return found | {float(y) for k in (*keys, finding.year) if k for y in k.split("|") if y.isdigit()}


def _sayings(context: Context, finding: Finding) -> list[str]:
    """Texts whose names a paragraph may use beside those of its rows."""
    lexicon = context.rows.lexicon
    asked = [
        v
        for c in leaves(context.query.where)
        for v in (c.value if isinstance(c.value, tuple) else (c.value,))
    ]
    names = [n[str(v)] for v in asked for n in (lexicon.owners, lexicon.leads, lexicon.texts) if str(v) in n]
    headings = [heading for stored in finding.rows[:_FEW] for heading, _ in stored.row.cells]
    groups = [group.name for group in finding.groups]
    words = [v.upper() for v in asked if isinstance(v, str) and len(v) < 4]
    return [context.question.text, *names, *headings, *groups, *words, *finding.report.documents]


def _empty(query: Query, finding: Finding, say: Texts) -> tuple[str, ...]:
    """Phrases that deny nothing of the rows: that the table gives no unit, or not what is asked."""
    phrases = [say("rows.absent")] if query.change is not None and query.change.absent else []
    if any(not stored.row.unit for stored in finding.rows):
        phrases.append(say("rows.no_unit").partition("{value}")[2].strip())
    if query.task is Task.CELL and any(not tells(a, s) for a in query.asked for s in finding.rows):
        phrases.append(say("rows.cell_none").partition("{")[0].strip())
    return tuple(phrases)


def _claims(query: Query, finding: Finding, some: Sequence[dict[str, Any]]) -> list[prove.Claim]:
    count, unit = len(finding.rows), report_unit(finding.report)
    claims = [prove.Claim(some, count=count, checked=finding.checked)]
    if query.task is Task.CHANGE and query.named:
        claims += _differences(query, finding, some)
    match query.task:
        case Task.SUM:
            claims.append(prove.Claim(some, total=finding.value, year=finding.year, unit=unit))
        case Task.MEAN:
            claims.append(prove.Claim(some, mean=finding.value, year=finding.year, unit=unit))
        case Task.SHARE:
            claims.append(prove.Claim(some, share=100 * count / finding.checked, checked=finding.checked))
        case Task.GROUP:
            at = 0
            for group in finding.groups:
                part = some[at : at + len(group.rows)]
                at += len(group.rows)
                claims.append(
                    prove.Claim(part, count=len(group.rows), total=group.amount, year=finding.year, unit=unit)
                )
    return claims


def _differences(query: Query, finding: Finding, some: Sequence[dict[str, Any]]) -> list[prove.Claim]:
    """By how much the number of each named project has changed, in its own unit."""
    assert query.change is not None
    claims = []
    for record, stored, before in zip(some, finding.rows, finding.previous, strict=True):
        found = gap(stored, before, query.change) if before is not None else None
        if found is not None and query.change.field in ("amount", "progress"):
            size = found.size / in_kroner(1, stored.row.unit) if found.in_kroner else found.size
            claims.append(prove.Claim([record], gap=size, year=found.year, unit=stored.row.unit))
    return claims


def _sources(context: Context, findings: Sequence[Finding]) -> list[str]:
    """What may hold a number of the text beside the quotes: the question, names, dates of reports."""
    reports = [r for f in findings for r in (f.report, f.older) if r is not None]
    dates = [describe.date(report.date, context.say) for report in reports]
    names = [stored.row.name for f in findings for stored in f.rows]
    few = [stored for f in findings for stored in f.rows[:_FEW]]
    headings = [heading for stored in few for heading, _ in stored.row.cells]
    cells = [text for stored in few for _, text in stored.row.cells]
    years = [*(year for report in reports for year in report.years), *(f.year or "" for f in findings)]
    ids = [str(stored.row.id) for f in findings for stored in f.rows]
    limits = [str(c.value) for c in leaves(context.query.where)]
    return [context.question.text, *dates, *names, *headings, *cells, *years, *ids, *limits]
