"""A document that is added: what was read, the ids it gets, and its rows of the truth."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from corpus.errors import Reason
from corpus.scan import SourceFile
from index.language import Analyser
from index.records import records, short_records
from index.store import Store
from ingest.document import Document, Passage, Span
from ingest.pipeline import Digest

_CHUNK = 50_000  # characters of a text without pages that are kept, and later read, as one row


@dataclass(frozen=True, slots=True)
class Addition:
    """A document to add: what was read, or the sentence that says why it could not be.

    waits: it shall be read again when there is a program that recognises text in pictures.
    """

    source: SourceFile
    fingerprint: str
    digest: Digest | None
    reason: Reason | None = None
    replaces: int | None = None
    waits: bool = False


class Plan:
    """Which ids a document and its parts and passages get."""

    def __init__(self, document: int, first_passage: int, addition: Addition) -> None:
        self.document = document
        self.addition = addition
        self._first = first_passage

    @property
    def digest(self) -> Digest:
        """What was read; only of a document that could be."""
        assert self.addition.digest is not None
        return self.addition.digest

    def part(self, position: int) -> int:
        """A part's id: unique since a document has far fewer parts than this."""
        return self.document * 100_000 + position

    def passages(self) -> Iterator[tuple[int, int, Passage, str]]:
        """Id, part's id, passage and context of each passage."""
        digest = self.addition.digest
        if digest is None:
            return
        for i, (passage, context) in enumerate(zip(digest.passages, digest.contexts, strict=True)):
            yield self._first + i, self.part(passage.part), passage, context


def keep(store: Store, plan: Plan, analyser: Analyser) -> None:
    """Write the document into the truth; called inside a transaction."""
    addition, digest = plan.addition, plan.addition.digest
    source = addition.source
    document = digest.document if digest else None
    unread = [p.number for p in document.pages if not p.readable] if document else []
    title = (document.title if document else None) or Path(source.name).stem
    if digest and digest.parts:
        title = digest.parts[0].title or title
    store.insert(
        "documents",
        [
            (
                plan.document, source.name, str(source.path), addition.fingerprint, source.size,
                source.modified, str(document.media) if document else None, title,
                document.author if document else None, document.created if document else None,
                "ok" if document else "unreadable", addition.reason and addition.reason.packed,
                len(document.text) if document else 0, len(document.pages) if document else 0,
                len(digest.passages) if digest else 0, json.dumps(unread),
                datetime.now(UTC).isoformat(timespec="seconds"),
            )
        ],
        17,
    )  # fmt: skip
    if addition.waits:
        store.put_recognised(plan.document, "", ())
    if document is None or digest is None:
        return
    store.insert("pages", _pages(plan.document, document), 9)
    store.insert(
        "parts",
        (
            (plan.part(i), plan.document, i, p.start, p.end, p.title, str(p.kind), p.date, p.body,
             p.meeting, p.case, int(p.draft))
            for i, p in enumerate(digest.parts)
        ),
        12,
    )  # fmt: skip
    store.insert(
        "passages",
        (
            (number, plan.document, part, p.page, p.start, p.end, _passage_text(document, p), context,
             json.dumps(p.heading, ensure_ascii=False),
             json.dumps([offset for s in p.sentences for offset in (s.start, s.end)]), p.case)
            for number, part, p, context in plan.passages()
        ),
        11,
    )  # fmt: skip
    store.insert_records(plan.document, records(digest))
    store.insert_records(plan.document, short_records(document.text, analyser))
    marks = [(found.span.start, found.span.end, found.mark) for found in digest.exempt]
    store.put_marks(plan.document, document.text, digest.personal, marks)
    if document.ocr is not None:
        spans = [Span(page.ocr, page.end) for page in document.pages if page.ocr is not None]
        store.put_recognised(plan.document, document.ocr, spans)


def _passage_text(document: Document, passage: Passage) -> str:
    """The characters of a passage."""
    return document.text[passage.start : passage.end]


def _pages(number: int, document: Document) -> Iterator[tuple[object, ...]]:
    """Rows that cover the whole text without gap: pages with their form feeds, or chunks."""
    length = len(document.text)
    if not document.pages:
        for start in range(0, length, _CHUNK):
            end = min(start + _CHUNK, length)
            yield number, start, end, None, 0.0, 0.0, None, document.text[start:end], b""
        return
    for i, page in enumerate(document.pages):
        end = document.pages[i + 1].start if i + 1 < len(document.pages) else length
        text = document.text[page.start : end]
        yield number, page.start, end, page.number, page.width, page.height, page.label, text, page.boxes
