"""Where and when a meeting is, when the next is, when the last was: from the heads of the papers.

"Next" and "previous" are told from the archive's newest papers, and the answer says which.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from enum import StrEnum

from corpus.texts import Texts, texts
from index.archive import Archive
from index.types import Filters
from ingest.dates import find_dates, iso_fits
from ingest.document import Kind, Part, Span
from search.cases.told import Held, day_of, held_meetings, of_body
from search.cite import Citations, shown
from search.coverage import coverage_sentence
from search.dates import written
from search.types import Answer, Citation, Searched
from search.understand import Question, Wanted


class Fact(StrEnum):
    """What is asked of a meeting's date and place."""

    PLACE = "place"
    TIME = "time"
    NEXT = "next"
    BEFORE = "before"


_MEETING = re.compile(r"\b\w*(?:møte[tr]?|meetings?)\b")
_NEXT = re.compile(r"\b(?:neste|næraste|nærmeste|next)\s+(?:\w+\s+)?\w*(?:møte|meeting)")
_BEFORE = re.compile(r"\b(?:forrige|førre|siste?|sist|previous|last)\s+(?:\w+\s+)?\w*(?:møte|meeting)")
_CLOCK = re.compile(
    r"\b(?:[hk]va tid|klokk\w+|what time|når (?:begynner|begynte|starter|startet|starta|byrja\w*|slutt\w+))\b"
)
_SITED = re.compile(
    r"\b(?:holdt|holdes|halde|haldne|blir|ble|vart|er|var|held|is|was|be|skal|foregår|fant|finner|føregår)\b"
)
_HEAD = 3000  # characters at a paper's beginning in which its place and date stand
_AFTER = 200  # characters after "neste møte" that may be quoted with it
_DATES = 6  # dates of meetings that a refusal names


def answer_meeting_facts(
    archive: Archive, question: Question, filters: Filters, searched: Searched
) -> Answer | None:
    """The answer to a question about a meeting's place, time, or the meeting before or after; else None."""
    fact = _fact(question)
    if fact is None or filters:
        return None
    held = of_body(archive, question.text, held_meetings(archive))
    if not held:
        return _no_body(archive, question, searched)
    say, cites = texts(question.language), Citations(archive, 2)
    match fact:
        case Fact.NEXT:
            text = _next(archive, held, question, cites, say)
        case Fact.BEFORE:
            text = _before(archive, held, question, cites, say)
        case _:
            text = _sited(archive, held, question, fact, cites, say)
    if text is None:
        return None
    answered = bool(cites.all)
    text = text if answered else f"{text} {coverage_sentence(searched, say)}"
    return Answer(
        question.text, question.language, answered, "passage" if answered else "none", text, cites.all,
        searched=searched,
    )  # fmt: skip


def _no_body(archive: Archive, question: Question, searched: Searched) -> Answer | None:
    """Where a body is named that has no meeting in the archive: so, and which have; None without any meeting."""
    bodies = sorted({name for h in held_meetings(archive) if (name := h.part.body or h.meeting.body)})
    if not bodies:
        return None
    say = texts(question.language)
    text = " ".join(
        (say("cases.no_body", bodies=", ".join(bodies[:_DATES])), coverage_sentence(searched, say))
    )
    return Answer(question.text, question.language, False, "none", text, searched=searched)


def _fact(question: Question) -> Fact | None:
    text = question.text.casefold()
    if not _MEETING.search(text):
        return None
    clock = _CLOCK.search(text)
    if question.wanted is Wanted.PLACE and _SITED.search(text):
        return Fact.PLACE
    if question.wanted is not Wanted.DATE and not clock:
        return None
    if _NEXT.search(text) and not clock:
        return Fact.NEXT
    if _BEFORE.search(text) and not clock:
        return Fact.BEFORE
    return Fact.TIME if clock else None


def _next(
    archive: Archive, held: Sequence[Held], question: Question, cites: Citations, say: Texts
) -> str | None:
    """From the newest paper of the body that names the next meeting."""
    telling = [h for h in held if h.meeting.next_meeting and not h.part.draft]
    if question.timed:
        telling = [h for h in telling if question.at(day_of(h))]
    for one in sorted(telling, key=day_of, reverse=True)[:1]:
        citation = _cite_next(archive, one, cites)
        if citation:
            day = _date(day_of(one), question)
            return say("answer.from_date", date=day, quote=f"{shown(citation.quote)} [{citation.n}]")
    return None


