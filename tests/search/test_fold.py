"""Near-duplicates are folded; what differs in a number, a name or a denial is not."""

from __future__ import annotations

import pytest

from index.types import StoredPassage
from ingest.document import Span
from search.fold import fold
from search.types import Ranked

DECISION = (
    "Vedtak: Styret ber administrasjonen om å legge fram en samlet plan for brøyting av gatene innen 1. mars 2024, "
    "og tar ellers redegjørelsen fra Kari Nordmann til orientering. Saken følges opp i neste møte."
)


def ranked(*texts: str, documents: str = "abcdef") -> list[Ranked]:
    return [
        Ranked(
            StoredPassage(
                i, documents[i], "T", None, 0, len(text), text, (), (Span(0, len(text)),), 1, None, None, "other",
                None, False,
            ),
            1 - i / 10,
        )
        for i, text in enumerate(texts)
    ]  # fmt: skip


def groups(*texts: str, documents: str = "abcdef", limit: int = 10) -> list[list[int]]:
    found = fold(ranked(*texts, documents=documents), limit)
    return [[one.ranked.passage.id, *(other.id for other in one.others)] for one in found]


def test_the_same_text_is_one_hit_that_names_its_other_places() -> None:
    assert groups(DECISION, "Noe helt annet.", DECISION, DECISION.replace("  ", " ")) == [[0, 2, 3], [1]]


def test_small_differences_of_wording_and_case_are_the_same() -> None:
    assert groups(DECISION, DECISION.replace("Vedtak", "VEDTAK").replace("samlet ", "")) == [[0, 1]]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("2024", "2025"),
        ("Kari Nordmann", "Ola Nordmann"),
        ("tar ellers", "tar ellers ikke"),
        ("1. mars", "2. mars"),
    ],
)
def test_a_number_a_name_or_a_denial_makes_another(old: str, new: str) -> None:
    assert groups(DECISION, DECISION.replace(old, new)) == [[0], [1]]


def test_passages_that_overlap_in_their_document_stay_apart() -> None:
    assert groups(DECISION, DECISION, documents="aa") == [[0], [1]]


def test_the_limit_counts_what_is_different() -> None:
    assert groups(DECISION, DECISION, "Noe annet.", "Noe tredje.", limit=2) == [[0, 1], [2]]


def test_passages_without_words_are_not_one() -> None:
    assert groups("…", "---") == [[0], [1]]
