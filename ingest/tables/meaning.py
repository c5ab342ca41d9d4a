"""Tables become rows of projects."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from corpus.errors import Reason
from ingest.document import Document
from ingest.tables.columns import Column, columns_of
from ingest.tables.grid import Cell, Record, Table
from ingest.tables.headings import is_project_header
from ingest.tables.shift import settle
from ingest.tables.types import Mark, Row
from ingest.tables.values import colour, colour_letter, fold, is_nothing, number, unit_in
from ingest.tables.vocabulary import Role

_TOTAL = re.compile(
    r"(?:del)?(?:sum|total|totalt|totalsum|samlet|samla|i alt|til sammen|tilsammen|subtotal|grand total|"
    r"alle prosjekter|alle prosjekt|all projects)\b",
    re.I,
)
_DEPARTED = re.compile(
    r"\b(?:g[åi]r(?:\s\w+)?\sut|gått\sut|gjekk\sut|gikk\sut|ute\sav|ut\sav\s(?:\w+\s)?portefølj|utgår|utgått|utgåtte|"
    r"(?:er|blitt|blir|vart|ble)?\s?meldt?e?\sut|utmeldt[e]?|avslutt(?:et|ede|a|e)\s(?:prosjekt|tiltak|program)\w*|"
    r"ferdigstilte\s(?:prosjekt|tiltak|program)\w*|fullførte\s(?:prosjekt|tiltak|program)\w*|"
    r"(?:have|has)\sleft|leave|leaving|departed|(?:closed|completed|discontinued|terminated|removed)\s(?:project|program|initiative)\w*|"
    r"(?:project|program|initiative)s?\s(?:that\s)?(?:\w+\s)?(?:closed|completed|discontinued|removed))\b",
    re.I,
)


def is_table_of_projects(table: Table) -> bool:
    """True where headings and content are those of a table of projects."""
    return is_project_header(table.headings) and any(row.name for row in rows_of(table, None))


def rows_of(table: Table, document: Document | None) -> list[Row]:
    """The rows of projects in `table`; group headings, totals and notes are none."""
    columns = columns_of(table)
    names = [index for index, column in enumerate(columns) if column.role is Role.NAME]
    if not names:
        return []
    unit = _unit(table, columns)
    departed = table.caption is not None and _DEPARTED.search(table.caption) is not None
    rows: list[Row] = []
    for record in table.records:
        row = _row(settle(record, columns), table, columns, unit)
        if row is not None:
            page = row.page if document is None or row.page is not None else document.page_at(row.start)
            marks = tuple(mark._replace(page=mark.page or page or 0) for mark in row.colours)
            rows.append(replace(row, departed=departed, page=page, colours=marks))
    return rows if any(_tells(row) for row in rows) else []


def _tells(row: Row) -> bool:
    """At least one row must tell what a table of projects tells."""
    return bool(row.status or row.risk or row.amounts or (row.id is not None and row.owner))


def _row(record: Record, table: Table, columns: Sequence[Column], unit: str | None) -> Row | None:
    cells = {
        column.role: cell
        for column, cell in zip(columns, record.cells, strict=True)
        if column.role is not None
    }
    name = fold(cells[Role.NAME].text)
    filled = [cell for cell in record.cells if (cell.text and not cell.merged) or cell.seen]
    spans = record.spans
    if not spans or is_nothing(name) or len(filled) < 2:
        return None
    first = next((cell.text for cell in record.cells if cell.text), "")
    number_ = _id(cells.get(Role.ID))
    status, risk = _colour(columns, record, Role.STATUS), _colour(columns, record, Role.RISK)
    if any(_TOTAL.fullmatch(text.rstrip(" :")) for text in (name, first)):
        return None
    if (
        (_TOTAL.match(name) or _TOTAL.match(first))
        and number_ is None
        and status[0] is None
        and risk[0] is None
    ):
        return None
    amounts = _amounts(columns, record)
    owner, lead = _text(cells.get(Role.OWNER)), _text(cells.get(Role.LEAD))
    progress = _text(cells.get(Role.PROGRESS)) or _colour(columns, record, Role.PROGRESS)[0]
    return Row(
        start=spans[0][0],
        end=spans[-1][1],
        page=record.page,
        table=table.caption,
        id=number_,
        name=name,
        owner=owner,
        lead=lead,
        status=status[0],
        risk=risk[0],
        progress=progress,
        amounts=amounts,
        unit=unit,
        cells=tuple(
            (heading, fold(cell.text) or (cell.seen.colour if cell.seen else ""))
            for heading, cell in zip(table.headings, record.cells, strict=True)
        ),
        doubtful=record.doubtful or _doubt(columns),
        colours=tuple(mark for found in (status, risk) for mark in found[1:] if isinstance(mark, Mark)),
    )


def _doubt(columns: Sequence[Column]) -> str | None:
    guessed = next((column.heading.text for column in columns if column.guessed), None)
    if guessed is None:
        return None
    return (Reason("doubts.guessed", heading=guessed) if guessed else Reason("doubts.guessed_bare")).packed


def _text(cell: Cell | None) -> str | None:
    return None if cell is None or is_nothing(cell.text) else fold(cell.text)


def _id(cell: Cell | None) -> int | None:
    value = number(cell.text) if cell is not None else None
    return value if isinstance(value, int) and value >= 0 else None


def _colour(columns: Sequence[Column], record: Record, role: Role) -> tuple[str | None] | tuple[str, Mark]:
    """The colour of a field, and the proof where it was seen rather than read."""
    for column, cell in zip(columns, record.cells, strict=True):
        if column.role is not role:
            continue
        named = colour_letter(cell.text) if column.letters else colour(cell.text)
        if named is not None:
            return (named,)
        seen = cell.seen
        if seen is not None and (record.page is not None or seen.at is not None):
            return seen.colour, Mark(role.value, seen.colour, record.page or 0, seen.box, seen.rgb, seen.at)
    return (None,)


def _amounts(columns: Sequence[Column], record: Record) -> tuple[tuple[str, int | float], ...]:
    found: dict[str, tuple[int, int | float]] = {}
    for column, cell in zip(columns, record.cells, strict=True):
        year = column.heading.year
        value = number(cell.text)
        if column.role is not Role.AMOUNT or year is None or column.heading.span or value is None:
            continue
        if year not in found or column.rank < found[year][0]:
            found[year] = (column.rank, value)
    return tuple((year, value) for year, (_, value) in sorted(found.items()))


def _unit(table: Table, columns: Sequence[Column]) -> str | None:
    """The amounts' unit: what a heading says, else the caption, else the lines about the table."""
    for column in columns:
        if column.role is Role.AMOUNT and column.heading.unit:
            return column.heading.unit
    for line in (table.caption or "", *table.notes):
        if unit := unit_in(line):
            return unit
    return None
