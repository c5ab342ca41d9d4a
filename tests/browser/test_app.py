"""The app as people use it, in a real browser: ask, follow a citation, search, open a document."""

from __future__ import annotations

import socket
from collections.abc import Callable
from contextlib import AbstractContextManager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.browser

Open = Callable[..., "Page"]

QUESTION = "Hva koster en ny tåkelur på Hvalvik?"


def ask(page: Page, question: str) -> None:
    page.fill("#sporsmal textarea", question)
    page.keyboard.press("Enter")
    page.wait_for_selector(f".turn:has(h2:text-is('{question}')) .reply")


def tab(page: Page, name: str) -> None:
    page.click(f"#faner [role=tab]:text-is('{name}')")


def in_view(page: Page, selector: str) -> bool:
    """Whether the first such element lies wholly within the viewer's page."""
    found: Any = page.evaluate(
        """selector => {
            const box = document.querySelector(selector).getBoundingClientRect();
            const frame = document.querySelector('.view-scroll').getBoundingClientRect();
            return box.width > 0 && box.height > 0 && box.top >= frame.top && box.bottom <= frame.bottom
        }""",
        selector,
    )
    return bool(found)


def test_a_question_is_answered_and_its_quote_is_marked_on_the_page(open_page: Open) -> None:
    page = open_page()
    ask(page, QUESTION)
    page.click(".answer .cite >> nth=0")
    page.wait_for_selector(".viewer .line-mark")
    page.wait_for_function("document.querySelector('.sheet img').naturalWidth > 0")
    assert page.inner_text(".viewer .pages span >> nth=0").strip() or page.is_visible(".viewer .pages")
    assert "Side 2 av 2" in page.inner_text(".viewer .pages")
    assert in_view(page, ".line-mark")
    # The mark lies on ink: the picture under it is not white.
    assert dark_share(page) > 0.02
    page.click(".viewer .modes a:text-is('Tekst')")
    page.wait_for_selector(".viewer mark")
    assert "840 000 kroner" in page.inner_text(".viewer mark")


def dark_share(page: Page) -> float:
    """The share of dark pixels in the page's picture under the first mark."""
    share: float = page.evaluate(
        """() => {
            const image = document.querySelector('.sheet img'), mark = document.querySelector('.line-mark');
            const whole = image.getBoundingClientRect(), part = mark.getBoundingClientRect();
            const scale = image.naturalWidth / whole.width;
            const canvas = document.createElement('canvas');
            canvas.width = Math.round(part.width * scale); canvas.height = Math.round(part.height * scale);
            const pen = canvas.getContext('2d');
            pen.drawImage(image, (whole.left - part.left) * scale, (whole.top - part.top) * scale);
            const data = pen.getImageData(0, 0, canvas.width, canvas.height).data;
            let dark = 0;
            for (let i = 0; i < data.length; i += 4) dark += data[i] < 128;
            return dark / (data.length / 4);
        }"""
    )
    return share


def test_one_goes_from_source_to_source_and_back_to_the_answer_by_keyboard(open_page: Open) -> None:
    page = open_page("/?sok=Hvalvik")
    page.wait_for_selector(".hit")
    assert page.locator(".hit").count() >= 2
    page.focus(".hit >> nth=0 >> a >> nth=0")
    page.keyboard.press("Enter")
    page.wait_for_selector(".viewer .view")
    first = page.inner_text(".viewer .facts")
    assert page.inner_text(".viewer .place").startswith("1 av ")
    page.keyboard.press("ArrowRight")
    page.wait_for_function("document.querySelector('.viewer .place').textContent.startsWith('2 av ')")
    assert page.inner_text(".viewer .facts") != first
    page.keyboard.press("Escape")
    assert page.is_hidden(".viewer")
    assert page.evaluate("document.activeElement.closest('.hit') !== null"), "focus is back where one was"


