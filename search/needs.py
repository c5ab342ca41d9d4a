"""What the words of a question weigh, and how much of that weight a text covers."""

from __future__ import annotations

import math
import re
from collections.abc import Sequence, Set
from dataclasses import dataclass

from index.archive import Archive
from index.language import QueryTerm

ALL_PARTS = 0.9
"""What a compound counts where all its parts stand in the text, though not as that word."""

SOME_PARTS = 0.4
"""… times the share of its parts, where only some do: `fastlege` says little of `fastlegetakst`."""


@dataclass(frozen=True, slots=True)
class Need:
    """One word of the question: any of `terms` means it; `parts` are those of the word as asked.

    long: the words of the long form of an abbreviation; all of them together mean it too.
    rarity: how much it weighs, by how few of the archive's passages have it. place: start and end
    in the question. known: whether any passage has it.
    """

    terms: frozenset[str]
    parts: tuple[str, ...]
    rarity: float
    place: tuple[int, int]
    known: bool = True
    long: frozenset[str] = frozenset()

    def met(self, terms: Set[str]) -> float:
        """How far a text's terms meet the need, in [0, 1]."""
        if not terms.isdisjoint(self.terms) or (self.long and self.long <= terms):
            return 1.0
        if len(self.parts) < 2:
            return 0.0
        share = sum(part in terms for part in self.parts) / len(self.parts)
        return ALL_PARTS if share == 1.0 else SOME_PARTS * share


@dataclass(frozen=True, slots=True)
class Needs:
    """All needs of a question; `total` is the sum of their rarities."""

    needs: tuple[Need, ...]
    total: float

    def covered(self, terms: Set[str]) -> float:
        """The share of the question's weight that the terms cover, in [0, 1]."""
        if not self.total:
            return 0.0
        return sum(need.rarity * need.met(terms) for need in self.needs) / self.total

    def missing(self, terms: Set[str]) -> float:
        """The share of the question's weight that the heaviest word has which the terms lack, in [0, 1]."""
        lacking = (need.rarity * (1 - need.met(terms)) for need in self.needs)
        return max(lacking, default=0.0) / (self.total or 1.0)

    @property
    def terms(self) -> list[str]:
        """Every term, for a ranking by words."""
        return [term for need in self.needs for term in sorted(need.terms | need.long)]

    @property
    def keys(self) -> frozenset[str]:
        """All that a need may look at: what else a text has changes neither what is covered nor what is missing."""
        return frozenset(key for need in self.needs for key in (*need.terms, *need.parts, *need.long))


def needs_of(archive: Archive, terms: Sequence[QueryTerm], ignored: Sequence[tuple[int, int]] = ()) -> Needs:
    """The needs of a question's terms, those within the `ignored` places left out.

    Terms at one place are readings of one word: translations and variants beside the word itself.
    """
    places: dict[tuple[int, int], list[QueryTerm]] = {}
    for term in terms:
        if not any(start <= term.start and term.end <= end for start, end in ignored):
            places.setdefault((term.start, term.end), []).append(term)
    size = max(archive.size, 1)
    needs = []
    for place, group in places.items():
        if any(_within(place, other) for other in places):
            continue  # a word of a phrase that is translated as a whole
        own = group[0]
        found = frozenset(term.term for term in group if term.source != "long")
        long = frozenset(term.term for term in group if term.source == "long")
        parts = tuple(dict.fromkeys(own.parts)) if not re.search(r"\d", own.term) else ()
        frequency = max(max(archive.frequency("parts", t), archive.frequency("stem", t)) for t in found)
        needs.append(Need(found, parts, math.log(1 + size / (1 + frequency)), place, frequency > 0, long))
    return Needs(tuple(needs), sum(need.rarity for need in needs))


def _within(place: tuple[int, int], other: tuple[int, int]) -> bool:
    return place != other and other[0] <= place[0] and place[1] <= other[1]
