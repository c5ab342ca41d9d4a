"""A case number leads to its decision, and never to another's."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from corpus.errors import UsageError
from index.archive import Archive
from index.sync import SyncOptions, synchronise
from index.writer import Writer
from search.ask import ask
from search.cases.question import Asked, asked_of, case_question
from search.cases.show import show_case
from search.types import Answer
from search.understand import understand
from tests.conftest import write_papers

COUNCIL_AGENDA = """Innkalling til møte i Vannrådet
Møte 2/2021
Dato 4. juni 2021
Sted Molde

Sak  Tema  Sakstype
7/21 Godkjenning av innkalling Godkjenning
8/21 Nytt renseanlegg Beslutning
9/21 Flomvern langs elva Drøfting

Sak 7/21 Godkjenning av innkalling
Forslag til vedtak:
Vannrådet godkjenner innkallingen.

Sak 8/21 Nytt renseanlegg
Anlegget er slitt, og prisen er innhentet.
Forslag til vedtak:
Vannrådet bygger nytt renseanlegg innenfor en ramme på 40 millioner kroner.

Sak 9/21 Flomvern langs elva
Elva går over sine bredder hver vår.
Forslag til vedtak:
Vannrådet drøfter saken.
"""

COUNCIL_MINUTES = """Referat fra møte i Vannrådet
Møte 2/2021
Dato 4. juni 2021
Sted Molde
Til stede Kari Lie (Molde kommune)
Per Strand (Fræna kommune)
Ikke til stede Nina Dahl (Eide kommune)

Sak 7/21 Godkjenning av innkalling
Vedtak:
Vannrådet godkjenner innkallingen.

Sak 8/21 Nytt renseanlegg
Kari Lie ville ha ned prisen.
Vedtak:
Vannrådet bygger nytt renseanlegg innenfor en ramme på 35 millioner kroner.

Sak 9/21 Flomvern langs elva
Saken ble utsatt fordi rapporten ikke er ferdig.
"""

BOARD_MINUTES = """Referat fra møte i Skolestyret
Møte 1/2021
Dato 10. mars 2021

