"""Fitting the built-in encoder on the passages of an archive."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from index.encoders.lsa_words import Fitted, LsaOptions, weigh
from index.encoders.ngrams import gram_hashes, offsets, word_hashes, words

_SEEN_OFTEN = 2  # passages a word must stand in to have a weight of its own


@dataclass(frozen=True, slots=True)
class _Counted:
    """Texts as counts of their words, end to end: text i is ``starts[i] : starts[i + 1]``."""

    types: list[str]
    ids: NDArray[np.int64]
    repeats: NDArray[np.int64]
    starts: NDArray[np.int64]

    @property
    def size(self) -> int:
        return len(self.starts) - 1


def fit_words(texts: Iterable[str], options: LsaOptions) -> Fitted:
    """What `index.encoders.lsa.fit` finds in a sample of `texts`."""
    counted = _counted(_sample(texts, options.sample, options.seed))
    if not counted.types:
        return _nothing()
    fitted = _weights(counted, options)
    vectors = fitted.gram_weights[:, None] * _components(counted, fitted, options)
    return replace(fitted, components=vectors.astype(np.float16) if options.half else vectors)


def _counted(texts: list[str]) -> _Counted:
    """The words of the texts that have any."""
    counts = [count for count in (Counter(words(text)) for text in texts) if count]
    types = sorted({word for count in counts for word in count})
    place = {word: at for at, word in enumerate(types)}
    return _Counted(
        types,
        np.array([place[word] for count in counts for word in count], np.int64),
        np.array([times for count in counts for times in count.values()], np.int64),
        offsets(np.array([len(count) for count in counts], np.int64)),
    )


def _weights(counted: _Counted, options: LsaOptions) -> Fitted:
    """How much each word and n-gram weighs; no components yet.

    The frequency of a word is that of texts it stands in; that of an n-gram is the sum over
    its words, at most all texts. Inverse document frequency as scikit-learn smooths it.
    """
    types, texts = counted.types, counted.size
    frequency = np.bincount(counted.ids, minlength=len(types))
    grams = gram_hashes(types, options.shortest, options.longest)
    owner = np.repeat(np.arange(len(types)), np.diff(grams.starts))
    hashes, inverse = np.unique(grams.values, return_inverse=True)
    among = np.minimum(np.bincount(inverse, frequency[owner].astype(np.float64)), texts)
    kept = np.sort(np.argsort(-among, kind="stable")[: options.features])
    rarity = _rarity(frequency, texts) ** options.word_rarity
    often = np.flatnonzero(frequency >= _SEEN_OFTEN)
    named = word_hashes([types[at] for at in often])
    order = np.argsort(named)
    return Fitted(
        word_hashes=named[order],
        word_weights=rarity[often][order].astype(np.float32),
        unseen=float(_rarity(np.array([1]), texts)[0] ** options.word_rarity),
        gram_hashes=hashes[kept],
        gram_weights=(_rarity(among[kept], texts) ** options.gram_rarity).astype(np.float32),
        components=np.empty((len(kept), 0), np.float32),
    )


def _rarity(frequency: NDArray[Any], texts: int) -> NDArray[np.float64]:
    rarity: NDArray[np.float64] = np.log((1 + texts) / (1 + frequency)) + 1
    return rarity


def _components(counted: _Counted, fitted: Fitted, options: LsaOptions) -> NDArray[np.float32]:
    """Right singular vectors of the sample's texts over n-grams, rows of unit length."""
    from scipy.sparse import csr_array

    from index.encoders.svd import truncated_svd

    types, ids, starts = counted.types, counted.ids, counted.starts
    grams, weights = weigh(types, options, fitted)
    by_gram = csr_array(
        (fitted.gram_weights[grams.values], grams.values, grams.starts),
        shape=(len(types), len(fitted.gram_hashes)),
    )
    values = (1 + options.repeats * np.log(counted.repeats)) * weights[ids]
    by_word = csr_array((values.astype(np.float32), ids, starts), shape=(counted.size, len(types)))
    norms = np.sqrt((by_word @ by_gram).power(2).sum(axis=1))
    by_word.data /= np.repeat(np.where(norms > 0, norms, 1), np.diff(starts)).astype(np.float32)
    vectors, _ = truncated_svd(by_word, by_gram, options.dimensions)
    return vectors


def _nothing() -> Fitted:
    return Fitted(
        word_hashes=np.empty(0, np.uint64),
        word_weights=np.empty(0, np.float32),
        unseen=1.0,
        gram_hashes=np.empty(0, np.uint64),
        gram_weights=np.empty(0, np.float32),
        components=np.empty((0, 1), np.float32),
    )


def _sample(texts: Iterable[str], size: int, seed: int) -> list[str]:
    """At most `size` of the texts, drawn evenly and kept in order (reservoir sampling)."""
    generator = random.Random(seed)  # noqa: S311 - a sample, no secret
    kept: list[tuple[int, str]] = []
    for place, text in enumerate(texts):
        if len(kept) < size:
            kept.append((place, text))
        elif (slot := generator.randrange(place + 1)) < size:
            kept[slot] = (place, text)
    return [text for _, text in sorted(kept)]
