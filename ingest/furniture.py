"""Running headers, footers and page numbers: what stands on every page and says nothing.

They are known by repetition: the same line, its digits aside, at the top or the bottom of many
pages. The rules are conservative, since what is cut out is never found: numbers that change
must be page numbers; a line that also stands within pages, that ends in a colon, or that stands
now here, now there, is a heading of the text; and one of three or more columns is a table's.
Text without pages has its own rules (`ingest.page_marks`).
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from ingest.boxes import Word, unpack
from ingest.document import Page, Span
from ingest.lines import Line, lines_of
from ingest.page_marks import PAGE_MARK, fold, furniture_without_pages

_EDGE = 4  # lines at a page's top, and at its bottom, that may be furniture
_LONGEST = 200  # characters; no running header is longer
_RUN = 3  # pages in a row (every second page will do) on which a line must stand
_FAR_RUN = 2  # a left and a right header take turns, so two pages apart is in a row
_SHARE = 0.3  # or on this share of all pages, wherever they are
_WITHIN = 0.25  # appearances within pages for each one at an edge, from which a line is part of the text
_DRIFT = 9.0  # points that a running line may move up or down from page to page
_STEADY = 0.7  # share of the pages on which it stays within that
_LOOKED_AT = 12  # pages whose boxes are opened for it
_COLUMNS = 3  # this many cells in a line without a page number make a table's heading
_CELL_GAP = 1.2  # of the line's height: a wider gap parts two cells; a space takes 0.3

_ONLY_NUMBER = re.compile(r"[-–—\s|]*(\d{1,4})(?:\s*(?:av|of|/)\s*\d{1,4})?[-–—\s|]*\Z")
_LAST_NUMBER = re.compile(r"(?:[|–—·•]|\s-|\s{2,})\s{0,5}(\d{1,4})\Z")  # «Årsrapport 2022 | 3»
_NUMBER = re.compile(r"\d+")


class _Edge(NamedTuple):
    """A line near a page's edge. rank: 0 is the outermost."""

    page: int
    rank: int
    line: Line
    key: str


def find_furniture(text: str, pages: Sequence[Page]) -> tuple[Span, ...]:
    """The spans of `text` that are furniture: sorted, apart, without blanks at their ends.

    pages: as in `Document.pages`; empty for a text that has none.
    """
    if not pages:
        return tuple(furniture_without_pages(text))
    by_page = [lines_of(text, page.start, page.end) for page in pages]
    top = [_edges(text, index, lines[:_EDGE]) for index, lines in enumerate(by_page)]
    bottom = [_edges(text, index, lines[::-1][:_EDGE]) for index, lines in enumerate(by_page)]
    sheets = _Sheets(
        text,
        pages,
        Counter(fold(text[line.start : line.end]) for lines in by_page for line in lines[_EDGE:-_EDGE]),
    )
    accepted = [_accepted(sheets, top), _accepted(sheets, bottom)]
    if len(pages) == 2:
        _accept_beside_numbers(sheets, (top, bottom), accepted)
    found = {*_kept(top, accepted[0]), *_kept(bottom, accepted[1])}
    return tuple(Span(line.start, line.end) for line in sorted(found))


class _Sheets:
    """The pages, and what is looked up on them more than once.

    within: how often each key stands away from the edges.
    """

    def __init__(self, text: str, pages: Sequence[Page], within: Counter[str]) -> None:
        self.text = text
        self.pages = pages
        self.within = within
        self._words: dict[int, list[Word]] = {}

    def words(self, edge: _Edge) -> list[Word]:
        """The words of a line with their places; empty where the page has none."""
        page = self.pages[edge.page]
        if edge.page not in self._words:
            self._words[edge.page] = unpack(page.boxes)
        start, end = edge.line.start - page.start, edge.line.end - page.start
        return [word for word in self._words[edge.page] if start <= word.start < end]

    def wording(self, edge: _Edge) -> str:
        """The line as it stands."""
        return self.text[edge.line.start : edge.line.end]


def _edges(text: str, page: int, lines: Iterable[Line]) -> list[_Edge]:
    return [
        _Edge(
            page, rank, line, fold(text[line.start : line.end]) if line.end - line.start <= _LONGEST else ""
        )
        for rank, line in enumerate(lines)
    ]


def _accepted(sheets: _Sheets, edges: Sequence[Sequence[_Edge]]) -> set[Line]:
    """The lines at one edge of the pages that are furniture by themselves."""
    by_key: dict[str, list[_Edge]] = defaultdict(list)
    for page_edges in edges:
        for edge in {edge.key: edge for edge in reversed(page_edges) if edge.key}.values():
            by_key[edge.key].append(edge)
    return {edge.line for members in by_key.values() for edge in _running(sheets, members)}


