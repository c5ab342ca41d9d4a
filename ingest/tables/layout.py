"""Tables in text whose columns are kept by spaces, as a typewriter does.

The text becomes a page on which every character is equally wide, and is read as such a page.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from ingest.boxes import Box
from ingest.tables.grid import Table, Token
from ingest.tables.lines import Line
from ingest.tables.unruled import find_unruled

# The page: so many points for a character and for a line, of which the letters fill so many.
# Two spaces must be a gap between phrases, one must not (`ingest.tables.bands.PHRASE_SPACES`).
CHARACTER, LINE, LETTERS = 3.5, 12.0, 10.0
# A header is laid out in columns where so many gaps of two spaces or more stand in one of its lines.
GAPS = 2
# A table is read from so many lines at most, in one stretch without so many blank ones.
STRETCH, BLANK = 400, 4

# So many lines tell whether the columns are kept.
SAMPLE = 24

_GAP = re.compile(r"\S\s{2,}(?=\S)")


def find_laid_out(lines: Sequence[Line], seeds: Sequence[int]) -> list[Table]:
    """The tables of projects among `lines` whose columns spaces keep apart. seeds: where headers may be."""
    tables: list[Table] = []
    end = -1
    for seed in seeds:
        if seed <= end or not _laid_out(lines, seed):
            continue
        first = seed
        while first and not lines[first - 1].blank and len(_GAP.findall(lines[first - 1].text)) >= 1:
            first -= 1
        last = _last(lines, seed)
        tokens = [token for at in range(first, last) for token in _tokens(lines[at], at - first)]
        for placed in find_unruled(tokens, (), (), 0):
            table = placed.table
            records = tuple(replace(record, page=None) for record in table.records)
            tables.append(replace(table, page=None, records=records))
            end = max(end, *(at for at in range(first, last) if lines[at].start < table.end))
    return tables


def _laid_out(lines: Sequence[Line], seed: int) -> bool:
    """True where a header's gaps go on in the lines below: most of these begin phrases at places they share."""
    if len(_GAP.findall(lines[seed].text.strip())) < GAPS:
        return False
    starts = [
        {match.end() for match in _GAP.finditer(line.text)}
        for line in lines[seed : seed + SAMPLE]
        if not line.blank
    ]
    shared = Counter(place for places in starts for place in places)
    gapped = [places for places in starts if places]
    aligned = [places for places in gapped if 2 * sum(shared[place] > 1 for place in places) >= len(places)]
    return len(aligned) > 1 and 2 * len(aligned) >= len(gapped) and 2 * len(gapped) >= len(starts)


def _last(lines: Sequence[Line], seed: int) -> int:
    """The line after the stretch that a table may fill."""
    blank = 0
    for at in range(seed, min(len(lines), seed + STRETCH)):
        blank = blank + 1 if lines[at].blank else 0
        if blank > BLANK:
            return at
    return min(len(lines), seed + STRETCH)


def _tokens(line: Line, number: int) -> list[Token]:
    top = number * LINE
    return [
        Token(
            line.start + word.start(),
            line.start + word.end(),
            Box(word.start() * CHARACTER, top, word.end() * CHARACTER, top + LETTERS),
            word.group(),
        )
        for word in re.finditer(r"\S+", line.text.expandtabs(1))
    ]
