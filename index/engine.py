"""The seam between the truth and what finds passages: the embedded engine, and Milvus.

Both are derived from the truth, and both get every token from the one analyser, so that they rank alike.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Protocol

from index.keys import Keys
from index.language import Terms
from index.lexical import Statistics
from index.types import About

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray


class Words(Protocol):
    """Passages by their words: `index.lexical.Lexical`, or `index.milvus.words.Words`.

    What is added and removed is durable and found after `commit`. parts: only passages of these
    parts, or of an `index.selection.Selection`; None for all.
    """

    @property
    def size(self) -> int:
        """How many passages there are."""

    def add(self, about: About, body: Terms, head: Terms, keys: bytes = b"") -> None:
        """Add a passage."""

    def remove(self, documents: Iterable[int]) -> None:
        """Remove documents' passages."""

    def clear(self) -> None:
        """Remove all that is not added again before the next `commit`."""

    def commit(self) -> None:
        """Make durable and visible what was written."""

    def tidy(self) -> None:
        """Let go of what was removed, on disk too."""

    def reload(self) -> None:
        """See what has been committed since."""

    def close(self) -> None:
        """Give back what is held."""

    def search(
        self, field: str, terms: dict[str, float], limit: int, parts: Sequence[int] | None = None
    ) -> list[tuple[int, float]]:
        """The best passages by BM25 of one field: ids and scores, best first."""

    def near(
        self, field: str, term: str, distance: int, limit: int, parts: Sequence[int] | None = None
    ) -> list[int]:
        """Passages that hold a term at most `distance` letters from another."""

    def keys(self, passages: Sequence[int]) -> dict[int, Keys]:
        """The keys of those of these passages that have them."""

    def frequency(self, field: str, term: str, parts: Sequence[int] | None = None) -> int:
        """In how many passages a term stands."""

    def statistics(self, field: str, term: str) -> Statistics | None:
        """What a field's scores rest on, by way of a term; None where no passage has it."""


class Nearest(Protocol):
    """The vectors of one encoder, open for reading: `index.dense.Dense`, or `index.milvus.vectors.Nearest`."""

    names: tuple[str, ...]

    @property
    def size(self) -> int:
        """0 where there is nothing to find."""

    def search(
        self, vector: NDArray[np.float32], limit: int, allowed: Sequence[int] | None = None
    ) -> list[tuple[int, float]]:
        """The nearest passages to a vector: ids and cosines, best first."""


class VectorKeeper(Protocol):
    """Where one writer's vectors go: `index.segments.Segments`, or `index.milvus.keeper.MilvusKeeper`."""

    def keep(self, encoder: str, ids: Sequence[int], vectors: NDArray[np.float32]) -> None:
        """Keep a batch in the engine and in the truth, in one commit."""

    def settle(self, encoder: str) -> None:
        """An encoder is the index's own now: let go of what others left."""

    def rebuild(self, encoder: str) -> None:
        """Make the engine's vectors anew from those of the truth."""

    def whole(self, encoder: str) -> bool:
        """Whether the engine has all vectors that the truth has."""

    def refile(self, passages: Sequence[int]) -> None:
        """What these passages are chosen by has changed."""

    def forget(self, documents: Sequence[int]) -> None:
        """The passages of these documents are about to go; inside the transaction that removes them."""

    def finish(self, *, stop: bool = False) -> None:
        """End what runs in the background: when it is done, or with `stop` as soon as it may."""
