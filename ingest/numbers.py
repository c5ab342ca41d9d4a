"""Case numbers in every way that Norwegian public bodies write them.

A case number is a sequence within a year. Seen for one case: ``15/20``, ``015/20``,
``2020/15``, ``20/15``, ``15/2020``, ``PS 15/20``, ``Sak 15-20``, ``Ášši/Sak 015/20``,
``Sakstittel015/20``. Where a number can be read two ways, both readings are kept, the
likelier first; nothing is guessed. Dates, fractions, paragraphs, properties (``gnr 15/20``),
meetings (``Møte 3/2020``) and archive numbers (``2026/1477-1``) are no case numbers.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass
from itertools import accumulate
from typing import NamedTuple

from ingest.dates import find_dates, full_year, month_of

# A range of more cases than this is not a range of cases.
LONGEST_RANGE = 60


@dataclass(frozen=True, slots=True, order=True)
class CaseNumber:
    """The `sequence` (from 1) of a case within its `year` (four digits)."""

    year: int
    sequence: int

    @property
    def text(self) -> str:
        """As the contract writes it: ``15/20``."""
        return f"{self.sequence}/{self.year % 100:02}"


class NumberMention(NamedTuple):
    """A case number at ``text[start:end]`` (its word for *case* included) and its readings.

    prefix: the letters before the number, in capitals (``PS``, ``R``), which tell one body's
    cases from another's; empty for the plain word for *case*, and where there is none.
    A range gives one mention for each of its cases, all with the range's place.
    """

    start: int
    end: int
    readings: tuple[CaseNumber, ...]
    prefix: str = ""


class SequenceMention(NamedTuple):
    """``sak 15``: a sequence whose year only the context tells."""

    start: int
    end: int
    sequence: int


class MeetingMention(NamedTuple):
    """``møte 3/2020``: a body's meeting by its number within a year (four digits)."""

    start: int
    end: int
    number: int
    year: int


_MEETING = re.compile(
    r"(?<!\w)(?:møte[tr]?|meeting)\s?(?:nr\.?|no\.?|nummer|number)?\s?(?P<a>\d{1,3})\s?/\s?(?P<b>\d{4}|\d{2})(?![\w/])",
    re.IGNORECASE,
)
_WORD = (
    r"(?:sak(?:en|a|ene|er|s?nr|s?nummer|stittel)?|ášši(?:/sak)?|assi(?:/sak)?|cases?|vedtak(?:ssak)?"
    r"|utvalgssak(?:snr)?|møtesak)"
)
_DASH = r"[-–—]"
_PLAIN = re.compile(
    rf"\s*(?:(?P<word>{_WORD})[\s.:]*(?:(?:nr|no|number|nummer)\b[\s.:]*)?)?(?P<prefix>[A-ZÆØÅ]{{1,5}}\b[\s.:-]*)?"
    rf"(?P<a>\d{{1,4}})\s?(?:/|{_DASH})\s?(?P<b>\d{{1,4}})\s*[.:?]?\s*",
    re.IGNORECASE,
)
_NUMBER = r"\d{1,4}\s?/\s?\d{1,4}"
_FOUND = re.compile(
    rf"""
    (?<![\w§/.,])
    (?P<head>(?:(?P<word>{_WORD})(?:[\s.:]{{0,3}}(?:nr|no|number|nummer)\b)?[\s.:]{{0,3}})?
       (?P<prefix>(?-i:[A-ZÆØÅ]{{1,5}})[\s.:-]{{1,2}})?)
    (?P<a>\d{{1,4}})
    (?:
        \s?/\s?(?P<b>\d{{1,4}})(?:\s?{_DASH}\s?(?P<c>\d{{1,4}})\s?/\s?(?P<d>\d{{1,4}}))?
      | \s?(?:{_DASH}|\btil\b)\s?(?P<e>\d{{1,4}})\s?/\s?(?P<f>\d{{1,4}})
      | {_DASH}(?P<g>\d{{2,4}})
    )
    (?![\w/%]|[-–]\d|[.,]\d)
    """,
    re.IGNORECASE | re.VERBOSE,
)
_SEQUENCE = re.compile(
    r"(?<!\w)(?:sak(?:en|a|s?nr|s?nummer)?|case)[\s.:]{0,3}(?:(?:nr|no|number|nummer)\b[\s.:]{0,3})?"
    r"(?P<a>\d{1,4})(?![\w/%]|\s?/|[-–.,]\d)",
    re.IGNORECASE,
)
# What a number with a slash belongs to when one of these stands before it.
_OTHER = re.compile(
    r"(?:§+|\bparagraf|\bmøte[a-z]*|\bmeeting|\bgnr\.?|\bbnr\.?|\bgbnr\.?|\bg/bnr\.?|\beiendom[a-z]*|\bkap\.?|\bpost|\bside"
    r"|\bs\.|\bkl\.?|\bmeld\.?(?:\s?st\.)?(?:\s?nr\.?)?|\bst\.|\bprop\.?|\binnst\.?|\brundskriv(?:\s?nr\.?)?|\bark(?:iv)?\w*(?:\s?nr\.?|:)*"
    r"|\bref\.?(?:\s?nr\.?)?|\bjournal\w*|\bdok\.?|\btelefon|\btlf\.?|\bNOU|\bdato:?|\bden|\bsesongen|\bskoleåret|\b[a-z]*året)\s{0,2}[:.]?\s?$",
    re.IGNORECASE,
)
_MONTH_BEFORE = re.compile(
    r"(?:januar|februar|mars|april|mai|juni|juli|august|september|oktober|november|desember"
    r"|january|february|march|may|june|july|october|december)\s?\(?$",
    re.IGNORECASE,
)
_LOOK_BACK = 24


