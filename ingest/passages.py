"""Passages: the stretches of text that are ranked, shown and cited.

A document is taken apart into units that are never cut (sentences, list items, rows, headings),
and the units are put together so that the whole costs least: long passages rank better than
short ones, headings belong with what follows them, paragraphs and tables stay whole where they
fit. Nothing crosses a page, a part or a line of furniture. Where a section is divided, the
neighbours share a sentence, so that what is said in two sentences stands together somewhere.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from math import inf
from typing import NamedTuple

from ingest.document import Document, Part, Passage, Span
from ingest.lines import lines_of
from ingest.sentences import LONGEST, split
from ingest.structure import LABEL_LEVEL, Block, Shape, blocks, heading_paths


@dataclass(frozen=True, slots=True)
class PassageOptions:
    """How passages are made.

    longest: characters, at most the contract's 800. enough: characters from which a passage
    costs nothing for being short. overlap: how many units of its neighbours a passage takes
    along at each end, where they fit and no heading lies between.
    The rest are costs, in units of one passage more: of a passage that is all too short, of
    ending one within a paragraph, within a list or table, between two blocks, after a heading
    and so apart from what it heads, and of each heading that stands inside a passage.

    Measured on the development half of NorQuAD (stemmed BM25, title as context, nDCG@10):
    longest 600/700/800 gives 0.869/0.879/0.889; enough 300/500/650/750 gives 0.887/0.889/0.891/
    0.890; overlap 0/1/2 gives 0.892/0.896/0.895; in_paragraph 0/0.6/1.5 gives 0.885/0.889/0.887.
    """

    longest: int = LONGEST
    enough: int = 650
    overlap: int = 1
    short: float = 2.0
    in_paragraph: float = 0.6
    in_list: float = 0.4
    between: float = 0.2
    after_heading: float = 4.0
    heading_within: float = 0.3


_CELLS = re.compile(r"\t| {2,}|\|")
_TREATMENT = 5  # blocks below a case's heading in which its treatment must begin
_MOST_UNITS = 100  # in one passage; only text of single letters has more in 800 characters
_ROW = 200  # characters of a table's heading row in a heading path
_READ = 10  # times as much is read of it, since blanks and empty cells are not shown


class _Unit(NamedTuple):
    """What is never cut. cost: of ending a passage before it; -inf where one must end."""

    start: int
    end: int
    block: int
    cost: float
    heading: bool


def make_passages(
    document: Document, parts: Sequence[Part], options: PassageOptions = PassageOptions()
) -> list[Passage]:
    """The document's passages, in the order in which they begin (and in which they end).

    Each is at most ``options.longest`` characters, lies within one page and one part, and begins
    and ends with a character that shows; together they cover everything that is neither blank
    nor furniture. Neighbours may share a sentence. The sentences of a passage are the units it
    was made of: sentences, list items, rows, headings.
    """
    found = blocks(document)
    paths = list(heading_paths(document.text, found, [part.start for part in parts]))
    units = list(_split_at(document.text, _units(document.text, found, options), _walls(document, parts)))
    passages: list[Passage] = []
    part = 0
    for first, last in _divided(units, options):
        while part + 1 < len(parts) and parts[part + 1].start <= units[first].start:
            part += 1
        block = units[first].block
        path = paths[block][:-1] if found[block].kind is Shape.HEADING else paths[block]
        passages.append(
            Passage(
                start=units[first].start,
                end=units[last - 1].end,
                page=document.page_at(units[first].start),
                part=part,
                heading=(*path, *_columns(document.text, found[block], units[first])),
                case=parts[part].case if parts else None,
                sentences=tuple(Span(unit.start, unit.end) for unit in units[first:last]),
            )
        )
    return passages


def context(document: Document, part: Part, passage: Passage) -> str:
    """What ranks with a passage and is never quoted: title, headings, body and date."""
    words = (part.title or document.title or "", *passage.heading, part.body or "", part.date or "")
    return " · ".join(dict.fromkeys(word for word in words if word))


def _walls(document: Document, parts: Sequence[Part]) -> list[int]:
    """Where a passage must end, whatever stands there: at pages, parts and furniture."""
    places = {part.start for part in parts} | {page.start for page in document.pages}
    places.update(span.end for span in document.furniture)
    return sorted(places)


def _units(text: str, found: Sequence[Block], options: PassageOptions) -> Iterator[_Unit]:
    """The units of all blocks in order."""
    for index, block in enumerate(found):
        cost = _cost_before(text, found, index, options)
        inner = options.in_paragraph if block.kind is Shape.PARAGRAPH else options.in_list
        for place, span in enumerate(_pieces(text, block)):
            heading = block.kind is Shape.HEADING and not place
            yield _Unit(span.start, span.end, index, inner if place else cost, heading)


def _pieces(text: str, block: Block) -> Iterator[Span]:
    """The units of a block: rows of a table, sentences of all else."""
    if block.kind is not Shape.TABLE:
        yield from split(text, block.start, block.end)
        return
    for line in lines_of(text, block.start, block.end):
        if line.end - line.start <= LONGEST:
            yield Span(line.start, line.end)
        else:
            yield from split(text, line.start, line.end)


def _cost_before(text: str, found: Sequence[Block], index: int, options: PassageOptions) -> float:
    """The cost of ending a passage before a block."""
    if index == 0:
        return 0.0
    before, block = found[index - 1], found[index]
    if block.case and _is_treated(text, found, index):
        return -inf
    if block.kind is Shape.HEADING:
        return options.between if before.kind is Shape.HEADING and before.level < block.level else 0.0
    if before.kind is Shape.HEADING:
        return options.after_heading
    return options.in_list if before.kind is Shape.ITEM and block.kind is Shape.ITEM else options.between


def _is_treated(text: str, found: Sequence[Block], index: int) -> bool:
    """Whether a case's heading opens its treatment; in a list of cases there are no sentences below it."""
    for after in found[index + 1 : index + 1 + _TREATMENT]:
        if after.case:
            return False
        if after.level == LABEL_LEVEL or (after.kind is not Shape.HEADING and text[after.end - 1] in ".!?"):
            return True
    return False


