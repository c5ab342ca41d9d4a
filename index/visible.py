"""Ranking for who may see a part of the archive: BM25 made of what is seen, and of nothing else.

The word index counts words in everything it holds, removed passages too, so its scores would tell how rare a word is
in papers that one may not see. Here each word's weight is taken from the passages that are seen, and the best
candidates are scored once more with an average length of theirs. The outcome is the same as if there were nothing
else, and provably the best: the index's own score bounds what a passage that was not fetched can have.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from index.engine import Words
from index.keys import Keys, key_of
from index.lexical import Statistics

K1, B = 1.2, 0.75  # as the word index has them
_SAMPLE = 1000  # passages that the average length is taken from
_SPARE = 50  # candidates that are fetched beyond those asked for …
_MOST = 5000  # … and above which no more are looked at
_ROUNDING = 1e-4  # the word index counts with 32 bits


@dataclass(frozen=True, slots=True)
class Seen:
    """What BM25 needs to know of what is seen.

    passages: how many there are; averages: keys of a passage on average, by field; holding: in how
    many of them a term of a field stands.
    """

    passages: int
    averages: Mapping[str, float]
    holding: Callable[[str, str], int]


def averages(lexical: Words, passages: Sequence[int]) -> dict[str, float]:
    """The average number of keys by field, from at most `_SAMPLE` of these passages, evenly spread."""
    step = max(len(passages) // _SAMPLE, 1)
    kept = lexical.keys(sorted(passages)[::step]).values()
    return {
        field: sum(int(np.count_nonzero(numbers(keys))) for keys in kept) / max(len(kept), 1) or 1.0
        for field, numbers in _NUMBERS.items()
    }


def rank(
    lexical: Words, field: str, terms: Mapping[str, float], limit: int, parts: Sequence[int], seen: Seen
) -> list[tuple[int, float]]:
    """The best passages of these parts: ids and scores, best first, of equals the lower id first."""
    held = {term: seen.holding(field, term) for term in terms}
    weights = {
        term: weight * _rarity(seen.passages, held[term]) for term, weight in terms.items() if held[term]
    }
    known = lexical.statistics(field, next(iter(weights))) if weights else None
    if known is None:
        return []
    boosts = {
        term: weight / _rarity(known.passages, lexical.frequency(field, term))
        for term, weight in weights.items()
    }
    fetched = limit + _SPARE
    while True:
        candidates = lexical.search(field, boosts, fetched, parts)
        scores = _scored(lexical, field, weights, seen, [number for number, _ in candidates])
        done = len(candidates) < fetched or fetched >= _MOST
        if done or _certain(scores, limit, candidates[-1][1], known, seen.averages[field]):
            return scores[:limit]
        fetched *= 2


def _certain(
    scores: Sequence[tuple[int, float]], limit: int, least: float, known: Statistics, average: float
) -> bool:
    """Whether no passage beyond the candidates, whose last has the index's score `least`, can be among the first.

    A term's part of BM25 grows with the average length, and by no more than the averages' ratio; a rounded length is
    never above the true one.
    """
    return scores[limit - 1][1] > least * max(1.0, average / known.average) * (1 + _ROUNDING)


def _scored(
    lexical: Words, field: str, weights: Mapping[str, float], seen: Seen, passages: Sequence[int]
) -> list[tuple[int, float]]:
    kept = lexical.keys(passages)
    asked = np.array([key_of(term) for term in weights], np.uint32)
    worth = np.array(list(weights.values()))
    found = []
    for number in passages:
        numbers = _NUMBERS[field](kept[number]) if number in kept else np.zeros(0, np.uint32)
        often = (numbers[:, None] == asked).sum(axis=0)
        norm = K1 * (1 - B + B * np.count_nonzero(numbers) / seen.averages[field])
        found.append((number, float((worth * often * (K1 + 1) / (often + norm)).sum())))
    return sorted(found, key=lambda hit: (-hit[1], hit[0]))


def _rarity(passages: int, holding: int) -> float:
    """The idf of BM25, as Lucene has it: above 0."""
    return math.log(1 + (max(passages - holding, 0) + 0.5) / (holding + 0.5))


def _words(keys: Keys) -> NDArray[np.uint32]:
    return keys.words


def _parts(keys: Keys) -> NDArray[np.uint32]:
    return keys.parts


def _above(keys: Keys) -> NDArray[np.uint32]:
    return keys.above


_NUMBERS: dict[str, Callable[[Keys], NDArray[np.uint32]]] = {"stem": _words, "parts": _parts, "head": _above}
