"""The truth of an index; all SQL stands in this package, in `index.schema` and in `index.upkeep`.

It lies in SQLite, or in PostgreSQL where several machines share it: the statements are the same.
Nothing is decoded that was not encoded here: text, JSON and raw arrays.
"""

from __future__ import annotations

from pathlib import Path

from corpus.errors import NoIndexError, VersionError
from index.cluster import read_cluster
from index.faults import damaged_truth, told
from index.schema import FORMAT, STEPS, TABLES
from index.store.database import Database
from index.store.documents import Documents
from index.store.mentions import Mentions
from index.store.passages import Passages
from index.store.sqlite import SqliteDatabase
from index.store.texts import text_sum
from index.store.vectors import VECTOR, Vectors

__all__ = ["VECTOR", "Store", "text_sum"]


class Store(Documents, Passages, Vectors, Mentions):
    """The tables of one index.

    Raises NoIndexError where there is none, VersionError where its format is another's,
    DamagedError where the database cannot read it, StorageError where the disk does not let it or
    PostgreSQL does not answer.
    """

    def __init__(
        self, path: Path, *, create: bool = False, hide: bool = False, within: frozenset[str] | None = None
    ) -> None:
        """path: the database file of an index folder, which need not be there where the truth lies elsewhere.

        within: hold only documents of these collections, as if there were no others; such a store only reads.
        hide: give out texts with the digits of national identity numbers masked.

        A masked text is as long as the text, so offsets fit both, and a quote of a masked store
        is the slice of the text that the same store gives.
        """
        super().__init__(_database(path, create), hide=hide)
        self._folder = path.parent
        try:
            self.prepare(create)
        except self.database.failures as error:
            self.close()
            raise told(error, path.parent) or damaged_truth(path.parent) from error
        except BaseException:
            self.close()
            raise
        self._within = within

    def prepare(self, create: bool = False) -> None:
        """Make the tables where there are none and `create` is True; take an older format to this one."""
        connection = self.connection
        tables = self.database.has_tables(connection)
        if not create and not tables:  # the first writer was killed before it had made them
            raise NoIndexError("errors.no_index", parent=self._folder)
        if create and not tables:
            self.database.make(connection, TABLES, FORMAT)
        if self._step() in STEPS:
            self._migrate()
        found = self.get("format")
        if found != str(FORMAT):
            raise VersionError("errors.index_format", parent=self._folder, found=found, format=FORMAT)

    def _step(self) -> int:
        found = str(self.get("format"))
        return int(found) if found.isdecimal() else 0

    def _migrate(self) -> None:
        """Take the index to this format step by step, all in one commit."""
        from index.migrate import fill

        with self.transaction():
            while (step := self._step()) in STEPS:  # read again: another process may have been here
                self.database.alter(self.connection, STEPS[step])
                fill(self, step)
                self.put("format", str(step + 1))


def _database(path: Path, create: bool) -> Database:
    """What holds the truth of the index that `path` belongs to."""
    cluster = read_cluster(path.parent)
    if cluster is None or cluster.truth is None:
        return SqliteDatabase(path, create=create)
    from index.store.postgres import PostgresDatabase

    return PostgresDatabase(cluster.truth)
