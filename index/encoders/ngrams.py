"""Character n-grams within words, as 64-bit numbers, counted with NumPy alone.

The n-grams are those of scikit-learn's ``char_wb`` analyser: a text in lower case is split
at white space, each word is padded with one space at both ends, and every window of
`shortest` to `longest` characters of the padded word counts; a padded word shorter than a
window counts once as a whole.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Ids = NDArray[np.int64]
Hashes = NDArray[np.uint64]

_SEED = 0x5A4B05_0C  # any number would do; another one makes other hashes


@dataclass(frozen=True, slots=True)
class Ragged:
    """Rows of unequal length, end to end: row i is ``values[starts[i] : starts[i + 1]]``."""

    values: NDArray[np.generic]
    starts: Ids


def words(text: str) -> list[str]:
    """The words of a text: NFC, lower case, split at white space."""
    if not text.isascii() and not unicodedata.is_normalized("NFC", text):
        text = unicodedata.normalize("NFC", text)
    return text.lower().split()


def hashes(types: Sequence[str], shortest: int, longest: int) -> Ragged:
    """The n-grams of each word as 64-bit hashes, repeats kept.

    Two different n-grams share a hash with a probability of about 2**-64.
    """
    codes, starts, lengths = _codes(types)
    multipliers = np.random.default_rng(_SEED).integers(1, 2**63, longest + 1, dtype=np.uint64) | np.uint64(1)
    found, owners = [], []
    for size in range(shortest, longest + 1):
        # A padded word that is shorter than the window counts once, at the first size that holds it.
        windows = np.maximum(lengths - size + 1, 1 if size == shortest else 0)
        owner = np.repeat(np.arange(len(types)), windows)
        at = np.arange(len(owner)) - np.repeat(np.cumsum(windows) - windows, windows) + starts[owner]
        hashed = np.zeros(len(owner), np.uint64)
        for offset in range(size):
            inside = at + offset < starts[owner] + lengths[owner]
            code = np.where(inside, codes[np.minimum(at + offset, len(codes) - 1)], 0) if len(codes) else codes
            hashed += code.astype(np.uint64) * multipliers[offset]
        found.append(_mixed(hashed))
        owners.append(owner)
    owner = np.concatenate(owners)
    order = np.argsort(owner, kind="stable")
    return Ragged(np.concatenate(found)[order], _starts(np.bincount(owner, minlength=len(types))))


def _codes(types: Sequence[str]) -> tuple[NDArray[np.uint32], Ids, Ids]:
    """The padded words' code points end to end, where each begins, and how long it is."""
    lengths = np.fromiter((len(word) + 2 for word in types), np.int64, len(types))
    text = "".join(f" {word} " for word in types)
    codes = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), np.uint32)
    return codes, _starts(lengths)[:-1], lengths


def _starts(lengths: Ids) -> Ids:
    starts = np.zeros(len(lengths) + 1, np.int64)
    np.cumsum(lengths, out=starts[1:])
    return starts


def _mixed(hashed: Hashes) -> Hashes:
    """The finaliser of splitmix64: spreads every bit over all others."""
    hashed = (hashed ^ (hashed >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    hashed = (hashed ^ (hashed >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    return hashed ^ (hashed >> np.uint64(31))


def gather(rows: Ragged, wanted: Ids) -> Ragged:
    """The rows `wanted`, in that order and as often as they are named."""
    lengths = np.diff(rows.starts)[wanted]
    starts = _starts(lengths)
    at = np.arange(starts[-1]) - np.repeat(starts[:-1] - rows.starts[wanted], lengths)
    return Ragged(rows.values[at], starts)