def _kept(edges: Sequence[Sequence[_Edge]], accepted: set[Line]) -> Iterator[Line]:
    """The accepted lines from a page's edge inwards, until the body begins.

    One line of a header may change from page to page; after two such lines the body has begun.
    """
    for page_edges in edges:
        skipped = 0
        for edge in page_edges:
            if edge.line in accepted:
                yield edge.line
            elif skipped:
                break
            else:
                skipped += 1


def _accept_beside_numbers(
    sheets: _Sheets, sides: Sequence[Sequence[Sequence[_Edge]]], accepted: Sequence[set[Line]]
) -> None:
    """On two pages, where both have their number: accept the lines that are the same on both."""
    for page in range(2):
        if not any(
            edge.line in taken for edges, taken in zip(sides, accepted, strict=True) for edge in edges[page]
        ):
            return
    for edges, taken in zip(sides, accepted, strict=True):
        first, second = edges
        wordings = {sheets.wording(edge) for edge in second}
        for edge in first:
            if sheets.wording(edge) in wordings:
                pair = [edge, *(other for other in second if sheets.wording(other) == sheets.wording(edge))]
                if not _is_of_the_text(sheets, pair):
                    taken.update(other.line for other in pair)


def _running(sheets: _Sheets, members: Sequence[_Edge]) -> Sequence[_Edge]:
    """Those of the lines with one key that are furniture by repetition, or by being their page's number."""
    words = [sheets.wording(edge) for edge in members]
    count = len(sheets.pages)
    numbered = [
        _is_own_number(word, sheets.pages[edge.page], count)
        for edge, word in zip(members, words, strict=True)
    ]
    if all(numbered):
        return members
    if len(members) < _RUN or not _numbers_fit(words, [sheets.pages[edge.page].number for edge in members]):
        return []
    if _is_of_the_text(sheets, members):
        return []
    if len(members) >= _SHARE * count:
        return members
    runs: list[list[_Edge]] = [[members[0]]]
    for before, edge in pairwise(members):
        if edge.page - before.page <= _FAR_RUN:
            runs[-1].append(edge)
        else:
            runs.append([edge])
    return [edge for run in runs if len(run) >= _RUN for edge in run]


def _is_own_number(word: str, page: Page, count: int) -> bool:
    """Whether a line holds the number of the page that it stands on, marked as such."""
    if page.label and word == page.label and count > 1:
        return True
    marked = PAGE_MARK.search(word)
    if marked is not None:
        return int(marked[1]) == page.number
    bare = _ONLY_NUMBER.match(word) or (_LAST_NUMBER.search(word) if count > 1 else None)
    return bare is not None and int(bare[1]) == page.number and (count > 1 or not word.strip().isdigit())


def _numbers_fit(words: Sequence[str], numbers: Sequence[int]) -> bool:
    """Whether the digits of a repeated line stay, or count the pages, as those of a running line do.

    A mark («Side 3 av 9») may begin anew where a document holds several papers.
    """
    if _is_mark(words):
        return True
    for slot in zip(*(map(int, _NUMBER.findall(word)[:6]) for word in words), strict=False):
        same = max(map(slot.count, set(slot)))
        offsets = [value - number for value, number in zip(slot, numbers, strict=True)]
        counting = max(map(offsets.count, set(offsets)))
        if max(same, counting) < 0.6 * len(words):
            return False
    return True


def _is_mark(words: Sequence[str]) -> bool:
    return sum(PAGE_MARK.search(word) is not None for word in words) > len(words) / 2


def _is_of_the_text(sheets: _Sheets, members: Sequence[_Edge]) -> bool:
    """Whether a repeated line is a heading of the text or of a table rather than of the page."""
    words = [sheets.wording(edge) for edge in members]
    if _is_mark(words) or _ONLY_NUMBER.match(words[0]):
        return False
    if words[0].endswith(":") or len(re.split(r"\t|\s{2,}|\s\|\s", words[0])) >= _COLUMNS:
        return True
    if _cells(sheets.words(members[0])) >= _COLUMNS:
        return True
    some = members[:: -(-len(members) // _LOOKED_AT)]
    heights = sorted(places[0].box.top for edge in some if (places := sheets.words(edge)))
    if not heights:
        return sheets.within[members[0].key] >= _WITHIN * len(members)
    middle = heights[len(heights) // 2]
    return sum(abs(height - middle) <= _DRIFT for height in heights) < _STEADY * len(heights)


def _cells(words: Sequence[Word]) -> int:
    """How many cells a line has, judged by the gaps between its words; 0 without places."""
    wide = (
        after.box.left - before.box.right > _CELL_GAP * (after.box.bottom - after.box.top)
        for before, after in pairwise(words)
    )
    return len(words) and 1 + sum(wide)
