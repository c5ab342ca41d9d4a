"""Which sentences of the best passages answer the question.

Candidates are the sentences of the passages that search ranked first. Each gets a few cheap
features (`FEATURES`), and a logistic regression whose weights lie in `evidence.json` gives the
chance that it holds the answer; `tests/bench/train_evidence.py` fits them.
"""

from __future__ import annotations

import json
import math
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from importlib import resources

from index.archive import Archive
from index.types import StoredPassage
from ingest.dates import find_dates, iso_fits
from ingest.document import Span
from search.facts import NAMED, Name, counts, holds
from search.needs import ALL_PARTS, Need, Needs, needs_of
from search.types import Ranked
from search.understand import Question, Wanted

PASSAGES = 10
"""How many passages give candidates: the answer stands in the first 10 for 98 % of NorQuAD's questions."""

FEATURES = (
    "bm25",  # BM25+ among the candidates, the best one's made 1
    "coverage",  # share of the question's weight in the sentence
    "nearby",  # … in the sentence with its neighbours
    "passage coverage",  # … in the passage with its headings and title
    "passage",  # the passage's fused score beside the best one's
    "first passage",  # whether it is of the best passage
    "type",  # whether it holds the kind of fact asked for
    "typed coverage",  # both at once
    "focus",  # whether it names what is counted or asked for
    "count",  # whether a number stands right before what is counted
    "length",  # characters, as a logarithm
    "heading",  # whether it looks like a heading: short, without a full stop
    "new words",  # share of its terms that the question does not have
    "opening",  # whether it is the passage's first sentence
)

_ITEM = re.compile(
    r"\s*[•▪◦*–-]\s"
)  # an item of a list: what explains it follows, what is before is another's
_CASE_LABEL = re.compile(r"^[#*\s]*(?:sak\s+)?\d{1,4}/\d{2,4}\s+", re.IGNORECASE)
_VALUE = re.compile(r"[:(]|\d")
_HEADING = 90  # characters below which a line without a full stop looks like a heading
_ALONE = 45  # characters below which a sentence is taken together with its neighbour
_LONGEST_QUOTE = 400  # a quote grown by a neighbour stays below it
_DATE_NAMED = 0.5  # what a passage counts that fits the year of the question's date, but not its day
_NEARLY = 0.25  # "neste", "siste": evidence at least this share as likely as the best is ordered by date
_NAMELESS = 0.3  # what a sentence counts that says nothing of a name in the question
_LONGEST_LIST = 12  # sentences back in which the introduction of a list is looked for
_DRAFT = 0.4  # what a draft's evidence counts beside that of approved papers


@dataclass(frozen=True, slots=True)
class Evidence:
    """A quote that may answer.

    score: the chance that it does, in [0, 1]. coverage: the share of the question's weight that
    it and its surroundings cover; own: the share that the quote itself covers; both in [0, 1].
    focused: whether what is counted or asked for is named in it or beside it; True where the
    question has no such word.
    """

    passage: StoredPassage
    span: Span
    quote: str
    score: float
    coverage: float
    own: float
    focused: bool


@dataclass(frozen=True, slots=True)
class Candidate:
    """A sentence of a ranked passage, with its terms and its features' values.

    focused: whether it or a neighbour names what is counted or asked for. named: whether every
    proper name of the question stands in it, in the sentence before it, or in a heading above it.
    """

    passage: StoredPassage
    index: int
    text: str
    tokens: tuple[str, ...]
    terms: frozenset[str]
    values: tuple[float, ...] = ()
    focused: bool = True
    named: bool = True


@lru_cache(maxsize=1)
def weights() -> tuple[float, dict[str, float]]:
    """The intercept and each feature's weight."""
    model = json.loads(resources.files("search").joinpath("evidence.json").read_text("utf-8"))
    return model["intercept"], {name: model["weights"].get(name, 0.0) for name in FEATURES}


def find_evidence(
    archive: Archive, question: Question, ranked: Sequence[Ranked], limit: int = 3
) -> list[Evidence]:
    """The sentences that answer best, best first, at most `limit`, never two of one place."""
    needs = needs_of(archive, archive.analyser.query_terms(question.text), question.asking)
    intercept, factors = weights()
    scored = []
    for candidate in candidates(archive, question, ranked, needs):
        time = fits_time(question, candidate.passage, candidate.text)
        if not time:
            continue
        linear = intercept + sum(f * v for f, v in zip(factors.values(), candidate.values, strict=True))
        chance = 1 / (1 + math.exp(-linear))
        draft = _DRAFT if candidate.passage.draft else 1.0
        scored.append((chance * time * draft * (1.0 if candidate.named else _NAMELESS), candidate))
    scored.sort(key=lambda item: (-item[0], item[1].passage.id, item[1].index))
    if question.latest:
        scored = _newest_first(scored)
    chosen = _distinct(scored, limit, question.wanted)
    return [replace(e, own=needs.covered(_all_terms(archive, e.quote))) for e in chosen]


