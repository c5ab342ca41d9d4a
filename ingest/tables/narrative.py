"""What a report says about colours in sentences and lists: ``fire prosjekter med rød risiko: • …``.

A statement is a colour with its field, and what is said of them: how many projects, what share
of them, or which. It stands beside the rows of the tables; where the two differ, both are told.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from ingest.document import Document
from ingest.tables.values import colour, fold

# How far before a colour, in characters, the number stands that belongs to it.
REACH = 140
# A list of projects is read over so many characters, a reason over so many.
LIST_LENGTH, REASON_LENGTH = 6_000, 900
# A list without a number before it has at most so many items.
MOST_ITEMS = 30


@dataclass(frozen=True, slots=True)
class Item:
    """A project that a statement's list names. The reason is what the list says under it, maybe nothing."""

    name: str
    start: int
    end: int
    reason_start: int
    reason_end: int


@dataclass(frozen=True, slots=True)
class Statement:
    """What a sentence says about a colour; ``text[start:end]`` is that sentence.

    field: ``status`` or ``risk``. colour: ``rød``, ``gul`` or ``grønn``. count: how many
    projects; share: of them, 0 to 1; either may be None, not both without items.
    """

    start: int
    end: int
    page: int | None
    field: str
    colour: str
    count: int | None
    share: float | None
    items: tuple[Item, ...] = ()


_NUMBERS = {
    word: value
    for value, words in enumerate(
        (
            "ingen no", "ett en ei eitt ein eit one", "to two", "tre three", "fire four", "fem five", "seks six",
            "sju syv seven", "åtte eight", "ni nine", "ti ten", "elleve eleven", "tolv twelve",
        )
    )
    for word in words.split()
}  # fmt: skip
_PAIR = re.compile(
    r"\b(?P<colour>rø(?:d|dt|de)|raud[te]?|gul[te]?|grøn[nt]?[te]?|red|yellow|amber|green)\s+"
    r"(?P<field>status|risiko|risk)\b",
    re.I,
)
_COUNT = re.compile(
    r"\b(?P<count>\d{1,3}|" + "|".join(_NUMBERS) + r")\s+(?:av\s(?:\d+\s)?)?(?:\w+\s){0,2}?"
    r"(?:prosjekt|tiltak|program|project|initiative|measure)\w*",
    re.I,
)
_SHARE = re.compile(r"(?P<share>\d{1,3}(?:[.,]\d+)?)\s?(?:%|prosent\b|per\s?cent\b)", re.I)
_END = re.compile(r"[.!?:•](?=\s)")
_LINE_END = re.compile(r"[)*]\s{0,8}\n(?=\s{0,8}[A-ZÆØÅ])")
_BULLET = re.compile(r"^[ \t]*(?:[•‣◦▪●*–-]|\d{1,2}[.)]|o)[ \t]+(?=\S)", re.M)
_HEADING = re.compile(r"^[ \t]*(?:\d+(?:\.\d+)+\s|(?:figur|figure|tabell|table|vedlegg)\s?\d)", re.M | re.I)
_OWNER = re.compile(r"[\s*_]{0,20}\([^()]{0,80}\)\**")
_NAME_END = re.compile(r"\s*[(\n:]|\s+[–-]\s|\.\s")


def find_statements(document: Document) -> tuple[Statement, ...]:
    """All statements of a document that say how many projects, what share of them or which have a colour."""
    text = document.text
    found: list[Statement] = []
    pairs = list(_PAIR.finditer(text))
    for at, match in enumerate(pairs):
        named = colour(match["colour"])
        start = _sentence_start(text, match.start())
        end = _sentence_end(text, match.end())
        before = pairs[at - 1].end() if at else 0
        after = pairs[at + 1].start() if at + 1 < len(pairs) else len(text)
        said = text[max(start, before) : match.start()]
        count, share = _count(said), _share(said)
        listed = text[end - 1 : end] == ":" and after >= end
        items = tuple(_items(text, end, count, _next_statement(text, end, after))) if listed else ()
        if named is None or (count is None and share is None and not items):
            continue
        field = "status" if match["field"].lower() == "status" else "risk"
        found.append(Statement(start, end, document.page_at(start), field, named, count, share, items))
    return tuple(found)


