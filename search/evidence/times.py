"""How well a passage fits the time that a question names."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from index.types import StoredPassage
from ingest.dates import find_dates, iso_fits
from search.periods import find_period
from search.understand import Question

_YEAR = len("2020")
_THAT_YEAR = 0.9  # of the year asked for, by its paper's date or by what stands around it
_DAY_MISSED = 0.5  # … where a day or month is asked for that is not named
_OTHER_MONTH = 0.35  # … and the paper is of another one


def fits_time(question: Question, passage: StoredPassage, sentence: str = "") -> float:
    """How well a passage fits the dates that the question names, in [0, 1].

    1 where its paper is of that date or the sentence names it; less where the passage only names
    it, or the year of it; 0 where a year of the question is nowhere.
    """
    if question.period:
        return _fits_period(question, passage, sentence)
    if not question.dates:
        return 1.0
    if passage.date and all(iso_fits(passage.date, wanted) for wanted in question.dates):
        return 1.0
    if _names(sentence, question.dates):
        return 1.0
    around = " ".join((passage.text, passage.title, " ".join(passage.heading)))
    years = tuple({wanted[:_YEAR] for wanted in question.dates})
    if not _names(around, years) and not (passage.date and set(years) == {passage.date[:_YEAR]}):
        return 0.0
    if all(len(wanted) == _YEAR for wanted in question.dates) or _names(around, question.dates):
        return _THAT_YEAR
    return _OTHER_MONTH if passage.date and len(passage.date) > _YEAR else _DAY_MISSED


def _fits_period(question: Question, passage: StoredPassage, sentence: str) -> float:
    """1 where its paper is of the period or the sentence names it; less where what is beside it does; else 0."""
    if (passage.date and question.at(passage.date)) or any(question.at(iso) for iso in _days_in(sentence)):
        return 1.0
    told = find_period(sentence, None)
    if told and (told.since, told.until) == question.period:
        return 1.0
    around = " ".join((passage.text, passage.title, " ".join(passage.heading)))
    return _THAT_YEAR if any(question.at(iso) for iso in _days_in(around)) else 0.0


def _days_in(text: str) -> list[str]:
    """The dates that a text names, without bare years: they tell of no part of it."""
    return [iso for iso in _dates_in(text) if len(iso) > _YEAR]


@lru_cache(maxsize=256)  # each sentence of a passage asks for those of the passage
def _dates_in(text: str) -> tuple[str, ...]:
    return tuple(mention.iso for mention in find_dates(text))


def _names(text: str, dates: Sequence[str]) -> bool:
    """Whether a text names every one of the dates."""
    named = _dates_in(text)
    return all(
        any(iso_fits(iso, wanted) for iso in named) or (len(wanted) == _YEAR and wanted in text)
        for wanted in dates
    )
