"""Debian's Chromium, and a page that fails the test on any foreign request or error in the console."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from index.sync import SyncOptions, synchronise
from index.writer import Writer

if TYPE_CHECKING:
    from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page

CHROMIUM = shutil.which("chromium")
_SWITCHES = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
]

USUAL: dict[str, Any] = {"locale": "nb-NO", "viewport": {"width": 1280, "height": 800}}

TEXTS = {
    "losbat.txt": (
        "Referat fra møte i Losrådet\nMøte 3/2023\nDato 20. april 2023\n\n"
        "Sak 7/23 Ny losbåt\n\nLosbåten heter <b>Terna</b> & <img src=x onerror=\"document.title='hacket'\">. "
        "Losbåten skal ligge ved kai i Hvalvik fra juni.\n\nVedtak:\nLosrådet kjøper losbåten.\n"
    ),
    "isplan.txt": "Isplan for fjorden\n\n" + "Isbryteren går hver morgen når fjorden er frosset til.\n" * 40,
}
PAGES = (
    "Rapport om tåkelur og fyr\nDato 2. mai 2023\n\nTåkeluren på Hvalvik er prøvd i vinter.",
    "Kostnader\n\nEn ny tåkelur på Hvalvik koster 840 000 kroner og settes opp i september.",
)


@pytest.fixture(scope="session")
def archive_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    from fpdf import FPDF

    folder = tmp_path_factory.mktemp("fjorden")
    for name, text in TEXTS.items():
        (folder / name).write_text(text, "utf-8")
    made = FPDF()
    made.set_font("helvetica", size=13)
    for page in PAGES:
        made.add_page()
        made.multi_cell(0, 8, page)
    made.output(str(folder / "rapport.pdf"))
    return folder


@pytest.fixture(scope="session")
def index_folder(archive_folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("nettleser") / "indeks"
    with Writer(folder) as writer:
        synchronise(writer, [archive_folder], SyncOptions(jobs=1))
    return folder


@pytest.fixture(scope="session")
def app(index_folder: Path, serving: Callable[[Path], AbstractContextManager[str]]) -> Iterator[str]:
    """The address of the app over the small archive."""
    with serving(index_folder) as address:
        yield address


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    if CHROMIUM is None:
        pytest.skip("Debian's chromium is not here")
    from playwright.sync_api import sync_playwright

    with sync_playwright() as started:
        opened = started.chromium.launch(executable_path=CHROMIUM, headless=True, args=_SWITCHES)
        yield opened
        opened.close()


@pytest.fixture(scope="session")
def profile(browser: Browser) -> BrowserContext:
    """One fresh profile for all tests that want nothing special: what it has fetched it need not fetch again."""
    return browser.new_context(**USUAL)


@pytest.fixture
def open_page(browser: Browser, profile: BrowserContext, app: str) -> Iterator[Callable[..., Page]]:
    """Open an address of the app; what the browser asked for and said is judged at the end.

    breaking: the test itself makes requests fail, so the console is not judged.
    """
    foreign: list[str] = []
    said: list[str] = []
    pages: list[Page] = []

    def open_(path: str = "/", *, breaking: bool = False, **settings: object) -> Page:
        context = browser.new_context(**(USUAL | settings)) if settings else profile
        page = context.new_page()
        pages.append(page)
        page.set_default_timeout(10_000)
        page.on(
            "request", lambda request: foreign.append(request.url) if not _ours(request.url, app) else None
        )
        page.on("websocket", lambda socket: foreign.append(socket.url))
        if not breaking:
            page.on("console", lambda told: said.append(told.text) if _wrong(told) else None)
        page.on("pageerror", lambda error: said.append(str(error)))
        page.goto(app + path)
        page.wait_for_selector("body.ready")
        return page

    yield open_
    for page in pages:
        page.evaluate("localStorage.clear(); sessionStorage.clear()")
        page.close()
        if page.context is not profile:
            page.context.close()
    profile.clear_cookies()
    assert foreign == [], "a request left the machine"
    assert said == [], "the console has errors"


def _wrong(told: ConsoleMessage) -> bool:
    """An error or a warning, other than the browser's note that a document is not there or was turned away."""
    url = told.location["url"]
    gone = "404" in told.text and "/visning?" in url
    refused = "400" in told.text and "/arkiv/" in url
    return told.type in ("error", "warning") and not gone and not refused


def _ours(url: str, app: str) -> bool:
    return url.startswith((f"{app}/", "data:", "blob:"))
