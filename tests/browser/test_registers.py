"""Saker and Portefølje as people use them: filter, open a case, follow it, open a row, download."""

from __future__ import annotations

import io
import shutil
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from index.sync import SyncOptions, synchronise
from index.writer import Writer

if TYPE_CHECKING:
    from playwright.sync_api import Page

pytestmark = pytest.mark.browser

Open = Callable[..., "Page"]

PHONE = {"width": 360, "height": 740}
CASE = "/sak/Samhandlingsrådet/2023/4"
CHOSEN = ("2023-03-16 ", "2022-11-24 ", "Porteføljerapport ")
"""How the names of the sample's documents begin that these tests read."""


@pytest.fixture(scope="module")
def app(
    tmp_path_factory: pytest.TempPathFactory, serving: Callable[[Path], AbstractContextManager[str]]
) -> Iterator[str]:
    """The address of the app over a part of the sample archive: a council's meetings and three reports."""
    import corpus

    folder, index = tmp_path_factory.mktemp("utvalg"), tmp_path_factory.mktemp("register") / "indeks"
    for path in (Path(corpus.__file__).parent / "sample").iterdir():
        if path.name.startswith(CHOSEN):
            shutil.copy(path, folder)
    with Writer(index) as writer:
        synchronise(writer, [folder], SyncOptions(jobs=1))
    with serving(index) as address:
        yield address


def choose(page: Page, label: str, value: str) -> None:
    """A value of one of the filters of the tab that is shown."""
    page.locator(".filter-row:visible").get_by_label(label, exact=True).click()
    page.get_by_role("option", name=value, exact=True).click()


# -- Saker ----------------------------------------------------------------------------------------


def test_a_case_is_found_while_one_types_and_its_decision_is_marked_on_the_page(open_page: Open) -> None:
    page = open_page("/?fane=saker")
    page.wait_for_selector(".register")
    page.locator("#saksfelt input, #saksfelt textarea").press_sequentially("legemiddelkort pilot", delay=15)
    page.wait_for_function("document.querySelectorAll('.register tbody tr').length === 1")
    page.click(".register a")
    page.wait_for_selector(".case-page h1:text('Felles legemiddelkort')")
    assert "sak=" in page.url and page.is_hidden(".register")
    assert page.inner_text(".difference del >> nth=0").endswith("60")
    page.click(".decision .source-link")
    page.wait_for_selector(".viewer .line-mark")
    page.wait_for_function("document.querySelector('.sheet img').naturalWidth > 0")
    page.click(".viewer .modes a:text-is('Tekst')")
    page.wait_for_selector(".viewer mark")
    assert "70 prosent" in page.inner_text(".viewer mark")


def test_filters_of_cases_work_together(open_page: Open) -> None:
    page = open_page("/?fane=saker")
    page.wait_for_selector(".register")
    choose(page, "Status", "Trukket")
    page.wait_for_function("document.querySelectorAll('.register tbody tr').length === 1")
    choose(page, "År", "2022")
    page.wait_for_selector("#saker .hint")


def test_a_step_back_leads_from_the_case_to_the_register_where_one_was(open_page: Open) -> None:
    page = open_page("/?fane=saker")
    page.wait_for_selector(".register")
    page.focus(".register a[data-case='Samhandlingsrådet/2023/4']")
    page.keyboard.press("Enter")
    page.wait_for_selector(".case-page")
    assert page.evaluate("document.activeElement.tagName") == "H1"
    page.click(".course a >> nth=0")
    page.wait_for_selector(".case-page .course .here a[aria-current] >> nth=0")
    page.wait_for_function("location.search.includes('2022')")
    page.go_back()
    page.wait_for_selector(".case-page .number:text('Sak 4/23')")
    page.go_back()
    page.wait_for_selector(".register", state="visible")
    assert page.locator(".case-page").count() == 0 and "fane=saker" in page.url
    assert page.evaluate("document.activeElement.dataset.case") == "Samhandlingsrådet/2023/4"


def test_a_case_under_an_answer_opens_its_page_and_a_step_back_leads_to_the_answer(open_page: Open) -> None:
    page = open_page()
    page.fill("#sporsmal textarea", "Hva ble vedtatt i sak 4/23 i Samhandlingsrådet?")
    page.keyboard.press("Enter")
    page.click(".reply .cases a[data-case]")
    page.wait_for_selector(".case-page h1:text('Felles legemiddelkort')")
    assert "sak=" in page.url
    page.go_back()
    page.wait_for_selector(".reply", state="visible")
    assert "sak=" not in page.url and "fane=" not in page.url


def test_closing_the_viewer_keeps_the_case(open_page: Open) -> None:
    page = open_page(CASE)
    page.click(".mentions a >> nth=0")
    page.wait_for_selector(".viewer .view")
    page.go_back()
    page.wait_for_function("document.querySelector('.viewer').hidden")
    assert page.is_visible(".case-page") and "sak=" in page.url and "dok=" not in page.url


