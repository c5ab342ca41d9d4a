"""Whether two rankings, or two indexes, differ by more than chance: a paired randomisation test and a bootstrap.

Smucker, Allan and Carterette, "A Comparison of Statistical Significance Tests for Information Retrieval
Evaluation" (2007). Both draw with a fixed seed, so the same values give the same figures.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

DRAWS = 10_000
_AT_ONCE = 500  # draws that are held in memory at a time
_SEED = 20


@dataclass(frozen=True, slots=True)
class Difference:
    """The second minus the first, on the same questions.

    mean: above 0 where the second is better. low, high: the bootstrap's 95 % interval of the mean.
    p: how likely a mean at least so far from 0 is where which of the two is which means nothing (two-sided, 0 to 1).
    better, worse: questions on which the second is.
    """

    mean: float
    low: float
    high: float
    p: float
    better: int
    worse: int


def difference(first: Sequence[float], second: Sequence[float], draws: int = DRAWS) -> Difference:
    """Compare two lists of values of the same questions, in the same order and of the same length."""
    if len(first) != len(second) or not first:
        raise ValueError("two lists of the same, non-zero length are compared")
    gaps = np.asarray(second, np.float64) - np.asarray(first, np.float64)
    mean = float(gaps.mean())
    generator = np.random.default_rng(_SEED)
    extreme, means = 0, []
    for begin in range(0, draws, _AT_ONCE):
        count = min(_AT_ONCE, draws - begin)
        signs = generator.integers(0, 2, (count, len(gaps)), np.int8) * 2 - 1
        extreme += int((np.abs(signs @ gaps / len(gaps)) >= abs(mean) - 1e-12).sum())
        drawn = generator.integers(0, len(gaps), (count, len(gaps)))
        means.append(gaps[drawn].mean(axis=1))
    low, high = np.quantile(np.concatenate(means), [0.025, 0.975])
    return Difference(
        mean,
        float(low),
        float(high),
        (extreme + 1) / (draws + 1),
        int((gaps > 0).sum()),
        int((gaps < 0).sum()),
    )