def parse_number(text: str) -> tuple[CaseNumber, ...]:
    """All readings of `text` as one case number, the likelier first; () where it is none.

    >>> [number.text for number in parse_number("PS 015/20")]
    ['15/20', '20/15']
    """
    match = _PLAIN.fullmatch(text)
    if match is None:
        return ()
    return _readings(match["a"], match["b"])


def find_numbers(text: str) -> list[NumberMention]:
    """The case numbers in running text or in a question, in order.

    Without a word for *case* before it, only a number with a slash counts, and only
    where the second half can be a year.
    """
    others = [(mention.start, mention.end) for mention in find_dates(text) if len(mention.iso) > 4]
    others += [(mention.start, mention.end) for mention in find_meetings(text)]
    others.sort()
    ends = list(accumulate((high for _, high in others), max))
    found: list[NumberMention] = []
    for match in _FOUND.finditer(text):
        start, end = match.span()
        before = bisect_left(others, (end,))  # the others that begin before this one ends
        if before and ends[before - 1] > start:
            continue
        found.extend(_mentions(match, text))
    return found


def find_sequences(text: str) -> list[SequenceMention]:
    """``sak 15`` without a year: the places of sequences that no year follows."""
    return [
        SequenceMention(match.start(), match.end(), int(match["a"]))
        for match in _SEQUENCE.finditer(text)
        if 0 < int(match["a"]) < 1900
    ]


def find_meetings(text: str) -> list[MeetingMention]:
    """``møte 3/2020``, ``møte nr. 3/20``: the meetings that a text names by number and year."""
    return [
        MeetingMention(match.start(), match.end(), int(match["a"]), year)
        for match in _MEETING.finditer(text)
        if (year := year_of(match["b"])) and int(match["a"])
    ]


def like_month(text: str) -> list[str]:
    """The numbers of a question that are a month and year, or a day and month, as much as a case.

    ``12/20`` where the question says *desember*, and no word for *case* stands before it.
    """
    days = [(mention.start, mention.end) for mention in find_dates(text) if len(mention.iso) > 7]
    meetings = [(mention.start, mention.end) for mention in find_meetings(text)]
    months = {
        month_of(word.group())
        for word in re.finditer(r"[^\W\d_]{3,}", text)
        if not any(start <= word.start() < end for start, end in days)
    } - {0}
    return [
        text[match.start("a") : match.end("b")]
        for match in _FOUND.finditer(text)
        if match["b"] and not (match["word"] or match["prefix"] or match["c"])
        and not any(start < match.end() and match.start() < end for start, end in meetings)
        and (int(match["a"]) in months or (int(match["b"]) in months and int(match["a"]) < 32))
    ]  # fmt: skip


def _mentions(match: re.Match[str], text: str) -> list[NumberMention]:
    word, prefix = match["word"], (match["prefix"] or "").strip(" \t\n.:-").upper()
    before = text[max(0, match.start() - _LOOK_BACK) : match.start()]
    if not word and not prefix and (_OTHER.search(before) or _MONTH_BEFORE.search(before)):
        return []
    if not word and prefix in _NOT_CASES:
        return []
    place = (match.start(), match.end())
    if match["g"]:
        plural = (word or "").lower() in ("saker", "sakene", "cases")  # "sakene 15-20" has no year
        readings = _readings(match["a"], match["g"]) if word and not plural else ()
        return [NumberMention(*place, readings, prefix)] if readings else []
    if match["e"]:
        return _span(place, match["a"], match["e"], match["f"], prefix)
    if match["c"]:
        if year_of(match["b"]) == year_of(match["d"]):
            return _span(place, match["a"], match["c"], match["d"], prefix)
        ends = (_readings(match["a"], match["b"]), _readings(match["c"], match["d"]))
        return [NumberMention(*place, readings, prefix) for readings in ends if readings]
    readings = _readings(match["a"], match["b"])
    if not word and not prefix and not _stands_alone(match["a"], match["b"]):
        return []
    return [NumberMention(*place, readings, prefix)] if readings else []


_NOT_CASES = frozenset({"NOU", "KL", "NR", "S", "EU", "EF", "ISO", "ILO", "ST", "KAP", "GNR", "BNR", "GBNR"})


def _stands_alone(first: str, second: str) -> bool:
    """Whether a number without any word before it is a case rather than a fraction or a season."""
    if len(second) == 2 and len(first) < 4:
        return int(first) > 0 and not (first == "24" and second == "07")
    return (len(first) == 4 and year_of(first) > 0) or (len(second) == 4 and year_of(second) > 0)


def _span(place: tuple[int, int], first: str, last: str, year: str, prefix: str) -> list[NumberMention]:
    low, high, full = int(first), int(last), year_of(year)
    if not full or not 0 < low < high or high - low > LONGEST_RANGE:
        return []
    return [NumberMention(*place, (CaseNumber(full, n),), prefix) for n in range(low, high + 1)]


def year_of(digits: str) -> int:
    """The year that the digits can stand for; 0 where they can stand for none."""
    if len(digits) == 2:
        return full_year(int(digits))
    return int(digits) if len(digits) == 4 and digits[:2] in ("19", "20") else 0


def _readings(first: str, second: str) -> tuple[CaseNumber, ...]:
    years = year_of(first), year_of(second)
    if len(first) == 4 and len(second) == 4 and all(years):
        return ()  # two years: a season, a period
    if len(first) == 4 and years[0] and len(second) == 2 and int(second) == (years[0] + 1) % 100:
        return ()  # 2019/20
    readings = []
    for year, sequence in ((years[1], int(first)), (years[0], int(second))):
        if year and sequence:
            readings.append(CaseNumber(year, sequence))
    if len(first) == 4 and years[0]:
        readings.reverse()
    return tuple(dict.fromkeys(readings))
