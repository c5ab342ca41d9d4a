"""A paper laid out: its lines without page headers, and the headings among them."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass

from ingest.document import Document, Kind, Span
from ingest.meeting.headings import Heading, find_headings
from ingest.meeting.lines import Line, merge, slide_footers, split_lines, without_headers


@dataclass(frozen=True, slots=True)
class Paper:
    """``text[start:end]`` as lines and headings; offsets are in `text`, which is the whole document's.

    headers: page headers and footers, sorted. year: of the meeting, where it is known.
    """

    text: str
    start: int
    end: int
    lines: Sequence[Line]
    headings: Sequence[Heading]
    headers: tuple[Span, ...]
    kind: Kind = Kind.OTHER
    year: int | None = None

    def between(self, start: int, end: int) -> Sequence[Heading]:
        """The headings that begin in ``text[start:end]``."""
        low = bisect_left(self.headings, start, key=lambda heading: heading.start)
        high = bisect_left(self.headings, end, key=lambda heading: heading.start)
        return self.headings[low:high]

    def part(self, start: int, end: int, kind: Kind = Kind.OTHER, year: int | None = None) -> Paper:
        """The paper within the paper that ``text[start:end]`` is."""
        low = bisect_left(self.lines, start, key=lambda line: line.start)
        high = bisect_left(self.lines, end, key=lambda line: line.start)
        return Paper(
            self.text, start, end, self.lines[low:high], self.between(start, end), self.headers, kind, year
        )


def lay_out(document: Document, *, slides: bool = False) -> Paper:
    """The whole document as one paper; of slides also their numbered footers are left out."""
    lines = split_lines(document.text)
    headers = merge(document.furniture, slide_footers(lines)) if slides else document.furniture
    kept = without_headers(lines, headers)
    return Paper(document.text, 0, len(document.text), kept, find_headings(kept), headers)
