"""Dates in running text: bokmål, nynorsk and English, as ISO 8601 cut to what is known.

``13. mai 2020``, ``13.05.2020``, ``13.5.20``, ``13/5-20``, ``2020-05-13``, ``May 13, 2020``,
``24. - 27. februar 1998`` (two dates), ``mai 2020``, ``3. kvartal 2020`` (its year), ``2020``.
Every pattern is anchored at a digit or a month's name and has no nested repetition, so the
time is linear in the text.
"""

from __future__ import annotations

import re
from datetime import date
from typing import NamedTuple

# Two-digit years below it belong to this century: minutes on paper reach back to the 1950s at most.
PIVOT = 50

_MONTHS = {
    "januar": 1, "january": 1, "jan": 1,
    "februar": 2, "february": 2, "feb": 2,
    "mars": 3, "march": 3, "mar": 3,
    "april": 4, "apr": 4,
    "mai": 5, "may": 5,
    "juni": 6, "june": 6, "jun": 6,
    "juli": 7, "july": 7, "jul": 7,
    "august": 8, "aug": 8,
    "september": 9, "sept": 9, "sep": 9,
    "oktober": 10, "october": 10, "okt": 10, "oct": 10,
    "november": 11, "nov": 11,
    "desember": 12, "december": 12, "des": 12, "dec": 12,
}  # fmt: skip

_MONTH = "(?:" + "|".join(sorted(_MONTHS, key=len, reverse=True)) + r")\b\.?"
_YEAR = r"(?:19|20)\d\d(?!\d)"
# "20. oktober 05": two digits are a year only where nothing follows that they could count.
_SHORT_YEAR = rf"{_YEAR}|\d\d(?=\s{{0,2}}(?:$|[\n,;)]))"
_DAY = r"[0-3]?\d"
_TO = r"\s{0,2}(?:-|–|—|til|og|to|and|/)\s{0,2}"

_DATE = re.compile(
    rf"""
    (?<![\w./-])(?=[\djfmasondq])(?<!\d,)  # what a date may begin with: most places are passed over by it
    (?:
        (?P<iso>(?:19|20)\d\d-(?:0[1-9]|1[0-2])(?:-[0-3]\d)?)(?![\d/-])
      | (?P<first>{_DAY})\.?(?:(?:st|nd|rd|th)\b)?(?:\s{{0,2}}(?P<month1>{_MONTH}))?{_TO}
        (?P<last>{_DAY})(?:\.|(?:st|nd|rd|th)\b)?\s{{0,2}}(?:of\s)?(?P<month2>{_MONTH}),?
        \s{{0,2}}(?P<year2>{_SHORT_YEAR})
      | (?P<day>{_DAY})(?:[._]|(?:st|nd|rd|th)\b)?\s{{0,2}}(?:of\s)?(?P<month>{_MONTH}),?
        \s{{0,2}}(?P<year>{_SHORT_YEAR})
      | (?P<d1>{_DAY})\.(?:\s?(?P<m1>[01]?\d)\.?)?\s{{0,2}}[-–]\s{{0,2}}(?P<d2>{_DAY})\.\s?(?P<m2>[01]?\d)\.
        \s?(?P<y2>{_YEAR}|\d\d(?!\d))(?![/-]?\d)
      | (?P<nd>{_DAY})\.\s?(?P<nm>[01]?\d)\.\s?(?P<ny>{_YEAR}|\d\d(?!\d))(?![/-]?\d|\.\d)
      | (?P<sd>{_DAY})/(?P<sm>[01]?\d)\s?[-–]\s?(?P<sy>{_YEAR}|\d\d(?!\d))(?![/\d])
      | (?P<fd>{_DAY})/(?P<fm>[01]?\d)/(?P<fy>{_YEAR})(?![/\d])
      | (?P<emonth>{_MONTH})\s{{1,2}}(?P<eday>{_DAY})(?:st|nd|rd|th)?,?\s{{1,2}}(?P<eyear>{_YEAR})
      | (?P<amonth>{_MONTH}),?\s{{1,2}}(?P<ayear>{_YEAR})
      | (?P<quarter>[1-4]\.?\s?(?:kvartal|tertial|halvår)|Q[1-4])\s(?P<qyear>{_YEAR})
      | (?P<since>{_YEAR})\s?[-–]\s?(?P<until>{_YEAR})(?![\w/-])
      | (?P<bare>(?:19|20)\d\d)(?![\w/]|[.,]\d|-\d)
    )
    """,
    re.IGNORECASE | re.VERBOSE,
)
_DIGIT = re.compile(r"\d")
# A number of this size before one of these is an amount.
_UNIT = re.compile(
    r"\s?(?:%|kr\b|kroner|millioner|mill\b|mrd|milliarder|nok\b|prosent|stk|timer|innbygg|person|tonn|euro)",
    re.I,
)


