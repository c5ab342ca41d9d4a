"""What is known of a meeting, its cases and their decisions. All spans are in the document's text."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from ingest.document import Span


class Status(StrEnum):
    """What became of a case. The values are part of the command-line contract."""

    DECIDED = "vedtatt"
    PROPOSED = "foreslått"
    POSTPONED = "utsatt"
    WITHDRAWN = "trukket"
    NOT_TREATED = "ikke behandlet"
    UNKNOWN = "ukjent"


@dataclass(frozen=True, slots=True)
class Person:
    """Someone at a meeting; `organisation` and `role` (leder, observatør …) where the paper says so."""

    name: str
    organisation: str | None = None
    role: str | None = None


class Role(StrEnum):
    """What somebody is in a body, or does at a meeting."""

    LEADER = "leader"
    DEPUTY = "deputy"
    CHAIR = "chair"  # of one meeting
    SECRETARY = "secretary"
    RECORDER = "recorder"  # who writes the minutes


@dataclass(frozen=True, slots=True)
class Holder:
    """Someone who has a role, in the body that the paper is of or in the one that is named.

    span: the shortest slice that names both the person and the role.
    """

    name: str
    role: Role
    span: Span
    organisation: str | None = None
    body: str | None = None


@dataclass(frozen=True, slots=True)
class Case:
    """One case as one paper (agenda, minutes, case paper) tells of it.

    number: ``15/20``; sequence, year: the same as numbers, the year in full.
    span: the case's whole treatment in this paper, its heading included.
    proposed, decision: without their heading. The decision is one slice even where page
    headers stand in it; decision_parts is the same without them.
    mentions: other places in the same part that name the case; an entry of a list of cases whole,
    with its kind and presenter.
    """

    number: str
    sequence: int
    year: int
    title: str
    span: Span
    type: str | None = None
    presenter: str | None = None
    officer: str | None = None
    archive_number: str | None = None
    proposed: Span | None = None
    decision: Span | None = None
    decision_parts: tuple[Span, ...] = ()
    vote: Span | None = None
    discussion: Span | None = None
    status: Status = Status.UNKNOWN
    mentions: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True)
class Meeting:
    """The meeting that one part of a document tells of.

    part: index in the document's parts. number: ``3/2020``. date, end_date: ISO 8601.
    time: as written (``10:00 – 12:00``). next_meeting: ISO 8601.
    aliases: how the paper explains the body's name, ``Nasjonalt utvalg for arkiv (NUA)``.
    """

    part: int
    body: str | None = None
    number: str | None = None
    date: str | None = None
    end_date: str | None = None
    place: str | None = None
    time: str | None = None
    present: tuple[Person, ...] = ()
    absent: tuple[Person, ...] = ()
    cases: tuple[Case, ...] = ()
    next_meeting: str | None = None
    aliases: tuple[str, ...] = ()
