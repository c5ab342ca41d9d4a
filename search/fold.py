"""Near-duplicate hits become one: the same decision in an agenda and in its minutes, a repeated slide.

Two passages say the same where they name the same numbers in the same order and nearly all pairs of
neighbouring words are shared, and where no word that only one of them has could change the meaning: a
name, or a denial. Passages of one document that overlap share a sentence and are left alone.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

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


class _Shape:
    """What of a passage is compared; made as far as it is needed, since most passages differ in their numbers."""

    def __init__(self, text: str) -> None:
        self._text = text
        self.numbers = tuple(_NUMBER.findall(text))

    @cached_property
    def folded(self) -> list[str]:
        return _WORD.findall(self._text.casefold())

    @cached_property
    def pairs(self) -> set[tuple[str, str]]:
        return set(zip(self.folded, self.folded[1:] or self.folded, strict=False))

    @cached_property
    def telling(self) -> set[str]:
        """The words without which a passage may say something else: names and denials."""
        names = {word.casefold() for word in _WORD.findall(self._text) if word[:1].isupper()}
        return names | _DENIALS.intersection(self.folded)


def fold(ranked: Sequence[Ranked], limit: int) -> list[Folded]:
    """The first `limit` hits that say different things, each with the others that say the same."""
    shapes = [_Shape(place.passage.text) for place in ranked]
    kept: list[int] = []
    numbered: dict[tuple[str, ...], list[int]] = {}
    others: dict[int, list[StoredPassage]] = {}
    for at, place in enumerate(ranked):
        alike = numbered.setdefault(shapes[at].numbers, [])
        same = next((first for first in alike if _same(shapes[first], shapes[at])), None)
        if same is None or _overlap(ranked[same].passage, place.passage):
            kept.append(at)
            alike.append(at)
        else:
            others.setdefault(same, []).append(place.passage)
    return [Folded(ranked[at], tuple(others.get(at, ()))) for at in kept[:limit]]


def _same(one: _Shape, other: _Shape) -> bool:
    fewest, most = sorted((len(one.folded), len(other.folded)))
    if (
        not fewest or fewest < ALIKE * ALIKE * most
    ):  # pairs can repeat, so the counts of words tell only so much
        return False
    shared = len(one.pairs & other.pairs)
    if shared < ALIKE * (len(one.pairs) + len(other.pairs) - shared) or not shared:
        return False
    return set(one.folded).symmetric_difference(other.folded).isdisjoint(one.telling | other.telling)


def _overlap(one: StoredPassage, other: StoredPassage) -> bool:
    return one.document == other.document and one.start < other.end and other.start < one.end
