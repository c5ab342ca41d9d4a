"""What a reader gives back: the text of one file, with its pages and what it says about itself."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from ingest.boxes import Box
from ingest.document import Fill, Media, Outline, Page
from ingest.read.watch import Watch


@dataclass(frozen=True, slots=True)
class Reading:
    """The content of one file, before it has a name and a fingerprint.

    The fields are those of `ingest.document.Document`.
    pictures: numbers of the pages that are mostly a picture; one of them whose only text is
        furniture is a scan with a stamp on it, and not readable.
    figures: pictures on which no text lies, with their pages; they may hold text of their own.
    """

    media: Media
    text: str
    pages: tuple[Page, ...] = ()
    title: str | None = None
    author: str | None = None
    created: str | None = None
    outline: tuple[Outline, ...] = ()
    pictures: frozenset[int] = frozenset()
    figures: tuple[tuple[int, Box], ...] = ()
    fills: tuple[Fill, ...] = ()
    ocr: str | None = None


class Reader(Protocol):
    """Bytes to pages. `name` is the document's name, for sentences shown to the user.

    `watch` is told of each page before it is read, and its limits are kept.

    Raises `corpus.errors.UnreadableError` where the bytes cannot be read.
    """

    def __call__(self, data: bytes, name: str, watch: Watch | None = None, /) -> Reading:
        """The content of the file whose bytes are `data`."""
        ...
