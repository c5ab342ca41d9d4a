"""From a document and its parts to meetings with their cases."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from ingest.dates import find_dates, month_of
from ingest.document import Document, Kind, Part, Span
from ingest.meeting.cases import Treated, find_treated
from ingest.meeting.fields import Block, find_blocks
from ingest.meeting.head import find_explanations, read_head
from ingest.meeting.headings import Heading, find_headings
from ingest.meeting.lines import Line, merge, slide_footers, split_lines, trim, without_headers
from ingest.meeting.people import read_people
from ingest.meeting.rows import Row, has_presenters, read_row
from ingest.meeting.sections import Found, find_sections
from ingest.meeting.types import Case, Meeting
from ingest.numbers import parse_number

_KINDS = (Kind.AGENDA, Kind.MINUTES, Kind.CASE_PAPER, Kind.SLIDES)
_NEXT = re.compile(r"\bneste\s+(?:ordinære\s+)?(?:\w+)?møte\b|\bnext\s+meeting\b", re.IGNORECASE)
# The next meeting's date stands within so many characters of its announcement.
NEXT_DATE = 90
_DAY = re.compile(r"\b(?P<day>[0-3]?\d)\.\s?(?P<month>[a-zæøå]{3,9})\b", re.IGNORECASE)
_ARCHIVE = re.compile(
    r"\barkivsak(?:snr|snummer|s-?nr)?\.?\s*(?:nr\.?\s*)?:?\**\s*(?P<number>\d{2,4}/\d{2,6}(?:-\d{1,4})?|\d{8,12})",
    re.IGNORECASE,
)
_OFFICER = re.compile(
    r"\b(?:saksbehandler|saksbehandlar|sakshandsamar)\s*:?\**[^\S\n]{0,40}(?P<name>[A-ZÆØÅ][\wæøå.-]+(?:[^\S\n][A-ZÆØÅ][\wæøå.-]+){1,3})",
    re.IGNORECASE,
)
# A case's own labels stand within so many characters of its heading.
CASE_HEAD = 900


def recognise(document: Document, parts: Sequence[Part]) -> tuple[Meeting, ...]:
    """One meeting for each part that tells of cases or of a meeting."""
    if not any(part.kind in _KINDS for part in parts):
        return ()
    lines = split_lines(document.text)
    if any(part.kind is Kind.SLIDES for part in parts):
        document = replace(document, furniture=merge(document.furniture, slide_footers(lines)))
    lines = without_headers(lines, document.furniture)
    starts = [line.start for line in lines]
    meetings = []
    for index, part in enumerate(parts):
        if part.kind in _KINDS:
            own = lines[bisect_left(starts, part.start) : bisect_left(starts, part.end)]
            if own:
                meetings.append(_meeting(document, index, part, own))
    return tuple(meetings)


def _meeting(document: Document, index: int, part: Part, lines: Sequence[Line]) -> Meeting:
    text = document.text
    head = read_head(lines)
    headings = find_headings(lines)
    if part.kind is Kind.CASE_PAPER:
        cases = _paper_case(document, part, lines, headings)
    else:
        cases = _cases(document, part, lines, headings)
    people = read_people(lines) if part.kind is Kind.MINUTES else None
    day = part.date or head.date
    return Meeting(
        part=index,
        body=part.body,
        number=part.meeting,
        date=day,
        end_date=head.end_date,
        place=head.place if part.kind is not Kind.CASE_PAPER else None,
        time=head.time if part.kind is not Kind.CASE_PAPER else None,
        present=people.present if people else (),
        absent=people.absent if people else (),
        cases=cases,
        next_meeting=_next_meeting(text, part, day),
        aliases=find_explanations(text, part.start, part.end, part.body) if part.body else (),
    )


def _cases(
    document: Document, part: Part, lines: Sequence[Line], headings: Sequence[Heading]
) -> tuple[Case, ...]:
    year = int(part.date[:4]) if part.date else None
    treated = find_treated(document.text, lines, headings, part.end, year)
    presenters = has_presenters(lines)
    stop = {heading.start for heading in headings}
    stop |= {lines[one.line].start for one in treated} | {
        other.start for one in treated for other in one.others
    }
    return tuple(_case(document, one, part, lines, headings, stop, presenters) for one in treated)


def _case(
    document: Document,
    one: Treated,
    part: Part,
    lines: Sequence[Line],
    headings: Sequence[Heading],
    stop: set[int],
    presenters: bool,
) -> Case:
    own = read_row(lines, one.line, one.rest, stop)
    titles = {own.title} if own.title and not one.listed else set()
    rows = [read_row(lines, other.line, other.rest, stop, presenters, titles) for other in one.others]
    own = read_row(lines, one.line, one.rest, stop, presenters, {row.title for row in rows})
    body_line = lines[own.after].start if own.after < len(lines) else one.span.end
    body = max(lines[one.line].start, min(body_line, one.span.end))
    span = trim(document.text, one.span)
    found = find_sections(document.text, span, body, headings, document.furniture, part.kind)
    near = document.text[span.start : min(span.end, span.start + CASE_HEAD)] if not one.listed else ""
    return _assemble(
        (one.number.text, one.number.sequence, one.number.year),
        _best_title(own, rows, listed=one.listed),
        span,
        found,
        _first(own.type, *(row.type for row in rows)),
        _first(own.presenter, *(row.presenter for row in rows)),
        _named(_OFFICER.search(near), "name"),
        _first(_named(_ARCHIVE.search(near), "number"), own.archive, *(row.archive for row in rows)),
        tuple(Span(other.start, lines[other.line].end) for other in one.others),
    )


def _paper_case(
    document: Document, part: Part, lines: Sequence[Line], headings: Sequence[Heading]
) -> tuple[Case, ...]:
    """The one case of a case paper."""
    year = int(part.date[:4]) if part.date else None
    readings = parse_number(part.case or "")
    number = next((n for n in readings if n.year == year), readings[0] if readings else None)
    if number is None:
        return ()
    blocks = find_blocks(lines)
    block = blocks[0] if blocks else Block(0, 0)
    span = trim(document.text, Span(part.start, part.end))
    found = find_sections(document.text, span, span.start, headings, document.furniture, part.kind)
    archive = _ARCHIVE.search(document.text, span.start, min(span.end, span.start + CASE_HEAD))
    case = _assemble(
        (number.text, number.sequence, number.year),
        part.title,
        span,
        found,
        block.values.get("type"),
        None,
        block.values.get("officer"),
        block.values.get("archive") or _named(archive, "number"),
        (),
    )
    return (case,)


def _assemble(
    number: tuple[str, int, int],
    title: str,
    span: Span,
    found: Found,
    kind: str | None,
    presenter: str | None,
    officer: str | None,
    archive: str | None,
    mentions: tuple[Span, ...],
) -> Case:
    return Case(
        number=number[0],
        sequence=number[1],
        year=number[2],
        title=title,
        span=span,
        type=kind,
        presenter=presenter,
        officer=officer,
        archive_number=archive,
        proposed=found.proposed,
        decision=found.decision,
        decision_parts=found.decision_parts,
        vote=found.vote,
        discussion=found.discussion,
        status=found.status,
        mentions=mentions,
    )


def _best_title(own: Row, rows: Sequence[Row], *, listed: bool) -> str:
    """The title over the treatment, where the list of cases has not a longer one that begins with it."""
    if not own.title or listed:
        return own.title or next((row.title for row in rows if row.title), "")
    longer = [row.title for row in rows if row.title.lower().startswith(own.title.lower())]
    return (
        max(longer, key=len)
        if own.title.endswith(("-", "–", " og", " i", " av", " for", " til")) and longer
        else own.title
    )


def _first(*values: str | None) -> str | None:
    return next((value for value in values if value), None)


def _named(match: re.Match[str] | None, group: str) -> str | None:
    return match[group].strip() if match else None


def _next_meeting(text: str, part: Part, day: str | None) -> str | None:
    """The date of the next meeting; where the paper leaves out the year, the first such day after `day`."""
    for match in _NEXT.finditer(text, part.start, part.end):
        near = text[match.end() : min(part.end, match.end() + NEXT_DATE)]
        full = [mention.iso for mention in find_dates(near) if len(mention.iso) == 10]
        if full:
            return full[0]
        if day and len(day) == 10 and (found := _DAY.search(near)) and (month := month_of(found["month"])):
            for year in (int(day[:4]), int(day[:4]) + 1):
                try:
                    iso = date(year, month, int(found["day"])).isoformat()
                except ValueError:
                    continue
                if iso > day:
                    return iso
    return None
