"""The header of a table in running text: the longest run of lines whose words are all headings."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from ingest.tables.grid import is_caption
from ingest.tables.headings import Heading, is_project_header, read_heading, split_words
from ingest.tables.lines import Line
from ingest.tables.vocabulary import Role

# A header's words are spread over at most so many lines with words, one for each cell's line.
HEADER_LINES = 16
# ... and are no more than this, of which at least so large a share is known.
HEADER_WORDS, KNOWN_SHARE = 45, 0.7
# So many words at its end may be the beginning of a heading that goes on in the next line.
TAIL_WORDS = 2
# An unknown heading between known ones has no more words.
UNKNOWN_WORDS = 3
_YEAR = re.compile(r"(?:19|20)\d\d")
# What may stand right above a header and is none: the year of a title that wraps, a sentence about the amounts.
_ABOVE = re.compile(r"(?:19|20)\d\d|(?:\S+ ){2,}\S*[a-zæøå]{2}\.")


@dataclass(frozen=True, slots=True)
class WordedHeader:
    """headings in lines `first` up to `after`. stacked: each heading has a line of its own."""

    headings: tuple[str, ...]
    first: int
    after: int
    stacked: bool


def header_at(lines: Sequence[Line], seed: int) -> WordedHeader | None:
    """The header that begins at line `seed`: the longest run of lines whose words are all headings."""
    if _ABOVE.fullmatch(lines[seed].text.strip()):
        return None
    words: list[str] = []
    best: WordedHeader | None = None
    taken = 0
    for at in range(seed, len(lines)):
        if lines[at].blank:
            continue
        taken += 1
        if taken > HEADER_LINES or is_caption(lines[at].text):
            break
        words += lines[at].text.split()
        parts = split_words(words)
        named = [" ".join(words[first:after]) for first, after in parts]
        known = [read_heading(part).exact for part in named]
        sure = parts if known[-1] or parts[-1][1] - parts[-1][0] > TAIL_WORDS else parts[:-1]
        covered = sum(after - first for (first, after), hit in zip(parts, known, strict=True) if hit)
        if len(words) > HEADER_WORDS or covered < KNOWN_SHARE * sum(after - first for first, after in sure):
            break
        if known[-1] and _is_header(named) and (best is None or all(known) or _goes_on(named, known)):
            best = WordedHeader(tuple(named), seed, at + 1, taken == len(named))
    return _with_years(best, lines) if best else None


def _with_years(header: WordedHeader, lines: Sequence[Line]) -> WordedHeader:
    """The header with the years of a second line under its one heading of amounts (``Budsjett``)."""
    below = next((at for at in range(header.after, len(lines)) if not lines[at].blank), None)
    years = lines[below].text.split() if below is not None else []
    headings = [read_heading(text) for text in header.headings]
    open_ = [at for at, heading in enumerate(headings) if heading.role is Role.AMOUNT and not heading.date]
    if below is None or len(open_) != 1 or len(years) < 2 or not all(map(_YEAR.fullmatch, years)):
        return header
    if any(int(after) - int(before) != 1 for before, after in pairwise(years)):
        return header
    at = open_[0]
    dated = [f"{header.headings[at]} {year}" for year in years]
    return replace(
        header, headings=(*header.headings[:at], *dated, *header.headings[at + 1 :]), after=below + 1
    )


def _goes_on(named: Sequence[str], known: Sequence[bool]) -> bool:
    """True where headings go on after an unknown one: it is short, and what follows tells of projects."""
    unknown = max((len(text.split()) for text, hit in zip(named, known, strict=True) if not hit), default=0)
    return unknown <= UNKNOWN_WORDS and read_heading(named[-1]).role not in {None, Role.OTHER, Role.FOREIGN}


def _is_header(named: Sequence[str]) -> bool:
    """True for headings of a table of projects: capitals, and more than a name with a year beside it."""
    headings = [read_heading(text) for text in named]
    said = {heading.role for heading in headings if heading.exact and not _YEAR.fullmatch(heading.text)}
    upper = sum(not text[:1].islower() for text in named)
    return (
        is_project_header(named)
        and len(said) > 1
        and upper >= KNOWN_SHARE * len(named)
        and _years_fit(headings)
    )


def _years_fit(headings: Sequence[Heading]) -> bool:
    """True unless a bare year among the headings can be no heading: an id, or an amount's end."""
    amounts = [heading for heading in headings if heading.role is Role.AMOUNT]
    bare = [heading for heading in amounts if _YEAR.fullmatch(heading.text)]
    if not bare:
        return True
    years = [int(heading.text) for heading in bare]
    steps = {abs(after - before) for before, after in pairwise(years)}
    return not any(heading.date for heading in amounts if heading not in bare) and steps <= {1}
