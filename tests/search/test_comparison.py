"""What is compared is answered from both sides, each with its quote, or not at all."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from index.archive import Archive
from search.ask import ask
from search.comparison import sides_of
from tests.conftest import opened_archive

PAPERS = {
    "ordninger.txt": (
        "Ordninger i kommunen\n\nBrukerstyrt assistanse er hjelp som mottakeren selv leder og bestemmer over.\n\n"
        "Kommunens reglement har egne kapitler om transport, bolig og skole.\n"
    ),
    "tilbud.txt": (
        "Tilbud til eldre\n\nDagsenter er et tilbud på dagtid for hjemmeboende med behov for samvær.\n\n"
        "Bassenget holder stengt i juli.\n"
    ),
    "prosjekter.txt": (
        "Porteføljerapport mars 2024\n\nProsjekt\tStatus\tRisiko\tBudsjett 2024 (mill. kr)\n"
        "Brannvarsling\tGrønn\tRød\t7\nLysanlegg\tGul\tGrønn\t4\nVannmåler\tGul\tGul\t2\n"
    ),
    "avgift.txt": (
        "Havneavgift\n\nForskjellen mellom kaivederlag og anløpsavgift er at kaivederlag betales for bruk av kai, "
        "mens anløpsavgift betales for å seile inn i havnen.\n"
    ),
}


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Archive]:
    with opened_archive(tmp_path_factory.mktemp("sammenligning"), PAPERS) as opened:
        yield opened


@pytest.mark.parametrize(
    ("question", "sides"),
    [
        ("Hva er forskjellen mellom kjøp og leie?", ("kjøp", "leie")),
        ("Kva er skilnaden på eit råd og eit utval?", ("eit råd", "eit utval")),
        ("What is the difference between buying and leasing?", ("buying", "leasing")),
        ("Sammenlign budsjettet for 2023 med budsjettet for 2024", ("budsjettet for 2023", "budsjettet for 2024")),
        ("Compare buying and leasing.", ("buying", "leasing")),
        ("Hvordan skiller kjøp seg fra leie?", ("kjøp", "leie")),
        ("Korleis skil kjøp seg frå leige?", ("kjøp", "leige")),
        ("How does buying differ from leasing?", ("buying", "leasing")),
        ("Hva er forskjellen?", None),
        ("Hvem skiller søppel og glass?", None),
    ],
)  # fmt: skip
def test_what_is_compared_is_read(question: str, sides: tuple[str, str] | None) -> None:
    assert sides_of(question) == sides


def test_each_side_is_told_with_its_own_quote(archive: Archive) -> None:
    answer = ask(archive, "Hva er forskjellen mellom brukerstyrt assistanse og dagsenter?")
    assert answer.answered, answer.text
    assert [citation.n for citation in answer.citations] == [*range(1, len(answer.citations) + 1)]
    one, other = answer.text.split("\n")
    assert one.startswith("brukerstyrt assistanse: ") and "selv leder" in one and "[1]" in one
    assert other.startswith("dagsenter: ") and "dagtid" in other
    cited = {citation.n: citation for citation in answer.citations}
    number = int(other.split("[")[1].split("]")[0])
    assert cited[1].document == "ordninger.txt" and cited[number].document == "tilbud.txt"


def test_a_quote_that_names_both_is_enough(archive: Archive) -> None:
    answer = ask(archive, "Hva er forskjellen mellom kaivederlag og anløpsavgift?")
    assert answer.answered and "mens anløpsavgift betales" in answer.text
    assert answer.citations[0].document == "avgift.txt"


def test_rows_are_compared_by_what_their_tables_say(archive: Archive) -> None:
    for question in (
        "Hvor mye større er budsjettet til Brannvarsling enn til Lysanlegg i 2024?",
        "Hvilket av prosjektene Brannvarsling og Lysanlegg har størst budsjett i 2024?",
        "Sammenlign budsjettet for Brannvarsling og Lysanlegg",
        "Kva er skilnaden på budsjettet til Brannvarsling og Lysanlegg i 2024?",
        "How much larger is the budget of Brannvarsling than of Lysanlegg in 2024?",
    ):
        answer = ask(archive, question)
        assert answer.kind == "records", (question, answer.text)
        assert {record["name"] for record in answer.records} == {"Brannvarsling", "Lysanlegg"}
        assert "4" in answer.text and "7" in answer.text
    whole = ask(archive, "Sammenlign Brannvarsling og Lysanlegg")
    assert whole.kind == "records" and "rød" in whole.text.lower() and "grønn" in whole.text.lower()


def test_quotes_that_define_neither_side_are_no_comparison(archive: Archive) -> None:
    answer = ask(archive, "Hva er forskjellen mellom reglement og basseng?")
    assert not answer.answered and answer.kind == "none" and not answer.citations


def test_a_side_that_the_archive_does_not_know_is_no_answer(archive: Archive) -> None:
    answer = ask(archive, "Hva er forskjellen mellom dagsenter og romheis?")
    assert not answer.answered
