"""How far one file may go while it is read, and who is told how far it has come."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Literal

Stage = Literal["page", "picture", "rest"]
"""What is done next: a page is read, the picture of a page is recognised, the text is taken apart."""


@dataclass(frozen=True, slots=True)
class Limits:
    """What one file may cost. Sizes are far above any honest paper's, far below what a machine has.

    bytes: of the file. pages: of one file. page_characters, characters: of text, per page and in all.
    page_seconds: without a sign of life while a page is read; picture_seconds: while its picture is
    recognised; rest_seconds: while the text is taken apart; seconds: for the file in all, pictures aside.
    memory: bytes that the process that reads may hold.
    """

    bytes: int = 1 << 30
    pages: int = 20_000
    page_characters: int = 500_000
    characters: int = 50_000_000
    page_seconds: float = 60.0
    picture_seconds: float = 180.0
    rest_seconds: float = 600.0
    seconds: float = 1800.0
    memory: int = 2 << 30

    def of(self, stage: Stage) -> float:
        """The seconds that a stage may last."""
        if stage == "rest":
            return self.rest_seconds
        return self.picture_seconds if stage == "picture" else self.page_seconds


def _nobody(_stage: Stage, _page: int) -> None:
    pass


@dataclass(frozen=True, slots=True)
class Watch:
    """The limits of one reading. tell: is told of each stage and page before it begins.

    skip: pages that stopped a reader before; they are left unread. depth: how many files this one lies in.
    """

    limits: Limits = field(default_factory=Limits)
    tell: Callable[[Stage, int], None] = _nobody
    skip: frozenset[int] = frozenset()
    depth: int = 0
