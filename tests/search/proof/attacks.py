"""Ways to make an answer false by a little: each takes a text and gives one that says something else, or None."""

from __future__ import annotations

import re
from collections.abc import Callable

from hypothesis import strategies as st

from search.proof.claims import Sort, find_claims
from search.proof.readback import MARK

_STRANGERS = ("Ragnhild Skogvoll", "Ytre Bremnes kommune", "Norsk Tannpleierråd", "Oddmund Krakstad")
_COLOURS = ("rød", "gul", "grønn", "raud", "grøn", "red", "yellow", "green")
_NOT = {"nb": "ikke", "nn": "ikkje", "en": "not"}
_DENIAL = re.compile(r"\b(?:ikke|ikkje|not|aldri) ", re.I)

Attack = Callable[[st.DataObject, str, str], str | None]


def _free(text: str) -> list[tuple[int, int]]:
    """The places of the marks, which no attack changes."""
    return [match.span() for match in MARK.finditer(text)]


def _put(text: str, start: int, end: int, words: str) -> str | None:
    if any(low < end and start < high for low, high in _free(text)):
        return None
    made = text[:start] + words + text[end:]
    return made if made != text else None


def digit(data: st.DataObject, text: str, language: str) -> str | None:
    """Another digit in place of one."""
    marks = _free(text)
    places = [
        i for i, c in enumerate(text) if c.isdigit() and not any(low <= i < high for low, high in marks)
    ]
    if not places:
        return None
    at = data.draw(st.sampled_from(places))
    return _put(text, at, at + 1, data.draw(st.sampled_from([d for d in "0123456789" if d != text[at]])))


def denial(data: st.DataObject, text: str, language: str) -> str | None:
    """A negation put in between two words, or taken out."""
    found = [match.span() for match in _DENIAL.finditer(text)]
    if found and data.draw(st.booleans()):
        return _put(text, *data.draw(st.sampled_from(found)), "")
    between = [match.start() for match in re.finditer(r"(?<=[^\W\d]) (?=[^\W\d])", text)]
    if not between:
        return None
    at = data.draw(st.sampled_from(between))
    return _put(text, at, at + 1, f" {_NOT[language]} ")


def name(data: st.DataObject, text: str, language: str) -> str | None:
    """A stranger in place of somebody."""
    names = [c for c in find_claims(text, language) if c.sort is Sort.NAME and not c.initial]
    if not names:
        return None
    claim = data.draw(st.sampled_from(names))
    return _put(text, claim.start, claim.end, data.draw(st.sampled_from(_STRANGERS)))


def swap(data: st.DataObject, text: str, language: str) -> str | None:
    """Two names of a text in each other's place."""
    names = [c for c in find_claims(text, language) if c.sort is Sort.NAME and not c.initial]
    words = [text[c.start : c.end] for c in names]
    pairs = [
        (i, j) for i in range(len(names)) for j in range(i + 1, len(names))
        if words[i] not in words[j] and words[j] not in words[i]
    ]  # fmt: skip
    if not pairs:
        return None
    i, j = data.draw(st.sampled_from(pairs))
    one, two = names[i], names[j]
    return f"{text[: one.start]}{words[j]}{text[one.end : two.start]}{words[i]}{text[two.end :]}"


def colour(data: st.DataObject, text: str, language: str) -> str | None:
    """Another colour in place of one."""
    colours = [c for c in find_claims(text, language) if c.sort is Sort.COLOUR]
    if not colours:
        return None
    claim = data.draw(st.sampled_from(colours))
    others = [c for c in _COLOURS if not {x.readings for x in find_claims(c)} & {claim.readings}]
    return _put(text, claim.start, claim.end, data.draw(st.sampled_from(others)))


def date(data: st.DataObject, text: str, language: str) -> str | None:
    """Another day, month or year in place of a date."""
    dates = [c for c in find_claims(text, language) if c.sort is Sort.DATE]
    if not dates:
        return None
    claim = data.draw(st.sampled_from(dates))
    day, year = data.draw(st.integers(1, 28)), data.draw(st.integers(1990, 2015))
    return _put(
        text, claim.start, claim.end, f"{day} August {year}" if language == "en" else f"{day}. august {year}"
    )


def gap(data: st.DataObject, text: str, language: str) -> str | None:
    """A word left out in the middle of what is quoted, without an ellipsis."""
    inner = [match.span(1) for match in re.finditer(r"«[^«»]{2,}?(\s[^\W\d_]{3,}(?=\s))[^«»]{2,}»", text)]
    return _put(text, *data.draw(st.sampled_from(inner)), "") if inner else None


ATTACKS: tuple[Attack, ...] = (digit, denial, name, swap, colour, date, gap)
