"""From a document and its parts to meetings with their cases."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ingest.dates import find_dates, is_day, month_of
from ingest.document import Document, Kind, Part, Span
from ingest.meeting.bodies import explained
from ingest.meeting.cases import Treated, find_treated
from ingest.meeting.fields import find_blocks
from ingest.meeting.head import read_head
from ingest.meeting.lines import trim
from ingest.meeting.paper import Paper, lay_out
from ingest.meeting.people import read_people
from ingest.meeting.rows import Row, RowReader, has_presenters
from ingest.meeting.sections import find_sections
from ingest.meeting.types import Case, Meeting
from ingest.numbers import parse_number

# The next meeting's date stands within so many characters of its announcement.
NEXT_DATE = 90
# A case's own labels stand within so many characters of its heading.
CASE_HEAD = 900

_KINDS = (Kind.AGENDA, Kind.MINUTES, Kind.CASE_PAPER, Kind.SLIDES)
_NEXT = re.compile(r"\bneste\s+(?:ordinære\s+)?\w{0,20}møte\b|\bnext\s+meeting\b", re.IGNORECASE)
_DAY = re.compile(r"\b(?P<day>[0-3]?\d)\.\s?(?P<month>[a-zæøå]{3,9})\b", re.IGNORECASE)
_ARCHIVE = re.compile(
    r"\barkivsak(?:snr|snummer|s-?nr)?\.?\s*(?:nr\.?\s*)?:?\**\s*(?P<number>\d{2,4}/\d{2,6}(?:-\d{1,4})?|\d{8,12})",
    re.IGNORECASE,
)
_OFFICER = re.compile(
    r"\b(?i:saksbehandler|saksbehandlar|sakshandsamar)\s*:?\**[^\S\n]{0,40}"
    r"(?P<name>[A-ZÆØÅ][\wæøå.-]+(?:[^\S\n][A-ZÆØÅ][\wæøå.-]+){1,3})"
)
_UNFINISHED = ("-", "–", " og", " i", " av", " for", " til")


def recognise(document: Document, parts: Sequence[Part]) -> tuple[Meeting, ...]:
    """One meeting for each part that tells of cases or of a meeting."""
    if not any(part.kind in _KINDS for part in parts):
        return ()
    whole = lay_out(document, slides=any(part.kind is Kind.SLIDES for part in parts))
    meetings = []
    for index, part in enumerate(parts):
        year = int(part.date[:4]) if part.date else None
        paper = whole.part(part.start, part.end, part.kind, year)
        if part.kind in _KINDS and paper.lines:
            meetings.append(_meeting(index, part, paper))
    return tuple(meetings)


def _meeting(index: int, part: Part, paper: Paper) -> Meeting:
    if part.kind is Kind.CASE_PAPER:
        return Meeting(index, part.body, part.meeting, part.date, cases=_paper_case(part, paper))
    head = read_head(paper.lines)
    people = read_people(paper.lines) if part.kind is Kind.MINUTES else None
    return Meeting(
        part=index,
        body=part.body,
        number=part.meeting,
        date=part.date,
        end_date=head.end_date,
        place=head.place,
        time=head.time,
        present=people.present if people else (),
        absent=people.absent if people else (),
        cases=_cases(paper),
        next_meeting=_next_meeting(paper, part.date),
        aliases=explained(paper.text, paper.start, paper.end, part.body) if part.body else (),
    )


def _cases(paper: Paper) -> tuple[Case, ...]:
    treated = find_treated(paper)
    stop = {heading.start for heading in paper.headings}
    stop |= {one.span.start for one in treated} | {other.start for one in treated for other in one.others}
    reader = RowReader(paper.lines, stop, presenters=has_presenters(paper.lines))
    return tuple(_case(paper, one, reader) for one in treated)


def _case(paper: Paper, one: Treated, reader: RowReader) -> Case:
    own = reader.read(one.line, one.rest)
    titles = {own.title} if own.title and not one.listed else set()
    rows = [reader.read(other.line, other.rest, titles) for other in one.others]
    own = reader.read(one.line, one.rest, {row.title for row in rows})
    lines = paper.lines
    after = lines[own.after].start if own.after < len(lines) else one.span.end
    body = max(lines[one.line].start, min(after, one.span.end))
    span = trim(paper.text, one.span)
    found = find_sections(paper, span, body)
    near = paper.text[span.start : min(span.end, span.start + CASE_HEAD)] if not one.listed else ""
    return Case(
        number=one.number.text,
        sequence=one.number.sequence,
        year=one.number.year,
        title=_title(own, rows, listed=one.listed) or reader.below(one.line, one.span.end),
        span=span,
        type=_first(own.type, *(row.type for row in rows)),
        presenter=_first(own.presenter, *(row.presenter for row in rows)),
        officer=_named(_OFFICER.search(near), "name"),
        archive_number=_first(
            _named(_ARCHIVE.search(near), "number"), own.archive, *(row.archive for row in rows)
        ),
        proposed=found.proposed,
        decision=found.decision,
        decision_parts=found.decision_parts,
        vote=found.vote,
        discussion=found.discussion,
        status=found.status,
        mentions=tuple(
            Span(other.start, lines[row.after - 1].end) for other, row in zip(one.others, rows, strict=True)
        ),
    )


def _paper_case(part: Part, paper: Paper) -> tuple[Case, ...]:
    """The one case of a case paper."""
    readings = parse_number(part.case or "")
    number = next((n for n in readings if n.year == paper.year), readings[0] if readings else None)
    if number is None:
        return ()
    blocks = find_blocks(paper.lines)
    values = blocks[0].values if blocks else {}
    span = trim(paper.text, Span(part.start, part.end))
    found = find_sections(paper, span, span.start)
    archive = _ARCHIVE.search(paper.text, span.start, min(span.end, span.start + CASE_HEAD))
    case = Case(
        number=number.text,
        sequence=number.sequence,
        year=number.year,
        title=part.title,
        span=span,
        type=values.get("type"),
        officer=values.get("officer"),
        archive_number=values.get("archive") or _named(archive, "number"),
        proposed=found.proposed,
        status=found.status,
    )
    return (case,)


def _title(own: Row, rows: Sequence[Row], *, listed: bool) -> str:
    """The title over the treatment; where that is cut off or in capitals, the list of cases may have it whole."""
    if not own.title or listed:
        return own.title or next((row.title for row in rows if row.title), "")
    longer = [row.title for row in rows if row.title.lower().startswith(own.title.lower())]
    better = own.title.endswith(_UNFINISHED) or own.title.isupper()
    return max(longer, key=len) if better and longer else own.title


def _first(*values: str | None) -> str | None:
    return next((value for value in values if value), None)


def _named(match: re.Match[str] | None, group: str) -> str | None:
    return match[group].strip() if match else None


def _next_meeting(paper: Paper, day: str | None) -> str | None:
    """The date of the next meeting; where the paper leaves out the year, the first such day after `day`."""
    for match in _NEXT.finditer(paper.text, paper.start, paper.end):
        near = paper.text[match.end() : min(paper.end, match.end() + NEXT_DATE)]
        full = [mention.iso for mention in find_dates(near) if len(mention.iso) == 10]
        if full:
            return full[0]
        found = _DAY.search(near)
        if day and len(day) == 10 and found and (month := month_of(found["month"])):
            for year in (int(day[:4]), int(day[:4]) + 1):
                iso = f"{year:04}-{month:02}-{int(found['day']):02}"
                if iso > day and is_day(iso):
                    return iso
    return None
