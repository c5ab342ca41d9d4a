"""Workbooks (XLSX), by openpyxl: a page for each sheet, a line for each row, tabs between cells."""

from __future__ import annotations

import datetime
import io
import warnings
from typing import Any

from corpus.errors import UnreadableError
from ingest.document import Media
from ingest.read.fills import marked
from ingest.read.lines import flat, paged, table_lines
from ingest.read.package import check_xml, opened_package
from ingest.read.pdf import useful_title
from ingest.read.sheet_colours import SheetColours
from ingest.read.types import Reading
from ingest.read.watch import Watch

_COLUMNS = 200  # of a sheet; formatting may reach to the last of 16,384


def read_xlsx(data: bytes, name: str, watch: Watch | None = None) -> Reading:
    """The shown sheets' cells as values, each sheet ended by a form feed. Raises `UnreadableError`."""
    import openpyxl

    watch = watch or Watch()
    with opened_package(data, name) as package, warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of parts that openpyxl does not keep; nothing is written here
        check_xml(package, name)
        book = openpyxl.load_workbook(io.BytesIO(data), read_only=True, data_only=True)
        colours = SheetColours(book.loaded_theme)
        sheets: list[tuple[str | None, str]] = []
        length = 0
        for number, sheet in enumerate(book.worksheets, 1):
            if sheet.sheet_state != "visible":
                continue
            watch.tell("page", number)
            lines = [sheet.title, ""]
            for row in sheet.iter_rows(max_col=_COLUMNS):
                found = table_lines([[marked(_shown(cell.value), colours.of(cell)) for cell in row]])
                lines += found
                length += sum(map(len, found))
                if length > watch.limits.characters:
                    raise UnreadableError("errors.too_much_text", name=name)
            sheets.append((sheet.title, "\n".join(lines) + "\n"))
        core = book.properties
        return paged(
            Media.XLSX,
            sheets,
            title=useful_title(core.title, name),
            author=flat(core.creator or "") or None,
            created=core.created.date().isoformat() if core.created else None,
        )


def _shown(value: Any) -> str:
    """A cell's value as a Norwegian reader writes it."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "ja" if value else "nei"
    if isinstance(value, datetime.datetime):
        return value.strftime("%d.%m.%Y" if value.time() == datetime.time() else "%d.%m.%Y %H:%M")
    if isinstance(value, datetime.date):
        return value.strftime("%d.%m.%Y")
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() else f"{value:.10g}".replace(".", ",")
    return str(value)
