"""Relative times of a question ("i fjor", "i vår", "this year") as the archive's own time.

An archive's "now" is the date of its newest paper; the answer says how the words were read.
"""

from __future__ import annotations

import re
from dataclasses import replace

from corpus.texts import texts
from index.archive import Archive
from index.types import Filters
from search.dates import told_period, written
from search.periods import Told, find_period
from search.types import Answer
from search.understand import Question, understand

_END = r"(?=\s*(?:[?.,!]|$)|\s+(?:ble|blei|vart|var|er|har|hadde|kom|gikk|was|were|is|has|had|did)\b)"
_YEARS = (
    (0, re.compile(rf"\b(?:i år|this year){_END}", re.IGNORECASE)),
    (-1, re.compile(r"\b(?:i fjor|fjoråret|last year)\b", re.IGNORECASE)),
    (1, re.compile(r"\b(?:neste år|til neste år|next year)\b", re.IGNORECASE)),
)
_SEASON = re.compile(
    r"\b(?:(?:i|denne|nå i|no i) (?P<nb>vår|sommer|høst|haust|vinter)(?:en)?"
    rf"|this (?P<en>spring|summer|autumn|winter)){_END}",
    re.IGNORECASE,
)
_SEASONS = {
    "vår": "våren", "spring": "våren", "sommer": "sommeren", "summer": "sommeren", "høst": "høsten",
    "autumn": "høsten", "haust": "hausten", "vinter": "vinteren", "winter": "vinteren",
}  # fmt: skip
_BEGINS = {"høsten": 8, "hausten": 8}  # the month in which a season begins; before it last year's is meant


def newest_date(archive: Archive) -> str | None:
    """The date of the archive's newest paper, ISO 8601, or None where none has one."""
    return archive.cached(
        "newest", lambda: max((p.date for p in archive.store.papers() if p.date), default=None)
    )


def resolve(archive: Archive, question: Question) -> tuple[Question, str | None]:
    """The question with its relative times written out, and the sentence that says how they were read.

    The question itself and None where it has none, or no paper is dated. A period that it names by
    year and number ("første halvår 2021") is read too, and needs no such sentence.
    """
    if told := _period(archive, question.text):
        return _in_period(archive, question, told)
    found = _found(question.text)
    newest = newest_date(archive) if found else None
    if found is None or newest is None:
        return question, None
    match, years, season = found
    year = int(newest[:4]) + years
    if season in _BEGINS and len(newest) > len("2020") and int(newest[5:7]) < _BEGINS[season]:
        year -= 1
    read = f"{season} {year}" if season else str(year)
    inside = f"i {read}" if not season and question.language != "en" else read
    inside = f"in {year}" if question.language == "en" else inside
    text = question.text[: match.start()] + inside + question.text[match.end() :]
    say = texts(question.language)
    note = say(
        "answer.time_read_as", words=match.group(), read=read, newest=written(newest, question.language)
    )
    return replace(understand(text), language=question.language), note


def _period(archive: Archive, text: str) -> Told | None:
    told = find_period(
        text, "2000-01-01"
    )  # whether there is one: the newest paper is looked up for that alone
    return find_period(text, newest_date(archive)) if told and told.relative else told


def _in_period(archive: Archive, question: Question, told: Told) -> tuple[Question, str | None]:
    period = (told.since, told.until)
    if not told.relative:
        asking = (*question.asking, (told.start, told.end))
        return replace(question, dates=(), period=period, asking=asking), None
    text = " ".join((question.text[: told.start] + question.text[told.end :]).split()).replace(" ?", "?")
    read = understand(text)
    if not text.strip(" ?.") or read.dates:
        return question, None
    say, language = texts(question.language), question.language
    words = question.text[told.start : told.end].strip()
    newest = written(newest_date(archive), language)
    note = say("answer.time_read_as", words=words, read=told_period(period, language), newest=newest)
    return replace(read, language=language, period=period), note


_FROM = {"nb": "fra", "nn": "frå", "en": "from"}


def with_range(question: Question) -> Question:
    """A question with its period written behind it, as a table's reports are asked for."""
    assert question.period is not None
    ranged = f"{_FROM[question.language]} {told_period(question.period, question.language)}"
    return replace(question, text=f"{question.text.rstrip(' ?.')} {ranged}?")


def within(filters: Filters, period: tuple[str, str]) -> Filters:
    """Filters that let through papers of a period alone, and of these what they did before."""
    since, until = max(filters.since or "", period[0]), min(filters.until or "9", period[1])
    return replace(filters, since=since, until=until)


def says_so_itself(archive: Archive, question: Question, answer: Answer) -> bool:
    """Whether an answer's first quote has the question's relative words itself, and means the same by them.

    It does where its paper has no date, or is of the same year as the newest one.
    """
    told, found, newest = _period(archive, question.text), _found(question.text), newest_date(archive)
    if (told or found) is None or newest is None or not answer.answered:
        return False
    words = question.text[told.start : told.end] if told else found[0].group() if found else ""
    first = answer.citations[0]
    same = first.date is None or first.date[:4] == newest[:4]
    return same and words.strip().casefold() in " ".join(first.quote.casefold().split())


def _found(text: str) -> tuple[re.Match[str], int, str] | None:
    for years, pattern in _YEARS:
        if match := pattern.search(text):
            return match, years, ""
    match = _SEASON.search(text)
    return (match, 0, _SEASONS[(match["nb"] or match["en"]).casefold()]) if match else None
