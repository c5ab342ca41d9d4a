"""False quotes do not get past the proof."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.archive import Archive
from search.types import Answer, Citation
from search.verify import gate, quote_stands
from tests.conftest import opened_archive

TEXT = "Rådet bruker 42 millioner kroner på anlegget. Det ble ikke vedtatt å selge tomten.\fSide to sier noe annet.\f"


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Archive]:
    with opened_archive(tmp_path_factory.mktemp("prov"), {"a.txt": TEXT}) as opened:
        yield opened


def cite(start: int, end: int, quote: str | None = None, page: int | None = None) -> Citation:
    page = page or (1 if start <= TEXT.index("\f") else 2)
    return Citation(1, "a.txt", "t", page, start, end, TEXT[start:end] if quote is None else quote)


@given(st.data())
def test_every_slice_stands_and_every_changed_slice_falls(archive: Archive, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(TEXT) - 2))
    end = data.draw(st.integers(start + 1, len(TEXT)))
    true = cite(start, end)
    assert quote_stands(archive, true)
    at = data.draw(st.integers(0, end - start - 1))
    other = data.draw(st.characters(codec="utf-8").filter(lambda c: c != true.quote[at]))
    assert not quote_stands(archive, replace(true, quote=true.quote[:at] + other + true.quote[at + 1 :]))
    assert not quote_stands(archive, replace(true, quote=true.quote[:at] + true.quote[at + 1 :]))
    assert not quote_stands(archive, replace(true, page=7))
    assert not quote_stands(archive, replace(true, document="b.txt"))


def test_a_dropped_negation_falls(archive: Archive) -> None:
    start = TEXT.index("Det ble")
    quote = "Det ble vedtatt å selge tomten."
    assert not quote_stands(archive, cite(start, start + len(quote), quote))


def test_two_places_joined_fall(archive: Archive) -> None:
    quote = "Rådet bruker 42 millioner kroner. Side to sier noe annet."
    assert not quote_stands(archive, cite(0, len(quote), quote))


def answer(text: str) -> Answer:
    return Answer("?", "nb", True, "passage", text, (cite(0, TEXT.index("\f")),))


def test_what_is_not_proven_is_left_out(archive: Archive) -> None:
    text = "Rådet bruker 42 millioner kroner på anlegget. [1] Det ble vedtatt å selge tomten. [1]"
    kept = gate(archive, answer(text))
    assert kept and kept.text == "Rådet bruker 42 millioner kroner på anlegget. [1]"


@pytest.mark.parametrize(
    "text",
    [
        "Rådet bruker 43 millioner kroner på anlegget. [1]",
        "Det ble vedtatt å selge tomten. [1]",
        "vedtatt å selge tomten. [1]",
        "Det ble «vedtatt å selge tomten.» [1]",
        "«Rådet bruker 42 millioner kroner. Det ble ikke vedtatt å selge tomten.» [1]",
        "Rådet bruker 42 millioner kroner på anlegget. [2]",
        "Rådet bruker 42 millioner kroner på anlegget.",
    ],
)
def test_an_answer_that_nothing_is_left_of_is_none(archive: Archive, text: str) -> None:
    assert gate(archive, answer(text)) is None


def test_a_false_quote_takes_the_whole_answer_with_it(archive: Archive) -> None:
    true = answer("Rådet bruker 42 millioner kroner på anlegget. [1]")
    assert gate(archive, true) == true
    assert gate(archive, replace(true, citations=(replace(true.citations[0], page=2),))) is None


def test_an_ellipsis_shows_what_is_left_out(archive: Archive) -> None:
    assert gate(archive, answer("«Rådet bruker 42 millioner kroner … ikke vedtatt å selge tomten.» [1]"))
    assert gate(archive, answer("«ikke vedtatt å selge tomten … Rådet bruker» [1]")) is None
