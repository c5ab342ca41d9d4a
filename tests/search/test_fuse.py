from hypothesis import given
from hypothesis import strategies as st

from search.fuse import fuse, normalised

rankings = st.lists(
    st.tuples(st.integers(1, 50), st.integers(-(10**6), 10**6).map(lambda n: n / 1000)),
    unique_by=lambda hit: hit[0],
    max_size=20,
).map(lambda hits: sorted(hits, key=lambda hit: -hit[1]))


def test_the_weighted_mean_of_normalised_scores() -> None:
    fused = fuse({"a": [(1, 4.0), (2, 2.0)], "b": [(2, 1.0), (1, 0.5), (3, 0.0)]}, {"a": 0.5, "b": 0.5})
    assert fused == [(1, 0.75), (2, 0.5), (3, 0.0)]


def test_an_empty_ranking_takes_no_weight() -> None:
    assert fuse({"a": [(1, 2.0), (2, 1.0)], "b": []}, {"a": 0.1, "b": 0.9})[0] == (1, 1.0)


def test_no_ranking_gives_nothing() -> None:
    assert fuse({}, {}) == [] == fuse({"a": []}, {"a": 1.0})


@given(rankings)
def test_normalised_scores_lie_between_0_and_1_and_keep_their_order(ranking: list[tuple[int, float]]) -> None:
    scores = [normalised(ranking)[number] for number, _ in ranking]
    assert all(0.0 <= score <= 1.0 for score in scores)
    assert scores == sorted(scores, reverse=True)


@given(rankings, rankings)
def test_fused_scores_lie_between_0_and_1_best_first(
    a: list[tuple[int, float]], b: list[tuple[int, float]]
) -> None:
    fused = fuse({"a": a, "b": b}, {"a": 0.7, "b": 0.3})
    scores = [score for _, score in fused]
    assert all(-1e-9 <= score <= 1.0 + 1e-9 for score in scores)
    assert scores == sorted(scores, reverse=True)
    assert {number for number, _ in fused} == {number for number, _ in (*a, *b)}


@given(rankings)
def test_one_ranking_alone_keeps_its_order(ranking: list[tuple[int, float]]) -> None:
    by_number = dict(ranking)
    fused = [by_number[number] for number, _ in fuse({"a": ranking}, {"a": 1.0})]
    assert fused == sorted(fused, reverse=True)
