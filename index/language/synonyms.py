"""Other words for the same thing, for questions alone: an archive keeps its own words.

The table is small and general. Each word of a question that stands in it is looked for under the other words of its
rows as well, at a weight that lets them find what nothing else finds and seldom outdo the word that was asked.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from index.language import tables

WEIGHTS = {"same": 0.6, "near": 0.25}
"""NorQuAD development half, half of each field: without them recall@10 0.977, with them 0.979; more costs nDCG@10."""
MOST = 4  # other words that are looked for beside one


class Other(NamedTuple):
    """Another word and the weight of a match beside the word that was asked."""

    word: str
    weight: float


def by_key(key_of: Callable[[str], str]) -> dict[str, tuple[Other, ...]]:
    """For the key of each word in the table the other words of its rows, the nearest first.

    key_of: the analyser's key of a word.
    """
    found: dict[str, list[Other]] = {}
    for kind, row in tables.rows("synonyms"):
        words = row.split()
        for word in words:
            others = found.setdefault(key_of(word), [])
            others.extend(Other(other, WEIGHTS[kind]) for other in words if other != word)
    return {
        key: tuple(sorted(others, key=lambda other: -other.weight)[:MOST]) for key, others in found.items()
    }
