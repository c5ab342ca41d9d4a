"""Evidence from the papers of one case alone."""

from __future__ import annotations

from collections.abc import Sequence

from index.archive import Archive
from ingest.dates import find_dates, iso_fits
from ingest.numbers import find_meetings, find_numbers, find_sequences
from search.cases.register import Candidate
from search.evidence import Evidence, find_evidence
from search.needs import Need, needs_of
from search.types import Ranked
from search.understand import Question

_ENOUGH = 0.35
"""The share of what the question asks beside the case itself that a quote must cover."""


def evidence_within(
    archive: Archive, question: Question, candidate: Candidate, needs_words: bool = False
) -> list[Evidence]:
    """The sentences of a case's own papers that answer the question best, at most two.

    needs_words: nothing where the question names the case and nothing else.
    """
    rest = _rest(archive, question, candidate)
    if needs_words and not rest:
        return []
    passages = {}
    for account in candidate.accounts:
        span = account.case.span
        for passage in archive.store.near(account.document, span.start, span.end):
            passages[passage.id] = passage
    weighed = [(sum(n.rarity * n.met(_terms(archive, p.text)) for n in rest), p) for p in passages.values()]
    weighed.sort(key=lambda item: (-item[0], item[1].id))
    best = weighed[0][0] if weighed else 0.0
    ranked = [Ranked(passage, (weight + 0.1) / (best + 0.1)) for weight, passage in weighed]
    total = sum(need.rarity for need in rest)
    found = find_evidence(archive, question, ranked, 2)
    return [
        e for e in found
        if not total or sum(n.rarity * n.met(_terms(archive, e.quote)) for n in rest) >= _ENOUGH * total
    ]  # fmt: skip


def asks_elsewhere(archive: Archive, question: Question, found: Sequence[Candidate]) -> bool:
    """Whether a question that names a case asks for something that its treatment does not tell.

    The head of the minutes or another paper may: the whole archive is searched then.
    """
    return any(_rest(archive, question, c) for c in found) and not any(
        evidence_within(archive, question, c, needs_words=True) for c in found
    )


def _rest(archive: Archive, question: Question, candidate: Candidate) -> list[Need]:
    """What the question asks beside naming the case."""
    text, day = question.text, candidate.case.date or str(candidate.case.key.year)
    ignored = [(m.start, m.end) for m in find_numbers(text)]
    ignored += [(m.start, m.end) for m in find_sequences(text)]
    ignored += [(m.start, m.end) for m in find_meetings(text)]
    ignored += [(m.start, m.end) for m in find_dates(text) if iso_fits(day, m.iso)]
    ignored += question.asking
    needs = needs_of(archive, archive.query_terms(question.text), ignored)
    own = _own_words(archive, candidate)
    return [need for need in needs.needs if need.terms.isdisjoint(own)]


def _own_words(archive: Archive, candidate: Candidate) -> frozenset[str]:
    """Words that only name the case: its body and the word for case."""
    return _terms(archive, f"sak saken case {candidate.case.body or ''}")


def _terms(archive: Archive, text: str) -> frozenset[str]:
    terms = archive.analyser.index_terms(text)
    return frozenset((*terms.stem, *terms.parts))
