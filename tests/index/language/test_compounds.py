"""Compounds and the words they are made of, against a list of some 670 that was written by hand."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.language import Analyser
from index.language.compounds import divide, leaves
from index.language.lemma import keys
from index.language.lexicon import Lexicon

GOLD = Path(__file__).with_name("compounds.tsv")


def gold() -> Iterator[tuple[str, list[str]]]:
    for line in GOLD.read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            word, parts = line.split("\t")
            yield word, parts.split("+")


def key(word: str, lexicon: Lexicon) -> str:
    return keys(word, lexicon).term


def scored(lexicon: Lexicon) -> tuple[int, float, float, float]:
    """How many words, the precision and recall of their parts, and the share that is wholly right."""
    right = found = wanted = exact = total = 0
    for word, parts in gold():
        known = {key(part, lexicon) for part in parts} if len(parts) > 1 else {key(word, lexicon)}
        pieces = leaves(word, lexicon)
        given_ = {key(piece, lexicon) for piece in pieces} if len(pieces) > 1 else {key(word, lexicon)}
        right += len(known & given_)
        found += len(given_)
        wanted += len(known)
        exact += known == given_
        total += 1
    return total, right / found, right / wanted, exact / total


def test_precision_and_recall_of_parts(lexicon: Lexicon) -> None:
    total, precision, recall, whole = scored(lexicon)
    print(f"{total} words: precision {precision:.3f}, recall {recall:.3f}, wholly right {whole:.3f}")
    assert total >= 660
    assert precision >= 0.985
    assert recall >= 0.98


@pytest.mark.parametrize(
    ("word", "pieces"),
    [
        ("budsjettforslaget", ["budsjett", "forslaget"]),
        ("legemiddelliste", ["legemiddel", "liste"]),
        ("villaks", ["vill", "laks"]),
        ("skoleplattformens", ["skole", "plattformen"]),
        ("smittevernutstyrsordningen", ["smitte", "vern", "utstyr", "ordningen"]),
        ("brexitavtalen", ["brexit", "avtalen"]),
        ("løsninger", ["løsninger"]),
        ("sykehuset", ["sykehuset"]),
        ("solberg", ["solberg"]),
        ("informasjon", ["informasjon"]),
    ],
)
def test_parts_of_a_word(lexicon: Lexicon, word: str, pieces: list[str]) -> None:
    assert leaves(word, lexicon) == pieces


@pytest.mark.parametrize(
    ("compound", "phrase"),
    [
        ("legemiddelliste", "liste over legemidler"),
        ("kommunestyremøte", "møte i kommunestyret"),
        ("skatteinntekter", "inntekter av skatt"),
        ("pasientopplysninger", "opplysninger om pasienter"),
    ],
)
def test_a_compound_and_its_phrase_find_each_other(analyser: Analyser, compound: str, phrase: str) -> None:
    assert set(analyser.index_terms(compound).parts) <= set(analyser.index_terms(phrase).parts) | {
        analyser.index_terms(compound).stem[0]
    }


@given(st.text("abdefghiklmnoprstuvyæøå", max_size=40))
def test_pieces_stand_in_the_word_in_order(lexicon: Lexicon, word: str) -> None:
    pieces = divide(word, lexicon) or ()
    at = 0
    for piece in pieces:
        at = word.index(piece.form, max(0, at - 1))  # an overlap shares one letter
        at += len(piece.form)
    assert at <= len(word)


def test_long_rubbish_is_left_alone(lexicon: Lexicon) -> None:
    assert divide("kommune" * 20, lexicon) is None
    assert leaves("", lexicon) == [""]
