"""Relative times are read from the archive's newest paper, and from what an undated paper says itself."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from index.archive import Archive
from search.ask import ask
from tests.conftest import opened_archive

MINUTES = (
    "Referat fra møte i Havnerådet\nMøte 1/{year}\nDato 9. mai {year}\n\n"
    "Mudringen kostet {cost} millioner kroner.\n"
)
PAPERS = {
    "2022.txt": MINUTES.format(year=2022, cost=5),
    "2023.txt": MINUTES.format(year=2023, cost=6),
    "notat.txt": "Om ferja\n\nFerja til Ytterøya fraktet 41 000 biler i fjor. Den går hver time.\n",
}


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Archive]:
    with opened_archive(tmp_path_factory.mktemp("tid"), PAPERS) as opened:
        yield opened


def test_last_year_is_the_year_before_the_newest_paper(archive: Archive) -> None:
    answer = ask(archive, "Hva kostet mudringen i fjor?")
    assert "5 millioner" in answer.citations[0].quote and "2022" in answer.text


def test_an_undated_paper_may_say_so_itself(archive: Archive) -> None:
    answer = ask(archive, "Hvor mange biler fraktet ferja til Ytterøya i fjor?")
    assert answer.answered and "41 000 biler i fjor" in answer.citations[0].quote
    assert "lest som" not in answer.text


COUNCIL = (
    "Referat fra møte i Havnerådet\nMøte {number}/{year}\nDato {day} {year}\n\n"
    "Sak {number}/{short} Mudring\n\nVedtak:\nHavnerådet vedtar {depth} meter dybde.\n\n"
    "Sak {more}/{short} Kran\n\nSaken ble utsatt.\n"
)
MEETINGS = {
    f"{year}-{number}.txt": COUNCIL.format(
        number=number, more=number + 50, year=year, short=year - 2000, day=day, depth=depth
    )
    for year, number, day, depth in [
        (2022, 1, "9. mai", 4),
        (2023, 1, "14. februar", 5),
        (2023, 2, "20. september", 6),
        (2024, 1, "13. mars", 7),
    ]
}


@pytest.fixture(scope="module")
def meetings(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Archive]:
    with opened_archive(tmp_path_factory.mktemp("perioder"), MEETINGS) as opened:
        yield opened


@pytest.mark.parametrize(
    ("question", "depths"),
    [
        ("Hva ble vedtatt siste halvår?", "67"),
        ("Kva vart vedteke dei siste tolv månadene?", "67"),
        ("Hvilke vedtak ble fattet hittil i år?", "7"),
        ("Hvilke vedtak ble fattet i første halvår 2023?", "5"),
        ("Hvilke vedtak ble fattet i andre halvår i fjor?", "6"),
        ("What was decided since last summer?", "67"),
        ("Hva ble vedtatt om mudring i 3. kvartal 2023?", "6"),
        ("Hva ble vedtatt i Havnerådet forrige kvartal?", ""),
    ],
)
def test_decisions_of_a_period_are_those_of_its_meetings(
    meetings: Archive, question: str, depths: str
) -> None:
    answer = ask(meetings, question)
    told = {c.quote.split(" meter")[0][-1] for c in answer.citations if " meter" in c.quote}
    assert told == set(depths)


def test_decisions_on_a_topic_at_other_times_alone_are_no_answer(meetings: Archive) -> None:
    answer = ask(meetings, "Hva ble vedtatt om mudring i 2021?")
    assert not answer.answered and "ingen vedtak om dette fra den tiden (2021)" in answer.text
    assert "7 meter" in answer.nearest[0].quote


def test_how_a_period_was_read_is_shown(meetings: Archive) -> None:
    answer = ask(meetings, "Hvilke saker ble utsatt siste halvår?")
    assert "«siste halvår» er lest som 13. september 2023 til 13. mars 2024" in answer.text
    assert {case["number"] for case in answer.cases} == {"52/23", "51/24"}


def test_evidence_of_a_period_stands_in_its_papers(meetings: Archive) -> None:
    answer = ask(meetings, "Hvor mange meter dybde ble det siste kvartal?")
    assert {citation.date for citation in answer.citations} == {"2024-03-13"}
    answer = ask(meetings, "Hvor mange meter dybde ble det i første halvår 2023?")
    assert {citation.date for citation in answer.citations} == {"2023-02-14"}
