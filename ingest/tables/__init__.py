"""Tables become rows: projects with their owner, status, risk and amounts.

`find_rows` reads every table of projects in a document; `report_dates` says when the
report came out and what date it reports on; `find_statements` reads what its sentences
say about colours.
"""

from __future__ import annotations

from pathlib import Path

from ingest.document import Document, Media
from ingest.tables.lines import lines_of
from ingest.tables.loose import find_loose
from ingest.tables.meaning import rows_of
from ingest.tables.pages import find_on_pages
from ingest.tables.seeds import header_lines
from ingest.tables.tabbed import find_tabbed
from ingest.tables.types import Mark, Row

__all__ = ["Mark", "Row", "find_rows"]


def find_rows(document: Document, source: Path | None) -> tuple[Row, ...]:
    """The rows of all tables of projects in `document`, in order of their place.

    source: the file that `document` was read from; a PDF's rules and colours are read from
    it. Without it (None, or no such file) the rows are read from the text alone.
    """
    if document.media is Media.PDF:
        tables = find_on_pages(document, source)
    else:
        lines = lines_of(document.text)
        tables = find_tabbed(lines)
        taken = [(table.start, table.end) for table in tables]
        free = [
            at
            for at in header_lines([line.text for line in lines])
            if not any(start <= lines[at].start < end for start, end in taken)
        ]
        tables += find_loose(document.text, lines, free)
    return tuple(row for table in tables for row in rows_of(table, document))
