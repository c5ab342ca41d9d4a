"""What Norsk Ordbank's own compounds teach: which words begin and end compounds, and how often.

Two thirds of its lemmas are compounds of others. Each lemma that can be parted into two known
words is counted; where there are several ways, the counts of the others decide (expectation and
maximisation over a unigram model of first and last pieces, as in Creutz and Lagus's Morfessor, 2002).
A known compound is then parted where its pieces are productive or long enough to be no accident,
and its forms are those of its last piece.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Container
from dataclasses import dataclass

from index.language.lexicon import COST_UNIT, LINKS, NEVER, OVERLAP

Pieces = tuple[str, int, str]
"""The first piece, the link's number, the last piece."""

ROUNDS = 3  # of counting anew; the counts hardly move after the second
ACCEPTED = 10.5  # bits of evidence for parting a known word; on tests/index/language/compounds.tsv best from 10 to 12
LONG = 1.0  # bits of evidence for each letter of a piece over three
CONSISTENT = 0.6  # share of a compound's forms that must be known words without its first piece
WHOLE = 8.0  # how much likelier a piece of an unknown word is where it has a meaning of its own
RARE = 0.3  # what a possible piece counts that no compound of the lexicon has
_SHORT = 3  # pieces of so many letters or fewer are pieces only where the table says so
_CLASS_WEIGHT = {"noun": 1.0, "adj": 0.8, "verb": 0.5}  # of first pieces: nouns are the likeliest


@dataclass(frozen=True, slots=True)
class Lists:
    """The table ``compounds.tsv``."""

    short_modifier: frozenset[str]
    short_head: frozenset[str]
    never_modifier: frozenset[str]
    never_head: frozenset[str]
    whole: frozenset[str]
    extra_modifier: frozenset[str]

    def extra(self) -> dict[str, str]:
        """First pieces that are no lemmas, with the word that they stand for."""
        return dict(item.split("=") for item in self.extra_modifier)


