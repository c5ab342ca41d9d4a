"""The lines of a text, and which of them run on from the one before.

Extraction leaves text in many shapes: one line a paragraph, lines wrapped at a margin, lines
wrapped with a blank line after each, slides of short lines, table rows. What a shape is can
only be told from many lines together, so it is measured over a stretch of them.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from ingest.stops import MONTH, carries_on

# How many lines are looked at together to tell the shape of a text: about a page.
_STRETCH = 40
# A line of this share of the stretch's width is full: the writer ran into the margin. Norwegian's long words
# leave up to a third of a line empty.
_FULL = 0.66
# With more than this share of the lines beginning in lower case, the stretch is wrapped running text; tables
# and lists have next to none.
_WRAPPED = 0.25
# Lines longer than this are whole paragraphs; no page is that wide.
_PARAGRAPH_LINE = 180
# A line of at most this many characters that ends in a colon is a label.
_LABEL = 60
# Characters on either side of a line's end within which a bracket opens and closes.
_BRACKET = 80
# A stretch is double-spaced when this share of its lines has exactly one blank line before it.
_DOUBLE = 0.6

# The gap of a line that goes on with nothing, whatever stands above it.
BREAK = 1 << 20

_LINE = re.compile(r"[^\s\ufeff\u200b](?:[^\n\r\f\v\x1c-\x1e\x85\u2028\u2029]*[^\s\ufeff\u200b])?")
_BULLET = r"(?:[•●○▪■□◦‣⁃∙·➢➤►▸✓✔❖\uf0b7\uf0a7\uf0d8\uf02d*+]|[-–—])[ \t\u00a0]+"
_NUMBERED = (
    rf"(?:\d{{1,2}}[.)](?!\s{{0,3}}{MONTH})|\(?[a-zæøå]\)|\([ivx\d]{{1,4}}\)|[ivx]{{1,4}}\))[ \t\u00a0]+"
)
ITEM = re.compile(rf"(?:{_BULLET}|{_NUMBERED})(?=\S)|[•●▪■◦‣➢➤►\uf0b7\uf0a7\uf0d8](?=\S)")
# What begins something new: a markdown heading or row, a case, a numbered heading or table row, a caption.
_OPENER = re.compile(
    r"#{1,6}\s|\||§|(?:(?:sak|saksnr\.?|ps|fs|ks|hs)\s?)?\d{1,4}/\d{2,4}\b|\d{1,2}(?:\.\d{1,2}){1,3}\.?\s"
    r"|\d{1,4}\s+(?-i:[A-ZÆØÅ])|(?:figur|tabell|vedlegg|kilde|figure|table|sak)\s?\d",
    re.IGNORECASE,
)
_DIVIDED = re.compile(r"(?:\w[-\u00ad‐]|(?<!\d)\d{1,2}\.)\Z")  # «e-» before «helse», «13.» before «mai»
_ADDRESS = re.compile(r"(?:https?://|www\.)\S+\Z")
_UNFINISHED = re.compile(
    r"(?:,|\b(?:og|eller|av|i|på|til|for|med|som|at|fra|om|den|det|de|en|et|the|of|and))\Z"
)


class Line(NamedTuple):
    """A line that is not blank, without the blanks at its ends; `gap` blank lines stand before it."""

    start: int
    end: int
    gap: int


def lines_of(text: str, start: int, end: int) -> list[Line]:
    """The lines of ``text[start:end]`` that are not blank, in order."""
    found: list[Line] = []
    before = start
    mark = "\n" if "\n" in text else "\r"
    for match in _LINE.finditer(text, start, end):
        left, right = match.span()
        gap = text.count(mark, before, left) - 1 if found else 0
        found.append(Line(left, right, max(gap, 0)))
        before = right
    return found


def flows(text: str, lines: Sequence[Line]) -> list[tuple[int, int]]:
    """Lines that belong together, as half-open ranges of `lines`: a paragraph, a heading, an item, a row.

    Every line is in exactly one range, and the ranges are in order.
    """
    groups: list[tuple[int, int]] = []
    for first in range(0, len(lines), _STRETCH):
        shape = _shape_of(text, lines[first : first + _STRETCH])
        for index in range(first, min(first + _STRETCH, len(lines))):
            if index and _runs_on(text, lines[index - 1], lines[index], shape):
                groups[-1] = (groups[-1][0], index + 1)
            else:
                groups.append((index, index + 1))
    return groups


class _Shape(NamedTuple):
    """How a stretch of lines is set. width: of a full line, in characters; 0 where lines are not wrapped."""

    width: int
    wrapped: bool
    double: bool


def _shape_of(text: str, lines: Sequence[Line]) -> _Shape:
    widths = sorted(line.end - line.start for line in lines)
    width = widths[int(0.9 * (len(widths) - 1))]
    lower = sum(text[line.start].islower() for line in lines)
    single_gaps = sum(line.gap == 1 for line in lines[1:])
    return _Shape(
        width=0 if width > _PARAGRAPH_LINE else width,
        wrapped=lower >= _WRAPPED * len(lines),
        double=len(lines) > 3 and single_gaps >= _DOUBLE * (len(lines) - 1),
    )


def _runs_on(text: str, above: Line, line: Line, shape: _Shape) -> bool:
    """Whether `line` goes on with what `above` began."""
    if not _is_near(text, above, line, shape):
        return False
    if ITEM.match(text, line.start, line.end) or "\t" in text[line.start : line.end]:
        return False
    if _UNFINISHED.search(text, max(above.start, above.end - 8), above.end) or _in_brackets(
        text, above, line
    ):
        return True
    if _is_full(above, shape) and carries_on(text, above.start, above.end, line.start):
        return True
    if not text[line.start].islower():
        return shape.wrapped and _is_full(above, shape) and not _begins_anew(text, above, line, shape)
    last = text[above.end - 1]
    if _DIVIDED.search(text, above.end - 3, above.end) or last in ":;":
        return last not in ":;"
    return _is_full(above, shape) or (shape.wrapped and last not in ".!?")


def _in_brackets(text: str, above: Line, line: Line) -> bool:
    """Whether a bracket is open between two lines, or opens with the second: «Kari Lie (Helse» and «Fjell)»."""
    if text[line.start] == "(":
        return text[above.end - 1] not in ".!?:;"
    opened = text.rfind("(", max(above.start, above.end - _BRACKET), above.end)
    if opened < 0 or text.find(")", opened, above.end) >= 0:
        return False
    closed = text.find(")", line.start, min(line.end, line.start + _BRACKET))
    return closed >= 0 and text.find("(", line.start, closed) < 0


def _is_near(text: str, above: Line, line: Line, shape: _Shape) -> bool:
    """Whether the blank lines between two lines leave room for one to go on with the other."""
    if line.gap == 0 or (line.gap == 1 and shape.double):
        return "\f" not in text[above.end : line.start]
    if line.gap > 1 or "\f" in text[above.end : line.start]:
        return False
    # One blank line within a sentence is extraction's, not the writer's.
    unended = text[above.end - 1] not in ".!?:;" or carries_on(text, above.start, above.end, line.start)
    return text[line.start].islower() and unended and _is_full(above, shape)


def _begins_anew(text: str, above: Line, line: Line, shape: _Shape) -> bool:
    """Whether a line that begins in a capital is something new, although the one above is full."""
    if text[above.end - 1] == ":" or (text[line.end - 1] == ":" and line.end - line.start <= _LABEL):
        return True
    if shape.double and line.gap == 0 and text[above.end - 1] in ".!?":
        return True
    return bool(
        _OPENER.match(text, line.start, line.end)
        or _OPENER.match(text, above.start, above.end)
        or _ADDRESS.search(text, max(above.start, above.end - 200), above.end)
    )


def _is_full(line: Line, shape: _Shape) -> bool:
    return shape.width > 0 and line.end - line.start >= _FULL * shape.width
