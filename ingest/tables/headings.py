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
from ingest.tables.vocabulary import CONTAINED, ENGLISH, PATTERNS, SHARED, Role

__all__ = ["Heading", "Role", "is_project_header", "read_heading", "roles_of", "split_words"]

# A heading of more words than this is looked up whole only, never by a word that it holds.
CONTAINED_WORDS = 5
# The most words of a heading in the vocabulary, a year and a unit included.
HEADING_WORDS = 7


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading and what it says.

    date: the one date that it names, ISO 8601 cut to what is known. unit: of an amount.
    previous: it speaks of an earlier report. span: it names several years (a sum of them).
    exact: the vocabulary knows the whole heading, not only a word of it.
    """

    text: str
    role: Role | None
    date: str | None = None
    unit: str | None = None
    previous: bool = False
    span: bool = False
    exact: bool = False

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
    exact = _whole(bare)
    if exact is None and years and bare in {"", "b", "v"} and not _MONTH.search(whole.lower()):
        exact = Role.AMOUNT
    role = exact or _held(bare)
    date = max((mention.iso for mention in dates), default=None) or next(iter(years), None)
    return Heading(
        text=whole,
        role=role,
        date=None if len(years) > 1 else date,
        unit=unit_in(whole) if role in {Role.AMOUNT, Role.SPENT} else None,
        previous=_LAPSED.search(whole.lower()) is not None,
        span=len(years) > 1,
        exact=exact is not None,
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


def _whole(bare: str) -> Role | None:
    for candidate in (bare, bare.replace("-", "")):
        for role, pattern in PATTERNS:
            if candidate and pattern.fullmatch(candidate):
                return role
    return None


def _held(bare: str) -> Role | None:
    if bare and len(bare.split()) <= CONTAINED_WORDS:
        for role, pattern in CONTAINED:
            if pattern.search(bare):
                return role
    return None


def split_words(words: Sequence[str]) -> list[tuple[int, int]]:
    """A run of words parted into the headings that the vocabulary knows, as (first, after) pairs.

    Longest headings first; words between known ones make a heading of their own. ``Project
    Status`` may be one heading or two: it is two where the run would else have no name.
    """
    merged = _split(words, False)
    if any(_role_of(words, part) is Role.NAME for part in merged):
        return merged
    parted = _split(words, True)
    return parted if any(_role_of(words, part) is Role.NAME for part in parted) else merged


def _role_of(words: Sequence[str], part: tuple[int, int]) -> Role | None:
    heading = read_heading(" ".join(words[part[0] : part[1]]))
    return heading.role if heading.exact else None


def _split(words: Sequence[str], parted: bool) -> list[tuple[int, int]]:
    parts: list[tuple[int, int]] = []
    unknown = at = 0
    while at < len(words):
        size = next(
            (size for size in range(HEADING_WORDS, 0, -1) if _one(words[at : at + size], size, parted)), 0
        )
        if size:
            if unknown < at:
                parts.append((unknown, at))
            parts.append((at, at + size))
            unknown = at + size
        at += size or 1
    if unknown < len(words):
        parts.append((unknown, len(words)))
    return parts


def _one(words: Sequence[str], size: int, parted: bool) -> bool:
    """True where the words are one known heading: of one year at most, and no two that could be two.

    In Norwegian only the first word of a heading has a capital; in English all may.
    """
    if len(words) < size or sum(_YEAR.fullmatch(word) is not None for word in words) > 1:
        return False
    heading = read_heading(" ".join(words))
    if not heading.exact:
        return False
    if heading.role not in {Role.AMOUNT, Role.SPENT} and heading.date and len(heading.date) == 4:
        return False
    again = any(word[:1].isupper() and not _YEAR.search(word) for word in words[1:])
    if size > 1 and again and (parted or not _english(words)):
        return not any(_two(words, at) for at in range(1, size))
    return True


def _two(words: Sequence[str], at: int) -> bool:
    """True where the words before `at` are a known heading, and those from there on are another."""
    first, second = read_heading(" ".join(words[:at])), read_heading(" ".join(words[at:]))
    return words[at][:1].isupper() and first.exact and second.exact


def _english(words: Sequence[str]) -> bool:
    """True where one of the words is English and none is only Norwegian."""
    lowered = {word.lower().strip(".:") for word in words}
    return bool(lowered & ENGLISH) and lowered <= ENGLISH | SHARED


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