def test_text_documents_open_at_the_quote_and_their_markup_is_only_text(open_page: Open) -> None:
    page = open_page()
    ask(page, "Hva heter losbåten?")
    page.click(".sources a >> nth=0")
    page.wait_for_selector(".viewer mark")
    assert in_view(page, ".viewer mark")
    shown = page.inner_text(".viewer .page-text")
    assert "<b>Terna</b> & <img src=x onerror=" in shown
    assert page.locator(".viewer b, .viewer .page-text img, .reply img").count() == 0
    assert page.title() == "Saksøk"


def test_nothing_found_says_so(open_page: Open) -> None:
    page = open_page()
    ask(page, "Hvem skrev romanen om kvantefysikk i Bolivia?")
    assert page.is_visible(".badge:text('Ikke funnet i arkivet')")
    assert "Jeg har søkt i 3 dokumenter" in page.inner_text(".reply")
    assert page.locator(".cite").count() == 0


def test_search_finds_while_one_types_and_marks_the_words(open_page: Open) -> None:
    page = open_page()
    tab(page, "Søk")
    page.locator("#sokefelt input, #sokefelt textarea").press_sequentially("isbrytere", delay=15)
    page.wait_for_selector(".hit mark:text-matches('isbryter', 'i')")
    page.click(".hit a >> nth=0")
    page.wait_for_selector(".viewer mark:text-matches('isbryter', 'i')")


def test_filters_narrow_a_search_down_and_a_wrong_one_is_a_sentence(open_page: Open) -> None:
    page = open_page("/?sok=Hvalvik")
    page.wait_for_selector(".hit")
    since = page.get_by_label("Fra og med")
    since.fill("2023-05")
    since.press("Enter")
    page.wait_for_function("!document.querySelector('#treff').innerText.includes('losbat.txt')")
    assert "rapport.pdf" in page.inner_text("#treff")
    since.fill("i fjor")
    since.press("Enter")
    page.wait_for_selector("#treff .note.error")
    assert "er ikke en dato" in page.inner_text("#treff")


def test_the_archive_lists_documents_and_opens_them(open_page: Open) -> None:
    page = open_page()
    tab(page, "Arkiv")
    page.wait_for_selector(".documents")
    assert page.locator(".documents tbody tr").count() == 3
    page.fill("#dokumentfelt input, #dokumentfelt textarea", "isplan")
    page.wait_for_function("document.querySelectorAll('.documents tbody tr').length === 1")
    page.click(".documents a")
    page.wait_for_selector(".viewer .page-text")
    assert "Isbryteren" in page.inner_text(".viewer")
    assert "dok=isplan.txt" in page.url, "the address can be shared"


def test_addresses_lead_straight_to_a_question_a_search_and_a_page(open_page: Open) -> None:
    page = open_page(f"/?q={QUESTION}")
    page.wait_for_selector(".reply")
    assert "840 000" in page.inner_text(".answer")
    page = open_page("/?dok=rapport.pdf&side=2")
    page.wait_for_selector(".viewer .sheet")
    assert "Side 2 av 2" in page.inner_text(".viewer .pages")
    page = open_page("/?fane=arkiv")
    page.wait_for_selector(".documents >> visible=true")


def test_a_document_that_is_gone_is_one_sentence(open_page: Open) -> None:
    page = open_page("/?dok=finnes-ikke.pdf")
    page.wait_for_selector(".viewer .note.error")
    assert "ikke lenger i arkivet" in page.inner_text(".viewer .note")


def test_one_step_back_closes_the_document_and_the_address_follows(open_page: Open) -> None:
    page = open_page("/?sok=Hvalvik")
    page.click(".hit a >> nth=0")
    page.wait_for_selector(".viewer .view")
    assert "sok=Hvalvik" in page.url and "dok=" in page.url
    page.go_back()
    page.wait_for_function("document.querySelector('.viewer').hidden")
    assert "sok=Hvalvik" in page.url and "dok=" not in page.url


def test_another_tab_closes_the_source_and_the_address_follows(open_page: Open) -> None:
    page = open_page("/?sok=Hvalvik")
    page.click(".hit a >> nth=0")
    page.wait_for_selector(".viewer .view")
    tab(page, "Saker")
    page.wait_for_selector(".viewer", state="hidden")
    assert "fane=saker" in page.url and "dok=" not in page.url
    assert page.evaluate("!document.body.classList.contains('viewing')")


