"""The papers within a document: where each begins and ends, and what it is."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from pathlib import PurePosixPath

from ingest.document import Document, Kind, Part
from ingest.meeting.bodies import as_written
from ingest.meeting.facts import first_title, issue_date, kind_of
from ingest.meeting.head import Head, clean_body, meeting_number_of, read_head
from ingest.meeting.marks import Mark, find_marks, is_slides
from ingest.meeting.numbered import numbered_lines
from ingest.meeting.paper import Paper, lay_out
from ingest.meeting.rows import RowReader
from ingest.meeting.sections import subject_of
from ingest.numbers import parse_number

# A title is cut at so many characters.
LONGEST_TITLE = 300
# A paper says in its first lines that it is a draft.
DRAFT_LINES = 6
DRAFT_CHARACTERS = 600
# Running headers are counted over so many of their first occurrences; so many of the commonest are read.
RUNNING = 400
COMMONEST = 6

_MEET = (Kind.AGENDA, Kind.MINUTES, Kind.SLIDES)
_DRAFT = re.compile(
    r"\b(?:utkast|foreløpig|førebels|ikke\s+(?:endelig\s+)?godkjent|ikkje\s+godkjend|draft)\b", re.IGNORECASE
)
_FILE_NAME = re.compile(
    r"\.(?:docx?|pptx?|xlsx?|pdf|odt|indd)$"
    r"|^(?:untitled|uten navn|powerpoint-presentasjon|presentation|document|microsoft (?:word|powerpoint))",
    re.IGNORECASE,
)


def find_parts(document: Document) -> tuple[Part, ...]:
    """The parts of `document`, in order, without overlap, covering its whole text (at least one)."""
    paper = lay_out(document)
    if not paper.lines:
        return (Part(0, paper.end, _own_title(document) or PurePosixPath(document.name).stem),)
    slides = is_slides(document, paper.lines)
    marks = [Mark(0)] if slides else find_marks(document, paper)
    bounds = [0, *(_begin(document, paper, mark.line) for mark in marks[1:]), paper.end]
    running = _running(document)
    parts = []
    for mark, start, end in zip(marks, bounds, bounds[1:], strict=False):
        own = paper.part(start, end)
        kind = Kind.SLIDES if slides else Kind.CASE_PAPER if mark.block else kind_of(own, mark)
        if mark.block is not None:
            parts.append(_case_paper(own, mark))
        else:
            parts.append(_part(own, mark, kind, running if len(marks) == 1 else ()))
    if len(parts) == 1:
        parts = [_of_document(document, parts[0], running)]
    return tuple(_inherit(parts, paper))


def _begin(document: Document, paper: Paper, index: int) -> int:
    """Where the paper that begins with line `index` begins: with its page, where it opens that page."""
    start = paper.lines[index].start
    number = document.page_at(start)
    if number is None:
        return start
    page = document.pages[number - 1]
    return page.start if paper.lines[index - 1].start < page.start else start


def _part(paper: Paper, mark: Mark, kind: Kind, running: Sequence[str]) -> Part:
    """A paper other than a case paper."""
    head = read_head(paper.lines, running) if kind in _MEET else Head()
    body = (head.body or subject_of(paper)) if kind in _MEET else None
    body = as_written(body, paper.text) if body else None
    title = mark.title or (_minutes_title(body, head) if kind is Kind.MINUTES else "")
    return Part(
        paper.start,
        paper.end,
        (title or first_title(paper.lines, kind))[:LONGEST_TITLE],
        kind,
        date=head.date if kind in _MEET else issue_date(paper.lines, kind),
        body=body,
        meeting=head.number,
        draft=_is_draft(paper),
    )


def _case_paper(paper: Paper, mark: Mark) -> Part:
    """A case paper, by its block of labels."""
    block = mark.block
    assert block is not None
    date = block.date
    named = block.values.get("body") or (block.rows[0][1] if block.rows else "")
    readings = parse_number(block.number or "") or parse_number(mark.case or "")
    number = next(
        (n for n in readings if date and n.year == int(date[:4])), readings[0] if readings else None
    )
    return Part(
        paper.start,
        paper.end,
        mark.title[:LONGEST_TITLE],
        Kind.CASE_PAPER,
        date=date,
        body=clean_body(named) or subject_of(paper),
        meeting=meeting_number_of(block.values.get("meeting", "")),
        case=number.text if number else None,
        draft=_is_draft(paper),
    )


def _is_draft(paper: Paper) -> bool:
    top = " ".join(line.text for line in paper.lines[:DRAFT_LINES])
    return _DRAFT.search(top[:DRAFT_CHARACTERS]) is not None


def _minutes_title(body: str | None, head: Head) -> str:
    """A title for minutes that have none of their own."""
    number = f"Møtebok {head.number}" if head.number else f"Møte {head.date}" if head.date else ""
    return ", ".join(word for word in (number, body) if word)


def _of_document(document: Document, part: Part, running: Sequence[str]) -> Part:
    """The only part of a document, with what the file itself says: its title, its running headers."""
    own = _own_title(document)
    if own and part.kind in (Kind.REPORT, Kind.OTHER, Kind.SLIDES):
        part = replace(part, title=own)
    return replace(part, draft=part.draft or any(map(_DRAFT.search, running)))


def _own_title(document: Document) -> str:
    """The title that the file carries, where it is one and no file name."""
    own = (document.title or "").removeprefix("Microsoft Word - ").strip()
    return "" if _FILE_NAME.search(own) else own[:LONGEST_TITLE]


def _running(document: Document) -> list[str]:
    """The commonest running headers and footers."""
    lines = Counter(span.of(document.text).strip() for span in document.furniture[:RUNNING])
    return [line for line, _ in lines.most_common(COMMONEST)]


def _inherit(parts: Sequence[Part], paper: Paper) -> list[Part]:
    """Case papers learn their body, meeting and title from the agenda or minutes beside them."""
    meetings = [part for part in parts if part.kind in (Kind.AGENDA, Kind.MINUTES)]
    titles = _titles(paper) if any(part.kind is Kind.CASE_PAPER and not part.title for part in parts) else {}
    return [_inherited(part, meetings, titles) if part.kind is Kind.CASE_PAPER else part for part in parts]


def _inherited(part: Part, meetings: Sequence[Part], titles: dict[str, str]) -> Part:
    title = part.title or titles.get(part.case or "") or (f"Sak {part.case}" if part.case else "Saksframlegg")
    for other in meetings:
        by_number = part.meeting and other.meeting == part.meeting
        if by_number or (part.date and other.date == part.date):
            return replace(
                part,
                title=title,
                body=other.body or part.body,
                meeting=part.meeting or other.meeting,
                date=part.date or other.date,
            )
    return replace(part, title=title)


def _titles(paper: Paper) -> dict[str, str]:
    """The titles of cases by their numbers, in every reading, as lists of cases give them."""
    reader = RowReader(paper.lines)
    titles: dict[str, str] = {}
    for item in numbered_lines(paper.lines, None):
        if item.rest:
            for number in parse_number(f"{item.first}/{item.second}"):
                titles.setdefault(number.text, reader.read(item.line, item.rest).title)
    return titles
