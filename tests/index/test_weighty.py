"""Which words are looked up in a large archive."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import index.archive
from index.weighty import weighty
from tests.conftest import opened_archive

COUNTS = {"vedtak": 600_000, "møte": 90_000, "ambulansebåt": 300, "finnes ikke": 0}


def test_what_stands_nearly_everywhere_is_not_looked_up() -> None:
    kept = weighty({"vedtak": 1.0, "møte": 1.0, "ambulansebåt": 1.0}, 1_000_000, COUNTS.__getitem__)
    assert kept == {"møte": 1.0, "ambulansebåt": 1.0}


def test_common_words_alone_are_looked_up() -> None:
    assert weighty({"vedtak": 1.0}, 1_000_000, COUNTS.__getitem__) == {"vedtak": 1.0}


def test_words_that_stand_nowhere_are_not_looked_up() -> None:
    assert weighty({"finnes ikke": 1.0}, 1_000_000, COUNTS.__getitem__) == {}
    assert weighty({}, 1_000_000, COUNTS.__getitem__) == {}


def test_a_synonym_that_weighs_little_goes_before_the_word_itself() -> None:
    asked = {"møte": 1.0, "vedtak": 1.0, "sak": 0.25}
    counts = {"møte": 90_000, "vedtak": 150_000, "sak": 90_000}
    assert weighty(asked, 1_000_000, counts.__getitem__) == {"møte": 1.0, "vedtak": 1.0, "sak": 0.25}
    counts["sak"] = 500_000
    assert weighty(asked, 1_000_000, counts.__getitem__) == {"møte": 1.0, "vedtak": 1.0}


@given(
    st.dictionaries(st.text(min_size=1), st.floats(0.1, 1.0), max_size=12),
    st.dictionaries(st.text(min_size=1), st.integers(0, 1000)),
)
def test_the_weightiest_word_is_always_looked_up(terms: dict[str, float], counts: dict[str, int]) -> None:
    kept = weighty(terms, 1000, lambda term: counts.get(term, 500))
    assert kept.items() <= terms.items()
    assert bool(kept) == any(counts.get(term, 500) for term in terms)


def test_a_large_archive_finds_by_weighty_words(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    papers = {f"{number}.txt": f"Utvalget fattet vedtak nummer {number}." for number in range(20)}
    papers["båt.txt"] = "Utvalget fattet vedtak om ambulansebåter."
    asked = {"vedtak": 1.0, "ambulansbåt": 1.0}
    with opened_archive(tmp_path, papers) as archive:
        every = archive.lexical("stem", asked, 100)
        monkeypatch.setattr(index.archive, "LARGE", 0)
        weightiest = archive.lexical("stem", asked, 100)
        assert len(every) == 21
        assert [number for number, _ in weightiest] == [every[0][0]]
