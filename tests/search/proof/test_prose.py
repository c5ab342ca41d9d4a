"""A sentence in words of its own says no more than its quotes."""

from __future__ import annotations

import pytest

from index.language import Analyser
from search.proof.claims import find_claims
from search.proof.evidence import Evidence
from search.proof.prose import unproven

QUOTES = (
    "Vegard Holm la fram saken. Ingeborg Dahl mente at gulvet på 150 000 kroner rammer de minste kommunene hardt, "
    "og la fram et alternativt forslag om et gulv på 90 000 kroner.",
    "Piloten omfatter to kommuner, 14 fastleger og to sengeposter ved sykehuset. Piloten ble ikke forlenget. "
    "Møtet er 1. mars 2024. Fristen er 5. mai 2024. Anlegget har rød risiko og gul status.",
)


@pytest.fixture(scope="module")
def analyser() -> Analyser:
    return Analyser.open()


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Ingeborg Dahl la fram et alternativt forslag om et gulv på 90 000 kroner.", "nb"),
        ("Dahl mente at gulvet på 150 000 kroner rammer de minste kommunene.", "nb"),
        ("Vegard Holm la fram saken.", "nb"),
        ("Piloten omfatter 14 fastleger.", "nb"),
        ("Piloten omfatter fjorten fastleger.", "nb"),
        ("Piloten vart ikkje forlengd.", "nn"),
        ("The pilot was not extended.", "en"),
        ("Fristen er 5. mai 2024.", "nb"),
        ("The deadline is May 5, 2024.", "en"),
        ("Anlegget har raud risiko.", "nn"),
    ],
)
def test_a_true_sentence_passes(analyser: Analyser, text: str, language: str) -> None:
    assert unproven(text, language, Evidence(QUOTES, analyser)) == []  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Vegard Holm la fram et alternativt forslag.", "nb"),
        ("Vegard Holm mente at gulvet på 150 000 kroner rammer de minste kommunene.", "nb"),
        ("Ingeborg Dahl la fram et alternativt forslag om et gulv på 150 000 kroner.", "nb"),
        ("Ingeborg Holm la fram saken.", "nb"),
        ("Piloten omfatter 14 sengeposter.", "nb"),
        ("Piloten omfatter 15 fastleger.", "nb"),
        ("Piloten omfatter ikke 14 fastleger.", "nb"),
        ("Piloten ble forlenget.", "nb"),
        ("Piloten vart forlengd.", "nn"),
        ("The pilot was extended.", "en"),
        ("Møtet er 5. mai 2024.", "nb"),
        ("The deadline is March 1, 2024.", "en"),
        ("The meeting is on March 1, 2025.", "en"),
        ("Anlegget har gul risiko.", "nb"),
        ("The plant has green risk.", "en"),
    ],
)
def test_a_false_sentence_falls(analyser: Analyser, text: str, language: str) -> None:
    assert unproven(text, language, Evidence(QUOTES, analyser))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("13. mai 2020", "May 13, 2020"),
        ("9,0 millioner", "9 million"),
        ("42 mill.", "42 000 000"),
        ("31 prosent", "31 %"),
        ("rødt", "raud"),
        ("gule", "amber"),
        ("fjorten", "fourteen"),
        ("sak 015/20", "sak 2020/15"),
        ("kl. 9.05", "kl. 09:05"),
    ],
)
def test_what_is_written_in_two_ways_is_one_claim(one: str, other: str) -> None:
    readings = [frozenset().union(*(c.readings for c in find_claims(text))) for text in (one, other)]
    assert readings[0] & readings[1]


def test_a_number_of_an_answer_has_the_reading_of_its_language() -> None:
    assert [c.readings for c in find_claims("1,234", "en")] == [{"1234"}]
    assert [c.readings for c in find_claims("1,234", "nb")] == [{"1.234"}]
    assert [c.readings for c in find_claims("1,234")] == [{"1234", "1.234"}]
