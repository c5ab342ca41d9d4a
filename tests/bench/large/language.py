"""Norwegian-like text from the sample archive's own statistics, as much as is wanted.

What words follow each other is the sample's (a walk over its bigrams), and so is how long its
paragraphs are. Content words give way, now and then, to words of a vocabulary without end: compounds
of the sample's own words, and names. Its ranks are drawn by Zipf's law as Mandelbrot wrote it, so that
the number of different words grows by a power of the text's length, as in running text (Heaps' law).
A topic prefers some of these words, so that passages are near each other or far apart.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from tests.bench.run import ROOT

_SOURCE = ROOT / "corpus/sample_source"
_TOKEN = re.compile(r"\w[\w/.-]*\w|\w|[.,:?!]")
_MARKUP = re.compile(r"^(?:!|\[\[|\]\]|\|\||#|\w+: )|\*\*")
_ENDS = ".?!"

_REPLACED = 0.45  # of the content words: what a topic or the archive calls by a word of its own
_OF_TOPIC = 0.5  # of these: words that the topic prefers
_ZIPF, _SHIFT = 1.4, 300.0  # different words then grow by the text's length to the power of 0.7
_TOPIC_ZIPF, _TOPIC_SHIFT, _TOPIC_WORDS = 1.8, 15.0, 300
_SHARED = 60_000  # ranks that topics take their words from: two topics share some
_REMEMBERED = 1_000_000  # made words that are kept
_MASK = (1 << 64) - 1


class Language:
    """What the sample archive's text is like. Immutable; the same wherever it is made."""

    def __init__(self, folder: Path = _SOURCE) -> None:
        paragraphs = [tokens for path in sorted(folder.glob("*.txt")) for tokens in _paragraphs(path)]
        self.lengths = np.array([len(tokens) for tokens in paragraphs])
        self.words = sorted({token for tokens in paragraphs for token in tokens})
        place = {word: at for at, word in enumerate(self.words)}
        follows: list[list[int]] = [[] for _ in self.words]
        for tokens in paragraphs:
            ids = [place[token] for token in [".", *tokens]]
            for one, next_ in pairwise(ids):
                follows[one].append(next_)
        self._begin = place["."]
        # What nothing follows (a last word without a full stop) is followed by a full stop.
        self._follows = np.concatenate([np.array(some or [self._begin]) for some in follows])
        self._counts = np.array([len(some) or 1 for some in follows])
        self._starts = np.concatenate(([0], np.cumsum(self._counts)[:-1]))
        content = [len(word) > 4 and word.isalpha() and word.islower() for word in self.words]
        self._content = np.array(content)
        self._made: dict[int, str] = {}
        self._bases = [word for word, is_ in zip(self.words, content, strict=True) if is_]

    def paragraphs(self, random: np.random.Generator, topics: NDArray[np.int64]) -> list[str]:
        """A paragraph for each topic, as long as the sample's are."""
        lengths = np.maximum(random.choice(self.lengths, len(topics)), 8)
        steps = np.empty((int(lengths.max()), len(topics)), np.int64)
        now = np.full(len(topics), self._begin)
        for step in steps:
            now = self._follows[
                self._starts[now] + (random.random(len(topics)) * self._counts[now]).astype(int)
            ]
            step[:] = now
        own = np.where(
            self._content[steps] & (random.random(steps.shape) < _REPLACED),
            np.where(
                random.random(steps.shape) < _OF_TOPIC,
                topic_ranks(random, np.broadcast_to(topics, steps.shape)),
                _zipf(random.random(steps.shape), _ZIPF, _SHIFT),
            ),
            -1,
        )
        return [
            _written(
                [
                    self.words[token] if rank < 0 else self.made(int(rank))
                    for token, rank in zip(
                        steps[:length, at].tolist(), own[:length, at].tolist(), strict=True
                    )
                ]
            )
            for at, length in enumerate(lengths.tolist())
        ]

    def made(self, rank: int) -> str:
        """The made word of a rank (from 0): a compound of two or three words, or a name."""
        word = self._made.get(rank)
        if word is None:
            word = _made(rank, self._bases)
            if len(self._made) < _REMEMBERED:
                self._made[rank] = word
        return word

    def phrase(self, random: np.random.Generator, topic: int, words: int) -> str:
        """Some words that a topic prefers, as in the title of a case."""
        ranks = topic_ranks(random, np.full(words, topic))
        return " og ".join(self.made(int(rank)) for rank in ranks)


