"""What a search and a question give back, with the contract's names and order of fields."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, Literal

from index.types import StoredPassage

Language = Literal["nb", "nn", "en"]


@dataclass(frozen=True, slots=True)
class Ranked:
    """A candidate: the passage and its score in [0, 1], which sinks from one to the next."""

    passage: StoredPassage
    score: float


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """Another place where a hit's text stands, word for word or nearly so."""

    document: str
    page: int | None
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Hit:
    """A passage that was found. score: in [0, 1], higher is better, comparable within one search.

    also: the other places where it says the same. exempt: the mark (``offl. § 13``)
    where the paper is exempt from public access. ocr: some of it was recognised in a picture of text.
    """

    document: str
    title: str
    page: int | None
    start: int
    end: int
    score: float
    text: str
    date: str | None
    body: str | None
    kind: str
    case: str | None
    heading: tuple[str, ...] = ()
    also: tuple[Elsewhere, ...] = ()
    exempt: str | None = None
    ocr: bool = False


@dataclass(frozen=True, slots=True)
class Citation:
    """A quote and where it stands; `quote` is the extracted text's ``[start:end]``.

    exempt: the mark (``offl. § 13``) where the paper is exempt from public access.
    ocr: some of the quote was recognised in a picture of text.
    """

    n: int
    document: str
    title: str
    page: int | None
    start: int
    end: int
    quote: str
    date: str | None = None
    body: str | None = None
    kind: str | None = None
    case: str | None = None
    heading: tuple[str, ...] = ()
    exempt: str | None = None
    ocr: bool = False


@dataclass(frozen=True, slots=True)
class Searched:
    """What an answer rests on: how many documents, and which were not wholly read.

    pages: of documents that were read in part, the numbers of the pages that were not. cure: the
    command that installs what reads scanned pages, where some wait for it.
    """

    documents: int
    unreadable: tuple[str, ...]
    pages: dict[str, tuple[int, ...]] = field(default_factory=dict)
    cure: str | None = None


@dataclass(frozen=True, slots=True)
class Answer:
    """An answer; where `answered` is false, `kind` is ``none`` and `citations` is empty.

    text: in the question's language, with ``[n]`` marks that name citations.
    nearest: what came closest, where nothing answers; plainly not the answer.
    did_you_mean: the question with its likely typing errors mended; never what was answered.
    read_as: the question as it was read, where it followed up another one. notes: what a reader should know of
    how the text was made: that a model phrased it, and what of that was left out.
    """

    question: str
    language: Language
    answered: bool
    kind: Literal["case", "records", "passage", "none"]
    text: str
    citations: tuple[Citation, ...] = ()
    cases: tuple[dict[str, Any], ...] = ()
    records: tuple[dict[str, Any], ...] = ()
    searched: Searched = field(default_factory=lambda: Searched(0, ()))
    nearest: tuple[Citation, ...] = ()
    did_you_mean: str | None = None
    read_as: str | None = None
    notes: tuple[str, ...] = ()
