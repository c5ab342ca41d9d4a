"""The files of an index folder."""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from pathlib import Path

from index.cluster import read_cluster


@dataclass(frozen=True, slots=True)
class IndexPaths:
    """Where the parts of one index lie; `database`, `uploads` and `lock` are not derived."""

    folder: Path

    @property
    def database(self) -> Path:
        """SQLite: the truth."""
        return self.folder / "archive.db"

    @property
    def lexical(self) -> Path:
        """The folder of tantivy's index."""
        return self.folder / "lexical"

    @property
    def dense(self) -> Path:
        """The folder of FAISS segments."""
        return self.folder / "dense"

    @property
    def encoder(self) -> Path:
        """The folder of fitted encoders, one folder each, named by fingerprint."""
        return self.folder / "encoder"

    @property
    def exists(self) -> bool:
        """Whether there is an index, or may be one whose truth lies elsewhere."""
        cluster = read_cluster(self.folder)
        return self.database.exists() or (cluster is not None and cluster.truth is not None)

    def clear(self) -> None:
        """Delete all files of the index but the lock; for the one who holds it."""
        for path in (self.lexical, self.dense, self.encoder):
            shutil.rmtree(path, ignore_errors=True)
        for path in self.folder.glob(self.database.name + "*"):
            path.unlink(missing_ok=True)

    @property
    def uploads(self) -> Path:
        """The folder of documents that were given to the app: the index's own copies, its only sources."""
        return self.folder / "uploads"

    @property
    def removed(self) -> Path:
        """Uploads that were taken out, until nobody can want them back; hidden, so that a scan passes it over."""
        return self.uploads / ".removed"

    @property
    def lock(self) -> Path:
        """Held by the one writer."""
        return self.folder / "writer.lock"
