"""Periods of a question that are longer than a month and shorter than a year, or told from the archive's newest paper.

"Siste halvår" and "de siste tre månedene" end with the newest paper; "forrige kvartal" and "dette halvåret" are those
of the calendar; "hittil i år" and "siden i fjor sommer" begin somewhere and end with the newest paper; "første
halvår 2021" needs no newest paper at all.
"""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

_NUMBERS = {
    "to": 2, "tre": 3, "fire": 4, "fem": 5, "seks": 6, "sju": 7, "syv": 7, "åtte": 8, "ni": 9, "ti": 10,
    "tolv": 12, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9,
    "ten": 10, "twelve": 12,
}  # fmt: skip
_ORDINALS = {
    "første": 1, "fyrste": 1, "first": 1, "andre": 2, "second": 2, "tredje": 3, "third": 3, "fjerde": 4,
    "fourth": 4,
}  # fmt: skip
_MONTHS = {"må": 1, "mo": 1, "kv": 3, "qu": 3, "te": 4, "ha": 6, "år": 12, "ye": 12}
"""Months of a unit, by its first two letters; a week has none."""

_NUMBER = r"(?P<n>\d{1,2}|" + "|".join(_NUMBERS) + ")"
_LEAD = r"\b(?:(?:i|på|over|gjennom|in|during|within|for|the|dei?|det|den|løpet av)\s+){0,3}"
_ONE = (
    r"uken?|uka|veka|måned(?:en)?|månad(?:en)?|kvartal(?:et)?|tertial(?:et)?|halvår(?:et)?"
    r"|week|month|quarter|half[- ]year"
)
_MANY = (
    r"ukene|uker|vekene|veker|måned(?:ene|er)|månad(?:ene|er|ane|ar)|kvartal(?:ene|er|a)?|tertial(?:ene|er|a)?"
    r"|halvår(?:ene|a)?|år(?:ene|a)?|weeks|months|quarters|half[- ]years|years"
)
# what makes the words part of something else: "det siste året av avtalen", "siste halvår i 2020"
_NOT_OF = (
    r"\b(?!\s+(?:av|som|før|da|of|before|when|that|han|hun|ho|he|she|they|(?:i\s+|in\s+)?(?:19|20)\d\d"
    r"|i\s+(?:perioden|avtalen|planen))\b)"
)
_SEASONS = {"vår": 3, "spring": 3, "sommer": 6, "sommar": 6, "summer": 6, "høst": 9, "haust": 9, "autumn": 9}
_SEASON = r"(?P<season>vår|sommer|sommar|høst|haust|spring|summer|autumn)(?:en)?"
_YEAR = r"(?P<year>(?:19|20)\d\d|i\s+fjor|i\s+år|last\s+year|this\s+year)"

_ROLLING = re.compile(
    rf"{_LEAD}(?:siste|seinaste|past)\s+(?:(?:{_ONE}|år(?:et)?|year){_NOT_OF}|{_NUMBER}\s+(?:{_MANY}){_NOT_OF})"
    rf"|\b(?:(?:in|over|during|for)\s+)?the last\s+(?:year|half[- ]year|{_NUMBER.replace('n>', 'n2>')}\s+(?:{_MANY}))"
    rf"{_NOT_OF}|{_LEAD}{_NUMBER.replace('n>', 'n3>')}\s+siste\s+(?:{_MANY}){_NOT_OF}",
    re.IGNORECASE,
)
_PREVIOUS = re.compile(
    rf"\b(?:(?:i|in)\s+)?(?:forrige|førre|last|previous)\s+(?:{_ONE}){_NOT_OF}", re.IGNORECASE
)
_CURRENT = re.compile(
    rf"\b(?:(?:i|in|så langt|so far)\s+){{0,2}}(?:dette|denne|inneværende|inneverande|this|the current)\s+(?:{_ONE})"
    rf"{_NOT_OF}",
    re.IGNORECASE,
)
_SO_FAR = re.compile(
    r"\b(?:hittil|så langt|til no|til nå|so far)\s+(?:i år|dette året|this year)\b", re.IGNORECASE
)
_SINCE = re.compile(
    rf"\b(?:siden|sidan|since)\s+(?:(?P<fjor>i fjor|last year)(?:\s+{_SEASON.replace('season', 'of')})?(?!\s+\w*vinter)"
    rf"|(?:(?P<last>last|sist|forrige|førre)\s+|i\s+|this\s+)?{_SEASON}|(?P<new>nyttår|new year))"
    r"(?!\w)(?!\s+(?:19|20)\d\d)",
    re.IGNORECASE,
)
_NUMBERED = re.compile(
    r"\b(?:i\s+|in\s+)?(?:the\s+)?(?:(?P<word>første|fyrste|andre|tredje|fjerde|siste|first|second|third|fourth|last)\s+"
    r"|(?P<digit>[1-4])\.?\s?)(?P<unit>kvartal|tertial|halvår|halvdel|quarter|half)(?:en|et)?\b(?:\s+(?:av|of|i|in))?"
    rf"(?:\s+{_YEAR})|\bQ(?P<q>[1-4])\s+{_YEAR.replace('year>', 'qyear>', 1)}",
    re.IGNORECASE,
)

