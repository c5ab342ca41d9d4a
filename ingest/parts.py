"""The papers within a document: where each begins and ends, and what it is."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from pathlib import PurePosixPath

from ingest.dates import find_dates
from ingest.document import Document, Kind, Part
from ingest.meeting.cases import numbered_lines
from ingest.meeting.fields import Block
from ingest.meeting.head import clean_body, known_name, read_head
from ingest.meeting.headings import Heading, Section, find_headings
from ingest.meeting.lines import Line, split_lines, without_headers
from ingest.meeting.marks import Mark, find_marks, is_slides
from ingest.meeting.rows import read_row
from ingest.meeting.sections import subject_of, voted_lines
from ingest.numbers import parse_number

_AGENDA = re.compile(
    r"\b(?:agenda|dagsorden|sakl?iste|sakskart|innkalling|møteinnkalling|invitasjon|program)\b", re.IGNORECASE
)
_MINUTES = re.compile(
    r"(?:møte|styre)?(?:referat|protokoll|møtebok)\b|\bminutes\b|\bsaksprotokoll\b|\bsærutskrift\b",
    re.IGNORECASE,
)
_CASE_PAPER = re.compile(
    r"\W{0,3}(?:saksfr[ae]ml(?:egg|ag)|saksutredning|sakspapir|saksnotat|saksdokument|toppnotat)\b",
    re.IGNORECASE,
)
_DRAFT = re.compile(
    r"\b(?:utkast|foreløpig|førebels|ikke\s+(?:endelig\s+)?godkjent|ikkje\s+godkjend|draft)\b", re.IGNORECASE
)
_REPORT = re.compile(
    r"\b\w*(?:rapport(?:en)?|evaluering|utredning|årsmelding|tertialrapport|prosjektoversikt|tiltaksoversikt|portefølje|portfolio|report)\b",
    re.IGNORECASE,
)
_LEADERS = re.compile(r"\.{4,}\s*\d+\s*$")
_ISSUED = re.compile(
    r"\W{0,3}(?:utgitt|publisert|oppdatert|dato|utgivelsesdato|published|issued)\b\W{0,3}", re.IGNORECASE
)
_TITLED = re.compile(r"\W{0,3}(?:tittel|title)\s*:\s*(?P<title>.*)", re.IGNORECASE)
_PER = re.compile(r"\b(?:per|pr\.?|as\s+of)\s+$", re.IGNORECASE)
_FILE_NAME = re.compile(
    r"\.(?:docx?|pptx?|xlsx?|pdf|odt|indd)$|^(?:untitled|uten navn|powerpoint-presentasjon|presentation|document|microsoft (?:word|powerpoint))",
    re.IGNORECASE,
)
_BOOK_LINE = re.compile(
    r"(?:møtebok|protokoll|møteprotokoll|referat)\s*\d{0,3}[/-]?\d{0,4}\W*$", re.IGNORECASE
)

# What a title says of its paper stands in its first lines.
TOP = 12
# The list of contents of a report has at least so many lines with leaders.
CONTENTS = 4
# A title is no longer.
LONGEST_TITLE = 300


def find_parts(document: Document) -> tuple[Part, ...]:
    """The parts of `document`, in order, without overlap, covering its whole text (at least one)."""
    text = document.text
    lines = without_headers(split_lines(text), document.furniture)
    if not lines:
        return (Part(0, len(text), _file_title(document)),)
    headings = find_headings(lines)
    running = _running(document)
    slides = is_slides(document, lines)
    marks = [Mark(0)] if slides else find_marks(document, lines, headings)
    bounds = [0, *(_begin(document, lines, mark.line) for mark in marks[1:]), len(text)]
    starts = [heading.start for heading in headings]
    parts = []
    for index, mark in enumerate(marks):
        start, end = bounds[index], bounds[index + 1]
        stop = marks[index + 1].line if index + 1 < len(marks) else len(lines)
        own = headings[bisect_left(starts, start) : bisect_left(starts, end)]
        part = _part(
            text,
            start,
            end,
            mark,
            lines[mark.line if index else 0 : stop],
            own,
            running if len(marks) == 1 else (),
        )
        parts.append(replace(part, kind=Kind.SLIDES) if slides else part)
    parts[0] = _with_document(document, parts[0], whole=len(parts) == 1)
    return tuple(_inherit(parts, lines))


def _begin(document: Document, lines: Sequence[Line], index: int) -> int:
    """Where the paper that begins with line `index` begins: with its page, where it opens that page."""
    start = lines[index].start
    number = document.page_at(start)
    if number is None:
        return start
    page = document.pages[number - 1]
    return page.start if lines[index - 1].start < page.start else start


def _part(
    text: str,
    start: int,
    end: int,
    mark: Mark,
    lines: Sequence[Line],
    headings: Sequence[Heading],
    running: Sequence[str],
) -> Part:
    if mark.block is not None:
        return _case_paper(text, start, end, mark, lines, headings)
    head = read_head(lines, running)
    kind = _kind(text, mark, lines, headings)
    meets = kind in (Kind.AGENDA, Kind.MINUTES, Kind.SLIDES)
    body = (head.body or subject_of(text, headings, end)) if meets else None
    body = known_name(body, text) if body else None
    title = (
        mark.title
        or (_meeting_title(body, head.number, head.date) if kind is Kind.MINUTES else "")
        or _first_title(lines, kind)
    )
    top = " ".join(line.text for line in lines[:6])
    return Part(
        start,
        end,
        title[:LONGEST_TITLE],
        kind,
        date=head.date if meets else _issue_date(lines),
        body=body,
        meeting=head.number if meets else None,
        draft=_DRAFT.search(top[:600]) is not None,
    )


def _case_paper(
    text: str, start: int, end: int, mark: Mark, lines: Sequence[Line], headings: Sequence[Heading]
) -> Part:
    block = mark.block
    assert block is not None
    date = block.date
    meeting = read_head([Line(0, 0, block.values.get("meeting", ""), False)]).number
    body = clean_body(block.values["body"]) if block.values.get("body") else None
    body = body or (clean_body(block.rows[0][1]) if block.rows else None)
    readings = parse_number(block.number or "") or parse_number(mark.case or "")
    number = next(
        (n for n in readings if date and n.year == int(date[:4])), readings[0] if readings else None
    )
    return Part(
        start,
        end,
        mark.title[:LONGEST_TITLE],
        Kind.CASE_PAPER,
        date=date,
        body=body or subject_of(text, headings, end),
        meeting=meeting,
        case=number.text if number else None,
        draft=_DRAFT.search(" ".join(line.text for line in lines[:4])) is not None,
    )


def _kind(text: str, mark: Mark, lines: Sequence[Line], headings: Sequence[Heading]) -> Kind:
    """What a paper is: by its title where that says so, else by what it holds."""
    title = lines[max(0, mark.line)].text if mark.titled and mark.line < len(lines) else ""
    if mark.titled:
        title = mark.title
        if _MINUTES.search(title):
            return Kind.MINUTES
        if _AGENDA.search(title):
            return Kind.AGENDA
    count = Counter(heading.section for heading in headings if heading.weight >= 2)
    decided = count[Section.DECISION] + count[Section.VOTE] + count[Section.END]
    cases = {(item.first, item.second) for item in numbered_lines(lines, None)}
    if len(cases) >= 2 or mark.titled:
        if decided >= max(1, count[Section.PROPOSAL] / 2) or (
            not count[Section.PROPOSAL] and voted_lines(text, lines) >= 3
        ):
            return Kind.MINUTES
        if count[Section.PROPOSAL] or mark.titled:
            return Kind.AGENDA
    first = lines[:TOP]
    if any(_MINUTES.search(line.text) and len(line.text) < 100 for line in first[:3]) and decided:
        return Kind.MINUTES
    if any(_CASE_PAPER.match(line.text) for line in first) and (
        count[Section.PROPOSAL] or count[Section.BACKGROUND]
    ):
        return Kind.CASE_PAPER
    short = [line.text for line in first if len(line.text) < 100]
    contents = sum(_LEADERS.search(line.text) is not None for line in lines[:200])
    if contents >= CONTENTS or any(_REPORT.search(line) for line in short[:6]):
        return Kind.REPORT
    return Kind.OTHER


def _meeting_title(body: str | None, number: str | None, date: str | None) -> str:
    """A title for minutes that have none of their own."""
    words = [f"Møtebok {number}" if number else f"Møte {date}" if date else "", body or ""]
    return ", ".join(word for word in words if word)


def _first_title(lines: Sequence[Line], kind: Kind) -> str:
    """The title that a paper gives itself: after ``Tittel:``, else its first line."""
    if kind is not Kind.REPORT:
        return next((line.text for line in lines if any(map(str.isalpha, line.text))), lines[0].text)
    for index, line in enumerate(lines[:40]):
        if match := _TITLED.match(line.text):
            following = lines[index + 1].text if index + 1 < len(lines) else ""
            if title := match["title"].strip() or following:
                return title
    return next((line.text for line in lines if any(map(str.isalpha, line.text))), lines[0].text)


def _issue_date(lines: Sequence[Line]) -> str | None:
    """When a report or an article came out: by its label, a line that is a date, or ``per 9. oktober 2020``."""
    first = lines[:40]
    for index, line in enumerate(first):
        if match := _ISSUED.match(line.text):
            value = line.text[match.end() :] or (lines[index + 1].text if index + 1 < len(lines) else "")
            if len(value) < 60 and (found := find_dates(value)):
                return found[0].iso
    for index, line in enumerate(first[:15]):
        following = (
            first[index + 1].text if index + 1 < len(first) and len(first[index + 1].text) < 12 else ""
        )
        whole = f"{line.text} {following}".strip()
        found = [mention for mention in find_dates(whole[:160]) if len(mention.iso) > 4]
        if (
            found
            and len(whole) < 100
            and found[-1].end == len(whole)
            and not _PER.search(whole[: found[0].start])
        ):
            return found[0].iso
    opening = " ".join(line.text for line in first)[:3000]
    for mention in find_dates(opening):
        if len(mention.iso) > 4 and _PER.search(opening[max(0, mention.start - 8) : mention.start]):
            return mention.iso
    return None


def _with_document(document: Document, part: Part, whole: bool) -> Part:
    """The first part with what only the file knows: its own title, its running header."""
    own = (document.title or "").removeprefix("Microsoft Word - ").strip()
    if whole and own and not _FILE_NAME.search(own) and part.kind in (Kind.REPORT, Kind.OTHER, Kind.SLIDES):
        part = replace(part, title=own[:LONGEST_TITLE])
    if whole and any(map(_DRAFT.search, _running(document)[:4])):
        part = replace(part, draft=True)
    return part


def _running(document: Document) -> list[str]:
    """The commonest running headers and footers."""
    spans = document.furniture[:400]
    return [line for line, _ in Counter(span.of(document.text).strip() for span in spans).most_common(6)]


def _file_title(document: Document) -> str:
    own = (document.title or "").strip()
    return own if own and not _FILE_NAME.search(own) else PurePosixPath(document.name).stem


def _inherit(parts: Sequence[Part], lines: Sequence[Line]) -> list[Part]:
    """Case papers learn their body, meeting and title from the agenda or minutes beside them."""
    meetings = [part for part in parts if part.kind in (Kind.AGENDA, Kind.MINUTES)]
    titles = {}
    if any(part.case and not part.title for part in parts):
        for item in numbered_lines(lines, None):
            if not item.rest:
                continue
            for number in parse_number(f"{item.first}/{item.second}"):
                titles.setdefault(number.text, read_row(lines, item.line, item.rest, ()).title)
    done = []
    for part in parts:
        if part.kind is Kind.CASE_PAPER:
            same = [
                other for other in meetings
                if (part.meeting and other.meeting == part.meeting) or (part.date and other.date == part.date)
            ]  # fmt: skip
            if same:
                part = replace(
                    part,
                    body=same[0].body or part.body,
                    meeting=part.meeting or same[0].meeting,
                    date=part.date or same[0].date,
                )
            if not part.title:
                part = replace(
                    part,
                    title=titles.get(part.case or "", f"Sak {part.case}" if part.case else "Saksframlegg"),
                )
        done.append(part)
    return done
