"""Lines of a table that a page break cuts in two: what stands on the next page goes back to its line."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from ingest.tables.grid import Cell, Record, Table
from ingest.tables.values import join_lines


def join_broken(tables: Sequence[Table]) -> list[Table]:
    """The tables with the rest of a line that begins a page put into the line that ends the page before.

    A line is such a rest where no cell of it can begin one: each begins with a small letter and
    goes on with a cell of the line before.
    """
    joined: list[Table] = []
    for table in tables:
        before, records = joined[-1] if joined else None, _shown(table)
        if before and records and _goes_on(before, table) and _is_rest(records[0], before.records[-1]):
            whole = _whole(before.records[-1], records[0])
            end = max(before.end, whole.spans[-1][1])
            joined[-1] = replace(before, records=(*before.records[:-1], whole), end=end)
            records = records[1:]
        if records:
            joined.append(replace(table, records=records))
    return joined


def _shown(table: Table) -> tuple[Record, ...]:
    """The lines that show anything: rules under a header make lines without a word."""
    return tuple(record for record in table.records if any(cell.text or cell.seen for cell in record.cells))


def _goes_on(before: Table, table: Table) -> bool:
    """True for the same table on the following page."""
    following = before.page is not None and table.page == before.page + 1
    return following and before.headings == table.headings


def _is_rest(record: Record, last: Record) -> bool:
    pairs = [
        (cell, above) for cell, above in zip(record.cells, last.cells, strict=True) if cell.text or cell.seen
    ]
    return (
        0 < len(pairs) < len(record.cells)
        and all(cell.text[:1].islower() and not cell.merged and above.text for cell, above in pairs)
    )  # fmt: skip


def _whole(last: Record, rest: Record) -> Record:
    cells = [_joined(above, cell) for above, cell in zip(last.cells, rest.cells, strict=True)]
    return replace(last, cells=tuple(cells))


def _joined(above: Cell, cell: Cell) -> Cell:
    if not cell.text:
        return above
    return replace(above, text=join_lines([above.text, cell.text]), spans=above.spans + cell.spans)
