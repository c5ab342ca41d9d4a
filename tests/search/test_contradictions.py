"""Papers of different dates that say different things are told by date, the newest first, each with its quote."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from index.archive import Archive
from search.ask import ask
from search.contradictions import holders
from search.verify import quote_stands, unproven_parts
from tests.conftest import opened_archive

MINUTES = "Referat fra møte i Havnerådet\nMøte 1/{year}\nDato 9. mai {year}\n\n{text}\n"
TELLS = "Dokumentene sier ulike ting"
ROLE = frozenset({"led"})


def papers(*texts: str) -> dict[str, str]:
    return {f"{n}.txt": MINUTES.format(year=2021 + n, text=text) for n, text in enumerate(texts)}


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Archive]:
    told = papers(
        "Leder av mudringsprosjektet er Kari Berg, som møtte.\n\nBompengeordningen for kaien er vedtatt av rådet.\n\n"
        "Lysplanen for moloen er vedtatt av rådet.",
        "Ola Moe er leder av mudringsprosjektet.\n\nBompengeordningen for kaien er opphevet av rådet.\n\n"
        "Lysplanen for moloen kan bli utsatt.",
    )
    with opened_archive(tmp_path_factory.mktemp("ulikt"), told) as opened:
        yield opened


def told_by_date(archive: Archive, question: str) -> list[str]:
    """The lines that an answer tells by date; every quote proven."""
    answer = ask(archive, question)
    assert answer.answered and all(quote_stands(archive, citation) for citation in answer.citations)
    first, *lines = answer.text.splitlines()
    return lines if first.startswith((TELLS, "The documents", "Dokumenta seier")) else []


@pytest.mark.parametrize(
    "question",
    [
        "Hvem er leder av mudringsprosjektet?",
        "Kven er leiar av mudringsprosjektet?",
        "Hvem er leder for mudringsprosjektet?",
    ],
)
def test_two_people_in_one_role(archive: Archive, question: str) -> None:
    newest, oldest = told_by_date(archive, question)[:2]
    assert "2022" in newest and "Ola Moe" in newest
    assert "2021" in oldest and "Kari Berg" in oldest


@pytest.mark.parametrize(
    "question", ["Er bompengeordningen for kaien vedtatt?", "Vart bompengeordninga for kaien vedteken?"]
)
def test_what_was_decided_and_repealed(archive: Archive, question: str) -> None:
    newest, oldest = told_by_date(archive, question)[:2]
    assert "2022" in newest and "opphevet" in newest
    assert "2021" in oldest and "vedtatt" in oldest


def test_a_date_that_is_another_papers_proves_nothing(archive: Archive) -> None:
    answer = ask(archive, "Hvem er leder av mudringsprosjektet?")
    assert unproven_parts(archive, answer) == []
    swapped = re.sub(r"202[12]", lambda m: "2021" if m.group() == "2022" else "2022", answer.text)
    assert len(unproven_parts(archive, replace(answer, text=swapped))) == 2


def test_what_may_come_is_no_contradiction(archive: Archive) -> None:
    assert told_by_date(archive, "Er lysplanen for moloen vedtatt?") == []


def test_numbers_of_another_kind_are_no_contradiction(tmp_path: Path) -> None:
    older = "Kranen på mudringsprosjektet kostet 2,3 millioner kroner."
    newer = "Kranen på mudringsprosjektet kostet mer, 40 prosent dyrere."
    with opened_archive(tmp_path, papers(older, newer)) as archive:
        assert told_by_date(archive, "Hva kostet kranen på mudringsprosjektet?") == []


@pytest.mark.parametrize(
    ("older", "newer"),
    [
        ("Kari Berg er leder av mudringsprosjektet.", "Leder av mudringsprosjektet: Kari Berg."),
        ("Kari Berg er leder av mudringsprosjektet.", "Ola Moe er leder av moloprosjektet."),
        ("Kari Berg er leder av mudringsprosjektet.", "Ola Moe er nestleder i mudringsprosjektet."),
        ("Tidligere leder Kari Berg av mudringsprosjektet møtte.", "Ola Moe er leder av mudringsprosjektet."),
    ],
)
def test_what_is_none(tmp_path: Path, older: str, newer: str) -> None:
    with opened_archive(tmp_path, papers(older, newer)) as archive:
        assert told_by_date(archive, "Hvem er leder av mudringsprosjektet?") == []


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Leder: Kari Berg", {"berg"}),
        ("Kari Berg (leder) møtte.", {"berg"}),
        ("Leder for arbeidet i nord er Kari de Lie.", {"lie"}),
        ("Kari Berg ble valgt til ny leder.", {"berg"}),
        ("Lederen ønsket Kari Berg velkommen.", set()),
        ("Leder av Statens Kartverk takket Kari Berg.", set()),
        ("Kari Berg er ikke leder.", set()),
        ("Konstituert leder Kari Berg", set()),
    ],
)
def test_who_has_a_role(archive: Archive, text: str, names: set[str]) -> None:
    role = frozenset(token.term for token in archive.analyser.tokens("leder"))
    assert holders(archive, role, text) == names


def test_one_side_alone_is_not_told_as_a_contradiction(tmp_path: Path) -> None:
    """A sentence cut at a number, in the middle of a list, is proven with its date before it."""
    lists = papers(
        "Valgkomiteen foreslår\nMedlem: Per Lund - AB\n"
        "Mudringsprosjektet: 1. Leder: Kari Berg - Sp 2. Nestleder: Liv Moe - AB 3.",
        "Ola Moe er leder av mudringsprosjektet.",
    )
    with opened_archive(tmp_path, lists) as archive:
        lines = told_by_date(archive, "Hvem er leder av mudringsprosjektet?")
        assert [("Ola Moe" in line, "Kari Berg" in line) for line in lines] == [(True, False), (False, True)]
