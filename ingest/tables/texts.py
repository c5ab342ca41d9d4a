"""The tables of a text: parted by signs, by columns of spaces, or by nothing at all."""

from __future__ import annotations

from ingest.tables.grid import Table
from ingest.tables.layout import find_laid_out
from ingest.tables.lines import lines_of
from ingest.tables.loose import find_loose
from ingest.tables.seeds import header_lines
from ingest.tables.tabbed import find_tabbed


def find_in_text(text: str) -> list[Table]:
    """The tables of projects in a text, in no order."""
    lines = lines_of(text)
    seeds = header_lines([line.text for line in lines])
    if not seeds:
        return []
    tables = find_tabbed(lines)
    taken = [(table.start, table.end) for table in tables]
    free = [at for at in seeds if not any(start <= lines[at].start < end for start, end in taken)]
    tables += find_laid_out(lines, free)
    taken += [(table.start, table.end) for table in tables]
    free = [at for at in free if not any(start <= lines[at].start < end for start, end in taken)]
    return tables + find_loose(text, lines, free)
