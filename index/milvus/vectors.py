"""The vectors of one encoder in Milvus: what `index.dense.Dense` and its segments are for a folder."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from index.milvus.client import Client
from index.milvus.rows import about_row, expression, vectors_schema
from index.milvus.words import count, send_rows
from index.types import About

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray
    from pymilvus import MilvusClient

_BATCH = 500
_MOST = 16_384  # hits that Milvus gives to one question, at most
_FEWEST = 2  # numbers of a vector that Milvus takes; a very small archive has an encoder of one


class Vectors:
    """The collections of an index's vectors, beside that of its words (`index.milvus.words`)."""

    def __init__(self, client: Client, prefix: str) -> None:
        self._client = client
        self._prefix = prefix

    def name(self, encoder: str) -> str:
        """The collection of an encoder."""
        return f"{self._prefix}{encoder[:16]}"

    def size(self, encoder: str) -> int:
        """How many vectors there are; 0 where the encoder has no collection."""

        def counted(client: MilvusClient, options: dict[str, Any]) -> int:
            if not client.has_collection(self.name(encoder), timeout=options["timeout"]):
                return 0
            return count(client, options, self.name(encoder), "")

        return self._client.ask(counted)

    def add(
        self,
        encoder: str,
        abouts: Mapping[int, About],
        ids: Sequence[int],
        vectors: NDArray[np.float32],
        stamp: int,
    ) -> None:
        """Add vectors, shape ``(len(ids), dimensions)``, or put them in place of those of these passages."""
        self._make(encoder, max(int(vectors.shape[1]), _FEWEST))
        rows = [
            {"id": number, **about_row(abouts[number], stamp), "vector": _padded(vector)}
            for number, vector in zip(ids, vectors, strict=True)
            if number in abouts
        ]
        name = self.name(encoder)
        for at in range(0, len(rows), _BATCH):
            send_rows(self._client, name, rows[at : at + _BATCH])

    def drop_older(self, encoder: str, stamp: int) -> None:
        """Remove what was written with an earlier stamp."""
        name = self.name(encoder)

        def dropped(client: MilvusClient, options: dict[str, Any]) -> None:
            if client.has_collection(name, timeout=options["timeout"]):
                client.delete(name, filter=f"stamp < {stamp}", **options)

        self._client.tell(dropped)

    def drop_but(self, encoders: Sequence[str]) -> None:
        """Delete the collections of all other encoders."""
        keep = {self.name(encoder) for encoder in encoders} | {f"{self._prefix}words"}

        def dropped(client: MilvusClient, options: dict[str, Any]) -> None:
            for name in client.list_collections(**options):
                if name.startswith(self._prefix) and name not in keep:
                    client.drop_collection(name, timeout=options["timeout"])

        self._client.tell(dropped)

    def search(
        self, encoder: str, vector: NDArray[np.float32], limit: int, allowed: Sequence[int] | None = None
    ) -> list[tuple[int, float]]:
        """The nearest passages to a vector of shape ``(dimensions,)``: ids and cosines, best first."""
        if not vector.any() or (allowed is not None and not allowed):
            return []
        hits = self._client.ask(
            lambda client, options: client.search(
                self.name(encoder), data=[_padded(vector)], anns_field="vector", limit=min(limit, _MOST),
                filter=expression(allowed, "id"), **options,
            )
        )  # fmt: skip
        found = [(int(hit["id"]), float(hit["distance"])) for hit in hits[0]]
        return sorted(found, key=lambda hit: (-hit[1], hit[0]))

    def _make(self, encoder: str, dimensions: int) -> None:
        name = self.name(encoder)

        def made(client: MilvusClient, options: dict[str, Any]) -> None:
            if not client.has_collection(name, timeout=options["timeout"]):
                schema, indexes = vectors_schema(client, dimensions)
                client.create_collection(
                    name, schema=schema, index_params=indexes, consistency_level="Strong", timeout=60
                )

        self._client.tell(made)


def _padded(vector: NDArray[np.float32]) -> list[float]:
    numbers: list[float] = vector.tolist()
    return numbers + [0.0] * (_FEWEST - len(numbers))


class Nearest:
    """The open vectors of one encoder, read as `index.dense.Dense` is."""

    def __init__(self, vectors: Vectors, encoder: str | None) -> None:
        self._vectors = vectors
        self._encoder = encoder
        self.names: tuple[str, ...] = (encoder,) if encoder else ()

    @property
    def size(self) -> int:
        """1 where there is an encoder: Milvus tells how many vectors it found by finding them."""
        return len(self.names)

    def search(
        self, vector: NDArray[np.float32], limit: int, allowed: Sequence[int] | None = None
    ) -> list[tuple[int, float]]:
        """The nearest passages: ids and cosines, best first."""
        return self._vectors.search(self._encoder, vector, limit, allowed) if self._encoder else []