Sak 8/21 Ny gymsal
Vedtak:
Skolestyret støtter at gymsalen pusses opp i sommer.
"""


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Archive]:
    folder = tmp_path_factory.mktemp("saker")
    papers = {"innkalling.txt": COUNCIL_AGENDA, "referat.txt": COUNCIL_MINUTES, "styret.txt": BOARD_MINUTES}
    write_papers(folder / "papers", papers)
    with Writer(folder / "index") as writer:
        synchronise(writer, [folder / "papers"], SyncOptions())
    opened = Archive(folder / "index")
    yield opened
    opened.close()


def quotes(answer: Answer) -> str:
    return " | ".join(" ".join(citation.quote.split()) for citation in answer.citations)


def test_the_decision_comes_first_and_then_the_proposal(archive: Archive) -> None:
    answer = ask(archive, "Hva ble vedtatt i sak 8/21 i Vannrådet?")
    assert answer.answered and answer.kind == "case"
    assert "35 millioner" in answer.citations[0].quote and answer.citations[0].document == "referat.txt"
    assert "40 millioner" in answer.citations[1].quote and answer.citations[1].document == "innkalling.txt"


@pytest.mark.parametrize("number", ["8/21", "008/21", "2021/8", "PS 8/21", "sak 8-21", "sak 8/2021"])
def test_every_way_of_writing_a_number_leads_to_the_same_cases(archive: Archive, number: str) -> None:
    found = show_case(archive, number)["candidates"]
    assert [(c["number"], c["body"]) for c in found] == [("8/21", "Skolestyret"), ("8/21", "Vannrådet")]


def test_two_bodies_are_both_offered_and_none_is_guessed(archive: Archive) -> None:
    answer = ask(archive, "Hva ble vedtatt i sak 8/21?")
    assert "renseanlegg" in quotes(answer) and "gymsalen" in quotes(answer)
    assert {case["body"] for case in answer.cases} == {"Vannrådet", "Skolestyret"}


def test_a_body_in_the_question_chooses(archive: Archive) -> None:
    answer = ask(archive, "Hva vedtok Skolestyret i sak 8/21?")
    assert "gymsalen" in quotes(answer) and "renseanlegg" not in quotes(answer)


def test_the_proposal_is_quoted_from_the_agenda(archive: Archive) -> None:
    answer = ask(archive, "Hva var forslaget til vedtak i sak 8/21 i Vannrådet?")
    assert "40 millioner" in quotes(answer) and "35 millioner" not in quotes(answer)


def test_what_was_changed_is_told_word_by_word(archive: Archive) -> None:
    answer = ask(archive, "Hva ble endret fra forslaget til vedtaket i sak 8/21 i Vannrådet?")
    assert "Lagt til: «35»" in answer.text and "Tatt ut: «40»" in answer.text


def test_a_postponed_case_is_said_to_be_postponed(archive: Archive) -> None:
    for question in ("Hva skjedde med sak 9/21?", "Hva ble vedtatt i sak 9/21?"):
        answer = ask(archive, question)
        assert "utsatt" in answer.text and "Saken ble utsatt" in quotes(answer)


def test_a_sequence_with_a_year_or_a_meeting_is_enough(archive: Archive) -> None:
    for question in ("Hva ble vedtatt i sak 9 i 2021?", "Hva ble vedtatt i sak 9 på møtet 4. juni 2021?"):
        assert ask(archive, question).cases[0]["number"] == "9/21"


def test_a_range_lists_all_of_its_cases(archive: Archive) -> None:
    answer = ask(archive, "Hva ble vedtatt i sakene 7–9/21 i Vannrådet?")
    assert [case["number"] for case in answer.cases] == ["7/21", "8/21", "9/21"]


@pytest.mark.parametrize(
    "question",
    [
        "Hva ble vedtatt i sak 99/99?",
        "Hva ble vedtatt i sak 8/20?",
        "Hva ble vedtatt i sak 0/21?",
        "Hva ble vedtatt i sak 15/?",
        "Hva ble vedtatt i sak 7/21 i Skolestyret?",
        "Hva ble vedtatt i sak 8/21 i Bystyret?",
        "What was decided in case 33/21?",
    ],
)
def test_a_number_that_is_in_no_document_gets_an_honest_no(archive: Archive, question: str) -> None:
    answer = ask(archive, question)
    assert not answer.answered and not answer.citations and answer.kind == "none"


def test_a_missing_number_names_the_nearest(archive: Archive) -> None:
    assert "9/21" in ask(archive, "Hva ble vedtatt i sak 10/21?").text
    assert show_case(archive, "10/21") == {
        "number": "10/21",
        "candidates": [],
        "nearest": ["9/21", "8/21", "7/21"],
    }


@pytest.mark.parametrize("text", ["", "hei", "15/", "0/20", "12. desember", "§ 3-4"])
def test_what_is_no_number_is_one_sentence(archive: Archive, text: str) -> None:
    with pytest.raises(UsageError, match="ikke et saksnummer"):
        show_case(archive, text)


def test_an_unknown_body_is_one_sentence_with_those_there_are(archive: Archive) -> None:
    with pytest.raises(UsageError, match="Vannrådet"):
        show_case(archive, "8/21", "Bystyret")


@pytest.mark.parametrize(
    "question", ["Hva skjedde 12/20 i desember?", "Kva hende 6/21 i juni?", "What about 8/21, August?"]
)
def test_a_number_that_may_be_a_date_is_asked_about(archive: Archive, question: str) -> None:
    answer = ask(archive, question)
    assert not answer.answered and not answer.cases and "«sak " in answer.text.replace("“case ", "«sak ")


def test_a_meetings_number_chooses_among_the_cases_of_a_sequence(archive: Archive) -> None:
    for question in ("sak 8 i møte 2/2021", "Hva ble vedtatt i sak 8 på møte nr. 2/21?"):
        assert [case["body"] for case in ask(archive, question).cases] == ["Vannrådet"]
    assert {case["body"] for case in ask(archive, "sak 8").cases} == {"Vannrådet", "Skolestyret"}


def test_a_body_that_the_archive_does_not_know_has_no_case(archive: Archive) -> None:
    answer = ask(archive, "Hva ble vedtatt i sak 9/21 i AFU?")
    assert not answer.answered and "Vannrådet" in answer.text


def test_a_meeting_without_minutes_does_not_tell_who_was_there(tmp_path: Path) -> None:
    write_papers(tmp_path / "papers", {"innkalling.txt": COUNCIL_AGENDA})
    with Writer(tmp_path / "index") as writer:
        synchronise(writer, [tmp_path / "papers"], SyncOptions())
    opened = Archive(tmp_path / "index")
    answer = ask(opened, "Hvem var til stede på møtet 4. juni 2021?")
    assert not answer.answered and "sier ikke hvem som var til stede" in answer.text
    every = ask(opened, "sak 7–9/21")
    assert all(f"sak {n}/21" in every.text for n in (7, 8, 9))
    opened.close()


def test_a_fate_that_no_case_had_at_the_time_is_said(archive: Archive) -> None:
    assert "9/21" in ask(archive, "Hvilke saker ble utsatt i 2021?").text
    answer = ask(archive, "Hvilke saker ble utsatt i 2019?")
    assert not answer.answered and "2019" in answer.text and answer.nearest[0].case == "9/21"


def test_the_cases_of_a_meeting(archive: Archive) -> None:
    answer = ask(archive, "Hvilke saker behandlet Vannrådet 4. juni 2021?")
    assert all(number in answer.text for number in ("7/21", "8/21", "9/21"))
    assert "Nytt renseanlegg" in quotes(answer) and len(answer.citations) <= 6


def test_who_was_there_and_who_was_not(archive: Archive) -> None:
    there = ask(archive, "Hvem var til stede på møtet i Vannrådet 4. juni 2021?")
    absent = ask(archive, "Hvem var ikke til stede på møtet i Vannrådet 4. juni 2021?")
    assert "Kari Lie" in there.text and "Per Strand" in there.text and "Nina Dahl" not in there.text
    assert "Nina Dahl" in absent.text and "Nina Dahl" in quotes(absent) and "Kari Lie" not in absent.text


def test_the_decisions_on_a_topic(archive: Archive) -> None:
    answer = ask(archive, "Hvilke vedtak er fattet om renseanlegget?")
    assert [case["number"] for case in answer.cases] == ["8/21"]
    assert "35 millioner" in quotes(answer)


@pytest.mark.parametrize(
    ("question", "asked"),
    [
        ("Hva ble vedtatt i sak 8/21?", Asked.DECISION),
        ("Kva vart vedteke i sak 8/21?", Asked.DECISION),
        ("What was decided in case 8/21?", Asked.DECISION),
        ("Hva er forslaget til vedtak i sak 8/21?", Asked.PROPOSAL),
        ("Kva var tilrådinga i sak 8/21?", Asked.PROPOSAL),
        ("What was proposed in case 8/21?", Asked.PROPOSAL),
        ("Hva handler sak 8/21 om?", Asked.ABOUT),
        ("What is case 8/21 about?", Asked.ABOUT),
        ("Hvilken sakstype har sak 8/21?", Asked.TYPE),
        ("Hvem er saksbehandler i sak 8/21?", Asked.OFFICER),
        ("Hvem la frem sak 8/21?", Asked.PRESENTER),
        ("Ble sak 8/21 behandlet?", Asked.STATUS),
        ("What happened to case 8/21?", Asked.STATUS),
        ("Hvorfor ble sak 8/21 utsatt?", Asked.REASON),
        ("Hva ble stemmetallet i sak 8/21?", Asked.VOTE),
        ("Hva er forskjellen mellom forslaget og vedtaket i sak 8/21?", Asked.CHANGE),
        ("Når ble sak 8/21 behandlet?", Asked.DATE),
        ("sak 8/21", Asked.WHOLE),
    ],
)
def test_which_side_of_a_case_is_asked_for(question: str, asked: Asked) -> None:
    assert asked_of(question) is asked


@pytest.mark.parametrize(
    "question",
    ["Hva skjedde i desember 12/20?", "Hva sier § 3-4?", "Hvor mye er 3/4 av budsjettet?", "Hva er klokka?"],
)
def test_dates_fractions_and_paragraphs_are_no_cases(question: str) -> None:
    assert case_question(understand(question)) is None


def test_an_archive_number_is_no_case_number() -> None:
    asked = case_question(understand("Hvilke saker har arkivnummer 2023/1412-3?"))
    assert asked and asked.archive_number == "2023/1412-3" and not asked.numbers
