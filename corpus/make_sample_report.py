"""Draws the portfolio tables of the sample archive's three reports.

The rows stand in ``sample_source/projects.json``; the gold rows are made from the same file. Each
report lays them out in a way of its own: words in coloured cells, colours alone under a legend,
and groups whose table runs over a page's end.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any

from corpus.make_sample_look import Colour
from corpus.make_sample_markup import SOURCES

FILLS: dict[str, Colour] = {"grønn": (146, 208, 80), "gul": (255, 217, 60), "rød": (226, 72, 61)}
LEGEND = (
    ("grønn", "I rute / lav risiko"),
    ("gul", "Avvik / middels risiko"),
    ("rød", "Vesentlig avvik / høy risiko"),
)
EMPTY = "–"


@dataclass(frozen=True, slots=True)
class Project:
    """A row: `progress` in per cent, `amounts` by year in the report's unit (None: no figure)."""

    id: int
    name: str
    owner: str
    lead: str | None
    status: str
    risk: str
    progress: int
    amounts: dict[str, float | None]
    area: str | None = None


def report_facts(report: str) -> dict[str, Any]:
    """What the source says of a report (``2022-10``): document, dates, unit, table, years, rows."""
    facts: dict[str, Any] = json.loads((SOURCES / "projects.json").read_text(encoding="utf-8"))[report]
    return facts


def projects(report: str) -> list[Project]:
    """The rows of a report, in the order of its table."""
    facts = report_facts(report)
    found = []
    for row in facts["rows"]:
        number, name, owner, lead, status, risk, progress, amounts, *area = row
        by_year = dict(zip(facts["years"], amounts, strict=True))
        found.append(Project(number, name, owner, lead, status, risk, progress, by_year, *area))
    return found


def amount(value: float | None, unit: str) -> str:
    """An amount as Norwegians print it: ``12,5``, ``9 000``; a dash where there is none."""
    if value is None:
        return EMPTY
    if unit == "1000 kr":
        return f"{value:,.0f}".replace(",", " ")
    return f"{value:g}".replace(".", ",") if value == 0 else f"{value:.1f}".replace(".", ",")


def progress_text(report: str, progress: int) -> str:
    """Progress as the report's table prints it: with a per cent sign unless its heading has one."""
    return str(progress) if report == "2023-05" else f"{progress} %"


def draw_portfolio(pdf: Any, report: str, accent: Colour) -> None:
    """Draw the table of `report` where the document stands, with its caption."""
    {"2022-10": _words, "2023-05": _colours, "2024-04": _groups}[report](pdf, report, accent)


def _table(pdf: Any, widths: tuple[float, ...], accent: Colour, size: float) -> Any:
    from fpdf.fonts import FontFace

    pdf.set_font("body", "", size)
    pdf.set_text_color(0, 0, 0)
    pdf.set_draw_color(120, 120, 120)
    return pdf.table(
        col_widths=widths,
        headings_style=FontFace(emphasis="BOLD", color=(255, 255, 255), fill_color=accent),
        line_height=size * 0.48,
        padding=(0.9, 1.1),
        text_align="LEFT",
        v_align="MIDDLE",
    )


def _fill(colour: str) -> Any:
    from fpdf.fonts import FontFace

    return FontFace(fill_color=FILLS[colour])


def _cells(row: Any, texts: list[str]) -> None:
    for text in texts:
        row.cell(text)


def _words(pdf: Any, report: str, accent: Colour) -> None:
    """Report of 2022: the words Grønn, Gul and Rød in cells of that colour."""
    facts = report_facts(report)
    heads = ["Nr", "Prosjekt", "Ansvarlig virksomhet", "Prosjektleder", "Status", "Risiko", "Framdrift"]
    with _table(pdf, (8, 38, 30, 29, 14, 14, 18, 17, 17), accent, 7.5) as table:
        _cells(table.row(), heads + [f"Budsjett {year}" for year in facts["years"]])
        for item in projects(report):
            row = table.row()
            _cells(row, [str(item.id), item.name, item.owner, item.lead or ""])
            for colour in (item.status, item.risk):
                row.cell(colour.capitalize(), style=_fill(colour))
            row.cell(progress_text(report, item.progress))
            _cells(row, [amount(value, facts["unit"]) for value in item.amounts.values()])
    _note(pdf, "Budsjett i mill. kr.")


def _colours(pdf: Any, report: str, accent: Colour) -> None:
    """Report of 2023: status and risk by the cell's fill alone, with a legend."""
    facts = report_facts(report)
    _legend(pdf)
    with _table(pdf, (72, 14, 50, 20, 20, 24, 24, 24), accent, 8.5) as table:
        _cells(table.row(), ["Prosjekt", "ID", "Eier", "Status", "Risiko", "Ferdig (%)", *facts["years"]])
        for item in projects(report):
            row = table.row()
            _cells(row, [item.name, str(item.id), item.owner])
            for colour in (item.status, item.risk):
                row.cell("", style=_fill(colour))
            row.cell(progress_text(report, item.progress))
            _cells(row, [amount(value, facts["unit"]) for value in item.amounts.values()])
    _note(pdf, "Alle beløp i 1000 kr. Strek betyr at det ikke er budsjettert midler for året.")


def _legend(pdf: Any) -> None:
    pdf.set_font("body", "", 8.5)
    pdf.set_text_color(0, 0, 0)
    pdf.cell(26, 5, "Tegnforklaring:")
    for colour, meaning in LEGEND:
        with pdf.local_context(fill_color=FILLS[colour]):
            pdf.rect(pdf.get_x(), pdf.get_y() + 0.7, 6, 3.6, style="F")
        pdf.set_x(pdf.get_x() + 8)
        pdf.cell(pdf.get_string_width(meaning) + 7, 5, meaning)
    pdf.ln(8)


def _groups(pdf: Any, report: str, accent: Colour) -> None:
    """Report of 2024: a shaded row opens each area; the table goes on over the page's end."""
    from fpdf.fonts import FontFace

    facts = report_facts(report)
    shade = FontFace(emphasis="BOLD", fill_color=(222, 230, 240))
    heads = ["ID", "Prosjektnavn", "Eier", "Prosjektleder", "Status", "Risiko", "Fremdrift"]
    area: str | None = None
    with _table(pdf, (9, 41, 30, 29, 13, 13, 18, 17, 17), accent, 7.8) as table:
        _cells(table.row(), heads + [f"Budsjett {year}" for year in facts["years"]])
        for item in projects(report):
            if item.area != area:
                area = item.area
                table.row().cell(area or "", colspan=9, style=shade)
            row = table.row()
            _cells(row, [str(item.id), item.name, item.owner, item.lead or ""])
            for colour in (item.status, item.risk):
                row.cell(colour.capitalize(), style=_fill(colour))
            row.cell(progress_text(report, item.progress))
            _cells(row, [amount(value, facts["unit"]) for value in item.amounts.values()])
    _note(pdf, "Budsjett i millioner kroner (mill. kr).")


def _note(pdf: Any, text: str) -> None:
    pdf.ln(1.5)
    pdf.set_font("body", "", 8)
    pdf.set_text_color(80, 80, 80)
    pdf.cell(pdf.epw, 5, text, new_x="LMARGIN", new_y="NEXT")
    pdf.ln(2)
