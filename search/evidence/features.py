"""What is measured of a sentence: cheap features that a learned model weighs (`search.evidence.model`)."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Sequence, Set
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
    """What a question looks for. focus: the word counted or asked for; proper: its names; signs: of an answer."""

    question: Question
    needs: Needs
    focus: Need | None
    proper: Sequence[Need]
    signs: Signs


class Surroundings(NamedTuple):
    """Where a sentence stands: the terms before it, around it, in its passage, and above it."""

    lexical: float
    score: float
    number: int
    before: Set[str]
    nearby: Set[str]
    passage: Set[str]
    above: Set[str]
    names: Sequence[Name]
    letters: float
    most_letters: float


def values_of(sought: Sought, sentence: Sentence, place: Surroundings, archive: Archive) -> tuple[float, ...]:
    """The values of `FEATURES` but for the `RELATIVE` ones, each about in [0, 1]."""
    question, needs, terms = sought.question, sought.needs, sentence.terms
    coverage = needs.covered(terms)
    kind = holds(question.wanted, sentence.text, question.text, place.names)
    scope = terms | place.before | place.above
    return (
        place.lexical,
        coverage,
        needs.covered(place.nearby),
        needs.covered(place.passage),
        needs.covered(place.before),
        needs.covered(place.above),
        max((n.rarity * (1 - n.met(place.nearby)) for n in needs.needs), default=0.0) / (needs.total or 1.0),
        _pairs(needs, sentence.stems),
        place.score,
        1 / (1 + place.number),
        kind,
        *(kind if question.wanted is one else 0.0 for one in KINDS),
        kind * coverage,
        sought.focus.met(terms) if sought.focus else 0.5,
        float(_counted(archive, sought, sentence)),
        sum(need.met(scope) for need in sought.proper) / len(sought.proper) if sought.proper else 1.0,
        min(math.log(1 + len(sentence.text)) / 6, 1.2),
        float(looks_like_heading(sentence.text)),
        1 - len(terms.intersection(needs.terms)) / max(len(terms), 1),
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
    held = [_runs(text) for text in texts]
    counts = Counter(run for runs in held for run in runs)
    weights = {run: math.log(1 + len(texts) / (1 + counts[run])) for run in _runs(question)}
    total = sum(weights.values()) or 1.0
    return [sum(weights[run] for run in runs & weights.keys()) / total for runs in held]


def _runs(text: str) -> set[str]:
    words = (f" {word} " for word in _WORD.findall(text.lower()))
    return {word[i : i + _RUN] for word in words for i in range(len(word) - _RUN + 1)}


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
    body = _CASE_LABEL.sub("", text.strip(), count=1)
    return len(body) < _HEADING and body[-1:] not in ".!?" and not _VALUE.search(body[4:])


def _pairs(needs: Needs, stems: Sequence[str]) -> float:
    """The share of the question's neighbouring words that stand near each other in the sentence."""
    if len(needs.needs) < 2:
        return 0.0
    places = [[i for i, stem in enumerate(stems) if stem in need.terms] for need in needs.needs]
    near = sum(any(abs(i - j) <= _NEAR for i in one for j in other) for one, other in pairwise(places))
    return near / (len(places) - 1)


def _counted(archive: Archive, sought: Sought, sentence: Sentence) -> bool:
    focus = sought.focus
    if sought.question.wanted is not Wanted.NUMBER or focus is None or not focus.met(sentence.terms):
        return False
    tokens = archive.analyser.tokens(sentence.text)
    return counts(sentence.text, [(t.start, t.end) for t in tokens if t.term in focus.terms])
