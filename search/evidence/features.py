"""What is measured of a sentence: cheap features that a learned model weighs (`search.evidence.model`)."""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Sequence
from itertools import pairwise
from typing import NamedTuple

from index.archive import Archive
from search.evidence.signs import SIGNS, Signs
from search.evidence.types import Sentence
from search.facts import Name, counts, holds
from search.needs import Need, Needs
from search.understand import Question, Wanted

KINDS = tuple(wanted for wanted in Wanted if wanted is not Wanted.TEXT)

RELATIVE = (
    "coverage beside the best",  # the sentence's coverage as a share of the highest one's
    "nearby beside the best",
    "rank by bm25",  # one over the sentence's place by it
    "rank by nearby",
)
"""Features of a sentence among all candidates of its question, computed once those are known."""

FEATURES = (
    "bm25",  # BM25+ among the candidates, the best one's made 1
    "coverage",  # share of the question's weight in the sentence
    "nearby",  # … in the sentence with its neighbours
    "passage coverage",  # … in the passage with its headings and title
    "before",  # … in the sentence before it
    "above",  # … in the headings above it and the title
    "missing",  # the share of the heaviest word that neither the sentence nor its neighbours have
    "pairs",  # share of the question's neighbouring words that are near each other in the sentence
    "passage",  # the passage's fused score beside the best one's
    "place",  # one over the passage's place in the ranking
    "type",  # whether it holds the kind of fact asked for
    *(f"type {kind}" for kind in KINDS),  # the same, for each kind by itself
    "typed coverage",  # both at once
    "focus",  # whether it names what is counted or asked for
    "count",  # whether a number stands right before what is counted
    "proper",  # share of the question's proper names in it, before it or above it
    "length",  # characters, as a logarithm
    "heading",  # whether it looks like a heading: short, without a full stop
    "new words",  # share of its terms that the question does not have
    "opening",  # whether it is the passage's first sentence
    "question",  # whether it asks itself
    "letters",  # share of the question's runs of four letters in it, weighed by how rare they are
    "letters beside the best",
    *SIGNS,
    *RELATIVE,
)

_CASE_LABEL = re.compile(r"^[#*\s]*(?:sak\s+)?\d{1,4}/\d{2,4}\s+", re.IGNORECASE)
_VALUE = re.compile(r"[:(]|\d")
_HEADING = 90  # characters below which a line without a full stop looks like a heading
_WORD = re.compile(r"\w{3,}")
_RUN = 4  # letters
_NEAR = 3  # words apart at which two words of the question are still near each other


class Sought(NamedTuple):
    """What a question looks for. focus: the word counted or asked for; proper: its names; signs: of an answer.

    covered, missing: those of the needs, which remember what they said of the same terms; terms:
    every term of the needs.
    """

    question: Question
    needs: Needs
    focus: Need | None
    proper: Sequence[Need]
    signs: Signs
    covered: Callable[[frozenset[str]], float]
    missing: Callable[[frozenset[str]], float]
    terms: frozenset[str]


class Surroundings(NamedTuple):
    """Where a sentence stands: the terms before it, around it, in its passage, and above it.

    Like the sentence's own, they are those that the question looks for. close: the sentence with
    those beside it and the line that announces it; nearby: with the heading over it too.
    """

    lexical: float
    score: float
    number: int
    before: frozenset[str]
    close: frozenset[str]
    nearby: frozenset[str]
    passage: frozenset[str]
    above: frozenset[str]
    names: Sequence[Name]
    letters: float
    most_letters: float


