"""Who leads, chairs and keeps minutes, in whatever way a paper sets it out."""

from __future__ import annotations

import time

import pytest

from ingest.meeting.roles import find_holders
from ingest.meeting.types import Holder, Role

HEAD = "Referat fra møte i Havnerådet\nDato: 9. mai 2022\n"
CASE = "Sak 1/22 Godkjenning av innkalling\n"


def holders(text: str, *, of_body: bool = True) -> list[Holder]:
    return list(find_holders(text, 0, len(text), of_body=of_body))


def told(text: str) -> list[tuple[str, Role]]:
    return [(holder.name, holder.role) for holder in holders(text)]


@pytest.mark.parametrize(
    ("lines", "name", "role"),
    [
        ("Til stede: Kari Lie (Vik kommune), leder", "Kari Lie", Role.LEADER),
        ("Til stede Kari Lie (Vik\nkommune), leiar", "Kari Lie", Role.LEADER),
        ("Til stede:\nKari Lie (Vik kommune, nestleder)", "Kari Lie", Role.DEPUTY),
        ("Til stede:\nKari Lie, Vik kommune, nestleiar", "Kari Lie", Role.DEPUTY),
        ("Present: Kari Lie (Vik), chair", "Kari Lie", Role.LEADER),
        ("Navn: Kari Lie (leder)", "Kari Lie", Role.LEADER),
        ("Leder: Kari Lie", "Kari Lie", Role.LEADER),
        ("Møteleder: Kari Lie, Vik kommune", "Kari Lie", Role.CHAIR),
        ("Møteleiar   Kari Lie", "Kari Lie", Role.CHAIR),
        ("Ordstyrer: Kari M. Lie", "Kari M. Lie", Role.CHAIR),
        ("Chaired by: Kari Lie", "Kari Lie", Role.CHAIR),
        ("Sekretær:     Kari Lie (sekretariatet)", "Kari Lie", Role.SECRETARY),
        ("Referent: Kari Lie", "Kari Lie", Role.RECORDER),
        ("Referat ved: Kari Lie", "Kari Lie", Role.RECORDER),
        ("Navn\tRolle\tVirksomhet\nKari Lie\tLeder\tVik kommune", "Kari Lie", Role.LEADER),
        ("| Navn | Rolle |\n| Kari Lie | Nestleder |", "Kari Lie", Role.DEPUTY),
        ("Møteleder\nKari Lie (Vik kommune)\nReferent\nOla Moe", "Kari Lie", Role.CHAIR),
        ("Møteleder:\nKari Lie", "Kari Lie", Role.CHAIR),
    ],
)
def test_a_role_in_the_head_of_minutes(lines: str, name: str, role: Role) -> None:
    text = f"{HEAD}{lines}\n\n{CASE}Vedtak: Godkjent.\n"
    found = next(holder for holder in holders(text) if holder.role is role)
    assert found.name == name
    quoted = " ".join(found.span.of(text).split())
    assert name in quoted and len(quoted) < 80


def test_organisations_are_kept() -> None:
    found = holders(f"{HEAD}Til stede:\nKari Lie (Vik kommune), leder\nOla Moe, Nes kommune, nestleder\n")
    assert [(h.name, h.organisation) for h in found] == [
        ("Kari Lie", "Vik kommune"),
        ("Ola Moe", "Nes kommune"),
    ]


def test_two_keep_the_minutes() -> None:
    assert told(f"{HEAD}Møteboksekretærer: Kari Lie og Ola A. Moe\n") == [
        ("Kari Lie", Role.SECRETARY),
        ("Ola A. Moe", Role.SECRETARY),
    ]


def test_a_signature_stands_under_its_name() -> None:
    text = (
        f"{HEAD}Til stede:\nPer Vik\n\n{CASE}Vedtak: Godkjent.\n\nVik, 12. mai 2022\n\nKari Lie\nreferent\n"
    )
    assert told(text) == [("Kari Lie", Role.RECORDER)]


def test_a_role_goes_on_from_its_own_line_alone() -> None:
    text = f"{HEAD}Til stede\nKari Lie (Vik kommune),\nnestleder\nOla Moe (Nes kommune)\n"
    assert told(text) == [("Kari Lie", Role.DEPUTY)]


def test_what_a_sentence_says_of_who_led_the_meeting() -> None:
    assert told(f"{HEAD}{CASE}Møtet ble ledet av nestleder Kari Lie.\n") == [("Kari Lie", Role.CHAIR)]
    assert told(f"{HEAD}{CASE}Kari Lie (Vik kommune) leia møtet.\n") == [("Kari Lie", Role.CHAIR)]


def test_a_body_that_is_named_goes_before_the_papers_own() -> None:
    text = "Brev til fylket\n\nVennlig hilsen\nKari Lie\nleder av Arkivutvalget for Vik\n"
    (found,) = holders(text, of_body=False)
    assert (found.name, found.body) == ("Kari Lie", "Arkivutvalget for Vik")
    assert holders("Vennlig hilsen\nKari Lie\nleder\n", of_body=False) == []


@pytest.mark.parametrize(
    "line",
    [
        "Kari Lie, prosjektleder",
        "Kari Lie (Vik kommune), leder for prosjektet om havna",
        "Leder opplyste at sak 5/22 var trukket.",
        "Tittel: Leder for drift",
        "Seksjonsleder Kari Lie ønsket velkommen",
        "Kari Lie leder arbeidet med havna",
        "Kari Lie (leder, Fastlegeforum)",
        "Kari Lie, leder, Fastlegeforum",
        "Kari Lie (Vik kommune), fungerende leder",
    ],
)
def test_other_leaders_are_none_of_the_body(line: str) -> None:
    assert holders(f"{HEAD}Til stede:\nPer Vik\n{line}\n\n{CASE}") == []


def test_those_elected_in_a_case_are_no_leaders_of_the_body_that_elects() -> None:
    assert (
        holders(
            f"{HEAD}Til stede:\nPer Vik\n\n{CASE}Leder: Kari Lie\nOla Moe, nestleder\nTil sak 2\n"
            + "x\n" * 20
        )
        == []
    )


def test_a_long_text_without_end_takes_no_time() -> None:
    for text in (
        "Kari Lie, " * 20_000,
        "leder av " * 20_000,
        "Leder\n" * 20_000,
        "møtet ble ledet av " * 10_000,
    ):
        began = time.process_time()
        find_holders(text, 0, len(text), of_body=True)
        assert time.process_time() - began < 5
