"""Token patterns for names that no list of the archive holds, as spaCy's `Matcher` reads them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

Pattern = list[dict[str, Any]]

_UPPER = "A-ZÆØÅÄÖÁČĐŊŠŦŽÉÜ"
_LEGAL = ("RHF", "HF", "ASA", "AS", "SF", "IKS", "KF", "SA")
_AUTHORITY = "direktoratet|departementet|tilsynet|ombudet"

_CAPITAL: dict[str, Any] = {"TEXT": {"REGEX": rf"^[{_UPPER}][\w.'’-]*$"}, "IS_STOP": False}
_WORD: dict[str, Any] = {"TEXT": {"REGEX": rf"^[{_UPPER}](?:\.|[\w'’-]*[a-zæøåäöáčđŋšŧžéü])$"}}
_FIRST: dict[str, Any] = {**_WORD, "IS_STOP": False}
_INNER: dict[str, Any] = {"TEXT": {"REGEX": rf"^(?:van|de|von|af|[{_UPPER}][\w'’-]*\.?)$"}, "OP": "{0,2}"}

ROLES = (
    "leder leiar nestleder nestleiar direktør ass.dir dir avdelingsdirektør divisjonsdirektør"
    " fagdirektør seksjonssjef seniorrådgiver seniorrådgivar rådgiver rådgivar prosjektleder prosjektleiar"
    " programleder programleiar statsråd statssekretær statsminister ordfører ordførar varaordfører rådmann"
    " kommunedirektør fylkesmann statsforvalter statsforvaltar president visepresident professor lege overlege"
    " representant representanten medlem møteleder møteleiar referent saksbehandler saksbehandlar sekretær"
).split()

BEFORE_PARENTHESIS = "before parenthesis"
AFTER_ROLE = "after role"
ORGANISATION = "organisation"

PATTERNS: dict[str, list[Pattern]] = {
    # «Kari Nordmann (Helse Vest)»; whether an organisation stands in it is looked at afterwards
    BEFORE_PARENTHESIS: [[_FIRST, _INNER, _WORD, {"ORTH": "("}]],
    # «direktør Kari Nordmann»
    AFTER_ROLE: [[{"LOWER": {"IN": ROLES}}, _FIRST, _INNER, _WORD]],
    ORGANISATION: [
        # «Nordre Vik kommune», «Vestland fylkeskommunes»
        [
            _CAPITAL,
            {**_CAPITAL, "OP": "{0,2}"},
            {"LOWER": {"IN": [f"{f}kommune{s}" for f in ("", "fylkes") for s in ("", "s")]}},
        ],
        # «Sykehuset i Vik HF», «Nordnett AS»
        [
            _CAPITAL,
            {"TEXT": {"REGEX": rf"^(?:i|og|for|på|&|[{_UPPER}][\w.'’-]*)$"}, "OP": "{0,4}"},
            {"TEXT": {"IN": [form + s for form in _LEGAL for s in ("", "s")]}},
        ],
        # «Helsedirektoratet», «Kunnskapsdepartementets»
        [{"TEXT": {"REGEX": rf"^[{_UPPER}]\w+(?:{_AUTHORITY})s?$"}}],
        # «Helse- og omsorgsdepartementet»
        [
            {"TEXT": {"REGEX": rf"^[{_UPPER}]\w+-$"}},
            {"LOWER": "og"},
            {"LOWER": {"REGEX": rf"^\w+(?:{_AUTHORITY})s?$"}},
        ],
        # «Direktoratet for e-helse», «Direktoratet for forvaltning og økonomistyring»
        [
            {"LOWER": {"IN": ["direktoratet", "direktorat"]}},
            {"LOWER": "for"},
            {"TEXT": {"REGEX": r"^[a-zæøå][\w-]*\w$"}, "IS_STOP": False},
        ],
        [
            {"LOWER": {"IN": ["direktoratet", "direktorat"]}},
            {"LOWER": "for"},
            {"TEXT": {"REGEX": r"^[a-zæøå][\w-]*\w$"}, "IS_STOP": False},
            {"LOWER": "og"},
            {"LOWER": {"REGEX": r"(?:ing|het|heit|skap|sjon|else)$"}},
        ],
    ],
}

_PARTS = re.compile(rf"\(|{_AUTHORITY}|irektorate?t?\s+for|kommune")
_WORDS = frozenset(form + s for form in (*_LEGAL, "Kommune") for s in ("", "s"))
_ROLE = frozenset(ROLES)
_NAME_AFTER = re.compile(rf"\w\s+[{_UPPER}]")


def may_match(text: str, words: Sequence[str], folded: Sequence[str]) -> bool:
    """Whether a pattern can match: a cheap look before tokens are made.

    words, folded: the words of `text`, as they stand and without capitals.
    """
    if _PARTS.search(text) or not _WORDS.isdisjoint(words):
        return True
    return not _ROLE.isdisjoint(folded) and bool(_NAME_AFTER.search(text))
