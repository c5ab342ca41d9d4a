"""Which sentences of the best passages answer the question."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from index.archive import Archive
from index.types import StoredPassage
from ingest.dates import find_dates, iso_fits
from ingest.document import Span
from search.evidence.features import FEATURES
from search.evidence.gather import PASSAGES, candidates
from search.evidence.model import chances
from search.evidence.quotes import adjoins, overlaps, standing_alone, with_neighbours
from search.evidence.times import fits_time
from search.evidence.types import Candidate, Evidence, Together, words_of
from search.evidence.voice import does_it_itself
from search.facts import holds
from search.needs import Needs, needs_of
from search.types import Ranked
from search.understand import Question

_NEARLY = 0.25  # "neste", "siste": evidence at least this share as likely as the best is ordered by date
_NAMELESS = 0.3  # what a sentence counts that says nothing of a name in the question
_TOGETHER = 0.3  # a sentence beside a quote joins it where it is at least this share as likely
_ALONE = 0.85  # a quote at least this likely to hold the answer is cited without its neighbours
_DRAFT = 0.4  # what a draft's evidence counts beside that of approved papers

Scored = tuple[float, Candidate]
Place = tuple[str, Span]
"""A document and a span of it."""


def find_evidence(
    archive: Archive, question: Question, ranked: Sequence[Ranked], limit: int = 3
) -> list[Evidence]:
    """The sentences that answer best, best first, at most `limit`, never two of one place."""
    terms = archive.query_terms(question.text)
    needs = needs_of(archive, terms, question.asking)
    told = _told_by_papers(question, ranked)
    sought = needs_of(archive, terms, (*question.asking, *told)) if told else needs
    found = candidates(archive, question, ranked, sought if sought.needs else needs, needs)
    other = {id(c) for c in found if does_it_itself(archive, question, needs, c.sentence)}
    barred = [(c.passage.document, c.passage.sentences[c.sentence.place]) for c in found if id(c) in other]
    scored = [
        (chance * weight, candidate)
        for chance, candidate in zip(chances([c.values for c in found]), found, strict=True)
        if id(candidate) not in other and (weight := _weight(question, candidate))
    ]
    scored.sort(key=lambda item: (-item[0], item[1].passage.id, item[1].sentence.place))
    if question.latest:
        scored = _newest_first(scored)
    chosen = _with_context(_distinct(archive, question, needs, scored, limit, barred), barred)
    return _measured(archive, question, needs, ranked, chosen)


def _measured(
    archive: Archive, question: Question, needs: Needs, ranked: Sequence[Ranked], chosen: Sequence[Evidence]
) -> list[Evidence]:
    """The quotes, each with what is measured of all of them together."""
    if not chosen:
        return []
    terms = _dated(question, needs, chosen[0].passage)
    terms = terms.union(*(archive.analyser.distinct_terms(words_of(e.passage, e.cited)) for e in chosen))
    together = Together(
        coverage=needs.covered(terms),
        lacking=max((need.rarity * (1 - need.met(terms)) for need in needs.needs), default=0.0),
        words=len(needs.needs),
        second=ranked[1].score / (ranked[0].score or 1.0) if len(ranked) > 1 else 0.0,
        unknown=sum(need.rarity for need in needs.needs if not need.known) / (needs.total or 1.0),
        agreed=sum(e.passage.document == chosen[0].passage.document for e in chosen) / len(chosen),
    )
    return [replace(one, together=together) for one in chosen]


def _dated(question: Question, needs: Needs, passage: StoredPassage) -> frozenset[str]:
    """The terms of the question's dates, where the passage's paper is of that time: it need not say them."""
    if not question.dates or not passage.date or not all(iso_fits(passage.date, d) for d in question.dates):
        return frozenset()
    places = [(mention.start, mention.end) for mention in find_dates(question.text)]
    inside = (n for n in needs.needs if any(a <= n.place[0] and n.place[1] <= b for a, b in places))
    return frozenset[str]().union(*(need.terms for need in inside))


def _told_by_papers(question: Question, ranked: Sequence[Ranked]) -> list[tuple[int, int]]:
    """The places of the question's days, where papers of those days were found: a sentence need not say them."""
    days = [place.passage.date for place in ranked[:PASSAGES] if place.passage.date]
    whole = question.dates and all(len(d) == len("2020-02-20") for d in question.dates)
    if not whole or not any(all(iso_fits(day, d) for d in question.dates) for day in days):
        return []
    return [(mention.start, mention.end) for mention in find_dates(question.text)]


