"""Whether a sentence in words of its own says no more than its quotes.

Each claim of it must stand in a quote (or be known of the paper itself: its date, body, case);
claims of one sort keep the quote's order, and a figure keeps the name that stands nearest to it, so that
nothing is swapped; and its clauses are negated where the quote's are. A true sentence that is put
another way round may fall; a false one must.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import pairwise

from index.language.analyser import Analyser
from index.language.stopwords import ENGLISH_STOP_WORDS, NYNORSK_STOP_WORDS, STOP_WORDS
from ingest.sentences import sentence_spans
from search.proof.claims import Claim, Sort, find_claims
from search.proof.words import negations
from search.types import Language

FUNCTION_WORDS = STOP_WORDS | NYNORSK_STOP_WORDS | ENGLISH_STOP_WORDS
_WHOLE = ".!?:;"  # a part of a quote that begins after one of these, and ends with one, is a whole sentence
_CLAUSE = re.compile(r"[,;:]|\s[–-]\s|\b(?:men|mens|medan|og|but|while|and|whereas)\b", re.IGNORECASE)
_WORD = re.compile(r"[^\W\d_]+")
_VALUES = frozenset((Sort.DATE, Sort.NUMBER, Sort.COLOUR, Sort.TIME, Sort.IDENTIFIER))


@dataclass
class Evidence:
    """What may prove a sentence.

    quotes: those it cites, in order. said: what is known of the cited papers and cases beside their
    quotes (dates, bodies, numbers, titles). common: words (folded) that are no names at the beginning of a sentence.
    """

    quotes: tuple[str, ...]
    analyser: Analyser
    said: tuple[str, ...] = ()
    common: frozenset[str] = FUNCTION_WORDS
    _stems: dict[str, frozenset[str]] = field(default_factory=dict)

    @cached_property
    def text(self) -> str:
        """All quotes, one after another."""
        return "\n".join(fold(quote) for quote in self.quotes)

    @cached_property
    def claims(self) -> list[Claim]:
        """The claims of `text`."""
        return find_claims(self.text)

    @cached_property
    def known(self) -> list[Claim]:
        """The claims of what is said of the papers."""
        return find_claims("\n".join(self.said))

    @cached_property
    def sentences(self) -> list[tuple[int, int]]:
        """The places of the sentences of `text`."""
        return [(span.start, span.end) for span in sentence_spans(self.text, 0, len(self.text))]

    def stems(self, text: str) -> frozenset[str]:
        """The words of a text that carry meaning, by their stems."""
        if text not in self._stems:
            self._stems[text] = frozenset(self.analyser.index_terms(text).stem)
        return self._stems[text]


def fold(text: str) -> str:
    """A text with each run of white space as one space."""
    return " ".join(text.split())


def verbatim(text: str, quote: str) -> bool:
    """Whether a text is a whole part of a quote: from the beginning of a sentence to the end of one."""
    cut = text.rstrip().endswith("…")
    folded, held = fold(text).rstrip("… ") if cut else fold(text), fold(quote)
    if not folded:
        return False
    at = held.find(folded)
    while at >= 0:
        before, end = held[:at].strip("•-–* "), at + len(folded)
        if (not before or before[-1] in _WHOLE) and (cut or end == len(held) or folded[-1] in _WHOLE):
            return True
        at = held.find(folded, at + 1)
    return False


def unproven(text: str, language: Language, evidence: Evidence) -> list[str]:
    """What a sentence says that is not proven, in its own words; [] where all of it is."""
    if any(verbatim(text, quote) for quote in evidence.quotes):
        return []
    claims = [c for c in (_named(c, text, evidence) for c in find_claims(text, language)) if c]
    own = [claim for claim in claims if not _is_known(claim, evidence)]
    missing = [text[c.start : c.end] for c in own if not _places(c, evidence)]
    if missing:
        return missing
    swapped = _out_of_order(own, evidence) or _unbound(own, evidence)
    if swapped:
        return [text[c.start : c.end] for c in swapped]
    return turned(text, language, evidence)


# -- claims ---------------------------------------------------------------------------------------


def _named(claim: Claim, text: str, evidence: Evidence) -> Claim | None:
    """A claim without the plain word that it may begin with; None where nothing is left of it."""
    if claim.sort is not Sort.NAME or not claim.initial:
        return claim
    words = text[claim.start : claim.end].split()
    first = words[0].casefold().rstrip(".")
    plain = first in evidence.common or first in FUNCTION_WORDS
    if len(words) == 1 and not plain:
        stems = evidence.stems(words[0])
        plain = (
            bool(stems) and stems <= evidence.stems(evidence.text) and not _spoken(words[0], evidence.text)
        )
    if not plain:
        return claim
    if len(words) == 1:
        return None
    start = text.index(words[1], claim.start + len(words[0]))
    return Claim(Sort.NAME, start, claim.end, frozenset((" ".join(words[1:]),)))


def _spoken(word: str, text: str) -> bool:
    """Whether a word stands in a text as a name alone: never small."""
    return bool(re.search(rf"\b{re.escape(word)}\b", text)) and word.casefold() not in _WORD.findall(text)


def _is_known(claim: Claim, evidence: Evidence) -> bool:
    if claim.sort is Sort.NAME:
        return any(name_stands(reading, said) for reading in claim.readings for said in evidence.said)
    return any(fits_claim(claim, other) for other in evidence.known)


def _places(claim: Claim, evidence: Evidence) -> list[int]:
    """Where in the quotes a claim stands."""
    if claim.sort is Sort.NAME:
        return [at for reading in claim.readings for at in _found(reading, evidence.text)]
    return [other.start for other in evidence.claims if fits_claim(claim, other)]


def fits_claim(claim: Claim, held: Claim) -> bool:
    """Whether a quote's claim proves an answer's."""
    if claim.sort is Sort.DATE and held.sort is Sort.DATE:
        return any(_dates_agree(a, b) for a in claim.readings for b in held.readings)
    if {claim.sort, held.sort} <= {Sort.NUMBER, Sort.DATE, Sort.TIME}:  # a bare year, 09.05
        if claim.sort is not held.sort and held.sort is Sort.DATE and claim.sort is Sort.TIME:
            return False
        return bool(claim.readings & held.readings)
    return claim.sort is held.sort and bool(claim.readings & held.readings)


def _dates_agree(said: str, held: str) -> bool:
    """Whether a date is the held one, as far as it goes: ``2023`` is proven by ``2023-03-16``, not the reverse."""
    if said.startswith("--"):
        return (held if held.startswith("--") else f"-{held[4:]}").startswith(said)
    return held == said or held.startswith(f"{said}-")


def name_stands(name: str, text: str) -> bool:
    """Whether a name stands in a text: its words together, each with its capital."""
    return bool(_found(name, text))


def _found(name: str, text: str) -> list[int]:
    """Where a name stands in a text: its words together, each with its capital, with or without a genitive."""
    words = r"[\s-]{1,3}".join(re.escape(word) for word in _bare(name).split())
    pattern = rf"(?<![\w-]){words}(?:['’]?s|['’])?(?![\w-]*\w)"
    found = [match.start() for match in re.finditer(pattern, text)]
    if not found and not name.isupper():  # KARI NORDMANN
        found = [m.start() for m in re.finditer(pattern, text, re.IGNORECASE) if m.group().isupper()]
    return found


def _bare(name: str) -> str:
    """A name without a genitive's ending, which its last word may have: ``Rådets`` is proven by ``Rådet``."""
    return re.sub(r"(?<=\w{3})(?:['’]s?|(?<=[^s\W])s)$", "", name)


