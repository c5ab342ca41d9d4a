"""The truth of an index in SQLite; all SQL stands here, in `index.schema` and in `index.upkeep`.

One connection a thread (`Store` opens them as they are needed); WAL, so that readers go on while
the one writer writes. Nothing is decoded that was not encoded here: text, JSON and raw arrays.
"""

from __future__ import annotations

import hashlib
import json
import os
import sqlite3
import threading
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from corpus.errors import NoIndexError, Reason, StorageError, VersionError
from index.collections import collection_of, read_places
from index.faults import damaged_truth, told
from index.schema import FORMAT, SHOWN, STEPS, TABLES
from index.types import Filters, StoredDocument, StoredPart, StoredPassage
from ingest.document import Span
from ingest.personal import mask_spans, masked

if TYPE_CHECKING:  # a case is looked up without NumPy
    import numpy as np
    from numpy.typing import NDArray

_VARIABLES = 500
"""How many ids go into one IN list; SQLite's own limit is far above it."""

VECTOR = "<f2"
"""Vectors are kept in half precision: 2 bytes a number, an error below 0.0005 of a unit vector."""

# What a place is exempt by: of several marks the innermost that names a provision.
_EXEMPT = """
(SELECT mark FROM exempt WHERE exempt.document = {0}.document AND exempt.start <= {0}.start
 AND exempt.end >= {0}.end ORDER BY mark NOT LIKE '%§%', exempt.end - exempt.start LIMIT 1)
"""

_PASSAGE = f"""
SELECT passages.id, documents.name, parts.title, passages.page, passages.start, passages.end,
       passages.text, passages.heading, passages.sentences, passages.part, parts.date, parts.body,
       parts.kind, COALESCE(passages.case_number, parts.case_number), parts.draft,
       {_EXEMPT.format("passages")},
       EXISTS (SELECT 1 FROM recognised WHERE recognised.document = passages.document
               AND recognised.start < passages.end AND recognised.end > passages.start)
FROM passages JOIN parts ON parts.id = passages.part JOIN documents ON documents.id = passages.document
"""  # noqa: S608 - ours

_DOCUMENT = """
SELECT id, name, source, fingerprint, size, modified, media, title, state, reason, characters,
       pages, passages, unread_pages, indexed FROM documents
"""


