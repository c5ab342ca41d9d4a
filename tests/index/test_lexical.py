"""The lexical index: what is written is found, what is removed is not, and BM25 is BM25."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.language import Terms
from index.lexical import Lexical, open_lexical
from index.types import About


def add(lexical: Lexical, passage: int, words: str, document: int = 1, part: int = 1) -> None:
    terms = words.split()
    lexical.add(About(passage, document, part), Terms(terms, terms), Terms([], []))


@pytest.fixture
def lexical(tmp_path: Path) -> Lexical:
    return Lexical(tmp_path / "lexical")


def ids(lexical: Lexical, *terms: str, **options: object) -> list[int]:
    return [n for n, _ in lexical.search("stem", dict.fromkeys(terms, 1.0), 10, **options)]  # type: ignore[arg-type]


def test_what_was_committed_is_found(lexical: Lexical) -> None:
    add(lexical, 7, "sak 15/20 e-helse æøå")
    assert ids(lexical, "15/20") == []
    lexical.commit()
    assert ids(lexical, "15/20") == ids(lexical, "e-helse") == ids(lexical, "æøå") == [7]


def test_removed_documents_are_gone(lexical: Lexical) -> None:
    add(lexical, 1, "budsjett", document=1)
    add(lexical, 2, "budsjett", document=2)
    lexical.commit()
    lexical.remove([1])
    lexical.commit()
    assert ids(lexical, "budsjett") == [2]
    assert lexical.size == 1


def test_parts_filter_without_changing_scores(lexical: Lexical) -> None:
    for number in range(1, 5):
        add(lexical, number, "budsjett " * number, part=number)
    lexical.commit()
    everything = dict(lexical.search("stem", {"budsjett": 1.0}, 10))
    some = dict(lexical.search("stem", {"budsjett": 1.0}, 10, [2, 4]))
    assert set(some) == {2, 4}
    assert all(some[number] == pytest.approx(everything[number]) for number in some)
    assert lexical.search("stem", {"budsjett": 1.0}, 10, []) == []


def test_a_heavier_term_counts_more(lexical: Lexical) -> None:
    add(lexical, 1, "alfa x y z")
    add(lexical, 2, "beta x y z")
    lexical.commit()
    ranked = lexical.search("stem", {"alfa": 1.0, "beta": 0.3}, 2)
    assert [number for number, _ in ranked] == [1, 2]
    assert ranked[1][1] == pytest.approx(0.3 * ranked[0][1])


def test_a_damaged_index_is_made_anew(tmp_path: Path) -> None:
    folder = tmp_path / "lexical"
    lexical = Lexical(folder)
    add(lexical, 1, "budsjett")
    lexical.commit()
    lexical.close()
    (folder / "meta.json").write_text("{ødelagt")
    reopened, fresh = open_lexical(folder)
    assert fresh and reopened.size == 0


def test_terms_of_absurd_length_are_left_out(lexical: Lexical) -> None:
    add(lexical, 1, "a" * 100_000 + " budsjett")
    lexical.commit()
    assert ids(lexical, "budsjett") == [1]
    assert ids(lexical, "a" * 100_000) == []


@settings(max_examples=25)
@given(st.lists(st.text("abcdefgh ", min_size=1, max_size=40), min_size=3, max_size=12))
def test_scores_are_lucenes_bm25_but_for_the_rounding_of_lengths(
    tmp_path_factory: pytest.TempPathFactory, texts: list[str]
) -> None:
    """bm25s' ``lucene`` method with k1 1.2 and b 0.75; short lengths are kept exactly by tantivy."""
    import bm25s

    tokens = [text.split() for text in texts]
    vocabulary = sorted({token for words in tokens for token in words})
    if not vocabulary:
        return
    lexical = Lexical(tmp_path_factory.mktemp("bm25"))
    for number, words in enumerate(tokens):
        add(lexical, number, " ".join(words))
    lexical.commit()
    reference = bm25s.BM25(method="lucene", k1=1.2, b=0.75)
    reference.index(tokens, show_progress=False)
    query = vocabulary[:3]
    expected = reference.get_scores(query)
    got = dict(lexical.search("stem", dict.fromkeys(query, 1.0), len(texts)))
    for number, score in enumerate(expected):
        # bm25s leaves out the constant factor k1 + 1 = 2.2, as Lucene does since version 8
        assert got.get(number, 0.0) == pytest.approx(float(score) * 2.2, rel=1e-3, abs=1e-4)
