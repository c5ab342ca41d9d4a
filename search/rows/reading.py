"""The items of a question while they are read: which are settled, and what conditions they gave."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from search.rows.select import Expression
from search.rows.vocabulary import Kind
from search.rows.words import Item


@dataclass(frozen=True, slots=True)
class Atom:
    """One condition and the items it was read from, ``items[first:end]``."""

    first: int
    end: int
    expression: Expression


@dataclass(slots=True)
class Reading:
    """Items that are being read. used: indices of those whose meaning is settled."""

    items: Sequence[Item]
    used: set[int] = field(default_factory=set)

    def use(self, *indices: int) -> None:
        """Note that these are settled."""
        self.used.update(indices)

    def free(self, *kinds: Kind) -> list[int]:
        """Indices of the items of these kinds that are not settled."""
        return [i for i, item in enumerate(self.items) if item.kind in kinds and i not in self.used]

    def has(self, *kinds: Kind) -> bool:
        """Whether any item, settled or not, is of these kinds."""
        return any(item.kind in kinds for item in self.items)

    def kind(self, index: int) -> Kind | None:
        """The kind of an item; None outside the question."""
        return self.items[index].kind if 0 <= index < len(self.items) else None

    def field(self, index: int) -> str | None:
        """The field that an item names, None where it is no `Kind.FIELD`."""
        return self.items[index].value if self.kind(index) is Kind.FIELD else None
