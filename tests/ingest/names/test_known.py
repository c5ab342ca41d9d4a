"""What an archive lists becomes names with their forms."""

from __future__ import annotations

import pytest

from ingest.document import Span
from ingest.meeting import Case, Meeting, Person
from ingest.names import Known, Label, known_names
from ingest.names.known import is_person
from ingest.tables import Row


def case(presenter: str | None = None, officer: str | None = None) -> Case:
    return Case("1/23", 1, 2023, "Sak", Span(0, 1), presenter=presenter, officer=officer)


def listed(known: tuple[Known, ...], label: Label) -> dict[str, tuple[str, ...]]:
    return {entry.name: entry.forms for entry in known if entry.label is label}


def test_nothing_listed_gives_no_names() -> None:
    assert known_names([], [], [], []) == ()


def test_people_of_a_meeting_with_their_organisations() -> None:
    meeting = Meeting(
        0, present=(Person("Kari Lie", "Vik kommune"),), absent=(Person("Ola Moe", "observatør"),)
    )
    known = known_names([], [meeting], [], [])
    assert set(listed(known, Label.PERSON)) == {"Kari Lie", "Ola Moe"}
    assert set(listed(known, Label.ORG)) == {"Vik kommune"}


def test_presenters_and_officers_are_people_where_they_look_like_ones() -> None:
    cases = [
        case("Kari Lie og Ola Moe"),
        case("Helsedirektoratet", "Per A. Dahl, Vik kommune"),
        case("Sekretariatet"),
    ]
    assert set(listed(known_names([], [], cases, []), Label.PERSON)) == {"Kari Lie", "Ola Moe", "Per A. Dahl"}


@pytest.mark.parametrize(
    "explained", ["Nasjonalt utvalg for arkiv (NUA)", "NUA (Nasjonalt utvalg for arkiv)"]
)
def test_a_body_and_its_abbreviation_are_one(explained: str) -> None:
    known = known_names(["NUA"], [Meeting(0, aliases=(explained,))], [], [])
    assert listed(known, Label.BODY) == {"Nasjonalt utvalg for arkiv": ("NUA", "Nasjonalt utvalg for arkiv")}


def test_an_abbreviation_that_two_bodies_claim_stands_for_neither() -> None:
    bodies = ["Nordisk utvalg for arkiv (NUA)", "Nytt utvalg for arbeid (NUA)"]
    assert listed(known_names(bodies, [], [], []), Label.BODY)["NUA"] == ("NUA",)


def test_an_organisation_is_known_without_its_legal_form() -> None:
    rows = [Row(0, 1, None, name="Kaia", owner="Nordhelse RHF", lead="Kari Lie")]
    known = known_names([], [], [], rows)
    assert listed(known, Label.ORG) == {"Nordhelse RHF": ("Nordhelse", "Nordhelse RHF")}
    assert listed(known, Label.PROJECT) == {"Kaia": ("Kaia",)}
    assert listed(known, Label.PERSON) == {"Kari Lie": ("Kari Lie",)}


def test_a_name_in_capitals_is_shown_as_running_text_writes_it() -> None:
    known = known_names(["DIGITALRÅDET", "Digitalrådet"], [], [], [])
    assert listed(known, Label.BODY) == {"Digitalrådet": ("DIGITALRÅDET", "Digitalrådet")}


def test_a_form_belongs_to_the_first_label_that_claims_it() -> None:
    rows = [Row(0, 1, None, name="Digitalrådet", owner="Digitalrådet")]
    assert [entry.label for entry in known_names(["Digitalrådet"], [], [], rows)] == [Label.BODY]


def test_sentences_and_numbers_are_no_names() -> None:
    rows = [Row(0, 1, None, name=name) for name in ("", "12 345", "ord " * 11, "x" * 91)]
    assert known_names([], [], [], rows) == ()


@pytest.mark.parametrize(
    "name", ["Kari Lie", "Anne-Marie de Vries", "Per A. Dahl", "Áile Čáppa", "Kari Anne Lie Moe"]
)
def test_people(name: str) -> None:
    assert is_person(name)


@pytest.mark.parametrize(
    "name",
    [
        "Kari",
        "Helse Sør",
        "Vik kommune",
        "Arbeidets Sentralråd",
        "Nordre HF",
        "kari lie",
        "Ny Senterpartiets Gruppe",
    ],
)
def test_not_people(name: str) -> None:
    assert not is_person(name)
