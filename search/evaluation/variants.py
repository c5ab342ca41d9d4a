"""The ranking without one or more of its parts, as ``--without`` names them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, fields

from corpus.errors import UsageError
from search.find import RankOptions

EACH = "each"
"""Stands for every part of the ranking in turn."""


@dataclass(frozen=True, slots=True)
class Variant:
    """A ranking that lacks some parts; none for the whole."""

    without: tuple[str, ...]
    ranking: RankOptions

    @property
    def name(self) -> str:
        """``dense`` or ``dense,titles``; empty for the whole."""
        return ",".join(self.without)


def parts() -> tuple[str, ...]:
    """The names of what can be left out: the switches of `RankOptions` that are on."""
    default = RankOptions()
    return tuple(field.name for field in fields(RankOptions) if getattr(default, field.name) is True)


def alone(part: str) -> str:
    """What is left out so that one part ranks alone: all others, joined by commas."""
    return ",".join(other for other in parts() if other != part)


def variants(without: Iterable[str]) -> list[Variant]:
    """The whole ranking first, then one variant for each argument, without doubles.

    An argument is a part, several joined by commas (left out together), or ``each``. Raises UsageError for a part
    that does not exist.
    """
    wanted = dict.fromkeys(names for argument in without for names in _named(argument))
    return [Variant((), RankOptions()), *(Variant(names, _lacking(names)) for names in wanted)]


def _named(argument: str) -> Iterator[tuple[str, ...]]:
    names = tuple(dict.fromkeys(name.strip().lower() for name in argument.split(",")))
    if names == (EACH,):
        yield from ((part,) for part in parts())
        return
    known = parts()
    for name in names:
        if name not in known:
            raise UsageError("errors.no_part", name=name, known=", ".join((*known, EACH)))
    yield names


def _lacking(names: Iterable[str]) -> RankOptions:
    kept = {field.name: getattr(RankOptions(), field.name) for field in fields(RankOptions)}
    return RankOptions(**{**kept, **dict.fromkeys(names, False)})
