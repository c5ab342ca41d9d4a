"""A connection to PostgreSQL that takes the statements that SQLite takes, and says in a sentence what is wrong.

psycopg is imported when a connection is made, since an index in a folder needs none.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from functools import lru_cache
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from corpus.errors import StorageError, UsageError

if TYPE_CHECKING:
    import psycopg

    from index.store.database import Cursor

_SECONDS = 10  # that a connection may take to be made
_ROWS = 2000  # rows that are read at a time where all of a table are


class PostgresConnection:
    """One connection that speaks as `index.store.database.Connection` does."""

    def __init__(self, url: str, schema: str) -> None:
        try:
            import psycopg
        except ImportError as error:
            raise UsageError("errors.cluster_extra", package="psycopg") from error
        self._errors = (psycopg.OperationalError, psycopg.InterfaceError)
        self._where = _without_secret(url)
        try:
            self._raw: psycopg.Connection[Any] = psycopg.connect(
                url, autocommit=True, connect_timeout=_SECONDS, application_name="saksok"
            )
            _plain_texts(self._raw)
            self._raw.execute(f"SET search_path TO {schema}")
        except psycopg.ProgrammingError as error:
            raise UsageError("errors.truth_url", url=self._where) from error
        except self._errors as error:
            raise self._told(error) from error

    @property
    def closed(self) -> bool:
        """Whether it can be asked no more."""
        return bool(self._raw.closed)

    @property
    def in_transaction(self) -> bool:
        """Whether a transaction was begun and not ended; one that the server lost has ended."""
        return not self._raw.closed and self._raw.info.transaction_status.name != "IDLE"

    def execute(self, sql: str, values: Sequence[Any] = (), /) -> Cursor:
        """Run one statement. Raises StorageError where the server does not answer or its disk is full."""
        with self._telling():
            return self._raw.execute(_marked(sql).encode(), tuple(values))

    def executemany(self, sql: str, rows: Iterable[Sequence[Any]], /) -> object:
        """Run one statement for each row of values, sent together."""
        with self._telling(), self._raw.cursor() as cursor:
            cursor.executemany(_marked(sql).encode(), [tuple(row) for row in rows])
        return None

    def blocks(self, table: str) -> Iterator[list[tuple[Any, ...]]]:
        """All rows of a table, some at a time, within the transaction that was begun."""
        with self._telling(), self._raw.cursor(name="saksok_copy") as cursor:
            cursor.execute(f"SELECT * FROM {table}".encode())  # noqa: S608 - ours
            while rows := cursor.fetchmany(_ROWS):
                yield rows

    def close(self) -> None:
        """End it."""
        self._raw.close()

    @contextmanager
    def _telling(self) -> Iterator[None]:
        try:
            yield
        except self._errors as error:
            raise self._told(error) from error

    def _told(self, error: Exception) -> StorageError:
        if getattr(error, "sqlstate", None) == "53100":
            return StorageError("errors.truth_full", where=self._where)
        reason = next(iter(str(error).strip().splitlines()), type(error).__name__)
        return StorageError("errors.truth_unreachable", where=self._where, reason=reason)


def _without_secret(url: str) -> str:
    parts = urlsplit(url)
    return f"{parts.hostname or 'localhost'}:{parts.port or 5432}{parts.path}"


@lru_cache(maxsize=512)
def _marked(sql: str) -> str:
    """The marks of psycopg for values in place of SQLite's."""
    return sql.replace("%", "%%").replace("?", "%s")


_ESCAPE = "\ufdd0"  # a noncharacter: no text is meant to hold it


def _plain_texts(connection: psycopg.Connection[Any]) -> None:
    """Let texts hold U+0000, which PostgreSQL does not take: it goes as two other characters, and comes back."""
    from psycopg.types.string import StrDumperUnknown, TextLoader

    class Dumper(StrDumperUnknown):
        def dump(self, obj: str) -> Any:
            if "\0" in obj or _ESCAPE in obj:
                obj = obj.replace(_ESCAPE, _ESCAPE + "1").replace("\0", _ESCAPE + "0")
            return super().dump(obj)

    class Loader(TextLoader):
        def load(self, data: Any) -> Any:
            found = super().load(data)
            if isinstance(found, str) and _ESCAPE in found:
                return found.replace(_ESCAPE + "0", "\0").replace(_ESCAPE + "1", _ESCAPE)
            return found

    connection.adapters.register_dumper(str, Dumper)
    connection.adapters.register_loader("text", Loader)
