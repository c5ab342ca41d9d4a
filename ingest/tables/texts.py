"""The tables of a text: parted by signs, by columns of spaces, or by nothing at all."""

from __future__ import annotations

from collections.abc import Sequence

from ingest.document import Fill
from ingest.tables.fills import told
from ingest.tables.grid import Table
from ingest.tables.layout import find_laid_out
from ingest.tables.lines import Line, lines_of
from ingest.tables.loose import find_loose
from ingest.tables.seeds import header_lines
from ingest.tables.tabbed import find_tabbed, parted_by_sign


def find_in_text(text: str, fills: Sequence[Fill] = ()) -> list[Table]:
    """The tables of projects in a text, in no order. fills: of cells that tabs part."""
    lines = lines_of(text)
    seeds = header_lines([line.text for line in lines])
    if not seeds:
        return []
    tables = [told(table, fills) for table in find_tabbed(lines)] if fills else find_tabbed(lines)
    free = [at for at in _outside(seeds, lines, tables) if not parted_by_sign(lines, at)]
    tables += _apart(find_laid_out(lines, free), tables)
    free = _outside(free, lines, tables)
    return tables + _apart(find_loose(text, lines, free), tables)


def _outside(seeds: Sequence[int], lines: Sequence[Line], tables: Sequence[Table]) -> list[int]:
    """The seeds in no table that was read."""
    return [at for at in seeds if not any(table.start <= lines[at].start < table.end for table in tables)]


def _apart(found: Sequence[Table], tables: Sequence[Table]) -> list[Table]:
    """The tables that share nothing with those read before, whose cells are surer."""
    return [
        table
        for table in found
        if not any(table.start < other.end and other.start < table.end for other in tables)
    ]
