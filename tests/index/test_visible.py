"""Ranking among what may be seen is BM25 of that alone, whatever else the index holds."""

from __future__ import annotations

import math
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index import visible
from index.keys import pack
from index.language import Terms
from index.lexical import Lexical
from index.types import About

K1, B = 1.2, 0.75
OPEN, CLOSED = 1, 2
WORDS = ["alfa", "beta", "gamma", "delta"]

passages = st.lists(st.lists(st.sampled_from(WORDS), min_size=1, max_size=30), min_size=1, max_size=25)


def made(folder: Path, held: dict[int, tuple[int, list[str]]], removed: bool = False) -> Lexical:
    """held: passages by their id, each with its part."""
    lexical = Lexical(folder)
    nothing = Terms([], [])
    if removed:
        lexical.add(About(9999, 9, 9), Terms(WORDS, WORDS), nothing)
        lexical.commit()
        lexical.remove([9])
    for number, (part, words) in held.items():
        terms = Terms(words, words)
        lexical.add(About(number, part, part), terms, nothing, pack([terms], nothing))
    lexical.commit()
    return lexical


def ranked(
    lexical: Lexical, numbers: list[int], terms: dict[str, float], limit: int
) -> list[tuple[int, float]]:
    seen = visible.Seen(
        len(numbers),
        visible.averages(lexical, numbers),
        lambda field, term: lexical.frequency(field, term, [OPEN]),
    )
    return visible.rank(lexical, "stem", terms, limit, [OPEN], seen)


def exact(held: dict[int, list[str]], terms: dict[str, float]) -> dict[int, float]:
    """BM25 by its formula."""
    average = sum(map(len, held.values())) / len(held)
    scores = dict.fromkeys(held, 0.0)
    for term, weight in terms.items():
        holding = sum(term in words for words in held.values())
        rarity = math.log(1 + (len(held) - holding + 0.5) / (holding + 0.5))
        for number, words in held.items():
            often = words.count(term)
            norm = K1 * (1 - B + B * len(words) / average)
            scores[number] += weight * rarity * often * (K1 + 1) / (often + norm)
    return {number: score for number, score in scores.items() if score > 0}


@settings(max_examples=40, deadline=None)
@given(
    open_=passages,
    closed=passages,
    terms=st.dictionaries(st.sampled_from([*WORDS, "ukjent"]), st.sampled_from([0.5, 1.0]), min_size=1),
    limit=st.integers(1, 30),
    removed=st.booleans(),
)
def test_the_best_are_those_of_bm25_over_what_is_seen(
    open_: list[list[str]], closed: list[list[str]], terms: dict[str, float], limit: int, removed: bool
) -> None:
    shown = {2 * n + 1: words for n, words in enumerate(open_)}
    hidden = {2 * n + 2: (CLOSED, words) for n, words in enumerate(closed)}
    both = dict(sorted({**{n: (OPEN, words) for n, words in shown.items()}, **hidden}.items()))
    with TemporaryDirectory() as folder, pytest.MonkeyPatch.context() as patch:
        patch.setattr(visible, "_SPARE", 1)  # so that what was fetched is often not enough
        lexical = made(Path(folder), both, removed)
        found = ranked(lexical, list(shown), terms, limit)
        lexical.close()
    wanted = sorted(exact(shown, terms).items(), key=lambda hit: (-hit[1], hit[0]))
    assert [score for _, score in found] == pytest.approx([score for _, score in wanted[:limit]])
    scores = dict(wanted)
    assert len(dict(found)) == len(found)
    assert all(score == pytest.approx(scores[number]) for number, score in found)


def test_scores_are_the_very_same_numbers_with_and_without_the_rest(tmp_path: Path) -> None:
    shown = {n: (OPEN, WORDS[: 1 + n % 4] * (1 + n % 7)) for n in range(1, 200, 2)}
    hidden = {n: (CLOSED, ["alfa"] * 300) for n in range(2, 200, 2)}
    alone = made(tmp_path / "a", shown)
    beside = made(tmp_path / "b", dict(sorted({**shown, **hidden}.items())), removed=True)
    terms = {"alfa": 1.0, "gamma": 0.5}
    assert ranked(alone, list(shown), terms, 10) == ranked(beside, list(shown), terms, 10)
    assert ranked(alone, list(shown), terms, 1000) == ranked(beside, list(shown), terms, 1000)
    assert beside.statistics("stem", "ukjent") is None
    alone.close()
    beside.close()
