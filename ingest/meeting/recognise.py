"""From a document and its parts to meetings with their cases."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence

from ingest.document import Document, Kind, Part, Span
from ingest.meeting.cases import Treated, find_treated
from ingest.meeting.head import read_head
from ingest.meeting.headings import Heading, heading_of
from ingest.meeting.lines import Line, split_lines, trim, without_headers
from ingest.meeting.sections import find_sections
from ingest.meeting.types import Case, Meeting

_KINDS = (Kind.AGENDA, Kind.MINUTES, Kind.CASE_PAPER, Kind.SLIDES)
# A title goes on to the next line while it is no longer than this.
LONGEST_TITLE = 300


def recognise(document: Document, parts: Sequence[Part]) -> tuple[Meeting, ...]:
    """One meeting for each part that tells of cases or of a meeting."""
    if not any(part.kind in _KINDS for part in parts):
        return ()
    lines = split_lines(document.text)
    headers = document.furniture
    kept = without_headers(lines, headers)
    starts = [line.start for line in kept]
    meetings = []
    for index, part in enumerate(parts):
        if part.kind in _KINDS:
            own = kept[bisect_left(starts, part.start) : bisect_left(starts, part.end)]
            all_own = [line for line in lines if part.start <= line.start < part.end][:60]
            meetings.append(_meeting(document.text, index, part, own, all_own, headers))
    return tuple(meetings)


def _meeting(
    text: str, index: int, part: Part, lines: Sequence[Line], top: Sequence[Line], headers: Sequence[Span]
) -> Meeting:
    head = read_head(lines)
    date = part.date or head.date
    headings = [heading for line in lines if (heading := heading_of(line.text, line.start))]
    year = int(date[:4]) if date else None
    treated = find_treated(text, lines, headings, part.end, year)
    cases = tuple(_case(text, one, part, lines, headings, headers) for one in treated)
    return Meeting(
        part=index,
        body=part.body or head.body,
        number=part.meeting or head.number,
        date=date,
        end_date=head.end_date,
        place=head.place,
        time=head.time,
        cases=cases,
    )


def _case(
    text: str, one: Treated, part: Part, lines: Sequence[Line], headings: Sequence[Heading], headers: Sequence[Span]
) -> Case:
    line = lines[one.line]
    heading_starts = {heading.start for heading in headings}
    title, body_line = _title(one, lines, heading_starts)
    body_start = min(lines[body_line].start if body_line < len(lines) else one.span.end, one.span.end)
    body_start = max(body_start, line.start)
    span = trim(text, one.span)
    found = find_sections(text, span, body_start, headings, headers, part.kind)
    return Case(
        number=one.number.text,
        sequence=one.number.sequence,
        year=one.number.year,
        title=title,
        span=span,
        proposed=found.proposed,
        decision=found.decision,
        decision_parts=found.decision_parts,
        vote=found.vote,
        discussion=found.discussion,
        status=found.status,
        mentions=tuple(Span(other.start, lines[other.line].end) for other in one.others),
    )


def _title(one: Treated, lines: Sequence[Line], heading_starts: set[int]) -> tuple[str, int]:
    """The case's title and the index of the line after it."""
    pieces = [one.rest] if one.rest else []
    at = one.line + 1
    while at < len(lines) and lines[at].start < one.span.end and sum(map(len, pieces)) < LONGEST_TITLE:
        line = lines[at]
        if line.start in heading_starts or (pieces and (line.blank or not _goes_on(pieces[-1], line.text))):
            break
        pieces.append(line.text)
        at += 1
    return " ".join(pieces), at


def _goes_on(title: str, line: str) -> bool:
    return (title.endswith(("-", "–", ",")) or line[:1].islower()) and len(line) < 120
