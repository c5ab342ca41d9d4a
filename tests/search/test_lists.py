"""How many meetings and cases there were, and which: of a time, of a body, on a topic."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.archive import Archive
from search.ask import ask
from search.ranges import ranged
from search.understand import understand
from search.verify import gate, quote_stands
from tests.conftest import opened_archive


def _minutes(body: str, number: str, date: str, *cases: tuple[str, str, str]) -> str:
    treated = "".join(
        f"Sak {case} {title}\n\nSaken ble lagt fram.\n\nVedtak: {decision}\n\n"
        for case, title, decision in cases
    )
    return f"Referat fra møte i {body}\nMøte {number}\nDato {date}\nSted Vågen\n\n{treated}"


PAPERS = {
    "a.txt": _minutes(
        "Havnerådet", "1/2022", "9. mai 2022",
        ("1/22", "Kaier for ferger", "Havnerådet støtter byggingen av tre kaier."),
        ("2/22", "Fiskemottak på Neset", "Havnerådet utsetter saken."),
    ),
    "b.txt": _minutes(
        "Havnerådet", "2/2022", "3. oktober 2022",
        ("3/22", "Støy fra fiskemottaket", "Havnerådet ber om målinger."),
    ),
    "c.txt": _minutes(
        "Fiskeutvalget", "1/2023", "14. mars 2023",
        ("1/23", "Kvoter for laks", "Fiskeutvalget godkjenner kvotene."),
        ("2/23", "Godkjenning av referat", "Referatet godkjennes."),
    ),
}  # fmt: skip


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Archive]:
    with opened_archive(tmp_path_factory.mktemp("lister"), PAPERS) as opened:
        yield opened


def _lines(text: str) -> list[str]:
    return [line for line in text.splitlines() if line.startswith("– ")]


@pytest.mark.parametrize(
    ("question", "head", "days"),
    [
        ("Hvor mange møter var det i 2022?", "2 møter", ["3. oktober 2022", "9. mai 2022"]),
        ("Hvor mange møter er det papirer fra?", None, []),
        ("Hvilke møter har Havnerådet hatt?", "2 møter", ["3. oktober 2022", "9. mai 2022"]),
        ("Kor mange møte hadde Fiskeutvalget?", "Eitt møte:", ["14. mars 2023"]),
        ("How many meetings were held in 2023?", "One meeting:", ["14 March 2023"]),
        ("Hvor mange ganger møttes rådet i 2022?", "2 møter", ["3. oktober 2022", "9. mai 2022"]),
        ("Når møttes Havnerådet i 2022?", "2 møter", ["3. oktober 2022", "9. mai 2022"]),
        ("Hvor mange møter var det?", "3 møter", ["14. mars 2023", "3. oktober 2022", "9. mai 2022"]),
    ],
)
def test_meetings_are_counted_and_each_is_cited(
    archive: Archive, question: str, head: str | None, days: list[str]
) -> None:
    answer = ask(archive, question)
    if head is None:  # more is named than the time and the body
        assert not re.match(r"\d+ møter, det nyeste", answer.text)
        return
    assert answer.answered and answer.text.startswith(head), answer.text
    assert [any(day in line for day in days) for line in _lines(answer.text)] == [True] * len(days)
    assert len(answer.citations) == len(days)
    assert all(quote_stands(archive, citation) for citation in answer.citations)


def test_a_meeting_with_proposals_alone_is_said_to_have_no_decisions(tmp_path: Path) -> None:
    agenda = (
        "Innkalling til møte i Havnerådet\nMøte 1/2022\nDato 9. mai 2022\n\nSak 1/22 Kaier for ferger\n\n"
        "Forslag til vedtak: Havnerådet støtter byggingen av tre kaier.\n"
    )
    with opened_archive(tmp_path, {"a.txt": agenda}) as opened:
        answer = ask(opened, "Hva ble vedtatt på møtet 9. mai 2022?")
        assert not answer.answered
        assert answer.text.startswith("Papirene fra Havnerådet 9. mai 2022 har ingen vedtak")
        assert "tre kaier" in answer.nearest[0].quote


def test_a_time_without_meetings_is_said_to_have_none(archive: Archive) -> None:
    answer = ask(archive, "Hvor mange møter var det i 2017?")
    assert not answer.answered
    assert "9. mai 2022" in answer.text and "14. mars 2023" in answer.text


@pytest.mark.parametrize(
    "question",
    ["Hvor mange møter deltok Ola Berg på?", "Hvilke møter handlet om laks?", "Hvor mange møterom er det?"],
)
def test_meetings_are_not_counted_where_more_is_asked(archive: Archive, question: str) -> None:
    assert not re.match(r"(?:\d+ møter|Ett møte)", ask(archive, question).text)


def test_a_wrong_count_is_not_let_through(archive: Archive) -> None:
    answer = ask(archive, "Hvor mange møter var det i 2022?")
    assert gate(archive, answer) == answer
    for false in (
        answer.text.replace("2 møter", "3 møter"),
        answer.text.replace("9. mai 2022", "8. mai 2022"),
        answer.text.replace("Havnerådet", "Fiskeutvalget"),
    ):
        assert gate(archive, replace(answer, text=false)) != replace(answer, text=false)


@pytest.mark.parametrize(
    ("question", "numbers"),
    [
        ("Hvilke saker handler om fiskemottak?", ["3/22", "2/22"]),
        ("Kva saker gjeld laks?", ["1/23"]),
        ("Hvilke saker om fisk har vært oppe i Havnerådet i 2022?", ["3/22", "2/22"]),
        ("Hvor mange saker om kvoter ble behandlet i 2023?", ["1/23"]),
        ("Hvor mange saker ble behandlet i 2022?", ["3/22", "2/22", "1/22"]),
        ("Hvor mange saker har Fiskeutvalget behandlet?", ["2/23", "1/23"]),
        ("Which cases were about salmon?", ["1/23"]),
        ("Hvor mange vedtak ble fattet i 2023?", ["2/23", "1/23"]),
    ],
)
def test_cases_are_listed_by_topic_time_and_body(archive: Archive, question: str, numbers: list[str]) -> None:
    answer = ask(archive, question)
    assert answer.answered and answer.kind == "case", answer.text
    assert [case["number"] for case in answer.cases] == numbers
    head = answer.text.splitlines()[0]
    assert head.startswith(str(len(numbers))) or len(numbers) == 1


@pytest.mark.parametrize(
    "question", ["Hvilke saker handler om romfart?", "Hvor mange saker ble behandlet i 2017?"]
)
def test_what_no_case_is_about_is_not_found(archive: Archive, question: str) -> None:
    assert not ask(archive, question).answered


@pytest.mark.parametrize(
    "question", ["Er sak 2/22 avsluttet?", "Ble sak 2/22 lukket?", "Is case 2/22 closed?"]
)
def test_whether_a_case_is_closed_is_told_by_what_became_of_it(archive: Archive, question: str) -> None:
    answer = ask(archive, question)
    assert answer.kind == "case" and [case["number"] for case in answer.cases] == ["2/22"]


@pytest.mark.parametrize(
    ("question", "numbers", "words"),
    [
        ("Hva er saken om kvoter?", ["1/23"], "Kvoter for laks"),
        ("Hva skjedde med saken om støy?", ["3/22"], "ber om målinger"),
        ("Når ble saken om støy behandlet?", ["3/22"], "3. oktober 2022"),
        ("When was the case about salmon treated?", ["1/23"], "14 March 2023"),
        ("Hvilke vedtak har Fiskeutvalget fattet?", ["2/23", "1/23"], "godkjenner kvotene"),
    ],
)
def test_a_case_is_found_by_what_it_is_about(
    archive: Archive, question: str, numbers: list[str], words: str
) -> None:
    answer = ask(archive, question)
    assert answer.kind == "case" and [case["number"] for case in answer.cases] == numbers, answer.text
    assert words in answer.text


def test_who_presented_a_case_is_told_by_its_title(sample_index: Path) -> None:
    opened = Archive(sample_index)
    answer = ask(opened, "Hvem presenterte støtteordningen for små kommuner?")
    minuted = ask(opened, "Hvem la fram saken om strategi for digital samhandling?")
    nobody = ask(opened, "Hvem presenterte planen for romfart?")
    opened.close()
    assert answer.text.startswith("Hanne Kristin Bakkejordet la frem sak 12/23")
    assert "«Ragnhild Sørbråthen innledet.»" in minuted.text
    assert not nobody.answered


@pytest.mark.parametrize(
    ("question", "head", "numbers"),
    [
        ("Hva ble vedtatt på møtet 9. mai 2022?", "2 vedtak i Havnerådet 9. mai 2022:", ["1/22", "2/22"]),
        (
            "Hva vedtok Fiskeutvalget 14. mars 2023?",
            "2 vedtak i Fiskeutvalget 14. mars 2023:",
            ["1/23", "2/23"],
        ),
        (
            "Kva vart vedteke på siste møte i Havnerådet?",
            "Eitt vedtak i Havnerådet 3. oktober 2022:",
            ["3/22"],
        ),
        (
            "What was decided at the last meeting?",
            "2 decisions in Fiskeutvalget, 14 March 2023:",
            ["1/23", "2/23"],
        ),
        ("Oppsummer møtet i Havnerådet i mai 2022", "2 saker i Havnerådet 9. mai 2022:", ["1/22", "2/22"]),
        (
            "What happened at the meeting on 3 October 2022?",
            "One case in Havnerådet, 3 October 2022:",
            ["3/22"],
        ),
    ],
)
def test_a_meeting_is_told_by_its_cases(
    archive: Archive, question: str, head: str, numbers: list[str]
) -> None:
    answer = ask(archive, question)
    assert answer.text.splitlines()[0] == head, answer.text
    assert [case["number"] for case in answer.cases] == numbers
    assert gate(archive, answer) == answer
    for false in (head.replace("2022", "2021").replace("2023", "2021"), head.replace("rådet", "styret")):
        assert false == head or gate(archive, replace(answer, text=answer.text.replace(head, false))) is None


@pytest.mark.parametrize(
    "question",
    [
        "Hva ble vedtatt om ferger 9. mai 2022?",
        "Hva skjedde med fergene?",
        "Hva ble vedtatt på møtet i 2022?",
    ],
)
def test_a_meeting_is_told_only_where_one_is_meant(archive: Archive, question: str) -> None:
    assert not re.match(r"\d+ (?:vedtak|saker) i Havnerådet", ask(archive, question).text)


@pytest.mark.parametrize(
    ("question", "numbers"),
    [
        ("Hva er vedtatt siden oktober 2022?", ["2/23", "1/23", "3/22"]),
        ("Hvilke vedtak er fattet etter 9. mai 2022?", ["2/23", "1/23", "3/22"]),
        ("Hva ble vedtatt før 2023?", ["3/22", "1/22"]),
        ("Hva ble vedtatt fra mai til oktober 2022?", ["3/22", "1/22"]),
        ("Kva saker er handsama mellom juni 2022 og mars 2023?", ["2/23", "1/23", "3/22"]),
        ("What has been decided since 2023?", ["2/23", "1/23"]),
        ("Hvilke vedtak om fiskemottak er fattet siden juni 2022?", ["3/22"]),
        ("Hvilke saker er behandlet fram til juni 2022?", ["2/22", "1/22"]),
    ],
)
def test_a_range_of_time_chooses_cases(archive: Archive, question: str, numbers: list[str]) -> None:
    assert [case["number"] for case in ask(archive, question).cases] == numbers


def test_a_range_of_time_chooses_meetings(archive: Archive) -> None:
    answer = ask(archive, "Hvor mange møter var det mellom januar og juni 2022?")
    assert _lines(answer.text) == ["– Havnerådet, 9. mai 2022 [1]"]


@given(st.text(max_size=40), st.text(max_size=40))
def test_any_words_may_stand_around_a_range(archive: Archive, before: str, after: str) -> None:
    question = understand(f"{before} siden mars 2022 {after}")
    read = ranged(archive, question)
    assert read == question or (read.period and read.period[0] <= read.period[1])
