"""Claims of a text: its numbers, dates, times, identifiers, names and colours, each in one plain form.

The same reading is used for answers and for quotes, so that ``13. mai 2020`` and ``May 13, 2020``,
``9,0 millioner`` and ``NOK 9 million``, ``rød``, ``raud`` and ``red`` are one thing. Where a quote may
be read in two ways (``1,234``) it has both readings; an answer has the one of its language.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from ingest.dates import find_dates, month_of
from search.proof.words import COLOURS, NUMBER_WORDS, OTHER_WORDS


class Sort(StrEnum):
    """What a claim is about."""

    DATE = "date"
    TIME = "time"
    IDENTIFIER = "identifier"
    NUMBER = "number"
    COLOUR = "colour"
    NAME = "name"


@dataclass(frozen=True, slots=True)
class Claim:
    """A claim at ``text[start:end]``.

    readings: its plain forms, one of which must be proven: an ISO date (``--05-13`` without its year),
    ``14:50``, ``15/20``, ``42000000``, ``31%``, a colour, the words of a name.
    initial: a name that may be a plain word, since it begins a sentence.
    """

    sort: Sort
    start: int
    end: int
    readings: frozenset[str]
    initial: bool = False


_MONTHS = (
    "januar|january|februar|february|mars|march|april|mai|may|juni|june|juli|july|august|september|oktober|october"
    "|november|desember|december"
)
_DAY_MONTH = re.compile(
    rf"(?<![\d/.-])(?P<day>[0-3]?\d)(?:\.|st|nd|rd|th)?\s{{1,2}}(?:of\s)?(?P<month>{_MONTHS})\b", re.I
)
_MONTH_DAY = re.compile(rf"\b(?P<month>{_MONTHS})\s(?P<day>[0-3]?\d)(?:st|nd|rd|th)?\b(?![.,/-]?\d)", re.I)
_MONTH = re.compile(rf"\b(?P<month>{_MONTHS})\b", re.I)
_TIME = re.compile(
    r"(?<![\d.,:/-])(?P<hour>[01]?\d|2[0-3])(?P<sign>[.:])(?P<minute>[0-5]\d)(?![\d:/-]|[.,]\d)"
)
_CLOCK = re.compile(r"\b(?:kl\.?|klokk\w+|klokken|at|from|til|to|–|-)\s?$", re.I)
_IDENTIFIER = re.compile(r"(?<![\w/-])\d+(?:[/-]\d+)+(?![\w/])")
_MIXED = re.compile(r"(?<![\w/-])(?:[^\W\d_][\w]*-\d[\w-]*|[^\W\d_]+\d\w*|\d+[A-ZÆØÅ]\w*)")
_SPACE = "[ \u00a0\u2009\u202f]"
_NUMBER = re.compile(
    rf"(?<![\w.,/])(?P<number>\d{{1,3}}(?:{_SPACE}\d{{3}})+(?!\d)(?:[.,]\d+)?|\d+(?:[.,]\d+)*)"
    rf"(?P<unit>{_SPACE}?(?:%|prosent\b|per ?cent\b|percent\b|(?:tusen|thousand|mill(?:ion(?:er|ar|s)?)?|mrd"
    r"|milliard(?:er|ar)?|billions?)\b))?",
    re.I,
)
_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
_SCALES = (("tusen", 3), ("thousand", 3), ("mill", 6), ("mrd", 9), ("milliard", 9), ("billion", 9))
_CAPITAL = r"[A-ZÆØÅÁÀÄČĐŊŠŦŽÖÜÉ]"
_NAME = re.compile(rf"(?<![\w-]){_CAPITAL}[\w'’&-]*(?:\.(?=\s?{_CAPITAL}))?(?:\s{{1,3}}{_CAPITAL}[\w'’&-]*)*")
_OPENS = re.compile(r"(?:^|[.!?:;•–-]\s|[«\"“(\n]|\d[.)]\s)\s*$")


def find_claims(text: str, language: str | None = None) -> list[Claim]:
    """All claims of a text, in order, never overlapping.

    language: of an answer, whose numbers have one reading; None for a quote, which has all of them.
    """
    taken: list[tuple[int, int]] = []
    found: list[Claim] = []
    for claim in (
        *_dates(text), *_partial_dates(text, language), *_mixed(text), *_times(text, language),
        *_identifiers(text), *_numbers(text, language), *_words(text, language),
    ):  # fmt: skip
        if not any(start < claim.end and claim.start < end for start, end in taken):
            taken.append((claim.start, claim.end))
            found.append(claim)
    found += _names(text, taken)
    return sorted(found, key=lambda claim: claim.start)


def _claim(sort: Sort, start: int, end: int, *readings: str, initial: bool = False) -> Claim:
    return Claim(sort, start, end, frozenset(readings), initial)


def _dates(text: str) -> Iterator[Claim]:
    for mention in find_dates(text):
        yield _claim(Sort.DATE, mention.start, mention.end, mention.iso)


def _partial_dates(text: str, language: str | None) -> Iterator[Claim]:
    for pattern in (_DAY_MONTH, _MONTH_DAY):
        for match in pattern.finditer(text):
            day = f"--{month_of(match['month']):02}-{int(match['day']):02}"
            yield _claim(Sort.DATE, match.start(), match.end(), day)
    for match in _MONTH.finditer(text):
        if language == "en" and not match.group()[0].isupper():  # "may", "march" are verbs
            continue
        yield _claim(Sort.DATE, match.start(), match.end(), f"--{month_of(match.group()):02}")


def _times(text: str, language: str | None) -> Iterator[Claim]:
    for match in _TIME.finditer(text):
        time = f"{int(match['hour']):02}:{match['minute']}"
        sure = match["sign"] == ":" or _CLOCK.search(text[max(0, match.start() - 12) : match.start()])
        if sure:
            yield _claim(Sort.TIME, match.start(), match.end(), time)
        elif language is None:  # 09.05: a time or a number
            readings = {time} | _read(match.group(), "", None)
            yield Claim(Sort.TIME, match.start(), match.end(), frozenset(readings))


def _mixed(text: str) -> Iterator[Claim]:
    """Words with digits in them: ``ICD-11``, ``COVID-19``, ``3G``."""
    for match in _MIXED.finditer(text):
        yield _claim(Sort.IDENTIFIER, match.start(), match.end(), match.group().casefold())


def _identifiers(text: str) -> Iterator[Claim]:
    for match in _IDENTIFIER.finditer(text):
        parts = [int(part) for part in re.split(r"[/-]", match.group())]
        sign = "/" if "/" in match.group() or len(parts) > 2 else "-"
        readings = {sign.join(map(str, parts))}
        if len(parts) == 2:  # a case may be written 15/20, 2020/15 and 15/2020
            first, second = parts
            if 1900 <= first < 2100:
                readings.add(f"{second}/{first % 100}")
            if 1900 <= second < 2100:
                readings.add(f"{first}/{second % 100}")
        yield Claim(Sort.IDENTIFIER, match.start(), match.end(), frozenset(readings))


def _numbers(text: str, language: str | None) -> Iterator[Claim]:
    for match in _NUMBER.finditer(text):
        digits = match["number"].rstrip(".,")
        readings = _read(digits, match["unit"] or "", language) or {digits}  # 15.90 is no number in Norwegian
        yield Claim(Sort.NUMBER, match.start(), match.end(), frozenset(readings))


def _read(written: str, unit: str, language: str | None) -> set[str]:
    """The numbers that digits may mean; with their scale, and ``%`` for a share."""
    plain = re.sub(_SPACE, "", written)
    if "." not in plain and "," not in plain:
        values = {Decimal(plain)}
    else:
        values = set[Decimal]()
        for thousands, point in ((".", ","), (",", ".")):
            if language is not None and (language == "en") != (thousands == ","):
                continue
            if re.fullmatch(rf"\d{{1,3}}(?:\{thousands}\d{{3}})+(?:\{point}\d+)?|\d+(?:\{point}\d+)?", plain):
                values.add(Decimal(plain.replace(thousands, "").replace(point, ".")))
    folded = unit.strip().casefold()
    if folded.startswith(("%", "pro", "per")):
        return {f"{_plain(value)}%" for value in values}
    scale = next((power for word, power in _SCALES if folded.startswith(word)), 0)
    return {_plain(value.scaleb(scale)) for value in values}


def _plain(value: Decimal) -> str:
    text = f"{value:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


_WORD_UNIT = re.compile(
    rf"{_SPACE}(?:prosent|per ?cent|percent|mill\w*|tusen|thousand|milliard\w*|billions?)\b", re.I
)


def _words(text: str, language: str | None) -> Iterator[Claim]:
    """Colours, and numbers in words."""
    others = OTHER_WORDS.get(language or "", frozenset())
    for match in _WORD.finditer(text):
        word = match.group().casefold()
        if word in COLOURS:
            yield _claim(Sort.COLOUR, match.start(), match.end(), COLOURS[word])
        elif word in NUMBER_WORDS and word not in others:
            unit = _WORD_UNIT.match(text, match.end())
            readings = _read(str(NUMBER_WORDS[word]), unit.group() if unit else "", language)
            yield Claim(Sort.NUMBER, match.start(), unit.end() if unit else match.end(), frozenset(readings))


def _names(text: str, taken: Sequence[tuple[int, int]]) -> Iterator[Claim]:
    """Capitalised words that stand together, without what is a date, a colour or a number already."""
    for match in _NAME.finditer(text):
        start = match.start()
        within = [t for t in sorted(taken) if t[0] < match.end() and t[1] > start]
        for low, high in [*within, (match.end(), match.end())]:
            words = text[start : max(start, low)].strip().rstrip("'’.-")
            if words:
                at = text.index(words, start)
                opens = bool(_OPENS.search(text[max(0, at - 4) : at]))
                yield _claim(Sort.NAME, at, at + len(words), " ".join(words.split()), initial=opens)
            start = max(start, high)
