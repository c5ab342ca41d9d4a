"""Questions about a meeting: who was there, who was not, which cases it treated."""

from __future__ import annotations

import re
from collections.abc import Sequence
from enum import StrEnum

from corpus.texts import texts
from index.archive import Archive
from index.types import Filters
from ingest.document import Kind, Span
from ingest.meeting import Person
from ingest.meeting.bodies import body_key
from search.cases.beside import remainder
from search.cases.fates import cases_of, fate_of
from search.cases.meeting_facts import no_meeting
from search.cases.register import Candidate, aliases, as_json, every_case, named_bodies
from search.cases.told import Held, day_of, held_meetings, of_body
from search.cite import Citations
from search.coverage import coverage_sentence
from search.dates import written
from search.types import Answer, Searched
from search.understand import Question

_MOST = 6
_LONGEST = 1200
_SHOWN_PEOPLE = 40
_BRACKET = 80  # characters on the next line in which an organisation's bracket is closed
_LOOK = 8000  # characters at the beginning of a paper in which its people are listed


class AskedOf(StrEnum):
    """What is asked of a meeting."""

    ABSENT = "absent"
    PRESENT = "present"
    CASES = "cases"


_ABSENT = re.compile(
    r"\bikk(?:e|je) .{0,12}til (?:stede|stades)|\bikk(?:e|je) (?:var )?(?:present|på møtet|møtt\w*)"
    r"|\bfravær\w*|\bforfall\w*|\babsent\b|\bnot (?:present|attend\w*)|\bmanglet\b|\bborte fra\b"
)
_PRESENT = re.compile(
    r"\btil (?:stede|stades)\b|\bdelt(?:ok|ar|aker\w*|akar\w*)\b|\boppmøte\b|\bvar (?:med )?på møtet\b"
    r"|\bmøtte (?:opp )?(?:på|i)\b|\bpresent\b|\battend\w*|\bparticipa\w*"
)
_PAST = re.compile(r"\b(?:forrige|førre|siste?|previous|last)\b")
_MEMBER_WORDS = frozenset(
    "hvem kven who medlem medlemmer medlemmene medlemene medlemmar medlemmane members member sitter sit sits satt sat "
    "sitte sitje deltakere deltakerne deltakarane utgjør består".split()
)
_ATTENDED = frozenset(
    "til stede stades deltok deltar deltatt deltakar deltaker deltakerliste deltakere deltakarar møtte møtt opp "
    "oppmøte "
    "oppmøtet ikke ikkje fravær fraværet fraværende fråverande forfall meldt meldte manglet mangla borte present "
    "absent attended attend attending attendance attendees participated participate participants not siste sist "
    "forrige førre last previous latest alle personer personar folk people navn namn names".split()
)
_WHO = re.compile(r"\b(?:hvem|kven|who|hvilke medlemmer|kva medlemmer|deltak\w+|list)\b")
_CASES = re.compile(
    r"\b(?:hvilke|hva|kva for|kva|what|which|list\w*|vis)\b.{0,30}"
    r"\b(?:saker|sakene|sakliste\w*|saksliste\w*|dagsorden\w*|agenda\w*|cases)\b"
)
_TREATED = re.compile(
    r"\bbehandl\w*|\bhandsam\w*|\bmøte\w*|\bmeeting|\btreat\w*|\bdagsorden|\bsaks?liste\w*|\bagenda|\boppe\b"
)
_FIRST_ABSENT = re.compile(
    r"ikk(?:e|je) (?:til (?:stede|stades)|møtt)|forfall|fraværende|fråverande|fravær|meldt forfall|absent",
    re.IGNORECASE,
)


def answer_meeting(
    archive: Archive, question: Question, filters: Filters, searched: Searched
) -> Answer | None:
    """The answer to a question about a meeting; None where it is about none, or the papers do not tell."""
    asked = _asked(question)
    if asked is None:
        return None if filters else _members(archive, question, searched)
    if asked is not AskedOf.CASES and _is_of_more(archive, question):
        return None
    if asked is AskedOf.CASES:
        status = fate_of(question.text)
        if status or question.period or any(len(date) < len("2020-01-01") for date in question.dates):
            return cases_of(archive, question, status, searched)
    held = _find(archive, question, filters)
    if not held and (refused := _no_such_meeting(archive, question, filters, searched)):
        return refused
    if asked is AskedOf.CASES:
        return _cases(archive, question, held, searched)
    return _people(archive, question, asked, held, searched)


