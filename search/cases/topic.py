"""The decisions on a topic: "hvilke vedtak er fattet om API-management?"."""

from __future__ import annotations

import re
from dataclasses import replace

from corpus.texts import texts
from index.archive import Archive
from index.types import Filters
from ingest.dates import find_dates
from ingest.meeting import Status
from ingest.meeting.register import Place
from search.cases.beside import remainder
from search.cases.register import Candidate, as_json, case_name, every_case, named_bodies
from search.cite import Citations, shown
from search.coverage import coverage_sentence
from search.dates import told_period, written
from search.find import SearchOptions, rank
from search.needs import Needs, needs_of
from search.types import Answer, Searched
from search.understand import Question

_MOST = 6
_NEAREST = 2
_WORD = re.compile(r"\w+")
_DECISION_WORDS = frozenset(
    "vedtak vedtaka vedtaket vedtakene beslutning beslutninger avgjørelser avgjerder decision decisions resolutions "
    "resolution fattet fatta fattar gjort gjorde gjorts made taken tatt teke ga gitt gjer".split()
)
_KEPT = 1000  # decisions whose words are remembered; 15 MB where they are as long as in scanned minutes
_ENOUGH = 0.6
"""The share of the topic's weight that a case's title and decision must cover."""

_ASKS = re.compile(
    r"\b(?:(?:hvor|kor) mange(?= vedtak)|how many(?= decisions)"
    r"|hvilke|hvilket|kva(?: for)?|what|which|alle|all|list\w*|vis|finnes det|finst det)\b.{0,25}"
    r"\b(?:vedtak\w*|beslutning\w*|avgjerd\w*|avgjørelse\w*|decisions?|resolutions?)\b"
    r"(?:.{0,30}?\b(?:om|for|i forbindelse med|knytta? til|vedrørende|about|on|regarding)\b)"
    r"|\b(?:hva|kva|what)\b.{0,40}?\b(?:vedtatt|vedtok|vedteke|bestemt|bestemte|besluttet|decided?|resolved)\b"
    r".{0,30}?\b(?:om|for|i forbindelse med|knytta? til|vedrørende|about|on|regarding)\b"
)
# "hvilke vedtak ble fattet i 2024?": of a time or a body, on whatever topic
_ASKS_ALL = re.compile(
    r"\b(?:(?:hvor|kor) mange(?= vedtak)|how many(?= decisions)"
    r"|hvilke|kva(?: for)?|what|which|alle|all|list\w*|vis)\b.{0,25}"
    r"\b(?:vedtak\w*|beslutning\w*|avgjerd\w*|decisions?|resolutions?)\b"
)
# "hva ble vedtatt (siste halvår)?": of a time or a body
_ASKS_BARE = re.compile(
    r"(?:hva|kva|what)\s+(?:ble|blei|vart|er|was|has been)\s+(?:vedtatt|vedteke|bestemt|besluttet|decided)"
    r"(?:\s+(?:i|av|in|by)\s+(?:the\s+)?(?P<body>[\w-]+))?\s*\?*$"
)


def answer_topic(archive: Archive, question: Question, filters: Filters, searched: Searched) -> Answer | None:
    """Every decision on the topic, newest first, by whom and when; None where the question asks for none."""
    folded = question.text.casefold()
    match = _ASKS.search(folded)
    if match is None:
        return _of_a_time(archive, question, folded, searched)
    ignored = [match.span(), *((mention.start, mention.end) for mention in find_dates(question.text))]
    ignored += [m.span() for m in _WORD.finditer(folded, match.end()) if m.group() in _DECISION_WORDS]
    needs = needs_of(archive, archive.query_terms(question.text), ignored)
    bodies = named_bodies(archive, question.text[match.end() :])
    found = [c for c in _near(archive, question, match.end(), filters) if _fits(archive, c, needs)]
    for reading in bodies:
        if some := [c for c in found if c.case.key.body in reading]:
            found = some
            break
    ever = found
    if question.period:
        found = [c for c in found if question.at(c.case.date or "")]
    elif question.dates:
        years = [c for c in found if any((c.case.date or "").startswith(d[:4]) for d in question.dates)]
        found = [c for c in years if question.at(c.case.date or "")] or years
    if not found:
        return _at_other_times(archive, question, ever, searched) if ever and not filters else None
    return _listed(archive, question, found, searched)


