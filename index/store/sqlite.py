"""The truth in one SQLite file, with a write-ahead log so that readers go on while the one writer writes."""

from __future__ import annotations

import os
import sqlite3
from pathlib import Path
from typing import TYPE_CHECKING

from corpus.errors import NoIndexError, StorageError

if TYPE_CHECKING:
    from index.store.database import Connection


class SqliteDatabase:
    """A file. Raises NoIndexError where there is none, StorageError where it cannot be read as it is."""

    main = "main"
    numbers = texts = "(SELECT value FROM json_each(?))"
    failures: tuple[type[Exception], ...] = (sqlite3.Error,)

    def __init__(self, path: Path, *, create: bool = False) -> None:
        self._path = path
        if not path.exists() and not create:
            raise NoIndexError("errors.no_index", parent=path.parent)
        self._fixed = path.exists() and not os.access(path.parent, os.W_OK)
        if self._fixed and _unwritten(path):
            raise StorageError("errors.index_unfinished", parent=path.parent)

    def connect(self) -> Connection:
        """A new connection, which any thread may close."""
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
        return connection

    def usable(self, _connection: Connection) -> bool:
        """Always: there is nobody at the other end."""
        return True

    def has_tables(self, connection: Connection) -> bool:
        """Whether the file holds any."""
        return bool(connection.execute("SELECT COUNT(*) FROM sqlite_master").fetchone()[0])

    def make(self, connection: Connection, tables: str, number: int) -> None:
        """Make the tables in one commit."""
        note = f"INSERT INTO meta VALUES ('format', '{number}');"  # noqa: S608 - ours
        _script(connection, f"BEGIN IMMEDIATE; {tables} {note} COMMIT;")

    def alter(self, connection: Connection, statements: str) -> None:
        """Statement by statement: SQLite's way of running many ends the transaction first."""
        for statement in statements.split(";"):
            connection.execute(statement)

    def show(self, connection: Connection, views: str) -> None:
        """Views that stand before the tables of their name."""
        connection.execute("PRAGMA temp_store = MEMORY")
        _script(connection, views)

    def begin(self, connection: Connection) -> None:
        """Begin, and take the file's one lock for writing."""
        connection.execute("BEGIN IMMEDIATE")

    def version(self, connection: Connection) -> int:
        """SQLite's own count of what others have committed."""
        return int(connection.execute("PRAGMA data_version").fetchone()[0])

    def claim(self) -> bool:
        """The folder's lock has decided it."""
        return False

    def release(self) -> None:
        """Nothing was claimed."""

    def damage(self, connection: Connection) -> str | None:
        """What SQLite's own examination found, in its words."""
        try:
            verdict = str(connection.execute("PRAGMA integrity_check").fetchone()[0])
            broken = connection.execute("PRAGMA foreign_key_check").fetchone()
        except sqlite3.DatabaseError as error:
            return str(error)
        return None if verdict == "ok" and broken is None else verdict.splitlines()[0]

    def reindex(self, connection: Connection) -> None:
        """Make SQLite's own indexes anew."""
        connection.execute("REINDEX")

    def rewrite(self, connection: Connection) -> bool:
        """Write the file anew without its holes and empty the log, which holds earlier pages.

        Deleted rows are overwritten as they go (``secure_delete``).
        """
        connection.execute("VACUUM")
        busy, _, _ = connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
        return not busy

    def copy_to(self, connection: Connection, path: Path) -> None:
        """SQLite's own backup."""
        target = sqlite3.connect(path)
        try:
            _own(connection).backup(target, pages=2000, sleep=0.01)
            target.execute("PRAGMA journal_mode = DELETE")  # one file, without a log beside it
        finally:
            target.close()

    def replace_with(self, connection: Connection, path: Path) -> None:
        """The same, the other way."""
        source = open_copy(path)
        try:
            source.backup(_own(connection))
        finally:
            source.close()


def open_copy(path: Path) -> sqlite3.Connection:
    """A file that nobody writes to, open for reading."""
    return sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro&immutable=1", uri=True)


def _own(connection: Connection) -> sqlite3.Connection:
    assert isinstance(connection, sqlite3.Connection)
    return connection


def _script(connection: Connection, statements: str) -> None:
    _own(connection).executescript(statements)


def _unwritten(path: Path) -> bool:
    """Whether the log beside a database holds commits that the database does not."""
    log = path.with_name(path.name + "-wal")
    return log.exists() and log.stat().st_size > 0
