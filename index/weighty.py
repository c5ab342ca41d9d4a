"""Which words of a question are looked up in a large archive: those that weigh something beside its weightiest.

A word that stands in most passages says next to nothing of which to find, and costs the most: each of its
passages has to be weighed. Of a million made passages the rankings by words take half the time
without such words, and the first 20 are among the 100 that are found in 972 of 1,000 places; docs/scale.md
has the figures.
"""

from __future__ import annotations

from collections.abc import Callable
from math import log

LARGE = 200_000
"""Passages from which on words are left out; in smaller archives they cost too little to be worth it."""

SHARE = 0.25
"""What a match of a word must weigh, as a share of what one of the weightiest word weighs."""


def weighty(terms: dict[str, float], passages: int, frequency: Callable[[str], int]) -> dict[str, float]:
    """The terms that are looked up, each with the weight of a match.

    passages: how many there are. frequency: in how many of them a term stands. What a match weighs is that
    weight times BM25's inverse document frequency. Terms that stand nowhere go too.
    """
    counts = {term: frequency(term) for term in terms}
    values = {
        term: weight * log(1 + (passages - counts[term] + 0.5) / (counts[term] + 0.5))
        for term, weight in terms.items()
        if counts[term]
    }
    least = SHARE * max(values.values(), default=0.0)
    return {term: weight for term, weight in terms.items() if values.get(term, -1.0) >= least}
