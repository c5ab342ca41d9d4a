"""Who represents whom: lists of names with organisations, labelled lines, names of bodies in other forms."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from index.archive import Archive
from search.ask import ask
from search.verify import quote_stands
from tests.conftest import opened_archive

PAPERS = {
    "2022.txt": (
        "Referat fra møte i Havnerådet\nMøte 1/2022\nDato 9. mai 2022\n\n"
        "Til stede\nOla Berg (Havnevesenet)\nKari Lund (Folkehelseinstituttet)\nIda Moe (Vågen kommune)\n\n"
        "Sak 1/22 Godkjenning av innkalling\n\nVedtak: Innkallingen er godkjent.\n"
    ),
    "2024.txt": (
        "Møte i Havnerådet\n12. februar 2024\n\nMedlemmer i Havnerådet\n\n"
        "Navn: Per Olav Strand\n\nTittel: Havnefogd\n\nAktør: Havnevesenet\n\n"
        "Navn: Anne Marie\n\nSundby\n\nTittel: Leder for drift\n\nAktør: Vågen kommune\n\n"
        "Navn: Eva Dahl\n\nTittel: Seniorrådgiver\n\nAktør: Norsk Sykepleierforbund\n"
    ),
}


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Archive]:
    with opened_archive(tmp_path_factory.mktemp("medlemmer"), PAPERS) as opened:
        yield opened


@pytest.mark.parametrize(
    ("question", "name"),
    [
        ("Hvem representerer Norsk Sykepleierforbund i Havnerådet?", "Eva Dahl"),
        ("Kven representerer Sykepleierforbundet?", "Eva Dahl"),
        ("Who represents the Norwegian Nurses Organisation in Havnerådet?", "Eva Dahl"),
        ("Hvem representerer FHI i Havnerådet?", "Kari Lund"),
        ("Who represents the Norwegian Institute of Public Health?", "Kari Lund"),
        ("Hvilken tittel har Per Olav Strand?", "Havnefogd"),
        ("What is the title of Eva Dahl?", "Seniorrådgiver"),
    ],
)
def test_a_member_is_named_with_the_lines_that_say_so(archive: Archive, question: str, name: str) -> None:
    answer = ask(archive, question)
    assert answer.answered and name in answer.text, answer.text
    assert all(quote_stands(archive, citation) for citation in answer.citations)


def test_a_name_that_goes_over_lines_is_kept_whole(archive: Archive) -> None:
    assert "Anne Marie Sundby" in ask(archive, "Hvem er medlem i Havnerådet fra Vågen kommune?").text


def test_papers_that_differ_are_told_by_date_the_newest_first(archive: Archive) -> None:
    text = ask(archive, "Hvem representerer Havnevesenet?").text
    assert text.index("12. februar 2024") < text.index("Per Olav Strand")
    assert text.index("Per Olav Strand") < text.index("9. mai 2022") < text.index("Ola Berg")


@pytest.mark.parametrize(
    "question", ["Hvem representerer Datatilsynet i Havnerådet?", "Hvilken tittel har Tor Nilsen?"]
)
def test_nobody_is_named_where_no_paper_says_so(archive: Archive, question: str) -> None:
    assert not ask(archive, question).answered


@pytest.mark.parametrize(
    "question",
    ["Hvem er medlem av Havnerådet?", "Kven sit i Havnerådet?", "Who are the members of Havnerådet?"],
)
def test_who_sits_in_a_body_is_told_by_who_was_at_its_newest_meeting(archive: Archive, question: str) -> None:
    answer = ask(archive, question)
    assert "9. mai 2022" in answer.text or "9 May 2022" in answer.text
    assert "Ola Berg (Havnevesenet)" in answer.text and "Ida Moe (Vågen kommune)" in answer.text


@pytest.mark.parametrize(
    "question", ["Hvem deltok i byggingen av moloen i 2022?", "Hvem deltok i høringen i 2022?"]
)
def test_who_was_at_a_meeting_is_not_who_took_part_in_something_else(archive: Archive, question: str) -> None:
    assert "Til stede på møtet" not in ask(archive, question).text


@pytest.mark.parametrize(
    "question",
    [
        "Hvem deltok på møtet i mai 2022?",
        "Hvem var til stede på rådsmøtet 9. mai 2022?",
        "Who attended the meeting in May 2022?",
    ],
)
def test_who_was_at_a_meeting_is_told(archive: Archive, question: str) -> None:
    assert "Ola Berg (Havnevesenet)" in ask(archive, question).text
