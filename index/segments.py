"""The vectors of an index folder: FAISS segments, written once and merged when there are many."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from index.dense import SUFFIX, Dense, remove_strays, write_segment
from index.paths import IndexPaths
from index.store import Store

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

_MANY_SEGMENTS = 4  # each is searched on its own: above this number they are merged into one
_DEAD = 0.2  # share of removed passages in the segments above which they are merged


class Segments:
    """One writer's segments."""

    def __init__(self, paths: IndexPaths, store: Store) -> None:
        self._folder = paths.dense
        self._store = store

    def keep(self, encoder: str, ids: Sequence[int], vectors: NDArray[np.float32]) -> None:
        """Write a segment, then name it in the commit that keeps its vectors."""
        name = f"{encoder[:8]}-{self._store.generation + 1}{SUFFIX}"
        sum_ = write_segment(self._folder, name, ids, vectors)
        with self._store.transaction():
            self._store.add_vectors(encoder, ids, vectors)
            self._store.add_segment(name, encoder, len(ids), sum_)
            self._store.advance()

    def settle(self, encoder: str) -> None:
        """Make one segment of many, or of ones that hold too many removed passages."""
        names = self._store.segments(encoder)
        alive = self._store.vector_count(encoder)
        held = self._store.segment_total(encoder)
        if len(names) <= _MANY_SEGMENTS and held - alive <= _DEAD * max(alive, 1):
            remove_strays(self._folder, self._store.all_segments())
            return
        self.rebuild(encoder)

    def rebuild(self, encoder: str) -> None:
        """Write the segments anew from the vectors in the truth."""
        name = f"{encoder[:8]}-{self._store.generation + 1}-all{SUFFIX}"
        ids, vectors = self._store.vectors(encoder, 0, 1 << 62)
        sum_ = write_segment(self._folder, name, ids, vectors) if ids else 0
        with self._store.transaction():
            self._store.drop_segments(encoder)
            if ids:
                self._store.add_segment(name, encoder, len(ids), sum_)
            self._store.advance()
        remove_strays(self._folder, self._store.all_segments())

    def whole(self, encoder: str) -> bool:
        """Whether the segments are as they were written, and hold as many vectors as the truth says."""
        try:
            dense = Dense(self._folder, self._store.segments(encoder), self._store.segment_sums())
        except RuntimeError:
            return False
        return self._store.vector_count(encoder) <= dense.size == self._store.segment_total(encoder)

    def refile(self, passages: Sequence[int]) -> None:
        """Nothing: a segment knows passages by their ids alone."""
