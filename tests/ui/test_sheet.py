"""Rows as CSV and XLSX: nothing lost, nothing taken for a formula."""

from __future__ import annotations

import csv
import io
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.texts import LANGUAGES, texts
from ui.sheet import as_csv, as_xlsx, sheet


def row(**fields: Any) -> dict[str, Any]:
    empty: dict[str, Any] = dict.fromkeys(
        "document page issued as_of table id name owner lead status risk progress unit".split()
    )
    return empty | {"document": "a.pdf", "name": "Fyrvakt", "amounts": {}, "cells": {}} | fields


ROWS = [
    row(id=7, status="rød", amounts={"2023": 1.5, "2024": 2}, cells={"Navn": "Fyrvakt"}),
    row(name="=1+1", risk="gul", amounts={"2022": 3}, cells={"Merknad": "@SUM(A1)"}),
]


def cells(content: bytes) -> list[list[Any]]:
    from openpyxl import load_workbook

    return [[cell.value for cell in line] for line in load_workbook(io.BytesIO(content)).active.iter_rows()]


def test_years_and_headings_of_all_rows_are_columns() -> None:
    headings, lines = sheet(ROWS)
    assert headings[-5:] == ["2022", "2023", "2024", "cells.Navn", "cells.Merknad"]
    assert lines[0][-5:] == [None, 1.5, 2, "Fyrvakt", None]


def test_no_cell_of_csv_is_a_formula() -> None:
    read = list(csv.reader(io.StringIO(as_csv(ROWS), newline="")))
    assert all(not cell.startswith(("=", "+", "@")) for line in read for cell in line)
    assert read[2][6] == "'=1+1"


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_workbook_holds_numbers_as_numbers_and_text_as_text(language: str) -> None:
    from openpyxl import load_workbook

    say = texts(language)
    page = load_workbook(io.BytesIO(as_xlsx(ROWS, say))).active
    assert page.title == say("portfolio_tab.tab")
    named = {cell.value: cell.column for cell in page[1]}
    name = page.cell(3, named[say("portfolio_tab.sheet_name")])
    assert (name.value, name.data_type) == ("=1+1", "s")
    assert page.cell(2, named["2023"]).value == 1.5
    assert page.cell(2, named[say("portfolio_tab.sheet_status")]).fill.fgColor.rgb == "00F6C3BB"
    assert page.freeze_panes == "A2" and page.auto_filter.ref == page.dimensions


def test_no_rows_are_a_sheet_of_headings() -> None:
    assert as_csv([]).count("\r\n") == 1
    assert len(cells(as_xlsx([], texts("nb")))) == 1


@given(st.text(max_size=60))
def test_any_name_comes_back(name: str) -> None:
    found = cells(as_xlsx([row(name=name)], texts("nb")))[1][6]
    if name.isprintable() and name.strip() == name and name:
        assert found == name


@given(st.text(st.characters(exclude_categories=("Cs",), exclude_characters="\x00\r\n"), max_size=60))
def test_any_name_comes_back_from_csv(name: str) -> None:
    found = list(csv.reader(io.StringIO(as_csv([row(name=name)]), newline="")))[1][6]
    assert found.removeprefix("'") == name.removeprefix("'")