def _split_at(text: str, units: Iterable[_Unit], walls: Sequence[int]) -> Iterator[_Unit]:
    """The units, cut at the walls that run through them and marked where a wall stands before them."""
    place = 0
    at_wall = True
    for unit in units:
        start = unit.start
        while place < len(walls) and walls[place] < unit.end:
            wall = walls[place]
            place += 1
            if wall <= start:
                at_wall = True
                continue
            left = text[start:wall].rstrip()
            if left:
                yield unit._replace(start=start, end=start + len(left), cost=-inf if at_wall else unit.cost)
            at_wall = True
            start = wall + len(text[wall : unit.end]) - len(text[wall : unit.end].lstrip())
        yield unit._replace(start=start, cost=-inf if at_wall else unit.cost)
        at_wall = False


def _divided(units: Sequence[_Unit], options: PassageOptions) -> Iterator[tuple[int, int]]:
    """The passages as half-open ranges of units, each with what it takes along of its neighbours."""
    first = 0
    for index in range(1, len(units) + 1):
        if index == len(units) or units[index].cost == -inf:
            covered = first
            for own in _cheapest(units, first, index, options):
                start, end = _with_neighbours(units, *own, range(first, index), options)
                if end > covered:  # else its neighbour has taken all of it along
                    yield start, end
                    covered = end
            first = index


def _cheapest(
    units: Sequence[_Unit], first: int, last: int, options: PassageOptions
) -> list[tuple[int, int]]:
    """The cheapest division of ``units[first:last]``, by dynamic programming over the places to end at."""
    best = [0.0] + [inf] * (last - first)
    came = [0] * (last - first + 1)
    for end in range(first + 1, last + 1):
        limit = units[end - 1].end
        within = 0.0
        for start in range(end - 1, first - 1, -1):
            unit = units[start]
            length = limit - unit.start
            if (length > options.longest or end - start > _MOST_UNITS) and start != end - 1:
                break
            cost = best[start - first] + 1.0 + within + (unit.cost if start > first else 0.0)
            if length < options.enough:
                cost += options.short * (1 - length / options.enough) ** 2
            if cost < best[end - first]:
                best[end - first], came[end - first] = cost, start
            within += options.heading_within * unit.heading
    ranges: list[tuple[int, int]] = []
    end = last
    while end > first:
        ranges.append((came[end - first], end))
        end = came[end - first]
    return ranges[::-1]


def _with_neighbours(
    units: Sequence[_Unit], start: int, end: int, bounds: range, options: PassageOptions
) -> tuple[int, int]:
    """A passage's range, widened by the units beside it where they fit and no heading lies between."""
    for _ in range(options.overlap):
        if start > bounds.start and not units[start].heading:
            start -= units[end - 1].end - units[start - 1].start <= options.longest
        if end < bounds.stop and not units[end].heading:
            end += units[end].end - units[start].start <= options.longest
    return start, end


def _columns(text: str, block: Block, unit: _Unit) -> tuple[str, ...]:
    """The heading row of the table in which a passage begins, where it does not begin with it."""
    if block.kind is not Shape.TABLE or unit.start == block.start:
        return ()
    row = text[block.start : block.end if (end := text.find("\n", block.start, block.end)) < 0 else end]
    row = row[: _READ * _ROW]  # it is parted again for each passage of the table
    return (" | ".join(cell for cell in map(str.strip, _CELLS.split(row)) if cell)[:_ROW],)
