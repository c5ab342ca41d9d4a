"""Who was there, and who was not."""

from __future__ import annotations

import pytest

from ingest.meeting.lines import split_lines
from ingest.meeting.people import Attendance, read_people
from ingest.meeting.types import Person


def people(text: str) -> Attendance:
    return read_people(split_lines(text))


def test_members_have_organisation_and_role() -> None:
    present, absent = people(
        "Til stede Anne Berg (Nes kommune), leder\nBjørn Dal (Helse\nVest), nestleder\nCarl Ek (KS, observatør)\n"
        "Ikke til stede Dina Foss (Norsk\nForbund)\nStedfortreder Eli Gran for Dina Foss (Norsk Forbund)\nSak Tema\n"
    )
    assert present == (
        Person("Anne Berg", "Nes kommune", "leder"),
        Person("Bjørn Dal", "Helse Vest", "nestleder"),
        Person("Carl Ek", "KS", "observatør"),
    )
    assert absent == (Person("Dina Foss", "Norsk Forbund"),)


def test_a_parenthesis_that_never_closes_swallows_nobody() -> None:
    present, _ = people("Til stede:\nAnne Berg (KS\nBjørn Dal (NAV)\n")
    assert [person.name for person in present] == ["Anne Berg", "Bjørn Dal"]


def test_municipal_tables() -> None:
    present, absent = people(
        "Følgende faste medlemmer møtte:\nNavn Funksjon Representerer\nKari Bøe Ordfører AP\nOla Li Medlem Sp\n"
        "Følgende medlemmer hadde meldt forfall:\nNavn Funksjon Representerer\nSiv Moe MEDL V\nSaksliste\n"
        "Per Aas Medlem H"
    )
    assert present == (Person("Kari Bøe", "AP", "ordfører"), Person("Ola Li", "Sp", "medlem"))
    assert absent == (Person("Siv Moe", "V", "medl"),)


def test_names_in_a_row() -> None:
    present, _ = people("Til stede\nMedlemmer: Anne Marie Berg, Bjørn Dal, Carl Ek\nForfall:\nSaksliste")
    assert [person.name for person in present] == ["Anne Marie Berg", "Bjørn Dal", "Carl Ek"]


@pytest.mark.parametrize(
    "text", ["", "Dato 1. mai 2020\nSak 1/20 A", "Til stede: 17 av 19 medlemmer\nSak 1/20"]
)
def test_no_names_give_nobody(text: str) -> None:
    assert people(text) == ((), ())
