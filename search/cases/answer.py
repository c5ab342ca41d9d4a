"""Answers about a case by its number: the decision first, proven, then what it grew from."""

from __future__ import annotations

import re
from collections.abc import Sequence

from corpus.texts import Texts, texts
from index.archive import Archive
from index.types import Filters
from ingest.meeting.bodies import body_key
from ingest.meeting.register import nearest
from ingest.numbers import CaseNumber, find_numbers, like_month, year_of
from search.cases.question import Asked, CaseQuestion, case_question
from search.cases.register import (
    Candidate,
    aliases,
    as_json,
    candidates,
    doubtful_body,
    every_case,
    known_numbers,
    named_bodies,
)  # fmt: skip
from search.cases.telling import Teller
from search.cases.within import asks_elsewhere
from search.cite import Citations
from search.coverage import coverage_sentence
from search.types import Answer, Citation, Searched
from search.understand import Question

MOST_CITATIONS = 6
_MOST_SHOWN = 6  # cases that are told of; each has at least one citation
_NEAREST = 2  # proposals that are shown where there is no decision

# "sak 15/" and "sak 0/20": meant as a number, but none; "sak 3 prosent" is not meant as one
_BROKEN = re.compile(
    r"\b(?:sak|saken|saka|saksnr\.?|case)\s+((?:[A-ZÆØÅ]{1,4}\s+)?\d{1,4}\s?/\s?\d{0,6})(?!\w)", re.IGNORECASE
)

# "sak 15/20 i AFU": a body by its abbreviation, right behind the number
_IN_BODY = re.compile(r"\s+(?:i|til|ved|hos|in|to|of)\s+[A-ZÆØÅ][A-ZÆØÅ-]{2,8}(?![\w-])")


def answer_case(archive: Archive, question: Question, filters: Filters, searched: Searched) -> Answer | None:
    """The answer to a question that names a case; None where it names none."""
    asked = case_question(question)
    say = texts(question.language)
    if either := like_month(question.text):
        text = say("cases.like_month", text=either[0])
        return Answer(question.text, question.language, False, "none", text, searched=searched)
    if asked is None:
        broken = _BROKEN.search(question.text)
        if broken is None:
            return None
        text = say("cases.not_a_number", text=broken.group(1).strip(" ?.,"))
        return Answer(question.text, question.language, False, "none", text, searched=searched)
    found = _choose(archive, question, asked, filters)
    if not found:
        return _missing(archive, question, asked, searched, say)
    if asked.asked is Asked.WHOLE and asks_elsewhere(archive, question, found):
        return None
    cites = Citations(archive, MOST_CITATIONS)
    lines = [
        line
        for candidate in found[:_MOST_SHOWN]
        if (line := Teller(archive, question, candidate, cites, say, len(found)).tell(asked.asked))
    ]
    cases = tuple(as_json(archive, candidate) for candidate in found)
    if not cites.all:
        text = " ".join((*(lines or [say("answer.none")]), coverage_sentence(searched, say)))
        near = _proposals(archive, found)
        return Answer(
            question.text,
            question.language,
            False,
            "none",
            text,
            cases=cases,
            searched=searched,
            nearest=near,
        )
    if asked.archive_number:
        numbers = list(dict.fromkeys(say("cases.case", number=c.case.number) for c in found))
        listed = _listed(numbers, say)
        lines.insert(0, say("cases.archive_number", number=asked.archive_number, cases=listed))
    elif len(lines) > 1 and len(asked.numbers) < 2:
        lines.insert(0, say("cases.several"))
    lines += [say("cases.missing", number=number.text) for number in _not_there(asked, found)]
    if len(found) > _MOST_SHOWN:
        rest = [f"{c.case.number} {c.case.title}".strip() for c in found[_MOST_SHOWN:]]
        lines.append(say("cases.more", count=len(rest), cases="; ".join(rest)))
    text = "\n\n".join(lines) if len(lines) > 1 else lines[0]
    return Answer(
        question.text, question.language, True, "case", text, cites.all, cases=cases, searched=searched
    )


def _not_there(asked: CaseQuestion, found: Sequence[Candidate]) -> list[CaseNumber]:
    """The numbers that the question names, several of them, and no paper has."""
    there = {(c.case.key.year, c.case.key.sequence) for c in found}
    return [
        readings[0]
        for readings in asked.numbers
        if len(asked.numbers) > 1 and not any((n.year, n.sequence) in there for n in readings)
    ]


def _proposals(archive: Archive, found: Sequence[Candidate]) -> tuple[Citation, ...]:
    """The proposals of cases without a decision: near to it, and not the answer."""
    cites = Citations(archive, _NEAREST)
    for candidate in found:
        if candidate.case.proposed and not candidate.case.decision:
            cites.cite(candidate.case.proposed.document, candidate.case.proposed.span)
    return cites.all


