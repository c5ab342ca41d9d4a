"""The documents' text, page by page, and what of it is kept from view or was recognised in pictures."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable

from index.store.base import Base
from ingest.document import Span
from ingest.personal import mask_spans


def text_sum(text: str) -> str:
    """BLAKE2b-128 of a text, in hex."""
    return hashlib.blake2b(text.encode("utf-8", "surrogatepass"), digest_size=16).hexdigest()


class Texts(Base):
    """The documents' text, page by page, and what of it is kept from view or was recognised in pictures."""

    def text(self, document: str, start: int, end: int) -> str:
        """The extracted text's slice ``[start:end]``; cut where the document ends."""
        rows = self.connection.execute(
            "SELECT pages.start, pages.text FROM pages JOIN documents ON documents.id = pages.document "
            "WHERE documents.name = ? AND pages.start < ? AND pages.end > ? ORDER BY pages.start",
            (document, end, start),
        )
        found = "".join(text[max(0, start - at) : max(0, end - at)] for at, text in rows)
        return self._shown(document, found, start)

    def _shown(self, document: str, text: str, at: int) -> str:
        """A document's text from offset `at` on as this store gives it out."""
        if not self._hide:
            return text
        return mask_spans(text, self.personal(document, at, at + len(text)), at)

    def page(self, document: str, number: int) -> tuple[int, str, float, float, bytes] | None:
        """Start offset, text (without its form feed), width, height and packed boxes of a page."""
        row = self.connection.execute(
            "SELECT pages.start, pages.text, pages.width, pages.height, pages.boxes "
            "FROM pages JOIN documents ON documents.id = pages.document "
            "WHERE documents.name = ? AND pages.number = ?",
            (document, number),
        ).fetchone()
        if row is None:
            return None
        text = row[1][:-1] if row[1].endswith("\f") else row[1]
        return row[0], self._shown(document, text, row[0]), row[2], row[3], row[4]

    def page_number(self, document: str, offset: int) -> int | None:
        """The page on which an offset lies; None where the document has no pages."""
        number: int | None = self.one(
            "SELECT pages.number FROM pages JOIN documents ON documents.id = pages.document "
            "WHERE documents.name = ? AND pages.start <= ? ORDER BY pages.start DESC LIMIT 1",
            document,
            offset,
        )
        return number

    def personal(self, document: str, start: int, end: int) -> list[Span]:
        """National identity numbers that touch ``[start:end)`` of a document, in order."""
        if (
            self.one("SELECT 1 FROM personal LIMIT 1") is None
        ):  # as in most archives, and asked for each passage
            return []
        rows = self.connection.execute(
            "SELECT personal.start, personal.end FROM personal JOIN documents ON documents.id = personal.document "
            "WHERE documents.name = ? AND personal.start < ? AND personal.end > ? ORDER BY personal.start",
            (document, end, start),
        )
        return [Span(*row) for row in rows]

    def exempt_at(self, document: str, offset: int) -> str | None:
        """The mark that a place in a document is exempt from public access by."""
        if self.one("SELECT 1 FROM exempt LIMIT 1") is None:
            return None
        mark: str | None = self.one(
            "SELECT mark FROM exempt JOIN documents ON documents.id = exempt.document WHERE documents.name = ? "
            "AND exempt.start <= ? AND exempt.end > ? ORDER BY mark NOT LIKE '%§%', exempt.end - exempt.start LIMIT 1",
            document,
            offset,
            offset,
        )
        return mark

    def ocr_at(self, document: str, start: int, end: int) -> bool:
        """Whether any of ``[start:end)`` of a document was recognised in a picture."""
        return (
            self.one(
                "SELECT 1 FROM recognised JOIN documents ON documents.id = recognised.document "
                "WHERE documents.name = ? AND recognised.start < ? AND recognised.end > ? LIMIT 1",
                document,
                end,
                start,
            )
            is not None
        )

    def waiting_for_ocr(self) -> set[int]:
        """Ids of the documents with pictures of text, read where nothing could recognise it."""
        return {row[0] for row in self.connection.execute("SELECT document FROM recognisers WHERE name = ''")}

    def put_recognised(self, document: int, recogniser: str, spans: Iterable[Span]) -> None:
        """Keep what recognised text in a document's pictures (empty where nothing could), and which text."""
        self.connection.execute(
            "INSERT INTO recognisers VALUES (?, ?) ON CONFLICT (document) DO UPDATE SET name = excluded.name",
            (document, recogniser),
        )
        self.connection.executemany(
            "INSERT INTO recognised VALUES (?, ?, ?) ON CONFLICT DO NOTHING",
            ((document, span.start, span.end) for span in spans),
        )

    def put_marks(
        self, document: int, text: str, personal: Iterable[Span], exempt: Iterable[tuple[int, int, str]]
    ) -> None:
        """Keep the sum of a document's text, its personal numbers and what of it is exempt."""
        self.connection.execute(
            "INSERT INTO sums VALUES (?, ?) ON CONFLICT (document) DO UPDATE SET sum = excluded.sum",
            (document, text_sum(text)),
        )
        self.connection.executemany(
            "INSERT INTO personal VALUES (?, ?, ?) ON CONFLICT DO NOTHING",
            ((document, span.start, span.end) for span in personal),
        )
        self.connection.executemany(
            "INSERT INTO exempt VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING",
            ((document, *found) for found in exempt),
        )
