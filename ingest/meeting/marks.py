"""Where the papers within a document begin.

Two things begin a paper: a title that names a meeting or its minutes, over the meeting's date,
time and place; and the block of labels of a case paper. The block may stand at the paper's top, or
(where it was a text box of its own) after its title and proposal.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median

from ingest.document import Document
from ingest.meeting.fields import Block, find_blocks, labels_of
from ingest.meeting.head import PAPER
from ingest.meeting.lines import Line
from ingest.meeting.numbered import numbered_lines
from ingest.meeting.paper import Paper
from ingest.meeting.wording import Section

# The labels under a meeting's title stand within so many lines.
LABEL_LINES = 14
# A paper whose title comes within so many lines of the document's beginning begins there.
PREFACE_LINES = 12
# The proposal stands at most this many characters above a case paper's block of labels …
PAPER_HEAD = 7000
# … or at most this many lines below it.
BELOW_BLOCK = 10
# A title has at most this many lines, none longer than this.
TITLE_LINES = 3
TITLE_LENGTH = 160
# A case paper's title shares so many of its longer words with the list of cases.
SHARED_WORDS = 0.34
# Slides hold short lines and little on each page; below it a page of running text would be half empty.
SLIDE_LINE = 60
SLIDE_PAGE = 1100
SLIDE_PAGES = 3
# Text taken from slides has about a blank line for each line that holds words.
SLIDE_BLANKS = 0.4


@dataclass(frozen=True, slots=True)
class Mark:
    """The line (index) where a paper begins.

    titled: a meeting's title stands there. block: a case paper's labels. case: its number as an
    attachment's heading wrote it.
    """

    line: int
    titled: bool = False
    title: str = ""
    block: Block | None = None
    case: str | None = None


_TITLE = re.compile(
    rf"(?:[^\W\d]+\s+){{0,2}}?(?:{PAPER}\b|(?:ordinært\s+|ekstraordinært\s+)?(?:styre|råds|utvalgs)?møte\s+i\b)",
    re.IGNORECASE,
)
_BARE_TITLE = re.compile(rf"(?:{PAPER})\W*(?:(?:nr\.?\s*)?\d{{1,3}}\s?[/-]\s?\d{{2,4}})?\W*$", re.IGNORECASE)
_LIST_TITLE = re.compile(r"(?:agenda|dagsorden|sakl?iste|saksliste|sakskart|program)\W*$", re.IGNORECASE)
_LABEL = re.compile(
    r"\W{0,4}(?:(?P<number>møte\s*(?:nr\.?|nummer)?\s*:?\**\s*\d{1,3}\s?[/-]\s?\d{2,4})|(?P<date>møtedato|dato|date)\b"
    r"|(?P<time>tid|tidspunkt|møtetid|klokkeslett|time)\b|(?P<place>sted|stad|møtested|møtestad|møterom|place|location)\b"
    r"|(?P<there>til\s?stede|til\s?stades|tilstede|møtende|medlem(?:mer|er)?|deltakere|deltakarar|innkalt|forfall|present)\b"
    r"|(?P<body>utvalg|utval)\b(?=\s*:|\s+[A-ZÆØÅ])|(?P<lead>møteleder|møteleiar|referent|sekretær)\b)",
    re.IGNORECASE,
)
_ATTACHED = re.compile(
    r"vedlegg\s+\d{1,2}\w?\s*:?\s*(?:til\s+)?sak\s+(?P<case>\d{1,4}[-/]\d{2,4})\b", re.IGNORECASE
)
_CASE_PAPER = re.compile(
    r"\W{0,3}(?:saksfr[ae]ml(?:egg|ag)|saksutredning|sakspapir|saksnotat|toppnotat)\b\W*$", re.IGNORECASE
)
_CLOSED = re.compile(r"(?:unntatt|unnateke)\b|gradering\b|offl\b", re.IGNORECASE)
_WORDS = re.compile(r"[^\W\d_]{4,}")
_ADDRESS = re.compile(r"(?:https?://|www\.)|@")


def find_marks(document: Document, paper: Paper) -> list[Mark]:
    """Where the papers begin, in order; the first begins with the document, whatever opens it.

    paper: the whole document, laid out.
    """
    marks = _titles(paper.lines)
    marks += _case_papers(document, paper, [mark.line for mark in marks])
    marks.sort(key=lambda mark: (mark.line, mark.block is None))
    kept: list[Mark] = []
    for mark in marks:
        if not kept or mark.line > kept[-1].line + 1:
            kept.append(mark)
    if not kept or kept[0].line > PREFACE_LINES:
        kept.insert(0, Mark(0))
    return kept


def is_slides(document: Document, lines: Sequence[Line]) -> bool:
    """Whether the document is a set of slides: pages that lie down and hold little, or text taken from such."""
    shaped = [page for page in document.pages if page.width and page.height]
    if shaped:
        lying = sum(page.width > 1.2 * page.height for page in shaped)
        short = median(page.end - page.start for page in shaped)
        return len(shaped) >= SLIDE_PAGES and lying > 0.7 * len(shaped) and short < SLIDE_PAGE
    if len(lines) < 40 or document.pages:
        return False
    blanks = sum(line.blank for line in lines) / len(lines)
    return (
        blanks > SLIDE_BLANKS and median(len(line.text) for line in lines) < SLIDE_LINE and _bulleted(lines)
    )


def _bulleted(lines: Sequence[Line]) -> bool:
    return sum(line.text[:1] in "•●▪◦" for line in lines) > 0.03 * len(lines)


def _titles(lines: Sequence[Line]) -> list[Mark]:
    """The titles of agendas and minutes, each over at least two labels of a meeting's head."""
    marks: list[Mark] = []
    for index, line in enumerate(lines):
        if (
            len(line.text) > TITLE_LENGTH
            or line.text.endswith((".", ",", ";"))
            or not _TITLE.match(line.text)
        ):
            continue
        if marks and _LIST_TITLE.match(line.text):
            continue  # the list of cases of the paper that has begun
        if marks and index - marks[-1].line <= LABEL_LINES and not _ends_labels(lines, marks[-1].line, index):
            continue
        kinds = {
            match.lastgroup
            for later in lines[index + 1 : index + 1 + LABEL_LINES]
            if (match := _LABEL.match(later.text))
        }
        if len(kinds) >= 2:
            marks.append(Mark(index, titled=True, title=_whole_title(lines, index)))
    return marks


