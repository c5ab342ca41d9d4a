"""What a question asks the meaning of, and which sentences tell it."""

from __future__ import annotations

import pytest

from search.definitions import asked_for, defines


@pytest.mark.parametrize(
    ("question", "term"),
    [
        ("Hva er en legemiddelliste?", "legemiddelliste"),
        ("Kva er velferdsteknologi?", "velferdsteknologi"),
        ("What is a data processor?", "data processor"),
        ("Hva betyr forkortelsen EPJ?", "EPJ"),
        ("Hva står EPJ for?", "EPJ"),
        ("What does EPJ stand for?", "EPJ"),
        ("Kva tyder omgrepet samhandling?", "samhandling"),
        ("Hva menes med «dataansvarlig»?", "dataansvarlig"),
        ("Hvem er Kari Berg?", "Kari Berg"),
    ],
)
def test_a_meaning_is_asked_for(question: str, term: str) -> None:
    assert asked_for(question) == term


@pytest.mark.parametrize(
    "question",
    ["Hva er budsjettet for Havna i 2023?", "Hva ble vedtatt?", "Hvem er leder av rådet?", "Hva koster det?"],
)
def test_a_value_or_a_role_is_no_meaning(question: str) -> None:
    assert asked_for(question) is None


@pytest.mark.parametrize(
    ("text", "term"),
    [
        ("En legemiddelliste er en oversikt over det pasienten bruker.", "legemiddelliste"),
        ("EPJ står for elektronisk pasientjournal.", "EPJ"),
        ("De innfører elektronisk pasientjournal (EPJ) i vår.", "EPJ"),
        ("Samhandling: at flere gjør noe sammen.", "samhandling"),
        ("Ifølge havnesjef Kari Berg går det bra.", "Kari Berg"),
        ("A data processor is a body that handles data for another.", "data processor"),
    ],
)
def test_a_definition_is_seen(text: str, term: str) -> None:
    assert defines(text, term)


@pytest.mark.parametrize(
    ("text", "term"),
    [
        ("De har gått gjennom alle legemiddellister.", "legemiddelliste"),
        ("Leverandøren av EPJ sa at det tar tid.", "EPJ"),
        ("Møtet handlet om samhandling og økonomi.", "samhandling"),
    ],
)
def test_a_mention_is_no_definition(text: str, term: str) -> None:
    assert not defines(text, term)
