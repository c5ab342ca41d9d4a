"""The words of a table in running text, and what each of them can be."""

from __future__ import annotations

import re
from collections.abc import Sequence
from enum import IntEnum, StrEnum
from itertools import accumulate, pairwise
from typing import NamedTuple

from ingest.tables.headings import read_heading
from ingest.tables.values import colour, is_nothing, number, organisation, person
from ingest.tables.vocabulary import Role

_LABEL = re.compile(r"\d{1,2}(?:\.\d{1,2}){1,3}\.?")
_PERIOD = re.compile(r"[QT][1-4]|\d{1,2}\.\d{1,2}\.(?:\d{2}|\d{4})|\d{1,2}/\d{2,4}|\d{1,2}\.\d{4}")
_THOUSAND = re.compile(r"\d{3}(?:[.,]\d+)?")
# No person's name has more words.
PERSON_WORDS = 5


class Gap(IntEnum):
    """What stands before a word."""

    SPACE = 0
    WIDE = 1  # two spaces or more: often an empty cell
    LINE = 2
    BLANK = 3


class Piece(NamedTuple):
    """A word of the text and the gap before it."""

    start: int
    end: int
    text: str
    gap: Gap


class Kind(StrEnum):
    """What a column can hold."""

    ID = "id"
    COLOUR = "colour"
    AMOUNT = "amount"
    OWNER = "owner"
    LEAD = "lead"
    NAME = "name"
    GROUP = "group"
    SHARE = "share"
    FREE = "free"


_ROLES = {
    Role.ID: Kind.ID, Role.NAME: Kind.NAME, Role.OWNER: Kind.OWNER, Role.RESPONSIBLE: Kind.OWNER,
    Role.LEAD: Kind.LEAD, Role.STATUS: Kind.COLOUR, Role.RISK: Kind.COLOUR, Role.AMOUNT: Kind.AMOUNT,
    Role.SPENT: Kind.AMOUNT, Role.AREA: Kind.GROUP, Role.PROGRESS: Kind.SHARE,
}  # fmt: skip


class Words:
    """The words of a stretch and, for each, what it can be; the tests are made once, when it is made.

    grouped: the table has a column of areas, whose labels (``1.1``) are no numbers.
    """

    def __init__(self, pieces: Sequence[Piece], grouped: bool) -> None:
        self.pieces = pieces
        words = [piece.text for piece in pieces]
        self.colour = _coloured(pieces)
        self.nothing = [is_nothing(word) for word in words]
        self.valued = [is_valued(word, grouped) for word in words]
        for at, (last, word) in enumerate(pairwise(words)):
            if is_nothing(f"{last} {word}") and len(last) > 2:  # ``Ikke oppgitt``
                self.valued[at] = self.valued[at + 1] = self.nothing[at] = True
        self.upper = [word.lstrip('(«"')[:1].isupper() for word in words]
        self.formal = [organisation(word) for word in words]
        self._formals = list(accumulate(self.formal, initial=0))
        self._people: dict[tuple[int, int], bool] = {}
        self.next_colour = _next(self.colour)
        self.next_value = _next([value or tint for value, tint in zip(self.valued, self.colour, strict=True)])

    def words(self, first: int, after: int) -> tuple[str, ...]:
        """Words `first` up to `after`."""
        return tuple([piece.text for piece in self.pieces[first:after]])

    def text(self, first: int, after: int) -> str:
        """The same in one string."""
        return " ".join([piece.text for piece in self.pieces[first:after]])

    def person(self, first: int, after: int) -> bool:
        """True where the words have the form of a person's name."""
        key = (first, after)
        if key not in self._people:
            self._people[key] = after - first <= PERSON_WORDS and person(self.text(first, after))
        return self._people[key]

    def organised(self, first: int, after: int) -> bool:
        """True where one of the words is one that names of organisations hold."""
        return self._formals[after] > self._formals[first]


def kinds_of(headings: Sequence[str]) -> list[Kind]:
    """What each column can hold; an unknown column stands in for a name that no heading tells."""
    roles = [read_heading(heading).role for heading in headings]
    kinds = [_ROLES.get(role, Kind.FREE) if role else Kind.FREE for role in roles]
    if Kind.NAME not in kinds:
        open_columns = [at for at, role in enumerate(roles) if role is None]
        kinds[open_columns[0] if open_columns else 0] = Kind.NAME
    return kinds


def is_valued(word: str, grouped: bool) -> bool:
    """True for a number, a colour, and a word for nothing; labels of groups (``1.1``) are none of them."""
    if grouped and _LABEL.fullmatch(word):
        return False
    return (
        number(word) is not None
        or colour(word) is not None
        or (is_nothing(word) and len(word) > 2)
        or _PERIOD.fullmatch(word) is not None
    )


def _coloured(pieces: Sequence[Piece]) -> list[bool]:
    """For each word whether it is a colour of its own; ``Grønn`` before a small letter begins a name."""
    found = []
    for at, piece in enumerate(pieces):
        after = pieces[at + 1] if at + 1 < len(pieces) else None
        names = after is not None and after.gap is Gap.SPACE and after.text[:1].islower()
        found.append(colour(piece.text) is not None and not names)
    return found


def _next(marked: Sequence[bool]) -> list[int]:
    """For each place the first marked one from there on, else the end."""
    found = [len(marked)] * (len(marked) + 1)
    for at in range(len(marked) - 1, -1, -1):
        found[at] = at if marked[at] else found[at + 1]
    return found


def parts_thousands(pieces: Sequence[Piece]) -> bool:
    """True where the table writes thousands apart: most groups of three digits follow one to three others."""
    groups = follows = 0
    for last, piece in pairwise(pieces):
        if is_thousand(piece.text):
            groups += 1
            follows += piece.gap is Gap.SPACE and last.text.isdigit() and len(last.text) < 4
    long = sum(piece.text.isdigit() and len(piece.text) > 3 for piece in pieces)
    return follows > 3 and 2 * follows > groups and long < follows


def is_thousand(word: str) -> bool:
    """True for three digits, maybe with decimals: what may follow the thousands of a number."""
    return _THOUSAND.fullmatch(word) is not None
