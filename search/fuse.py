"""Several rankings become one: a convex combination of normalised scores.

Bruch, Gai and Ingber, "An Analysis of Fusion Functions for Hybrid Retrieval" (2023): unlike rank
fusion it keeps how much better one score is than the next, so that a weak ranking cannot ruin a
strong one.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

Ranking = Sequence[tuple[int, float]]
"""Ids and scores, best first."""


def normalised(ranking: Ranking) -> dict[int, float]:
    """Min-max: the best score becomes 1, the worst 0; a ranking of equals is all 1."""
    if not ranking:
        return {}
    scores = [score for _, score in ranking]
    low, high = min(scores), max(scores)
    if high - low < 1e-12:
        return {number: 1.0 for number, _ in ranking}
    return {number: (score - low) / (high - low) for number, score in ranking}


def fuse(rankings: Mapping[str, Ranking], weights: Mapping[str, float]) -> list[tuple[int, float]]:
    """Ids with the weighted mean of their normalised scores, in [0, 1], best first.

    An id that a ranking lacks has 0 there. Weights of empty rankings are left out of the mean, so
    that a question that one of them cannot read is not punished.
    """
    present = {name: weights[name] for name, ranking in rankings.items() if ranking and weights.get(name)}
    total = sum(present.values())
    if not total:
        return []
    fused: dict[int, float] = {}
    for name, weight in present.items():
        for number, score in normalised(rankings[name]).items():
            fused[number] = fused.get(number, 0.0) + weight * score / total
    return sorted(fused.items(), key=lambda item: (-item[1], item[0]))
