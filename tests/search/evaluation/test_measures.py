"""Ranks, measures, variants of the ranking, and the paired test."""

from __future__ import annotations

import math
import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.errors import UsageError
from search.evaluation.paired import difference
from search.evaluation.retrieval import measured
from search.evaluation.variants import alone, parts, variants
from search.find import RankOptions

RANKS = st.lists(st.one_of(st.none(), st.integers(1, 100)), min_size=1, max_size=12)


@given(RANKS)
def test_measures_are_those_of_one_right_place_a_question(ranks: list[int | None]) -> None:
    means, each = measured(ranks)

    def mean(value: float) -> float:
        return pytest.approx(value / len(ranks), abs=1e-6)

    assert means["R@5"] == mean(sum(1 for r in ranks if r and r <= 5))
    assert means["R@100"] == mean(sum(1 for r in ranks if r))
    assert means["RR@10"] == mean(sum(1 / r for r in ranks if r and r <= 10))
    assert means["nDCG@10"] == mean(sum(1 / math.log2(r + 1) for r in ranks if r and r <= 10))
    assert [value > 0 for value in each["R@10"]] == [bool(r and r <= 10) for r in ranks]


def test_a_difference_that_is_chance_and_one_that_is_not() -> None:
    draw = random.Random(1)
    first = [draw.random() for _ in range(200)]
    shuffled = first[100:] + first[:100]
    assert difference(first, shuffled).p > 0.05
    better = difference(first, [value + 0.1 + 0.2 * draw.random() for value in first])
    assert better.p < 0.001
    assert better.low < better.mean < better.high and better.low > 0.1
    assert (better.better, better.worse) == (200, 0)


def test_the_randomisation_test_agrees_with_counting_all_signs() -> None:
    gaps = [0.5, 0.25, -0.125, 1.0, 0.75, -0.25]
    signed = [sum(g if bits >> i & 1 else -g for i, g in enumerate(gaps)) for bits in range(64)]
    exact = sum(abs(total) >= abs(sum(gaps)) for total in signed) / 64
    assert difference([0.0] * 6, gaps, draws=20_000).p == pytest.approx(exact, abs=0.01)


def test_the_same_values_differ_by_nothing() -> None:
    same = difference([0.2, 0.4], [0.2, 0.4])
    assert (same.mean, same.low, same.high, same.p) == (0, 0, 0, 1)
    with pytest.raises(ValueError, match="same"):
        difference([1.0], [])


def test_variants_leave_out_what_is_named() -> None:
    whole, dense, both = variants(["dense", "words, Compounds", "dense"])
    assert whole.ranking == RankOptions()
    assert dense.name == "dense" and not dense.ranking.dense and dense.ranking.words
    assert both.name == "words,compounds" and not (both.ranking.words or both.ranking.compounds)


def test_each_is_every_part_in_turn() -> None:
    assert [variant.name for variant in variants(["each"])] == ["", *parts()]
    assert {"words", "compounds", "dense", "titles"} <= set(parts())


def test_a_part_alone_lacks_all_others() -> None:
    (_, words) = variants([alone("words")])
    assert words.ranking.words and not any(
        getattr(words.ranking, part) for part in parts() if part != "words"
    )


def test_a_part_that_does_not_exist() -> None:
    with pytest.raises(UsageError, match=r"«magi» er ingen del.*dense"):
        variants(["dense,magi"])
