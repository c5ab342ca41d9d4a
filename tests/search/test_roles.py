"""Who leads a body, who chaired a meeting, who kept the minutes."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from index.archive import Archive
from index.writer import Writer
from search.ask import ask
from search.verify import gate, quote_stands, unproven_parts
from tests.conftest import opened_archive

PAPERS = {
    "2021.txt": (
        "Referat fra møte i Havnerådet\nMøte 1/2021\nDato 3. mai 2021\nSted Vik\n\n"
        "Til stede\nOla Berg (Havnevesenet), leder\nKari Lund (Vik kommune), nestleder\nReferent: Eva Dahl\n\n"
        "Sak 1/21 Godkjenning av innkalling\n\nVedtak: Innkallingen er godkjent.\n"
    ),
    "2022.txt": (
        "Referat fra møte i Havnerådet\nMøte 1/2022\nDato 9. mai 2022\nSted Vik\n\n"
        "Til stede\nKari Lund (Vik kommune), leder\nIda Moe (Vågen kommune)\n\n"
        "Sak 1/22 Godkjenning av innkalling\n\nVedtak: Innkallingen er godkjent.\n"
    ),
    "2023.txt": (
        "Referat fra møte i Havnerådet\nMøte 1/2023\nDato 8. mai 2023\nSted Vik\nMøteleder: Ida Moe\n\n"
        "Til stede\nIda Moe (Vågen kommune)\nPer Olav Strand (Havnevesenet)\n\n"
        "Ikke til stede\nKari Lund (Vik kommune), leder\n\n"
        "Sak 1/23 Godkjenning av innkalling\n\nVedtak: Innkallingen er godkjent.\n"
    ),
    "2024.txt": (
        "Referat fra møte i Fiskeutvalget for kysten\nMøte 1/2024\nDato 8. januar 2024\nSted Vik\n\n"
        "Til stede\nAnne Vik (Vågen kommune)\n\nForfall\nTor Nes (Havnevesenet), leder\n\n"
        "Sak 1/24 Godkjenning av innkalling\n\nVedtak: Innkallingen er godkjent.\n"
    ),
}


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Archive]:
    with opened_archive(tmp_path_factory.mktemp("roller"), PAPERS) as opened:
        yield opened


@pytest.mark.parametrize(
    ("question", "first"),
    [
        (
            "Hvem leder Havnerådet?",
            "Kari Lund (Vik kommune) er leder i Havnerådet, etter referatet fra 8. mai 2023 [1].",
        ),
        ("Hvem er leder for Havnerådet nå?", "Kari Lund (Vik kommune) er leder i Havnerådet,"),
        (
            "Kven leier Havnerådet?",
            "Kari Lund (Vik kommune) er leiar i Havnerådet, etter referatet frå 8. mai 2023 [1].",
        ),
        (
            "Who chairs Havnerådet?",
            "Kari Lund (Vik kommune) is leader of Havnerådet, by the minutes of 8 May 2023 [1].",
        ),
        ("Hva heter lederen i Fiskeutvalget?", "Tor Nes (Havnevesenet) er leder i Fiskeutvalget for kysten,"),
        ("Hvem var leder i Havnerådet i 2021?", "Ola Berg (Havnevesenet) var leder i Havnerådet,"),
        ("Hvem er nestleder i Havnerådet?", "Kari Lund (Vik kommune) er nestleder i Havnerådet,"),
        (
            "Hvem ledet møtet 9. mai 2022?",
            "Kari Lund (Vik kommune) var til stede som leder på møtet 9. mai 2022 i Havnerådet [1].",
        ),
        ("Hvem ledet møtet 8. mai 2023?", "Ida Moe var møteleder på møtet 8. mai 2023 i Havnerådet [1]."),
        ("Kven var møteleiar i mai 2023?", "Ida Moe var møteleiar på møtet 8. mai 2023 i Havnerådet [1]."),
        (
            "Who chaired the last meeting of Havnerådet?",
            "Ida Moe was chair at the meeting on 8 May 2023 of Havnerådet [1].",
        ),
        (
            "Hvem var referent på møtet 3. mai 2021?",
            "Eva Dahl var referent på møtet 3. mai 2021 i Havnerådet [1].",
        ),
        ("Hvem skrev referatet fra møtet i Havnerådet 3. mai 2021?", "Eva Dahl var referent"),
        ("Hvem var sekretær på møtet 3. mai 2021?", "Eva Dahl var referent"),
    ],
)
def test_the_fact_is_first_and_its_quote_names_person_and_role(
    archive: Archive, question: str, first: str
) -> None:
    answer = ask(archive, question)
    assert answer.answered and answer.text.startswith(first), answer.text
    assert all(quote_stands(archive, citation) for citation in answer.citations)
    assert unproven_parts(archive, answer) == []


def test_who_had_the_role_before_is_told_with_the_paper_that_says_so(archive: Archive) -> None:
    newest, before = ask(archive, "Hvem er leder i Havnerådet?").text.splitlines()
    assert "Kari Lund" in newest
    assert before == "Ola Berg (Havnevesenet) var leder i Havnerådet, etter referatet fra 3. mai 2021 [2]."


def test_a_header_that_pages_repeat_tells_too(tmp_path: Path) -> None:
    page = "Møtesekretærer: Eva Dahl og Tor Nes\n{0}\n"
    first = (
        "Referat fra møte i Havnerådet\nMøte 1/2020\nDato 4. mai 2020\nSted Vik\n\nTil stede\nIda Moe (KS)\n"
    )
    more = [f"Side {n} forteller om sak nummer {n} og det som ble sagt om den i møtet." for n in range(2, 9)]
    papers = {"a.txt": "\f".join(page.format(words) for words in [first, *more])}
    with opened_archive(tmp_path, papers) as opened:
        answer = ask(opened, "Hvem var sekretær på møtet i Havnerådet i 2020?")
        assert answer.answered and "Eva Dahl var sekretær" in answer.text and "Tor Nes" in answer.text


def test_the_meeting_of_a_number_is_meant(archive: Archive) -> None:
    text = ask(archive, "Hvem ledet møte 1/2022 i Havnerådet?").text
    assert text.startswith("Kari Lund (Vik kommune) var til stede som leder på møtet 9. mai 2022")
    assert ask(archive, "Hvem ledet møte nr. 1/22 i Havnerådet?").text == text


@pytest.mark.parametrize(
    "question", ["Hvem ledet møte 7/2022 i Havnerådet?", "Hvem ledet møte 3 i Havnerådet?"]
)
def test_no_other_meeting_answers_for_one_that_is_not_there(archive: Archive, question: str) -> None:
    assert " 2023" not in ask(archive, question).text.partition("[1]")[0]


def test_two_bodies_have_each_their_leader(archive: Archive) -> None:
    text = ask(archive, "Hvem leder Havnerådet og Fiskeutvalget?").text
    assert "Kari Lund (Vik kommune) er leder i Havnerådet" in text
    assert "Tor Nes (Havnevesenet) er leder i Fiskeutvalget for kysten" in text


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("Hvem ledet møtet i Fiskeutvalget 8. januar 2024?", "sier ikke hvem som var møteleder"),
        ("Kven var referent på møtet i Havnerådet 9. mai 2022?", "seier ikkje kven som var referent"),
        (
            "Hvem ledet møtet i Havnerådet 1. juni 2022?",
            "ingen dokumenter fra et møte i Havnerådet 1. juni 2022",
        ),
        ("Hvem er nestleder i Fiskeutvalget?", "Jeg finner ikke svaret"),
        ("Hvem leder Kulturutvalget?", "Jeg finner ikke svaret"),
    ],
)
def test_where_no_paper_tells_that_is_said(archive: Archive, question: str, said: str) -> None:
    answer = ask(archive, question)
    assert not answer.answered and said in answer.text, answer.text


@pytest.mark.parametrize(
    ("true", "false"),
    [
        ("Kari Lund (Vik kommune)", "Ida Moe (Vik kommune)"),
        (" er leder", " er nestleder"),
        ("Havnerådet", "Fiskeutvalget"),
        ("8. mai 2023", "9. mai 2022"),
        ("referatet", "innkallingen"),
    ],
)
def test_a_false_word_in_the_sentence_is_not_proven(archive: Archive, true: str, false: str) -> None:
    answer = ask(archive, "Hvem er leder i Havnerådet?")
    assert gate(archive, replace(answer, text=answer.text.replace(true, false, 1))) is None


def test_an_index_from_before_roles_were_kept_tells_of_them_all_the_same(tmp_path: Path) -> None:
    with opened_archive(tmp_path, PAPERS) as opened:
        asked = ask(opened, "Hvem leder Havnerådet?").text
    folder = tmp_path / "index"
    with Writer(folder) as writer, writer.store.transaction():
        writer.store.connection.execute("DELETE FROM records WHERE type = 'holder'")
        writer.store.put("format", "7")
    older = Archive(folder)
    assert ask(older, "Hvem leder Havnerådet?").text == asked
    older.close()
