"""The archive's meetings: what all papers together tell of each, by body and day."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from index.archive import Archive
from ingest.document import Kind, Part
from ingest.meeting import Meeting, Person
from ingest.meeting.bodies import body_key
from ingest.meeting.register import RegisterCase
from search.cases.register import aliases, every_case
from search.cases.told import day_of, held_meetings


@dataclass(frozen=True, slots=True)
class MeetingPaper:
    """A paper of a meeting and the document that it stands in."""

    document: str
    part: Part


@dataclass(frozen=True, slots=True)
class HeldMeeting:
    """A meeting of one body on one day.

    key: the folded name of the body (`body_key`). date: ISO 8601. papers: agenda, case papers,
    then minutes, drafts before approved ones. present, absent: as the minutes that count say.
    minuted: whether any minutes are in the archive.
    """

    key: str
    body: str | None
    date: str
    number: str | None
    place: str | None
    time: str | None
    papers: tuple[MeetingPaper, ...]
    present: tuple[Person, ...]
    absent: tuple[Person, ...]
    cases: tuple[RegisterCase, ...]

    @property
    def minuted(self) -> bool:
        """Whether any minutes are in the archive."""
        return any(paper.part.kind is Kind.MINUTES for paper in self.papers)


_ORDER = {Kind.AGENDA: 0, Kind.CASE_PAPER: 1, Kind.SLIDES: 2, Kind.MINUTES: 4}


def every_meeting(archive: Archive) -> list[HeldMeeting]:
    """All meetings with a known day, the newest first; made once a generation."""
    return archive.cached("meetings", lambda: _made(archive))


def _made(archive: Archive) -> list[HeldMeeting]:
    known = aliases(archive)
    told: dict[tuple[str, str], list[tuple[MeetingPaper, Meeting]]] = {}
    for one in held_meetings(archive):
        date = day_of(one)
        if len(date) == len("2020-05-13"):
            key = body_key(one.part.body or one.meeting.body, known)
            told.setdefault((key, date), []).append((MeetingPaper(one.document, one.part), one.meeting))
    cases: dict[tuple[str, str], list[RegisterCase]] = {}
    for candidate in every_case(archive):
        case = candidate.case
        cases.setdefault((case.key.body, case.date or ""), []).append(case)
    held = [_joined(key, some, cases.get(key, [])) for key, some in told.items()]
    return sorted(held, key=lambda one: (one.date, one.body or ""), reverse=True)


def _joined(
    key: tuple[str, str], told: Sequence[tuple[MeetingPaper, Meeting]], cases: Sequence[RegisterCase]
) -> HeldMeeting:
    """What several papers tell, joined: who came from the minutes, approved ones first."""
    ranked = sorted(
        told, key=lambda one: (one[0].part.kind is not Kind.MINUTES, one[0].part.draft, one[0].document)
    )
    papers = sorted(
        (paper for paper, _ in told),
        key=lambda paper: (_ORDER.get(paper.part.kind, 3), not paper.part.draft, paper.document),
    )
    meetings = [meeting for _, meeting in ranked]
    minutes = [meeting for paper, meeting in ranked if paper.part.kind is Kind.MINUTES]
    people = next((m for m in minutes if m.present or m.absent), None)
    return HeldMeeting(
        key=key[0],
        body=next((name for p, m in ranked if (name := p.part.body or m.body)), None),
        date=key[1],
        number=next((m.number for m in meetings if m.number), None),
        place=next((m.place for m in meetings if m.place), None),
        time=next((m.time for m in meetings if m.time), None),
        papers=tuple(papers),
        present=people.present if people else (),
        absent=people.absent if people else (),
        cases=tuple(sorted(cases, key=lambda case: (case.key.year, case.key.sequence))),
    )
