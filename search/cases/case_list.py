"""How many cases there were, of a time or a body, and which were about a topic."""

from __future__ import annotations

import re

from corpus.texts import texts
from index.archive import Archive
from index.types import Filters
from ingest.dates import find_dates
from search.cases.beside import body_words, remainder
from search.cases.fates import cases_of, fate_of, list_cases
from search.cases.register import Candidate, every_case, named_bodies
from search.coverage import coverage_sentence
from search.find import RankOptions, SearchOptions, rank
from search.needs import needs_of
from search.types import Answer, Searched
from search.understand import Question

_ENOUGH = 0.6
"""The share of the topic's weight that a case's title must cover, or else its title and decision."""

_MOST = 5000  # cases of which all are looked at; of more, those that a search for the topic finds
_NEAR = 300  # passages of that search
_KEPT = 20_000  # titles and decisions whose words are remembered

_COUNT = re.compile(
    r"\b(?:(?:hvor|kor) mange|how many|antall|tal(?:et)? på|number of)\s+(?:\w+\s+)?(?:saker|sakene|cases)\b"
)
_WORD = re.compile(r"[^\W_][\w-]*")
_CASE_WORDS = frozenset(
    "saker sakene sakane cases case behandlet behandla handsama handsamas behandles tatt tatt opp oppe kom treated "
    "considered discussed dealt utsatt utsett postponed trukket trekt trukke withdrawn møte møter møtet møtene "
    "møta meeting meetings ikke ikkje not".split()
)
_ABOUT = re.compile(
    r"\b(?:(?:hvor|kor) mange|how many|hvilke|hvilken|kva(?: for)?|which|what|list\w*|vis|show|finn|find|alle|all"
    r"|finnes det|finst det|er det|har det vært|har det vore|are there|were there)\b.{0,25}?"
    r"\b(?:saker|sakene|sakane|saken|saka|sak|cases?)\b.{0,20}?"
    r"\b(?:handl\w+(?: om)?|gjeld\w*|gjaldt|dreie\w* seg om|dreier seg om|vedrør\w*|angå\w*|omhandl\w*|omfatt\w*"
    r"|om|about|concern\w*|regarding|relat\w+ to|on)\s+(?P<topic>.+)$"
)
_TAIL = re.compile(
    r"\b(?:som )?(?:har |ble |blei |vart |er |var |have |has |had |were |was )?(?:blitt |vært |vore |been )?"
    r"(?:behandlet|behandla|handsama|tatt opp|teke opp|tekne opp|oppe|drøftet|drøfta|treated|considered|discussed)\b"
)


def answer_case_list(
    archive: Archive, question: Question, filters: Filters, searched: Searched
) -> Answer | None:
    """The cases counted, or those about a topic, newest first; None where the question asks for none."""
    folded = question.text.casefold()
    about = _ABOUT.search(folded)
    if filters or not (about or _COUNT.search(folded)):
        return None
    if about:
        return _of_topic(archive, question, about, searched)
    if remainder(archive, question, _CASE_WORDS):
        return None
    found = cases_of(archive, question, fate_of(question.text), searched)
    return found or _none_then(archive, question, searched)


def _none_then(archive: Archive, question: Question, searched: Searched) -> Answer | None:
    """No case of that time or body; None where the archive has no cases at all."""
    if not every_case(archive):
        return None
    say = texts(question.language)
    text = f"{say('cases.none_then')} {coverage_sentence(searched, say)}"
    return Answer(question.text, question.language, False, "none", text, searched=searched)


def _of_topic(
    archive: Archive, question: Question, about: re.Match[str], searched: Searched
) -> Answer | None:
    beside = _beside_topic(archive, question, about)
    needs = needs_of(archive, archive.query_terms(question.text), beside)
    if not needs.total:
        return None
    cases = [c for c in _near(archive, about["topic"]) if _is_meant(archive, question, c)]
    found = [c for c in cases if needs.covered(_terms(archive, c, decision=False)) >= _ENOUGH]
    found = found or [c for c in cases if needs.covered(_terms(archive, c, decision=True)) >= _ENOUGH]
    return list_cases(archive, question, found, None, searched) if found else None


def _beside_topic(archive: Archive, question: Question, about: re.Match[str]) -> list[tuple[int, int]]:
    """The places of all that is not the topic: what asks, dates, bodies, and "som har vært oppe"."""
    start = about.start("topic")
    spans = [(0, start), *question.asking]
    spans += [(mention.start, mention.end) for mention in find_dates(question.text)]
    bodies = body_words(archive, question.text[start:])
    spans += [m.span() for m in _WORD.finditer(question.text, start) if m.group().casefold() in bodies]
    return spans + [match.span() for match in _TAIL.finditer(question.text.casefold(), start)]


def _is_meant(archive: Archive, question: Question, candidate: Candidate) -> bool:
    """Whether a case is of the time and of the body that the question names."""
    if question.timed and not question.at(candidate.case.date or ""):
        return False
    bodies = named_bodies(archive, question.text)
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