def _next_statement(text: str, end: int, after: int) -> int:
    """Where the sentence begins that speaks of the next colour, and so ends a list before it."""
    start = _sentence_start(text, after) if after < len(text) else after
    return start if start > end else after


def _sentence_start(text: str, at: int) -> int:
    low = max(0, at - REACH)
    ends = [match.end() for match in _END.finditer(text, low, at) if not _is_date(text, match.start())]
    ends += [text.find("\n", match.start()) for match in _HEADING.finditer(text, low, at)]
    ends += [match.end() for match in _LINE_END.finditer(text, low, at)]
    ends += [text.rfind("\f", low, at) + 1]
    ends = [end for end in ends if low < end <= at]
    start = max(ends, default=low)
    while start < at and text[start].isspace():
        start += 1
    if not ends and low:  # the sentence began farther back: do not begin within a word
        start = next((place for place in range(start, at) if text[place - 1].isspace()), start)
    return start


def _is_date(text: str, at: int) -> bool:
    """True for the point of ``9. oktober``, which ends no sentence."""
    return text[at] == "." and at > 0 and text[at - 1].isdigit()


def _sentence_end(text: str, at: int) -> int:
    match = _END.search(text, at, at + REACH)
    return match.end() if match else at


def _count(said: str) -> int | None:
    matches = list(_COUNT.finditer(said))
    if not matches or _SHARE.search(said, matches[-1].start()):
        return None
    word = matches[-1]["count"].lower()
    if _NUMBERS.get(word) == 1 and len(matches[-1].group().split()) > 2:  # ``en økende andel prosjekter``
        return None
    return int(word) if word.isdigit() else _NUMBERS[word]


def _share(said: str) -> float | None:
    matches = list(_SHARE.finditer(said))
    value = float(matches[-1]["share"].replace(",", ".")) / 100 if matches else 2.0
    return value if value <= 1 else None


def _items(text: str, start: int, count: int | None, limit: int) -> Iterator[Item]:
    """The items of the list that begins after `start` and ends at `limit`; as many as `count` says."""
    if count == 0:
        return
    limit = min(limit, start + LIST_LENGTH)
    first = _BULLET.search(text, start, limit)
    if first is None or text[start : first.start()].strip():
        return
    bullets = list(_BULLET.finditer(text, start, limit))[: count or MOST_ITEMS]
    for at, bullet in enumerate(bullets):
        begin = bullet.end()
        stop = bullets[at + 1].start() if at + 1 < len(bullets) else _list_end(text, begin, limit)
        if count is None and at and stop - begin > REASON_LENGTH:
            return
        name_end = _NAME_END.search(text, begin, stop)
        end = name_end.start() if name_end else stop
        left = begin + len(text[begin:end]) - len(text[begin:end].lstrip("*_ "))
        right = begin + len(text[begin:end].rstrip("*_ \n"))
        if right <= left:
            continue
        reason_start = min(_line_end(text, right), stop)
        yield Item(fold(text[left:right]), left, right, *_trimmed(text, reason_start, stop))


def _list_end(text: str, start: int, limit: int) -> int:
    """Where the last item of a list ends: at a heading, a form feed or after `REASON_LENGTH` characters."""
    whole, limit = limit, min(limit, start + REASON_LENGTH)
    heading = _HEADING.search(text, start, limit)
    feed = text.find("\f", start, limit)
    another = _BULLET.search(text, start, limit)
    places = [match.start() for match in (heading, another) if match] + ([feed] if feed >= 0 else [])
    return min(places, default=limit if limit == whole else _paragraph_end(text, limit))


def _paragraph_end(text: str, limit: int) -> int:
    end = max(text.rfind(mark, 0, limit) + 1 for mark in (". ", ".\n", "\n\n"))
    return end if end > limit - REASON_LENGTH // 2 else limit


def _line_end(text: str, at: int) -> int:
    """The end of the line and of the owner in parentheses that may follow a name."""
    match = _OWNER.match(text, at)
    return match.end() if match else at


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    while start < end and (text[start].isspace() or text[start] in "*:-–"):
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return start, end