class Productivity:
    """Counts of first and last pieces, learnt from the lemmas of nouns and adjectives."""

    def __init__(self, lemmas: dict[str, set[str]], lists: Lists) -> None:
        """lemmas: by word class ('noun', 'verb', 'adj')."""
        self.lists = lists
        self._modifiers = self._possible_modifiers(lemmas)
        self._heads = {lemma for c in ("noun", "adj", "verb") for lemma in lemmas[c] if self.may_end(lemma)}
        self._ways = {
            lemma: ways for c in ("noun", "adj") for lemma in lemmas[c] if (ways := self.ways(lemma))
        }
        self.first: defaultdict[tuple[str, int], float] = defaultdict(float)
        self.last: defaultdict[str, float] = defaultdict(float)
        self._learn()
        self._total_last = sum(self.last.values())
        self._any_first: defaultdict[str, float] = defaultdict(float)
        for (piece, _), count in self.first.items():
            self._any_first[piece] += count

    def ways(self, lemma: str) -> list[Pieces]:
        """All ways to part a word into two known ones."""
        found: list[Pieces] = []
        for at in range(2, len(lemma) - 1):
            left, head = lemma[:at], lemma[at:]
            if head in self._heads:
                if left in self._modifiers:
                    found.append((left, 0, head))
                if len(left) >= _SHORT and left[-1] in "se" and left[:-1] in self._modifiers:
                    found.append((left[:-1], LINKS.index(left[-1]), head))
            longer = left[-1] + head
            if (
                left[-1] == left[-2]
                and longer in self._heads
                and longer != "ting"
                and left in self._modifiers
            ):
                found.append((left, OVERLAP, longer))  # never bosett + ting
        return found

    def best(self, lemma: str) -> Pieces | None:
        """The way to part a lemma; None where it is no compound or has a meaning of its own."""
        if lemma in self.lists.whole:
            return None
        ways = self._ways.get(lemma)
        if not ways:
            return None
        way = max(ways, key=lambda way: (self._whole(way), self._likelihood(way)))
        return way if self._evidence(way) >= ACCEPTED else None

    def modifier_costs(self) -> dict[str, list[int]]:
        """For each possible first piece its cost before each of `LINKS`, in units of `COST_UNIT` bits."""
        total = sum(self.first.values())
        costs: dict[str, list[int]] = {}
        for piece in self._modifiers:
            known = self._any_first[piece]
            # A piece that takes a link in all compounds known takes it in unknown ones too.
            times = WHOLE if piece in self.lists.whole else 1.0
            row = [_cost(times * max(self.first[piece, link], RARE), total) for link in range(len(LINKS))]
            if known >= 5:
                row = [
                    cost if self.first[piece, link] > 0.02 * known else NEVER for link, cost in enumerate(row)
                ]
            elif len(piece) <= _SHORT:
                row[1] = row[2] = NEVER
            costs[piece] = row
        return costs

    def head_cost(self, lemma: str) -> int:
        """The cost of a lemma as the last piece."""
        if lemma not in self._heads:
            return NEVER
        times = WHOLE if lemma in self.lists.whole else 1.0
        return _cost(times * max(self.last[lemma], RARE), self._total_last)

    def _possible_modifiers(self, lemmas: dict[str, set[str]]) -> dict[str, float]:
        found: dict[str, float] = {}
        for lemma in lemmas["verb"]:
            found[lemma] = _CLASS_WEIGHT["verb"]
            if lemma.endswith("e") and len(lemma) > _SHORT + 1:
                found[lemma[:-1]] = _CLASS_WEIGHT["verb"]
        for word_class in ("adj", "noun"):
            for lemma in lemmas[word_class]:
                found[lemma] = _CLASS_WEIGHT[word_class]
                if lemma.endswith("ium"):
                    found[lemma[:-2] + "e"] = _CLASS_WEIGHT["noun"]  # laboratorie-, of laboratorium
        found.update(dict.fromkeys(self.lists.extra(), _CLASS_WEIGHT["noun"]))
        return {piece: weight for piece, weight in found.items() if self._may_begin(piece)}

    def _may_begin(self, piece: str) -> bool:
        if piece in self.lists.extra():
            return True
        if len(piece) <= _SHORT:
            return piece in self.lists.short_modifier
        return piece not in self.lists.never_modifier

    def may_end(self, piece: str) -> bool:
        """Whether a form can be the last piece of a compound at all."""
        if len(piece) <= _SHORT:
            return piece in self.lists.short_head
        return piece not in self.lists.never_head

    def _learn(self) -> None:
        for ways in self._ways.values():
            for piece, link, head in ways:
                self.first[piece, link] += 1 / len(ways)
                self.last[head] += 1 / len(ways)
        for _ in range(ROUNDS):
            first: defaultdict[tuple[str, int], float] = defaultdict(float)
            last: defaultdict[str, float] = defaultdict(float)
            for ways in self._ways.values():
                weights = [self._likelihood(way) for way in ways]
                total = sum(weights) or 1.0
                for (piece, link, head), weight in zip(ways, weights, strict=True):
                    first[piece, link] += weight / total
                    last[head] += weight / total
            self.first, self.last = first, last

    def _likelihood(self, way: Pieces) -> float:
        """Of two pieces in proportion; a first piece that is also a last piece of others is likelier a word."""
        piece, link, head = way
        weight = self._modifiers[piece] * math.sqrt(1 + self.last[piece])
        return self.first[piece, link] * weight * self.last[head]

    def _whole(self, way: Pieces) -> int:
        """Letters of the pieces with a meaning of their own: ``kommunestyre`` + ``møte`` comes before others."""
        return sum(len(piece) for piece in (way[0], way[2]) if piece in self.lists.whole)

    def _evidence(self, way: Pieces) -> float:
        piece, _, head = way
        productive = math.log2(1 + self._any_first[piece]) + math.log2(1 + self.last[head])
        return productive + LONG * (len(piece) - _SHORT + len(head) - _SHORT)


def consistent(forms: set[str], start: int, known: Container[str]) -> bool:
    """Whether the forms of a compound without its first pieces are known words too."""
    fitting = sum(form[start:] in known for form in forms)
    return fitting >= CONSISTENT * len(forms)


def forms_by_lemma(forms: dict[str, str]) -> dict[str, set[str]]:
    """The forms of each lemma."""
    found: dict[str, set[str]] = defaultdict(set)
    for form, lemma in forms.items():
        found[lemma].add(form)
    return found


def _cost(count: float, total: float) -> int:
    return max(0, min(NEVER - 1, round(-math.log2(count / max(total, 1.0)) / COST_UNIT)))
