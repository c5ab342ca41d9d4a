"""Rows and their older selves: which are new, which are gone, which have changed."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from index.records import StoredRow
from ingest.tables.types import GREEN, RED, YELLOW
from search.rows.query import Change
from search.rows.select import compare
from search.rows.table import Report, fold, names_agree
from search.rows.values import in_kroner, number

SEVERITY = {GREEN: 0, YELLOW: 1, RED: 2}
"""Colours from the best to the worst."""


class Gap(NamedTuple):
    """A number before and after; an amount's are in kroner where both units are known (`in_kroner`)."""

    before: float
    after: float
    year: str | None = None
    in_kroner: bool = False

    @property
    def size(self) -> float:
        """After less before."""
        return self.after - self.before


def matched(new: Report, old: Report) -> Iterator[tuple[StoredRow, StoredRow | None]]:
    """Each row of the newer report with its older self: by id where both have one, then by name."""
    ids = {stored.row.id: stored for stored in old.rows if stored.row.id is not None}
    names = {fold(stored.row.name): stored for stored in old.rows}
    for stored in new.rows:
        same = ids.get(stored.row.id) if stored.row.id is not None else None
        named = names.get(fold(stored.row.name))
        if same is not None and named is not None and not names_agree(same.row.name, stored.row.name):
            same = named
        yield stored, same if same is not None else named


def arrived(new: Report, old: Report) -> list[StoredRow]:
    """The rows of the newer report that the older one lacks."""
    return [stored for stored, before in matched(new, old) if before is None]


def departed(new: Report, old: Report) -> list[StoredRow]:
    """The rows of the older report that the newer one lacks."""
    return [stored for stored, after in matched(old, new) if after is None]


def changed(new: StoredRow, old: StoredRow, change: Change) -> bool:
    """Whether a row and its older self differ as the change says."""
    if change.field in ("status", "risk"):
        return _recoloured(getattr(old.row, change.field), getattr(new.row, change.field), change)
    found = gap(new, old, change)
    if found is None:
        return False
    equal = compare("=", found.before, found.after)
    match change.direction:
        case "same":
            return equal
        case "any":
            return not equal
        case "up" | "better":
            return not equal and found.size > 0
        case _:
            return not equal and found.size < 0


def _recoloured(before: str | None, after: str | None, change: Change) -> bool:
    if before is None or after is None:
        return False
    if (change.before and before not in change.before) or (change.after and after not in change.after):
        return False
    if change.direction == "same":
        return before == after
    if before == after:
        return False
    worse = SEVERITY[after] > SEVERITY[before]
    return change.direction == "any" or worse == (change.direction in ("worse", "up"))


def gap(new: StoredRow, old: StoredRow, change: Change) -> Gap | None:
    """A number before and after, None where one is missing.

    Without a year it is the first year's that differs, of those that both have amounts for.
    """
    if change.field == "progress":
        before, after = number(old.row.progress), number(new.row.progress)
        return None if before is None or after is None else Gap(before, after)
    olds, news = dict(old.row.amounts), dict(new.row.amounts)
    known = old.row.unit is not None and new.row.unit is not None
    years = list(news) if change.key is None else [change.key]
    gaps = [
        Gap(in_kroner(olds[y], old.row.unit), in_kroner(news[y], new.row.unit), y, in_kroner=True)
        if known
        else Gap(float(olds[y]), float(news[y]), y)
        for y in years
        if y in olds and y in news
    ]
    differing = (g for g in gaps if not compare("=", g.before, g.after))
    return next(differing, gaps[0] if gaps else None)
