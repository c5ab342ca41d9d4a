"""What the API's description says of its JSON; made to describe, never filled.

Where the program itself has the type (`search.types`), that one is described.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal

from search.types import Hit

Colour = Literal["rød", "gul", "grønn"]


@dataclass(frozen=True, slots=True)
class Found:
    """Passages that fit a query, best first."""

    query: str
    hits: list[Hit]
    did_you_mean: str | None


@dataclass(frozen=True, slots=True)
class Place:
    """A quote: the document's extracted text from `start` to `end` (characters)."""

    document: str
    page: int | None
    start: int
    end: int
    quote: str
    exempt: str | None
    ocr: bool


@dataclass(frozen=True, slots=True)
class Step:
    """One of the cases that treated the same matter, oldest first."""

    number: str
    body: str | None
    date: str | None
    title: str
    status: str


@dataclass(frozen=True, slots=True)
class CaseObject:
    """A case that a number may mean."""

    number: str
    year: int
    sequence: int
    body: str | None
    meeting: str | None
    date: str | None
    title: str
    type: str | None
    presenter: str | None
    officer: str | None
    archive_number: str | None
    proposed: Place | None
    decision: Place | None
    vote: Place | None
    status: Literal["vedtatt", "foreslått", "utsatt", "trukket", "ikke behandlet", "ukjent"]
    mentions: list[Place]
    matter: list[Step]


@dataclass(frozen=True, slots=True)
class Cases:
    """All cases that a number may mean, none guessed; `nearest` numbers where there is none."""

    number: str
    candidates: list[CaseObject]
    nearest: list[str]


@dataclass(frozen=True, slots=True)
class RowObject:
    """A row of a table: a project in one report."""

    document: str
    page: int | None
    start: int
    end: int
    quote: str
    issued: str | None
    as_of: str | None
    table: str | None
    id: int | None
    name: str
    owner: str | None
    lead: str | None
    status: Colour | None
    risk: Colour | None
    progress: float | str | None
    amounts: dict[str, float]
    unit: str | None
    cells: dict[str, str]
    doubtful: str | None
    colours: list[dict[str, Any]]
    exempt: str | None


@dataclass(frozen=True, slots=True)
class Rows:
    """Rows of the archive's tables."""

    rows: list[RowObject]


@dataclass(frozen=True, slots=True)
class Paper:
    """One of the papers that a document holds."""

    start: int
    end: int
    title: str
    date: str | None
    body: str | None
    kind: str
    case: str | None
    meeting: str | None
    draft: bool
    exempt: str | None


@dataclass(frozen=True, slots=True)
class DocumentObject:
    """A document; `reason` says why one could not be read."""

    document: str
    title: str
    state: Literal["ok", "unreadable"]
    reason: str | None
    pages: int | None
    unread_pages: list[int]
    passages: int
    characters: int
    indexed: str
    papers: list[Paper]


@dataclass(frozen=True, slots=True)
class Documents:
    """A stretch of the list of documents, and how many there are in all."""

    documents: list[DocumentObject]
    total: int


@dataclass(frozen=True, slots=True)
class Problem:
    """An error (RFC 9457); `detail` is a sentence that says what is wrong and how to mend it."""

    type: str
    title: str
    status: int
    detail: str