def _of_a_time(archive: Archive, question: Question, folded: str, searched: Searched) -> Answer | None:
    """Every decision of the time (and of the body) that the question names."""
    bare = _ASKS_BARE.match(folded)
    if bare and bare["body"] and not named_bodies(archive, question.text[bare.start("body") :]):
        return None
    if not (bare or _ASKS_ALL.search(folded)):
        return None
    if not question.timed and (bare or not _of_a_body(archive, question)):
        return None
    found = [
        c for c in every_case(archive)
        if c.case.status is Status.DECIDED and (not question.timed or question.at(c.case.date or ""))
    ]  # fmt: skip
    for reading in named_bodies(archive, question.text):
        found = [c for c in found if c.case.key.body in reading]
        break
    return _listed(archive, question, found, searched) if found else None


def _of_a_body(archive: Archive, question: Question) -> bool:
    """Whether a question without a time names a body, and nothing beside it and its decisions."""
    return any(named_bodies(archive, question.text)) and not remainder(archive, question, _DECISION_WORDS)


def _listed(archive: Archive, question: Question, found: list[Candidate], searched: Searched) -> Answer:
    """The cases with their decisions, newest first; the first few are quoted."""
    found.sort(key=lambda c: (c.case.date or "", c.case.key), reverse=True)
    say, cites, lines = texts(question.language), Citations(archive, _MOST), []
    for candidate in found:
        case = candidate.case
        assert case.decision
        citation = cites.cite(case.decision.document, case.decision.span)
        name = case_name(case, say, question.language)
        words = f": «{shown(citation.quote, 300)}» [{citation.n}]" if citation else ""
        lines.append(f"– {name[:1].upper()}{name[1:]}, {case.title}{words}")
    head = say("cases.topic_one" if len(found) == 1 else "cases.topic", count=len(found))
    more = [] if len(found) <= _MOST else [say("cases.topic_more", count=_MOST)]
    text = "\n".join((head, *lines, *more))
    cases = tuple(as_json(archive, c) for c in found)
    return Answer(
        question.text, question.language, True, "case", text, cites.all, cases=cases, searched=searched
    )


def _at_other_times(
    archive: Archive, question: Question, ever: list[Candidate], searched: Searched
) -> Answer:
    """There are decisions on the topic, none of the time asked for; those of other times are the nearest."""
    say, cites = texts(question.language), Citations(archive, _NEAREST)
    for candidate in sorted(ever, key=lambda c: c.case.date or "", reverse=True):
        if candidate.case.decision:
            cites.cite(candidate.case.decision.document, candidate.case.decision.span)
    time = told_period(question.period, question.language) if question.period else ""
    time = time or ", ".join(written(date, question.language) for date in question.dates)
    text = f"{say('cases.none_decided', time=time)} {coverage_sentence(searched, say)}"
    return Answer(question.text, question.language, False, "none", text, searched=searched, nearest=cites.all)


def _near(archive: Archive, question: Question, topic: int, filters: Filters) -> list[Candidate]:
    """Decided cases that search finds for the topic, and those whose title has its words."""
    words = question.text[topic:].strip(" ?.") or question.text
    ranked = rank(archive, words, SearchOptions(limit=60, filters=replace(filters)))
    numbers = {(r.passage.document, r.passage.case) for r in ranked if r.passage.case}
    return [
        c for c in every_case(archive)
        if c.case.decision
        and c.case.status is Status.DECIDED
        and any((a.document, c.case.number) in numbers for a in c.accounts)
    ]  # fmt: skip


def _fits(archive: Archive, candidate: Candidate, needs: Needs) -> bool:
    place = candidate.case.decision
    assert place
    return needs.covered(_terms(archive, candidate.case.title, place)) >= _ENOUGH


def _terms(archive: Archive, title: str, place: Place) -> frozenset[str]:
    """The keys of a case's title and decision; kept, since some decisions are as long as a book."""
    kept: dict[tuple[str, Place], frozenset[str]] = archive.cached("topic terms", dict)
    if (found := kept.get((title, place))) is None:
        if len(kept) >= _KEPT:
            kept.clear()
        decision = archive.store.text(place.document, place.span.start, place.span.end)
        found = kept[title, place] = archive.analyser.distinct_terms(f"{title} {decision}")
    return found