_LONGEST = timedelta(days=5 * 366)
"""A longer time is no choice of papers: "de siste 40 åra" is told by one."""


@dataclass(frozen=True, slots=True)
class Told:
    """A period of a question: ``text[start:end]`` tells it.

    since, until: ISO days, both inclusive. relative: whether it was told from the newest paper.
    """

    start: int
    end: int
    since: str
    until: str
    relative: bool = True


def find_period(text: str, newest: str | None) -> Told | None:
    """The first period of a question that is no plain date; None where it has none.

    newest: the date of the archive's newest paper, ISO 8601. One cut to its year or month is read
    as the last day of it.
    """
    if (match := _NUMBERED.search(text)) and (found := _numbered(match, newest)):
        return found
    if newest is None:
        return None
    now = last_day(newest)
    for pattern, read in _READERS:
        if match := pattern.search(text):
            since, until = read(match, now)
            if until - since > _LONGEST:
                return None
            return Told(*match.span(), since.isoformat(), until.isoformat())
    return None


def _numbered(match: re.Match[str], newest: str | None) -> Told | None:
    said = match["year"] or match["qyear"]
    if said[0].isdigit():
        year = int(said)
    elif newest is None:
        return None
    else:
        year = int(newest[:4]) - (said.split()[-1] == "fjor" or said.lower().startswith("last"))
    unit = (match["unit"] or "quarter").casefold()
    length = _MONTHS[unit[:2]]
    word = (match["word"] or "").casefold()
    number = int(match["digit"] or match["q"] or 0) or _ORDINALS.get(word, 12 // length)
    if number * length > 12:
        return None
    since = date(year, (number - 1) * length + 1, 1)
    until = _ends(since, length)
    return Told(*match.span(), since.isoformat(), until.isoformat(), not said[0].isdigit())


def _rolling(match: re.Match[str], now: date) -> tuple[date, date]:
    said = match["n"] or match["n2"] or match["n3"] or "1"
    number = int(said) if said.isdigit() else _NUMBERS[said.casefold()]
    months = _length(match.group())
    since = _back(now, number * months) if months else now - timedelta(weeks=number)
    return since, now


def _previous(match: re.Match[str], now: date) -> tuple[date, date]:
    months = _length(match.group())
    if not months:
        monday = now - timedelta(days=now.weekday() + 7)
        return monday, monday + timedelta(days=6)
    since = _begins(_begins(now, months) - timedelta(days=1), months)
    return since, _ends(since, months)


def _current(match: re.Match[str], now: date) -> tuple[date, date]:
    months = _length(match.group())
    return (_begins(now, months) if months else now - timedelta(days=now.weekday())), now


def _so_far(_match: re.Match[str], now: date) -> tuple[date, date]:
    return date(now.year, 1, 1), now


def _since(match: re.Match[str], now: date) -> tuple[date, date]:
    if match["new"]:
        return date(now.year, 1, 1), now
    if match["fjor"]:
        return date(now.year - 1, _SEASONS[match["of"].casefold()] if match["of"] else 1, 1), now
    month = _SEASONS[match["season"].casefold()]
    over = 3 if match["last"] else 0  # "last summer" is over, "siden i sommer" may still go on
    return date(now.year if now.month >= month + over else now.year - 1, month, 1), now


_READERS: tuple[tuple[re.Pattern[str], Callable[[re.Match[str], date], tuple[date, date]]], ...] = (
    (_SO_FAR, _so_far),
    (_SINCE, _since),
    (_ROLLING, _rolling),
    (_PREVIOUS, _previous),
    (_CURRENT, _current),
)


def _length(words: str) -> int:
    """The months of the unit that the words end with, 0 for weeks."""
    return _MONTHS.get(words.rsplit(maxsplit=1)[-1].casefold()[:2], 0)


def last_day(iso: str) -> date:
    """The last day of a date, ISO 8601, that may be cut to its year or month."""
    year, month, day = (*map(int, iso.split("-")), 0, 0)[:3]
    month = month or 12
    return date(year, month, day or monthrange(year, month)[1])


def _back(day: date, months: int) -> date:
    year, month = divmod(day.year * 12 + day.month - 1 - months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def _begins(day: date, months: int) -> date:
    """The first day of the calendar's period of so many months that a day lies in."""
    return date(day.year, (day.month - 1) // months * months + 1, 1)


def _ends(first: date, months: int) -> date:
    month = first.month + months - 1
    return date(first.year, month, monthrange(first.year, month)[1])