def topic_ranks(random: np.random.Generator, topics: NDArray[np.int64]) -> NDArray[np.int64]:
    """Ranks of words that topics prefer, one for each."""
    among = np.minimum(_zipf(random.random(topics.shape), _TOPIC_ZIPF, _TOPIC_SHIFT), _TOPIC_WORDS - 1)
    mixed = (topics.astype(np.uint64) * np.uint64(1009) + among.astype(np.uint64)) * np.uint64(
        0x9E3779B97F4A7C15
    )
    return ((mixed >> np.uint64(33)) % np.uint64(_SHARED)).astype(np.int64)


def _zipf(uniform: NDArray[np.float64], exponent: float, shift: float) -> NDArray[np.int64]:
    """Ranks from 0 with probability about ``(rank + shift) ** -exponent`` (the inverse of its distribution)."""
    ranks = shift * (np.maximum(1 - uniform, 1e-9) ** (-1 / (exponent - 1)) - 1)
    return np.minimum(ranks, 1e12).astype(np.int64)


def _made(rank: int, bases: Sequence[str]) -> str:
    one, two, three = (_mix(rank, salt) for salt in (1, 2, 3))
    if one % 5 == 0:
        syllables = (
            "el",
            "ve",
            "nor",
            "dal",
            "sund",
            "ber",
            "ge",
            "ha",
            "ru",
            "sta",
            "vik",
            "mo",
            "li",
            "tor",
            "as",
        )
        many = 3 if rank < 30_000 else 5
        return "".join(
            syllables[_mix(rank, salt) % len(syllables)] for salt in range(4, 4 + many)
        ).capitalize()
    first, last = bases[one % len(bases)], bases[two % len(bases)]
    middle = bases[three % len(bases)] if rank > 200_000 else ""
    return first + middle + ("s" if two % 3 == 0 else "") + last


def _mix(value: int, salt: int) -> int:
    """A number that looks like chance (SplitMix64)."""
    mixed = (value * 0x9E3779B97F4A7C15 + salt * 0xD1342543DE82EF95) & _MASK
    mixed = ((mixed ^ (mixed >> 30)) * 0xBF58476D1CE4E5B9) & _MASK
    mixed = ((mixed ^ (mixed >> 27)) * 0x94D049BB133111EB) & _MASK
    return (mixed ^ (mixed >> 31)) >> 11


def _paragraphs(path: Path) -> list[list[str]]:
    """The words and full stops of each paragraph of running text."""
    blocks = re.split(r"\n\s*\n", path.read_text("utf-8"))
    kept = [" ".join(line for line in block.splitlines() if not _MARKUP.search(line)) for block in blocks]
    found = [_TOKEN.findall(text) for text in kept]
    return [tokens for tokens in found if len(tokens) >= 8]


def _written(tokens: list[str]) -> str:
    """Words as text: no space before a mark, a capital after a full stop, a full stop at the end."""
    text = " ".join(tokens).replace(" ,", ",").replace(" .", ".").replace(" :", ":").replace(" ?", "?")
    text = re.sub(r"([.?!])\1+", r"\1", text.lstrip(".,:?! "))
    text = re.sub(r"(?:^|[.?!] )\w", lambda match: match.group().upper(), text)
    return text if text.endswith(tuple(_ENDS)) else text + "."
