"""Whether a sentence in words of its own says no more than its quotes.

Each claim of it must stand in a quote (or be known of the paper itself: its date, body, case);
claims of one sort keep the quote's order, and a figure keeps the name that stands nearest to it, so that
nothing is swapped; and its clauses are negated where the quote's are. A true sentence that is put
another way round may fall; a false one must.
"""

from __future__ import annotations

import re

from search.proof.claims import Claim, Sort, find_claims
from search.proof.denial import turned
from search.proof.evidence import FUNCTION_WORDS, Evidence, name_stands, places, verbatim
from search.proof.nearness import out_of_order, rivalled, unbound
from search.types import Language

_WORD = re.compile(r"[^\W\d_]+")


def unproven(text: str, language: Language, evidence: Evidence) -> list[str]:
    """What a sentence says that is not proven, in its own words; [] where all of it is."""
    if any(verbatim(text, quote) for quote in evidence.quotes):
        return []
    claims = [c for c in (_named(c, text, evidence) for c in find_claims(text, language)) if c]
    own = [claim for claim in claims if not _is_known(claim, evidence)]
    missing = [text[c.start : c.end] for c in own if not places(c, evidence)]
    if missing:
        return missing
    swapped = out_of_order(own, evidence) or unbound(own, evidence) or rivalled(text, own, language, evidence)
    if swapped:
        return [text[c.start : c.end] for c in swapped]
    return turned(text, language, evidence)


def _named(claim: Claim, text: str, evidence: Evidence) -> Claim | None:
    """A claim without the plain word that it may begin with; None where nothing is left of it."""
    if claim.sort is not Sort.NAME or not claim.initial:
        return claim
    words = text[claim.start : claim.end].split()
    first = words[0].casefold().rstrip(".")
    plain = first in evidence.common or first in FUNCTION_WORDS
    if len(words) == 1 and not plain:
        stems = evidence.stems(words[0])
        plain = bool(stems) and stems <= evidence.stems(evidence.text) and not _is_name(words[0], evidence)
    if not plain:
        return claim
    if len(words) == 1:
        return None
    start = text.index(words[1], claim.start + len(words[0]))
    return Claim(Sort.NAME, start, claim.end, frozenset((" ".join(words[1:]),)))


def _is_name(word: str, evidence: Evidence) -> bool:
    """Whether a word is a name in the quotes: never small there, and capital within a sentence or in no lexicon."""
    if word.casefold() in _WORD.findall(evidence.text):
        return False
    within = any(c.sort is Sort.NAME and not c.initial and word in c.readings for c in evidence.claims)
    return within or not evidence.analyser.knows(word.casefold())


def _is_known(claim: Claim, evidence: Evidence) -> bool:
    if claim.sort is Sort.NAME:
        return any(name_stands(reading, said) for reading in claim.readings for said in evidence.said)
    return any(claim.sort is other.sort and bool(claim.readings & other.readings) for other in evidence.known)
