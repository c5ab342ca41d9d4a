"""What a report's sentences add to its rows: the reason, or another figure or colour than the table's."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from corpus.texts import Texts
from index.records import StoredRow
from search.rows.citing import Citing
from search.rows.evaluate import Finding
from search.rows.narrative import Statement
from search.rows.query import Query, Task
from search.rows.select import Condition, leaves
from search.rows.table import fold

_MOST_REASONS = 4
"""Sentences that are cited beside the rows of one report."""

_FEW = 8
"""Rows up to which each one's own sentence is cited."""

_SHOWN = 160  # characters of a quote that are shown within the text


def comparisons(
    query: Query, finding: Finding, statements: Sequence[Statement], citing: Citing, say: Texts
) -> list[str]:
    """Sentences about the text of a report: where it agrees with the rows, and where it does not."""
    if query.task not in (Task.LIST, Task.COUNT, Task.SHARE, Task.CELL) or finding.older is not None:
        return []
    columns = _columns(query)
    told: list[Statement] = []
    spoken: list[Statement] = []
    differing: list[tuple[Statement, StoredRow | None]] = []
    for statement in statements:
        if statement.field not in columns:
            continue
        if statement.count is not None or statement.listed:
            verdict = _whole(query, finding, statement)
            if verdict is False:
                differing.append((statement, _witness(finding, statement)))
            elif verdict:
                told.append(statement)
        else:
            row = _row_of(finding, statement)
            if row is None:
                continue
            if getattr(row.row, statement.field) == statement.colour:
                spoken.append(statement)
            else:
                differing.append((statement, row))
    if query.task is Task.CELL:
        spoken, told = [*told, *spoken], []
    return [
        *_said("rows.same_in_text", sorted(told, key=lambda s: not s.listed)[:2], citing, say),
        *_said("rows.told_in_text", spoken[:_MOST_REASONS], citing, say),
        *(_differs(statement, row, finding, citing, say) for statement, row in differing[:_MOST_REASONS]),
    ]


def movements(
    query: Query, finding: Finding, statements: Sequence[tuple[Statement, int]], citing: Citing, say: Texts
) -> list[str]:
    """What a report says of how many projects are new or have left, beside what its tables say."""
    if query.task not in (Task.NEW, Task.GONE) or list(leaves(query.where)):
        return []
    agreeing = [statement for statement, count in statements if count == len(finding.rows)]
    if agreeing:
        return list(_said("rows.same_in_text", agreeing[:1], citing, say))
    return [
        say("rows.differs_in_number", text=_shown(citing.quote(mark)), mark=mark, count=len(finding.rows))
        for mark in (citing.statement(statement) for statement, _ in statements[:1])
    ]


def _columns(query: Query) -> set[str]:
    if query.task is Task.CELL:
        return {asked.field for asked in query.asked} & {"status", "risk"}
    return {c.field for c in leaves(query.where)} & {"status", "risk"}


def _whole(query: Query, finding: Finding, statement: Statement) -> bool | None:
    """Whether a statement about all projects of a colour agrees with the rows; None where it is not about them."""
    if query.task is Task.CELL:
        return _about_one(finding, statement)
    where = query.where
    if not (isinstance(where, Condition) and where.operator == "=" and where.field == statement.field):
        return None
    if where.value != statement.colour:
        return None
    if statement.count is not None and statement.count != len(finding.rows):
        return False
    names = {fold(stored.row.name) for stored in finding.rows}
    return not statement.listed or (set(statement.names) == names and not statement.strange)


def _about_one(finding: Finding, statement: Statement) -> bool | None:
    """Whether a list of all projects of a colour has the one project that is asked for, as the table does."""
    if not statement.listed or len(finding.rows) != 1:
        return None
    row = finding.rows[0].row
    here, there = getattr(row, statement.field) == statement.colour, fold(row.name) in statement.names
    return None if not here and not there else here == there


def _witness(finding: Finding, statement: Statement) -> StoredRow | None:
    """The row that a statement contradicts: one that it leaves out, or one that it should not name."""
    rows = [s for s in finding.rows if fold(s.row.name) not in statement.names]
    others = [s for s in finding.report.rows if fold(s.row.name) in statement.names and s not in finding.rows]
    return next(iter([*(others or rows), *finding.rows]), None)


def _row_of(finding: Finding, statement: Statement) -> StoredRow | None:
    if len(finding.rows) > _FEW or len(statement.names) != 1:
        return None
    return next((s for s in finding.rows if fold(s.row.name) in statement.names), None)


def _said(key: str, statements: Sequence[Statement], citing: Citing, say: Texts) -> Iterable[str]:
    if statements:
        marks = " ".join(dict.fromkeys(citing.statement(statement) for statement in statements))
        yield say(key, marks=marks)


def _differs(
    statement: Statement, row: StoredRow | None, finding: Finding, citing: Citing, say: Texts
) -> str:
    mark = citing.statement(statement)
    row_mark = citing.row(row) if row is not None else citing.table(finding.report)
    quote = citing.quote(mark)
    intro = quote[: statement.intro - statement.start] if statement.intro else quote
    return say(
        "rows.differs", text=_shown(intro), mark=mark, row=_shown(citing.quote(row_mark)),
        row_mark=row_mark,
    )  # fmt: skip


def _shown(quote: str) -> str:
    """A quote as running text, cut at a word where it is long."""
    text = " ".join(quote.split())
    return text if len(text) <= _SHOWN else text[:_SHOWN].rsplit(" ", 1)[0] + " …"
