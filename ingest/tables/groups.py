"""Headings of groups within a table, such as the area that the projects below belong to.

A line with one phrase and nothing else is no row; its words stand for all rows below it, up to the
next such line, also where the table goes on over a page break. Each of those rows gets a cell for it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from ingest.tables.grid import Record, Table
from ingest.tables.types import Row
from ingest.tables.values import fold, is_nothing, organisation

HEADING = "Gruppe"
"""What the cell of a group stands under, since the table has no heading for it."""

LONGEST = 90
"""Characters of the longest heading of a group; what is longer is a note."""

_BEGINS = re.compile(r"[A-ZÆØÅ\d]")
_TOTAL = re.compile(r"(?:del)?(?:sum|total|samlet|samla|i alt|subtotal)\b", re.IGNORECASE)


def with_groups(tables: Sequence[Table], read: Sequence[Sequence[Row]]) -> list[list[Row]]:
    """The rows of each table, those below a heading of a group with a cell for it."""
    made: list[list[Row]] = []
    last: tuple[tuple[str, ...], str] | None = None
    for table, rows in zip(tables, read, strict=True):
        headings = sorted(
            (record.spans[0][0], text) for record in table.records if (text := _heading(record)) is not None
        )
        before = last[1] if last is not None and last[0] == table.headings else None
        owned = _of_owners([text for _, text in headings], rows)
        made.append([_with_group(row, headings, before, owned) for row in rows])
        group = headings[-1][1] if headings else before
        last = (table.headings, group) if group is not None else None
    return made


def _of_owners(headings: Sequence[str], rows: Sequence[Row]) -> bool:
    """True where the groups are organisations and the table has no other column for the owner."""
    return len(set(headings)) > 1 and all(map(organisation, headings)) and not any(row.owner for row in rows)


def _with_group(row: Row, headings: Sequence[tuple[int, str]], before: str | None, owned: bool) -> Row:
    above = [text for start, text in headings if start < row.start]
    group = above[-1] if above else before
    if group is None:
        return row
    return replace(row, cells=(*row.cells, (HEADING, group)), owner=group if owned else row.owner)


def _heading(record: Record) -> str | None:
    """The phrase of a line that holds one phrase alone."""
    filled = [cell for cell in record.cells if cell.text or cell.seen]
    if len(filled) != 1 or filled[0].seen or filled[0].merged or not record.spans:
        return None
    text = fold(filled[0].text)
    fits = len(text) <= LONGEST and _BEGINS.match(text) and not text.endswith(".") and not is_nothing(text)
    return text if fits and any(c.isalpha() for c in text) and not _TOTAL.match(text) else None
