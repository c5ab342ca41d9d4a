"""What the truth is kept in: one set of statements for SQLite and PostgreSQL.

Statements are written once, in what both understand (``?`` for a value, ``ON CONFLICT`` for what may
be there already, ``"end"`` quoted); a `Database` gives the little that differs.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any, Protocol


class Cursor(Protocol):
    """The rows that a statement gave."""

    def fetchone(self) -> Any:
        """The next row; None where there is none."""

    def fetchall(self) -> list[Any]:
        """The rows that are left."""

    def __iter__(self) -> Iterator[Any]: ...


class Connection(Protocol):
    """One thread's connection. Each statement is committed by itself unless a transaction was begun."""

    @property
    def in_transaction(self) -> bool:
        """Whether a transaction was begun and not ended."""

    def execute(self, sql: str, values: Sequence[Any] = ..., /) -> Cursor:
        """Run one statement."""

    def executemany(self, sql: str, rows: Iterable[Sequence[Any]], /) -> object:
        """Run one statement for each row of values."""

    def close(self) -> None:
        """Give it back."""


class Database(Protocol):
    """Where the truth lies, and what is said differently there.

    main: the schema that the tables stand in. numbers, texts: the set of values that a JSON array
    holds, for ``IN``. failures: what the library raises that nobody has put in a sentence yet.
    """

    main: str
    numbers: str
    texts: str
    failures: tuple[type[Exception], ...]

    def connect(self) -> Connection:
        """A new connection for the calling thread."""

    def usable(self, connection: Connection) -> bool:
        """Whether a connection that was opened earlier can still be asked."""

    def has_tables(self, connection: Connection) -> bool:
        """Whether anything was made here yet."""

    def make(self, connection: Connection, tables: str, number: int) -> None:
        """Make the tables, all or none, and note the number of their format."""

    def alter(self, connection: Connection, statements: str) -> None:
        """Run what takes the tables to a newer format, within a transaction."""

    def show(self, connection: Connection, views: str) -> None:
        """Make the views that hide from a connection what it may not see."""

    def begin(self, connection: Connection) -> None:
        """Begin a transaction that writes; others that write wait for its end."""

    def version(self, connection: Connection) -> Any:
        """What changes when another connection has committed."""

    def claim(self) -> bool:
        """Become the one writer; whether that is decided here and not by the folder's lock alone.

        Raises LockedError where another is.
        """

    def release(self) -> None:
        """Let the next writer in."""

    # -- upkeep -------------------------------------------------------------------------------

    def damage(self, connection: Connection) -> str | None:
        """What the database's own examination found; None where it is whole."""

    def reindex(self, connection: Connection) -> None:
        """Make the database's own indexes anew from its tables."""

    def rewrite(self, connection: Connection) -> bool:
        """Let nothing that was deleted stay in the files; whether no reader held on to it."""

    def copy_to(self, connection: Connection, path: Path) -> None:
        """A consistent copy at `path`, as an SQLite file, made while others read and write."""

    def replace_with(self, connection: Connection, path: Path) -> None:
        """Put the content of such a copy in place of this one's."""
