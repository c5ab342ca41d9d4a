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
_NUMBER_WORDS = frozenset({"No.", "No", "Nr.", "Nr", "ID"})
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

    Of all ways that leave the fewest words unknown the one with one name of projects, then with
    the fewest headings, then with the longest first ones; ``Project Status`` is two headings
    where nothing else is a name. Words between known headings make a heading of their own.
    """
    count = len(words)
    best: list[list[tuple[int, int, int] | None]] = [[None] * 3 for _ in range(count + 1)]
    best[count][0] = (0, 0, 0)
    for at in range(count - 1, -1, -1):
        for names in range(3):
            rest = best[at + 1][names]
            if rest is not None:
                best[at][names] = _better(best[at][names], (rest[0] + 1, rest[1] + 1, -1))
        for size in range(1, min(HEADING_WORDS, count - at) + 1):
            if not _one(words[at : at + size], size):
                continue
            named = read_heading(" ".join(words[at : at + size])).role is Role.NAME
            for names in range(3):
                rest = best[at + size][names]
                if rest is not None:
                    more = min(names + named, 2)
                    small = words[at][:1].islower() and at > 0  # headings begin with a capital
                    best[at][more] = _better(best[at][more], (rest[0] + small, rest[1] + 1, size))
    least = min(state[0] for state in best[0] if state is not None) if count else 0
    names = next((names for names in (1, 2, 0) if (one := best[0][names]) and one[0] == least), 0)
    return _joined_unknown(_walk(words, best, names))


def _better(old: tuple[int, int, int] | None, new: tuple[int, int, int]) -> tuple[int, int, int]:
    return new if old is None or (new[0], new[1], -new[2]) < (old[0], old[1], -old[2]) else old


def _walk(
    words: Sequence[str], best: Sequence[Sequence[tuple[int, int, int] | None]], names: int
) -> list[tuple[int, int, bool]]:
    parts: list[tuple[int, int, bool]] = []
    at = 0
    while at < len(words) and (state := best[at][names]) is not None:
        size = max(state[2], 1)
        parts.append((at, at + size, state[2] > 0))
        if state[2] > 0 and read_heading(" ".join(words[at : at + size])).role is Role.NAME and names < 2:
            names -= 1
        elif state[2] > 0 and names == 2 and read_heading(" ".join(words[at : at + size])).role is Role.NAME:
            names = 2 if _fits(best[at + size][2], state) else 1
        at += size
    return parts


def _fits(rest: tuple[int, int, int] | None, state: tuple[int, int, int]) -> bool:
    return rest is not None and rest[1] + 1 == state[1]


def _joined_unknown(parts: Sequence[tuple[int, int, bool]]) -> list[tuple[int, int]]:
    joined: list[tuple[int, int, bool]] = []
    for first, after, known in parts:
        if joined and not known and not joined[-1][2]:
            joined[-1] = (joined[-1][0], after, False)
        else:
            joined.append((first, after, known))
    return [(first, after) for first, after, _ in joined]


def _one(words: Sequence[str], size: int) -> bool:
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
    if size > 1 and words[-1] in _NUMBER_WORDS and heading.role is not Role.ID:
        return False  # ``No.`` is a number, ``no`` is nynorsk for now
    if size > 1 and words[-1] == "RAG" and read_heading(" ".join(words[:-1])).role in {Role.RISK, Role.NAME}:
        return False
    again = any(word[:1].isupper() and not _YEAR.search(word) for word in words[1:])
    if size > 1 and again and not _english(words):
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


_ONWARD = re.compile(r"(?i)\b(?:veien videre|vegen vidare|next steps?|avslut\w+|utgår|ut av)\b")
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
        return bool(telling) or len(supporting) + any(map(_ONWARD.search, headings)) > 1
    return len(telling) > 1 or (bool(telling) and len(supporting) > 1)