def _asked(question: Question) -> AskedOf | None:
    text = question.text.casefold()
    if _CASES.search(text) and (_TREATED.search(text) or fate_of(text)):
        return AskedOf.CASES
    if not _WHO.search(text):
        return None
    if _ABSENT.search(text):
        return AskedOf.ABSENT
    return AskedOf.PRESENT if _PRESENT.search(text) else None


def _is_of_more(archive: Archive, question: Question) -> bool:
    """Whether something beside a meeting is named where people are asked for: "hvem deltok i piloten?"."""
    more = remainder(archive, question, _MEMBER_WORDS | _ATTENDED)
    return any(not word.endswith(("møte", "møtet", "møta", "møtene", "meeting")) for word in more)


def _members(archive: Archive, question: Question, searched: Searched) -> Answer | None:
    """Who was at a body's newest meeting, where it is asked who its members are; said to be that."""
    if not (_WHO.search(question.text.casefold()) and any(named_bodies(archive, question.text))):
        return None
    if remainder(archive, question, _MEMBER_WORDS):
        return None
    held = of_body(archive, question.text, held_meetings(archive))
    held = [h for h in held if h.meeting.present and h.part.kind is Kind.MINUTES]
    newest = max(map(day_of, held), default="")
    found = [h for h in held if day_of(h) == newest]
    return _people(archive, question, AskedOf.PRESENT, found, searched) if found else None


def _no_such_meeting(
    archive: Archive, question: Question, filters: Filters, searched: Searched
) -> Answer | None:
    """Where a known body had no meeting on the day named: so, and when it had."""
    if filters or not question.dates or not named_bodies(archive, question.text):
        return None
    held = of_body(archive, question.text, held_meetings(archive))
    if not held:
        return None
    say = texts(question.language)
    text = " ".join((no_meeting(held, question, say), coverage_sentence(searched, say)))
    return Answer(question.text, question.language, False, "none", text, searched=searched)


def _find(archive: Archive, question: Question, filters: Filters) -> list[Held]:
    """The papers of the meeting meant, minutes first: of the body and date named, else of the latest."""
    bodies = named_bodies(archive, question.text)
    held = of_body(archive, question.text, held_meetings(archive))
    if filters.documents is not None:
        held = [h for h in held if h.document in filters.documents]
    if question.timed:
        held = [h for h in held if question.at(day_of(h))]
    elif not bodies and not question.latest:
        return []
    if not held:
        return []
    if _PAST.search(question.text.casefold()) and not question.timed:  # what was, not what is called
        held = [h for h in held if h.part.kind is Kind.MINUTES] or held
    latest = max(day_of(h) for h in held)
    held = [h for h in held if day_of(h) == latest]
    return sorted(held, key=lambda h: (h.part.kind is not Kind.MINUTES, h.part.draft, h.document))


# -- people -------------------------------------------------------------------------------------


def _people(
    archive: Archive, question: Question, asked: AskedOf, held: Sequence[Held], searched: Searched
) -> Answer | None:
    minutes = [h for h in held if h.part.kind is Kind.MINUTES]
    if held and not minutes:
        return _not_recorded(question, asked, held[0], searched)
    for one in minutes:
        people = one.meeting.absent if asked is AskedOf.ABSENT else one.meeting.present
        cites = Citations(archive, _MOST)
        proven = _prove(archive, cites, one, people, asked) if people else []
        if not proven:
            continue
        say = texts(question.language)
        text = say(
            f"cases.{asked}",
            body=one.part.body or one.meeting.body or say("cases.unknown_body"),
            date=written(day_of(one), question.language),
            people=", ".join(_person(p) for p in proven[:_SHOWN_PEOPLE]),
        )
        marks = " ".join(f"[{c.n}]" for c in cites.all)
        return Answer(
            question.text, question.language, True, "passage", f"{text} {marks}", cites.all, searched=searched
        )
    return None


