"""What evidence is made of: sentences as candidates, and the quotes that come of them."""

from __future__ import annotations

import re
from dataclasses import dataclass

from index.types import StoredPassage
from ingest.document import Span

ITEM = re.compile(r"\s*[•▪◦*–-]\s")
"""How an item of a list begins: what explains it follows, what is before it is another's."""


@dataclass(frozen=True, slots=True)
class Together:
    """What is measured of a question's quotes together.

    coverage: the share of the question's weight that all of them cover, with their neighbours, in
    [0, 1]. lacking: how rare its rarest word is that none of them has (`search.needs.Need.rarity`),
    0 where none lacks. words: how many words it has. second: the second passage's score beside
    the first one's, in [0, 1]. unknown: the share of the question's weight that words have which the archive
    has nowhere. agreed: the share of the quotes that stand in the best one's document.
    """

    coverage: float
    lacking: float
    words: int
    second: float
    unknown: float
    agreed: float


@dataclass(frozen=True, slots=True)
class Evidence:
    """A quote that may answer.

    score: the chance that it does, in [0, 1]. coverage: the share of the question's weight that
    it and its surroundings cover; own: the share that the quote itself covers; both in [0, 1].
    focused: whether what is counted or asked for is named in it or beside it; True where the
    question has no such word. named: whether every proper name of the question is in its scope.
    fact: how surely it holds the kind of fact asked for, in [0, 1]. missing: the share of the
    question's weight that its heaviest word has, where neither the quote nor its neighbours have that.
    around: the quote with the neighbours that are cited with it, where it is not sure to hold the
    answer by itself; None where it is cited alone. together: of all the question's quotes.
    """

    passage: StoredPassage
    span: Span
    quote: str
    score: float
    coverage: float
    own: float
    focused: bool
    named: bool = True
    fact: float = 0.5
    missing: float = 0.0
    around: Span | None = None
    together: Together | None = None

    @property
    def cited(self) -> Span:
        """What is cited: the quote, with neighbours where it has them."""
        return self.around or self.span


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence of a ranked passage. stems: the keys of its words in order.

    place: its number in the passage. tokens: stems and parts, as often as they stand there; size:
    how many different ones; terms: those of them that the question looks for. heading: whether it
    looks like one.
    """

    passage: StoredPassage
    place: int
    text: str
    stems: tuple[str, ...]
    tokens: tuple[str, ...]
    size: int
    terms: frozenset[str]
    heading: bool = False


@dataclass(frozen=True, slots=True)
class Candidate:
    """A sentence with the values of its features, in the order of `search.evidence.features.FEATURES`.

    focused: whether it or a neighbour names what is counted or asked for. named: whether every
    proper name of the question stands in it, in the sentence before it, or in a heading above it.
    nearby, whole: the terms that the question looks for in it and its neighbours, and in its
    passage with headings and title.
    """

    sentence: Sentence
    values: tuple[float, ...]
    focused: bool
    named: bool
    nearby: frozenset[str]
    whole: frozenset[str]

    @property
    def passage(self) -> StoredPassage:
        """The passage that it stands in."""
        return self.sentence.passage


def words_of(passage: StoredPassage, span: Span) -> str:
    """The passage's text at a span of the document."""
    return passage.text[span.start - passage.start : span.end - passage.start]
