"""The cases that a question means by what they are about, by the words of their titles."""

from __future__ import annotations

import re
from collections.abc import Sequence

from index.archive import Archive
from ingest.dates import find_dates
from search.cases.beside import WORD, body_words
from search.cases.register import Candidate, every_case, named_bodies
from search.find import RankOptions, SearchOptions, rank
from search.needs import needs_of
from search.understand import Question

ENOUGH = 0.6
"""The share of the topic's weight that a case's title must cover, or else its title and decision."""

_MOST = 5000  # cases of which all are looked at; of more, those that a search for the topic finds
_NEAR = 300  # passages of that search
_KEPT = 20_000  # titles and decisions whose words are remembered

_TAIL = re.compile(
    r"\b(?:som )?(?:har |ble |blei |vart |er |var |have |has |had |were |was )?(?:blitt |vært |vore |been )?"
    r"(?:behandlet|behandla|handsama|tatt opp|teke opp|tekne opp|oppe|drøftet|drøfta|treated|considered|discussed)\b"
)


def cases_on(
    archive: Archive, question: Question, start: int, *, decisions: bool = False, enough: float = ENOUGH
) -> list[Candidate]:
    """The cases on what the question names from `start` on, of the time and the body that it names.

    decisions: what a case's decision says counts too, not its title alone.
    """
    beside = _beside_topic(archive, question, start)
    needs = needs_of(archive, archive.query_terms(question.text), beside)
    if not needs.total:
        return []
    bodies = named_bodies(archive, question.text)
    cases = [c for c in _near(archive, question.text[start:]) if _is_meant(question, bodies, c)]
    return [c for c in cases if needs.covered(_terms(archive, c, decision=decisions)) >= enough]


def _beside_topic(archive: Archive, question: Question, start: int) -> list[tuple[int, int]]:
    """The places of all that is not the topic: what asks, dates, bodies, and "som har vært oppe"."""
    spans = [(0, start), *question.asking]
    spans += [(mention.start, mention.end) for mention in find_dates(question.text)]
    bodies = body_words(archive, question.text[start:])
    spans += [m.span() for m in WORD.finditer(question.text, start) if m.group().casefold() in bodies]
    return spans + [match.span() for match in _TAIL.finditer(question.text.casefold(), start)]


def _is_meant(question: Question, bodies: Sequence[frozenset[str]], candidate: Candidate) -> bool:
    """Whether a case is of the time, and of the surest of the bodies, that the question names."""
    if question.timed and not question.at(candidate.case.date or ""):
        return False
    return not bodies or candidate.case.key.body in bodies[0]


def _near(archive: Archive, topic: str) -> list[Candidate]:
    """The cases among which those about a topic are looked for."""
    cases = every_case(archive)
    if len(cases) <= _MOST:
        return cases
    ranked = rank(archive, topic, SearchOptions(limit=_NEAR, ranking=RankOptions(rerank=False)))
    numbers = {(r.passage.document, r.passage.case) for r in ranked if r.passage.case}
    return [c for c in cases if any((a.document, c.case.number) in numbers for a in c.accounts)]


def _terms(archive: Archive, candidate: Candidate, *, decision: bool) -> frozenset[str]:
    """The keys of a case's title, with those of its decision or else its proposal."""
    case = candidate.case
    place = (case.decision or case.proposed) if decision else None
    kept: dict[object, frozenset[str]] = archive.cached("case list terms", dict)
    key = case.title, place
    if (found := kept.get(key)) is None:
        if len(kept) >= _KEPT:
            kept.clear()
        words = archive.store.text(place.document, place.span.start, place.span.end) if place else ""
        found = kept[key] = archive.analyser.distinct_terms(f"{case.title} {words}")
    return found
