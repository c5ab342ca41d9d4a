"""Whether what a sentence says together stands together in its quotes: order, nearness, rivals."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import NamedTuple

from search.proof.claims import Claim, Sort
from search.proof.evidence import CLAUSE, Evidence, about, bare_name, fits_claim, name_stands, places
from search.types import Language

_NEAR = 5  # words on each side of a claim within which its noun or verb stands
_VALUES = frozenset((Sort.DATE, Sort.NUMBER, Sort.COLOUR, Sort.TIME, Sort.IDENTIFIER))


def out_of_order(claims: Sequence[Claim], evidence: Evidence) -> list[Claim]:
    """Claims of one sort that stand in another order than in any of the quotes."""
    for sort in Sort:
        same = [c for c in claims if c.sort is sort]
        distinct = [c for i, c in enumerate(same) if c.readings not in [d.readings for d in same[:i]]]
        if len(distinct) < 2:
            continue
        if not _in_order([sorted(places(c, evidence)) for c in distinct]):
            return distinct
    return []


def _in_order(standing: Sequence[Sequence[int]]) -> bool:
    last = -1
    for options in standing:
        last = next((at for at in options if at > last), -1)
        if last < 0:
            return False
    return True


def unbound(claims: Sequence[Claim], evidence: Evidence) -> list[Claim]:
    """Figures whose nearest name is another than in the quotes' sentences that hold them."""
    names = [c for c in claims if c.sort is Sort.NAME]
    for value in (c for c in claims if c.sort in _VALUES and names):
        name = min(names, key=lambda n: _gap(n, value))
        verdicts = [v for at in places(value, evidence) if (v := _nearest_is(name, at, evidence)) is not None]
        if verdicts and not any(verdicts):
            return [name, value]
    return []


def _gap(one: Claim, other: Claim) -> int:
    return max(other.start - one.end, one.start - other.end)


def _nearest_is(name: Claim, at: int, evidence: Evidence) -> bool | None:
    """Whether the name nearest to a place of the quotes, within its sentence, is this one; None without names."""
    low, high = next(((s, e) for s, e in evidence.sentences if s <= at < e), (at, at))
    here = [c for c in evidence.claims if c.sort is Sort.NAME and low <= c.start < high]
    here = [c for c in here if not (c.initial and _plain_opening(c, evidence))]
    if not here:
        return None
    value = next(c for c in evidence.claims if c.start == at)
    nearest = min(here, key=lambda c: _gap(c, value))
    words = " ".join(evidence.text[nearest.start : nearest.end].split())
    return any(name_stands(reading, words) for reading in name.readings)


def _plain_opening(claim: Claim, evidence: Evidence) -> bool:
    words = evidence.text[claim.start : claim.end].split()
    return len(words) == 1 and not any(
        evidence.text[c.start : c.end].split()[:1] == words and not c.initial for c in evidence.claims
    )


def rivalled(text: str, claims: Sequence[Claim], language: Language, evidence: Evidence) -> list[Claim]:
    """Claims for which the quotes have another of the same sort that what stands around them fits better.

    "The meeting is on 5 May" is false where the quotes say "The meeting is on 1 March. The deadline is 5 May."
    Another that fits as well counts too, unless the sentence tells it as well (in order, see `out_of_order`).
    """
    said = [c for c in evidence.claims if not _plain_name(c, evidence)]
    beside = cache(lambda held: _beside(held, evidence))
    for claim in claims:
        rivals = [c for c in said if c.sort is claim.sort and not _same(claim, c, evidence)]
        if not rivals:
            continue
        around = _Around(text, claim, language, evidence)
        own = max(around.fit(beside(c)) for c in _holding(claim, evidence))
        fits = [(c, around.fit(beside(c))) for c in rivals]
        better = [(c, fit) for c, fit in fits if fit >= own]
        told = [c for c, fit in better if fit == own and any(_same(d, c, evidence) for d in claims)]
        if len(told) < len(better):
            return [claim]
    return []


class _Beside(NamedTuple):
    """What stands beside a claim of the quotes: the meaning of its sentence, and of the words nearest to it."""

    sentence: frozenset[str]
    after: tuple[frozenset[str], ...]
    before: tuple[frozenset[str], ...]


def _beside(held: Claim, evidence: Evidence) -> _Beside:
    low, high = next(((s, e) for s, e in evidence.sentences if s <= held.start < e), (held.start, held.end))
    after = evidence.text[held.end : high].split()[:_NEAR]
    before = evidence.text[low : held.start].split()[::-1][:_NEAR]
    return _Beside(
        evidence.stems(evidence.text[low:high]),
        tuple(map(evidence.stems, after)),
        tuple(map(evidence.stems, before)),
    )


class _Around:
    """What stands around a claim in its sentence: the meaning of its clause, and the words nearest to it."""

    def __init__(self, text: str, claim: Claim, language: Language, evidence: Evidence) -> None:
        cuts = [0, *(at for m in CLAUSE.finditer(text) for at in m.span()), len(text)]
        low = max(at for at in cuts if at <= claim.start)
        high = min(at for at in cuts if at >= claim.end)
        before, after = text[low : claim.start], text[claim.end : high]
        clause = about(f"{before} {after}", language, evidence)
        self._clause = (
            clause
            if len(clause) > 1
            else about(f"{text[: claim.start]} {text[claim.end :]}", language, evidence)
        )
        self._sides = [_near(side, language, evidence) for side in (after.split(), before.split()[::-1])]
        self._counts = claim.sort in (Sort.NUMBER, Sort.COLOUR)

    def fit(self, held: _Beside) -> tuple[int, float, float]:
        """How well it fits a claim of the quotes: what their sentences share, then how near the words are.

        What a number counts and what has a colour stands after it, so that side counts first.
        """
        shared = len(self._clause & held.sentence)
        sides = held.after, held.before
        after, before = (_nearness(own, side) for own, side in zip(self._sides, sides, strict=True))
        return (shared, after, before) if self._counts else (shared, round(after + before, 6), 0.0)


def _nearness(own: Sequence[tuple[int, frozenset[str]]], side: Sequence[frozenset[str]]) -> float:
    """How many words two sides share, the nearest counting most."""
    nearness = 0.0
    for far, stems in enumerate(side):
        nearness += sum(1 / ((1 + at) * (1 + far)) for at, mine in own if not mine.isdisjoint(stems))
    return round(nearness, 6)


def _near(words: Sequence[str], language: Language, evidence: Evidence) -> list[tuple[int, frozenset[str]]]:
    """The words next to a claim that carry meaning, by how far they are from it."""
    return [(i, stems) for i, word in enumerate(words[:_NEAR]) if (stems := about(word, language, evidence))]


def _holding(claim: Claim, evidence: Evidence) -> list[Claim]:
    """The places of the quotes that prove a claim, as claims."""
    if claim.sort is not Sort.NAME:
        return [other for other in evidence.claims if fits_claim(claim, other)]
    (name,) = claim.readings
    return [Claim(Sort.NAME, at, at + len(name), claim.readings) for at in places(claim, evidence)]


def _same(claim: Claim, held: Claim, evidence: Evidence) -> bool:
    if claim.sort is not Sort.NAME:
        return fits_claim(claim, held)
    words = evidence.text[held.start : held.end]
    return any(name_stands(reading, words) or bare_name(words) in reading for reading in claim.readings)


def _plain_name(claim: Claim, evidence: Evidence) -> bool:
    return claim.sort is Sort.NAME and claim.initial and _plain_opening(claim, evidence)
