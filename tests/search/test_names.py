"""Names that were recognised while indexing answer who, and which organisation."""

from __future__ import annotations

from pathlib import Path

import pytest

from index.archive import Archive
from index.sync import SyncOptions, synchronise
from index.writer import Writer
from search.ask import ask
from search.facts import Name, holds
from search.understand import Wanted, understand

HARBOUR: Name = ("ORG", "Havnedirektoratets", "Havnedirektoratet")
KARI: Name = ("PERSON", "Kari Lie", "Kari Lie")
KAI: Name = ("PROJECT", "Felles kai", "Felles kai")


@pytest.mark.parametrize(
    ("question", "wanted"),
    [
        ("Hvilken kommune eier kaien?", Wanted.ORGANISATION),
        ("Hvilket foretak har ansvaret?", Wanted.ORGANISATION),
        ("Kva for ein kommune eig kaia?", Wanted.ORGANISATION),
        ("Kva verksemd har ansvaret?", Wanted.ORGANISATION),
        ("Which municipality owns the quay?", Wanted.ORGANISATION),
        ("Hvilken dag er møtet?", Wanted.TEXT),
        ("Hvilken by ligger den i?", Wanted.PLACE),
    ],
)
def test_questions_for_organisations(question: str, wanted: Wanted) -> None:
    assert understand(question).wanted is wanted


@pytest.mark.parametrize(
    ("wanted", "names", "held"),
    [
        (Wanted.PERSON, [KARI], 1.0),
        (Wanted.PERSON, [HARBOUR], 1.0),
        (Wanted.PERSON, [KAI], 0.0),
        (Wanted.ORGANISATION, [HARBOUR], 1.0),
        (Wanted.ORGANISATION, [KARI], 0.0),
        (Wanted.NUMBER, [KARI], 0.0),
    ],
)
def test_whose_name_answers(wanted: Wanted, names: list[Name], held: float) -> None:
    assert holds(wanted, "… svarte.", "Spørsmål?", names) == held


def test_a_name_of_the_question_answers_nothing() -> None:
    assert holds(Wanted.PERSON, "… svarte.", "Hvem møtte Kari Lie?", [KARI]) == 0.0
    assert holds(Wanted.ORGANISATION, "… svarte.", "Hva mente Havnedirektoratet?", [HARBOUR]) == 0.0


def test_without_recognised_names_capitals_are_the_guess() -> None:
    assert holds(Wanted.ORGANISATION, "Det svarte Havna på.", "Hvilken etat svarte?") == 0.5
    assert holds(Wanted.PERSON, "Det svarte Ola Moe på.", "Hvem svarte?") == 1.0


@pytest.mark.parametrize("question", ["Hvilken kommune betaler for kaien?", "Kva kommune betaler for kaien?"])
def test_the_sentence_that_names_one_is_quoted(tmp_path: Path, question: str) -> None:
    (tmp_path / "brev.txt").write_text(
        "Brev om kaien\n\nEn kommune må betale for kaien hvert år. Denne gangen er det Vestbyen kommune som "
        "betaler for kaien. Andre betaler ikke.\n"
    )
    with Writer(tmp_path / "index") as writer:
        synchronise(writer, [tmp_path / "brev.txt"], SyncOptions())
    archive = Archive(tmp_path / "index")
    answer = ask(archive, question)
    archive.close()
    assert "Vestbyen kommune" in answer.citations[0].quote
