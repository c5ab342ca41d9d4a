"""What a column's heading says that the column holds: bokmål, nynorsk and English.

A heading is folded, lowered and freed of dates, units and parentheses before it is looked
up in `ingest.tables.vocabulary`.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from ingest.dates import find_dates
from ingest.tables.values import fold, unit_in
from ingest.tables.vocabulary import CONTAINED, PATTERNS, Role

__all__ = ["Heading", "Role", "is_project_header", "read_heading", "roles_of"]

# A heading of more words than this is looked up whole only, never by a word that it holds.
CONTAINED_WORDS = 5


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading and what it says.

    date: the one date that it names, ISO 8601 cut to what is known. unit: of an amount.
    previous: it speaks of an earlier report. span: it names several years (a sum of them).
    """

    text: str
    role: Role | None
    date: str | None = None
    unit: str | None = None
    previous: bool = False
    span: bool = False

    @property
    def year(self) -> str | None:
        """The year of `date`."""
        return self.date[:4] if self.date else None


_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
_PARENTHESIS = re.compile(r"\([^()]{0,60}\)?|\[[^\[\]]{0,60}\]?")
_PREVIOUS = re.compile(
    r"\b(?:ved )?(?:forrige|førre|tidligere|tidlegare|previous|prior|last|siste)\b(?: (?:rapport|rapportering|report|periode|period)\b)?"
)
_LAPSED = re.compile(r"\b(?:forrige|førre|tidligere|tidlegare|previous|prior|last)\b")
_MONTH = re.compile(
    r"\b(?:jan(?:uary?)?|feb(?:ruary?)?|mars|march|mar|apr(?:il)?|mai|may|june?|juni?|july?|juli?|aug(?:ust)?|"
    r"sept?(?:ember)?|o[kc]t(?:ober)?|nov(?:ember)?|de[sc](?:ember)?)\b\.?"
)
_UNIT_WORDS = re.compile(
    r"\b(?:mill?(?:ioner|ionar|ions?)?|mnok|tnok|mkr|tkr|nok|kr|kroner|tusen|thousands?|1[ .]?000|hele|heile)\b\.?"
)
_LOOSE = re.compile(
    r"(?:^(?:i|in|for|per|pr|of|på)\b\s?)|(?:\s?\b(?:i|in|for|per|pr|as of|as at|of|på|the)\.?$)"
)


@lru_cache(maxsize=4096)
def read_heading(text: str) -> Heading:
    """What a heading says; `role` is None where it is not known."""
    whole = fold(text)
    lowered = whole.lower()
    dates = find_dates(whole)
    for mention in reversed(dates):
        lowered = f"{lowered[: mention.start]} {lowered[mention.end :]}"
    years = set(_YEAR.findall(whole))
    bare = _bare(lowered)
    role = _role(bare)
    if role is None and years and bare in {"", "b", "v"}:
        role = Role.AMOUNT
    date = max((mention.iso for mention in dates), default=None) or next(iter(years), None)
    return Heading(
        text=whole,
        role=role,
        date=None if len(years) > 1 else date,
        unit=unit_in(whole) if role in {Role.AMOUNT, Role.SPENT} else None,
        previous=_LAPSED.search(whole.lower()) is not None,
        span=len(years) > 1,
    )


def _bare(lowered: str) -> str:
    """The heading's own words: no parentheses, years, months, units or loose prepositions."""
    bare = _PARENTHESIS.sub(" ", lowered)
    for pattern in (_YEAR, _MONTH, _PREVIOUS, _UNIT_WORDS):
        bare = pattern.sub(" ", bare)
    bare = " ".join(bare.replace("%", " ").split())
    bare = re.sub(r"(?<=\w)- (?=\w)", "", bare)
    for _ in range(2):
        bare = _LOOSE.sub("", bare.strip(" .:*¹²³-–/,?|"))
    return bare.strip()


def _role(bare: str) -> Role | None:
    if not bare:
        return None
    for candidate in (bare, bare.replace("-", "")):
        for role, pattern in PATTERNS:
            if pattern.fullmatch(candidate):
                return role
    if len(bare.split()) <= CONTAINED_WORDS:
        for role, pattern in CONTAINED:
            if pattern.search(bare):
                return role
    return None


def roles_of(headings: Sequence[str]) -> list[Role | None]:
    """The role of each heading, None where it is not known."""
    return [read_heading(heading).role for heading in headings]


_TELLING = frozenset({Role.STATUS, Role.RISK, Role.AMOUNT, Role.PROGRESS})
_SUPPORTING = frozenset({Role.ID, Role.OWNER, Role.RESPONSIBLE, Role.LEAD, Role.AREA})


def is_project_header(headings: Sequence[str]) -> bool:
    """True where headings are those of a table of projects.

    A name and either a telling column (status, risk, amount, progress) or two supporting
    ones; or no name that is known, but two telling columns. Columns of another kind of
    table (agendas, attendance, registers of risks) rule it out.
    """
    roles = roles_of(headings)
    known = {role for role in roles if role is not None}
    foreign = sum(role is Role.FOREIGN for role in roles)
    if foreign > 1 or (foreign and not {Role.STATUS, Role.RISK, Role.AMOUNT} & known):
        return False
    telling, supporting = known & _TELLING, known & _SUPPORTING
    if Role.NAME in known:
        return bool(telling) or len(supporting) > 1
    return len(telling) > 1 or (bool(telling) and len(supporting) > 1)
