"""What was decided at a meeting, and what happened there: all of its cases with their decisions."""

from __future__ import annotations

import re
from collections.abc import Sequence

from corpus.texts import texts
from index.archive import Archive
from index.types import Filters
from search.cases.beside import remainder
from search.cases.held import HeldMeeting, every_meeting
from search.cases.meeting_list import meetings_of
from search.cases.register import Candidate, as_json, every_case
from search.cite import Citations, shown
from search.coverage import coverage_sentence
from search.dates import written
from search.types import Answer, Searched
from search.understand import Question

_MOST = 40  # cases that are listed
_NEAREST = 2
_LONGEST = 400  # characters of a decision that are shown

_DECIDED = re.compile(
    r"\b(?:vedtatt|vedteke|vedtekne|vedtok|bestemt|bestemte|besluttet|beslutta|avgjort|avgjord|vedtak|vedtaka|vedtakene"
    r"|decided?|decisions?|adopted|resolved)\b"
)
_HAPPENED = re.compile(
    r"\b(?:oppsummer\w*|sammendrag\w*|samandrag\w*|hovedpunkt\w*|hovudpunkt\w*|summar\w+|highlights"
    r"|(?:hva|kva) (?:skjedde|hendte|hende|kom|gjorde|tok|gjekk|foregikk)|what happened|what went on)\b"
)
_ONE_MEETING = re.compile(r"\b(?:møtet|møte|meeting)\b")
_WORDS = frozenset(
    "møte møtet møter meeting vedtatt vedteke vedtekne vedtok bestemt bestemte besluttet beslutta avgjort avgjord "
    "vedtak vedtaka vedtakene decided decide decisions decision adopted resolved made fattet fatta gjort skjedde "
    "hendte hende kom gjorde tok gjekk foregikk ut happened went oppsummer oppsummering oppsummeringa sammendrag "
    "sammendraget samandrag samandraget hovedpunkter hovedpunktene hovudpunkt hovudpunkta summary summarise summarize "
    "highlights forrige førre siste sist nyeste nyaste last latest previous lag skriv write kort short please".split()
)


def answer_meeting_told(
    archive: Archive, question: Question, filters: Filters, searched: Searched
) -> Answer | None:
    """The cases of the meeting that is named by its day or as the last one; None where none is."""
    folded = question.text.casefold()
    decided = bool(_DECIDED.search(folded))
    if filters or not (decided or _HAPPENED.search(folded)) or not _is_of_one(question, folded):
        return None
    if remainder(archive, question, _WORDS):
        return None
    held = _meant(archive, question)
    if held is None:
        return None
    treated = [c for c in every_case(archive) if c.case.key.body == held.key and c.case.date == held.date]
    found = [c for c in treated if c.case.decision or not decided]
    found.sort(key=lambda c: c.case.key)
    if found:
        return _told(archive, question, found[:_MOST], decided, searched)
    return _undecided(archive, question, treated, searched) if treated else None


def _is_of_one(question: Question, folded: str) -> bool:
    """Whether one meeting is meant: by a day, as the last one, or as the meeting of a month."""
    days = any(len(date) == len("2020-01-01") for date in question.dates)
    return days or (bool(_ONE_MEETING.search(folded)) and (question.latest or question.timed))


def _meant(archive: Archive, question: Question) -> HeldMeeting | None:
    """The one meeting of the time and the body named; the newest with minutes where the last one is asked for."""
    held = [m for m in meetings_of(archive, question, every_meeting(archive)) if m.body]
    if question.timed:
        held = [m for m in held if question.at(m.date)]
    elif question.latest:
        held = [m for m in held if m.minuted] or held
        held = held[:1]
    return held[0] if len(held) == 1 else None


def _told(
    archive: Archive, question: Question, found: Sequence[Candidate], decided: bool, searched: Searched
) -> Answer | None:
    say, cites, lines = texts(question.language), Citations(archive, _MOST), []
    for candidate in found:
        case = candidate.case
        place = case.decision or case.treatment
        citation = cites.cite(place.document, place.span, _LONGEST) if place else None
        name = say("cases.case", number=case.number)
        words = f": «{shown(citation.quote, _LONGEST)}» [{citation.n}]" if citation else ""
        lines.append(f"– {name[:1].upper()}{name[1:]}: {case.title}{words}")
    if not cites.all:
        return None
    key = ("decisions_at" if decided else "cases_at") + ("_one" if len(found) == 1 else "")
    head = say(
        f"cases.{key}",
        count=len(found),
        body=found[0].case.body,
        date=written(found[0].case.date, question.language),
    )
    cases = tuple(as_json(archive, candidate) for candidate in found)
    text = "\n".join((head, *lines))
    return Answer(
        question.text, question.language, True, "case", text, cites.all, cases=cases, searched=searched
    )


def _undecided(
    archive: Archive, question: Question, treated: Sequence[Candidate], searched: Searched
) -> Answer:
    """The archive has the cases of the meeting and no decisions: so, with proposals as the nearest."""
    say, near = texts(question.language), Citations(archive, _NEAREST)
    for candidate in sorted(treated, key=lambda c: c.case.key):
        if candidate.case.proposed:
            near.cite(candidate.case.proposed.document, candidate.case.proposed.span)
    case = treated[0].case
    none = say("cases.no_decisions_at", body=case.body, date=written(case.date, question.language))
    text = f"{none} {coverage_sentence(searched, say)}"
    return Answer(question.text, question.language, False, "none", text, searched=searched, nearest=near.all)
