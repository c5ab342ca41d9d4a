"""The text of a PDF page in the contract's form, and where its words stand.

PDFium numbers a page's characters in UTF-16 units, ends lines by CRLF and gives U+FFFE for a
hyphen at a line's end; the extracted text has Python's characters, LF and ``-``.
"""

from __future__ import annotations

import ctypes
import re
from collections.abc import Iterator
from typing import Any

from ingest.boxes import Box, Word

# A hyphen at a line's end closes a word: what follows stands on the next line.
_WORD = re.compile(r"[^\s\ufffe]+\ufffe?|\ufffe")
_ASTRAL = re.compile(r"[\U00010000-\U0010ffff]")


def page_text(raw: str) -> str:
    """PDFium's text of a page as the contract defines it (CRLF, U+FFFE and form feeds replaced)."""
    return raw.replace("\r\n", "\n").replace("\ufffe", "-").replace("\f", " ")


def page_words(page: Any, textpage: Any, raw: str) -> Iterator[Word]:
    """The words of a page with their boxes; offsets count in ``page_text(raw)``.

    A box runs from the first to the last character's font box, which is right for any
    direction of writing. Words that lie outside the page as it is shown are left out.
    """
    import pypdfium2.raw as pdfium

    place = placement(page)
    unit = _char_index(textpage, raw)
    font_box, handle = pdfium.FPDFText_GetLooseCharBox, textpage.raw
    first, last = pdfium.FS_RECTF(), pdfium.FS_RECTF()
    at_first, at_last = ctypes.byref(first), ctypes.byref(last)
    breaks, scanned = 0, 0  # line ends so far: CRLF is two characters in raw and one in the text
    for match in _WORD.finditer(raw):
        start, end = match.span()
        breaks += raw.count("\r\n", scanned, start)
        scanned = start
        if not (font_box(handle, unit(start), at_first) and font_box(handle, unit(end - 1), at_last)):
            continue
        box = place(
            min(first.left, last.left),
            min(first.bottom, last.bottom),
            max(first.right, last.right),
            max(first.top, last.top),
        )
        if box is not None:
            yield Word(start - breaks, end - start, box)


def placement(page: Any) -> Any:
    """A function from a rectangle of the PDF's own space to a box on the page as shown, or None off it."""
    left, bottom, right, top = page.get_bbox()
    turn = page.get_rotation()
    width, height = page.get_size()

    def place(x0: float, y0: float, x1: float, y1: float) -> Box | None:
        if turn == 90:
            sides = (y0 - bottom, x0 - left, y1 - bottom, x1 - left)
        elif turn == 180:
            sides = (right - x1, y0 - bottom, right - x0, y1 - bottom)
        elif turn == 270:
            sides = (top - y1, right - x1, top - y0, right - x0)
        else:
            sides = (x0 - left, top - y1, x1 - left, top - y0)
        box = Box(max(sides[0], 0.0), max(sides[1], 0.0), min(sides[2], width), min(sides[3], height))
        return box if box.left < box.right and box.top < box.bottom else None

    return place


def _char_index(textpage: Any, raw: str) -> Any:
    """A function from an index into `raw` to PDFium's index of that character."""
    import pypdfium2.raw as pdfium

    astral = [match.start() for match in _ASTRAL.finditer(raw)]
    if textpage.count_chars() == len(raw) + len(astral):
        if not astral:
            return int
        from bisect import bisect_left

        return lambda index: index + bisect_left(astral, index)

    def mapped(index: int) -> int:
        units = index + sum(place < index for place in astral)
        return int(pdfium.FPDFText_GetCharIndexFromTextIndex(textpage.raw, units))

    return mapped