def test_on_a_phone_the_page_fits_and_the_way_back_is_told(open_page: Open) -> None:
    page = open_page(viewport={"width": 360, "height": 740})
    ask(page, QUESTION)
    page.click(".answer .cite >> nth=0")
    page.wait_for_selector(".viewer .line-mark")
    left, right = page.evaluate(
        "(() => { const box = document.querySelector('.sheet').getBoundingClientRect();"
        " return [box.left, box.right] })()"
    )
    assert left >= 0 and right <= 360
    assert in_view(page, ".line-mark")
    page.click(".viewer button:text('Tilbake')")
    page.wait_for_selector(".viewer", state="hidden")
    assert "dok=" not in page.url


def test_a_follow_up_is_shown_as_it_was_read_and_can_be_put_right(open_page: Open) -> None:
    page = open_page("/?q=Hva ble vedtatt i sak 7/23?")
    page.wait_for_selector(".reply")
    ask(page, "Og 8/23?")
    read = page.locator(".turn:nth-child(2) [data-fill]")
    assert "Hva ble vedtatt i sak 8/23?" in page.inner_text(".turn:nth-child(2)")
    read.click()
    box = page.locator("#sporsmal textarea")
    assert box.input_value() == "Hva ble vedtatt i sak 8/23?"
    assert box.evaluate("box => box === document.activeElement")
    page.keyboard.press("End")
    for _ in range(len("8/23?")):
        page.keyboard.press("Backspace")
    page.keyboard.type("7/23 i Losrådet?")
    page.keyboard.press("Enter")
    page.wait_for_selector(".turn:nth-child(3) .reply")
    assert "kjøper losbåten" in page.inner_text(".turn:nth-child(3) .answer")


def test_a_facet_is_chosen_with_one_click(open_page: Open) -> None:
    page = open_page("/?sok=Hvalvik")
    page.click(".facet[data-facet=kind] >> nth=0")
    page.wait_for_selector(".facet[aria-pressed=true]")
    assert "type=" in page.url


def test_more_like_a_hit_leads_to_other_papers_and_back(open_page: Open) -> None:
    page = open_page("/?sok=Hvalvik")
    page.wait_for_selector(".hit")
    shown = page.locator(".hit").count()
    page.click(".hit[data-document='rapport.pdf'] .more-like >> nth=0")
    page.wait_for_selector(".like")
    assert page.locator(".hit[data-document='rapport.pdf']").count() == 0
    assert "lik=" in page.url, "the address can be shared"
    page.click(".like [data-like='']")
    page.wait_for_selector(".like", state="detached")
    assert page.locator(".hit").count() == shown and "lik=" not in page.url
    page.click(".more-like >> nth=0")
    page.wait_for_selector(".like")
    page.fill("#sokefelt input, #sokefelt textarea", "isbryter")
    page.wait_for_selector(".hit mark:text-matches('isbryter', 'i')")
    assert page.locator(".like").count() == 0, "other words are another search"


def test_a_saved_search_tells_what_is_new_in_it(open_page: Open) -> None:
    page = open_page("/?sok=Hvalvik")
    page.once("dialog", lambda asked: asked.accept("Fyret"))
    page.click("[data-save]")
    page.wait_for_selector(".saved a:text-is('Fyret')")
    # As if one of the documents had not been there then.
    page.evaluate(
        "localStorage.setItem('saksok-sok', JSON.stringify(JSON.parse(localStorage['saksok-sok'])"
        ".map(one => ({...one, seen: one.seen.filter(name => name !== 'rapport.pdf')}))))"
    )
    page.click(".saved a")
    page.wait_for_selector(".hit[data-document='rapport.pdf'] .new")
    assert page.locator(".hit[data-document='losbat.txt'] .new").count() == 0
    page.reload()
    page.wait_for_selector(".hit")
    assert page.locator(".hit .new").count() == 0, "seen once, it is new no more"
    page.click("button[data-forget]")
    page.wait_for_selector(".saved", state="hidden")


