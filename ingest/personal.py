"""Norwegian national identity numbers, recognised by their date and check digits, and masked.

A number is six digits of a birth date, three that count and two check digits. A D-number (given to
those who are not registered as resident) has 4 added to its first digit. The rules are those of
the population register's regulations (folkeregisterforskriften § 2-2-1): which centuries the three
digits may tell of, and two sums modulo 11.
"""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Sequence

from ingest.document import Span

MASK = "•"
"""Stands for one digit, so that a masked text is as long as the text and offsets still fit."""

_GAP = r"[ \u00a0\u2009\u202f]"
_NUMBER = re.compile(
    rf"(?<![\d.,/-])(?P<day>\d\d)(?P<sign>[. ]?)(?P<month>\d\d)(?P=sign)(?P<year>\d\d|(?<=[. ])\d{{4}})"
    rf"(?:{_GAP}{{0,3}}[-–/]?{_GAP}{{0,3}}|\s{{0,3}})(?P<count>\d{{3}}){_GAP}?(?P<check>\d\d)(?![\d]|[.,/-]\d)"
)
_DIGITS = re.compile(r"\d")
_QUICK = re.compile(r"\d\d[. ]?\d\d[. ]?\d\d")  # what every number begins with; most texts hold none

_FIRST = (3, 7, 6, 1, 8, 9, 4, 5, 2)
_SECOND = (5, 4, 3, 2, 7, 6, 5, 4, 3, 2)


def find_personal_numbers(text: str) -> list[Span]:
    """Where national identity numbers and D-numbers stand, in order.

    Written in one, or with a blank, a line break, a hyphen or dots in the usual places.
    """
    if not _QUICK.search(text):
        return []
    return [Span(*match.span()) for match in _NUMBER.finditer(text) if _is_personal(match)]


def masked(text: str) -> str:
    """The text with each digit of a personal number as a dot in the middle of the line; as long as before."""
    found = find_personal_numbers(text)
    return mask_spans(text, found) if found else text


def mask_spans(text: str, spans: Sequence[Span], at: int = 0) -> str:
    """The text, which begins at offset `at`, with the digits inside the spans masked."""
    for span in spans:
        start, end = max(0, span.start - at), min(len(text), span.end - at)
        if start < end:
            text = text[:start] + _DIGITS.sub(MASK, text[start:end]) + text[end:]
    return text


def _is_personal(match: re.Match[str]) -> bool:
    year = match["year"]
    digits = match["day"] + match["month"] + year[-2:] + match["count"] + match["check"]
    if not digits.isascii():
        return False
    found = _year(int(year[-2:]), int(match["count"]))
    if found is None or (len(year) == 4 and int(year) != found):
        return False
    day, month = int(match["day"]), int(match["month"])
    day -= 40 if day > 40 else 0
    if not (1 <= month <= 12 and 1 <= day <= monthrange(found, month)[1]):
        return False
    numbers = [int(digit) for digit in digits]
    return _check(numbers, _FIRST) == numbers[9] and _check(numbers, _SECOND) == numbers[10]


def _year(short: int, count: int) -> int | None:
    """The year of birth that two digits and the count tell of; None where no one has them."""
    if count < 500:
        return 1900 + short
    if short < 40:
        return 2000 + short
    if count >= 900:
        return 1900 + short
    return 1800 + short if short >= 54 and count < 750 else None


def _check(numbers: Sequence[int], weights: Sequence[int]) -> int:
    """The check digit; 10 where there is none, which no number has."""
    return -sum(weight * number for weight, number in zip(weights, numbers, strict=False)) % 11
