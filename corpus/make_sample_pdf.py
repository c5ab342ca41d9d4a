"""Draws a paper of the sample archive as a PDF, with fpdf2.

Fonts are embedded as subsets. Nothing of the moment goes into a file: the same source gives the same bytes.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable
from typing import Any

from corpus.make_sample_look import BLACK, FONTS, GREY, LOOKS, Colour
from corpus.make_sample_markup import Block, Source, blocks
from corpus.make_sample_report import draw_portfolio

ROMAN = ("i", "ii", "iii", "iv")  # the pages before the first chapter
_THOUSANDS = re.compile(r"(\d) (\d{3})\b")  # an amount is never broken over two lines


def render(source: Source) -> bytes:
    """The finished PDF; drawn twice, since the footers name the number of pages."""
    first = _Paper(source, pages=0)
    first.draw()
    second = _Paper(source, pages=first.pdf.pages_count)
    second.draw()
    made = bytes(second.pdf.output())
    for pdf in (first.pdf, second.pdf):
        for font in pdf.fonts.values():
            font.ttfont.close()  # fpdf2 leaves the file open
    return made


class _Paper:
    """One PDF on its way: the fpdf2 document and where the text stands."""

    def __init__(self, source: Source, pages: int) -> None:
        from fpdf import FPDF

        self.settings = source.settings
        self.look = LOOKS[self.settings["look"]]
        self.blocks = blocks(_THOUSANDS.sub("\\1\u00a0\\2", source.body.replace("¬", "\u00ad")))
        self.pages = pages
        self.front = int(self.settings.get("front", "0"))
        self.indent = 0.0
        self.cover = self.blocks[0].options[:1] == ("cover",)
        self.pdf: Any = FPDF(unit="mm", format=self.look.page)
        self._set_up()

    def _set_up(self) -> None:
        pdf, settings, look = self.pdf, self.settings, self.look
        made = datetime.datetime.fromisoformat(settings["made"]).replace(tzinfo=datetime.UTC)
        pdf.set_creation_date(made)
        pdf.set_title(settings["title"])
        pdf.set_author(settings["author"])
        pdf.set_lang(settings.get("lang", "nb-NO"))
        pdf.set_producer("corpus.make_sample")
        pdf.add_font("body", "", FONTS / look.regular)
        pdf.add_font("body", "B", FONTS / look.bold)
        pdf.set_margin(look.margin)
        pdf.set_auto_page_break(True, look.margin)
        pdf.header = self._header
        pdf.footer = self._footer

    def draw(self) -> None:
        """Draw every block."""
        if not self.cover:
            self.new_page()
        draw: dict[str, Callable[[Block], None]] = {
            "heading": self._heading,
            "paragraph": self._paragraph,
            "bullet": self._item,
            "number": self._item,
            "table": self._table,
            "command": self._command,
        }
        listed = False
        for block in self.blocks:
            if listed and block.kind not in ("bullet", "number"):
                self.pdf.ln(1.2)
            listed = block.kind in ("bullet", "number")
            draw[block.kind](block)

    # ---- page

    def new_page(self, orientation: str = "portrait") -> None:
        """Begin a page; the papers' own paper size, turned where `orientation` is ``landscape``."""
        width, height = self.look.page
        shape = (height, width) if orientation == "landscape" else (width, height)
        number = self.pdf.pages_count + 1
        style, start = ("r", number) if number <= self.front else ("D", number - self.front)
        labels = {"label_style": style, "label_start": start} if self.front else {}
        self.pdf.add_page(format=shape, **labels)

    def _header(self) -> None:
        text = self.settings.get("header")
        if text and not (self.cover and self.pdf.page_no() == 1):
            pdf = self.pdf
            self._font(8, colour=GREY)
            pdf.set_xy(self.look.margin, 10)
            pdf.cell(pdf.epw, 5, text)
            if self.settings.get("stamp"):
                self._font(9, bold=True, colour=(170, 0, 0))
                pdf.set_xy(self.look.margin, 10)
                pdf.cell(pdf.epw, 5, self.settings["stamp"], align="R")
            pdf.set_draw_color(*GREY)
            pdf.line(self.look.margin, 16, pdf.w - self.look.margin, 16)
        self.pdf.set_xy(self.look.margin + self.indent, self.look.margin)
        self._font(self.look.size)

    def _footer(self) -> None:
        text = self.settings.get("footer")
        if text and not (self.cover and self.pdf.page_no() == 1):
            pdf = self.pdf
            pdf.set_xy(self.look.margin, pdf.h - 14)
            self._font(8, colour=GREY)
            page, front = pdf.page_no(), self.front
            label = ROMAN[page - 1] if page <= front else page - front
            pdf.cell(pdf.epw, 5, text.format(page=label, pages=self.pages - front), align="R")

    def _font(self, size: float, *, bold: bool = False, colour: Colour = BLACK) -> None:
        self.pdf.set_font("body", "B" if bold else "", size)
        self.pdf.set_text_color(*colour)

    # ---- text

    def _write(self, text: str, size: float, *, bold: bool = False, colour: Colour = BLACK) -> None:
        self._font(size, bold=bold, colour=colour)
        self.pdf.set_x(self.look.margin + self.indent)
        self.pdf.multi_cell(
            self.pdf.epw - self.indent,
            size * 0.47,
            text,
            align="L",
            markdown=not bold,
            new_x="LMARGIN",
            new_y="NEXT",
        )

    def _room(self, millimetres: float) -> None:
        """Begin a new page unless so much height is left on this one."""
        pdf = self.pdf
        if pdf.get_y() + millimetres > pdf.h - pdf.b_margin:
            self.new_page(
                "landscape" if pdf.w > pdf.h and self.look.page[0] < self.look.page[1] else "portrait"
            )

    def _heading(self, block: Block) -> None:
        pdf = self.pdf
        self._room(30)
        if pdf.get_y() > self.look.margin + 1:
            pdf.ln(3.5 if block.level > 1 else 5)
        if "outline" in self.settings:
            pdf.start_section(block.text, level=block.level - 1)
        self._write(block.text, self.look.headings[block.level - 1], bold=True, colour=self.look.accent)
        pdf.ln(1.8)

    def _paragraph(self, block: Block) -> None:
        self._write(block.text, self.look.size)
        self.pdf.ln(2.2)

    def _item(self, block: Block) -> None:
        mark, text = ("•", block.text) if block.kind == "bullet" else block.text.split(" ", 1)
        size = self.look.size
        pdf, step = self.pdf, size * 0.6
        self._room(size * 1.2)
        self._font(size)
        pdf.set_x(self.look.margin + self.indent + 1)
        pdf.cell(step, size * 0.47, mark)
        self.indent += step + 1
        self._write(text, size)
        self.indent -= step + 1
        pdf.ln(1)

    def _table(self, block: Block) -> None:
        """A table; options: ``widths=18,100`` (shares), ``look=grid|lines|plain``, ``size=9``, ``head=1``."""
        from fpdf.fonts import FontFace

        options = dict(option.split("=") for option in block.options)
        size = float(options.get("size", self.look.size - 1))
        look = {"grid": "ALL", "lines": "HORIZONTAL_LINES", "plain": "NONE"}[options.get("look", "grid")]
        head = options.get("head", "1") == "1"
        self._font(size)
        self.pdf.set_draw_color(150, 150, 150)
        with self.pdf.table(
            col_widths=tuple(float(width) for width in options["widths"].split(",")),
            borders_layout=look,
            first_row_as_headings=head,
            headings_style=FontFace(emphasis="BOLD", color=(255, 255, 255), fill_color=self.look.accent),
            line_height=size * 0.47,
            padding=(1.1, 1.5),
            text_align="LEFT",
            v_align="TOP",
            markdown=True,
        ) as table:
            for cells in block.rows:
                row = table.row()
                for cell in cells:
                    row.cell("\n".join(line.strip() for line in cell.split("\\\\")))
        self.pdf.ln(3)

    # ---- commands

    def _command(self, block: Block) -> None:
        getattr(self, "_do_" + block.options[0])(block.text)

    def _do_page(self, _: str) -> None:
        self.indent = 0.0
        self.new_page()

    def _do_landscape(self, _: str) -> None:
        self.new_page("landscape")

    def _do_cover(self, text: str) -> None:
        """A report's front page: a coloured field, then ``title | line | line …``."""
        self.new_page()
        pdf = self.pdf
        title, *lines = (line.strip() for line in text.split("|"))
        with pdf.local_context(fill_color=self.look.accent):
            pdf.rect(0, 0, pdf.w, pdf.h * 0.42, style="F")
        pdf.set_xy(self.look.margin, pdf.h * 0.18)
        self._font(self.look.headings[0] * 1.6, bold=True, colour=(255, 255, 255))
        pdf.multi_cell(pdf.epw, self.look.headings[0] * 0.75, title, align="L", new_x="LMARGIN", new_y="NEXT")
        pdf.set_y(pdf.h * 0.48)
        for line in lines:
            self._write(line, self.look.headings[1])
            pdf.ln(2)

    def _do_slide(self, title: str) -> None:
        """A slide: a coloured bar with its title, and the body below."""
        self.new_page()
        pdf = self.pdf
        if "outline" in self.settings:
            pdf.start_section(title)
        with pdf.local_context(fill_color=self.look.accent):
            pdf.rect(0, 0, pdf.w, 26, style="F")
        pdf.set_xy(self.look.margin, 7)
        self._font(self.look.headings[1] + 4, bold=True, colour=(255, 255, 255))
        pdf.cell(pdf.epw, 12, title)
        pdf.set_y(36)

    def _do_case(self, text: str) -> None:
        """A case in minutes set as two columns: the number to the left, all else to the right."""
        number, _, title = text.partition(" ")
        pdf = self.pdf
        self.indent = 0.0
        self._room(28)
        pdf.ln(2)
        pdf.set_draw_color(150, 150, 150)
        pdf.line(self.look.margin, pdf.get_y(), pdf.w - self.look.margin, pdf.get_y())
        pdf.ln(2)
        self._font(self.look.size, bold=True)
        pdf.set_x(self.look.margin)
        pdf.cell(16, self.look.size * 0.47, number)
        self.indent = 16.0
        self._write(title, self.look.size, bold=True)
        pdf.ln(1.5)

    def _do_endcases(self, _: str) -> None:
        self.indent = 0.0
        self.pdf.ln(4)

    def _do_keep(self, text: str) -> None:
        """Begin a new page unless `text` millimetres are left."""
        self._room(float(text))

    def _do_space(self, text: str) -> None:
        self.pdf.ln(float(text))

    def _do_portfolio(self, report: str) -> None:
        draw_portfolio(self.pdf, report, self.look.accent)
