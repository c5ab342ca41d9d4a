"""What is asked of the index and what it gives back."""

from __future__ import annotations

from dataclasses import dataclass

from corpus.errors import Reason
from ingest.document import Kind, Span


@dataclass(frozen=True, slots=True)
class Filters:
    """Which passages may be found; a field that is None filters nothing.

    since, until: ISO dates, possibly cut to a month or year, both inclusive. body, kind and
    document: the names as stored (`search.filters.resolve` finds them from what a user wrote).
    A part without a date does not pass a date filter. cases: numbers (``15/20``); passages that stand in one
    of these cases pass, wherever the case is told of.
    """

    since: str | None = None
    until: str | None = None
    bodies: tuple[str, ...] | None = None
    kind: Kind | None = None
    documents: tuple[str, ...] | None = None
    cases: tuple[str, ...] | None = None

    def __bool__(self) -> bool:
        """Whether anything is filtered."""
        return self != Filters()


@dataclass(frozen=True, slots=True)
class About:
    """A passage's id, its document's and its part's, and what an engine may choose passages by."""

    passage: int
    document: int
    part: int
    date: str | None = None
    body: str | None = None
    kind: str = ""
    case: str | None = None
    collection: str = ""


@dataclass(frozen=True, slots=True)
class StoredDocument:
    """A document as the index holds it.

    state: ``ok`` or ``unreadable`` (then `reason` is the sentence that says why).
    unread_pages: numbers of pages that show something but gave no text.
    """

    id: int
    name: str
    source: str
    fingerprint: str
    size: int
    modified: int
    media: str | None
    title: str
    state: str
    reason: Reason | None
    characters: int
    pages: int
    passages: int
    unread_pages: tuple[int, ...]
    indexed: str


@dataclass(frozen=True, slots=True)
class StoredPassage:
    """A passage with what it inherits from its part and document.

    heading: the path of headings above it, outermost first. sentences: document offsets.
    exempt: the mark (``offl. § 13``) where the passage is exempt from public access.
    ocr: some of it was recognised in a picture.
    """

    id: int
    document: str
    title: str
    page: int | None
    start: int
    end: int
    text: str
    heading: tuple[str, ...]
    sentences: tuple[Span, ...]
    part: int
    date: str | None
    body: str | None
    kind: str
    case: str | None
    draft: bool
    exempt: str | None = None
    ocr: bool = False


@dataclass(frozen=True, slots=True)
class StoredPart:
    """A paper within a document, as `ingest.document.Part` describes it."""

    document: str
    start: int
    end: int
    title: str
    kind: str
    date: str | None
    body: str | None
    meeting: str | None
    case: str | None
    draft: bool
    exempt: str | None = None
