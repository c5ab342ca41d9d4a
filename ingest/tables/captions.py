"""What stands around the tables of a document: captions, introductions, units, group by group.

A caption may stand above its table or below it; between two tables it could be either's. Which
a document does is told from those places where only one reading is possible.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Collection, Sequence
from dataclasses import replace

from ingest.document import Document
from ingest.tables.grid import Table, is_caption
from ingest.tables.lines import Line, lines_of, unit_lines
from ingest.tables.values import fold

# So many lines above and below a table are looked at.
ABOVE, BELOW = 8, 4
# A longer line is prose, no heading.
HEADING_LENGTH = 110


def name_tables(document: Document, tables: Sequence[Table], silent: Collection[str]) -> list[Table]:
    """The tables in order of their place, with caption and notes.

    A table's introduction (a line above it that ends in a colon) is part of its caption; where
    it has neither, the nearest heading above it is taken. silent: lines that say nothing about a
    table, such as a legend's, folded.
    """
    ordered = sorted(tables, key=lambda table: (table.start, table.end))
    free = _free_lines(document, ordered, silent)
    starts = [line.start for line in free]
    around = [_around(document, free, starts, ordered, at) for at in range(len(ordered))]
    groups = _groups(ordered, around)
    sides = [(around[group[0]][0], around[group[-1]][1]) for group in groups]
    below = _captions_below(sides)
    taken: set[int] = set()
    named: list[Table] = []
    for at, (group, (upper, lower)) in enumerate(zip(groups, sides, strict=True)):
        own = _below(lower) if below else _above(upper, taken)
        if own is None and not below and at == len(groups) - 1:
            own = _below(lower)
        elif own is None and below and at == 0:
            own = _above(upper, taken)
        taken |= {line.start for line in own or ()}
        caption = _caption(own, upper, taken)
        for index in group:
            notes = unit_lines([line.text for side in around[index] for line in side])
            named.append(replace(ordered[index], caption=caption, notes=notes))
    return named


def _groups(tables: Sequence[Table], around: Sequence[Around]) -> list[list[int]]:
    """The tables by index, each with those that go on with it on later pages."""
    groups: list[list[int]] = []
    for at, table in enumerate(tables):
        before = [group for group in groups if tables[group[0]].headings == table.headings]
        repeats = bool(before) and not around[at][0] and table.page != tables[before[-1][-1]].page
        if before and (table.continued or repeats):
            before[-1].append(at)
        else:
            groups.append([at])
    return groups


Around = tuple[list[Line], list[Line]]


def _free_lines(document: Document, tables: Sequence[Table], silent: Collection[str]) -> list[Line]:
    """The lines with words that stand in no table, no running header and no legend."""
    if not tables:
        return []
    closed = sorted(
        [(table.start, table.end) for table in tables]
        + [(span.start, span.end) for span in document.furniture]
    )
    ends = [end for _, end in closed]
    reach = 0
    for at, end in enumerate(ends):
        reach = ends[at] = max(reach, end)
    begins = [start for start, _ in closed]

    def covered(line: Line) -> bool:
        at = bisect_left(begins, line.start + 1) - 1
        return at >= 0 and line.start < ends[at]

    return [
        line
        for line in lines_of(document.text)
        if not line.blank and not covered(line) and fold(line.text) not in silent
    ]


def _around(
    document: Document, free: Sequence[Line], starts: Sequence[int], tables: Sequence[Table], at: int
) -> Around:
    """The free lines above a table, the nearest first, and those below it; on its page, up to the next table."""
    table = tables[at]
    low = max((other.end for other in tables[:at] if other.end <= table.start), default=0)
    high = min(
        (other.start for other in tables[at + 1 :] if other.start >= table.end), default=len(document.text)
    )
    page = next((page for page in document.pages if page.start <= table.start <= page.end), None)
    low = max(low, page.start) if page else low
    first, after = bisect_left(starts, low), bisect_left(starts, table.start)
    upper = list(free[max(first, after - ABOVE) : after])[::-1]
    begin, end = bisect_left(starts, table.end), bisect_left(starts, high)
    lower = list(free[begin : min(end, begin + BELOW)])
    if page is not None:  # a caption alone may have gone over to the next page
        lower = [line for line in lower if line.start <= page.end] or lower[:1]
    return upper, lower


def _captions_below(around: Sequence[Around]) -> bool:
    """True where the document sets captions below its tables.

    A caption between two tables with nothing else there could be either's and tells nothing,
    unless the upper table has a sentence of introduction in the place where a caption would be.
    """
    votes = 0
    for at, (upper, lower) in enumerate(around):
        over, under = bool(upper) and is_caption(upper[0].text), bool(lower) and is_caption(lower[0].text)
        introduced = bool(upper) and _introduces(upper[0])
        if under and (introduced or not _shared(lower[0], [other for other, _ in around[at + 1 :]])):
            votes += 1
        if over and not _shared(upper[0], [other for _, other in around[:at]]):
            votes -= 1
    return votes > 0


def _shared(line: Line, sides: Sequence[Sequence[Line]]) -> bool:
    """True where a caption is also the nearest line of another table."""
    return any(bool(side) and side[0].start == line.start for side in sides)


def _introduces(line: Line) -> bool:
    return fold(line.text).endswith(":") and not is_caption(line.text)


def _below(lower: Sequence[Line]) -> list[Line] | None:
    if not lower or not is_caption(lower[0].text):
        return None
    return [lower[0], *(line for line in lower[1:2] if _goes_on(line))]


def _above(upper: Sequence[Line], taken: Collection[int]) -> list[Line] | None:
    free = [line for line in upper if line.start not in taken]
    for at, line in enumerate(free[:2]):
        if is_caption(line.text) and all(_goes_on(other) for other in free[:at]):
            return [line, *free[:at]]
    return None


def _goes_on(line: Line) -> bool:
    """True for a line that looks like the rest of a caption or title: it begins small, or is a year."""
    text = line.text.strip()
    return (
        not text.endswith((".", ":"))
        and len(text) < HEADING_LENGTH
        and (text[:1].islower() or text.isdigit())
    )


def _caption(own: Sequence[Line] | None, upper: Sequence[Line], taken: Collection[int]) -> str | None:
    free = [line for line in upper if line.start not in taken or (own and line in own)]
    nearest = next((line for line in free if not (own and line in own)), None)
    said = [fold(" ".join(line.text for line in own))] if own else []
    if nearest is not None and _introduces(nearest):
        said.insert(0, fold(nearest.text))
    if said:
        return " ".join(said)
    for at, line in enumerate(free):
        if is_caption(line.text) or _is_heading(fold(line.text)):
            rest = free[at - 1] if at and _goes_on(free[at - 1]) else None
            return fold(f"{line.text} {rest.text}" if rest else line.text)
    return None


def _is_heading(line: str) -> bool:
    return (
        2 < len(line) <= HEADING_LENGTH and not line.endswith((".", ",", ";", "!", "?")) and line[0].isupper()
    )
