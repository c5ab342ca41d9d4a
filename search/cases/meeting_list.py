"""How many meetings there were, and which: of a time, of a body."""

from __future__ import annotations

import re
from collections.abc import Sequence

from corpus.texts import texts
from index.archive import Archive
from index.types import Filters
from ingest.document import Kind, Span
from search.cases.beside import remainder
from search.cases.held import HeldMeeting, every_meeting
from search.cases.meeting_facts import cite_date
from search.cases.register import named_bodies
from search.cite import Citations
from search.coverage import coverage_sentence
from search.dates import written
from search.types import Answer, Citation, Searched
from search.understand import Question

_MOST = 100  # meetings that are listed, each cited
_FIRST = 120  # characters of a paper that are cited where its date does not stand in it

_ASKS = re.compile(
    r"\b(?:(?:hvor|kor) mange|how many|antall|tal(?:et)? på|number of|hvilke|alle|which|what|all|list\w*|vis|show"
    r"|oversikt\w*|overview|når (?:var|er|ble|blei|vart|hadde|har)|when (?:was|were|did|had|has))\b"
    r".{0,30}\b(?:\w*møter|\w*møtene|\w*møta|meetings)\b"
    r"|\b(?:(?:hvor|kor) mange|kva(?: for)?|tal(?:et)? på)\s+(?:\w+\s+)?\w*møte\b"
    r"|\b(?:når|(?:hvor|kor) mange (?:ganger|gonger)|when|how (?:many times|often)|(?:hvor|kor) ofte)\b"
    r".{0,30}\b(?:møttes|møttest|møtes|møtest|møtte|meet|met)\b"
)
_WORD = re.compile(r"\w+")
_KINDS = {
    "råd": {"rådet", "rådets"}, "utval": {"utvalget", "utvalgets", "utvalet"}, "styre": {"styret", "styrets"},
    "nemnd": {"nemnda", "nemnden"},
}  # fmt: skip
_MEETING_WORDS = frozenset(
    "møte møter møtene møta meeting meetings often ofte rådsmøter rådsmøte styremøter styremøte utvalgsmøter "
    "utvalsmøte ordinære ordinary".split()
)


def answer_meeting_list(
    archive: Archive, question: Question, filters: Filters, searched: Searched
) -> Answer | None:
    """Every meeting of the time and the body named, the newest first; None where the question asks for none."""
    if filters or not _ASKS.search(question.text.casefold()):
        return None
    held = _distinct(every_meeting(archive))
    if not held or remainder(archive, question, _MEETING_WORDS):
        return None
    held = meetings_of(archive, question, held)
    found = [meeting for meeting in held if not question.timed or question.at(meeting.date)]
    if found:
        return _listed(archive, question, found, searched)
    return _none_then(question, held, searched) if held else None


def meetings_of(archive: Archive, question: Question, held: Sequence[HeldMeeting]) -> list[HeldMeeting]:
    """The meetings of the body named; of those of its kind, where it is only called the council or the board."""
    for reading in named_bodies(archive, question.text):
        return [meeting for meeting in held if meeting.key in reading]
    words = set(_WORD.findall(question.text.casefold()))
    kinds = [kind for kind, names in _KINDS.items() if names & words]
    alike = [m for m in held if any(kind in (m.body or "").casefold() for kind in kinds)]
    return alike or list(held)


def _distinct(held: Sequence[HeldMeeting]) -> list[HeldMeeting]:
    """The meetings without those of no known body on a day on which a known one met: they are the same."""
    known = {meeting.date for meeting in held if meeting.body}
    return [meeting for meeting in held if meeting.body or meeting.date not in known]


def _listed(
    archive: Archive, question: Question, found: Sequence[HeldMeeting], searched: Searched
) -> Answer | None:
    say, cites, lines = texts(question.language), Citations(archive, _MOST), []
    for meeting in found[:_MOST]:
        if citation := _cite(archive, meeting, cites):
            body = meeting.body or say("cases.unknown_body")
            lines.append(f"– {body}, {written(meeting.date, question.language)} [{citation.n}]")
    if not lines:
        return None
    key = "meetings_one" if len(lines) == 1 else "meetings" if len(lines) == len(found) else "meetings_newest"
    text = "\n".join((say(f"cases.{key}", count=len(lines)), *lines))
    return Answer(
        question.text, question.language, True, "passage", text, cites.all, searched=searched
    )  # fmt: skip


def _cite(archive: Archive, meeting: HeldMeeting, cites: Citations) -> Citation | None:
    """Where a paper of the meeting says its date, its minutes first; else how its first paper begins."""
    papers = sorted(meeting.papers, key=lambda p: (p.part.kind is not Kind.MINUTES, p.part.draft))
    for paper in papers:
        if citation := cite_date(archive, paper.document, paper.part, meeting.date, cites):
            return citation
    first = papers[0]
    end = min(first.part.end, first.part.start + _FIRST)
    return cites.cite(first.document, Span(first.part.start, end))


def _none_then(question: Question, held: Sequence[HeldMeeting], searched: Searched) -> Answer:
    """No meeting at the time asked for: so, and of when there are any."""
    say = texts(question.language)
    days = sorted(meeting.date for meeting in held)
    since, until = (written(day, question.language) for day in (days[0], days[-1]))
    text = f"{say('cases.no_meetings_then', since=since, until=until)} {coverage_sentence(searched, say)}"
    return Answer(question.text, question.language, False, "none", text, searched=searched)
