"""Near-duplicate hits become one: the same decision in an agenda and in its minutes, a repeated slide.

Two passages say the same where they name the same numbers in the same order and nearly all pairs of
neighbouring words are shared, and where no word that only one of them has could change the meaning: a
name, or a denial. Passages of one document that overlap share a sentence and are left alone.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from index.types import StoredPassage
from search.types import Ranked

ALIKE = 0.85
"""The share of neighbouring words, of all that either passage has, that both must have."""

_WORD = re.compile(r"\w+")
_NUMBER = re.compile(r"\d+")
_DENIALS = frozenset(
    "ikke ikkje ingen inga ingenting aldri uten utan avslås avslått not no never without".split()
)


@dataclass(frozen=True, slots=True)
class Folded:
    """A hit, and the passages that say the same, in the ranking's order."""

    ranked: Ranked
    others: tuple[StoredPassage, ...] = ()


@dataclass(frozen=True, slots=True)
class _Shape:
    """What of a passage is compared."""

    numbers: tuple[str, ...]
    pairs: frozenset[tuple[str, str]]
    words: frozenset[str]
    telling: frozenset[str]  # those that may change what is said


def fold(ranked: Sequence[Ranked], limit: int) -> list[Folded]:
    """The first `limit` hits that say different things, each with the others that say the same."""
    shapes = [_shape(place.passage.text) for place in ranked]
    kept: list[int] = []
    others: dict[int, list[StoredPassage]] = {}
    for at, place in enumerate(ranked):
        same = next((first for first in kept if _same(shapes[first], shapes[at])), None)
        if same is None or _overlap(ranked[same].passage, place.passage):
            kept.append(at)
        else:
            others.setdefault(same, []).append(place.passage)
    return [Folded(ranked[at], tuple(others.get(at, ()))) for at in kept[:limit]]


def _shape(text: str) -> _Shape:
    words = _WORD.findall(text)
    folded = [word.casefold() for word in words]
    pairs = frozenset(zip(folded, folded[1:] or folded, strict=False))
    telling = frozenset(word.casefold() for word in words if _tells(word))
    return _Shape(tuple(_NUMBER.findall(text)), pairs, frozenset(folded), telling)


def _same(one: _Shape, other: _Shape) -> bool:
    if one.numbers != other.numbers:
        return False
    shared = len(one.pairs & other.pairs)
    if shared < ALIKE * len(one.pairs | other.pairs) or not shared:
        return False
    return (one.words ^ other.words).isdisjoint(one.telling | other.telling)


def _tells(word: str) -> bool:
    """Whether a passage that lacks the word may say something else: a name, or a denial."""
    return word[:1].isupper() or word.casefold() in _DENIALS


def _overlap(one: StoredPassage, other: StoredPassage) -> bool:
    return one.document == other.document and one.start < other.end and other.start < one.end
