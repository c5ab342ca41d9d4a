"""Which sentences of the best passages answer the question.

Candidates are the sentences of the passages that search ranked first. Each is scored by
`rank-bm25` among the candidates, by how much of the question it covers (terms weighted by how
rare they are in the archive), by its passage's own score, and by whether it holds the kind of
fact that was asked for.
"""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass

from index.archive import Archive
from index.language import QueryTerm
from index.types import StoredPassage
from ingest.dates import find_dates, iso_fits
from ingest.document import Span
from search.find import Ranked
from search.understand import Question, Wanted

PASSAGES = 12
"""How many passages give candidates: the answer stands in the first 10 for 97 % of NorQuAD's questions."""

_ALONE = 45  # characters below which a sentence is taken together with its neighbour
_LONGEST_QUOTE = 400  # a quote grown by a neighbour stays below it

_WEIGHTS = {"bm25": 0.25, "coverage": 0.35, "passage": 0.25, "type": 0.15}
_CONTEXT_SHARE = 0.5  # what a term counts that stands in the heading or beside the sentence, not in it

_NUMBER = re.compile(r"\d|\b(?:en|ett|ei|eitt|to|tre|fire|fem|seks|sju|syv|åtte|ni|ti|elleve|tolv|ingen)\b")
_AMOUNT = re.compile(r"\d[\d\s.,]*\s*(?:kr\b|kroner|mill|mrd|milliard|million|nok|%|prosent|euro|dollar)|\d")
_NAME = re.compile(r"\b[A-ZÆØÅ][\w.'-]+(?:\s+(?:[a-zæøå]{1,3}\s+)?[A-ZÆØÅ][\w.'-]+)+")
_CAPITAL = re.compile(r"(?<!^)(?<![.!?]\s)\b[A-ZÆØÅ][\wæøå-]{2,}")
_REASON = re.compile(
    r"\b(?:fordi|skyldes|skuldast|grunnet|på grunn av|pga|derfor|siden|årsak\w*|grunn\w*|som følge av"
    r"|due to|because)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Evidence:
    """A quote that may answer. score and coverage in [0, 1], higher is better."""

    passage: StoredPassage
    span: Span
    quote: str
    score: float
    coverage: float


@dataclass(frozen=True, slots=True)
class _Candidate:
    ranked: Ranked
    index: int
    terms: frozenset[str]
    tokens: tuple[str, ...]
    text: str


class Needs:
    """What the question's words weigh: groups of terms that mean one thing, each with its rarity."""

    def __init__(self, archive: Archive, terms: Sequence[QueryTerm]) -> None:
        groups: dict[tuple[int, int], set[str]] = {}
        for term in terms:
            groups.setdefault((term.start, term.end), set()).update((term.term, *term.parts))
        self.groups = list(groups.values())
        size = max(archive.size, 1)
        self.rarity = [max(self._rarity(archive, term, size) for term in group) for group in self.groups]
        self.total = sum(self.rarity)

    @staticmethod
    def _rarity(archive: Archive, term: str, size: int) -> float:
        frequency = max(archive.frequency("parts", term), archive.frequency("stem", term))
        # A term that the archive lacks must not count as endlessly rare beside its own synonyms.
        return math.log(1 + size / (1 + frequency)) if frequency else math.log(1 + size)

    def covered(self, terms: frozenset[str], around: frozenset[str]) -> float:
        """The share of the question's weight that the terms cover, in [0, 1]."""
        if not self.total:
            return 0.0
        covered = 0.0
        for group, rarity in zip(self.groups, self.rarity, strict=True):
            if not terms.isdisjoint(group):
                covered += rarity
            elif not around.isdisjoint(group):
                covered += _CONTEXT_SHARE * rarity
        return covered / self.total


def find_evidence(
    archive: Archive, question: Question, ranked: Sequence[Ranked], limit: int = 3
) -> list[Evidence]:
    """The sentences that answer best, best first, at most `limit`, never two of one place."""
    candidates = [c for r in ranked[:PASSAGES] for c in _candidates(archive, r)]
    if not candidates:
        return []
    needs = Needs(archive, archive.analyser.query_terms(question.text))
    bm25 = _bm25(candidates, needs)
    best_passage = max(r.score for r in ranked) or 1.0
    around = {r.passage.id: _around(archive, r.passage) for r in ranked[:PASSAGES]}
    scored = []
    for candidate, lexical in zip(candidates, bm25, strict=True):
        passage = candidate.ranked.passage
        if not fits_time(question, passage):
            continue
        coverage = needs.covered(candidate.terms, around[passage.id])
        score = (
            _WEIGHTS["bm25"] * lexical
            + _WEIGHTS["coverage"] * coverage
            + _WEIGHTS["passage"] * candidate.ranked.score / best_passage
            + _WEIGHTS["type"] * holds(question.wanted, candidate.text, question.text)
        )
        scored.append((score, coverage, candidate))
    scored.sort(key=lambda item: (-item[0], item[2].ranked.passage.id, item[2].index))
    return _distinct(scored, limit)


def holds(wanted: Wanted, text: str, question: str) -> float:  # noqa: PLR0911 - one return a kind
    """Whether a sentence holds the kind of fact that is asked for: 1, 0.5 (perhaps) or 0."""
    fresh = text
    for number in re.findall(r"\d[\d.,/]*", question):
        fresh = fresh.replace(number, " ")
    match wanted:
        case Wanted.DATE:
            return 1.0 if find_dates(fresh) else 0.5 if re.search(r"\d", fresh) else 0.0
        case Wanted.NUMBER:
            return 1.0 if _NUMBER.search(fresh.casefold()) else 0.0
        case Wanted.AMOUNT:
            match = _AMOUNT.search(fresh.casefold())
            return 0.0 if not match else 0.5 if match.group().isdigit() else 1.0
        case Wanted.PERSON:
            return 1.0 if _NAME.search(text) else 0.5 if _CAPITAL.search(text) else 0.0
        case Wanted.PLACE:
            return 1.0 if _CAPITAL.search(text) else 0.0
        case Wanted.REASON:
            return 1.0 if _REASON.search(text) else 0.0
    return 0.5


def fits_time(question: Question, passage: StoredPassage) -> bool:
    """Whether a passage is about the years that the question names.

    It is where its text, its part's date or its title names each of them.
    """
    years = {date[:4] for date in question.dates}
    if not years:
        return True
    known = " ".join((passage.text, passage.title, " ".join(passage.heading), passage.date or ""))
    named = {mention.iso[:4] for mention in find_dates(known)} | {
        str(year) for year in years if str(year) in known
    }
    return years <= named or any(iso_fits(passage.date, d) for d in question.dates if passage.date)


def _candidates(archive: Archive, ranked: Ranked) -> list[_Candidate]:
    found = []
    for index, span in enumerate(ranked.passage.sentences):
        text = _slice(ranked.passage, span)
        terms = archive.analyser.index_terms(text)
        tokens = (*terms.stem, *terms.parts)
        found.append(_Candidate(ranked, index, frozenset(tokens), tokens, text))
    return found


def _bm25(candidates: Sequence[_Candidate], needs: Needs) -> list[float]:
    """BM25+ of each candidate among the candidates, the best one's made 1."""
    from rank_bm25 import BM25Plus

    query = [term for group in needs.groups for term in group]
    scores = BM25Plus([list(c.tokens) or [""] for c in candidates]).get_scores(query)
    low, high = float(scores.min()), float(scores.max())
    if high - low < 1e-9:
        return [0.0] * len(candidates)
    return [(float(score) - low) / (high - low) for score in scores]


def _around(archive: Archive, passage: StoredPassage) -> frozenset[str]:
    context = " ".join((passage.title, *passage.heading, passage.body or "", passage.text))
    terms = archive.analyser.index_terms(context)
    return frozenset((*terms.stem, *terms.parts))


def _distinct(scored: Sequence[tuple[float, float, _Candidate]], limit: int) -> list[Evidence]:
    chosen: list[Evidence] = []
    seen: set[str] = set()
    for score, coverage, candidate in scored:
        passage = candidate.ranked.passage
        span = _standing_alone(passage, candidate.index)
        quote = _slice(passage, span)
        folded = " ".join(quote.casefold().split())
        overlaps = any(
            e.passage.document == passage.document and span.start < e.span.end and e.span.start < span.end
            for e in chosen
        )
        if overlaps or folded in seen:
            continue
        seen.add(folded)
        chosen.append(Evidence(passage, span, quote, score, coverage))
        if len(chosen) == limit:
            break
    return chosen


def _standing_alone(passage: StoredPassage, index: int) -> Span:
    """The sentence, grown by a neighbour where it is too short to be understood."""
    spans = passage.sentences
    span = spans[index]
    if span.end - span.start < _ALONE:
        if index + 1 < len(spans) and spans[index + 1].end - span.start <= _LONGEST_QUOTE:
            span = Span(span.start, spans[index + 1].end)
        if index > 0 and span.end - spans[index - 1].start <= _LONGEST_QUOTE:
            span = Span(spans[index - 1].start, span.end)
    return span


def _slice(passage: StoredPassage, span: Span) -> str:
    return passage.text[span.start - passage.start : span.end - passage.start]
