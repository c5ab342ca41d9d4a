"""Where one writer's vectors go when the engine is Milvus."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from index.milvus.vectors import Vectors
from index.milvus.words import Words
from index.store import Store

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

_BATCH = 5000  # vectors that are read from the truth at a time


class MilvusKeeper:
    """One writer's vectors: to Milvus first, then to the truth; what a crash leaves there is written over."""

    def __init__(self, words: Words, store: Store) -> None:
        self._vectors = Vectors(words.client, words.prefix)
        self._store = store

    def keep(self, encoder: str, ids: Sequence[int], vectors: NDArray[np.float32]) -> None:
        """Send a batch, then commit it."""
        self._send(encoder, ids, vectors)
        with self._store.transaction():
            self._store.add_vectors(encoder, ids, vectors)
            self._store.advance()

    def settle(self, encoder: str) -> None:
        """Drop the collections of encoders that the truth has forgotten."""
        self._vectors.drop_but([encoder, *self._store.encoders()])

    def rebuild(self, encoder: str) -> None:
        """Send all vectors of the truth again, then remove what was there and is not among them."""
        stamp = self._store.generation + 1
        after = 0
        while True:
            ids, vectors = self._store.vectors(encoder, after, _BATCH)
            if not ids:
                break
            self._send(encoder, ids, vectors)
            after = ids[-1]
        self._vectors.drop_older(encoder, stamp)
        with self._store.transaction():
            self._store.advance()

    def whole(self, encoder: str) -> bool:
        """Whether Milvus holds as many as the truth, or more: what is not in the truth is never shown."""
        return self._vectors.size(encoder) >= self._store.vector_count(encoder)

    def refile(self, passages: Sequence[int]) -> None:
        """Send the vectors of these passages again, with what they are chosen by now."""
        for encoder in self._store.encoders():
            ids, vectors = self._store.vectors_of(encoder, passages)
            if ids:
                self._send(encoder, ids, vectors)

    def forget(self, documents: Sequence[int]) -> None:
        """Nothing: what is not in the truth is removed from Milvus with its words' rows, and never shown."""

    def finish(self, *, stop: bool = False) -> None:
        """Nothing: nothing runs in the background."""

    def _send(self, encoder: str, ids: Sequence[int], vectors: NDArray[np.float32]) -> None:
        stamp = self._store.generation + 1
        self._vectors.add(encoder, self._store.abouts(ids), ids, vectors, stamp)