def _all_terms(archive: Archive, text: str) -> frozenset[str]:
    terms = archive.analyser.index_terms(text)
    return frozenset((*terms.stem, *terms.parts))


def _newest_first(scored: list[tuple[float, Candidate]]) -> list[tuple[float, Candidate]]:
    """Those nearly as good as the best, newest paper first, then the rest."""
    good = [item for item in scored if item[0] >= _NEARLY * scored[0][0]]
    good.sort(key=lambda item: item[1].passage.date or "", reverse=True)
    return good + scored[len(good) :]


def candidates(
    archive: Archive, question: Question, ranked: Sequence[Ranked], needs: Needs
) -> list[Candidate]:
    """The sentences of the best passages with their features."""
    found = []
    seen: set[tuple[str, Span]] = set()  # neighbouring passages may share a sentence
    for place in ranked[:PASSAGES]:
        for index, span in enumerate(place.passage.sentences):
            if (place.passage.document, span) in seen:
                continue
            seen.add((place.passage.document, span))
            text = _slice(place.passage, span)
            terms = archive.analyser.index_terms(text)
            tokens = (*terms.stem, *terms.parts)
            found.append(Candidate(place.passage, index, text, tokens, frozenset(tokens)))
    if not found:
        return []
    scores = {place.passage.id: place.score / (ranked[0].score or 1.0) for place in ranked}
    around = {place.passage.id: _around(archive, place.passage) for place in ranked[:PASSAGES]}
    asked = frozenset(needs.terms)
    focus = _focus_need(question, needs)
    proper = _proper(archive, question, needs)
    headings = {
        p.passage.id: _all_terms(
            archive, " ".join((*p.passage.heading, p.passage.title, _first_line(p.passage)))
        )
        for p in ranked[:PASSAGES]
    }
    names = _names_in(archive, question, [place.passage for place in ranked[:PASSAGES]])
    completed = []
    for i, (candidate, lexical) in enumerate(zip(found, _bm25(found, needs), strict=True)):
        passage = candidate.passage
        nearby = candidate.terms.union(
            *(c.terms for c in found[max(0, i - 1) : i + 2] if c.passage.id == passage.id),
            _introduction(found, i),
        )
        coverage = needs.covered(candidate.terms)
        kind = holds(
            question.wanted, candidate.text, question.text, names.get((passage.id, candidate.index), ())
        )
        values = (
            lexical,
            coverage,
            needs.covered(nearby),
            needs.covered(nearby | around[passage.id]),
            scores[passage.id],
            float(passage.id == found[0].passage.id),
            kind,
            kind * coverage,
            focus.met(candidate.terms) if focus else 0.5,
            float(_counted(archive, question, candidate, focus)),
            min(math.log(1 + len(candidate.text)) / 6, 1.2),
            float(_is_heading(candidate.text)),
            1 - len(candidate.terms & asked) / max(len(candidate.terms), 1),
            float(candidate.index == 0),
        )
        focused = focus is None or focus.met(nearby) >= ALL_PARTS
        before = found[i - 1].terms if i and found[i - 1].passage.id == passage.id else frozenset()
        scope = candidate.terms | before | headings[passage.id]
        named = all(need.met(scope) for need in proper)
        completed.append(replace(candidate, values=values, focused=focused, named=named))
    return completed


def _names_in(
    archive: Archive, question: Question, passages: Sequence[StoredPassage]
) -> dict[tuple[int, int], list[Name]]:
    """The names recognised in each sentence (passage's id, sentence's index), where one is asked for."""
    found: dict[tuple[int, int], list[Name]] = {}
    if question.wanted not in NAMED:
        return found
    by_id = {passage.id: passage for passage in passages}
    for number, start, end, label, name in archive.store.names_in(list(by_id)):
        passage = by_id[number]
        for index, span in enumerate(passage.sentences):
            if span.start <= start and end <= span.end:
                found.setdefault((number, index), []).append((label, _slice(passage, Span(start, end)), name))
    return found


def _first_line(passage: StoredPassage) -> str:
    """The passage's first sentence where it is a heading."""
    first = _slice(passage, passage.sentences[0]) if passage.sentences else ""
    return first if len(first) < _HEADING and first.rstrip()[-1:] not in ".!?" else ""


def _introduction(found: Sequence[Candidate], at: int) -> frozenset[str]:
    """The terms of the line that introduces the list in which a sentence stands ("Tre prosjekter …:")."""
    for other in reversed(found[max(0, at - _LONGEST_LIST) : at]):
        if other.passage.id != found[at].passage.id:
            break
        if other.text.rstrip().endswith(":"):
            return other.terms
    return frozenset()


def _proper(archive: Archive, question: Question, needs: Needs) -> list[Need]:
    """The needs for proper names: capitals within the question, and words of capitals or digits."""
    bodies = frozenset(archive.analyser.index_terms(" ".join(archive.store.bodies())).stem)
    found = []
    for need in needs.needs:
        word = question.text[slice(*need.place)]
        capital = word[:1].isupper() and (need.place[0] > 0 or word.isupper())
        if capital and len(word) > 1 and need.terms.isdisjoint(bodies):
            found.append(need)
    return found


