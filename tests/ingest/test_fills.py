"""A cell that says its status by its fill alone is read so, in each kind that tells what a cell is filled with."""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path

import docx
import openpyxl
import pytest
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from hypothesis import given
from hypothesis import strategies as st
from openpyxl.styles import Color, PatternFill

from index.archive import Archive
from index.sync import SyncOptions, synchronise
from index.writer import Writer
from ingest.pipeline import digest
from ingest.read.fills import css_colour, marked, put_back, taken
from ingest.tables.types import Row
from search.ask import ask
from tests.ingest.test_read_kinds import packed

HEAD = ["Id", "Prosjektnavn", "Ansvarlig virksomhet", "Status", "Risiko"]
ROWS = [
    ["101", "Pasientportalen", "Helse Fjord", ("", "92D050"), ("", "FFC000")],
    ["102", "Felles journal", "Fjordmark fylkeskommune", ("", "FF0000"), ("", "FFFFFF")],
    # A word is read before a fill; a line that is filled all over tells nothing; blue is no status.
    ["103", "Legemiddelkort", "Fjordmark kommune", ("Gul", "FF0000"), ("", "C6EFCE")],
    ["104", ("Mobildekning", "FFEB9C"), ("Helse Fjord", "FFEB9C"), ("", "FFEB9C"), ("", "0070C0")],
    ["105", "Velferdsteknologi", "Helse Fjord", "Rød", ("", "FFC7CE")],
]
WANTED = [("grønn", "gul"), ("rød", None), ("gul", "grønn"), (None, None), ("rød", "rød")]
Cell = str | tuple[str, str]


def parted(cell: Cell) -> tuple[str, str | None]:
    return (cell, None) if isinstance(cell, str) else cell


def workbook() -> bytes:
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "Portefølje"
    sheet.append(HEAD)
    for at, row in enumerate(ROWS, 2):
        for column, cell in enumerate(row, 1):
            text, colour = parted(cell)
            place = sheet.cell(at, column, int(text) if text.isdigit() else text or None)
            if colour:
                place.fill = PatternFill("solid", fgColor=colour)
    return saved(book)


def word() -> bytes:
    document = docx.Document()
    table = document.add_table(rows=1 + len(ROWS), cols=len(HEAD))
    for cells, line in zip([HEAD, *ROWS], table.rows, strict=True):
        for cell, place in zip(cells, line.cells, strict=True):
            text, colour = parted(cell)
            place.text = text
            if colour:
                shade = OxmlElement("w:shd")
                shade.set(qn("w:val"), "clear")
                shade.set(qn("w:fill"), colour)
                place._tc.get_or_add_tcPr().append(shade)
    document.add_paragraph("Etter tabellen.")
    return saved(document)


def web() -> bytes:
    def cell(content: Cell, number: int) -> str:
        text, colour = parted(content)
        style = (
            f' style="color:black; background-color: #{colour}"' if number % 2 else f' bgcolor="#{colour}"'
        )
        return f"<td{style if colour else ''}>{text}</td>"

    rows = "".join("<tr>" + "".join(map(cell, row, range(9))) + "</tr>" for row in [HEAD, *ROWS])
    return f"<!DOCTYPE html><html><body><table>{rows}</table></body></html>".encode()


def odt() -> bytes:
    colours = sorted({parted(cell)[1] or "" for row in ROWS for cell in row} - {""})
    styles = "".join(
        f'<s:style s:name="c{colour}" s:family="table-cell">'
        f'<s:table-cell-properties f:background-color="#{colour.lower()}"/></s:style>'
        for colour in colours
    )

    def cell(content: Cell) -> str:
        text, colour = parted(content)
        style = f' t:style-name="c{colour}"' if colour else ""
        return f"<t:table-cell{style}><x:p>{text}</x:p></t:table-cell>"

    rows = "".join("<t:table-row>" + "".join(map(cell, row)) + "</t:table-row>" for row in [HEAD, *ROWS])
    content = (
        '<?xml version="1.0"?><o:document-content xmlns:o="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
        'xmlns:x="urn:oasis:names:tc:opendocument:xmlns:text:1.0" '
        'xmlns:s="urn:oasis:names:tc:opendocument:xmlns:style:1.0" '
        'xmlns:f="urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0" '
        'xmlns:t="urn:oasis:names:tc:opendocument:xmlns:table:1.0">'
        f"<o:automatic-styles>{styles}</o:automatic-styles>"
        f"<o:body><o:text><t:table>{rows}</t:table></o:text></o:body></o:document-content>"
    )
    return packed({"mimetype": b"application/vnd.oasis.opendocument.text", "content.xml": content.encode()})


