"""A quote that shares the question's words and is of something else answers nothing."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from index.archive import Archive
from search.ask import ask
from search.facts import has_count, has_money
from tests.conftest import opened_archive

PAPERS = {
    "havn.txt": (
        "Rapport om havna\n\nHavna i Nordvik produserer 3 500 tonn is i uka ved hjelp av en ny maskin.\n\n"
        "Testen av den nye varslingen tok 45 minutter, og 98 prosent av meldingene kom fram.\n\n"
        "Etter amerikansk mønster er kaia bygd av stål.\n"
    ),
    "lodd.txt": "Om loddet\n\nEkkoloddet ble utviklet for fiskere og er enkelt å bruke.\n",
    "nytt.txt": "Om nye prosjekter\n\nTo nye prosjekter er kommet til: Brannvern og Øysambandet (Ytterby kommune).\n",
    "vest.txt": "Om Sørvik\n\nSørvik og Vestre Li har hver sin kai og hver sin kran.\n",
    "møte.txt": (
        "Referat fra møte i Kairådet\nMøte 1/2023\nDato 14. mars 2023\n\n"
        "Til stede: Per Strand (Nordvik kommune), leder, Kari Berg (Sørvik kommune), Ola Moe (Vestre Li)\n\n"
        "Sak 1/23 Kran\n\n"
        "Kari Berg mente at krana er for dyr. Den koster mer enn den smaker.\n\n"
        "Kommunene har budsjett på 17,1 millioner kroner til kaier, og 4,8 millioner kroner til innbyggere på hjul.\n"
    ),
}  # fmt: skip


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Archive]:
    with opened_archive(tmp_path_factory.mktemp("tvil"), PAPERS) as opened:
        yield opened


@pytest.mark.parametrize(
    ("question", "words"),
    [
        ("Hvor mange tonn is produserer havna i Nordvik i uka?", "3 500"),
        ("Hva mente Kari Berg om krana?", "for dyr"),
        ("What did Kari Berg think about the crane?", "for dyr"),
        ("Hvor lenge tok testen av den nye varslingen i Nordvik?", "45 minutter"),
        ("Hva er kaia i Nordvik bygd av, etter mønster fra Amerika?", "stål"),
    ],
)
def test_what_is_told_is_answered(archive: Archive, question: str, words: str) -> None:
    answer = ask(archive, question)
    assert answer.answered and words in answer.text


@pytest.mark.parametrize(
    "question",
    [
        "Hvor mange tonn is produserer havna i Sørvik i uka?",  # another place
        "Hvor mange tonn is produserer havna på Vestre Li i uka?",
        "Hva kostet testen av den nye varslingen?",  # minutes and a share alone
        "Hva mente Ola Moe om krana?",  # he was there and said nothing
        "Kva meinte Per Strand om krana?",
        "Hvem var leder av Kairådet før Per Strand?",  # the one whom the question names
        "Hvor mange innbyggere har kommunene på hjul?",  # sums alone
        "Hva koster ekkoloddet?",  # it is told of, and what it costs is not
        "Hvor mange øyer er det i Ytterby kommune?",  # what is counted is a part of another word
        "Hvem utviklet ekkoloddet for fiskere?",  # it was done, and not told by whom
        "Hva var budsjettet for testen av den nye varslingen?",
    ],
)
def test_what_is_told_of_another_is_refused(archive: Archive, question: str) -> None:
    assert not ask(archive, question).answered


@pytest.mark.parametrize(
    ("text", "held"),
    [
        ("Den koster 38 000 kroner i året.", True),
        ("Skummet melk kostet 14,90 ved årets slutt.", True),
        ("131 Varsling Nordvik 7", True),
        ("Testen 27. februar 2024 tok 45 minutter.", False),
        ("98 prosent av anropene kom fram.", False),
        ("Budsjettet i sak 4/23 er ikke kjent.", False),
    ],
)
def test_amounts_of_money(text: str, held: bool) -> None:
    assert has_money(text, "Hva kostet testen 27. februar 2024?") is held


@pytest.mark.parametrize(
    ("text", "noun", "held"),
    [
        ("Det var 1.373 personer om bord.", "personer", True),
        ("Det var 110 000 som døde.", "personer", True),
        ("Fem båter er kjøpt.", "båter", True),
        ("Kommunen har 2,1 millioner innbyggere.", "innbyggere", False),
        ("Kommunen har 2 millioner innbyggere.", "innbyggere", True),
        ("Kommunen har 17,1 millioner kroner, 60 prosent mer.", "innbyggere", False),
        ("Det var 14 av 20 kommuner i 2021.", "kommuner", True),
        ("Den tas i bruk i mars 2025.", "båter", False),
        ("De tas i bruk innen 1. mars.", "båter", False),
        ("1. Rådet støtter at de går sammen.", "kommuner", False),
        ("106 Journal i båt Nordvik Gul 60 % 1,9 2,2", "båter", False),
        ("Nordvik 14 båter 3 kaier 2 kraner", "båter", True),
        ("Det tok 45 minutter.", "minutter", True),
        ("Det tok 45 minutter.", "personer", False),
    ],
)
def test_numbers_that_count(text: str, noun: str, held: bool) -> None:
    assert has_count(text, f"Hvor mange {noun}?", noun) is held