def _is_heading(text: str) -> bool:
    """Whether a sentence looks like a heading: short, no full stop, and no label with a value."""
    body = _CASE_LABEL.sub("", text.strip(), count=1)
    return len(body) < _HEADING and body[-1:] not in ".!?" and not _VALUE.search(body[4:])


def _focus_need(question: Question, needs: Needs) -> Need | None:
    """The need for the noun that is counted or asked for; None where there is none."""
    if question.focus is None:
        return None
    start, end = question.focus
    return next((n for n in needs.needs if start <= n.place[0] and n.place[1] <= end), None)


def _counted(archive: Archive, question: Question, candidate: Candidate, focus: Need | None) -> bool:
    if question.wanted is not Wanted.NUMBER or focus is None or not focus.met(candidate.terms):
        return False
    tokens = archive.analyser.tokens(candidate.text)
    nouns = [(t.start, t.end) for t in tokens if t.term in focus.terms]
    return counts(candidate.text, nouns)


def fits_time(question: Question, passage: StoredPassage, sentence: str = "") -> float:
    """How well a passage fits the dates that the question names: 1, `_DATE_NAMED`, or 0.

    1 where its paper is of that date or the sentence names it; less where the passage only names
    it, or the year of it; 0 where a year of the question is nowhere.
    """
    if not question.dates:
        return 1.0
    if passage.date and all(iso_fits(passage.date, wanted) for wanted in question.dates):
        return 1.0
    if _names(sentence, question.dates):
        return 1.0
    around = " ".join((passage.text, passage.title, " ".join(passage.heading)))
    years = {wanted[:4] for wanted in question.dates}
    if _names(around, tuple(years)) or (passage.date and years == {passage.date[:4]}):
        exact = any(len(wanted) == len("2020-01-01") for wanted in question.dates)
        return _DATE_NAMED if exact and not _names(around, question.dates) else 0.9
    return 0.0


def _names(text: str, dates: Sequence[str]) -> bool:
    """Whether a text names every one of the dates."""
    named = [mention.iso for mention in find_dates(text)]
    return all(
        any(iso_fits(iso, wanted) for iso in named) or (len(wanted) == len("2020") and wanted in text)
        for wanted in dates
    )


def _bm25(found: Sequence[Candidate], needs: Needs) -> list[float]:
    from rank_bm25 import BM25Plus

    scores = BM25Plus([list(c.tokens) or [""] for c in found]).get_scores(needs.terms)
    low, high = float(scores.min()), float(scores.max())
    if high - low < 1e-9:
        return [0.0] * len(found)
    return [(float(score) - low) / (high - low) for score in scores]


def _around(archive: Archive, passage: StoredPassage) -> frozenset[str]:
    return _all_terms(archive, " ".join((passage.title, *passage.heading, passage.body or "", passage.text)))


def _distinct(scored: Sequence[tuple[float, Candidate]], limit: int, wanted: Wanted) -> list[Evidence]:
    chosen: list[Evidence] = []
    seen: set[str] = set()
    for score, candidate in scored:
        passage = candidate.passage
        span = _standing_alone(passage, candidate.index, wanted)
        quote = _slice(passage, span)
        folded = " ".join(quote.casefold().split())
        overlaps = any(
            e.passage.document == passage.document and span.start < e.span.end and e.span.start < span.end
            for e in chosen
        )
        if overlaps or folded in seen:
            continue
        seen.add(folded)
        named = dict(zip(FEATURES, candidate.values, strict=True))
        coverage = 0.6 * named["nearby"] + 0.4 * named["passage coverage"]
        chosen.append(Evidence(passage, span, quote, score, coverage, 0.0, candidate.focused))
        if len(chosen) == limit:
            break
    return chosen


def _standing_alone(passage: StoredPassage, index: int, wanted: Wanted) -> Span:
    """The sentence, grown by a neighbour where it cannot stand alone.

    That is one too short to be understood, one that announces what follows, and where a reason is
    asked for, one that gives none: the reason then follows it.
    """
    spans = passage.sentences
    span = spans[index]
    short = span.end - span.start < _ALONE
    text = _slice(passage, span)
    announces = text.rstrip().endswith(":") or (wanted is Wanted.REASON and not holds(wanted, text, ""))
    if (
        (short or announces)
        and index + 1 < len(spans)
        and spans[index + 1].end - span.start <= _LONGEST_QUOTE
    ):
        span = Span(span.start, spans[index + 1].end)
    if short and not _ITEM.match(text) and index > 0 and span.end - spans[index - 1].start <= _LONGEST_QUOTE:
        span = Span(spans[index - 1].start, span.end)
    return span


def _slice(passage: StoredPassage, span: Span) -> str:
    return passage.text[span.start - passage.start : span.end - passage.start]