# -- which case ---------------------------------------------------------------------------------


def _choose(archive: Archive, question: Question, asked: CaseQuestion, filters: Filters) -> list[Candidate]:
    """The cases that the question can mean, by number, body, date and the filters."""
    if asked.archive_number:
        wanted = asked.archive_number
        found = [c for c in every_case(archive) if (c.case.archive_number or "").startswith(wanted)]
    elif asked.numbers:
        found = [
            c for readings in asked.numbers for c in _by_likelihood(candidates(archive, readings), readings)
        ]
    else:
        found = [
            c for c in every_case(archive) if c.case.key.sequence in asked.sequences and _dated(c, question)
        ]
    if asked.meetings:
        found = [c for c in found if _at_meeting(c, asked)]
    bodies = named_bodies(archive, _without_numbers(question.text))
    if not bodies and any(_IN_BODY.match(question.text, m.end) for m in find_numbers(question.text)):
        bodies = [frozenset()]  # a body that the archive does not know
    if bodies:
        named = ([c for c in found if c.case.key.body in reading] for reading in bodies)
        found = next((cases for cases in named if cases), [c for c in found if doubtful_body(c.case.body)])
    if filters:
        found = [c for c in found if _passes(archive, c, filters)]
    return found


def _by_likelihood(found: list[Candidate], readings: Sequence[CaseNumber]) -> list[Candidate]:
    """All readings that there are, in the readings' order."""
    order = {(number.year, number.sequence): i for i, number in enumerate(readings)}
    return sorted(found, key=lambda c: (order[c.case.key.year, c.case.key.sequence], c.case.body or "~"))


def _dated(candidate: Candidate, question: Question) -> bool:
    """Whether a case without a year in the question is of the year or meeting that it names."""
    day = candidate.case.date or str(candidate.case.key.year)
    if question.period:
        return question.at(day)
    if not question.dates:
        return True
    return any(
        day.startswith(d) or d.startswith(day) or d == str(candidate.case.key.year) for d in question.dates
    )


def _at_meeting(candidate: Candidate, asked: CaseQuestion) -> bool:
    """Whether a case was treated at a meeting that the question names by number."""
    number, _, year = (candidate.case.meeting or "").partition("/")
    if not number.isdigit():
        return False
    of_year = year_of(year) or candidate.case.key.year
    return any(m.number == int(number) and m.year == of_year for m in asked.meetings)


def _passes(archive: Archive, candidate: Candidate, filters: Filters) -> bool:
    case = candidate.case
    known = aliases(archive)
    if filters.bodies is not None and case.key.body not in {body_key(b, known) for b in filters.bodies}:
        return False
    if filters.documents is not None and not any(a.document in filters.documents for a in candidate.accounts):
        return False
    if filters.kind and not any(a.part.kind is filters.kind for a in candidate.accounts):
        return False
    day = case.date or ""
    return (not filters.since or day + "~" >= filters.since) and (
        not filters.until or day <= filters.until + "~"
    )


def _without_numbers(text: str) -> str:
    # a range gives a mention for each of its cases, all of one place
    for start, end in sorted({(m.start, m.end) for m in find_numbers(text)}, reverse=True):
        text = text[:start] + " " + text[end:]
    return text


# -- none ---------------------------------------------------------------------------------------


def _missing(
    archive: Archive, question: Question, asked: CaseQuestion, searched: Searched, say: Texts
) -> Answer:
    """An honest no, with the nearest numbers there are, or the bodies that do have the number."""
    sentences = []
    for readings in asked.numbers:
        number = readings[0]
        elsewhere = candidates(archive, readings)
        bodies = [c.case.body for c in elsewhere if c.case.body]
        if bodies:
            listed = _listed(list(dict.fromkeys(bodies)), say)
            sentences.append(say("cases.missing_in_bodies", number=number.text, bodies=listed))
            continue
        sentences.append(say("cases.missing", number=number.text))
        near = nearest(number, known_numbers(archive))
        if near:
            sentences.append(say("cases.missing_near", numbers=_listed([n.text for n in near], say)))
    if not sentences:
        wanted = asked.archive_number or ", ".join(map(str, asked.sequences))
        sentences.append(say("cases.missing", number=wanted))
    text = " ".join((*sentences, coverage_sentence(searched, say)))
    return Answer(question.text, question.language, False, "none", text, searched=searched)


def _listed(items: Sequence[str], say: Texts) -> str:
    if len(items) < 2:
        return "".join(items)
    return f"{', '.join(items[:-1])} {say('cases.and')} {items[-1]}"
