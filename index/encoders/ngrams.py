"""Words and the character n-grams within them, as 64-bit hashes, with NumPy alone.

The n-grams are those of scikit-learn's ``char_wb`` analyser: a word is padded with one space
at both ends and every window of `shortest` to `longest` characters of it counts; a padded
word shorter than the shortest window counts once as a whole.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

import numpy as np
from numpy.typing import NDArray

Number = TypeVar("Number", bound=np.generic)

LONGEST_WORD = 64
"""Characters of a word that count; bounds what a page of encoded data can cost."""

_WORD = re.compile(r"\w+")
_SOFT_HYPHEN = "\u00ad"
_SEED = 1901  # of the hash's multipliers; another one makes every stored encoder invalid


@dataclass(frozen=True, slots=True)
class Ragged(Generic[Number]):
    """Rows of unequal length, end to end: row i is ``values[starts[i] : starts[i + 1]]``."""

    values: NDArray[Number]
    starts: NDArray[np.int64]


def words(text: str) -> list[str]:
    """The words of a text in order: NFKC, lower case, runs of letters, digits and ``_``."""
    if not text.isascii():
        text = unicodedata.normalize("NFKC", text.replace(_SOFT_HYPHEN, ""))
    return [word[:LONGEST_WORD] for word in _WORD.findall(text.lower())]


def word_hashes(types: Sequence[str]) -> NDArray[np.uint64]:
    """One hash for each word; equal words have equal hashes."""
    codes, starts, lengths = _codes(types)
    place = np.arange(len(codes)) - np.repeat(starts, lengths)
    summed = np.add.reduceat(codes * _multipliers()[place], starts) if len(types) else codes
    return _mixed(summed)


def gram_hashes(types: Sequence[str], shortest: int, longest: int) -> Ragged[np.uint64]:
    """The n-grams of each word as hashes, repeats kept.

    Two given n-grams that differ share a hash with a probability of about 2**-64.
    """
    codes, starts, lengths = _codes(types)
    multipliers = _multipliers()
    found: list[NDArray[np.uint64]] = []
    owners: list[NDArray[np.int64]] = []
    for size in range(shortest, longest + 1):
        windows = np.maximum(lengths - size + 1, 1 if size == shortest else 0)
        owner = np.repeat(np.arange(len(types)), windows)
        first = np.arange(len(owner)) - np.repeat(np.cumsum(windows) - windows - starts, windows)
        end = (starts + lengths)[owner]
        hashed = np.zeros(len(owner), np.uint64)
        for offset in range(size):
            at = first + offset
            inside = at < end  # only a word shorter than the window reaches beyond its end
            hashed += np.where(inside, codes[np.where(inside, at, 0)], 0) * multipliers[offset]
        found.append(_mixed(hashed))
        owners.append(owner)
    owner = np.concatenate(owners)
    order = np.argsort(owner, kind="stable")
    return Ragged(np.concatenate(found)[order], offsets(np.bincount(owner, minlength=len(types))))


def lookup(table: NDArray[np.uint64], wanted: NDArray[np.uint64]) -> NDArray[np.int64]:
    """Where each wanted hash stands in the sorted `table`; -1 where it does not."""
    if not len(table):
        return np.full(len(wanted), -1, np.int64)
    place = np.minimum(np.searchsorted(table, wanted), len(table) - 1)
    return np.where(table[place] == wanted, place, -1)


def offsets(lengths: NDArray[Any]) -> NDArray[np.int64]:
    """Where each of the rows begins, and at last where the last one ends."""
    starts = np.zeros(len(lengths) + 1, np.int64)
    np.cumsum(lengths, out=starts[1:])
    return starts


def _codes(
    types: Sequence[str],
) -> tuple[NDArray[np.uint64], NDArray[np.int64], NDArray[np.int64]]:
    """The padded words' code points end to end, where each begins, and how long it is."""
    lengths = np.fromiter((len(word) + 2 for word in types), np.int64, len(types))
    text = "".join(f" {word} " for word in types)
    codes = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), np.uint32)
    return codes.astype(np.uint64), offsets(lengths)[:-1], lengths


def _multipliers() -> NDArray[np.uint64]:
    """An odd number for each place in a padded word, so that the order of characters counts."""
    steps = np.arange(_SEED, _SEED + LONGEST_WORD + 2, dtype=np.uint64)
    return _mixed(steps * np.uint64(0x9E3779B97F4A7C15)) | np.uint64(1)


def _mixed(numbers: NDArray[np.uint64]) -> NDArray[np.uint64]:
    """The finaliser of splitmix64 (Steele, Lea and Flood 2014): every bit moves all others."""
    numbers = (numbers ^ (numbers >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    numbers = (numbers ^ (numbers >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    return numbers ^ (numbers >> np.uint64(31))
