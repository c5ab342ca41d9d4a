"""What every part of the store stands on: connections, transactions, settings."""

from __future__ import annotations

import json
import threading
import uuid
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from corpus.errors import LockedError
from index.collections import collection_of, read_places
from index.schema import SHOWN
from index.store.database import Connection, Database

EXEMPT = """
(SELECT mark FROM exempt WHERE exempt.document = {0}.document AND exempt.start <= {0}.start
 AND exempt.end >= {0}.end ORDER BY mark NOT LIKE '%§%', exempt.end - exempt.start LIMIT 1)
"""
"""What a place is exempt by: of several marks the innermost that names a provision."""


class Base:
    """One connection a thread, opened as it is needed."""

    def __init__(self, database: Database, *, hide: bool) -> None:
        self.database = database
        self._hide = hide
        self._within: frozenset[str] | None = None
        self._fence: str | None = None
        self._local = threading.local()
        self._opened: list[Connection] = []
        self._guard = threading.Lock()

    @property
    def connection(self) -> Connection:
        """The calling thread's connection."""
        connection: Connection | None = getattr(self._local, "connection", None)
        if connection is None or not self.database.usable(connection):
            connection = self.database.connect()
            self._local.connection = connection
            self._local.shown = None
            with self._guard:
                self._opened = [one for one in self._opened if self.database.usable(one)]
                self._opened.append(connection)
        if self._within is not None:
            self._show(connection, self._within)
        return connection

    def _show(self, connection: Connection, within: frozenset[str]) -> None:
        """Let the connection see the documents of these collections and no others, as they are now."""
        version = self.database.version(connection)
        shown = self._local.shown
        if shown == version:
            return
        main = self.database.main
        if shown is None:
            self.database.show(connection, SHOWN.replace("{main}", main))
        places = read_places(self._setting(connection, "collections"))
        rows = connection.execute(f"SELECT id, name, source FROM {main}.documents").fetchall()  # noqa: S608
        visible = [(n,) for n, name, source in rows if collection_of(name, source, places) in within]
        connection.execute("DELETE FROM visible")
        connection.executemany("INSERT INTO visible VALUES (?)", visible)
        self._local.shown = version

    @staticmethod
    def _setting(connection: Connection, key: str) -> str | None:
        row = connection.execute("SELECT value FROM meta WHERE key = ?", (key,)).fetchone()
        return row[0] if row else None

    def close(self) -> None:
        """Close every thread's connection; the store cannot be used afterwards."""
        with self._guard:
            for connection in self._opened:
                connection.close()
            self._opened.clear()
        self.database.release()

    def claim(self) -> None:
        """Become the one writer of a truth that several machines reach. Raises LockedError where another is.

        What is written from now on carries a mark, so that a writer that was thought dead, and
        has been followed by another, can commit nothing more.
        """
        if self.database.claim():
            mark = uuid.uuid4().hex
            self.put("writer", mark)
            self._fence = mark

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """All that is written inside stands together, or none of it."""
        connection = self.connection
        self.database.begin(connection)
        try:
            if self._fence is not None and self.get("writer") != self._fence:
                raise LockedError("errors.writer_followed")
            yield
            connection.execute("COMMIT")
        except BaseException:
            if connection.in_transaction:  # a full disk has SQLite roll back by itself
                connection.execute("ROLLBACK")
            raise

    def one(self, sql: str, *values: object) -> Any:
        """The first column of the first row, or None."""
        row = self.connection.execute(sql, values).fetchone()
        return row[0] if row else None

    def insert(self, table: str, rows: Iterable[Sequence[object]], width: int) -> None:
        """Insert full rows; `table` and `width` are ours, never a user's."""
        marks = ", ".join("?" * width)
        self.connection.executemany(f"INSERT INTO {table} VALUES ({marks})", rows)  # noqa: S608

    # -- settings -----------------------------------------------------------------------------

    def get(self, key: str) -> str | None:
        """A setting of the index."""
        value: str | None = self.one("SELECT value FROM meta WHERE key = ?", key)
        return value

    def put(self, key: str, value: str) -> None:
        """Set a setting of the index."""
        self.connection.execute(
            "INSERT INTO meta VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value",
            (key, value),
        )

    def place(self, paths: Iterable[str], collection: str) -> None:
        """Note that what lies at these absolute paths belongs to a collection."""
        places = read_places(self.get("collections")) | dict.fromkeys(paths, collection)
        self.put("collections", json.dumps(places, ensure_ascii=False))

    def collections(self) -> dict[str, int]:
        """How many documents each collection holds."""
        places = read_places(self.get("collections"))
        rows = self.connection.execute("SELECT name, source FROM documents")
        return dict(sorted(Counter(collection_of(name, source, places) for name, source in rows).items()))

    def collection_of_each(self) -> dict[int, str]:
        """The collection of each document, by its id."""
        places = read_places(self.get("collections"))
        rows = self.connection.execute("SELECT id, name, source FROM documents")
        return {number: collection_of(name, source, places) for number, name, source in rows}

    def identity(self) -> str:
        """What tells this index from every other, so that several may share one engine."""
        found = self.get("identity")
        if found is None:
            found = uuid.uuid4().hex[:16]
            self.put("identity", found)
        return found

    @property
    def generation(self) -> int:
        """How many times the index has been changed."""
        return int(self.get("generation") or 0)

    def advance(self) -> None:
        """Count one change; called inside the transaction that makes it."""
        self.put("generation", str(self.generation + 1))
