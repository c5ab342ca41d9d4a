"""The truth of an index in SQLite; all SQL stands here and in `index.schema`.

One connection a thread (`Store` opens them as they are needed); WAL, so that readers go on while
the one writer writes. Nothing is decoded that was not encoded here: text, JSON and raw arrays.
"""

from __future__ import annotations

import json
import sqlite3
import threading
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from corpus.errors import DamagedError, NoIndexError, VersionError
from index.schema import FORMAT, STEPS, TABLES
from index.types import Filters, StoredDocument, StoredPart, StoredPassage
from ingest.document import Span

_VARIABLES = 500
"""How many ids go into one IN list; SQLite's own limit is far above it."""

VECTOR = np.dtype("<f2")
"""Vectors are kept in half precision: 2 bytes a number, an error below 0.0005 of a unit vector."""

_PASSAGE = """
SELECT passages.id, documents.name, parts.title, passages.page, passages.start, passages.end,
       passages.text, passages.heading, passages.sentences, passages.part, parts.date, parts.body,
       parts.kind, COALESCE(passages.case_number, parts.case_number), parts.draft
FROM passages JOIN parts ON parts.id = passages.part JOIN documents ON documents.id = passages.document
"""

_DOCUMENT = """
SELECT id, name, source, fingerprint, size, modified, media, title, state, reason, characters,
       pages, passages, unread_pages, indexed FROM documents
"""


