"""A follow-up is read as a question that stands alone; one that stands alone is left as it is."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.conversation import Said, Subject, read_after

ROOT = Path(__file__).resolve().parents[2]
TWO = Subject(projects=("Sikker post", "Nødnett Fjell"))
ONE = Subject(projects=("Sikker post",))
TWO_CASES = Subject(cases=(("4/23", "Digitalrådet"), ("7/22", "Skolestyret")))
TWO_BODIES = Subject(cases=(("4/23", "Digitalrådet"), ("4/23", "Skolestyret")))
CASE = Subject(cases=(("4/23", "Digitalrådet"),))
NOTHING = Subject()


@pytest.mark.parametrize(
    ("before", "subject", "text", "read"),
    [
        ("Hvilke prosjekter hadde rød risiko i oktober 2022?", TWO, "og i april?",
         "Hvilke prosjekter hadde rød risiko i april 2022?"),
        ("Hvilke prosjekter hadde rød risiko i oktober 2022?", TWO, "Og i mai 2023?",
         "Hvilke prosjekter hadde rød risiko i mai 2023?"),
        ("Hvilke prosjekter hadde rød risiko i oktober 2022?", TWO, "og gul status?",
         "Hvilke prosjekter hadde gul status i oktober 2022?"),
        ("Hvilke prosjekter har rød risiko?", TWO, "hvem har ansvaret for det første?",
         "Hvem har ansvaret for Sikker post?"),
        ("Which projects had red risk in April 2022?", TWO, "and in October?",
         "Which projects had red risk in October 2022?"),
        ("Which projects have red risk?", TWO, "Who owns the second one?", "Who owns Nødnett Fjell?"),
        ("Kva er budsjettet for Sikker post i 2022?", ONE, "kva med 2021?",
         "Kva er budsjettet for Sikker post i 2021?"),
        ("Kva er budsjettet for Sikker post i 2022?", ONE, "Kva med Nødnett Fjell?",
         "Kva er budsjettet for Nødnett Fjell i 2022?"),
        ("Hva er budsjettet for Sikker post?", ONE, "Hvem leder prosjektet?", "Hvem leder Sikker post?"),
        ("Hva er budsjettet for Sikker post?", ONE, "hvem har ansvaret for det?", "Hvem har ansvaret for Sikker post?"),
        ("Hva skjedde med sak 4/23?", CASE, "vis hele vedtaket", "Vis hele vedtaket i sak 4/23 i Digitalrådet."),
        ("Hva skjedde med sak 4/23?", CASE, "Hvem la frem saken?", "Hvem la frem sak 4/23 i Digitalrådet?"),
        ("What was decided in case 4/23?", CASE, "What was the proposal?",
         "What was the proposal in case 4/23 in Digitalrådet?"),
        ("Hva ble vedtatt i sak 4/23?", CASE, "Og 5/23?", "Hva ble vedtatt i sak 5/23?"),
        ("Hva ble vedtatt i sak 4/23?", CASE, "hvem la den fram?", "Hvem la fram sak 4/23 i Digitalrådet?"),
        ("Hva ble vedtatt i sak 4/23?", CASE, "når var det?", "Når ble sak 4/23 i Digitalrådet behandlet?"),
        ("Kva vart vedteke i sak 4/23?", CASE, "kvifor?", "Kvifor vart sak 4/23 i Digitalrådet avgjord slik?"),
        ("What was decided in case 4/23?", CASE, "Why?", "Why was case 4/23 in Digitalrådet decided so?"),
        ("Hva ble vedtatt i sak 4/23?", TWO_BODIES, "hvem la den fram?", "Hvem la fram sak 4/23?"),
        ("Hvilke saker handler om post?", TWO_CASES, "hva ble vedtatt i den første?",
         "Hva ble vedtatt i sak 4/23 i Digitalrådet?"),
        ("Hvilke saker handler om post?", TWO_CASES, "og om arkiv?", "Hvilke saker handler om arkiv?"),
        ("Hvilke saker handler om post?", TWO_CASES, "hva med fjellnett?", "Hvilke saker handler om fjellnett?"),
        ("Hvem leder Sikker post?", ONE, "og budsjettet?", "Hva er budsjettet for Sikker post?"),
        ("Kven leier Sikker post?", ONE, "og budsjettet?", "Kva er budsjettet for Sikker post?"),
        ("Hvem leder Sikker post?", ONE, "hva er risikoen?", "Hva er risikoen for Sikker post?"),
        ("Who leads Sikker post?", ONE, "what is the budget in 2022?", "What is the budget of Sikker post in 2022?"),
        ("Hvilke prosjekter har rød risiko?", TWO, "hvem eier dem?", "Hvem eier Sikker post og Nødnett Fjell?"),
        ("Hvor mange møter var det i 2022?", NOTHING, "og i Skolestyret?",
         "Hvor mange møter var det i 2022 i Skolestyret?"),
        ("Når er neste møte i Digitalrådet?", NOTHING, "Og i Skolestyret?", "Når er neste møte i Skolestyret?"),
    ],
)  # fmt: skip
def test_a_follow_up_is_read(before: str, subject: Subject, text: str, read: str) -> None:
    assert read_after([Said(before, subject)], text) == read


@pytest.mark.parametrize(
    "text",
    [
        "Og hvem leder Nødnett Fjell?",
        "Hva ble vedtatt i sak 5/23?",
        "Hva er det?",
        "Hvem la frem saken om Nødnett Fjell?",
        "Hvem har ansvaret for det tredje?",
        "",
    ],
)
def test_what_stands_alone_or_points_at_nothing_is_left(text: str) -> None:
    assert read_after([Said("Hvilke prosjekter har rød risiko?", TWO)], text) is None


@pytest.mark.parametrize("subject", [TWO, ONE, CASE, TWO_CASES, NOTHING])
def test_no_gold_question_is_a_follow_up(subject: Subject) -> None:
    lines = (ROOT / "corpus/gold/questions.jsonl").read_text("utf-8").splitlines()
    history = [Said("Hvilke prosjekter hadde rød risiko i oktober 2022?", subject)]
    taken = [q for line in lines if read_after(history, q := json.loads(line)["question"])]
    assert taken == []


def test_nothing_is_a_follow_up_of_nothing() -> None:
    assert read_after([], "og i april?") is None


@given(st.text(max_size=60), st.text(max_size=60))
def test_any_words_can_be_said(before: str, text: str) -> None:
    read = read_after([Said(before, TWO)], text)
    assert read is None or read.strip()
