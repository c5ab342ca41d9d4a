"""Whether a sentence denies what its quotes say, or says what they deny."""

from __future__ import annotations

import re
from collections.abc import Iterable

from search.proof.claims import Claim, Sort, find_claims
from search.proof.evidence import CLAUSE, Evidence, about
from search.proof.words import negations
from search.types import Language

_WORD = re.compile(r"[^\W\d_]+")


def turned(text: str, language: Language, evidence: Evidence) -> list[str]:
    """The text where it denies what its quotes say, or says what they deny; [] where it does neither."""
    own = _meaning(text, language, evidence)
    held = [evidence.text[start:end] for start, end in evidence.sentences]
    weighed = [(len(own & _held(sentence, evidence)), sentence) for sentence in held]
    best = max((weight for weight, _ in weighed), default=0)
    if not best:
        return [text] if negations(text) else []
    denied = negations(text) > 0
    near = [sentence for weight, sentence in weighed if weight == best]
    if not denied and any(
        negations(sentence) for sentence in near
    ):  # which of them is meant must be beyond doubt
        near = [s for s in near if negations(s) or own <= _held(s, evidence)]
    return (
        [] if any(_agrees(text, own, sentence, denied, language, evidence) for sentence in near) else [text]
    )


def _agrees(
    text: str, own: frozenset[str], held: str, denied: bool, language: Language, evidence: Evidence
) -> bool:
    """Whether a sentence is negated where a quote's sentence is."""
    if _most(text) > _most(held) or negations(text) > negations(held):
        return False
    if not negations(held):
        return True
    clauses = [c for c in CLAUSE.split(held) if _WORD.search(c)]
    turned_ = [_held(c, evidence) for c in clauses if negations(c)]
    plain = [_held(c, evidence) for c in clauses if not negations(c)]
    if not denied:
        return any(own <= clause for clause in plain) and not any(own <= clause for clause in turned_)
    if not plain:
        return True
    for clause in (c for c in CLAUSE.split(text) if negations(c)):
        meant = _meaning(clause, language, evidence)
        if max(len(meant & c) for c in turned_) <= max(len(meant & c) for c in plain):
            return False
    return True


def _most(text: str) -> int:
    """The most negations that one clause of a text has."""
    return max(negations(clause) for clause in CLAUSE.split(text))


def _meaning(text: str, language: Language, evidence: Evidence) -> frozenset[str]:
    """What a text is about: its stems (in Norwegian too, if it is in English) and its claims."""
    return about(text, language, evidence) | _readings(find_claims(text, language))


def _held(text: str, evidence: Evidence) -> frozenset[str]:
    return evidence.stems(text) | _readings(find_claims(text))


def _readings(claims: Iterable[Claim]) -> frozenset[str]:
    return frozenset(r for c in claims if c.sort is not Sort.NAME for r in c.readings)