def test_an_address_leads_straight_to_a_case_and_the_tab_back_to_all(open_page: Open) -> None:
    page = open_page(CASE)
    page.wait_for_selector(".case-page h1:text('Felles legemiddelkort')")
    assert page.get_attribute("#fane-saker-button", "aria-selected") == "true"
    page.click("#fane-saker-button")
    page.wait_for_selector(".register", state="visible")
    assert "fane=saker" in page.url


def test_a_case_is_kept_when_the_language_is_switched(open_page: Open) -> None:
    page = open_page(CASE)
    page.wait_for_selector(".case-page")
    page.click("a[data-language=en]")
    page.wait_for_selector(".case-page h2:text-is('Decision')")


def test_an_unknown_case_leads_to_the_nearest(open_page: Open) -> None:
    page = open_page("/sak/Samhandlingsrådet/2023/99")
    page.wait_for_selector(".case-page .note")
    assert "99/23" in page.inner_text(".case-page .note")
    page.click(".case-page .course a >> nth=0")
    page.wait_for_selector(".case-page h1")


def test_an_address_of_no_case_is_one_sentence(open_page: Open) -> None:
    page = open_page("/sak/hva/som/helst", breaking=True)
    page.wait_for_selector("#sak .note.error")
    assert "/sak/Samhandlingsrådet/2023/15" in page.inner_text("#sak")


# -- Portefølje -----------------------------------------------------------------------------------


def test_a_row_is_found_and_marked_on_its_page(open_page: Open) -> None:
    page = open_page("/?fane=portefolje")
    page.wait_for_selector(".portfolio")
    page.locator("#rapportfelt input, #rapportfelt textarea").press_sequentially("ambulanse", delay=15)
    page.wait_for_function("document.querySelectorAll('.portfolio tbody tr').length === 3")
    choose(page, "Status", "rød")
    page.wait_for_function("document.querySelectorAll('.portfolio tbody tr').length === 1")
    page.click(".portfolio a")
    page.wait_for_selector(".viewer .line-mark")
    assert "dok=" in page.url


def test_colours_over_time_lead_to_their_rows_by_keyboard(open_page: Open) -> None:
    page = open_page("/?fane=portefolje")
    page.wait_for_selector(".portfolio")
    page.focus("#visning-table")
    page.keyboard.press("ArrowRight")
    page.wait_for_selector(".heat", state="visible")
    assert page.is_hidden(".portfolio") and page.is_visible(".heat .tone.status >> nth=0")
    page.check("#maal-risk")
    assert page.is_visible(".heat .tone.risk >> nth=0") and page.is_hidden(".heat .tone.status >> nth=0")
    page.focus(".heat a >> nth=0")
    page.keyboard.press("Enter")
    page.wait_for_selector(".viewer .line-mark")


def test_budgets_are_bars_with_numbers(open_page: Open) -> None:
    page = open_page("/?fane=portefolje")
    page.wait_for_selector(".portfolio")
    page.check("#visning-budget")
    widths = page.eval_on_selector_all(".budget-bar", "bars => bars.map(bar => bar.clientWidth)")
    assert max(widths) > 2 * min(widths) > 0
    assert page.locator(".bar-line .n").count() == len(widths)


def test_what_is_shown_is_downloaded(open_page: Open) -> None:
    from openpyxl import load_workbook

    page = open_page("/?fane=portefolje")
    page.wait_for_selector(".portfolio")
    choose(page, "Risiko", "rød")
    page.wait_for_function("document.querySelector('.downloads a').href.includes('risiko=')")
    rows = page.locator(".portfolio tbody tr").count()
    with page.expect_download() as waiting:
        page.click(".downloads a:text-is('XLSX')")
    sheet = load_workbook(io.BytesIO(waiting.value.path().read_bytes())).active
    assert sheet.max_row == rows + 1
    with page.expect_download() as waiting:
        page.click(".downloads a:text-is('CSV')")
    assert waiting.value.suggested_filename == "portefolje.csv"


def test_nothing_is_wider_than_a_narrow_phone(open_page: Open) -> None:
    page = open_page("/?fane=saker", viewport=PHONE)
    width = "document.documentElement.scrollWidth"
    page.wait_for_selector(".register")
    assert page.evaluate(width) <= 360
    page.click(".register a[data-case='Samhandlingsrådet/2023/4']")
    page.wait_for_selector(".case-page .difference")
    assert page.evaluate(width) <= 360
    page.click("#fane-portefolje-button")
    page.wait_for_selector(".portfolio")
    assert page.evaluate(width) <= 360
    for view in ("heat", "budget"):
        page.check(f"#visning-{view}")
        assert page.evaluate(width) <= 360
