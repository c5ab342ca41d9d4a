"""A line with one phrase stands for the rows below it."""

from __future__ import annotations

from ingest.tables.grid import EMPTY, Cell, Record, Table
from ingest.tables.groups import HEADING, with_groups
from ingest.tables.meaning import rows_of
from ingest.tables.types import Row

HEADINGS = ("ID", "Prosjekt", "Eier", "Status")


def line(start: int, *texts: str) -> Record:
    """A record whose cells stand after one another in the text."""
    cells = []
    for text in texts:
        cells.append(Cell(text, ((start, start + len(text)),)) if text else EMPTY)
        start += len(text) + 1
    return Record(tuple(cells))


def read(*tables: tuple[Record, ...]) -> list[list[Row]]:
    made = [Table(HEADINGS, records, 0, 9999) for records in tables]
    return with_groups(made, [rows_of(table, None) for table in made])


def groups(rows: list[Row]) -> list[str | None]:
    return [dict(row.cells).get(HEADING) for row in rows]


def test_rows_get_the_heading_above_them() -> None:
    (rows,) = read((
        line(0, "1", "Arkiv", "Sol kommune", "Gul"),
        line(100, "A. Trygg drift", "", "", ""),
        line(200, "2", "Brannmur", "Sol kommune", "Rød"),
        line(300, "3", "Reservekraft", "Sol kommune", "Grønn"),
        line(400, "B. Innsyn", "", "", ""),
        line(500, "4", "Innsynsløsning", "Sol kommune", "Grønn"),
    ))  # fmt: skip
    assert groups(rows) == [None, "A. Trygg drift", "A. Trygg drift", "B. Innsyn"]


def test_a_group_goes_on_over_a_page_break() -> None:
    first = (line(0, "Trygg drift", "", "", ""), line(100, "1", "Brannmur", "Sol kommune", "Rød"))
    second = (line(200, "2", "Reservekraft", "Sol kommune", "Gul"), line(300, "Innsyn", "", "", ""))
    third = (line(400, "3", "Innsynsløsning", "Sol kommune", "Gul"),)
    assert [groups(rows) for rows in read(first, second, third)] == [
        ["Trygg drift"],
        ["Trygg drift"],
        ["Innsyn"],
    ]


def test_totals_and_notes_are_no_groups() -> None:
    (rows,) = read((
        line(0, "Sum", "", "", ""),
        line(50, "Tallene er foreløpige og blir kontrollert i neste runde.", "", "", ""),
        line(100, "1", "Brannmur", "Sol kommune", "Rød"),
    ))  # fmt: skip
    assert groups(rows) == [None]
