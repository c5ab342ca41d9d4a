"""Words and n-grams as hashes."""

import unicodedata

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.encoders.ngrams import LONGEST_WORD, gram_hashes, lookup, offsets, word_hashes, words

WORD = st.text(st.characters(categories=("L", "N")), min_size=1, max_size=12)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", []),
        (" \n\t", []),
        ("Styret vedtok.", ["styret", "vedtok"]),
        ("e-helse, sak 15/20", ["e", "helse", "sak", "15", "20"]),
        ("ÆØÅ", ["æøå"]),
        ("bud\u00adsjett", ["budsjett"]),
        ("o\ufb03ce", ["office"]),
        ("Ášši-čakča", ["ášši", "čakča"]),
    ],
)
def test_words(text, expected):
    assert words(text) == expected


@given(st.text(max_size=200))
def test_composed_and_decomposed_text_have_the_same_words(text):
    composed = unicodedata.normalize("NFC", text)
    assert words(composed) == words(unicodedata.normalize("NFD", composed))


@given(st.text(max_size=300))
def test_a_word_is_never_empty_or_endless(text):
    assert all(0 < len(word) <= LONGEST_WORD for word in words(text + "a" * 500))


@given(st.lists(WORD, max_size=8), st.integers(1, 4), st.integers(0, 3))
def test_n_grams_are_those_of_scikit_learn(types, shortest, more):
    from sklearn.feature_extraction.text import CountVectorizer

    span = (shortest, shortest + more)
    analyse = CountVectorizer(analyzer="char_wb", ngram_range=span, lowercase=False).build_analyzer()
    grams = gram_hashes(types, *span)
    named: dict[str, int] = {}
    for row, word in enumerate(types):
        expected = analyse(word)
        found = grams.values[grams.starts[row] : grams.starts[row + 1]].tolist()
        assert len(found) == len(expected)
        for name, hashed in zip(expected, found, strict=True):
            assert named.setdefault(name, hashed) == hashed
    assert len(set(named.values())) == len(named)


@given(st.lists(WORD, unique=True, max_size=50))
def test_words_have_hashes_of_their_own(types):
    hashed = word_hashes(types)
    assert len(np.unique(hashed)) == len(types)
    np.testing.assert_array_equal(hashed[:1], word_hashes(types[:1]))


def test_hashes_never_change():
    """Stored encoders hold them."""
    assert word_hashes(["budsjett"]).tolist() == [0x65DFD13E06D21287]
    assert gram_hashes(["å"], 3, 5).values.tolist() == [0x11A1FDF4A878D1CF]


@given(st.lists(st.integers(0, 50)), st.lists(st.integers(0, 50)))
def test_lookup_finds_what_is_there(table, wanted):
    table = np.array(sorted(set(table)), np.uint64)
    place = lookup(table, np.array(wanted, np.uint64))
    for at, number in zip(place.tolist(), wanted, strict=True):
        assert (int(table[at]) == number) if at >= 0 else (number not in table.tolist())


def test_offsets():
    assert offsets(np.array([2, 0, 3])).tolist() == [0, 2, 2, 5]
