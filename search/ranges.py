"""Ranges of time between plain dates: "siden mars 2023", "før 2022", "fra mars til november 2023".

Questions about cases and meetings choose by them; those about tables read them as two reports to compare.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta

from index.archive import Archive
from ingest.dates import Mention, find_dates
from search.periods import last_day
from search.understand import Question, understand

_OPEN = re.compile(
    r"\b(?:(?P<since>siden|sidan|since|fra og med|frå og med)|(?P<after>etter|after)|(?P<before>før|before)"
    r"|(?P<until>til og med|fram til|frem til|until|innen|innan))\s+(?:the\s+)?$",
    re.IGNORECASE,
)
_BETWEEN = re.compile(
    r"\b(?:i\s+(?:perioden|tida|tiden)\s+|in\s+the\s+period\s+)?(?:fra|frå|from|mellom|between)\s+"
    r"(?:(?P<from>[\w. ]{3,24}?)\s+(?:til|to|og|and)\s+(?:og\s+med\s+)?)?$",
    re.IGNORECASE,
)
_AND = re.compile(r"\s+(?:til|to|og|and|–|-)\s+(?:og\s+med\s+|the\s+)?", re.IGNORECASE)
_YEAR = re.compile(r"\d{4}")

_Range = tuple[int, int, date | None, date | None]
"""Start and end in the text, the first and the last day; None for an open end."""


def ranged(archive: Archive, question: Question) -> Question:
    """The question with the range that it names as its period, and without it in its text; else itself."""
    if question.period is not None or not question.dates:
        return question
    found = next(_ranges(question.text), None)
    papers = archive.cached("days of papers", lambda: _days(archive)) if found else None
    if found is None or papers is None:
        return question
    start, end, since, until = found
    since, until = since or min(papers[0], until or papers[0]), until or max(papers[1], since or papers[1])
    text = " ".join((question.text[:start] + question.text[end:]).split()).replace(" ?", "?")
    if not text.strip(" ?.") or since > until:
        return question
    period = (since.isoformat(), until.isoformat())
    return replace(understand(text), language=question.language, dates=(), period=period)


def _days(archive: Archive) -> tuple[date, date] | None:
    """The first and the last day of the archive's dated papers."""
    dates = sorted(paper.date for paper in archive.store.papers() if paper.date)
    return (_first_day(dates[0]), last_day(dates[-1])) if dates else None


def _ranges(text: str) -> Iterator[_Range]:
    mentions = find_dates(text)
    for at, mention in enumerate(mentions):
        before = text[: mention.start]
        following = mentions[at + 1] if at + 1 < len(mentions) else None
        if match := _BETWEEN.search(before):
            if match["from"] and (since := _of_same_year(match["from"], mention)):
                yield match.start(), mention.end, since, last_day(mention.iso)
            elif following and _AND.fullmatch(text, mention.end, following.start):
                yield match.start(), following.end, _first_day(mention.iso), last_day(following.iso)
        elif match := _OPEN.search(before):
            first, last, day = _first_day(mention.iso), last_day(mention.iso), timedelta(days=1)
            since = first if match["since"] else last + day if match["after"] else None
            until = first - day if match["before"] else last if match["until"] else None
            yield match.start(), mention.end, since, until


def _of_same_year(words: str, mention: Mention) -> date | None:
    """The day or month that words name, of the year of the date after them."""
    year = _YEAR.match(mention.iso)
    found = find_dates(f"{words} {year.group()}") if year else []
    return _first_day(found[0].iso) if len(found) == 1 else None


def _first_day(iso: str) -> date:
    year, month, day = (*map(int, iso.split("-")), 1, 1)[:3]
    return date(year, month, day)