def values_of(sought: Sought, sentence: Sentence, place: Surroundings, archive: Archive) -> tuple[float, ...]:
    """The values of `FEATURES` but for the `RELATIVE` ones, each about in [0, 1]."""
    question, covered, terms = sought.question, sought.covered, sentence.terms
    coverage = covered(terms)
    kind = holds(question.wanted, sentence.text, question.text, place.names)
    scope = terms | place.before | place.above
    return (
        place.lexical,
        coverage,
        covered(place.nearby),
        covered(place.passage),
        covered(place.before),
        covered(place.above),
        sought.missing(place.nearby),
        _pairs(sought.needs, sentence),
        place.score,
        1 / (1 + place.number),
        kind,
        *(kind if question.wanted is one else 0.0 for one in KINDS),
        kind * coverage,
        sought.focus.met(terms) if sought.focus else 0.5,
        float(_counted(archive, sought, sentence)),
        sum(need.met(scope) for need in sought.proper) / len(sought.proper) if sought.proper else 1.0,
        min(math.log(1 + len(sentence.text)) / 6, 1.2),
        float(sentence.heading),
        1 - len(terms & sought.terms) / max(sentence.size, 1),
        float(sentence.place == 0),
        float(sentence.text.rstrip().endswith("?")),
        place.letters,
        place.letters / (place.most_letters or 1.0),
        *sought.signs.of(sentence.text),
    )


def with_relative(rows: Sequence[tuple[float, ...]]) -> list[tuple[float, ...]]:
    """The rows of all candidates of a question, each with its `RELATIVE` features at the end."""
    lexical, coverage, nearby = ([row[i] for row in rows] for i in range(3))
    by_coverage, by_nearby = _shares(coverage), _shares(nearby)
    by_bm25, by_place = _ranks(lexical), _ranks(nearby)
    return [
        (*row, *relative)
        for row, *relative in zip(rows, by_coverage, by_nearby, by_bm25, by_place, strict=True)
    ]


def letters(question: str, texts: Sequence[str]) -> list[float]:
    """The share of the question's runs of four letters within words that each text has, in [0, 1].

    A run weighs more the fewer of the texts have it. It finds what the analyser's keys miss:
    names in other forms, words spelled otherwise.
    """
    spaced = [_spaced(text) for text in texts]
    weights: dict[str, float] = {}
    held = [0.0] * len(texts)
    for run in _runs(_spaced(question)):
        places = [place for place, text in enumerate(spaced) if run in text]
        weights[run] = weight = math.log(1 + len(texts) / (1 + len(places)))
        for place in places:
            held[place] += weight
    total = sum(weights.values()) or 1.0
    return [weight / total for weight in held]


def _spaced(text: str) -> str:
    """The words in small letters with a space before and after each; no run has a space within it."""
    return f" {' '.join(_WORD.findall(text.lower()))} "


def _runs(spaced: str) -> dict[str, None]:
    """The runs of letters, in their order."""
    runs = (spaced[i : i + _RUN] for i in range(len(spaced) - _RUN + 1))
    return dict.fromkeys(run for run in runs if " " not in run[1:-1])


def _shares(values: Sequence[float]) -> list[float]:
    best = max(values, default=0.0) or 1.0
    return [value / best for value in values]


def _ranks(values: Sequence[float]) -> list[float]:
    order = sorted(range(len(values)), key=lambda i: -values[i])
    ranks = [0.0] * len(values)
    for place, i in enumerate(order):
        ranks[i] = 1 / (1 + place)
    return ranks


def looks_like_heading(text: str) -> bool:
    """Whether a sentence looks like a heading: short, no full stop, and no label with a value."""
    stripped = text.strip()
    if stripped[-1:] in ".!?":  # most sentences
        return False
    body = _CASE_LABEL.sub("", stripped, count=1)
    return 0 < len(body) < _HEADING and not _VALUE.search(body[4:])


def _pairs(needs: Needs, sentence: Sentence) -> float:
    """The share of the question's neighbouring words that stand near each other in the sentence."""
    if len(needs.needs) < 2 or not sentence.terms:
        return 0.0
    stems = [(i, stem) for i, stem in enumerate(sentence.stems) if stem in sentence.terms]
    places = [[i for i, stem in stems if stem in need.terms] for need in needs.needs]
    near = sum(any(abs(i - j) <= _NEAR for i in one for j in other) for one, other in pairwise(places))
    return near / (len(places) - 1)


def _counted(archive: Archive, sought: Sought, sentence: Sentence) -> bool:
    focus = sought.focus
    if sought.question.wanted is not Wanted.NUMBER or focus is None or not focus.met(sentence.terms):
        return False
    tokens = archive.analyser.tokens(sentence.text)
    return counts(sentence.text, [(t.start, t.end) for t in tokens if t.term in focus.terms])
