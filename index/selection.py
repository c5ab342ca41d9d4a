"""Which passages may be found, said in a way that each engine understands."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import overload

from index.types import Filters


class Selection(Sequence[int]):
    """Ids that the truth gives when they are asked for, and the conditions that choose them.

    An engine that keeps what passages are chosen by reads the conditions and never the ids, of which
    there may be millions. documents: ids of those that the filters name; None where they name none.
    """

    def __init__(
        self,
        load: Callable[[], list[int]],
        filters: Filters,
        collections: frozenset[str] | None,
        documents: Sequence[int] | None,
    ) -> None:
        self._load = load
        self._ids: list[int] | None = None
        self.filters = filters
        self.collections = collections
        self.documents = documents

    @property
    def ids(self) -> list[int]:
        """The ids, read once."""
        if self._ids is None:
            self._ids = self._load()
        return self._ids

    def __bool__(self) -> bool:
        """True until it is known to be empty: by an empty list of what may be, or by the ids that were read."""
        lists = (self.filters.bodies, self.filters.cases, self.collections, self.documents)
        if any(one is not None and not one for one in lists):
            return False
        return self._ids is None or bool(self._ids)

    def __len__(self) -> int:
        return len(self.ids)

    def __iter__(self) -> Iterator[int]:
        return iter(self.ids)

    @overload
    def __getitem__(self, index: int) -> int: ...

    @overload
    def __getitem__(self, index: slice) -> list[int]: ...

    def __getitem__(self, index: int | slice) -> int | list[int]:
        return self.ids[index]
