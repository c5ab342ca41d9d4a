"""What a paper is, what it is called and when it came out, judged by its first lines and its headings."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from ingest.dates import find_dates
from ingest.document import Kind
from ingest.meeting.lines import Line
from ingest.meeting.marks import Mark
from ingest.meeting.numbered import numbered_lines
from ingest.meeting.paper import Paper
from ingest.meeting.sections import voted_lines
from ingest.meeting.wording import Section

# What a title says of its paper stands in its first lines.
TOP = 12
# The list of contents of a report has at least so many lines with leaders, within its first lines.
CONTENTS = 4
CONTENTS_WITHIN = 200
# The leaders and the page number of such a line are looked for in its last characters.
LEADERS = 40
# Minutes without a single heading say at least so often how it was voted.
VOTED = 3
# Labels and dates of issue stand within so many lines; a title page's date within fewer.
ISSUE_LINES = 40
TITLE_PAGE = 15
# A title line is no longer.
TITLE_LINE = 100

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
_REPORT = re.compile(
    r"\b\w*(?:rapport(?:en)?|evaluering|utredning|årsmelding|prosjektoversikt|tiltaksoversikt|portefølje|portfolio|report)\b",
    re.IGNORECASE,
)
_LEADERS = re.compile(r"\.{4,}\s*\d+\s*$")
_ISSUED = re.compile(
    r"\W{0,3}(?:utgitt|publisert|oppdatert|dato|utgivelsesdato|published|issued)\b\W{0,3}", re.IGNORECASE
)
_TITLED = re.compile(r"\W{0,3}(?:tittel|title)\s*:\s*(?P<title>.*)", re.IGNORECASE)
_PER = re.compile(r"\b(?:per|pr\.?|as\s+of)\s+$", re.IGNORECASE)


def kind_of(paper: Paper, mark: Mark) -> Kind:
    """What a paper is: by its title where that says so, else by what it holds."""
    if mark.titled and _MINUTES.search(mark.title):
        return Kind.MINUTES
    if mark.titled and _AGENDA.search(mark.title):
        return Kind.AGENDA
    count = Counter(heading.section for heading in paper.headings if heading.weight >= 2)
    decided = count[Section.DECISION] + count[Section.VOTE] + count[Section.END]
    proposed = count[Section.PROPOSAL]
    cases = {(item.first, item.second) for item in numbered_lines(paper.lines, None)}
    if len(cases) >= 2 or mark.titled:
        if decided >= max(1, proposed / 2) or (not proposed and voted_lines(paper.lines) >= VOTED):
            return Kind.MINUTES
        if proposed or mark.titled:
            return Kind.AGENDA
    return _kind_of_single(paper.lines, decided, proposed + count[Section.BACKGROUND])


def _kind_of_single(lines: Sequence[Line], decided: int, told: int) -> Kind:
    """What a paper without cases is."""
    short = [line.text for line in lines[:TOP] if len(line.text) < TITLE_LINE]
    if decided and any(_MINUTES.search(text) for text in short[:3]):
        return Kind.MINUTES
    if told and any(_CASE_PAPER.match(line.text) for line in lines[:TOP]):
        return Kind.CASE_PAPER
    contents = sum(_LEADERS.search(line.text[-LEADERS:]) is not None for line in lines[:CONTENTS_WITHIN])
    if contents >= CONTENTS or any(_REPORT.search(text) for text in short[:4]):
        return Kind.REPORT
    return Kind.OTHER


def first_title(lines: Sequence[Line], kind: Kind) -> str:
    """The title that a paper gives itself: a report's after ``Tittel:``, else the first line with letters."""
    labelled = lines[:ISSUE_LINES] if kind is Kind.REPORT else ()
    for index, line in enumerate(labelled):
        if match := _TITLED.match(line.text):
            following = lines[index + 1].text if index + 1 < len(lines) else ""
            if title := match["title"].strip() or following:
                return title
    return next((line.text for line in lines if any(map(str.isalpha, line.text))), lines[0].text)


def issue_date(lines: Sequence[Line], kind: Kind) -> str | None:
    """When a paper that is no meeting's came out, ISO 8601 cut to what is known.

    By its label, by a line near the top that is little but a date, and of a report also by a
    title that ends with a date or by ``per 9. oktober 2020``.
    """
    first = lines[:ISSUE_LINES]
    for index, line in enumerate(first):
        if match := _ISSUED.match(line.text):
            value = line.text[match.end() :] or _text(lines, index + 1)
            if len(value) < 60 and (found := find_dates(value)):
                return found[0].iso
    for index in range(min(TITLE_PAGE, len(first))):
        following = _text(first, index + 1)
        whole = f"{first[index].text} {following if len(following) < 12 else ''}".strip()
        dates = [mention for mention in find_dates(whole[:160]) if len(mention.iso) > 4]
        if not dates or len(whole) > TITLE_LINE or _PER.search(whole[: dates[0].start]):
            continue
        if dates[-1].end - dates[0].start > len(whole) / 2:
            return dates[0].iso
        if kind is Kind.REPORT and dates[-1].end == len(whole):
            return dates[0].iso
    if kind is not Kind.REPORT:
        return None
    opening = " ".join(line.text for line in first)[:3000]
    for mention in find_dates(opening):
        if len(mention.iso) > 4 and _PER.search(opening[max(0, mention.start - 8) : mention.start]):
            return mention.iso
    return None


def _text(lines: Sequence[Line], index: int) -> str:
    return lines[index].text if index < len(lines) else ""
