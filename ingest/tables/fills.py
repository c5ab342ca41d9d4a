"""Cells that say by their colour alone: in kinds of files that tell what a cell is filled with."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import replace

from ingest.boxes import Box
from ingest.document import Fill
from ingest.tables.colours import CHROMA, hue_of, name_of, same
from ingest.tables.columns import columns_of
from ingest.tables.grid import Cell, Record, Seen, Table
from ingest.tables.paint import SEEN

_NOWHERE = Box(0.0, 0.0, 0.0, 0.0)


def told(table: Table, fills: Sequence[Fill]) -> Table:
    """The table with the colours of its empty cells, in columns that may show one.

    What fills a cell of words in the same line too is the line's ground, and tells nothing.
    """
    inside = [fill for fill in fills if table.start <= fill.at <= table.end]
    if not inside:
        return table
    first = replace(table, records=tuple(_seen(record, inside) for record in table.records))
    shown = [column.role in SEEN for column in columns_of(first)]
    return replace(first, records=tuple(_only(record, shown) for record in first.records))


def _seen(record: Record, fills: Sequence[Fill]) -> Record:
    colours = [_fill(cell, fills) for cell in record.cells]
    ground = [rgb for cell, rgb in zip(record.cells, colours, strict=True) if cell.text and rgb]
    if not any(cell.text for cell in record.cells):
        return record
    return replace(
        record,
        cells=tuple(
            replace(cell, seen=_named(cell, rgb))
            if rgb and not cell.text and not any(same(rgb, other) for other in ground)
            else cell
            for cell, rgb in zip(record.cells, colours, strict=True)
        ),
    )


def _named(cell: Cell, rgb: tuple[int, int, int]) -> Seen | None:
    name = name_of(hue_of(rgb)) if max(rgb) - min(rgb) >= CHROMA else None
    return Seen(name, _NOWHERE, rgb, cell.at) if name else None


def _fill(cell: Cell, fills: Sequence[Fill]) -> tuple[int, int, int] | None:
    at = cell.spans[0][0] if cell.spans else cell.at
    if at is None:
        return None
    found = bisect_left(fills, at, key=lambda fill: fill.at)
    return fills[found].rgb if found < len(fills) and fills[found].at == at else None


def _only(record: Record, shown: Sequence[bool]) -> Record:
    cells = (
        cell if keep else replace(cell, seen=None) for cell, keep in zip(record.cells, shown, strict=True)
    )
    return replace(record, cells=tuple(cells))