def _not_recorded(question: Question, asked: AskedOf, held: Held, searched: Searched) -> Answer:
    """A meeting that the archive has no minutes of: an agenda does not tell who came."""
    say = texts(question.language)
    text = say(
        f"cases.not_recorded_{asked}",
        body=held.part.body or held.meeting.body or say("cases.unknown_body"),
        date=written(day_of(held), question.language),
    )
    text = f"{text} {coverage_sentence(searched, say)}"
    return Answer(question.text, question.language, False, "none", text, searched=searched)


def _prove(
    archive: Archive, cites: Citations, held: Held, people: Sequence[Person], asked: AskedOf
) -> list[Person]:
    """The people whose names stand in what is cited: the shortest slices that hold the list."""
    start = held.part.start
    text = archive.store.text(held.document, start, min(held.part.end, start + _LOOK))
    heading = _FIRST_ABSENT.search(text) if asked is AskedOf.ABSENT else None
    begin = heading.start() if heading else 0
    places = []
    for person in people:
        pattern = re.compile(r"\s+".join(re.escape(word) for word in person.name.split()))
        match = pattern.search(text, begin) or pattern.search(text)
        if match:
            places.append((match.start(), match.end(), person))
    places.sort(key=lambda place: place[0])
    if heading and places and begin <= places[0][0]:  # that they were not there is said by the heading alone
        places[0] = (begin, *places[0][1:])
    proven: list[Person] = []
    group: list[tuple[int, int, Person]] = []
    for place in [*places, None]:
        if group and (place is None or place[1] - group[0][0] > _LONGEST):
            line_end = text.find("\n", group[-1][1])
            end = min(line_end if line_end > 0 else len(text), group[0][0] + _LONGEST)
            bracket = text.find(")", end, end + _BRACKET)
            if text.count("(", group[0][0], end) > text.count(")", group[0][0], end) and bracket > 0:
                end = bracket + 1
            if cites.cite(held.document, Span(start + group[0][0], start + max(end, group[-1][1]))):
                proven += [person for _, _, person in group]
            group = []
        if place is not None:
            group.append(place)
    return proven


def _person(person: Person) -> str:
    return f"{person.name} ({person.organisation})" if person.organisation else person.name


# -- cases --------------------------------------------------------------------------------------


def _cases(archive: Archive, question: Question, held: Sequence[Held], searched: Searched) -> Answer | None:
    if not held:
        return None
    documents = {h.document for h in held}
    known = aliases(archive)
    key = body_key(held[0].part.body or held[0].meeting.body, known)
    found = [
        c for c in every_case(archive)
        if c.case.date == day_of(held[0]) and c.case.key.body == key
    ]  # fmt: skip
    if not found:
        return None
    cites = Citations(archive, _MOST)
    for one in held:
        if span := _list_span(found, one):
            cites.cite(one.document, span, _LONGEST * 2)
            break
    else:
        for candidate in found[:_MOST]:
            account = next((a for a in candidate.accounts if a.document in documents), candidate.accounts[0])
            end = min(account.case.span.end, account.case.span.start + 200)
            cites.cite(account.document, Span(account.case.span.start, end))
    if not cites.all:
        return None
    say = texts(question.language)
    text = say(
        "cases.meeting_cases",
        body=found[0].case.body or say("cases.unknown_body"),
        date=written(day_of(held[0]), question.language),
        cases="; ".join(f"{c.case.number} {c.case.title}" for c in found),
    )
    marks = " ".join(f"[{c.n}]" for c in cites.all)
    cases = tuple(as_json(archive, c) for c in found)
    return Answer(
        question.text,
        question.language,
        True,
        "case",
        f"{text} {marks}",
        cites.all,
        cases=cases,
        searched=searched,
    )


def _list_span(found: Sequence[Candidate], held: Held) -> Span | None:
    """The list of cases in a paper: one slice from its first case to its last, where it is one place."""
    mentions = sorted(
        span
        for candidate in found
        for account in candidate.accounts
        if account.document == held.document and held.part.start <= account.case.span.start < held.part.end
        for span in account.case.mentions[:1]
    )
    if len(mentions) < max(2, len(found) // 2):
        return None
    span = Span(mentions[0].start, mentions[-1].end)
    return span if span.end - span.start <= 2 * _LONGEST else None
