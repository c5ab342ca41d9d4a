"""A text as it reads, without the ends of its lines, and the way back to its own offsets."""

from __future__ import annotations

import re
from bisect import bisect_right
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from spacy.tokens import Span

_UNSEEN = re.compile(r"[\ud800-\udfff]")  # halves of pairs: spaCy's strings cannot hold them
_SPACES = re.compile(r"(?P<hyphen>(?<=\w-)\n\s*(?=[a-zæøå])(?!og\b|eller\b))|\s{2,}")


class Flat:
    """A text with each run of white space as one space, and the way back to the text's own offsets.

    A word broken after its own hyphen (``e-`` at a line's end, ``helse`` on the next) is whole again.
    """

    def __init__(self, text: str) -> None:
        self._source = text
        pieces, self._flat_at, self._shift = [], [0], [0]
        at = length = 0
        for match in _SPACES.finditer(text):
            pieces.append(text[at : match.start()])
            between = " " if match["hyphen"] is None else ""
            length += match.start() - at + len(between)
            at = match.end()
            self._flat_at.append(length)
            self._shift.append(at - length)
            pieces.append(between)
        pieces.append(text[at:])
        self.text = _UNSEEN.sub("\ufffd", re.sub(r"\s", " ", "".join(pieces)))

    def place(self, start: int, end: int) -> tuple[int, int]:
        """The text's own offsets of ``[start:end)`` of the flat one; neither end is within white space."""
        return self._back(start), self._back(end - 1) + 1

    def original(self, span: Span) -> str:
        """The text's own characters of a span of the flat one."""
        start, end = self.place(span.start_char, span.end_char)
        return self._source[start:end]

    def _back(self, offset: int) -> int:
        return offset + self._shift[bisect_right(self._flat_at, offset) - 1]
