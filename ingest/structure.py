"""The structure of a document's text: headings, paragraphs, list items and tables.

Judged by the text alone, line by line, so that it works on what any extraction leaves: numbers,
marks, capitals, a short line before a body, what the PDF's own table of contents names.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

from ingest.document import Document, Span
from ingest.lines import BREAK, ITEM, Line, flows, lines_of

_HEADING = 150  # characters of the longest heading
_SHORT = 80  # characters of the longest heading that nothing but its shortness shows
_BODY = 100  # a line of this length is body, and can have such a heading
_HIGHEST_NUMBER = 30  # of a heading numbered by one number; a greater one begins a table's row

# Levels of headings that carry no number of their own, outermost first.
CASE_LEVEL = 2
_CAPITALS_LEVEL = 3
_ROMAN_LEVEL = 4
_PLAIN_LEVEL = 5
LABEL_LEVEL = 6

_MARKDOWN = re.compile(r"(#{1,6})\s+\S")
_NUMBERED = re.compile(r"(\d{1,2}(?:\.\d{1,2}){0,3})(\.?)\s+(?=[A-ZÆØÅÁŠČ«\"])")
_CASE = re.compile(
    r"(?:(?:ášši/)?(?:sak|saksnr\.?|saknr\.?|case)\s*:?\s*(?:nr\.?\s*)?(?:[a-zæøå]{1,4}[ -]?)?"
    r"\d{1,4}\s?[/-]\s?\d{2,4}|(?-i:[A-ZÆØÅ]{2,3})[ -]\d{1,3}/\d{2,4}|\d{1,3}/\d{2,4})(?![\d/.,%])",
    re.IGNORECASE,
)
_APPENDIX = re.compile(
    r"(?:vedlegg|appendiks|appendix|kapittel|chapter)\s\d{1,3}\w?(?:\s?[-–—:.]\s|\s)\S", re.IGNORECASE
)
_ROMAN = re.compile(r"(?:[IVX]{1,5}|Il{1,2})\.?\s+(?=[A-ZÆØÅ])")
_LEADERS = re.compile(r"\.{4,}|(?:\. ){4,}|…{2,}|_{4,}")
_COLUMNS = re.compile(r"\S(?:\t| {2,})(?=\S)")
_PAIR = re.compile(r"[A-ZÆØÅ][\w./() -]{0,40}:\s{0,4}(\S?)")
_WORD = re.compile(r"[^\W\d_]{2,}")
_ENDINGS = ".,;:!?…"


class Shape(StrEnum):
    """What a block is."""

    HEADING = "heading"
    PARAGRAPH = "paragraph"
    ITEM = "item"
    TABLE = "table"


class Group(NamedTuple):
    """Lines that belong together: where they begin and end, and how many they are."""

    start: int
    end: int
    lines: int


@dataclass(frozen=True, slots=True)
class Block:
    """``text[start:end]`` is one heading, one paragraph, one list item, or the rows of a table.

    level: of a heading, 1 is the outermost; 0 for all else. case: the heading opens a case.
    """

    start: int
    end: int
    kind: Shape
    level: int = 0
    case: bool = False


def blocks(document: Document) -> list[Block]:
    """The blocks of a document in order, apart, none over a page's end; furniture is left out.

    Together they hold every line that is not blank and not furniture.
    """
    text = document.text
    lines = list(_body_lines(text, document.furniture))
    groups = [
        Group(lines[first].start, lines[last - 1].end, last - first) for first, last in flows(text, lines)
    ]
    titles = {_folded(entry.title): entry.level + 1 for entry in document.outline}
    found: list[Block] = []
    for place, (start, end, _) in enumerate(groups):
        block = _heading(text, groups, place, titles) or Block(start, end, _shape(text, groups, place))
        if block.kind is Shape.TABLE and found and _same_table(text, found[-1], block):
            found[-1] = Block(found[-1].start, block.end, Shape.TABLE)
        else:
            found.append(block)
    return found


def heading_paths(
    text: str, found: Iterable[Block], restarts: Sequence[int] = ()
) -> Iterator[tuple[str, ...]]:
    """For each block the headings above it, outermost first; a heading stands above itself.

    restarts: sorted places from which no earlier heading counts, such as the parts' beginnings.
    """
    above: list[tuple[int, str]] = []
    place = 0
    for block in found:
        while place < len(restarts) and restarts[place] <= block.start:
            above.clear()
            place += 1
        if block.kind is Shape.HEADING:
            while above and above[-1][0] >= block.level:
                above.pop()
            above.append((block.level, " ".join(text[block.start : block.end].split()).lstrip("# ")))
        yield tuple(title for _, title in above)


def _body_lines(text: str, furniture: Sequence[Span]) -> Iterator[Line]:
    """The lines that are not blank, without the furniture; what follows furniture begins anew."""
    before = 0
    for span in (*furniture, Span(len(text), len(text))):
        for index, line in enumerate(lines_of(text, before, span.start)):
            yield Line(line.start, line.end, BREAK) if index == 0 and before else line
        before = span.end


def _heading(text: str, groups: Sequence[Group], place: int, titles: dict[str, int]) -> Block | None:
    """The block as a heading, where it is one."""
    start, end, _ = groups[place]
    if end - start > _HEADING or "\t\t" in text[start:end]:
        return None
    words = text[start:end]
    markdown = _MARKDOWN.match(words)
    if markdown is not None:
        return Block(start, end, Shape.HEADING, len(markdown[1]))
    if _LEADERS.search(words) or words.count("\t") > 1:
        return None
    level = titles.get(_folded(words), 0) or _numbered_level(text, groups, place)
    case = not level and _CASE.match(words) is not None and words[-1] not in ".,;"
    if case:
        level = CASE_LEVEL
    elif not level and _APPENDIX.match(words) and words[-1] not in _ENDINGS:
        level = 1
    level = level or _unnumbered_level(text, groups, place)
    return Block(start, end, Shape.HEADING, level, case) if level else None


def _numbered_level(text: str, groups: Sequence[Group], place: int) -> int:
    """The level of «1.2 Risiko», 0 where the block is no numbered heading."""
    start, end, _ = groups[place]
    words = text[start:end]
    match = _NUMBERED.match(words)
    if (
        match is None
        or _COLUMNS.search(words, match.end())
        or words[-1] in _ENDINGS
        or (words[-1].isdigit() and not words[-4:].isdigit())
    ):
        return 0
    depth = match[1].count(".") + 1
    if depth == 1:
        if int(match[1]) > _HIGHEST_NUMBER or len(words) > _SHORT:
            return 0
        if match[2] and (not _has_body(text, groups, place) or _is_among_items(text, groups, place)):
            return 0
    return depth


def _is_among_items(text: str, groups: Sequence[Group], place: int) -> bool:
    """Whether the block above or below is a list item."""
    beside = (groups[near] for near in (place - 1, place + 1) if 0 <= near < len(groups))
    return any(ITEM.match(text, group.start, group.end) for group in beside)


def _unnumbered_level(text: str, groups: Sequence[Group], place: int) -> int:
    """The level of a heading that only its look shows, 0 where the block is none."""
    start, end, _ = groups[place]
    words = text[start:end]
    if "\t" in words or ITEM.match(words) or not _WORD.search(words):
        return 0
    count = len(words.split())
    if words.isupper() and count <= 14 and len(words) >= 5 and words[-1] not in ",;":
        return _CAPITALS_LEVEL
    if _ROMAN.match(words) and count <= 8 and words[-1] not in ".,;":
        return _ROMAN_LEVEL
    if (not words[0].isupper() and words[0] not in '«"–') or len(words) > _SHORT:
        return 0
    if words[-1] == ":":
        return LABEL_LEVEL if place + 1 < len(groups) and not _is_pair(text, groups, place) else 0
    return _PLAIN_LEVEL if count <= 10 and _stands_over_body(text, groups, place) else 0


def _stands_over_body(text: str, groups: Sequence[Group], place: int) -> bool:
    """Whether a short line stands alone over running text, as a heading without a mark does."""
    words = text[groups[place].start : groups[place].end]
    if words[-1] in _ENDINGS + "-–" or _COLUMNS.search(words) or not _has_body(text, groups, place):
        return False
    return place == 0 or _is_body(text, groups[place - 1]) or text[groups[place - 1].end - 1] in ".!?:"


def _has_body(text: str, groups: Sequence[Group], place: int) -> bool:
    """Whether what follows a block is running text."""
    return place + 1 < len(groups) and _is_body(text, groups[place + 1])


def _is_body(text: str, group: Group) -> bool:
    start, end, count = group
    return (end - start >= _BODY or count > 1 or text[end - 1] in ".!?") and "\t" not in text[start:end]


def _shape(text: str, groups: Sequence[Group], place: int) -> Shape:
    """What a block is that is no heading."""
    start, end, _ = groups[place]
    if text[start] == "|" or "\t" in text[start:end]:
        return Shape.TABLE
    if ITEM.match(text, start, end):
        return Shape.ITEM
    gaps = len(_COLUMNS.findall(text, start, end))  # running text has one here and there
    if gaps > 1 and gaps >= groups[place].lines and _LEADERS.search(text, start, end) is None:
        return Shape.TABLE
    return Shape.TABLE if end - start <= _SHORT and _is_pair(text, groups, place) else Shape.PARAGRAPH


def _is_pair(text: str, groups: Sequence[Group], place: int) -> bool:
    """Whether a block is a label and its value («Sted: Oslo») beside another such; a value may be missing."""
    own = _PAIR.match(text, groups[place].start, groups[place].end)
    if own is None:
        return False
    beside = [near for near in (place - 1, place + 1) if 0 <= near < len(groups)]
    full = [
        match is not None and bool(match[1])
        for match in (_PAIR.match(text, groups[near].start, groups[near].end) for near in beside)
    ]
    return any(full) if own[1] else len(full) == 2 and all(full)


def _same_table(text: str, above: Block, block: Block) -> bool:
    if above.kind is not Shape.TABLE or "\f" in text[above.end : block.start]:
        return False
    return text.count("\n", above.end, block.start) <= 2


def _folded(title: str) -> str:
    return " ".join(title.casefold().split())
