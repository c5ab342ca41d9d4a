"""A document's text as lines, with or without the page headers that stand among them.

Headings that text extraction glued to what stands before them (``… er følgende:Vedtak: …``)
are cut loose, so that all that follows may look at the beginnings of lines alone.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

from ingest.document import Span


class Line(NamedTuple):
    """A line that is not blank: ``text[start:end]`` without the white space around it.

    blank: whether a blank line or a page break stands before it.
    """

    start: int
    end: int
    text: str
    blank: bool


# A footer of slides comes at least so often.
FOOTER_REPEATS = 4

_FOOTER = re.compile(r"(?P<words>[^\d\n]{0,40}?)\s?\d{1,3}$")
_BLANKS = " \t\xa0\ufeff"
# What Markdown and tables put before the words of a line.
_MARKUP = "#*|> \t\xa0"
_ENDS = "#*|"
_LINE = re.compile(r"[^\n\r\f\v\u2028\u2029]+")
_GLUED = re.compile(
    r"""
      (?<=[a-zæøå.:;,)\d])(?=(?:Forslag\ til\ vedtak|Innstilling\ til\ vedtak|Vedtak|Votering|Saksprotokoll)\s?:)
    | (?<=[^\s/(])(?=(?:VI|V|IV|III|VII)\.?\s{1,2}[A-ZÆØÅ][\wæøå]+s\ vedtak\b)
    | (?<=\S)[^\S\n](?=(?:VI|V|IV|III|VII)\.\ {1,2}[A-ZÆØÅ][\wæøå]+s\ vedtak\ etter\ votering)
    | (?<=[a-zæøå.:;,)\d])(?=(?:[A-ZÁČĐŊŠŦŽÆØÅ][\wášžčđŋŧ]+/)?Sak(?:snr\.?)?\s?\d{1,4}/\d{2,4}(?!\d))
    | (?<=Sakstittel)(?=\d{1,4}/\d{2,4}(?!\d))
    | (?<=\d[.:]\d\d\.)[^\S\n](?=Sak\s\d{1,4}/\d{2,4}\s+[A-ZÆØÅ])
    | (?<=[a-zæøå.)])(?=[A-ZÆØÅ]{2,5}\s?[-–]\s?[Vv]edtak\s?:)
    """,
    re.VERBOSE,
)


def split_lines(text: str, start: int = 0, end: int | None = None) -> list[Line]:
    """The lines of ``text[start:end]`` in order; offsets are in `text`."""
    end = len(text) if end is None else end
    cuts = [match.start() for match in _GLUED.finditer(text, start, end)]
    lines: list[Line] = []
    last, cut = start, 0
    for match in _LINE.finditer(text, start, end):
        while cut < len(cuts) and cuts[cut] <= match.start():
            cut += 1
        bounds = [match.start()]
        while cut < len(cuts) and cuts[cut] < match.end():
            bounds.append(cuts[cut])
            cut += 1
        bounds.append(match.end())
        for low, high in pairwise(bounds):
            piece = text[low:high]
            stripped = piece.strip(_BLANKS).lstrip(_MARKUP)
            if not stripped:
                continue
            begin = low + piece.index(stripped)
            gap = text.count("\n", last, begin) > 1 or "\f" in text[last:begin]
            lines.append(Line(begin, begin + len(stripped), stripped, gap or begin == start))
            last = begin + len(stripped)
    return lines


def slide_footers(lines: Sequence[Line]) -> tuple[Span, ...]:
    """The lines of slides that repeat with another number each time (``Arkivverket 16``)."""
    keys = [match["words"].strip().lower() if (match := _FOOTER.match(line.text)) else None for line in lines]
    counts = Counter(key for key in keys if key is not None)
    return tuple(
        Span(line.start, line.end)
        for line, key in zip(lines, keys, strict=True)
        if key is not None and counts[key] >= FOOTER_REPEATS
    )


def merge(*groups: Sequence[Span]) -> tuple[Span, ...]:
    """All spans of the groups, sorted, those that overlap made one."""
    merged: list[Span] = []
    for span in sorted(span for group in groups for span in group):
        if merged and span.start <= merged[-1].end:
            merged[-1] = Span(merged[-1].start, max(merged[-1].end, span.end))
        else:
            merged.append(span)
    return tuple(merged)


def without_headers(lines: Sequence[Line], headers: Sequence[Span]) -> list[Line]:
    """The lines that no header covers; a break before a header is a break before what follows it."""
    starts = [span.start for span in headers]
    kept: list[Line] = []
    blank = False
    for line in lines:
        at = bisect_left(starts, line.start + 1) - 1
        if at >= 0 and headers[at].end >= line.end:
            blank = blank or line.blank
        else:
            kept.append(line._replace(blank=True) if blank else line)
            blank = False
    return kept


def without(text: str, span: Span, headers: Sequence[Span]) -> tuple[Span, ...]:
    """`span` cut into the pieces that are no header, each without white space at its ends."""
    pieces: list[Span] = []
    at = span.start
    first = max(0, bisect_left(headers, Span(span.start, span.start)) - 1)
    for header in headers[first:]:
        if header.start >= span.end:
            break
        if header.end <= at:
            continue
        pieces.append(Span(at, max(at, header.start)))
        at = max(at, header.end)
    pieces.append(Span(at, max(at, span.end)))
    return tuple(trimmed for piece in pieces if (trimmed := trim(text, piece)).start < trimmed.end)


def trim(text: str, span: Span) -> Span:
    """`span` without the white space, and the marks of Markdown and tables, at its ends."""
    start, end = span.start, span.end
    while start < end and (text[start].isspace() or text[start] in _ENDS):
        start += 1
    while end > start and (text[end - 1].isspace() or text[end - 1] in _ENDS):
        end -= 1
    return Span(start, end)