def test_the_conversation_is_kept_in_the_browser(open_page: Open) -> None:
    page = open_page()
    ask(page, QUESTION)
    page.reload()
    page.wait_for_selector(".reply")
    assert page.inner_text(".asked") == QUESTION
    page.click("#ny-samtale")
    page.wait_for_selector(".welcome")
    page.reload()
    page.wait_for_selector("body.ready .welcome")
    assert page.locator(".turn").count() == 0


def test_a_server_that_does_not_answer_is_told_of_until_it_does(open_page: Open) -> None:
    page = open_page(breaking=True)
    page.route("**/gradio_api/run/**", lambda route: route.abort())
    page.fill("#sporsmal textarea", QUESTION)
    page.keyboard.press("Enter")
    page.wait_for_selector("#avbrudd")
    assert page.locator(".turn").count() == 0
    page.unroute("**/gradio_api/run/**")
    page.wait_for_selector("#avbrudd", state="hidden")
    page.wait_for_function(f"document.querySelector('#sporsmal textarea')?.value === '{QUESTION}'")
    page.click("#spor-knapp")
    page.wait_for_selector(".reply")


def test_the_language_is_switched_and_kept_apart_from_the_archives_own(open_page: Open) -> None:
    page = open_page()
    page.click("a[data-language=nn]")
    page.wait_for_selector("h1:text('Kva vil du vite?')")
    assert page.evaluate("document.documentElement.lang") == "nn"
    page.click("a[data-language=en]")
    page.wait_for_selector("h1:text('What do you want to know?')")


def test_a_megabyte_that_is_pasted_as_a_question_is_answered_like_any_other(open_page: Open) -> None:
    page = open_page()
    page.locator("#sporsmal textarea").evaluate(
        "box => { box.value = 'Hva koster en ny tåkelur på Hvalvik? ' + 'tåke '.repeat(200000);"
        " box.dispatchEvent(new Event('input', {bubbles: true})) }"
    )
    page.click("#spor-knapp")
    page.wait_for_selector(".turn .reply, .turn .note.error", timeout=30_000)
    assert len(page.inner_text(".asked")) <= 2000
    ask(page, QUESTION)
    assert "840 000" in page.inner_text(".turn:nth-child(2) .answer")


def test_a_server_that_is_started_anew_goes_on_with_the_conversation(
    browser: Browser, index_folder: Path, serving: Callable[..., AbstractContextManager[str]]
) -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = str(free.getsockname()[1])
    page = browser.new_context(locale="nb-NO").new_page()  # its console and requests tell of what is down
    with serving(index_folder, "--port", port) as address:
        page.goto(f"{address}/?q={QUESTION}")
        page.wait_for_selector(".reply")
    page.fill("#sporsmal textarea", "Hva heter losbåten?")
    page.keyboard.press("Enter")
    page.wait_for_selector("#avbrudd")
    with serving(index_folder, "--port", port):
        page.wait_for_selector("#avbrudd", state="hidden", timeout=30_000)
        page.wait_for_function(
            "document.querySelector('#sporsmal textarea')?.value === 'Hva heter losbåten?'"
        )
        assert page.inner_text(".asked") == QUESTION, "what was answered is still there"
        page.click("#spor-knapp")
        page.wait_for_selector(".turn:nth-child(2) .reply")
        page.context.close()


def test_light_and_dark_are_switched_and_remembered(open_page: Open) -> None:
    page = open_page(color_scheme="dark")
    paper = "getComputedStyle(document.body).backgroundColor"
    dark = page.evaluate(paper)
    page.click("[data-theme-switch]")
    assert page.evaluate(paper) != dark
    light = page.evaluate(paper)
    page.reload()
    page.wait_for_selector("body.ready")
    assert page.evaluate(paper) == light


@pytest.mark.parametrize(
    "path", ["/", "/?fane=arkiv", "/?sok=Hvalvik", f"/?q={QUESTION}", "/?dok=rapport.pdf&side=2"]
)
def test_nothing_is_wider_than_a_narrow_phone(open_page: Open, path: str) -> None:
    page = open_page(path, viewport={"width": 360, "height": 740})
    page.wait_for_timeout(400)
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
