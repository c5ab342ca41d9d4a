"""The documents of the truth, their parts, and the records that were found in them."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Any

from corpus.errors import Reason
from index.store.base import EXEMPT, Base
from index.types import StoredDocument, StoredPart
from ingest.personal import masked

_DOCUMENT = """
SELECT id, name, source, fingerprint, size, modified, media, title, state, reason, characters,
       pages, passages, unread_pages, indexed FROM documents
"""


class Documents(Base):
    """The documents of the truth, their parts, and the records that were found in them."""

    def reserve(self, documents: int, passages: int) -> tuple[int, int]:
        """The first of as many document ids and passage ids that were never used.

        Committed at once, so that a crash cannot lead to their being used twice; the documents
        are pending until `settle`.
        """
        with self.transaction():
            document = int(self.get("next_document") or 1)
            passage = int(self.get("next_passage") or 1)
            self.put("next_document", str(document + documents))
            self.put("next_passage", str(passage + passages))
            self.insert("pending", ((document + i, "added") for i in range(documents)), 2)
        return document, passage

    def pending(self) -> list[int]:
        """Documents that the derived indexes may still hold although the truth does not."""
        return [row[0] for row in self.connection.execute("SELECT document FROM pending")]

    def settle(self, documents: Iterable[int]) -> None:
        """Derived indexes have followed: forget that these were pending."""
        self.connection.executemany("DELETE FROM pending WHERE document = ?", [(d,) for d in documents])

    def touch(self, document: int, size: int, modified: int, source: str, name: str) -> None:
        """Note where an unchanged document now lies."""
        self.connection.execute(
            "UPDATE documents SET size = ?, modified = ?, source = ?, name = ? WHERE id = ?",
            (size, modified, source, name, document),
        )

    def delete(self, document: int) -> None:
        """Remove a document and all that hangs on it; it is pending until tantivy has followed."""
        self.connection.execute("DELETE FROM documents WHERE id = ?", (document,))
        self.connection.execute(
            "INSERT INTO pending VALUES (?, 'removed') ON CONFLICT (document) DO UPDATE SET reason = excluded.reason",
            (document,),
        )

    def documents(self) -> list[StoredDocument]:
        """All documents, in order of name."""
        rows = self.connection.execute(_DOCUMENT + " ORDER BY name")
        return [self._document(row) for row in rows]

    def sources(self) -> list[tuple[int, str]]:
        """Each document's id and the path it was read from."""
        rows = self.connection.execute("SELECT id, source FROM documents ORDER BY id")
        return [(number, source) for number, source in rows]

    def documents_of(self, ids: Sequence[int]) -> list[StoredDocument]:
        """The documents of these ids that there are, in order of name."""
        rows = self.connection.execute(
            f"{_DOCUMENT} WHERE id IN {self.database.numbers} ORDER BY name", (json.dumps(list(ids)),)
        )
        return [self._document(row) for row in rows]

    def document(self, name: str) -> StoredDocument | None:
        """The document of that name."""
        row = self.connection.execute(_DOCUMENT + " WHERE name = ?", (name,)).fetchone()
        return self._document(row) if row else None

    def document_ids(self, names: Sequence[str]) -> list[int]:
        """Ids of the documents of these names that there are."""
        rows = self.connection.execute(
            f"SELECT id FROM documents WHERE name IN {self.database.texts} ORDER BY id",  # noqa: S608 - ours
            (json.dumps(list(names)),),
        )
        return [row[0] for row in rows]

    def by_fingerprint(self, fingerprint: str) -> StoredDocument | None:
        """A document with that content; the first by name where several have it."""
        row = self.connection.execute(
            _DOCUMENT + " WHERE fingerprint = ? ORDER BY name LIMIT 1", (fingerprint,)
        ).fetchone()
        return self._document(row) if row else None

    def _document(self, row: Sequence[Any]) -> StoredDocument:
        found = StoredDocument(*[*row[:9], _reason(row[9]), *row[10:13], tuple(json.loads(row[13])), row[14]])
        return replace(found, title=masked(found.title)) if self._hide else found

    def names(self) -> list[str]:
        """The names of all documents."""
        return [row[0] for row in self.connection.execute("SELECT name FROM documents ORDER BY name")]

    def papers(self, document: str | None = None) -> list[StoredPart]:
        """The parts of one document, or of all, in order of document and place."""
        sql = (
            "SELECT documents.name, parts.start, parts.end, parts.title, parts.kind, parts.date, parts.body,"  # noqa: S608 - ours
            f" parts.meeting, parts.case_number, parts.draft, {EXEMPT.format('parts')}"
            " FROM parts JOIN documents ON documents.id = parts.document"
            f"{'' if document is None else ' WHERE documents.name = ?'} ORDER BY documents.name, parts.start"
        )
        rows = self.connection.execute(sql, () if document is None else (document,))
        shown = masked if self._hide else str
        return [StoredPart(*[*row[:3], shown(row[3]), *row[4:9], bool(row[9]), row[10]]) for row in rows]

    def bodies(self) -> list[str]:
        """The names of all bodies."""
        rows = self.connection.execute("SELECT DISTINCT body FROM parts WHERE body IS NOT NULL ORDER BY body")
        return [row[0] for row in rows]

    def counts(self) -> dict[str, int]:
        """Readable documents, passages and pages of the whole index."""
        row = self.connection.execute(
            "SELECT COUNT(*), CAST(COALESCE(SUM(passages), 0) AS BIGINT), "
            "CAST(COALESCE(SUM(pages), 0) AS BIGINT) "
            "FROM documents WHERE state = 'ok'"
        ).fetchone()
        return {"documents": row[0], "passages": row[1], "pages": row[2]}

    def unreadable(self) -> list[tuple[str, Reason | None, tuple[int, ...]]]:
        """Name, reason and unread pages of each document that is not wholly readable."""
        rows = self.connection.execute(
            "SELECT name, reason, unread_pages FROM documents "
            "WHERE state = 'unreadable' OR unread_pages <> '[]' ORDER BY name"
        )
        return [(name, _reason(reason), tuple(json.loads(pages))) for name, reason, pages in rows]

    def await_engine(self, documents: Iterable[int]) -> None:
        """The engine has these documents as they were: they are pending until it has followed."""
        self.connection.executemany(
            "INSERT INTO pending VALUES (?, 'moved') ON CONFLICT (document) DO NOTHING",
            [(document,) for document in documents],
        )

    def insert_records(self, document: int, records: Iterable[Sequence[object]]) -> None:
        """Keep what was found in a document: type, start, key and JSON of each."""
        self.connection.executemany(
            "INSERT INTO records (document, type, start, key, value) VALUES (?, ?, ?, ?, ?)",
            ((document, *record) for record in records),
        )

    def record_count(self, type_: str) -> int:
        """How many records of a type (``case``, ``row``) there are."""
        return int(self.one("SELECT COUNT(*) FROM records WHERE type = ?", type_))

    def records_by_document(self, type_: str) -> dict[str, int]:
        """How many records of a type each document has; a case counts once however often it stands there."""
        rows = self.connection.execute(
            "SELECT documents.name,"
            " COUNT(DISTINCT CASE type WHEN 'row' THEN CAST(records.id AS TEXT) ELSE records.key END)"
            " FROM records JOIN documents ON documents.id = records.document"
            " WHERE records.type = ? GROUP BY documents.name",
            (type_,),
        )
        return dict(rows.fetchall())

    def records(self, type_: str, key: str | None = None) -> list[tuple[str, str]]:
        """Document and JSON of the records of a type, of one key or of all; in order of place."""
        sql = (
            "SELECT documents.name, records.value FROM records "
            "JOIN documents ON documents.id = records.document WHERE records.type = ?"
        )
        values: tuple[str, ...] = (type_,)
        if key is not None:
            sql, values = sql + " AND records.key = ?", (type_, key)
        sql += " ORDER BY documents.name, records.start"
        hidden = _hidden if self._hide else str
        return [(name, hidden(value)) for name, value in self.connection.execute(sql, values)]

    def record_counts(self, type_: str) -> list[tuple[str, str, int]]:
        """Key and JSON of the records of a type, each once, and how many documents have it."""
        rows = self.connection.execute(
            "SELECT key, value, COUNT(DISTINCT document) FROM records WHERE type = ? GROUP BY key, value"
            " ORDER BY key, value",
            (type_,),
        )
        return [(key, value, count) for key, value, count in rows]

    def record_keys(self, type_: str) -> list[str]:
        """The keys of the records of a type, each once, sorted."""
        rows = self.connection.execute(
            "SELECT DISTINCT key FROM records WHERE type = ? AND key IS NOT NULL ORDER BY key", (type_,)
        )
        return [row[0] for row in rows]


def _reason(kept: str | None) -> Reason | None:
    return Reason.unpacked(kept) if kept else None


def _hidden(value: str) -> str:
    """JSON with the personal numbers in its strings masked, and its own numbers left alone."""
    return value if masked(value) == value else json.dumps(_masked_in(json.loads(value)), ensure_ascii=False)


def _masked_in(value: Any) -> Any:
    if isinstance(value, str):
        return masked(value)
    if isinstance(value, list):
        return [_masked_in(item) for item in value]
    if isinstance(value, dict):
        return {masked(key): _masked_in(item) for key, item in value.items()}
    return value