# -- order and nearness -----------------------------------------------------------------------------


def _out_of_order(claims: Sequence[Claim], evidence: Evidence) -> list[Claim]:
    """Claims of one sort that stand in another order than in any of the quotes."""
    for sort in Sort:
        same = [c for c in claims if c.sort is sort]
        distinct = [c for i, c in enumerate(same) if c.readings not in [d.readings for d in same[:i]]]
        if len(distinct) < 2:
            continue
        places = [sorted(_places(c, evidence)) for c in distinct]
        if not _in_order(places):
            return distinct
    return []


def _in_order(places: Sequence[Sequence[int]]) -> bool:
    last = -1
    for options in places:
        last = next((at for at in options if at > last), -1)
        if last < 0:
            return False
    return True


def _unbound(claims: Sequence[Claim], evidence: Evidence) -> list[Claim]:
    """Figures whose nearest name is another than in the quotes' sentences that hold them."""
    names = [c for c in claims if c.sort is Sort.NAME]
    for value in (c for c in claims if c.sort in _VALUES and names):
        name = min(names, key=lambda n: _gap(n, value))
        verdicts = [
            v for at in _places(value, evidence) if (v := _nearest_is(name, at, evidence)) is not None
        ]
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


# -- negation -----------------------------------------------------------------------------------------


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
    return (
        [] if any(_agrees(text, own, sentence, denied, language, evidence) for sentence in near) else [text]
    )


def _agrees(
    text: str, own: frozenset[str], held: str, denied: bool, language: Language, evidence: Evidence
) -> bool:
    """Whether a sentence is negated where a quote's sentence is."""
    if not negations(held):
        return not denied
    clauses = [c for c in _CLAUSE.split(held) if _WORD.search(c)]
    turned_ = [_held(c, evidence) for c in clauses if negations(c)]
    plain = [_held(c, evidence) for c in clauses if not negations(c)]
    if not denied:
        return any(own <= clause for clause in plain) and not any(own <= clause for clause in turned_)
    if not plain:
        return True
    for clause in (c for c in _CLAUSE.split(text) if negations(c)):
        meant = _meaning(clause, language, evidence)
        if max(len(meant & c) for c in turned_) <= max(len(meant & c) for c in plain):
            return False
    return True


def _meaning(text: str, language: Language, evidence: Evidence) -> frozenset[str]:
    """What a text is about: its stems (in Norwegian too, if it is in English) and its claims."""
    if language == "en":
        stems = frozenset(term.term for term in evidence.analyser.query_terms(text))
    else:
        stems = evidence.stems(text)
    return stems | _readings(find_claims(text, language))


def _held(text: str, evidence: Evidence) -> frozenset[str]:
    return evidence.stems(text) | _readings(find_claims(text))


def _readings(claims: Iterable[Claim]) -> frozenset[str]:
    return frozenset(r for c in claims if c.sort is not Sort.NAME for r in c.readings)


def adjacent(parts: Sequence[str], quote: str) -> bool:
    """Whether parts of a quote (cut at ``…``) stand in it in their order."""
    held, at = fold(quote), 0
    places = []
    for part in parts:
        at = held.find(fold(part), at)
        if at < 0:
            return False
        places.append((at, at + len(fold(part))))
        at += len(fold(part))
    return all(one[1] <= two[0] for one, two in pairwise(places))