def _with_context(chosen: Sequence[Evidence], barred: Sequence[Place]) -> list[Evidence]:
    """The quotes, each cited with its neighbours unless it is likely to hold the answer by itself."""
    found = list(chosen)
    for place, one in enumerate(found):
        if one.score >= _ALONE:
            continue
        same = [e.cited for e in found if e is not one and e.passage.document == one.passage.document]
        same += [span for document, span in barred if document == one.passage.document]
        grown = with_neighbours(one.passage, one.span, same)
        found[place] = replace(one, around=grown) if grown != one.span else one
    return found


def _weight(question: Question, candidate: Candidate) -> float:
    """What the model does not know: the time asked for, drafts, names."""
    weight = fits_time(question, candidate.passage, candidate.sentence.text)
    if candidate.passage.draft:
        weight *= _DRAFT
    if not candidate.named:
        weight *= _NAMELESS
    return weight


def _newest_first(scored: list[Scored]) -> list[Scored]:
    """Those nearly as good as the best, newest paper first, then the rest."""
    good = [item for item in scored if item[0] >= _NEARLY * scored[0][0]]
    good.sort(key=lambda item: item[1].passage.date or "", reverse=True)
    return good + scored[len(good) :]


def _distinct(
    archive: Archive,
    question: Question,
    needs: Needs,
    scored: Sequence[Scored],
    limit: int,
    barred: Sequence[Place],
) -> list[Evidence]:
    """The quotes that the best sentences make; barred: sentences that none of them may hold."""
    chosen: list[Evidence] = []
    seen: set[str] = set()
    for score, candidate in scored:
        passage = candidate.passage
        span = standing_alone(passage, candidate.sentence.place, question.wanted)
        quote = words_of(passage, span)
        folded = " ".join(quote.casefold().split())
        here = [e.span for e in chosen if e.passage.document == passage.document]
        never = (one for document, one in barred if document == passage.document)
        if folded in seen or overlaps(span, here) or overlaps(span, never):
            continue
        if (beside := _beside(chosen, passage.id, span, score)) is not None:
            chosen[beside] = _joined(archive, question, needs, chosen[beside], span)
            continue
        if len(chosen) == limit:
            break
        seen.add(folded)
        kind = candidate.values[FEATURES.index("type")]
        told = _dated(question, needs, passage)
        nearby, whole = told.union(candidate.nearby), told.union(candidate.whole)
        chosen.append(
            Evidence(
                passage, span, quote, score,
                coverage=0.6 * needs.covered(nearby) + 0.4 * needs.covered(whole),
                own=needs.covered(archive.analyser.distinct_terms(quote)),
                focused=candidate.focused,
                named=candidate.named,
                missing=needs.missing(nearby),
                fact=max(kind, holds(question.wanted, quote, question.text)),
            )
        )  # fmt: skip
    return chosen


def _beside(chosen: Sequence[Evidence], passage: int, span: Span, score: float) -> int | None:
    """Which of the chosen quotes a sentence next to it belongs to: nearly as likely, and not too long with it."""
    for number, one in enumerate(chosen):
        if (
            one.passage.id == passage
            and score >= _TOGETHER * one.score
            and adjoins(one.passage, one.span, span)
        ):
            return number
    return None


def _joined(archive: Archive, question: Question, needs: Needs, one: Evidence, span: Span) -> Evidence:
    both = Span(min(one.span.start, span.start), max(one.span.end, span.end))
    quote = words_of(one.passage, both)
    own = needs.covered(archive.analyser.distinct_terms(quote))
    fact = max(one.fact, holds(question.wanted, quote, question.text))
    return replace(one, span=both, quote=quote, own=own, fact=fact)
