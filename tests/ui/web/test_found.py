from __future__ import annotations

from corpus.texts import texts
from ui.web.handlers.found import case_list, record_table

SAY = texts("nb")

CASE = {
    "number": "4/23", "title": "Kai <b>øst</b>", "body": "Havnerådet", "date": "2023-03-14", "status": "utsatt",
    "decision": None, "proposed": {"document": "a.pdf", "page": 2, "start": 7, "end": 9, "quote": "…"},
    "mentions": [],
}  # fmt: skip
ROW = {
    "document": "b.pdf", "page": 1, "start": 3, "end": 8, "name": "Kai <i>vest</i>", "owner": "Havna", "status": "gul",
    "risk": "rød", "amounts": {"2023": 1.5}, "unit": "mill. kr", "issued": "2023-05",
}  # fmt: skip


def test_a_case_leads_to_its_page() -> None:
    html = str(case_list([{**CASE, "body": "Felles havneråd (FHR)", "year": 2023, "sequence": 4}], SAY, "g"))
    assert 'href="/?sak=Felles-havner%C3%A5d/2023/4"' in html
    assert 'data-case="Felles-havneråd/2023/4"' in html and "dok=" not in html


def test_a_case_without_a_name_leads_to_its_decision_else_to_its_proposal() -> None:
    html = str(case_list([CASE], SAY, "g"))
    assert 'href="/?dok=a.pdf&amp;side=2&amp;fra=7&amp;til=9"' in html
    assert "utsatt" in html and "14. mars 2023" in html and "&lt;b&gt;øst" in html


def test_rows_show_the_columns_that_are_filled_and_lead_to_their_place() -> None:
    html = str(record_table([ROW], SAY, "g"))
    assert 'href="/?dok=b.pdf&amp;side=1&amp;fra=3&amp;til=8"' in html
    assert '<span class="light red">rød</span>' in html and "2023: 1,5<" in html and "Beløp, mill. kr" in html
    assert SAY("ui.row_progress") not in html, "no row has a progress"
    assert "&lt;i&gt;vest" in html


def test_a_change_shows_both_colours_and_reports_are_told_apart() -> None:
    older = {**ROW, "risk": "gul", "issued": "2022-11"}
    html = str(record_table([{**ROW, "previous": older}, older], SAY, "g"))
    assert '<span class="light yellow">gul</span> → <span class="light red">rød</span>' in html
    assert "mai 2023" in html and "november 2022" in html


def test_nothing_found_is_nothing_shown() -> None:
    assert case_list([], SAY, "g") is None and record_table([], SAY, "g") is None


def test_odd_data_is_no_crash() -> None:
    odd = {
        "number": None,
        "mentions": "x",
        "decision": 3,
        "amounts": 4,
        "previous": [],
        "name": 7,
        "issued": None,
    }
    assert case_list([odd], SAY, "g") and record_table([odd], SAY, "g")