class Store:
    """The tables of one index.

    Raises NoIndexError where there is none, VersionError where its format is another's, and
    DamagedError where SQLite cannot read it.
    """

    def __init__(self, path: Path, *, create: bool = False) -> None:
        self._path = path
        self._local = threading.local()
        self._opened: list[sqlite3.Connection] = []
        self._guard = threading.Lock()
        if not path.exists() and not create:
            raise NoIndexError(
                f"Det er ingen indeks i {path.parent}: lag en med «saksok index MAPPE --index {path.parent}»."
            )
        try:
            self._prepare(create)
        except sqlite3.DatabaseError as error:
            self.close()
            raise DamagedError(
                f"Indeksen i {path.parent} er skadet og kan ikke åpnes: slett mappen og indekser på nytt."
            ) from error

    def _prepare(self, create: bool) -> None:
        tables = self.one("SELECT COUNT(*) FROM sqlite_master")
        if create and not tables:
            self.connection.executescript(
                f"BEGIN IMMEDIATE; {TABLES} INSERT INTO meta VALUES ('format', '{FORMAT}'); COMMIT;"  # noqa: S608
            )
        for step, change in STEPS.items():
            if self.one("SELECT value FROM meta WHERE key = 'format'") == str(step):
                self.connection.executescript(
                    f"BEGIN IMMEDIATE; {change} UPDATE meta SET value = '{step + 1}' WHERE key = 'format'; COMMIT;"  # noqa: S608
                )
        found = self.one("SELECT value FROM meta WHERE key = 'format'")
        if found != str(FORMAT):
            raise VersionError(
                f"Indeksen i {self._path.parent} har format {found}, men denne utgaven leser {FORMAT}: "
                "indekser på nytt med «saksok index MAPPE --rebuild»."
            )

    @property
    def connection(self) -> sqlite3.Connection:
        """The calling thread's connection."""
        connection: sqlite3.Connection | None = getattr(self._local, "connection", None)
        if connection is None:
            connection = sqlite3.connect(
                self._path, timeout=30, isolation_level=None, check_same_thread=False
            )
            connection.execute("PRAGMA journal_mode = WAL")
            connection.execute("PRAGMA synchronous = FULL")
            connection.execute("PRAGMA foreign_keys = ON")
            connection.execute("PRAGMA mmap_size = 268435456")
            connection.execute("PRAGMA secure_delete = ON")
            self._local.connection = connection
            with self._guard:
                self._opened.append(connection)
        return connection

    def close(self) -> None:
        """Close every thread's connection; the store cannot be used afterwards."""
        with self._guard:
            for connection in self._opened:
                connection.close()
            self._opened.clear()

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """All that is written inside stands together, or none of it."""
        self.connection.execute("BEGIN IMMEDIATE")
        try:
            yield
        except BaseException:
            self.connection.execute("ROLLBACK")
            raise
        self.connection.execute("COMMIT")

    def one(self, sql: str, *values: object) -> Any:
        """The first column of the first row, or None."""
        row = self.connection.execute(sql, values).fetchone()
        return row[0] if row else None

    # -- meta ---------------------------------------------------------------------------------

    def get(self, key: str) -> str | None:
        """A setting of the index."""
        value: str | None = self.one("SELECT value FROM meta WHERE key = ?", key)
        return value

    def put(self, key: str, value: str) -> None:
        """Set a setting of the index."""
        self.connection.execute("INSERT OR REPLACE INTO meta VALUES (?, ?)", (key, value))

    @property
    def generation(self) -> int:
        """How many times the index has been changed."""
        return int(self.get("generation") or 0)

    def advance(self) -> None:
        """Count one change; called inside the transaction that makes it."""
        self.put("generation", str(self.generation + 1))

    def data_version(self) -> int:
        """A number that changes when another connection has committed."""
        return int(self.one("PRAGMA data_version"))

    # -- documents ----------------------------------------------------------------------------

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

    def insert(self, table: str, rows: Iterable[Sequence[object]], width: int) -> None:
        """Insert full rows; `table` and `width` are ours, never a user's."""
        marks = ", ".join("?" * width)
        self.connection.executemany(f"INSERT INTO {table} VALUES ({marks})", rows)  # noqa: S608

    def touch(self, document: int, size: int, modified: int, source: str, name: str) -> None:
        """Note where an unchanged document now lies."""
        self.connection.execute(
            "UPDATE documents SET size = ?, modified = ?, source = ?, name = ? WHERE id = ?",
            (size, modified, source, name, document),
        )

    def delete(self, document: int) -> None:
        """Remove a document and all that hangs on it; it is pending until tantivy has followed."""
        self.connection.execute("DELETE FROM documents WHERE id = ?", (document,))
        self.connection.execute("INSERT OR REPLACE INTO pending VALUES (?, 'removed')", (document,))

    def documents(self) -> list[StoredDocument]:
        """All documents, in order of name."""
        return [_document(row) for row in self.connection.execute(_DOCUMENT + " ORDER BY name")]

    def document(self, name: str) -> StoredDocument | None:
        """The document of that name."""
        row = self.connection.execute(_DOCUMENT + " WHERE name = ?", (name,)).fetchone()
        return _document(row) if row else None

    def by_fingerprint(self, fingerprint: str) -> StoredDocument | None:
        """A document with that content; the first by name where several have it."""
        row = self.connection.execute(
            _DOCUMENT + " WHERE fingerprint = ? ORDER BY name LIMIT 1", (fingerprint,)
        ).fetchone()
        return _document(row) if row else None

    def papers(self, document: str | None = None) -> list[StoredPart]:
        """The parts of one document, or of all, in order of document and place."""
        sql = (
            "SELECT documents.name, parts.start, parts.end, parts.title, parts.kind, parts.date, parts.body,"
            " parts.meeting, parts.case_number, parts.draft"
            " FROM parts JOIN documents ON documents.id = parts.document"
            " WHERE ? IS NULL OR documents.name = ? ORDER BY documents.name, parts.start"
        )
        rows = self.connection.execute(sql, (document, document))
        return [StoredPart(*[*row[:9], bool(row[9])]) for row in rows]

    def counts(self) -> dict[str, int]:
        """Readable documents, passages and pages of the whole index."""
        row = self.connection.execute(
            "SELECT COUNT(*), COALESCE(SUM(passages), 0), COALESCE(SUM(pages), 0) "
            "FROM documents WHERE state = 'ok'"
        ).fetchone()
        return {"documents": row[0], "passages": row[1], "pages": row[2]}

    def record_count(self, type_: str) -> int:
        """How many records of a type (``case``, ``row``) there are."""
        return int(self.one("SELECT COUNT(*) FROM records WHERE type = ?", type_))

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
        return [(name, value) for name, value in self.connection.execute(sql, values)]

    def record_keys(self, type_: str) -> list[str]:
        """The keys of the records of a type, each once, sorted."""
        rows = self.connection.execute(
            "SELECT DISTINCT key FROM records WHERE type = ? AND key IS NOT NULL ORDER BY key", (type_,)
        )
        return [row[0] for row in rows]

    def unreadable(self) -> list[tuple[str, str | None, tuple[int, ...]]]:
        """Name, reason and unread pages of each document that is not wholly readable."""
        rows = self.connection.execute(
            "SELECT name, reason, unread_pages FROM documents "
            "WHERE state = 'unreadable' OR unread_pages <> '[]' ORDER BY name"
        )
        return [(name, reason, tuple(json.loads(pages))) for name, reason, pages in rows]

    # -- text ---------------------------------------------------------------------------------

    def text(self, document: str, start: int, end: int) -> str:
        """The extracted text's slice ``[start:end]``; cut where the document ends."""
        rows = self.connection.execute(
            "SELECT pages.start, pages.text FROM pages JOIN documents ON documents.id = pages.document "
            "WHERE documents.name = ? AND pages.start < ? AND pages.end > ? ORDER BY pages.start",
            (document, end, start),
        )
        return "".join(text[max(0, start - at) : max(0, end - at)] for at, text in rows)

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
        return row[0], text, row[2], row[3], row[4]

    def page_number(self, document: str, offset: int) -> int | None:
        """The page on which an offset lies; None where the document has no pages."""
        number: int | None = self.one(
            "SELECT pages.number FROM pages JOIN documents ON documents.id = pages.document "
            "WHERE documents.name = ? AND pages.start <= ? ORDER BY pages.start DESC LIMIT 1",
            document,
            offset,
        )
        return number

    # -- passages -----------------------------------------------------------------------------

    def passages(self, ids: Sequence[int]) -> dict[int, StoredPassage]:
        """The passages of these ids that there are."""
        found: dict[int, StoredPassage] = {}
        for some in _blocks(ids):
            marks = ", ".join("?" * len(some))
            sql = f"{_PASSAGE} WHERE passages.id IN ({marks})"
            for row in self.connection.execute(sql, some):
                found[row[0]] = _passage(row)
        return found

    def passage_count(self) -> int:
        """How many passages there are."""
        return int(self.one("SELECT COUNT(*) FROM passages"))

    def near(self, document: str, start: int, end: int) -> list[StoredPassage]:
        """The passages of a document that touch ``[start:end)``, in order."""
        sql = f"{_PASSAGE} WHERE documents.name = ? AND passages.start < ? AND passages.end > ?"
        rows = self.connection.execute(sql + " ORDER BY passages.start", (document, end, start))
        return [_passage(row) for row in rows]

    def contexts(self, after: int, limit: int) -> list[tuple[int, str]]:
        """Up to `limit` passages' ids and the text that encoders see, of ids above `after`."""
        rows = self.connection.execute(
            "SELECT id, context || char(10) || text FROM passages WHERE id > ? ORDER BY id LIMIT ?",
            (after, limit),
        )
        return [(number, text) for number, text in rows]

    def for_lexical(self, after: int, limit: int) -> list[tuple[int, int, int, str, str]]:
        """Id, document, part, context and text of passages with ids above `after`."""
        return list(
            self.connection.execute(
                "SELECT id, document, part, context, text FROM passages WHERE id > ? ORDER BY id LIMIT ?",
                (after, limit),
            )
        )

    # -- vectors ------------------------------------------------------------------------------

    def without_vector(self, encoder: str, after: int, limit: int) -> list[tuple[int, str]]:
        """Up to `limit` passages with ids above `after` that `encoder` has not encoded.

        Each with its id and the text that the encoder shall see.
        """
        rows = self.connection.execute(
            "SELECT id, context || char(10) || text FROM passages WHERE id > ? AND NOT EXISTS "
            "(SELECT 1 FROM vectors WHERE encoder = ? AND passage = passages.id) ORDER BY id LIMIT ?",
            (after, encoder, limit),
        )
        return [(number, text) for number, text in rows]

    def add_vectors(self, encoder: str, ids: Sequence[int], vectors: NDArray[np.float32]) -> None:
        """Keep `vectors` (shape ``(len(ids), dimensions)``) in half precision."""
        small = vectors.astype(VECTOR)
        self.insert("vectors", ((encoder, i, v.tobytes()) for i, v in zip(ids, small, strict=True)), 3)

    def vectors(self, encoder: str, after: int, limit: int) -> tuple[list[int], NDArray[np.float32]]:
        """Ids above `after` and their vectors, shape ``(n, dimensions)``."""
        rows = self.connection.execute(
            "SELECT passage, vector FROM vectors WHERE encoder = ? AND passage > ? ORDER BY passage LIMIT ?",
            (encoder, after, limit),
        ).fetchall()
        if not rows:
            return [], np.zeros((0, 0), np.float32)
        joined = np.frombuffer(b"".join(row[1] for row in rows), VECTOR).reshape(len(rows), -1)
        return [row[0] for row in rows], joined.astype(np.float32)

    def vector_count(self, encoder: str) -> int:
        """How many passages `encoder` has encoded."""
        return int(self.one("SELECT COUNT(*) FROM vectors WHERE encoder = ?", encoder))

    def put_arrays(self, encoder: str, arrays: dict[str, NDArray[Any]]) -> None:
        """Keep a fitted encoder."""
        rows = (
            (encoder, name, a.dtype.str, json.dumps(a.shape), np.ascontiguousarray(a).tobytes())
            for name, a in arrays.items()
        )
        self.insert("encoder_arrays", rows, 5)

    def arrays(self, encoder: str) -> dict[str, NDArray[Any]]:
        """A fitted encoder's arrays; empty where it has none."""
        rows = self.connection.execute(
            "SELECT name, dtype, shape, data FROM encoder_arrays WHERE encoder = ?", (encoder,)
        )
        return {
            name: np.frombuffer(data, np.dtype(dtype)).reshape(json.loads(shape))
            for name, dtype, shape, data in rows
        }

    def drop_encoders_but(self, encoder: str) -> None:
        """Forget all that other encoders made."""
        for table in ("vectors", "encoder_arrays", "segments"):
            self.connection.execute(f"DELETE FROM {table} WHERE encoder <> ?", (encoder,))  # noqa: S608

    def segment_total(self, encoder: str) -> int:
        """How many vectors the segments of an encoder hold, those of removed passages included."""
        return int(self.one("SELECT COALESCE(SUM(size), 0) FROM segments WHERE encoder = ?", encoder))

    def drop_segments(self) -> None:
        """Forget all segments."""
        self.connection.execute("DELETE FROM segments")

    def segments(self, encoder: str) -> list[str]:
        """The names of the dense segments of an encoder."""
        rows = self.connection.execute(
            "SELECT name FROM segments WHERE encoder = ? ORDER BY name", (encoder,)
        )
        return [row[0] for row in rows]

    # -- names --------------------------------------------------------------------------------

    def has_unnamed(self, recipe: str) -> bool:
        """Whether a document has no names yet, or ones of another recipe."""
        return any(True for _ in self.unnamed(recipe, 0, 1 << 62))

    def unnamed(self, recipe: str, least: int, most: int) -> Iterator[tuple[int, int]]:
        """Documents, each with its number of passages, that were not named by `recipe` with that many names."""
        yield from self.connection.execute(
            "SELECT id, passages FROM documents WHERE passages > 0 AND NOT EXISTS (SELECT 1 FROM named"
            " WHERE document = documents.id AND recipe = ? AND known BETWEEN ? AND ?) ORDER BY id",
            (recipe, least, most),
        ).fetchall()

    def sentences_to_name(self, document: int) -> Iterator[tuple[int, int, str]]:
        """Passage, start and text of each sentence of a document."""
        for number, at, text, sentences in self.connection.execute(
            "SELECT id, start, text, sentences FROM passages WHERE document = ? ORDER BY start", (document,)
        ).fetchall():
            places = json.loads(sentences)
            for start, end in zip(places[::2], places[1::2], strict=True):
                yield number, start, text[start - at : end - at]

    def put_names(
        self, documents: Sequence[int], names: Sequence[Sequence[object]], recipe: str, known: int
    ) -> None:
        """Keep the names of these documents in place of earlier ones; those removed meanwhile are passed over.

        names: passage, start, end, label and name of each, the places in the document.
        """
        for document in documents:
            self.connection.execute(
                "DELETE FROM names WHERE passage IN (SELECT id FROM passages WHERE document = ?)", (document,)
            )
            self.connection.execute(
                "INSERT OR REPLACE INTO named SELECT id, ?, ? FROM documents WHERE id = ?",
                (recipe, known, document),
            )
        self.connection.executemany(
            "INSERT OR IGNORE INTO names SELECT id, ?2, ?3, ?4, ?5 FROM passages WHERE id = ?1", names
        )

    def names_in(self, passages: Sequence[int]) -> list[tuple[int, int, int, str, str]]:
        """Passage, start, end, label and name of each name in these passages."""
        return self.connection.execute(
            "SELECT passage, start, end, label, name FROM names"
            " WHERE passage IN (SELECT value FROM json_each(?)) ORDER BY passage, start",
            (json.dumps(list(passages)),),
        ).fetchall()

    def name_counts(self) -> dict[str, int]:
        """How many different names of each label there are."""
        rows = self.connection.execute("SELECT label, COUNT(DISTINCT name) FROM names GROUP BY label")
        return dict(rows.fetchall())

    # -- filters ------------------------------------------------------------------------------

    def names(self) -> list[str]:
        """The names of all documents."""
        return [row[0] for row in self.connection.execute("SELECT name FROM documents ORDER BY name")]

    def bodies(self) -> list[str]:
        """The names of all bodies."""
        rows = self.connection.execute("SELECT DISTINCT body FROM parts WHERE body IS NOT NULL ORDER BY body")
        return [row[0] for row in rows]

    def parts(self, filters: Filters) -> list[int]:
        """Ids of the parts that pass."""
        where, values = ["1"], []
        if filters.since:  # "2020-10" reaches to "2020-10-99" in plain string order
            where.append("parts.date || '~' >= ?")
            values.append(filters.since)
        if filters.until:
            where.append("parts.date <= ?")
            values.append(filters.until + "~")
        if filters.kind:
            where.append("parts.kind = ?")
            values.append(str(filters.kind))
        for column, wanted in (("parts.body", filters.bodies), ("documents.name", filters.documents)):
            if wanted is not None:
                where.append(f"{column} IN (SELECT value FROM json_each(?))")  # noqa: S608 - ours
                values.append(json.dumps(wanted))
        sql = "SELECT parts.id FROM parts JOIN documents ON documents.id = parts.document WHERE "
        return [row[0] for row in self.connection.execute(sql + " AND ".join(where), values)]

    def passages_of(self, parts: Sequence[int]) -> list[int]:
        """Ids of the passages of these parts."""
        rows = self.connection.execute(
            "SELECT id FROM passages WHERE part IN (SELECT value FROM json_each(?))",
            (json.dumps(list(parts)),),
        )
        return [row[0] for row in rows]


def _blocks(ids: Sequence[int]) -> Iterator[Sequence[int]]:
    for at in range(0, len(ids), _VARIABLES):
        yield ids[at : at + _VARIABLES]


def _document(row: Sequence[Any]) -> StoredDocument:
    return StoredDocument(*[*row[:13], tuple(json.loads(row[13])), row[14]])


def _passage(row: Sequence[Any]) -> StoredPassage:
    sentences = json.loads(row[8])
    spans = tuple(Span(a, b) for a, b in zip(sentences[::2], sentences[1::2], strict=True))
    return StoredPassage(*[*row[:7], tuple(json.loads(row[7])), spans, *row[9:14], bool(row[14])])
