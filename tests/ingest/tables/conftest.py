"""Tables drawn for the tests: a page of a PDF with one or more tables, in many styles."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from fpdf import FPDF

from ingest.document import Document, Media
from ingest.read import read
from ingest.tables import Row
from ingest.tables.find import find_rows

SHARED = Path(__file__).parents[4] / "shared"
RGB = {"rød": (215, 38, 61), "gul": (246, 215, 67), "grønn": (58, 166, 85)}


@dataclass
class Drawn:
    """A table to draw. rows: the cells' words; a cell that is only a colour's name in `seen` columns is drawn."""

    headings: Sequence[str]
    rows: Sequence[Sequence[str]]
    widths: Sequence[float]
    rules: str = "full"  # full, across, none
    seen: str = ""  # fill, dot: how the columns of `colours` show their words
    colours: Sequence[int] = ()
    right: Sequence[int] = ()  # columns set flush right
    x: float = 50.0
    groups: dict[int, str] = field(default_factory=dict)  # a line before row n that spans all columns
    repeat: bool = True  # the header on every page
    rgb: dict[str, tuple[int, int, int]] = field(default_factory=lambda: dict(RGB))
    padding: float = 4.0
    size: float = 8.0


class Sheet:
    """A PDF that is written from the top down."""

    def __init__(self, landscape: bool = False) -> None:
        self.pdf = FPDF(orientation="landscape" if landscape else "portrait", unit="pt", format="A4")
        self.pdf.set_auto_page_break(False)
        self.pdf.add_page()
        self.y = 60.0

    def line(self, text: str, size: float = 11, x: float = 50.0) -> None:
        self.pdf.set_font("helvetica", size=size)
        self.pdf.text(x, self.y + size, text)
        self.y += 1.6 * size

    def sign(self, rgb: tuple[int, int, int], label: str) -> None:
        """A line of a legend: a dot and its meaning."""
        self.pdf.set_fill_color(*rgb)
        self.pdf.ellipse(50, self.y + 2, 7, 7, style="F")
        self.line(label, 9, 62)

    def table(self, drawn: Drawn) -> None:
        self._row(drawn, drawn.headings, header=True)
        for at, cells in enumerate(drawn.rows):
            if at in drawn.groups:
                self._group(drawn, drawn.groups[at])
            if self.y + self._height(drawn, cells) > self.pdf.h - 60:
                self.pdf.add_page()
                self.y = 60.0
                if drawn.repeat:
                    self._row(drawn, drawn.headings, header=True)
            self._row(drawn, cells, header=False)
        self.y += 14

    def _wrapped(self, drawn: Drawn, text: str, width: float) -> list[str]:
        self.pdf.set_font("helvetica", size=drawn.size)
        lines: list[str] = []
        for word in text.split():
            longer = f"{lines[-1]} {word}" if lines else word
            if lines and self.pdf.get_string_width(longer) <= width - 2 * drawn.padding:
                lines[-1] = longer
            else:
                lines.append(word)
        return lines

    def _height(self, drawn: Drawn, cells: Sequence[str]) -> float:
        most = max(
            len(self._wrapped(drawn, text, width)) for text, width in zip(cells, drawn.widths, strict=True)
        )
        return max(most, 1) * 1.2 * drawn.size + 2 * drawn.padding

    def _row(self, drawn: Drawn, cells: Sequence[str], header: bool) -> None:
        height = self._height(drawn, cells)
        x = drawn.x
        for at, (text, width) in enumerate(zip(cells, drawn.widths, strict=True)):
            shown = "" if header or at not in drawn.colours else drawn.seen
            if shown and text in drawn.rgb:
                self.pdf.set_fill_color(*drawn.rgb[text])
                if shown == "fill":
                    self.pdf.rect(x, self.y, width, height, style="F")
                else:
                    self.pdf.ellipse(x + width / 2 - 4, self.y + drawn.padding, 8, 8, style="F")
            else:
                self._words(drawn, text, x, width, at in drawn.right and not header)
            if drawn.rules == "full":
                self.pdf.rect(x, self.y, width, height)
            x += width
        if drawn.rules == "across":
            self.pdf.line(drawn.x, self.y + height, x, self.y + height)
        self.y += height

    def _words(self, drawn: Drawn, text: str, x: float, width: float, right: bool) -> None:
        for number, line in enumerate(self._wrapped(drawn, text, width)):
            left = x + width - drawn.padding - self.pdf.get_string_width(line) if right else x + drawn.padding
            self.pdf.text(left, self.y + drawn.padding + (1.2 * number + 0.9) * drawn.size, line)

    def _group(self, drawn: Drawn, text: str) -> None:
        height = 1.2 * drawn.size + 2 * drawn.padding
        width = sum(drawn.widths)
        self._words(drawn, text, drawn.x, width, False)
        if drawn.rules == "full":
            self.pdf.rect(drawn.x, self.y, width, height)
        elif drawn.rules == "across":
            self.pdf.line(drawn.x, self.y + height, drawn.x + width, self.y + height)
        self.y += height


@pytest.fixture
def rows_of(tmp_path: Path) -> Callable[[Sheet], tuple[Row, ...]]:
    """The rows that are read from a sheet."""

    def rows(sheet: Sheet) -> tuple[Row, ...]:
        path = tmp_path / "rapport.pdf"
        sheet.pdf.output(str(path))
        document = read(path, path.name)
        found = find_rows(document, path)
        for row in found:  # whatever a test is about: a quote is the row's own words
            assert row.name.split()[0] in document.text[row.start : row.end]
            assert row.page == document.page_at(row.start)
        return found

    return rows


def text_document(text: str, name: str = "rapport.txt") -> Document:
    """A text file as it is read."""
    return Document(name=name, fingerprint="", media=Media.TEXT, text=text)


def text_rows(text: str) -> tuple[Row, ...]:
    """The rows of a text."""
    return find_rows(text_document(text), None)


@pytest.fixture
def sheet() -> type[Sheet]:
    return Sheet


@pytest.fixture
def drawn() -> type[Drawn]:
    return Drawn


@pytest.fixture
def read_text() -> Callable[[str], tuple[Row, ...]]:
    return text_rows
