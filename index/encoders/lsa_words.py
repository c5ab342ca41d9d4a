"""What the built-in encoder knows after fitting, and how a word becomes a vector."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from index.encoders.ngrams import Ragged, gram_hashes, lookup, offsets, word_hashes

_WORDS_AT_A_TIME = 512  # their sums stay in the processor's cache; thrice as fast as all at once


@dataclass(frozen=True, slots=True)
class LsaOptions:
    """How the encoder is fitted; each figure's reason stands in ``docs/encoders.md``.

    dimensions: at most; never more than the sample has independent texts.
    shortest, longest: characters in an n-gram, word boundaries counted.
    features: at most so many n-grams, those of the most passages.
    sample, seed: passages to fit on, drawn evenly from all.
    repeats: a word that stands c times in a text weighs 1 + repeats * ln(c).
    word_rarity, gram_rarity: powers of the inverse document frequency.
    length: 1 gives all words vectors of one length, 0 lets long words weigh more.
    half: keep the components in half precision, which halves the encoder's size.
    """

    dimensions: int = 256
    shortest: int = 3
    longest: int = 5
    features: int = 40_000
    sample: int = 12_000
    seed: int = 1
    repeats: float = 0.5
    word_rarity: float = 1.5
    gram_rarity: float = 3.0
    length: float = 0.75
    half: bool = True


@dataclass(frozen=True, slots=True)
class Fitted:
    """What fitting found.

    word_hashes (W,), sorted, and word_weights (W,): words in two passages or more.
    unseen: the weight of every other word.
    gram_hashes (V,), sorted, and gram_weights (V,): the n-grams.
    components (V, dimensions): each n-gram's weight times its place in the latent space.
    """

    word_hashes: NDArray[np.uint64]
    word_weights: NDArray[np.float32]
    unseen: float
    gram_hashes: NDArray[np.uint64]
    gram_weights: NDArray[np.float32]
    components: NDArray[np.float16] | NDArray[np.float32]


def project(
    types: Sequence[str],
    options: LsaOptions,
    fitted: Fitted,
    components: NDArray[np.float32] | NDArray[np.float16],
) -> NDArray[np.float32]:
    """Vectors of words, shape (len(types), dimensions): zeros where no n-gram is known.

    components: those of `fitted`, in single precision where many words come at once.
    """
    grams, weights = weigh(types, options, fitted)
    lengths = np.diff(grams.starts)
    order = np.argsort(-lengths, kind="stable")
    vectors = np.zeros((len(types), components.shape[1]), np.float32)
    for first in range(0, len(types), _WORDS_AT_A_TIME):
        chosen = order[first : first + _WORDS_AT_A_TIME]
        summed = np.zeros((len(chosen), components.shape[1]), np.float32)
        # Longest first: the words that have a further n-gram are always the first ones.
        for step in range(int(lengths[chosen[0]])):
            longer = chosen[: int(np.count_nonzero(lengths[chosen] > step))]
            summed[: len(longer)] += components[grams.values[grams.starts[longer] + step]]
        vectors[chosen] = summed * weights[chosen, None]
    return vectors


def weigh(
    types: Sequence[str], options: LsaOptions, fitted: Fitted
) -> tuple[Ragged[np.int64], NDArray[np.float32]]:
    """The known n-grams of each word, and what the word weighs.

    A word's weight is that of its rarity, divided by the root of the summed squares of its
    n-grams' weights to the power of `LsaOptions.length`.
    """
    found = gram_hashes(types, options.shortest, options.longest)
    place = lookup(fitted.gram_hashes, found.values)
    known = place >= 0
    owner = np.repeat(np.arange(len(types)), np.diff(found.starts))[known]
    place = place[known]
    starts = offsets(np.bincount(owner, minlength=len(types)))
    squares = fitted.gram_weights[place].astype(np.float64) ** 2
    norms = np.sqrt(np.bincount(owner, squares, minlength=len(types)))
    at = lookup(fitted.word_hashes, word_hashes(types))
    rarity = np.where(at >= 0, fitted.word_weights[at] if len(fitted.word_weights) else 0.0, fitted.unseen)
    weights = np.divide(rarity, norms**options.length, out=np.zeros(len(types)), where=norms > 0)
    return Ragged(place, starts), weights.astype(np.float32)
