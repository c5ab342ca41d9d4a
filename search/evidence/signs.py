"""Signs in a sentence that it answers the kind of question that is asked, beyond the words they share.

Each is a pattern that can be read, in bokmål, nynorsk and English; how much it says is learned
(`search.evidence.model`). A sign that the question does not call for is 0.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from search.definitions import asked_for, defines
from search.understand import Question, Wanted

SIGNS = (
    "caption",  # it looks like the line under a picture
    "time",  # when: a weekday, month, season or clause of time, if no full date
    "year",  # when: a year
    "age",  # how old: an age or a birth
    "manner",  # how: by what means
    "new name",  # which, or what it is called: names that the question does not have
    "persons",  # who: the same
    "place name",  # where: a name after a preposition of place
    "definition",  # what or who something is: it says so
    "speech",  # what somebody said or thought: it quotes or reports
    "exact words",  # share of the question's words in it as they are written
)

_CAPTION = re.compile(r"\b(?:foto|photo|bilde|bilete|arkivfoto|illustrasjon|scanpix)\b|\bt\.\s?[vh]\.", re.I)
_TIME = re.compile(
    r"\b(?:mandag|måndag|tirsdag|tysdag|onsdag|torsdag|fredag|lørdag|laurdag|søndag|januar|februar|mars|april"
    r"|mai|juni|juli|august|september|oktober|november|desember|i fjor|i år|i dag|i går|i morgen|i morgon|siden|sidan"
    r"|før|etter|under|mens|medan|da|då|klokken|klokka|kl|innen|vår\w*|høst\w*|haust\w*|sommer\w*|sommar\w*"
    r"|vinter\w*|helg\w*|uke\w*|veke\w*|måned\w*|månad\w*|år\w*|kveld\w*|århundre\w*|\d+-talle?t|monday|tuesday"
    r"|wednesday|thursday|friday|january|february|march|may|june|july|october|december|before|after|during|since)\b",
    re.I,
)
_YEAR = re.compile(r"\b(?:1\d\d\d|20\d\d)\b|\d0-tal")
_OLD = re.compile(r"\b(?:hvor gam\w+|kor gam\w+|how old)\b", re.I)
_AGE = re.compile(r"\b\d{1,3}[ -]år|\(\d{1,3}\)|\bfød[dt]\b|\bborn\b|\byears old\b|-åring", re.I)
_HOW = re.compile(r"\b(?:hvordan|korleis|how)\b(?! (?:many|much|old|long|often))", re.I)
_MANNER = re.compile(
    r"\b(?:ved (?:å|hjelp|bruk)|gjennom|gjennom å|slik at|med (?:å|en|et|ein|eit)|måte\w*|by|through|with)\b",
    re.I,
)
_CALLED = re.compile(
    r"\b(?:heter|het|hette|heiter|heitte|navnet|namnet|kalles|kalla|called|hvilke[nt]?|kva for|which)\b", re.I
)
_SAID = re.compile(
    r"\b(?:sier|sa|seier|ifølge|ifølgje|mener|mente|meiner|meinte|synes|fortalte|forteller|fortel|skriver|skrev|skriv"
    r"|opplyser|opplyste|uttaler|uttalte|forklarer|forklarte|svarer|svarte|tror|trur|påpeker|påpekte|peker|pekte"
    r"|understreker|understreket|says?|said|thinks?|thought|according|told|wrote|commented|stated)\b",
    re.I,
)
_SPEECH = re.compile(r"[«»“”\"]|^\s*[–—-]\s")
_CAPITAL = re.compile(r"(?<!^)(?<![.!?:–-]\s)\b[A-ZÆØÅ][\wæøå-]+")
_THERE = re.compile(r"\b(?:i|på|ved|til|fra|frå|utenfor|nær|mellom|in|at|near|from)\s+(?:\w+\s+)?[A-ZÆØÅ]")
_WORD = re.compile(r"\w{3,}")
_PERSONS, _NAMES = 3, 2  # names at which more say no more


@dataclass(frozen=True, slots=True)
class Signs:
    """The signs that a question calls for: the place in `SIGNS` and what measures a sentence, of each."""

    checks: tuple[tuple[int, Callable[[str], float]], ...]

    def of(self, text: str) -> tuple[float, ...]:
        """The values of `SIGNS` for a sentence, each in [0, 1]."""
        values = [0.0] * len(SIGNS)
        for place, check in self.checks:
            values[place] = check(text)
        return tuple(values)


def called_for(question: Question) -> Signs:
    """The signs that a question calls for; those it does not call for cost nothing."""
    text, wanted = question.text, question.wanted
    own = frozenset(word.casefold() for word in re.findall(r"[\w-]+", text))
    words = frozenset(word.casefold() for word in _WORD.findall(text))
    term = asked_for(text)
    checks: dict[str, Callable[[str], float]] = {
        "caption": lambda s: float(bool(_CAPTION.search(s))),
        "exact words": lambda s: _exact(words, s.casefold()),
    }
    if wanted is Wanted.DATE:
        checks["time"] = lambda s: float(bool(_TIME.search(s)))
        checks["year"] = lambda s: float(bool(_YEAR.search(s)))
    if _OLD.search(text):
        checks["age"] = lambda s: float(bool(_AGE.search(s)))
    if _HOW.search(text):
        checks["manner"] = lambda s: float(bool(_MANNER.search(s)))
    if _CALLED.search(text):
        checks["new name"] = lambda s: _new_names(s, own, _NAMES)
    if wanted is Wanted.PERSON:
        checks["persons"] = lambda s: _new_names(s, own, _PERSONS)
    if wanted is Wanted.PLACE:
        checks["place name"] = lambda s: float(bool(_THERE.search(s)))
    if term:
        checks["definition"] = lambda s: float(defines(s, term))
    if _SAID.search(text):
        checks["speech"] = lambda s: float(bool(_SAID.search(s) or _SPEECH.search(s)))
    return Signs(tuple((SIGNS.index(name), check) for name, check in checks.items()))


def _exact(words: frozenset[str], text: str) -> float:
    """The share of the words that stand in a text, both in small letters."""
    if not any(word in text for word in words):  # parts of other words may follow; without any there is none
        return 0.0
    return len(words.intersection(_WORD.findall(text))) / len(words)


def _new_names(text: str, own: frozenset[str], most: int) -> float:
    fresh = sum(name.casefold() not in own for name in _CAPITAL.findall(text))
    return min(fresh, most) / most
