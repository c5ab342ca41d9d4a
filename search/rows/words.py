"""A question as a row of items: dates, numbers, the archive's names, phrases, unknown words."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from ingest.dates import find_dates
from search.rows.lexicon import Entity, Lexicon
from search.rows.values import to_number
from search.rows.vocabulary import MONTHS, NUMBER_WORDS, SEASONS, Kind, longest, phrases


@dataclass(frozen=True, slots=True)
class Item:
    """A stretch of a question, ``text[start:end]``, and what it does.

    value: what `Kind` says; of a date its ISO form, several parted by ``|``, a month of any year as
    ``-10``. values: of a name. number: of a number.
    """

    kind: Kind
    start: int
    end: int
    text: str
    value: str = ""
    values: tuple[str, ...] = ()
    number: float = 0.0


_WORD = re.compile(r"\w+(?:['’]\w+)?|%|[<>≤≥=]=?")
_NUMBER = re.compile(
    r"(?<![\w/])(?:\d{1,3}(?:[ \u00a0\u202f]\d{3})+(?!\d)|\d{1,3}(?:\.\d{3})+(?![\d.])|\d+)(?:[.,]\d+)?(?![\w/])"
)
_SIGNS = {"<": "<", ">": ">", "≤": "<=", "≥": ">=", "<=": "<=", ">=": ">=", "=": "=", "==": "="}

_YEAR = r"(?P<year>(?:19|20)\d\d)"
_MONTH_NAMES = "|".join(sorted(MONTHS, key=len, reverse=True))
_MONTH_ALONE = re.compile(rf"\b(?P<month>{_MONTH_NAMES})(?P<report>-?rapporten|-?oversikten)?(?![\w.])", re.I)
_SEASON_NAMES = {name: months for names, months in SEASONS.items() for name in names.split()}
_SEASON = re.compile(rf"\b(?P<season>{'|'.join(_SEASON_NAMES)})\b(?:\s+(?:of\s+)?{_YEAR})?", re.I)
_QUARTER = re.compile(
    rf"\b(?:(?P<n>[1-4])\.?\s?(?P<what>kvartal|tertial|halvår)|Q(?P<q>[1-4]))\s+(?:of\s+)?{_YEAR}"
    r"|\b(?P<word>første|fyrste|andre|tredje|fjerde|first|second|third|fourth)\s+"
    r"(?P<what2>kvartal|tertial|halvår|quarter|half)\s+(?:of\s+)?(?P<year2>(?:19|20)\d\d)",
    re.I,
)
_ORDINALS = {
    "første": 1,
    "fyrste": 1,
    "first": 1,
    "andre": 2,
    "second": 2,
    "tredje": 3,
    "third": 3,
    "fjerde": 4,
    "fourth": 4,
}
_LENGTHS = {"kvartal": 3, "quarter": 3, "tertial": 4, "halvår": 6, "half": 6}
_RELATIVE = re.compile(r"\b(?:(?P<this>i år|this year)|(?P<last>i fjor|last year))\b", re.I)


def read_items(text: str, lexicon: Lexicon) -> list[Item]:
    """The items of a question, in order; what is none is `Kind.UNKNOWN`."""
    dates = find_periods(text, lexicon)
    numbers = [
        Item(Kind.NUMBER, *m.span(), m.group(), number=to_number(m.group()))
        for m in _NUMBER.finditer(text)
        if not _overlaps(m.span(), dates)
    ]
    taken = sorted([*dates, *numbers], key=lambda item: item.start)
    words = [
        Item(Kind.UNKNOWN, *m.span(), m.group())
        for m in _WORD.finditer(text)
        if not _overlaps(m.span(), taken)
    ]
    everything = sorted([*taken, *words], key=lambda item: item.start)
    return _tagged(everything, text, lexicon)


def find_periods(text: str, lexicon: Lexicon) -> list[Item]:
    """Dates, quarters, seasons and months without a year."""
    found: list[Item] = []
    for match in _QUARTER.finditer(text):
        found.append(_date(match, _quarter(match)))
    for match in _SEASON.finditer(text):
        months = _SEASON_NAMES[match["season"].casefold()]
        found.append(_date(match, "|".join(f"{match['year'] or ''}-{month:02}" for month in months)))
    found += [
        Item(Kind.DATE, m.start, m.end, text[m.start : m.end], m.iso)
        for m in find_dates(text)
        if not _overlaps((m.start, m.end), found)
    ]
    for match in _RELATIVE.finditer(text):
        if lexicon.latest:
            found.append(_date(match, str(int(lexicon.latest[:4]) - bool(match["last"]))))
    for match in _MONTH_ALONE.finditer(text):
        if not _overlaps(match.span(), found) and not _modal(match):
            found.append(_date(match, f"-{MONTHS[match['month'].casefold()]:02}"))
    return _with_years(sorted(found, key=lambda item: item.start), text)


def _quarter(match: re.Match[str]) -> str:
    n = int(match["n"] or match["q"] or 0) or _ORDINALS[match["word"].casefold()]
    length = _LENGTHS[(match["what"] or match["what2"] or "kvartal").casefold()]
    year = match["year"] or match["year2"]
    return "|".join(
        f"{year}-{month:02}" for month in range((n - 1) * length + 1, n * length + 1) if month <= 12
    )


def _modal(match: re.Match[str]) -> bool:
    """English ``may`` that is no month, ``mar`` and ``des`` that are no abbreviations."""
    written = match["month"]
    return written.casefold() in ("may", "mar", "des", "jan", "sep", "dec") and not (
        written[0].isupper() and match.start() > 0
    )


def _with_years(dates: Sequence[Item], text: str) -> list[Item]:
    """``april og oktober 2020``: a month without a year takes that of the date it is joined to."""
    made: list[Item] = []
    for n, item in enumerate(dates):
        after = dates[n + 1] if n + 1 < len(dates) else item
        joined = len(text[item.end : after.start].split()) <= 2
        if item.value.startswith("-") and joined and after.value[:1].isdigit() and len(after.value) > 4:
            years = after.value[:4]
            made.append(replace(item, value="|".join(f"{years}{month}" for month in item.value.split("|"))))
        else:
            made.append(item)
    return made


def _date(match: re.Match[str], value: str) -> Item:
    return Item(Kind.DATE, *match.span(), match.group(), value)


def _overlaps(span: tuple[int, int], items: Sequence[Item]) -> bool:
    return any(span[0] < item.end and item.start < span[1] for item in items)


def _tagged(items: Sequence[Item], text: str, lexicon: Lexicon) -> list[Item]:
    """Words joined to the longest name or phrase that they begin."""
    folded = [item.text.casefold() if item.kind is Kind.UNKNOWN else "" for item in items]
    made: list[Item] = []
    at = 0
    while at < len(items):
        item = items[at]
        if item.kind is not Kind.UNKNOWN and not lexicon.longest.get(item.text):
            made.append(item)
            at += 1
            continue
        n, tagged = _longest(items, folded, at, text, lexicon)
        made.append(tagged)
        at += n
    return made


def _longest(
    items: Sequence[Item], folded: Sequence[str], at: int, text: str, lexicon: Lexicon
) -> tuple[int, Item]:
    item = items[at]
    words = [i.text.casefold() for i in items[at : at + 24]]
    spotted = [(n, entity) for n, entity in lexicon.spot(words)]
    phrase = next(
        (n for n in range(min(longest(), len(items) - at), 0, -1) if tuple(folded[at : at + n]) in phrases()),
        0,
    )
    best = max((n for n, _ in spotted), default=0)
    if best and (best > phrase or (best == phrase and _is_name(item, spotted))):
        end = items[at + best - 1].end
        kind, values = _choose([entity for n, entity in spotted if n == best])
        return best, Item(kind, item.start, end, text[item.start : end], values=values)
    if item.kind is not Kind.UNKNOWN:
        return 1, item
    if phrase:
        kind, value = phrases()[tuple(folded[at : at + phrase])]
        end = items[at + phrase - 1].end
        return phrase, Item(kind, item.start, end, text[item.start : end], value)
    return 1, _single(item, folded[at])


def _single(item: Item, word: str) -> Item:
    """A word that is no phrase: a sign, a number word, else unknown."""
    if word in _SIGNS:
        return replace(item, kind=Kind.COMPARE, value=_SIGNS[word])
    if word in NUMBER_WORDS:
        return replace(item, kind=Kind.NUMBER, number=float(NUMBER_WORDS[word]))
    return item


def _is_name(item: Item, spotted: Sequence[tuple[int, Entity]]) -> bool:
    """Whether a name that is also a phrase is meant as a name: it is written as one."""
    return (
        item.text[:1].isupper()
        and item.start > 0
        and any(entity.kind is not Kind.CELL for _, entity in spotted)
    )


def _choose(entities: Sequence[Entity]) -> tuple[Kind, tuple[str, ...]]:
    """A project's name goes before an organisation's, that before a person's and a cell's."""
    for kind in (Kind.NAME, Kind.OWNER, Kind.LEAD, Kind.CELL):
        values = [value for entity in entities if entity.kind is kind for value in entity.values]
        if values:
            return kind, tuple(dict.fromkeys(values))
    raise AssertionError("there is an entity")
