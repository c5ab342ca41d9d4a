"""Whether a sentence holds the kind of fact that a question asks for."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ingest.dates import find_dates
from ingest.names import Label
from search.understand import Question, Wanted

_NUMBER_WORDS = (
    "null|én|ett|eitt|to|tre|fire|fem|seks|sju|syv|åtte|ni|ti|elleve|tolv|tretten|fjorten|femten|seksten|sytten"
    "|atten|nitten|tjue|tredve|tretti|førti|femti|seksti|sytti|åtti|nitti|hundre|tusen|ingen|begge|halvparten"
)
_NUMBER = re.compile(rf"\d|\b(?:{_NUMBER_WORDS})\b")
_COUNT = re.compile(rf"(?<![\d/.-])(?:\d[\d .]*|\b(?:{_NUMBER_WORDS})\b)(?![\d/-])")
_AMOUNT = re.compile(
    r"\d[\d\s.,]*\s*(?:kr\b|kroner|mill|mrd|milliard|million|nok|tusen|%|prosent|euro|dollar|meter|km|kilo|gram|kg|liter|tonn|minutter|minutt|timer|timar|time\b|dager|dagar|døgn|uker|veker|måneder|månader"
    r"|år|grader|poeng|hours?|days|weeks|months|years|per ?cent)"
)
_DIGIT = re.compile(r"\d")
_DIGITS = re.compile(r"\d+(?:[.,]\d+|[ \u00a0]\d{3}\b)*")
_YEARS = re.compile(r"\b(?:19|20)\d\d\b")
_IDENTIFIER = re.compile(r"\b(?!(?:19|20)\d\d/(?:19|20)\d\d\b)\d{1,4}/\d{2,6}(?:-\d+)?\b|\b\d+(?:\.\d+)+\b")
_NAME = re.compile(r"\b[A-ZÆØÅ][\w.'-]+(?:\s+(?:[a-zæøå]{1,3}\s+)?[A-ZÆØÅ][\w.'-]+)+")
_CAPITAL = re.compile(r"(?<!^)(?<![.!?:]\s)\b[A-ZÆØÅ][\wæøå-]{2,}")
_ROW = 3  # numbers from which a text that ends like no sentence is a row of a table
_BETWEEN = 3  # words between a number and what it counts
_REASON = re.compile(
    r"\b(?:fordi|skyldes|skuldast|grunnet|på grunn av|pga|derfor|siden|årsak\w*|grunn\w*|som følge av"
    r"|slik at|for å|ettersom|due to|because)\b",
    re.IGNORECASE,
)


_COUNTABLE = frozenset((Wanted.DATE, Wanted.NUMBER, Wanted.AMOUNT))

NAMED = {
    Wanted.PERSON: frozenset((Label.PERSON, Label.ORG)),
    Wanted.ORGANISATION: frozenset((Label.ORG,)),
}
"""Whose name answers which kind of question."""

Name = tuple[str, str, str]
"""A name recognised in a sentence while indexing: its label, its words there, its canonical form."""


def holds(wanted: Wanted, text: str, question: str, names: Sequence[Name] = ()) -> float:
    """1 where the sentence holds such a fact, 0.5 where it perhaps does, 0 where it does not.

    Numbers and names that the question itself names answer nothing, and neither do case numbers.
    """
    if wanted in _COUNTABLE:
        return _holds_number(wanted, _fresh_numbers(text, question))
    if names and _named(wanted, question, names):
        return 1.0
    if wanted is Wanted.ORGANISATION:
        return 0.5 if _fresh(_CAPITAL, text, question) else 0.0
    if wanted is Wanted.PERSON:
        return 1.0 if _fresh(_NAME, text, question) else 0.5 if _fresh(_CAPITAL, text, question) else 0.0
    if wanted is Wanted.PLACE:
        return 1.0 if _fresh(_CAPITAL, text, question) else 0.0
    if wanted is Wanted.REASON:
        return 1.0 if _REASON.search(text) else 0.0
    return 0.5


def _fresh_numbers(text: str, question: str) -> str:
    """The text without identifiers and without the numbers of the question."""
    if not _DIGIT.search(text):  # most sentences, and then there is nothing to take out
        return text
    fresh = _IDENTIFIER.sub(" ", text)
    for number in re.findall(r"\d[\d.,/]*", question):
        fresh = fresh.replace(number.rstrip(".,/"), " ")
    return fresh


def _holds_number(wanted: Wanted, fresh: str) -> float:
    digit = bool(_DIGIT.search(fresh))
    if wanted is Wanted.NUMBER:
        return 1.0 if digit or _NUMBER.search(fresh.casefold()) else 0.0
    if not digit:  # dates and amounts have one
        return 0.0
    if wanted is Wanted.DATE:
        return 1.0 if find_dates(fresh) else 0.5
    return 1.0 if _AMOUNT.search(fresh.casefold()) else 0.5


def facts_of(wanted: Wanted, text: str, question: str) -> frozenset[str]:
    """The dates, or the numbers, of a sentence that the question does not name itself, in one way of writing."""
    if wanted is Wanted.DATE:
        return frozenset(mention.iso for mention in find_dates(text))
    asked = {_plain(number) for number in _DIGITS.findall(question)}
    fresh = _DIGITS.findall(_YEARS.sub(" ", _IDENTIFIER.sub(" ", text)))
    return frozenset(map(_plain, fresh)) - asked


def _plain(number: str) -> str:
    return re.sub(r"\s", "", number).strip(".,")


_COIN = re.compile(
    r"(?:\bkr\b|kroner|mill|mrd|milliard|million|\bnok\b|tusen|euro|dollar|pund|billion|\busd\b|\beur\b|[$€£])",
    re.IGNORECASE,
)
_WHOLE = re.compile(
    rf"(?<![\d,./-])(?:\d{{1,3}}(?:[. \u00a0]\d{{3}})+|\d+)(?![\d/-]|[.,]\d)|\b(?:{_NUMBER_WORDS}|dusin\w*)\b",
    re.IGNORECASE,
)
_MEASURE = re.compile(
    r"\s*(?:%|prosent|per ?cent|kr\b|kroner|mill|mrd|milliard|nok\b|euro|dollar|tim(?:e|er|ar)\b|minutt|sekund"
    r"|dag(?:er|ar)?\b|uker\b|måned|månad|megabit|kilo|meter|km\b|°|grader|hours?\b|minutes|days\b|weeks|months)",
    re.IGNORECASE,
)


_MONEY = re.compile(
    r"\b(?:kost(?:et|er|a|ar)?|pris(?:en)?|betal(?:te|er|t)?|tjen(?:er|te)|lønn|budsjett\w*|bevilg\w*|medfinansiering\w*"
    r"|tilskudd\w*|tilskot\w*|kroner|cost|costs|price|paid|pay|earns?|budget)\b",
    re.IGNORECASE,
)


def asks_money(question: Question) -> bool:
    """Whether a question asks for an amount of money."""
    return question.wanted is Wanted.AMOUNT and bool(_MONEY.search(question.text))


def has_money(text: str, question: str) -> bool:
    """Whether a text has an amount of money, or a bare number that may be one in a table of such."""
    if _COIN.search(text):
        return True
    fresh = list(_YEARS.sub("    ", text))
    for mention in find_dates(text):
        fresh[mention.start : mention.end] = " " * (mention.end - mention.start)
    bare = _IDENTIFIER.sub(" ", "".join(fresh))
    asked = {_plain(number) for number in _DIGITS.findall(question)}
    return any(
        _plain(match.group()) not in asked
        and not _MEASURE.match(bare, match.end())
        and not _ordinal(bare, match)
        for match in _DIGITS.finditer(bare)
    )


def has_count(text: str, question: str, noun: str) -> bool:
    """Whether a text has a whole number that may count the noun: no sum, share, measure or year, nor any of a row.

    Unless the noun follows it, or is itself what is measured in.
    """
    if _MEASURE.match(noun):
        return True
    asked = {_plain(number) for number in _DIGITS.findall(question)}
    stem = noun.casefold()[:4]
    row = len(_DIGITS.findall(text)) >= _ROW and text.rstrip()[-1:] not in ".!?:»)"
    for match in _WHOLE.finditer(text):
        measured = row or _YEARS.fullmatch(match.group()) or _MEASURE.match(text, match.end())
        between = 0 if row else _BETWEEN
        named = re.match(rf"\W*(?:\w+\W+){{0,{between}}}\w*{re.escape(stem)}", text[match.end() :].casefold())
        if _ordinal(text, match):
            continue
        if _plain(match.group()) not in asked and (named or not measured):
            return True
    return False


def _ordinal(text: str, number: re.Match[str]) -> bool:
    """Whether a number is a day's, "14. mars", or an item's, "1. Rådet …"."""
    line = text[: number.start()].rpartition("\n")[2]
    return bool(re.match(r"\.\s?[a-zæøå]" if line.strip() else r"[.)]\s", text[number.end() :]))


def counts(text: str, nouns: list[tuple[int, int]]) -> bool:
    """Whether a number stands right before one of the nouns (places in the text): ``14 fastleger``."""
    ends = [match.end() for match in _COUNT.finditer(text.casefold())]
    return any(0 <= start - end <= 16 for start, _ in nouns for end in ends)


def _named(wanted: Wanted, question: str, names: Sequence[Name]) -> bool:
    """Whether a name of the kind asked for is there that the question does not name itself."""
    folded = question.casefold()
    return any(
        label in NAMED.get(wanted, ()) and words.casefold() not in folded and name.casefold() not in folded
        for label, words, name in names
    )


def _fresh(pattern: re.Pattern[str], text: str, question: str) -> bool:
    folded = question.casefold()
    return any(match.group().casefold() not in folded for match in pattern.finditer(text))
