"""Two logistic regressions: how likely a sentence holds the answer, and how likely the best ones answer at all.

`weights.json` is fitted by `tests/bench/train_evidence.py` and `tests/bench/calibrate_answers.py`.
"""

from __future__ import annotations

import json
import math
from collections.abc import Sequence
from functools import lru_cache
from importlib import resources
from typing import Any

from search.evidence.features import FEATURES
from search.evidence.types import Evidence

ANSWERING = ("odds", "coverage", "own", "focused", "missing", "ahead")
"""What tells whether the best quote answers: the log odds of its chance, the shares of the question that
it and its surroundings cover, whether what is asked for is named, the heaviest word's share where that is
missing, and how far its chance is ahead of the next quote's."""

_LEAST, _MOST = 1e-4, 1 - 1e-4  # chances beyond these say no more


@lru_cache(maxsize=1)
def fitted() -> dict[str, Any]:
    """What `weights.json` holds."""
    content: dict[str, Any] = json.loads(
        resources.files("search.evidence").joinpath("weights.json").read_text("utf-8")
    )
    return content


def weights() -> tuple[float, dict[str, float]]:
    """The intercept and each feature's weight."""
    model = fitted()
    return model["intercept"], {name: model["weights"].get(name, 0.0) for name in FEATURES}


def chances(rows: Sequence[Sequence[float]]) -> list[float]:
    """The chance of each sentence, by its features' values, that it holds the answer, in [0, 1]."""
    intercept, factors = weights()
    by_place = tuple(factors.values())
    linear = (intercept + sum(f * v for f, v in zip(by_place, values, strict=True)) for values in rows)
    return [1 / (1 + math.exp(-value)) for value in linear]


def answering(evidence: Sequence[Evidence]) -> tuple[float, ...]:
    """The values of `ANSWERING` for quotes, best first, at least one."""
    best = evidence[0]
    chance = min(max(best.score, _LEAST), _MOST)
    ahead = best.score - (evidence[1].score if len(evidence) > 1 else 0.0)
    odds = math.log(chance / (1 - chance))
    return (odds, best.coverage, best.own, float(best.focused), best.missing, ahead)


def sureness(evidence: Sequence[Evidence]) -> float:
    """The chance that the quotes, best first, answer the question at all, in [0, 1]."""
    model = fitted()["answered"]
    linear = sum(model["weights"][name] * v for name, v in zip(ANSWERING, answering(evidence), strict=True))
    return float(1 / (1 + math.exp(-(model["intercept"] + linear))))
