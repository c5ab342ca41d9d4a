"""Answers from running text and from the heads of papers, relative times, and what a refusal says."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from index.archive import Archive
from search.ask import ask
from search.verify import quote_stands
from tests.conftest import opened_archive

PAPERS = {
    "a.txt": (
        "Referat fra møte i Havnerådet\nMøte 1/2021\nDato 3. mai 2021\nTid 10.00–12.00\nSted Rådhuset, Vik\n\n"
        "Til stede\nOla Berg (Vik kommune)\n\nSak 2/21 Mudring\n\n"
        "Havnerådet oppretter en ordning for småbåter i 2021. Mudringen kostet 4 millioner kroner.\n\n"
        "Neste møte: 7. september 2021\n"
    ),
    "b.txt": (
        "Referat fra møte i Havnerådet\nMøte 1/2022\nDato 9. mai 2022\nSted Sjøbua, Vik\n\n"
        "Sak 3/22 Mudring\n\nMudringen kostet 5 millioner kroner.\n\nNeste møte: 12. oktober 2022\n"
    ),
}


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Archive]:
    with opened_archive(tmp_path_factory.mktemp("svar"), PAPERS) as opened:
        yield opened


@pytest.mark.parametrize(
    ("question", "words"),
    [
        ("Hvor ble møtet i Havnerådet 3. mai 2021 holdt?", "Rådhuset, Vik"),
        ("Where was the meeting of Havnerådet on 9 May 2022 held?", "Sjøbua, Vik"),
        ("Når er neste møte i Havnerådet?", "12. oktober 2022"),
        ("Når var forrige møte i Havnerådet?", "9. mai 2022"),
        ("Når var forrige møte i Havnerådet før 9. mai 2022?", "3. mai 2021"),
    ],
)
def test_a_meetings_place_and_time_come_from_its_papers_head(
    archive: Archive, question: str, words: str
) -> None:
    answer = ask(archive, question)
    assert answer.answered and words in answer.text
    assert all(quote_stands(archive, citation) for citation in answer.citations)


def test_a_body_without_meetings_is_said_to_have_none(archive: Archive) -> None:
    answer = ask(archive, "Når er neste møte i Tangrådet?")
    assert not answer.answered and "Havnerådet" in answer.text


def test_a_meeting_that_never_was_is_said_to_be_none(archive: Archive) -> None:
    answer = ask(archive, "Hvem var til stede på møtet i Havnerådet 4. april 2019?")
    assert not answer.answered and "3. mai 2021" in answer.text


def test_last_year_is_read_from_the_newest_paper_and_said_so(archive: Archive) -> None:
    answer = ask(archive, "Hva kostet mudringen i fjor?")
    assert "4 millioner" in answer.text and "lest som 2021" in answer.text


def test_our_own_is_no_season(archive: Archive) -> None:
    assert "lest som" not in ask(archive, "Hva kostet mudringen i vår kommune?").text


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("Hva mente Kari Nordstrand om mudringen?", "«Kari Nordstrand»"),
        ("Hva koster romfergen?", "«romfergen»"),
        ("Hvem betalte mudringen i 1987?", "1987"),
    ],
)
def test_a_refusal_names_what_the_archive_has_nowhere(archive: Archive, question: str, said: str) -> None:
    answer = ask(archive, question)
    assert not answer.answered and said in answer.text and "2 dokumenter" in answer.text
