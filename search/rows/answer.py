"""A question about rows becomes an answer: every row that fits, none that does not, each cited."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from corpus.texts import Texts, texts
from index.archive import Archive
from index.records import StoredRow
from index.types import Filters, StoredPart
from search.rows.citing import Citing, quotes_stand
from search.rows.compare import comparisons, movements
from search.rows.evaluate import Finding, evaluate, told, year_of
from search.rows.loaded import loaded
from search.rows.proven import is_proven
from search.rows.query import Query, Task
from search.rows.question import read_question
from search.rows.records import records
from search.rows.refuse import Context, no_project, nothing
from search.rows.select import leaves
from search.rows.sentences import Writing
from search.types import Answer, Searched
from search.understand import Question


def answer_rows(archive: Archive, question: Question, filters: Filters, searched: Searched) -> Answer | None:
    """The answer of the rows; None where the question is not about rows, or is better told by the text.

    Where it is about rows that the archive does not hold (a year without a report, a project that no
    table has) the answer says so and `answered` is false.
    """
    rows = loaded(archive)
    if not rows.table.reports:
        return None
    query = read_question(question.text, rows.lexicon, rows.terms)
    if query is None:
        return None
    context = Context(question, query, rows, texts(question.language), searched)
    if query.missing is not None:
        return no_project(context, archive)
    findings = evaluate(query, rows.table, _allowed(archive, filters))
    if not findings or (query.task is Task.CELL and not any(f.rows for f in findings)):
        return nothing(context, filters)
    if query.task is Task.CELL and not told(query, findings):
        return None
    if _told_in_text(context, findings):
        return None
    return _answer(archive, context, findings)


def _answer(archive: Archive, context: Context, findings: Sequence[Finding]) -> Answer | None:
    citing = Citing(archive)
    writing = Writing(context.query, context.say, context.rows.lexicon, citing)
    findings = [f for f in findings if _says_something(context.query, f)]
    if not findings:
        return nothing(context, Filters())
    paragraphs: list[str] = []
    for finding in findings:
        text = writing.paragraph(finding)
        more = comparisons(
            context.query, finding, context.rows.statements(finding.report), citing, context.say
        )
        if context.query.task in (Task.NEW, Task.GONE):
            said = context.rows.movements(finding.report, arrived=context.query.task is Task.NEW)
            more = movements(context.query, finding, said, citing, context.say)
        paragraphs.append(" ".join([text, *more]))
    text = "\n".join(paragraphs)
    found = _records(archive, findings, context.say)
    citations = citing.citations()
    if not quotes_stand(archive, citations):
        return None
    if not is_proven(context, findings, found, paragraphs, citations):
        return None
    return Answer(
        context.question.text, context.question.language, True, "records", text, citations,
        records=tuple(record for some in found for record in some), searched=context.searched,
    )  # fmt: skip


def _says_something(query: Query, finding: Finding) -> bool:
    """Whether a finding is worth a sentence: a sum of nothing and the largest of nothing are not."""
    if query.task in (Task.SUM, Task.MEAN, Task.MOST, Task.LEAST, Task.GROUP, Task.CELL):
        return bool(finding.rows)
    return True


def _records(archive: Archive, findings: Sequence[Finding], say: Texts) -> list[list[dict[str, Any]]]:
    """The row objects of each finding; the older self of a changed row stands in it."""
    found = []
    for finding in findings:
        made = records(archive, finding.rows, say)
        if finding.older is not None and finding.previous:
            olds = [old for old in finding.previous if old is not None]
            before = iter(records(archive, olds, say))
            for record, old in zip(made, finding.previous, strict=True):
                record["previous"] = None if old is None else next(before)
        found.append(made)
    return found


def _allowed(archive: Archive, filters: Filters) -> Callable[[StoredRow], bool] | None:
    """Which rows the filters let through: those of the parts that pass."""
    if not filters:
        return None
    parts: dict[str, list[StoredPart]] = {}
    for part in archive.store.papers():
        parts.setdefault(part.document, []).append(part)

    def allowed(stored: StoredRow) -> bool:
        around = [p for p in parts.get(stored.document, ()) if p.start <= stored.row.start < p.end]
        return any(_passes(part, stored, filters) for part in around)

    return allowed


def _passes(part: StoredPart, stored: StoredRow, filters: Filters) -> bool:
    date = part.date or stored.row.as_of or stored.row.issued
    if (filters.since or filters.until) and not date:
        return False
    return (
        (not filters.since or f"{date}~" >= filters.since)
        and (not filters.until or f"{date}" <= f"{filters.until}~")
        and (not filters.kind or part.kind == str(filters.kind))
        and (filters.bodies is None or part.body in filters.bodies)
        and (filters.documents is None or part.document in filters.documents)
    )


def _told_in_text(context: Context, findings: Sequence[Finding]) -> bool:
    """Whether the report's own text gives the figure that is asked for: the whole portfolio's, or a share."""
    query = context.query
    if query.task is Task.SHARE:
        colours = [c for c in leaves(query.where) if c.field in ("status", "risk")]
        return bool(colours) and any(
            context.rows.tells_total(f.report, "share", None, colours) for f in findings
        )
    if list(leaves(query.where)) or query.task not in (Task.COUNT, Task.SUM):
        return False
    what = "projects" if query.task is Task.COUNT else "money"
    return any(context.rows.tells_total(f.report, what, year_of(query.measure, f.report)) for f in findings)
