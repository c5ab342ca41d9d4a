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
from search.evidence.types import Evidence, Together
from search.understand import Question, Wanted

ANSWERING = (
    "odds",  # the log odds of the best quote's chance
    "coverage",  # the share of the question that it and its surroundings cover
    "missing",  # the heaviest word's share where neither it nor its neighbours have that
    "named",  # whether it has the proper names of the question
    "kind",  # whether a kind of fact is asked for
    "together",  # the share of the question that all quotes cover
    "lacking",  # how rare the rarest word is that none of them has
    "words",  # how many words the question has
    "second",  # how near the second passage comes to the first
    "agreed",  # the share of the quotes from one document
)
"""What tells whether the quotes answer, each about in [0, 1] but for the odds."""

_RARE = 10.0  # `lacking` of a word that one passage in some twenty thousand has
_WORDS = 8  # words of a question at which more say no more
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


def answering(question: Question, evidence: Sequence[Evidence]) -> tuple[float, ...]:
    """The values of `ANSWERING` for quotes, best first, at least one, as `find_evidence` gives them."""
    best = evidence[0]
    chance = min(max(best.score, _LEAST), _MOST)
    together = best.together or Together(best.own, 0.0, 0, 0.0, 0.0, 1.0)
    return (
        math.log(chance / (1 - chance)),
        best.coverage,
        best.missing,
        float(best.named),
        float(question.wanted is not Wanted.TEXT),
        together.coverage,
        together.lacking / _RARE,
        min(together.words, _WORDS) / _WORDS,
        together.second,
        together.agreed,
    )


def sureness(question: Question, evidence: Sequence[Evidence]) -> float:
    """The chance that the quotes, best first, answer the question at all, in [0, 1]."""
    model = fitted()["answered"]
    values = answering(question, evidence)
    linear = sum(model["weights"][name] * v for name, v in zip(ANSWERING, values, strict=True))
    return float(1 / (1 + math.exp(-(model["intercept"] + linear))))
