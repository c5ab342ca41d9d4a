"""What a question asks for: its language, the kind of fact that answers it, the time it is about.

Rules that can be read: each is a word list or a compiled pattern without nested repetition.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum

from index.language import detect
from ingest.dates import find_dates, iso_fits
from search.definitions import asked_for
from search.types import Language


class Wanted(StrEnum):
    """The kind of fact that answers a question."""

    PERSON = "person"
    ORGANISATION = "organisation"
    DATE = "date"
    NUMBER = "number"
    AMOUNT = "amount"
    PLACE = "place"
    REASON = "reason"
    TEXT = "text"


@dataclass(frozen=True, slots=True)
class Question:
    """A question as it was understood.

    dates: ISO dates that it names, cut to what is known. asking: the places of the words that
    only ask ("hvor mange"): they need not stand in an answer. focus: the place of the noun that
    is counted or asked for ("hvor mange *fastleger*", "hvem er *prosjektleder*"), or None.
    latest: whether what holds now, or comes next, is asked for ("neste møte", "siste status").
    period: the first and the last day, ISO 8601, of the period that it names; `dates` is empty then.
    """

    text: str
    language: Language
    wanted: Wanted
    dates: tuple[str, ...]
    asking: tuple[tuple[int, int], ...] = ()
    focus: tuple[int, int] | None = None
    latest: bool = False
    period: tuple[str, str] | None = None

    @property
    def timed(self) -> bool:
        """Whether it names a date or a period."""
        return bool(self.dates or self.period)

    def at(self, day: str) -> bool:
        """Whether a day (ISO 8601, perhaps cut; "" fits nothing) is of one of its dates or in its period."""
        if self.period:
            return bool(day) and f"{day}~" >= self.period[0] and day <= f"{self.period[1]}~"
        return any(iso_fits(day, wanted) for wanted in self.dates)


_WORD = re.compile(r"[^\W\d_]+")

_ASKS: tuple[tuple[Wanted, re.Pattern[str]], ...] = (
    (
        Wanted.AMOUNT,
        re.compile(
            r"\b(?:hvor mye|kor mykje|how much|hvor stort? (?:beløp|sum)\b|kor stort? (?:beløp|sum)\b"
            r"|(?:hvor|kor) (?:store?t?|høye?t?|høge?t?|dyre?t?)|what share|what percentage)\b"
            r"|\b[hk]va (?:er|var|ble|blei|vart) (?:det |den |dei? )?(?:saml\w+ |total\w* )?"
            r"(?=budsjett|kostnad|pris|beløp|lønn)"
            r"|\bwhat (?:is|was) the (?:total )?(?=budget|cost|price|salary)"
            r"|\b[hk]va (?=kost|tjen)|\bwhat (?=does .{1,60} (?:cost|earn))"
        ),
    ),
    (Wanted.NUMBER, re.compile(r"\b(?:hvor mange|kor mange|how many)\b")),
    (Wanted.PERSON, re.compile(
            r"\b(?:hvem|kven|who|whom|whose)\b"
            r"|\b[hk]va(?= (?:heter|het|hette|heiter|heitte) (?:den |the |ny |nye )?[\w-]*"
            r"(?:leder|leiar|ordfører|ordførar|direktør|ombude?t|ombodet|sekretær|minister|sjef|rektor|talsmann|president))"
        )),
    (
        Wanted.DATE,
        re.compile(r"\b(?:når|hva tid|when|hvilken dato|kva dato|what date|(?:i )?hvilket år|kva år|what year)\b"),
    ),
    (Wanted.REASON, re.compile(r"\b(?:hvorfor|kvifor|why)\b")),
    (
        Wanted.ORGANISATION,
        re.compile(
            r"\b(?:hvilke[nt]?|kva for ein?|kva for eit|kva|which|what)(?= (?:andre |other )?(?:"
            r"kommuner?|kommunar|fylkeskommuner?|virksomhet(?:er)?|verksemd(?:er)?|foretak|helseforetak|etat(?:er)?"
            r"|direktorat|departement|tilsyn|organisasjon(?:er)?|selskap(?:er)?|firma|bedrift(?:er)?|leverandør(?:er)?"
            r"|leverandørar|institusjon(?:er)?|organi[sz]ations?|compan(?:y|ies)|municipalit(?:y|ies)|agenc(?:y|ies)"
            r"|suppliers?|vendors?)\b)"
        ),
    ),
    (
        Wanted.PLACE,
        re.compile(
            r"^(?:hvor|kvar|where)\b(?! (?:mye|mange|stor|lang|ofte|høy|gammel|lenge))"
            r"|\bhvilk\w+ (?:by|sted|land)\b"
        ),
    ),
    (Wanted.TEXT, re.compile(r"\b(?:hvordan|korleis|how|hvilke[nt]?|kva for|hva|kva|what|which)\b")),
)  # fmt: skip


def understand(text: str) -> Question:
    """A question, already one line (`search.find.read_question`), as it is understood."""
    folded = text.casefold()
    wanted, asking = Wanted.TEXT, []
    for kind, pattern in _ASKS:
        match = pattern.search(folded)
        if match:
            wanted = kind
            asking.append(match.span())
            break
    asking += [match.span() for match in _HOLLOW.finditer(folded)]
    asking += _around_term(text)
    dates = tuple(dict.fromkeys(mention.iso for mention in find_dates(text)))
    return Question(
        text,
        language_of(text),
        wanted,
        dates,
        tuple(asking),
        _focus(text, wanted, asking),
        bool(_LATEST.search(folded)),
    )


def _around_term(text: str) -> list[tuple[int, int]]:
    """Everything but the term where a meaning is asked for: "hva betyr forkortelsen *EPJ*?"."""
    term = asked_for(text)
    if term is None:
        return []
    start = text.rindex(term)
    end = start + len(term)
    before, after = text[:start].rstrip(), len(text) - len(text[end:].lstrip())
    return [(0, len(before)), *([(after, len(text))] if after < len(text) else [])]


def _focus(text: str, wanted: Wanted, asking: list[tuple[int, int]]) -> tuple[int, int] | None:
    """The place of the noun that is counted, or of the role that someone is asked to have."""
    if not asking:
        return None
    pattern = {Wanted.NUMBER: _COUNTED, Wanted.PERSON: _ROLE}.get(wanted)
    match = pattern.match(text.casefold(), asking[0][1]) if pattern else None
    if match is None or (wanted is Wanted.PERSON and text[match.start(1)].isupper()):
        return None  # "hvem er Kari Berg?" asks after a person that it names
    return match.span(1)


# Words that ask for whatever there is and need not stand in an answer. A match has no blanks at its ends.
_HOLLOW = re.compile(
    r"\b(?:ifølgje|ifølge|i følge|i følgje|iflg|according to"
    r"|handler|handlar|dreier seg|gjelder|gjeld|står det|står skrevet|fortell|fortel|tell me|skriver de"
    r"|vet vi|veit vi|finnes det noe|finst det noko|is there anything|know about|finnes|finst|fins|dealt with"
    r"|^(?:hva|kva) (?:sa|sier|seier|mente|mener|meinte|meiner|syntes|synes|kommenterte|uttalte|påpekte|uttrykte)"
    r"|(?:say|said|think|thought|comment) (?:about|on|of))\b"
)
_LATEST = re.compile(
    r"\b(?:neste|næraste|nærmeste|sist[ea]?|forrige|førre|nyest[ea]|nåværende|noverande|next|latest|current|last|previous)\b"
)
_COUNTED = re.compile(r"\s+(?:av |of |the |nye |new |ulike |forskjellige )?([\wæøå-]+)")
_ROLE = re.compile(
    r"\s+(?:er|var|is|was|blir|ble|vart|heter)\s+(?:den |the |ny |nye |neste )?([\wæøå-]{4,})\b"
)


def language_of(text: str) -> Language:
    """``nb``, ``nn`` or ``en`` by the words that only one of them has; bokmål where nothing tells."""
    found = detect.language_of(_WORD.findall(text.casefold()))
    return "nn" if found == "nn" else "en" if found == "en" else "nb"