def _ends_labels(lines: Sequence[Line], mark: int, index: int) -> bool:
    """Whether the labels of the title at `mark` are over before `index`, so that another may follow."""
    return sum(_LABEL.match(line.text) is not None for line in lines[mark + 1 : index]) >= 2


def _whole_title(lines: Sequence[Line], index: int) -> str:
    title = lines[index].text
    if _BARE_TITLE.match(title) and index and len(lines[index - 1].text) < 80 and index <= PREFACE_LINES:
        title = f"{lines[index - 1].text} {title}"
    if (
        index + 1 < len(lines)
        and lines[index + 1].text[:1].islower()
        and not _LABEL.match(lines[index + 1].text)
    ):
        title = f"{title} {lines[index + 1].text}"
    return title


def _case_papers(document: Document, paper: Paper, titles: Sequence[int]) -> list[Mark]:
    """The beginnings of case papers; none where the blocks are those of cases within minutes."""
    lines = paper.lines
    blocks = find_blocks(lines)
    if not blocks:
        return []
    ends = [lines[block.first].start for block in blocks[1:]] + [paper.end]
    decided = sum(
        _is_decided(paper, lines[block.first].start, end) for block, end in zip(blocks, ends, strict=True)
    )
    if decided * 2 > len(blocks):
        return []
    listed = {f"{item.first}/{item.second}": item.rest for item in numbered_lines(lines, None) if item.rest}
    marks = []
    floor = 0
    for block in blocks:
        floor = max([floor, *(line + 1 for line in titles if line < block.first)])
        marks.append(_case_paper(document, paper, block, floor, listed.get(block.number or "", "")))
        floor = block.last + 1
    return marks


