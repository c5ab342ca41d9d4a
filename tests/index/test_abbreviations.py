"""Abbreviations are learned where a text explains them, and from nothing else that stands in parentheses."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from index.abbreviations import Abbreviations, explained
from index.language import Analyser
from index.store import Store
from index.sync import SyncOptions, synchronise
from index.writer import Writer
from tests.conftest import write_papers


@pytest.fixture(scope="module")
def analyser() -> Analyser:
    return Analyser.open()


def pairs(text: str, analyser: Analyser) -> list[tuple[str, str]]:
    return [pair for _, pair in explained(text, analyser)]


@pytest.mark.parametrize(
    ("text", "short", "long"),
    [
        ("Det sier Statens institutt for folkelesing (SIFL) i dag.", "SIFL", "Statens institutt for folkelesing"),
        ("SIFL (Statens institutt for folkelesing) svarte.", "SIFL", "Statens institutt for folkelesing"),
        ("SIFL: Statens institutt for folkelesing\n", "SIFL", "Statens institutt for folkelesing"),
        ("– SIFL – Statens institutt for folkelesing\n", "SIFL", "Statens institutt for folkelesing"),
        ("Brev fra Folkelesingsdirektoratet (heretter kalt FLD).", "FLD", "Folkelesingsdirektoratet"),
        ("Brev frå Fiskehelsedirektoratet (Fisdir).", "Fisdir", "Fiskehelsedirektoratet"),
        ("Havne- og omsorgsdepartementet (HOD)", "HOD", "Havne- og omsorgsdepartementet"),
        ("til Universitetet i Vik (UiV)", "UiV", "Universitetet i Vik"),
        ("the National Institute of Reading (NIR)", "NIR", "National Institute of Reading"),
        ("en elektronisk\npasientjournal (EPJ)", "EPJ", "elektronisk pasientjournal"),
        ("Norsk lesenett SF (NLN)", "NLN", "Norsk lesenett SF"),
    ],
)  # fmt: skip
def test_what_is_explained_is_learned(text: str, short: str, long: str, analyser: Analyser) -> None:
    assert pairs(text, analyser) == [(short, long)]


@pytest.mark.parametrize(
    "text",
    [
        "Kari Berg (KB) la frem saken.",
        "Møtet ble holdt på Statens hus (2021).",
        "Rådet vedtok det (ja).",
        "Loven sier det samme (kap. 3).",
        "Kari Berg (FHI) og Ola Moe (KS) møtte.",
        "Norsk institutt for lesing (NIFU) svarte.",  # a letter too many
        "Statens nye institutt for folkelesing (SIFL) svarte.",  # a word without a letter
        "Havnerådet. Det ble vedtatt (HR).",
        "Bergen (Ber) er en by.",
        "Statens institutt, som er lite, (SI) svarte.",
        "Spørsmål om drift (Se)",
        "",
    ],
)
def test_other_parentheses_teach_nothing(text: str, analyser: Analyser) -> None:
    assert pairs(text, analyser) == []


def told(short: str, long: str, documents: int) -> tuple[str, str, int]:
    return short, json.dumps({"long": long}), documents


def test_an_abbreviation_of_two_names_means_the_one_that_is_explained_much_more_often(
    analyser: Analyser,
) -> None:
    rivals = [told("SB", "Statens bokverk", 2), told("SB", "Sentralt beredskapsråd", 1)]
    assert Abbreviations.of(rivals, analyser).long_of.keys() == {"sb"}
    rivals[0] = told("SB", "Statens bokverk", 1)
    assert not Abbreviations.of(rivals, analyser).long_of


def test_variants_of_one_name_are_one(analyser: Analyser) -> None:
    variants = [
        told("NLN", "Norsk lesenett", 1),
        told("NLN", "Norsk lesenett SF", 1),
        told("NLN", "Norsk lesenet", 1),
    ]
    known = Abbreviations.of(variants, analyser)
    assert len(known.long_of) == 1 and len(known.shorts_of) == 2


def test_a_word_that_any_lexicon_has_is_an_abbreviation_in_capitals_alone(analyser: Analyser) -> None:
    known = Abbreviations.of([told("BRO", "Beredskap for rom og orden", 1)], analyser)

    def more(question: str) -> set[str]:
        terms = known.expand(analyser, question, analyser.query_terms(question))
        return {term.term for term in terms if term.source == "long"}

    assert more("Hva gjør BRO?") == {"beredskap", "rom", "ord"}
    assert more("Hvor er en bro?") == set()


def kept(index: Path) -> list[str]:
    store = Store(index / "archive.db")
    try:
        return [key for key, _, _ in store.record_counts("short")]
    finally:
        store.close()


def run(index: Path, folder: Path) -> None:
    with Writer(index) as writer:
        synchronise(writer, [folder], SyncOptions())


def test_it_is_kept_while_a_document_explains_it(tmp_path: Path) -> None:
    text = "Brev\n\nStatens institutt for folkelesing (SIFL) svarte.\n"
    papers = write_papers(
        tmp_path / "papers", {"a.txt": text, "b.txt": text + "Igjen.\n", "c.txt": "Notat\n\nSIFL.\n"}
    )
    run(tmp_path / "index", papers)
    assert kept(tmp_path / "index") == ["SIFL"]
    (papers / "a.txt").unlink()
    run(tmp_path / "index", papers)
    assert kept(tmp_path / "index") == ["SIFL"]
    (papers / "b.txt").unlink()
    run(tmp_path / "index", papers)
    assert kept(tmp_path / "index") == []


def test_an_index_from_before_they_were_kept_learns_them_when_it_is_opened(tmp_path: Path) -> None:
    papers = write_papers(
        tmp_path / "papers", {"a.txt": "Statens institutt for folkelesing (SIFL) svarte.\n"}
    )
    run(tmp_path / "index", papers)
    store = Store(tmp_path / "index" / "archive.db")
    with store.transaction():
        store.connection.execute("DELETE FROM records WHERE type = 'short'")
        store.put("format", "5")
    store.close()
    assert kept(tmp_path / "index") == ["SIFL"]
