"""What a text covers of a question: only the question's own terms matter."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.needs import Need, Needs

TERMS = st.frozensets(st.sampled_from("abcdefgh"), max_size=4)
NEEDS = st.builds(
    Need,
    TERMS.filter(bool),
    st.lists(st.sampled_from("abcdefgh"), unique=True, max_size=3).map(tuple),
    st.floats(0.1, 10.0),
    st.just((0, 1)),
    st.booleans(),
    TERMS,
)
ALL_NEEDS = st.lists(NEEDS, max_size=5).map(
    lambda needs: Needs(tuple(needs), sum(need.rarity for need in needs))
)


@given(ALL_NEEDS, TERMS)
def test_what_the_question_does_not_look_for_changes_nothing(needs: Needs, terms: frozenset[str]) -> None:
    asked = terms & needs.keys
    assert needs.covered(terms | {"other"}) == needs.covered(asked)
    assert needs.missing(terms | {"other"}) == needs.missing(asked)


@given(ALL_NEEDS, TERMS, TERMS)
def test_more_terms_cover_no_less_and_miss_no_more(
    needs: Needs, terms: frozenset[str], more: frozenset[str]
) -> None:
    assert 0.0 <= needs.covered(terms) <= needs.covered(terms | more) + 1e-9 <= 1.0 + 2e-9
    assert 0.0 <= needs.missing(terms | more) <= needs.missing(terms) <= 1.0 + 1e-9


def test_the_heaviest_word_is_missing() -> None:
    heavy = Need(frozenset({"fyr"}), (), 3.0, (0, 3))
    light = Need(frozenset({"havn"}), (), 1.0, (4, 8))
    needs = Needs((heavy, light), 4.0)
    assert needs.missing(frozenset({"havn"})) == pytest.approx(0.75)
    assert needs.missing(frozenset({"fyr"})) == pytest.approx(0.25)
    assert needs.missing(frozenset({"fyr", "havn"})) == 0.0


def test_no_need_is_wholly_missing() -> None:
    assert Needs((), 0.0).missing(frozenset()) == 0.0 == Needs((), 0.0).covered(frozenset())
