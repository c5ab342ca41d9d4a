"""How well a passage fits the time that a question names."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from index.types import StoredPassage
from ingest.dates import find_dates, iso_fits
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
