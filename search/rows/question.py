"""A question becomes a `Query`, or None where rows are not what it asks for.

Every word of the question must have a meaning here (`search.rows.vocabulary`), be a date, or a name
that the archive's tables hold. One word that has none, and the question is left to the other ways
of answering: an answer that overlooks a condition is worse than none.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from search.rows.changes import compares, read_change
from search.rows.conditions import read_conditions
from search.rows.lexicon import Lexicon, Terms
from search.rows.periods import read_times
from search.rows.query import Query
from search.rows.reading import Reading
from search.rows.tasks import SORTS, Parts, decide, named_projects, read_asked
from search.rows.unknown import resolve
from search.rows.vocabulary import Kind
from search.rows.words import Item, read_items

_TELLING = ("status", "risk", "progress", "amount", "owner", "lead", "id", "unit")
_PROJECT_WORDS = (
    "prosjekt",
    "project",
    "program",
    "status",
    "risiko",
    "risk",
    "budsjett",
    "budget",
    "fremdrift",
    "framdrift",
)
_PROSE = frozenset("risikoer risikoar risks risikoene risikoane".split())
"""Risks in the plural are told in prose, not by a colour."""

_TOPICS = {Kind.SUBJECT, Kind.NAME, Kind.OWNER, Kind.FIELD, Kind.COLOUR}
_OTHER = frozenset("annen anna annet ein_annan annan andre another different".split())
_COUNTED = (Kind.SUBJECT, Kind.MOST, Kind.LEAST, Kind.LATEST, Kind.NEW)
_SORTED = (Kind.WHICH, Kind.EACH, Kind.WHO, Kind.COUNT)
"""What stands before a word for a sort of organisations that is asked for: ``hvilke kommuner``."""


def read_question(text: str, lexicon: Lexicon, terms: Terms) -> Query | None:
    """What a question asks of the rows, or None."""
    items = resolve(text, read_items(text, lexicon), lexicon, terms)
    missing = _missing(text, items)
    if missing is not None:
        inside = [i for i in items if missing.start <= i.start < missing.end]
        items = [missing if i is inside[0] else i for i in items if i not in inside[1:]]
    if not _answerable(items):
        return None
    reading = Reading(_joined_comparisons(_told_apart(items)))
    money = any(item.value == "amount" for item in items) or reading.has(Kind.UNIT, Kind.BILLION)
    money = money or (reading.has(Kind.MOST, Kind.LEAST) and not _other_measure(items))
    comparing = compares(reading)
    change = read_change(reading, money=money)
    times = read_times(reading, money=money, compares=comparing or change is not None, years=lexicon.years)
    year = times.years[0] if times.years else None
    where, conditions = read_conditions(reading, year)
    asked = read_asked(reading, conditions, year, lexicon)
    query = decide(Parts(reading, where, conditions, times, asked, named_projects(items)), change)
    if query is None or _unused(reading):
        return None
    spoken = tuple(item.text for item in items if item.kind is Kind.NAME)
    return replace(query, spoken=spoken, missing=missing.text if missing else None)


def _told_apart(items: Sequence[Item]) -> list[Item]:
    """Words that mean one thing in one language and another in the next: ``to``, ``no``."""
    made = list(items)
    for i, item in enumerate(items):
        after = items[i + 1].kind if i + 1 < len(items) else None
        match item.text.casefold():
            case "to" if item.kind is Kind.TO and after in _COUNTED:
                made[i] = replace(item, kind=Kind.NUMBER, number=2.0)
            case "etter" | "by" | "after" if after is Kind.FIELD:  # "topp tre etter budsjett"
                made[i] = replace(item, kind=Kind.FILLER)
            case "per" | "pr" if after is Kind.FIELD:
                made[i] = replace(item, kind=Kind.EACH)
            case "no" if after is None:
                made[i] = replace(item, kind=Kind.NOW)
            case "enn" | "than" if after is Kind.COLOUR and any(
                j.text.casefold() in _OTHER for j in items[:i]
            ):
                made[i] = replace(item, kind=Kind.NOT)
    return made


def _joined_comparisons(items: Sequence[Item]) -> list[Item]:
    """``høyere budsjett enn 10 millioner`` as ``budsjett høyere enn 10 millioner``."""
    made = list(items)
    for i, item in enumerate(items):
        number = next((j for j in (i + 1, i + 2) if j < len(items) and items[j].kind is Kind.NUMBER), None)
        if item.kind is not Kind.VERSUS or number is None:
            continue
        how = next(
            (j for j in range(i - 1, max(-1, i - 5), -1) if items[j].kind in (Kind.UP, Kind.DOWN)), None
        )
        if how is not None:
            made[i] = replace(item, kind=Kind.COMPARE, value=">" if items[how].kind is Kind.UP else "<")
            made[how] = replace(items[how], kind=Kind.FILLER)
    return made


def _answerable(items: Sequence[Item]) -> bool:
    kinds = {item.kind for item in items}
    if Kind.UNKNOWN in kinds or not kinds & _TOPICS:
        return False
    if Kind.STOP in kinds and Kind.TREND not in kinds and Kind.CHANGED not in kinds:
        return False
    if Kind.ABOUT in kinds and Kind.NAME not in kinds and Kind.CELL not in kinds:
        return False
    return not any(item.text.casefold() in _PROSE for item in items) and not _unsorted(items)


def _unsorted(items: Sequence[Item]) -> bool:
    """Whether a word such as ``kommuner`` stands where it does not ask for organisations of that sort."""
    words = frozenset[str]().union(*SORTS.values())
    return any(
        item.kind is Kind.FIELD
        and item.text.casefold() in words
        and (i == 0 or items[i - 1].kind not in _SORTED)
        for i, item in enumerate(items)
    )


def _missing(text: str, items: Sequence[Item]) -> Item | None:
    """A project's name that no table has: the unknown words of a question for a fact, as one item."""
    unknown = [i for i, item in enumerate(items) if item.kind is Kind.UNKNOWN]
    if not unknown:
        return None
    first, last = unknown[0], unknown[-1]
    if any(items[i].kind not in (Kind.UNKNOWN, Kind.OF, Kind.FILLER) for i in range(first, last + 1)):
        return None
    if not _of_projects(items[:first]):
        return None
    if items[first - 1].kind is not Kind.SUBJECT and not items[first].text[:1].isupper():
        return None
    start, end = items[first].start, items[last].end
    return Item(Kind.NAME, start, end, text[start:end])


