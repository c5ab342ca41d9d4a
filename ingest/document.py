"""What a document is once it has been read: text, pages, parts, passages.

Every other module of ingest makes or refines these types; they import nothing
heavy and do nothing. All offsets are character offsets (Python ``str`` indices)
in ``Document.text``, the *extracted text* of the document, half open
(``text[start:end]``). Pages are numbered from 1.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum


class Media(StrEnum):
    """What a file was, judged by its content rather than by its ending."""

    PDF = "pdf"
    TEXT = "text"
    MARKDOWN = "markdown"
    DOCX = "docx"
    ODT = "odt"
    HTML = "html"
    PPTX = "pptx"
    XLSX = "xlsx"
    EML = "eml"
    ZIP = "zip"


class Kind(StrEnum):
    """What a paper is. The values are part of the command-line contract."""

    AGENDA = "agenda"
    MINUTES = "minutes"
    CASE_PAPER = "case paper"
    REPORT = "report"
    SLIDES = "slides"
    OTHER = "other"


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A place in the extracted text: ``text[start:end]``, ``0 <= start <= end``."""

    start: int
    end: int

    def of(self, text: str) -> str:
        """The characters that the span covers."""
        return text[self.start : self.end]


@dataclass(frozen=True, slots=True)
class Page:
    """One page of a source that has pages: a PDF's, a slide, a sheet, a file in a file, text between form feeds.

    start, end: the page's own text, without the form feed that ends it.
    width, height: in points, as the page is shown (rotation applied); 0 for text.
    label: the page's printed label (``iv``, ``A-2``) where the source has one.
    readable: False where the page shows something that was not read, all of it or a part.
    boxes: the words' places, packed by `ingest.boxes`; empty where there are none.
    ocr: where in the document's text that begins which was recognised in the page's picture;
        it ends with the page. None where all was read as text.
    """

    number: int
    start: int
    end: int
    width: float = 0.0
    height: float = 0.0
    label: str | None = None
    readable: bool = True
    boxes: bytes = b""
    ocr: int | None = None


@dataclass(frozen=True, slots=True)
class Fill:
    """The colour of a table's cell that begins at an offset; red, green and blue from 0 to 255."""

    at: int
    rgb: tuple[int, int, int]


@dataclass(frozen=True, slots=True)
class Outline:
    """An entry of a PDF's own table of contents; level 0 is the outermost."""

    title: str
    level: int
    page: int | None


@dataclass(frozen=True, slots=True)
class Document:
    """A file that has been read.

    name: as the contract names documents (path relative to the indexed folder, ``/``).
    fingerprint: of the source's bytes (`corpus.fingerprint`).
    text: the extracted text, exactly as the contract defines it.
    pages: empty where the source has none.
    furniture: running headers, footers and page numbers; sorted, never overlapping,
        kept out of passages and never out of the text.
    fills: colours of tables' cells in kinds that say them (PDF does not); sorted.
    ocr: what recognises text in pictures, where pages wanted it; "" where nothing was there
        that could, None where no page wanted it.
    """

    name: str
    fingerprint: str
    media: Media
    text: str
    pages: tuple[Page, ...] = ()
    title: str | None = None
    author: str | None = None
    created: str | None = None
    outline: tuple[Outline, ...] = ()
    furniture: tuple[Span, ...] = ()
    fills: tuple[Fill, ...] = ()
    ocr: str | None = None

    def page_at(self, offset: int) -> int | None:
        """The number of the page on which `offset` lies; None without pages."""
        low, high = 0, len(self.pages)
        while low < high:
            middle = (low + high) // 2
            if self.pages[middle].start <= offset:
                low = middle + 1
            else:
                high = middle
        return self.pages[low - 1].number if low else None


@dataclass(frozen=True, slots=True)
class Part:
    """One paper within a document: an agenda, the minutes of a meeting, a case paper.

    The parts of a document are in order, do not overlap and cover its whole text.
    date: ISO 8601, cut to what is known (``2020-10``). body: as the paper names it.
    meeting: the meeting's own number (``3/2020``).
    case: the case number (``15/20``) where the whole part is one case's paper.
    """

    start: int
    end: int
    title: str
    kind: Kind = Kind.OTHER
    date: str | None = None
    body: str | None = None
    meeting: str | None = None
    case: str | None = None
    draft: bool = False


@dataclass(frozen=True, slots=True)
class Passage:
    """What is ranked: at most 800 characters, never over a page's end.

    part: index of its part in the document's parts. heading: the path of headings
    above it, outermost first. sentences: spans inside the passage (document offsets),
    in order, that leave out furniture.
    case: the case (``15/20``) that the passage stands in.
    """

    start: int
    end: int
    page: int | None
    part: int
    heading: tuple[str, ...] = ()
    case: str | None = None
    sentences: tuple[Span, ...] = field(default=())
