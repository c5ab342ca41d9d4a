"""Vectors, the encoders that made them, and the dense segments they stand in."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from index.store.base import Base

if TYPE_CHECKING:  # a case is looked up without NumPy
    import numpy as np
    from numpy.typing import NDArray

VECTOR = "<f2"
"""Vectors are kept in half precision: 2 bytes a number, an error below 0.0005 of a unit vector."""


class Vectors(Base):
    """Vectors, the encoders that made them, and the dense segments they stand in."""

    def without_vector(self, encoder: str, after: int, limit: int) -> list[tuple[int, str]]:
        """Up to `limit` passages with ids above `after` that `encoder` has not encoded.

        Each with its id and the text that the encoder shall see.
        """
        rows = self.connection.execute(
            "SELECT id, context || ? || text FROM passages WHERE id > ? AND NOT EXISTS "
            "(SELECT 1 FROM vectors WHERE encoder = ? AND passage = passages.id) ORDER BY id LIMIT ?",
            ("\n", after, encoder, limit),
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
        return _unpacked(rows)

    def vectors_of(self, encoder: str, passages: Sequence[int]) -> tuple[list[int], NDArray[np.float32]]:
        """Those of these passages that `encoder` has encoded, and their vectors, shape ``(n, dimensions)``."""
        rows = self.connection.execute(
            f"SELECT passage, vector FROM vectors WHERE encoder = ? AND passage IN {self.database.numbers}"  # noqa: S608
            " ORDER BY passage",
            (encoder, json.dumps(list(passages))),
        ).fetchall()
        return _unpacked(rows)

    def vector_count(self, encoder: str) -> int:
        """How many passages `encoder` has encoded."""
        return int(self.one("SELECT COUNT(*) FROM vectors WHERE encoder = ?", encoder))

    def encoded(self, encoder: str) -> int:
        """The passage up to which `encoder` has encoded all there are, as far as that was noted; else 0."""
        noted: dict[str, int] = json.loads(self.get("encoded") or "{}")
        return noted.get(encoder, 0)

    def put_encoded(self, encoder: str, passage: int) -> None:
        """Note that `encoder` has encoded all passages up to this one; of other encoders nothing is noted."""
        self.put("encoded", json.dumps({encoder: passage}))

    def encoded_count(self, encoder: str) -> int:
        """As `vector_count`, without counting those up to the passage to which all are known to be encoded."""
        noted = self.encoded(encoder)
        if not noted:
            return self.vector_count(encoder)
        sql = "SELECT CAST(COALESCE(SUM(passages), 0) AS BIGINT) FROM documents WHERE state = 'ok'"
        lacking = self.one(
            "SELECT COUNT(*) FROM passages WHERE id > ? AND NOT EXISTS "
            "(SELECT 1 FROM vectors WHERE encoder = ? AND passage = passages.id)",
            noted,
            encoder,
        )
        return int(self.one(sql)) - int(lacking)

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
        return int(
            self.one("SELECT CAST(COALESCE(SUM(size), 0) AS BIGINT) FROM segments WHERE encoder = ?", encoder)
        )

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

    def drop_segments(self, encoder: str, names: Sequence[str]) -> None:
        """Forget these segments of an encoder."""
        self.connection.executemany(
            "DELETE FROM segments WHERE encoder = ? AND name = ?", [(encoder, name) for name in names]
        )
        self.connection.execute("DELETE FROM segment_sums WHERE name NOT IN (SELECT name FROM segments)")

    def segment_sizes(self, encoder: str) -> dict[str, int]:
        """How many vectors each segment of an encoder holds, those of removed passages included."""
        rows = self.connection.execute(
            "SELECT name, size FROM segments WHERE encoder = ? ORDER BY name", (encoder,)
        )
        return dict(rows.fetchall())

    def removed(self) -> list[tuple[int, int]]:
        """Ranges (first and last id) of passages that segments may hold although they were removed."""
        return [(first, last) for first, last in json.loads(self.get("removed") or "[]")]

    def put_removed(self, ranges: Sequence[tuple[int, int]]) -> None:
        """Note these ranges in place of those before."""
        self.put("removed", json.dumps(list(ranges)))

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


def _unpacked(rows: Sequence[Sequence[Any]]) -> tuple[list[int], NDArray[np.float32]]:
    import numpy as np

    if not rows:
        return [], np.zeros((0, 0), np.float32)
    joined = np.frombuffer(b"".join(row[1] for row in rows), VECTOR).reshape(len(rows), -1)
    return [row[0] for row in rows], joined.astype(np.float32)