class Mention(NamedTuple):
    """A date at ``text[start:end]``; `iso` is ``2020-05-13``, ``2020-05`` or ``2020``."""

    start: int
    end: int
    iso: str


def full_year(two_digits: int) -> int:
    """The year that two digits (0 to 99) stand for; four digits stay as they are."""
    if two_digits > 99:
        return two_digits
    return two_digits + (2000 if two_digits < PIVOT else 1900)


def find_dates(text: str) -> list[Mention]:
    """All dates of `text` in order, never overlapping; what is no calendar day is left out.

    A range gives both its ends, each with its own place. A quarter gives its year.
    """
    found: list[Mention] = []
    if not _DIGIT.search(text):  # every date has one, and most sentences have none
        return found
    for match in _DATE.finditer(text):
        found.extend(_read(match, text))
    return found


def iso_fits(date: str, wanted: str) -> bool:
    """Whether two ISO dates agree at the coarser precision of the two.

    >>> iso_fits("2020-10-09", "2020-10"), iso_fits("2020", "2020-10"), iso_fits("2020-10", "2021")
    (True, True, False)
    """
    if not date or not wanted:
        return False
    shorter = min(len(date), len(wanted))
    return date[:shorter] == wanted[:shorter]


def month_of(name: str) -> int:
    """The number, 1 to 12, of a month's name or its abbreviation; 0 where it is none."""
    return _MONTHS.get(name.lower().rstrip("."), 0)


def _read(match: re.Match[str], text: str) -> list[Mention]:
    kind = match.lastgroup
    start, end = match.span()
    if kind == "iso":
        value = match["iso"]
        return [Mention(start, end, value)] if len(value) == 7 or is_day(value) else []
    if kind == "year2":
        return _range(match)
    if kind == "bare":
        return [] if _UNIT.match(text, end) else [Mention(start, end, match["bare"])]
    if kind == "until":
        return [Mention(*match.span(name), match[name]) for name in ("since", "until")]
    if kind == "qyear":
        return [Mention(start, end, match["qyear"])]
    if kind == "ayear":
        return [Mention(start, end, f"{match['ayear']}-{_month(match['amonth']):02}")]
    if kind == "y2":
        return _numeric_range(match)
    names = {
        "year": ("day", "month", "year"),
        "ny": ("nd", "nm", "ny"),
        "sy": ("sd", "sm", "sy"),
        "fy": ("fd", "fm", "fy"),
        "eyear": ("eday", "emonth", "eyear"),
    }[kind or ""]
    day, month_text, year_text = (match[name] for name in names)
    month = int(month_text) if month_text.isdigit() else _month(month_text)
    return _day(start, end, full_year(int(year_text)), month, day)


def _numeric_range(match: re.Match[str]) -> list[Mention]:
    year, month = full_year(int(match["y2"])), int(match["m2"])
    first_end = match.end("m1") if match["m1"] else match.end("d1")
    first = _day(match.start("d1"), first_end, year, int(match["m1"] or month), match["d1"])
    return first + _day(match.start("d2"), match.end(), year, month, match["d2"])


def _range(match: re.Match[str]) -> list[Mention]:
    year = full_year(int(match["year2"]))
    last_month = _month(match["month2"])
    first_month = _month(match["month1"]) if match["month1"] else last_month
    first_end = match.end("month1") if match["month1"] else match.end("first")
    first_year = year - 1 if first_month > last_month else year
    return _day(match.start("first"), first_end, first_year, first_month, match["first"]) + _day(
        match.start("last"), match.end(), year, last_month, match["last"]
    )


def _day(start: int, end: int, year: int, month: int, day: str) -> list[Mention]:
    iso = f"{year:04}-{month:02}-{int(day):02}"
    return [Mention(start, end, iso)] if is_day(iso) else []


def is_day(iso: str) -> bool:
    """Whether an ISO date of ten characters is a day of the calendar."""
    try:
        date.fromisoformat(iso)
    except ValueError:
        return False
    return True


def _month(name: str) -> int:
    return _MONTHS[name.lower().rstrip(".")]