def _of_projects(items: Sequence[Item]) -> bool:
    """Whether what stands before a name asks for a fact that projects have: others have leaders and owners too."""
    fields = [item for item in items if item.kind is Kind.FIELD]
    if items and items[-1].kind is Kind.SUBJECT:
        return any(item.value in _TELLING for item in fields)
    return any(
        item.value in _TELLING and any(word in item.text.casefold() for word in _PROJECT_WORDS)
        for item in fields
    )


def _other_measure(items: Sequence[Item]) -> bool:
    return any(
        item.kind is Kind.FIELD and item.value in ("progress", "risk", "status", "id") for item in items
    )


def _unused(reading: Reading) -> bool:
    """Whether something that carries meaning was left over."""
    left = reading.free(
        Kind.COLOUR, Kind.LEVEL, Kind.NAME, Kind.OWNER, Kind.LEAD, Kind.CELL, Kind.DATE, Kind.NOT, Kind.UNIT,
        Kind.BILLION, Kind.PERCENT, Kind.COMPARE, Kind.BETWEEN, Kind.PREVIOUS, Kind.MANY, Kind.HEADING,
    )  # fmt: skip
    numbers = [
        i
        for i in reading.free(Kind.NUMBER)
        if not {reading.kind(i - 1), reading.kind(i + 1)}
        & {Kind.SUBJECT, Kind.MOST, Kind.LEAST, Kind.COLOUR, Kind.NEW}
    ]
    return bool(left or numbers)