def _is_decided(paper: Paper, start: int, end: int) -> bool:
    sections = (Section.VOTE, Section.DECISION)
    return any(heading.section in sections and heading.weight >= 3 for heading in paper.between(start, end))


def _case_paper(document: Document, paper: Paper, block: Block, floor: int, listed: str) -> Mark:
    """Where the paper of `block` begins, no higher than line `floor`; `listed` is its title in the list of cases."""
    lines = paper.lines
    top, bottom = lines[block.first].start, lines[block.last].start
    below = lines[min(block.last + BELOW_BLOCK, len(lines) - 1)].start
    above = _proposals(paper, max(lines[floor].start, top - PAPER_HEAD), top)
    if above and not _proposals(paper, bottom + 1, below + 1) and _same_page(document, above[-1], top):
        anchor = bisect_right(lines, above[-1], key=lambda line: line.start) - 1
        first = _title_above(lines, anchor, floor)
        title = " ".join(line.text for line in lines[first:anchor])
        parted = lines[anchor].blank or lines[first].blank
        if not parted or not _same_title(title, listed):
            first, title = anchor, ""  # the last lines of the paper before
    else:
        first = _title_above(lines, block.first, floor)
        title = _title_of_block(paper, block, first)
    case = None
    for index in range(first, max(floor, first - 3) - 1, -1):
        if match := _ATTACHED.match(lines[index].text):
            first, case = index, match["case"]
            break
    return Mark(first, title=title, block=block, case=case)


def _proposals(paper: Paper, start: int, end: int) -> list[int]:
    return [heading.start for heading in paper.between(start, end) if heading.section is Section.PROPOSAL]


def _same_title(title: str, listed: str) -> bool:
    """Whether a title can be that of the case which a list of cases calls `listed` (unknown: yes)."""
    words, known = (set(_WORDS.findall(text.lower())) for text in (title, listed))
    return not known or len(words & known) >= SHARED_WORDS * min(len(words), len(known))


def _same_page(document: Document, start: int, end: int) -> bool:
    return not document.pages or document.page_at(start) == document.page_at(end)


def _title_above(lines: Sequence[Line], index: int, floor: int) -> int:
    """The index of the first line of the title that stands right above line `index`; `index` where there is none."""
    first = index
    while first > floor and index - first < TITLE_LINES:
        line = lines[first - 1]
        if len(line.text) > TITLE_LENGTH or line.text.endswith((".", ";", ":")) or _ADDRESS.search(line.text):
            break
        if labels_of(line.text) or _LABEL.match(line.text):
            break
        first -= 1
        if line.blank:
            break
    while first < index and lines[first].text[:1].islower():
        first += 1
    return first


def _title_of_block(paper: Paper, block: Block, first: int) -> str:
    """The title of a paper whose block stands on top: under the block, else above it."""
    lines = paper.lines
    known = {heading.start for heading in paper.between(lines[block.last].start, paper.end)[:TITLE_LINES]}
    under: list[str] = []
    for line in lines[block.last + 1 : block.last + 1 + TITLE_LINES]:
        if line.start in known or len(line.text) > TITLE_LENGTH or line.text.endswith("."):
            break
        if under and line.blank:
            break
        under.append(line.text)
    if under and not under[0][:1].islower():
        return " ".join(under)
    body = block.values.get("body", "")
    over = [
        line.text
        for line in lines[first : block.first]
        if not _CASE_PAPER.match(line.text)
        and not _CLOSED.match(line.text)
        and not (body and line.text.startswith(body))
    ]
    return " ".join(over)
