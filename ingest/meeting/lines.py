"""A document's text as lines, and the page headers that stand among them.

Headings that text extraction glued to what stands before them (``… er følgende:Vedtak: …``)
are cut loose, so that all that follows may look at the beginnings of lines alone.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Sequence
from typing import NamedTuple

from ingest.document import Document, Span

# A page header is a line that comes at least this often; below it, a repeated line is a coincidence.
HEADER_REPEATS = 4
# A header has at most this many lines above or below the one with the page's number.
HEADER_BLOCK = 4
# A neighbour comes at least once in so many pages: closing lines of cases sometimes stand there too.
HEADER_OFTEN = 0.1
# A line belongs to the header where this share of its occurrences stands beside one.
HEADER_SHARE = 0.7
# Between two header lines, a line with fewer letters is a scrap of a signature.
SCRAP_LETTERS = 15
# No header or footer line is longer.
HEADER_LENGTH = 160


class Line(NamedTuple):
    """A line that is not blank: ``text[start:end]`` without the white space around it.

    blank: whether a blank line or a page break stands before it.
    """

    start: int
    end: int
    text: str
    blank: bool


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
_PAGE_NUMBER = re.compile(
    r"\b(?:side|page)\W{0,3}\d|\bmøte(?:bok|protokoll)\w*\W{0,3}\d|^\W{0,3}\d{1,4}\s(?:av|of)\s\d{1,4}\W{0,3}$",
    re.IGNORECASE,
)
_CASE = re.compile(r"\W{0,3}(?:sak|ps)\b", re.IGNORECASE)
_FOLD = re.compile(r"[\W_]+")
_DIGITS = re.compile(r"\d+")


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
        for low, high in zip(bounds, bounds[1:], strict=False):
            piece = text[low:high]
            stripped = piece.strip(" \t\xa0\ufeff")
            if not stripped:
                continue
            begin = low + piece.index(stripped[0])
            gap = text.count("\n", last, begin) > 1 or "\f" in text[last:begin]
            lines.append(Line(begin, begin + len(stripped), stripped, gap or begin == start))
            last = begin + len(stripped)
    return lines


def find_headers(document: Document, lines: Sequence[Line]) -> tuple[Span, ...]:
    """Running headers and footers among `lines`: `document.furniture`, and what repeats with page numbers.

    Text without pages keeps its page headers (``Møtebok 1/98``, ``Side 26``, signatures). A line
    with a page's number counts where it comes back with other digits; its neighbours count
    where they mostly stand beside such a line. Sorted, never overlapping.
    """
    keys = [_key(line.text) for line in lines]
    counts = Counter(key for key in keys if key)
    header = [
        counts[key] >= HEADER_REPEATS and _PAGE_NUMBER.search(line.text) is not None and not _CASE.match(line.text)
        for key, line in zip(keys, lines, strict=True)
    ]
    often = max(HEADER_REPEATS, HEADER_OFTEN * sum(header))
    repeated = [counts[key] >= often and not _CASE.match(line.text) for key, line in zip(keys, lines, strict=True)]
    for _ in range(HEADER_BLOCK):
        beside = [
            repeated[i] and ((i > 0 and header[i - 1]) or (i + 1 < len(header) and header[i + 1]))
            for i in range(len(lines))
        ]
        near = Counter(key for key, is_beside, is_header in zip(keys, beside, header, strict=True) if is_beside or is_header)
        grown = [
            is_header or (is_beside and near[key] >= HEADER_SHARE * counts[key])
            for key, is_beside, is_header in zip(keys, beside, header, strict=True)
        ]
        if grown == header:
            break
        header = grown
    spans = [Span(line.start, line.end) for line, is_header in zip(lines, _fill(lines, header), strict=True) if is_header]
    return merge(spans, document.furniture)


def _fill(lines: Sequence[Line], header: list[bool]) -> list[bool]:
    """Also the scraps (signatures read by OCR) between two header lines of one block."""
    filled = list(header)
    for index in range(1, len(lines) - 1):
        if not header[index] and header[index - 1] and any(header[index + 1 : index + 3]):
            filled[index] = sum(map(str.isalpha, lines[index].text)) < SCRAP_LETTERS
    return filled


def merge(*groups: Sequence[Span]) -> tuple[Span, ...]:
    """All spans of the groups, sorted, those that overlap made one."""
    merged: list[Span] = []
    for span in sorted(span for group in groups for span in group):
        if merged and span.start <= merged[-1].end:
            merged[-1] = Span(merged[-1].start, max(merged[-1].end, span.end))
        else:
            merged.append(span)
    return tuple(merged)


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
    """`span` without the white space at its ends."""
    start, end = span.start, span.end
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return Span(start, end)


def _key(line: str) -> str:
    if len(line) > HEADER_LENGTH:
        return ""
    folded = _FOLD.sub(" ", _DIGITS.sub("#", line)).strip().lower()
    return folded or ""
