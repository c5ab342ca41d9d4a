"""What a user wrote as a filter becomes what the index holds, or a sentence that says what there is."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from corpus.errors import UsageError
from index.archive import Archive
from index.types import Filters
from ingest.dates import find_dates
from ingest.document import Kind
from ingest.numbers import CaseNumber, find_numbers, parse_number

_DATE = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?")
_PART = re.compile(r"kvartal|tertial|halvår|\bQ[1-4]", re.IGNORECASE)  # less than the year that it is read as
_SHOWN = 8  # names that an error lists

_KIND_NAMES = {
    Kind.AGENDA: ("agenda", "innkalling", "saksliste", "dagsorden"),
    Kind.MINUTES: ("minutes", "referat", "møtebok", "protokoll"),
    Kind.CASE_PAPER: ("case paper", "case-paper", "sakspapir", "saksframlegg"),
    Kind.REPORT: ("report", "rapport"),
    Kind.SLIDES: ("slides", "lysark", "presentasjon"),
    Kind.OTHER: ("other", "annet", "anna"),
}


@dataclass(frozen=True, slots=True)
class FilterWords:
    """The filters of the contract as they were written; None or an empty string filters nothing."""

    since: str | None = None
    until: str | None = None
    body: str | None = None
    kind: str | None = None
    document: str | None = None
    case: str | None = None


def resolve(words: FilterWords, archive: Archive) -> Filters:
    """The filters in the archive's own names.

    A body is found by any part of its name, a document by its name, file name or any part of
    them, a case by its number in any way of writing it. Raises UsageError with what there is to choose from.
    """
    since, until = _date(words.since), _date(words.until)
    if since and until and since > until + "~":
        raise UsageError("errors.period_empty", since=since, until=until)
    bodies = documents = None
    if words.body:
        bodies = _matching(words.body, archive.store.bodies(), "errors.no_such_body")
    if words.document:
        documents = _matching(words.document, archive.store.names(), "errors.no_such_document")
    return Filters(since, until, bodies, _kind(words.kind), documents, _cases(words.case, archive))


def _cases(text: str | None, archive: Archive) -> tuple[str, ...] | None:
    """The numbers that the archive's passages stand in, of all that `text` can be read as."""
    if not text or not text.strip():
        return None
    readings: tuple[CaseNumber, ...] = parse_number(text)
    if not readings:
        readings = tuple(reading for mention in find_numbers(text) for reading in mention.readings)
    if not readings:
        raise UsageError("errors.no_case_number", text=text[:40])
    known = set(archive.store.case_numbers())
    found = tuple(dict.fromkeys(reading.text for reading in readings if reading.text in known))
    if not found:
        raise UsageError("errors.no_case", number=readings[0].text)
    return found


def _date(text: str | None) -> str | None:
    """ISO 8601, cut to what is known: of a date as it is written in running text, too."""
    if not text or not (wanted := text.strip()):
        return None
    match = _DATE.fullmatch(wanted)
    if match:
        year, month, day = (int(group or 1) for group in match.groups())
        try:
            date(year, month, day)
        except ValueError:
            match = None
        if match:
            return match.group()
    written = [found.iso for found in find_dates(wanted) if (found.start, found.end) == (0, len(wanted))]
    if len(written) != 1 or _PART.search(wanted):
        raise UsageError("errors.no_date", text=text)
    return written[0]


def _kind(text: str | None) -> Kind | None:
    if not text:
        return None
    folded = text.strip().casefold()
    for kind, names in _KIND_NAMES.items():
        if folded in names:
            return kind
    raise UsageError("errors.no_kind", text=text, known=", ".join(Kind))


def _matching(text: str, names: list[str], refusal: str) -> tuple[str, ...]:
    folded = text.strip().casefold()
    exact = tuple(name for name in names if name.casefold() == folded)
    found = exact or tuple(name for name in names if folded in name.casefold())
    if not found:
        shown = ", ".join(names[:_SHOWN]) + (" …" if len(names) > _SHOWN else "")
        raise UsageError(refusal, text=text, known=shown or "–")
    return found