def _before(
    archive: Archive, held: Sequence[Held], question: Question, cites: Citations, say: Texts
) -> str | None:
    """The newest meeting before a date that is named, else the newest of which there are minutes."""
    limit = question.dates[0] if len(question.dates) == 1 else None
    if limit:
        found = [h for h in held if day_of(h) and day_of(h) < limit]
    else:
        found = [h for h in held if h.part.kind is Kind.MINUTES] or list(held)
    for one in sorted(found, key=lambda h: (day_of(h), h.part.kind is Kind.MINUTES), reverse=True):
        citation = cite_date(archive, one.document, one.part, day_of(one), cites)
        if citation:
            return say(
                "cases.meeting_before", body=_body(one, say), date=_date(day_of(one), question), n=citation.n
            )
    return None


def _sited(
    archive: Archive, held: Sequence[Held], question: Question, fact: Fact, cites: Citations, say: Texts
) -> str | None:
    """Where, and at what time, the meeting of the date named is; of the newest where none is named."""
    text = question.text.casefold()
    dated = [h for h in held if not question.dates or any(iso_fits(day_of(h), d) for d in question.dates)]
    if not dated:
        return no_meeting(held, question, say)
    if not question.dates and not _NEXT.search(text) and not _BEFORE.search(text):
        return None
    if _BEFORE.search(text):
        dated = [h for h in dated if h.part.kind is Kind.MINUTES] or dated
    for one in sorted(dated, key=lambda h: (day_of(h), h.part.kind is Kind.MINUTES), reverse=True):
        words = one.meeting.place if fact is Fact.PLACE else one.meeting.time
        citation = _cite_words(archive, one, words, cites) if words else None
        if citation and words and fact is Fact.TIME:
            day = _date(day_of(one), question)
            return say("answer.from_date", date=day, quote=f"{shown(citation.quote)} [{citation.n}]")
        if citation and words:
            return say(
                "cases.meeting_place", body=_body(one, say), date=_date(day_of(one), question),
                place=words, n=citation.n,
            )  # fmt: skip
    return None


def no_meeting(held: Sequence[Held], question: Question, say: Texts) -> str:
    """The sentence that a body has no meeting on the date named, with the dates that it has."""
    days = sorted({day_of(h) for h in held if day_of(h)}, reverse=True)[:_DATES]
    named = ", ".join(_date(d, question) for d in days)
    asked = " ".join(_date(d, question) for d in question.dates)
    return say("cases.no_meeting", body=_body(held[0], say), date=asked, dates=named)


def _body(held: Held, say: Texts) -> str:
    return held.part.body or held.meeting.body or say("cases.unknown_body")


def _date(iso: str | None, question: Question) -> str:
    return written(iso, question.language)


# -- quotes -------------------------------------------------------------------------------------


def _head(archive: Archive, document: str, part: Part) -> str:
    return archive.store.text(document, part.start, min(part.end, part.start + _HEAD))


def _cite_words(archive: Archive, held: Held, words: str, cites: Citations) -> Citation | None:
    """The line, with its label, in the paper's head that holds the words."""
    head = _head(archive, held.document, held.part)
    match = re.search(r"\s+".join(re.escape(word) for word in words.split()), head)
    return _cite_line(held.document, held.part, head, match.span(), cites) if match else None


def cite_date(archive: Archive, document: str, part: Part, day: str, cites: Citations) -> Citation | None:
    """The line in a paper's head that names the day of its meeting, ISO 8601."""
    head = _head(archive, document, part)
    place = next((m for m in find_dates(head) if m.iso == day), None)
    return _cite_line(document, part, head, (place.start, place.end), cites) if place else None


def _cite_next(archive: Archive, held: Held, cites: Citations) -> Citation | None:
    """The words "neste møte …" with the date that follows them."""
    text = archive.store.text(held.document, held.part.start, held.part.end)
    for match in _NEXT.finditer(text.casefold()):
        after = text[match.end() : match.end() + _AFTER]
        digit = re.search(r"\d[^\n]*", after)
        if digit:
            end = match.end() + digit.end()
            return _cite_line(held.document, held.part, text, (match.start(), end), cites)
    return None


def _cite_line(
    document: str, part: Part, text: str, span: tuple[int, int], cites: Citations
) -> Citation | None:
    begin = text.rfind("\n", 0, span[0]) + 1
    end = text.find("\n", span[1])
    end = len(text) if end < 0 else end
    return cites.cite(document, Span(part.start + begin, part.start + end))
