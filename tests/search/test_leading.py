"""Who leads something is answered by a quote that says so, and by no other."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from index.archive import Archive
from search.ask import ask
from tests.conftest import opened_archive

PAPERS = {
    "notat.txt": (
        "Notat om havna\n\n"
        "Arbeidet med ny molo er knyttet til Samferdselsforumet, som ledes av Rune Strand i Vågen kommune.\n\n"
        "Moloprosjektet fikk ti millioner kroner. Ida Moe leder Moloprosjektet og rapporterer til kommunen.\n\n"
        "Kystforbundet sendte et brev i mai. Det er uklart om det er Per Dahl eller Havnevesenet som leder arbeidet "
        "på dette feltet, skrev Kystforbundet.\n\n"
        "Brevet ble lagt fram for Nasjonalt havnestyre 13. februar. Eva Lund la det fram for Nasjonalt havnestyre.\n\n"
        "Kari Berg er direktør for Fiskemuseet i Vågen. Fiskemuseet åpnet i 1990.\n\n"
        "Leder av Kunstlaget Siri Bø takket for støtten til utstillingen.\n\n"
        "Vågen Arbeiderparti fikk flest stemmer i høst. Lederen av partiet var Tor Nes.\n"
    ),
    "oppgaver.txt": (
        "Oppgaver i Havnevesenet\n\nI samarbeidet sitter Havnevesenet (leder), Kystlaget og Sjøheimevernet. "
        "Anne Vik er seksjonssjef for Kystlaget.\n"
    ),
}


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Archive]:
    with opened_archive(tmp_path_factory.mktemp("leder"), PAPERS) as opened:
        yield opened


@pytest.mark.parametrize(
    ("question", "name"),
    [
        ("Hvem leder Samferdselsforumet?", "Rune Strand"),
        ("Hvem leder Moloprosjektet?", "Ida Moe"),
        ("Who heads Moloprosjektet?", "Ida Moe"),
        ("Hvem leder Fiskemuseet?", "Kari Berg"),
        ("Hvem er leder i Kunstlaget?", "Siri Bø"),
        ("Hvem er direktør for Fiskemuseet?", "Kari Berg"),
        ("Hvem var lederen av Vågen Arbeiderparti?", "Tor Nes"),
    ],
)
def test_who_leads_it_is_named(archive: Archive, question: str, name: str) -> None:
    answer = ask(archive, question)
    assert answer.answered and name in answer.text, answer.text


@pytest.mark.parametrize(
    "question",
    [
        "Hvem leder Nasjonalt havnestyre?",
        "Kven leier Nasjonalt havnestyre?",
        "Who chairs Nasjonalt havnestyre?",
        "Hvem styrer Nasjonalt havnestyre?",
        "Hvem leder Kystforbundet?",
        "Hvem leder Havnevesenet?",  # it leads something itself
        "Hvem er direktør for Kystlaget?",  # the head of a section is none
        "Hvem er leder av Nasjonalt havnestyre?",
        "Kven er leiar for Kystforbundet?",
        "Who is the head of Kystforbundet?",
        "Who heads Kystforbundet?",
    ],
)
def test_a_quote_that_names_nobody_as_leader_is_no_answer(archive: Archive, question: str) -> None:
    assert not ask(archive, question).answered
