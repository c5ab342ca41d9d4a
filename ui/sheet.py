"""Rows of tables for spreadsheets: as CSV and as XLSX."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Sequence
from typing import Any

from corpus.texts import Texts

_FIXED = ("document page issued as_of table id name owner lead status risk progress unit").split()
_FORMULA = ("=", "+", "@", "\t", "\r")  # what makes a spreadsheet take a cell for a formula
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")  # what XML cannot hold
_FILLS = {"rød": "F6C3BB", "gul": "FDE49A", "grønn": "CBE7CF"}
_WIDEST = 60  # characters of a column, whatever its cells hold
_LONGEST = 32_767  # characters of a cell: the format's own limit

Sheet = tuple[list[str], list[list[Any]]]
"""Headings, and the cells of each row."""


def sheet(records: Sequence[dict[str, Any]]) -> Sheet:
    """The contract's row objects as one table: their fields, amounts by year, every cell under its own heading."""
    years = sorted({year for row in records for year in row["amounts"]})
    headings = list(dict.fromkeys(heading for row in records for heading in row["cells"]))
    lines = [
        [
            *(row[field] for field in _FIXED),
            *(row["amounts"].get(year) for year in years),
            *(row["cells"].get(heading) for heading in headings),
        ]
        for row in records
    ]
    return [*_FIXED, *years, *(f"cells.{heading}" for heading in headings)], lines


def as_csv(records: Sequence[dict[str, Any]]) -> str:
    """CSV with commas and CRLF; no cell is taken for a formula."""
    headings, lines = sheet(records)
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(map(_plain, headings))
    writer.writerows(map(_plain, line) for line in lines)
    return text.getvalue()


def as_xlsx(records: Sequence[dict[str, Any]], say: Texts) -> bytes:
    """A workbook of one sheet: a heading that stays in sight, filters, colours behind their words."""
    from openpyxl import Workbook
    from openpyxl.styles import Font, PatternFill
    from openpyxl.utils import get_column_letter

    headings, lines = sheet(records)
    book = Workbook()
    page = book.active
    page.title = say("portfolio_tab.tab")
    for column, heading in enumerate(headings, 1):
        _write(page.cell(1, column), _heading(heading, say)).font = Font(bold=True)
        longest = max((len(str(line[column - 1] or "")) for line in lines), default=0)
        width = min(max(longest, len(_heading(heading, say))) + 2, _WIDEST)
        page.column_dimensions[get_column_letter(column)].width = width
    for number, line in enumerate(lines, 2):
        for column, value in enumerate(line, 1):
            cell = _write(page.cell(number, column), value)
            if headings[column - 1] in ("status", "risk") and value in _FILLS:
                cell.fill = PatternFill("solid", fgColor=_FILLS[value])
    page.freeze_panes = "A2"
    page.auto_filter.ref = page.dimensions
    made = io.BytesIO()
    book.save(made)
    return made.getvalue()


def _write(cell: Any, value: Any) -> Any:
    """Text is kept as text, whatever it looks like."""
    if isinstance(value, str):
        cell.value = _CONTROL.sub(" ", value)[:_LONGEST]
        cell.data_type = "s"
    else:
        cell.value = value
    return cell


def _heading(name: str, say: Texts) -> str:
    if name in _FIXED:
        return say(f"portfolio_tab.sheet_{name}")
    return name.removeprefix("cells.")


def _plain(value: Any) -> Any:
    """A cell that no spreadsheet takes for a formula."""
    return f"'{value}" if isinstance(value, str) and value.startswith(_FORMULA) else value
