"""The cases of a fate ("hvilke saker ble utsatt?"), of a year or month, of a body."""

from __future__ import annotations

import re
from collections.abc import Sequence

from corpus.texts import texts
from index.archive import Archive
from ingest.document import Span
from ingest.meeting import Status
from search.cases.register import Candidate, as_json, case_name, every_case, named_bodies
from search.cite import Citations
from search.coverage import coverage_sentence
from search.dates import told_period, written
from search.types import Answer, Searched
from search.understand import Question

_MOST = 6
_FATE = 400  # characters of a case's treatment that are quoted in a list of cases
_NEAR = 2  # cases of other times that are shown where none had the fate asked for
_STATUSES = (
    (
        Status.NOT_TREATED,
        re.compile(r"\bikk(?:e|je) (?:blitt |ble |vart )?(?:behandl|handsam)\w*|\bnot (?:been )?treated"),
    ),
    (Status.POSTPONED, re.compile(r"\butsa?tt\w*|\butsett\w*|\bpostponed")),
    (Status.WITHDRAWN, re.compile(r"\btrukk\w*|\btrekt\w*|\btrekk\w*|\bwithdrawn")),
)


def fate_of(text: str) -> Status | None:
    """The fate of cases that a question asks for, None where it asks for none."""
    folded = text.casefold()
    return next((status for status, pattern in _STATUSES if pattern.search(folded)), None)


def cases_of(
    archive: Archive, question: Question, status: Status | None, searched: Searched
) -> Answer | None:
    """The cases of a status, of a year or month, of a body, newest first; each with its place."""
    alike = [c for c in every_case(archive) if status is None or c.case.status is status]
    for reading in named_bodies(archive, question.text):
        alike = [c for c in alike if c.case.key.body in reading]
        break
    found = [c for c in alike if not question.timed or question.at(c.case.date or "")]
    if not found:
        return _none_of(archive, question, status, alike, searched) if status else None
    return list_cases(archive, question, found, status, searched)


def list_cases(
    archive: Archive, question: Question, found: list[Candidate], status: Status | None, searched: Searched
) -> Answer | None:
    """Cases, of a status if it is asked for, newest first; the first few are cited."""
    found.sort(key=lambda c: (c.case.date or "", c.case.key), reverse=True)
    say, cites, lines = texts(question.language), Citations(archive, _MOST), []
    for candidate in found:
        case = candidate.case
        place = case.decision if status is Status.POSTPONED and case.decision else case.treatment
        place = place or case.proposed
        span = Span(place.span.start, min(place.span.end, place.span.start + _FATE)) if place else None
        citation = cites.cite(place.document, span) if place and span else None
        name = case_name(case, say, question.language)
        lines.append(
            f"– {name[:1].upper()}{name[1:]}: {case.title}" + (f" [{citation.n}]" if citation else "")
        )
    if not cites.all:
        return None
    key = "cases.list_one" if len(found) == 1 else "cases.list"
    text = "\n".join((say(key, count=len(found)), *lines))
    cases = tuple(as_json(archive, c) for c in found)
    return Answer(
        question.text, question.language, True, "case", text, cites.all, cases=cases, searched=searched
    )


def _none_of(
    archive: Archive, question: Question, status: Status, alike: Sequence[Candidate], searched: Searched
) -> Answer | None:
    """No case had that fate at the time asked for; those that had it at other times are the nearest."""
    if not question.timed or not every_case(archive):
        return None
    say, cites = texts(question.language), Citations(archive, _NEAR)
    for candidate in alike:
        place = candidate.case.decision or candidate.case.treatment
        if place:
            cites.cite(place.document, Span(place.span.start, min(place.span.end, place.span.start + _FATE)))
    time = told_period(question.period, question.language) if question.period else ""
    time = time or ", ".join(written(date, question.language) for date in question.dates)
    text = f"{say(f'cases.none_{status.name.lower()}', time=time)} {coverage_sentence(searched, say)}"
    return Answer(question.text, question.language, False, "none", text, searched=searched, nearest=cites.all)