class Store:
    """The tables of one index.

    Raises NoIndexError where there is none, VersionError where its format is another's, and
    DamagedError where SQLite cannot read it, StorageError where the disk does not let it.
    """

    def __init__(
        self, path: Path, *, create: bool = False, hide: bool = False, within: frozenset[str] | None = None
    ) -> None:
        """within: hold only documents of these collections, as if there were no others; such a store only reads.

        hide: give out texts with the digits of national identity numbers masked.

        A masked text is as long as the text, so offsets fit both, and a quote of a masked store
        is the slice of the text that the same store gives.
        """
        self._path = path
        self._hide = hide
        self._within: frozenset[str] | None = None
        self._local = threading.local()
        self._opened: list[sqlite3.Connection] = []
        self._guard = threading.Lock()
        if not path.exists() and not create:
            raise NoIndexError("errors.no_index", parent=path.parent)
        self._fixed = path.exists() and not os.access(path.parent, os.W_OK)
        if self._fixed and _unwritten(path):
            raise StorageError("errors.index_unfinished", parent=path.parent)
        try:
            self.prepare(create)
        except sqlite3.Error as error:
            self.close()
            raise told(error, path.parent) or damaged_truth(path.parent) from error
        except BaseException:
            self.close()
            raise
        self._within = within

    def prepare(self, create: bool = False) -> None:
        """Make the tables where there are none and `create` is True; take an older format to this one."""
        tables = self.one("SELECT COUNT(*) FROM sqlite_master")
        if not create and not tables:  # the first writer was killed before it had made them
            raise NoIndexError("errors.no_index", parent=self._path.parent)
        if create and not tables:
            self.connection.executescript(
                f"BEGIN IMMEDIATE; {TABLES} INSERT INTO meta VALUES ('format', '{FORMAT}'); COMMIT;"  # noqa: S608
            )
        if self._step() in STEPS:
            self._migrate()
        found = self.one("SELECT value FROM meta WHERE key = 'format'")
        if found != str(FORMAT):
            raise VersionError("errors.index_format", parent=self._path.parent, found=found, format=FORMAT)

    def _step(self) -> int:
        found = str(self.get("format"))
        return int(found) if found.isdecimal() else 0

    def _migrate(self) -> None:
        """Take the index to this format step by step, all in one commit."""
        from index.migrate import fill

        with self.transaction():
            while (step := self._step()) in STEPS:  # read again: another process may have been here
                for statement in STEPS[step].split(";"):
                    self.connection.execute(statement)
                fill(self, step)
                self.put("format", str(step + 1))

    @property
    def connection(self) -> sqlite3.Connection:
        """The calling thread's connection."""
        connection: sqlite3.Connection | None = getattr(self._local, "connection", None)
        if connection is None:
            # A folder that may not be written to is read as it stands: SQLite could not lock it.
            where = f"{self._path.absolute().as_uri()}?immutable=1" if self._fixed else str(self._path)
            connection = sqlite3.connect(
                where, timeout=30, isolation_level=None, check_same_thread=False, uri=self._fixed
            )
            if not self._fixed:
                connection.execute("PRAGMA journal_mode = WAL")
                connection.execute("PRAGMA synchronous = FULL")
            connection.execute("PRAGMA foreign_keys = ON")
            connection.execute("PRAGMA mmap_size = 268435456")
            connection.execute("PRAGMA secure_delete = ON")
            self._local.connection = connection
            with self._guard:
                self._opened.append(connection)
        if self._within is not None:
            self._show(connection, self._within)
        return connection

    def _show(self, connection: sqlite3.Connection, within: frozenset[str]) -> None:
        """Let the connection see the documents of these collections and no others, as they are now."""
        version = connection.execute("PRAGMA data_version").fetchone()[0]
        shown = getattr(self._local, "shown", None)
        if shown == version:
            return
        if shown is None:
            connection.execute("PRAGMA temp_store = MEMORY")
            connection.executescript(SHOWN)
        places = read_places(self._setting(connection, "collections"))
        rows = connection.execute("SELECT id, name, source FROM main.documents").fetchall()
        visible = [(n,) for n, name, source in rows if collection_of(name, source, places) in within]
        connection.execute("DELETE FROM temp.visible")
        connection.executemany("INSERT INTO temp.visible VALUES (?)", visible)
        self._local.shown = version

    @staticmethod
    def _setting(connection: sqlite3.Connection, key: str) -> str | None:
        row = connection.execute("SELECT value FROM meta WHERE key = ?", (key,)).fetchone()
        return row[0] if row else None

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
            self.connection.execute("COMMIT")
        except BaseException:
            if self.connection.in_transaction:  # a full disk has SQLite roll back by itself
                self.connection.execute("ROLLBACK")
            raise

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

    def place(self, paths: Iterable[str], collection: str) -> None:
        """Note that what lies at these absolute paths belongs to a collection."""
        places = read_places(self.get("collections")) | dict.fromkeys(paths, collection)
        self.put("collections", json.dumps(places, ensure_ascii=False))

    def collections(self) -> dict[str, int]:
        """How many documents each collection holds."""
        places = read_places(self.get("collections"))
        rows = self.connection.execute("SELECT name, source FROM documents")
        return dict(sorted(Counter(collection_of(name, source, places) for name, source in rows).items()))

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
        rows = self.connection.execute(_DOCUMENT + " ORDER BY name")
        return [self._document(row) for row in rows]

    def document(self, name: str) -> StoredDocument | None:
        """The document of that name."""
        row = self.connection.execute(_DOCUMENT + " WHERE name = ?", (name,)).fetchone()
        return self._document(row) if row else None

    def by_fingerprint(self, fingerprint: str) -> StoredDocument | None:
        """A document with that content; the first by name where several have it."""
        row = self.connection.execute(
            _DOCUMENT + " WHERE fingerprint = ? ORDER BY name LIMIT 1", (fingerprint,)
        ).fetchone()
        return self._document(row) if row else None

    def _document(self, row: Sequence[Any]) -> StoredDocument:
        found = StoredDocument(*[*row[:9], _reason(row[9]), *row[10:13], tuple(json.loads(row[13])), row[14]])
        return replace(found, title=masked(found.title)) if self._hide else found

    def papers(self, document: str | None = None) -> list[StoredPart]:
        """The parts of one document, or of all, in order of document and place."""
        sql = (
            "SELECT documents.name, parts.start, parts.end, parts.title, parts.kind, parts.date, parts.body,"  # noqa: S608 - ours
            f" parts.meeting, parts.case_number, parts.draft, {_EXEMPT.format('parts')}"
            " FROM parts JOIN documents ON documents.id = parts.document"
            " WHERE ? IS NULL OR documents.name = ? ORDER BY documents.name, parts.start"
        )
        rows = self.connection.execute(sql, (document, document))
        shown = masked if self._hide else str
        return [StoredPart(*[*row[:3], shown(row[3]), *row[4:9], bool(row[9]), row[10]]) for row in rows]

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

    def records_by_document(self, type_: str) -> dict[str, int]:
        """How many records of a type each document has; a case counts once however often it stands there."""
        rows = self.connection.execute(
            "SELECT documents.name, COUNT(DISTINCT CASE type WHEN 'row' THEN records.id ELSE records.key END)"
            " FROM records JOIN documents ON documents.id = records.document"
            " WHERE records.type = ? GROUP BY records.document",
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

    def record_keys(self, type_: str) -> list[str]:
        """The keys of the records of a type, each once, sorted."""
        rows = self.connection.execute(
            "SELECT DISTINCT key FROM records WHERE type = ? AND key IS NOT NULL ORDER BY key", (type_,)
        )
        return [row[0] for row in rows]

    def unreadable(self) -> list[tuple[str, Reason | None, tuple[int, ...]]]:
        """Name, reason and unread pages of each document that is not wholly readable."""
        rows = self.connection.execute(
            "SELECT name, reason, unread_pages FROM documents "
            "WHERE state = 'unreadable' OR unread_pages <> '[]' ORDER BY name"
        )
        return [(name, _reason(reason), tuple(json.loads(pages))) for name, reason, pages in rows]

    # -- text ---------------------------------------------------------------------------------

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

    # -- passages -----------------------------------------------------------------------------

    def passages(self, ids: Sequence[int]) -> dict[int, StoredPassage]:
        """The passages of these ids that there are."""
        found: dict[int, StoredPassage] = {}
        for some in _blocks(ids):
            marks = ", ".join("?" * len(some))
            sql = f"{_PASSAGE} WHERE passages.id IN ({marks})"
            for row in self.connection.execute(sql, some):
                found[row[0]] = self._passage(row)
        return found

    def _passage(self, row: Sequence[Any]) -> StoredPassage:
        number, document, title, page, start, end, text, heading, sentences, part, *about, ocr = row
        offsets = json.loads(sentences)
        spans = tuple(map(Span, offsets[::2], offsets[1::2]))
        if self._hide:  # masks leave each offset where it is
            title, text, heading = masked(title), self._shown(document, text, start), masked(heading)
        date, body, kind, case, draft, exempt = about
        return StoredPassage(
            number, document, title, page, start, end, text, tuple(json.loads(heading)), spans, part,
            date, body, kind, case, bool(draft), exempt, bool(ocr),
        )  # fmt: skip

    def passage_count(self) -> int:
        """How many passages there are."""
        return int(self.one("SELECT COUNT(*) FROM passages"))

    def near(self, document: str, start: int, end: int) -> list[StoredPassage]:
        """The passages of a document that touch ``[start:end)``, in order."""
        sql = f"{_PASSAGE} WHERE documents.name = ? AND passages.start < ? AND passages.end > ?"
        rows = self.connection.execute(sql + " ORDER BY passages.start", (document, end, start))
        return [self._passage(row) for row in rows]

    def contexts(self, after: int, limit: int) -> list[tuple[int, str]]:
        """Up to `limit` passages' ids and the text that encoders see, of ids above `after`."""
        rows = self.connection.execute(
            "SELECT id, context || char(10) || text FROM passages WHERE id > ? ORDER BY id LIMIT ?",
            (after, limit),
        )
        return [(number, text) for number, text in rows]

    def for_lexical(self, after: int, limit: int) -> list[tuple[tuple[int, int, int], str, list[str]]]:
        """Up to `limit` passages with ids above `after`: id, document and part; context; sentences."""
        rows = self.connection.execute(
            "SELECT id, document, part, context, text, start, sentences FROM passages"
            " WHERE id > ? ORDER BY id LIMIT ?",
            (after, limit),
        )
        found = []
        for number, document, part, context, text, at, sentences in rows:
            places = json.loads(sentences)
            spans = zip(places[::2], places[1::2], strict=True)
            found.append(((number, document, part), context, [text[a - at : b - at] for a, b in spans]))
        return found

    # -- what is kept from view, and what proves that nothing changed -------------------------

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
        self.connection.execute("INSERT OR REPLACE INTO recognisers VALUES (?, ?)", (document, recogniser))
        self.connection.executemany(
            "INSERT OR IGNORE INTO recognised VALUES (?, ?, ?)",
            ((document, span.start, span.end) for span in spans),
        )

    def put_marks(
        self, document: int, text: str, personal: Iterable[Span], exempt: Iterable[tuple[int, int, str]]
    ) -> None:
        """Keep the sum of a document's text, its personal numbers and what of it is exempt."""
        self.connection.execute("INSERT OR REPLACE INTO sums VALUES (?, ?)", (document, text_sum(text)))
        self.connection.executemany(
            "INSERT OR IGNORE INTO personal VALUES (?, ?, ?)",
            ((document, span.start, span.end) for span in personal),
        )
        self.connection.executemany(
            "INSERT OR IGNORE INTO exempt VALUES (?, ?, ?, ?)", ((document, *found) for found in exempt)
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
        import numpy as np

        if not rows:
            return [], np.zeros((0, 0), np.float32)
        joined = np.frombuffer(b"".join(row[1] for row in rows), VECTOR).reshape(len(rows), -1)
        return [row[0] for row in rows], joined.astype(np.float32)

    def vector_count(self, encoder: str) -> int:
        """How many passages `encoder` has encoded."""
        return int(self.one("SELECT COUNT(*) FROM vectors WHERE encoder = ?", encoder))

    def put_arrays(self, encoder: str, arrays: dict[str, NDArray[Any]]) -> None:
        """Keep a fitted encoder."""
        import numpy as np

        rows = (
            (encoder, name, a.dtype.str, json.dumps(a.shape), np.ascontiguousarray(a).tobytes())
            for name, a in arrays.items()
        )
        self.insert("encoder_arrays", rows, 5)

    def arrays(self, encoder: str) -> dict[str, NDArray[Any]]:
        """A fitted encoder's arrays; empty where it has none."""
        import numpy as np

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
        self.connection.execute("DELETE FROM segment_sums WHERE name NOT IN (SELECT name FROM segments)")

    def segment_total(self, encoder: str) -> int:
        """How many vectors the segments of an encoder hold, those of removed passages included."""
        return int(self.one("SELECT COALESCE(SUM(size), 0) FROM segments WHERE encoder = ?", encoder))

    def add_segment(self, name: str, encoder: str, size: int, sum_: int) -> None:
        """A dense segment is part of the index. sum_: CRC-32 of its file."""
        self.insert("segments", [(name, encoder, size)], 3)
        self.insert("segment_sums", [(name, sum_)], 2)

    def segment_sums(self) -> dict[str, int]:
        """CRC-32 of each segment's file, as far as it is known."""
        return dict(self.connection.execute("SELECT name, sum FROM segment_sums").fetchall())

    def rename_encoder(self, old: str, new: str, arrays: dict[str, NDArray[Any]]) -> None:
        """An encoder gets a new fingerprint and new arrays; its vectors stay as they are."""
        for table in ("vectors", "segments"):
            self.connection.execute(f"UPDATE {table} SET encoder = ? WHERE encoder = ?", (new, old))  # noqa: S608
        self.connection.execute("DELETE FROM encoder_arrays WHERE encoder IN (?, ?)", (old, new))
        self.put_arrays(new, arrays)

    def drop_segments(self, encoder: str) -> None:
        """Forget the segments of an encoder."""
        self.connection.execute("DELETE FROM segments WHERE encoder = ?", (encoder,))
        self.connection.execute("DELETE FROM segment_sums WHERE name NOT IN (SELECT name FROM segments)")

    def encoders(self) -> list[str]:
        """All encoders that vectors are kept of: the index's own, and one that it is being changed to."""
        rows = self.connection.execute(
            "SELECT encoder FROM segments UNION SELECT value FROM meta WHERE key = 'encoder' ORDER BY 1"
        )
        return [row[0] for row in rows]

    def all_segments(self) -> list[str]:
        """The names of the dense segments of all encoders."""
        return [row[0] for row in self.connection.execute("SELECT name FROM segments ORDER BY name")]

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

    def case_numbers(self) -> list[str]:
        """The numbers of all cases that passages stand in."""
        sql = " UNION ".join(f"SELECT case_number FROM {table}" for table in ("passages", "parts"))  # noqa: S608
        return [row[0] for row in self.connection.execute(sql) if row[0]]

    def parts(self, filters: Filters) -> list[int]:
        """Ids of the parts that pass; with cases, of those that hold a passage of one."""
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
        if filters.cases is not None:
            of_cases = "case_number IN (SELECT value FROM json_each(?))"
            where.append(
                f"(parts.{of_cases} OR parts.id IN (SELECT part FROM passages WHERE {of_cases}))"  # noqa: S608 - ours
            )
            values += [json.dumps(filters.cases)] * 2
        sql = "SELECT parts.id FROM parts JOIN documents ON documents.id = parts.document WHERE "
        return [row[0] for row in self.connection.execute(sql + " AND ".join(where), values)]

    def passages_of(self, parts: Sequence[int], cases: Sequence[str] | None = None) -> list[int]:
        """Ids of the passages of these parts; cases: only those that stand in one of these cases."""
        among, values = "IN (SELECT value FROM json_each(?))", [json.dumps(list(parts))]
        sql = f"SELECT passages.id FROM passages WHERE part {among}"  # noqa: S608 - ours
        if cases is not None:
            number = "(SELECT parts.case_number FROM parts WHERE parts.id = part)"
            sql += f" AND COALESCE(passages.case_number, {number}) {among}"
            values.append(json.dumps(list(cases)))
        return [row[0] for row in self.connection.execute(sql, values)]


def _reason(kept: str | None) -> Reason | None:
    return Reason.unpacked(kept) if kept else None


def _blocks(ids: Sequence[int]) -> Iterator[Sequence[int]]:
    for at in range(0, len(ids), _VARIABLES):
        yield ids[at : at + _VARIABLES]


def text_sum(text: str) -> str:
    """BLAKE2b-128 of a text, in hex."""
    return hashlib.blake2b(text.encode("utf-8", "surrogatepass"), digest_size=16).hexdigest()


def _unwritten(path: Path) -> bool:
    """Whether the log beside a database holds commits that the database does not."""
    log = path.with_name(path.name + "-wal")
    return log.exists() and log.stat().st_size > 0


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
