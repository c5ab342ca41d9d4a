"""The rows of all tables of projects in a document."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from ingest.document import Document, Media
from ingest.tables.captions import name_tables
from ingest.tables.grid import Table
from ingest.tables.groups import with_groups
from ingest.tables.meaning import rows_of
from ingest.tables.merge import one_each
from ingest.tables.pages import find_on_pages
from ingest.tables.report import report_dates
from ingest.tables.texts import find_in_text
from ingest.tables.types import Row


def find_rows(document: Document, source: Path | None) -> tuple[Row, ...]:
    """The rows of all tables of projects in `document`, each project once, in order of their place.

    source: the file that `document` was read from; a PDF's rules and colours are read from
    it. Without it (None, or no such file) the rows are read from the words and their places.
    """
    tables = _tables(document, source)
    if not tables:
        return ()
    issued, as_of = report_dates(document)
    read = with_groups(tables, [rows_of(table, document) for table in tables])
    units = {row.unit for rows in read for row in rows if row.unit}
    shared = units.pop() if len(units) == 1 else None
    return tuple(
        replace(row, issued=issued, as_of=as_of, unit=row.unit or shared if row.amounts else row.unit)
        for row in one_each(read)
    )


def _tables(document: Document, source: Path | None) -> list[Table]:
    if document.media is Media.PDF:
        return name_tables(document, *find_on_pages(document, source))
    return name_tables(document, find_in_text(document.text, document.fills), ())
