"""What a question asks for: its language, the kind of fact that answers it, the time it is about.

Rules that can be read: each is a word list or a compiled pattern without nested repetition.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum

from ingest.dates import find_dates
from search.types import Language


class Wanted(StrEnum):
    """The kind of fact that answers a question."""

    PERSON = "person"
    DATE = "date"
    NUMBER = "number"
    AMOUNT = "amount"
    PLACE = "place"
    REASON = "reason"
    TEXT = "text"


@dataclass(frozen=True, slots=True)
class Question:
    """A question as it was understood.

    dates: ISO dates that it names, cut to what is known.
    """

    text: str
    language: Language
    wanted: Wanted
    dates: tuple[str, ...]


_WORD = re.compile(r"[a-zæøåéèêòôü]+")

_ENGLISH = frozenset(
    "what which who whom whose when where why how many much did does do is are was were has have had the of in "
    "on about for from to and been be by with that this decided project projects case meeting".split()
)
_NYNORSK = frozenset(
    "kva kven kvifor korleis kvar når kor kva ikkje eg vart blei vert hadde frå noko nokon nokre mykje dei ein eit "
    "kostar kosta vedteke vedtekne saka møtet gjeld gjaldt skulle hjå heiter fekk åt utan seier sa tilrådde mange".split()
)
_ONLY_NYNORSK = frozenset(
    "kva kven kvifor korleis kvar ikkje eg vart vert frå noko nokon nokre mykje dei eit vedteke vedtekne hjå heiter "
    "fekk utan seier tilrådde gjeld kosta kostar".split()
)
_BOKMAL = frozenset(
    "hva hvem hvorfor hvordan hvor hvilke hvilken hvilket ikke jeg ble fra noe noen mye de et en var er hadde i på "
    "om til som det den mange når skal har".split()
)

_ASKS: tuple[tuple[Wanted, re.Pattern[str]], ...] = (
    (Wanted.AMOUNT, re.compile(r"\b(?:hvor mye|kor mykje|how much|hva kost\w*|kva kost\w*|hvor stor|kor stor|what does \w+ cost)\b")),
    (Wanted.NUMBER, re.compile(r"\b(?:hvor mange|kor mange|how many|antall|talet på|tal på)\b")),
    (Wanted.PERSON, re.compile(r"\b(?:hvem|kven|who|whom|whose)\b")),
    (Wanted.DATE, re.compile(r"\b(?:når|when|hvilken dato|kva dato|what date|hvilket år|kva år)\b")),
    (Wanted.REASON, re.compile(r"\b(?:hvorfor|kvifor|why)\b")),
    (Wanted.PLACE, re.compile(r"^(?:hvor|kvar|where)\b(?! (?:mye|mange|stor|lang|ofte|høy|gammel))")),
)  # fmt: skip


def understand(text: str) -> Question:
    """A question, already one line (`search.find.read_question`), as it is understood."""
    folded = text.casefold()
    wanted = next((kind for kind, pattern in _ASKS if pattern.search(folded)), Wanted.TEXT)
    dates = tuple(dict.fromkeys(mention.iso for mention in find_dates(text)))
    return Question(text, language_of(text), wanted, dates)


def language_of(text: str) -> Language:
    """``nb``, ``nn`` or ``en`` by the words that only one of them has; bokmål where nothing tells."""
    words = _WORD.findall(text.casefold())
    english = sum(word in _ENGLISH for word in words)
    norwegian = sum(word in _BOKMAL or word in _NYNORSK for word in words)
    if english > norwegian:
        return "en"
    return "nn" if any(word in _ONLY_NYNORSK for word in words) else "nb"
