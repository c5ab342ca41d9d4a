"""The colours of a table's cells, in those columns that may show one instead of saying it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from ingest.tables.colours import Entry, sample, see
from ingest.tables.columns import columns_of
from ingest.tables.geometry import Drawing
from ingest.tables.grid import Cell, Record, Table
from ingest.tables.headings import is_project_header
from ingest.tables.values import colour
from ingest.tables.vocabulary import Role

# A dot in the last column may stand beside all words, so far to the right of its heading, in points.
LAST_COLUMN = 60.0

SEEN = frozenset({Role.STATUS, Role.RISK, Role.PROGRESS, Role.OTHER, None})


def coloured(table: Table, drawing: Drawing, legend: Sequence[Entry], exact: bool) -> Table:
    """The table with the colours of those cells that name none, in columns that may show one.

    exact: rules close the table's cells on all sides.
    """
    if drawing.render is None or not is_project_header(table.headings):
        return table
    columns = columns_of(table)
    shown = [index for index, column in enumerate(columns) if column.role in SEEN]
    names = [index for index, column in enumerate(columns) if column.role in {Role.NAME, Role.OWNER, Role.ID}]
    records: list[Record] = []
    for record in table.records:
        wanted = [
            index
            for index in shown
            if colour(record.cells[index].text) is None
            and record.cells[index].box is not None
            and (
                columns[index].role in {Role.STATUS, Role.RISK, Role.PROGRESS} or not record.cells[index].text
            )
        ]
        if not wanted or not any(cell.text for cell in record.cells):
            records.append(record)
            continue
        ground = _ground(drawing, [record.cells[index] for index in names])
        cells = list(record.cells)
        for index in wanted:
            box = cells[index].box
            if box is None:
                continue
            seen = see(drawing, box, ground, legend, exact)
            if seen is None and not exact and index == len(cells) - 1:
                seen = see(drawing, box._replace(right=box.right + LAST_COLUMN), ground, legend, exact)
            cells[index] = replace(cells[index], seen=seen)
        records.append(replace(record, cells=tuple(cells)))
    return replace(table, records=tuple(records))


def _ground(drawing: Drawing, cells: Sequence[Cell]) -> list[tuple[int, int, int]]:
    """The colours that fill cells of words, as those of every second line do."""
    picture = drawing.picture()
    if picture is None:
        return []
    found = [sample(picture, cell.box) for cell in cells if cell.box is not None]
    return [one.rgb for one in found if one is not None and one.share > 0.4]
