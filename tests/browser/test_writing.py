"""Spør with a language model on this machine: the quoted answer at once, the model's words when they are there."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.endpoint import endpoint, says

if TYPE_CHECKING:
    from playwright.sync_api import Page

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("writing")]

Open = Callable[..., "Page"]

QUESTION = "Hva koster en ny tåkelur på Hvalvik?"
PHRASED = "En ny tåkelur på Hvalvik koster 840 000 kroner [1]."


@pytest.fixture(scope="module")
def held() -> threading.Event:
    """Set once the model may answer."""
    return threading.Event()


@pytest.fixture(scope="module")
def app(
    index_folder: Path, held: threading.Event, serving: Callable[..., AbstractContextManager[str]]
) -> Iterator[str]:
    with (
        endpoint(says(PHRASED, held)) as (at, _),
        serving(index_folder, "--writer", at, "--writer-model", "fyr") as address,
    ):
        yield address


def test_the_quoted_answer_does_not_wait_for_the_model_and_gives_way_to_it(
    open_page: Open, held: threading.Event
) -> None:
    held.clear()
    page = open_page(f"/?q={QUESTION}")
    page.wait_for_selector(".turn .reply")
    assert "840 000" in page.inner_text(".answer")
    assert page.is_visible(".turn .waiting:has-text('Språkmodellen')")
    # Another question meanwhile: what is written for the first is put where it belongs.
    page.fill("#sporsmal textarea", "Hva heter losbåten?")
    page.keyboard.press("Enter")
    page.wait_for_selector(".turn:nth-child(2) .reply")
    held.set()
    page.wait_for_function(
        "document.querySelectorAll('.turn').length === 2 && !document.querySelector('.waiting')"
    )
    assert "840 000" in page.inner_text(".turn:nth-child(1) .answer")
    assert page.inner_text(".turn:nth-child(1) .answer").startswith("En ny tåkelur på Hvalvik koster")
    assert "språkmodellen" in page.inner_text(".turn:nth-child(1) .reply")


def test_what_does_not_come_any_more_is_not_waited_for(open_page: Open, held: threading.Event) -> None:
    held.clear()
    page = open_page(f"/?q={QUESTION}")
    page.wait_for_selector(".turn .waiting")
    page.reload()
    page.wait_for_selector(".turn .reply")
    assert page.locator(".waiting").count() == 0
    held.set()


def test_a_models_words_are_shown_with_a_note_and_kept(open_page: Open, held: threading.Event) -> None:
    held.set()
    page = open_page(f"/?q={QUESTION}")
    page.wait_for_selector(".reply .hint[role=note]", timeout=30_000)
    assert page.inner_text(".answer").startswith("En ny tåkelur på Hvalvik koster 840 000 kroner")
    page.reload()
    page.wait_for_selector(".reply .hint[role=note]")
