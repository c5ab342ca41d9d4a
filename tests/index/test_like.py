"""Words like a term are found by a piece of it that stands in each of them unchanged."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.milvus.like import Like, distance

WORDS = st.text("abæ%", min_size=0, max_size=9)


@given(WORDS, WORDS, st.integers(1, 2))
def test_each_like_word_holds_a_piece(term: str, word: str, most: int) -> None:
    like = Like(term, most)
    assert like.fits(word) == (distance(term, word) <= most)
    if like.pieces and like.fits(word):
        assert any(piece in word for piece in like.pieces)


@given(WORDS, WORDS)
def test_a_distance_is_the_same_both_ways_and_nought_for_one_word_alone(one: str, other: str) -> None:
    assert distance(one, other) == distance(other, one) <= max(len(one), len(other))
    assert (distance(one, other) == 0) == (one == other)


@pytest.mark.parametrize("term", ["", "a", "50%", "a_b_c", 'si "nei"', "c:\\mappe"])
def test_what_cannot_be_asked_for_has_no_pieces(term: str) -> None:
    assert Like(term, 1).pieces == ()


def test_the_expression_names_each_piece() -> None:
    assert Like("kommune", 1).expression("parts") == 'parts like "%komm%" or parts like "%une%"'
