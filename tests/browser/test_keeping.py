"""Arkiv as people use it who never saw a command line: documents in, progress, out, and in again."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from playwright.sync_api import Page

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("keeping")]

Open = Callable[..., "Page"]

PAPER = (
    "Referat fra møte i Brannrådet\nMøte 2/2023\nDato 4. mai 2023\n\nSak 5/23 Ny slangebil\n\n"
    "Slangebilen koster 640 000 kroner.\n\nVedtak:\nBrannrådet kjøper slangebilen.\n"
)


@pytest.fixture(scope="module")
def app(
    tmp_path_factory: pytest.TempPathFactory, serving: Callable[[Path], AbstractContextManager[str]]
) -> Iterator[str]:
    """The address of the app with no archive at all."""
    with serving(tmp_path_factory.mktemp("tomt") / "indeks") as address:
        yield address


def give(page: Page, *files: tuple[str, bytes]) -> None:
    """Choose files as a person does."""
    chosen = [
        {"name": name, "mimeType": "application/octet-stream", "buffer": content} for name, content in files
    ]
    page.set_input_files("[data-upload]", chosen)  # type: ignore[arg-type]


def test_from_nothing_to_an_answer_and_out_and_in_again(open_page: Open) -> None:
    page = open_page()
    page.click(".empty-state a")
    page.wait_for_selector(".drop")
    give(
        page,
        ("../../<img src=x onerror=alert(1)> referat.txt", PAPER.encode()),
        ("regnskap.exe", b"MZ"),
        ("tom.txt", b""),
    )
    page.wait_for_function("document.querySelectorAll('#inntak .notes .note').length === 2")
    told = page.inner_text("#inntak .notes")
    assert "«regnskap.exe» er ikke lagt til" in told and "«tom.txt» er ikke lagt til: filen er tom" in told
    page.wait_for_selector("#dokumenter .state.ok", timeout=60_000)
    assert page.locator("#dokumenter img").count() == 0
    page.wait_for_selector("#inntak .work.done", timeout=60_000)
    assert "Ett nytt dokument" in page.inner_text("#inntak .work")

    page.click("#dokumenter [data-do=remove]")
    page.wait_for_selector("#inntak [data-do=restore]")
    page.wait_for_function("document.querySelectorAll('#dokumenter tbody tr').length === 0")
    page.keyboard.press("Enter")  # the focus is on the way to undo it
    page.wait_for_selector("#dokumenter .state.ok", timeout=60_000)

    page = open_page("/?q=Hva koster slangebilen?")
    page.wait_for_selector(".reply")
    assert "640 000" in page.inner_text(".answer")


def test_a_folder_is_chosen_by_walking_to_it(open_page: Open, tmp_path: Path) -> None:
    (tmp_path / "møter" / "2023").mkdir(parents=True)
    (tmp_path / "møter" / "2023" / "notat.md").write_text(
        "# Notat om stigebilen\n\nStigebilen er rød.\n", "utf-8"
    )
    page = open_page("/?fane=arkiv")
    page.click("[data-folders]")
    page.fill("dialog [name=sti]", str(tmp_path / "finnes ikke"))
    page.keyboard.press("Enter")
    page.wait_for_selector("dialog .note.error")
    page.fill("dialog [name=sti]", str(tmp_path))
    page.keyboard.press("Enter")
    page.click("dialog [data-folder]:text-is('møter')")
    page.wait_for_function("document.querySelector('dialog [name=sti]').value.endsWith('møter')")
    page.click("dialog [data-do=follow]")
    page.wait_for_selector("#dokumenter :text('2023/notat.md')", timeout=60_000)
    assert page.is_hidden("dialog")
    page.click(".settings summary")
    assert str(tmp_path / "møter") in page.inner_text(".settings")
    assert "følges" in page.inner_text(".settings .lines")