def saved(made: object) -> bytes:
    out = io.BytesIO()
    made.save(out)  # type: ignore[attr-defined]
    return out.getvalue()


def zipped() -> bytes:
    return packed({"a.txt": b"Et notat.\n", "rapport.docx": word()})


def read(folder: Path, data: bytes, ending: str) -> tuple[str, tuple[Row, ...]]:
    path = folder / f"rapport.{ending}"
    path.write_bytes(data)
    found = digest(path, path.name, "f" * 32)
    return found.document.text, found.rows


@pytest.mark.parametrize(
    ("ending", "made"), [("xlsx", workbook), ("docx", word), ("html", web), ("odt", odt), ("zip", zipped)]
)
def test_empty_cells_say_their_status_by_their_fill(
    tmp_path: Path, ending: str, made: Callable[[], bytes]
) -> None:
    text, rows = read(tmp_path, made(), ending)
    assert [(row.status, row.risk) for row in rows] == WANTED
    assert not any("\ufdd0" <= character <= "\ufdef" for character in text)
    for row in rows:
        for mark in row.colours:
            assert mark.at is not None and row.start <= mark.at
            line = text[text.rindex("\n", 0, mark.at) + 1 : text.index("\n", mark.at)]
            assert row.name in line and text[mark.at] in "\t\n", (
                "it is proven by the place of its own empty cell"
            )
    assert {mark.rgb for row in rows for mark in row.colours if mark.colour == "rød"} >= {(255, 0, 0)}


def test_a_question_is_answered_from_fills_and_proven_by_them(tmp_path: Path) -> None:
    (tmp_path / "arkiv").mkdir()
    (tmp_path / "arkiv" / "Porteføljerapport mai 2024.xlsx").write_bytes(workbook())
    with Writer(tmp_path / "indeks") as writer:
        synchronise(writer, [tmp_path / "arkiv"], SyncOptions(jobs=1))
    archive = Archive(tmp_path / "indeks")
    answer = ask(archive, "Hvilke prosjekter har rød status?")
    archive.close()
    assert answer.answered and {record["name"] for record in answer.records} == {
        "Felles journal",
        "Velferdsteknologi",
    }
    [fill] = [mark for record in answer.records for mark in record["colours"] if mark["field"] == "status"]
    assert fill["rgb"] == [255, 0, 0] and fill["at"] is not None and fill["page"] == 1


def test_a_workbooks_theme_and_old_palette_are_colours_too(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.append(HEAD)
    fills = [Color(theme=9), Color(theme=9, tint=0.6), Color(indexed=10), Color(theme=0), Color(indexed=64)]
    for at, colour in enumerate(fills, 2):
        for column, value in enumerate([100 + at, f"Prosjekt nr. {at}", "Helse Fjord", None, "Gul"], 1):
            sheet.cell(at, column, value)
        sheet.cell(at, 4).fill = PatternFill("solid", fgColor=colour)
    _, rows = read(tmp_path, saved(book), "xlsx")
    # accent 6 of the theme that openpyxl writes is orange
    assert [row.status for row in rows] == ["gul", "gul", "rød", None, None]


@given(
    st.lists(
        st.tuples(st.text("ab c\t\n", max_size=6), st.none() | st.tuples(*[st.integers(0, 255)] * 3)),
        max_size=8,
    )
)
def test_marks_are_taken_out_and_put_back(cells: list[tuple[str, tuple[int, int, int] | None]]) -> None:
    given_ = "|".join(marked(text, rgb) for text, rgb in cells)
    text, fills = taken(given_)
    assert text == "|".join(t.lstrip() if rgb and len(set(rgb)) > 1 else t for t, rgb in cells)
    assert len(fills) == sum(rgb is not None and len(set(rgb)) > 1 for _, rgb in cells)
    assert taken(put_back(text, fills, 0)) == (text, fills)


@pytest.mark.parametrize(
    ("style", "attribute", "rgb"),
    [
        ("background: RED", None, (255, 0, 0)),
        ("x:y;background-color : rgb(0, 128, 0); z:1", None, (0, 128, 0)),
        ("background:#ff0", None, (255, 255, 0)),
        ("background: url(x.png)", "green", (0, 128, 0)),
        ("background: var(--a)", "", None),
        ("", None, None),
    ],
)
def test_the_ways_of_a_web_page_to_name_a_colour(
    style: str, attribute: str | None, rgb: tuple[int, int, int] | None
) -> None:
    assert css_colour(style, attribute) == rgb
