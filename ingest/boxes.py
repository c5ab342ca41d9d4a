"""Where words stand on a page, in a form small enough to keep for every page.

Coordinates are in points from the top left corner of the page as it is shown
(rotation applied). Packed, a word takes 14 bytes before compression: places are
rounded to a tenth of a point, which no screen can show.
"""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterable
from typing import NamedTuple

from ingest.document import Span

_RECORD = struct.Struct("<IHHHHH")
_STEP = 10.0  # tenths of a point
_LIMIT = 0xFFFF


class Box(NamedTuple):
    """A rectangle in points; ``left <= right`` and ``top <= bottom``."""

    left: float
    top: float
    right: float
    bottom: float


class Word(NamedTuple):
    """A word and its place; `start` counts from the beginning of the page's text."""

    start: int
    length: int
    box: Box


def pack(words: Iterable[Word]) -> bytes:
    """Words as bytes for `Page.boxes`; `unpack` gives them back to 0.05 points."""
    records = bytearray()
    for word in words:
        sides = (min(max(round(side * _STEP), 0), _LIMIT) for side in word.box)
        records += _RECORD.pack(word.start, min(word.length, _LIMIT), *sides)
    return zlib.compress(bytes(records), 6) if records else b""


def unpack(packed: bytes) -> list[Word]:
    """The words that `pack` was given, in the same order."""
    if not packed:
        return []
    return [
        Word(start, length, Box(*(side / _STEP for side in sides)))
        for start, length, *sides in _RECORD.iter_unpack(zlib.decompress(packed))
    ]


def line_boxes(words: Iterable[Word], span: Span) -> list[Box]:
    """One box for each printed line of `span` (offsets within the page's text).

    Neighbouring words join while they share most of their height and go on to the
    right by no more than four line heights, so that two columns stay two boxes.
    """
    lines: list[Box] = []
    for word in words:
        if word.start >= span.end or word.start + word.length <= span.start:
            continue
        if lines and _continues(lines[-1], word.box):
            last = lines[-1]
            lines[-1] = Box(
                min(last.left, word.box.left),
                min(last.top, word.box.top),
                max(last.right, word.box.right),
                max(last.bottom, word.box.bottom),
            )
        else:
            lines.append(word.box)
    return lines


def _continues(line: Box, word: Box) -> bool:
    height = min(line.bottom - line.top, word.bottom - word.top)
    shared = min(line.bottom, word.bottom) - max(line.top, word.top)
    gap = word.left - line.right
    return shared > 0.5 * height and -2 * height < gap < 4 * max(height, 1.0)
