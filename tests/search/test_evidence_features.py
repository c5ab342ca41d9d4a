"""What is measured of a sentence, held against the plain way of measuring it."""

from __future__ import annotations

import math
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.dates import find_dates
from search.evidence.features import letters, looks_like_heading
from search.evidence.signs import SIGNS, called_for
from search.facts import holds
from search.understand import Wanted, understand

WORDS = st.text("abcæø 12.-:?", max_size=40)


def runs(text: str) -> set[str]:
    words = (f" {word} " for word in re.findall(r"\w{3,}", text.lower()))
    return {word[i : i + 4] for word in words for i in range(len(word) - 3)}


@given(WORDS, st.lists(WORDS, min_size=1, max_size=6))
def test_runs_of_letters_are_those_within_words(question: str, texts: list[str]) -> None:
    held = [runs(text) for text in texts]
    weights = {
        run: math.log(1 + len(texts) / (1 + sum(run in one for one in held))) for run in runs(question)
    }
    total = sum(weights.values()) or 1.0
    expected = [sum(weights[run] for run in one & weights.keys()) / total for one in held]
    assert letters(question, texts) == pytest.approx(expected)


def test_a_name_is_found_in_another_form() -> None:
    near, far = letters("Havneråd", ["Havnerådets møte", "Fjelltoppen"])
    assert near > 0.7 and far == 0.0


@pytest.mark.parametrize(
    ("text", "heading"),
    [
        ("Ny kai og mudring", True),
        ("Sak 15/20 Ny kai", True),
        ("Kaien ble bygget.", False),
        ("Skal kaien bygges? ", False),
        ("Leder: Kari Berg", False),
        ("", False),
        ("   ", False),
        ("Ord " * 30, False),
    ],
)
def test_a_short_line_without_a_full_stop_looks_like_a_heading(text: str, heading: bool) -> None:
    assert looks_like_heading(text) is heading


@given(st.text("ab.,/ –-", max_size=20).map(lambda text: f"{text} mai januar {text}"))
def test_without_a_digit_there_is_no_date_and_no_amount(text: str) -> None:
    assert find_dates(text) == []
    assert holds(Wanted.DATE, text, "Når?") == 0.0 == holds(Wanted.AMOUNT, text, "Hvor mye?")


@pytest.mark.parametrize(
    ("wanted", "text", "question", "value"),
    [
        (Wanted.DATE, "Møtet er 3. mai 2021.", "Når er møtet?", 1.0),
        (Wanted.DATE, "Møtet er i uke 20.", "Når er møtet?", 0.5),
        (Wanted.DATE, "Sak 15/20 om kaien", "Når er kaien ferdig?", 0.0),
        (Wanted.NUMBER, "Det er 14 plasser.", "Hvor mange?", 1.0),
        (Wanted.NUMBER, "Det er fjorten plasser.", "Hvor mange?", 1.0),
        (Wanted.NUMBER, "Det er 14 plasser.", "Er det 14 plasser, eller hvor mange?", 0.0),
        (Wanted.NUMBER, "Det er plasser.", "Hvor mange?", 0.0),
        (Wanted.AMOUNT, "Det kostet 4 millioner kroner.", "Hva kostet det?", 1.0),
        (Wanted.AMOUNT, "Det er 4 plasser.", "Hva kostet det?", 0.5),
        (Wanted.AMOUNT, "Det kostet mye.", "Hva kostet det?", 0.0),
    ],
)
def test_numbers_that_are_asked_for(wanted: Wanted, text: str, question: str, value: float) -> None:
    assert holds(wanted, text, question) == value


@pytest.mark.parametrize(
    ("text", "share"),
    [
        ("Kaien ble bygget i havna.", 1.0),
        ("BLE KAIEN MALT?", 2 / 3),
        ("Kaiens tilstand ble målt", 1 / 3),
        ("Kaienhavna", 0.0),
        ("Møtet er i mai.", 0.0),
        ("", 0.0),
    ],
)
def test_the_share_of_the_questions_words_as_they_are_written(text: str, share: float) -> None:
    signs = called_for(understand("Ble kaien bygget?"))
    assert signs.of(text)[SIGNS.index("exact words")] == pytest.approx(share)
