"""What may prove a sentence, and whether a claim of it stands there."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from itertools import pairwise

from index.language.analyser import Analyser
from index.language.stopwords import ENGLISH_STOP_WORDS, NYNORSK_STOP_WORDS, STOP_WORDS
from ingest.sentences import sentence_spans
from search.proof.claims import Claim, Sort, find_claims
from search.types import Language

FUNCTION_WORDS = STOP_WORDS | NYNORSK_STOP_WORDS | ENGLISH_STOP_WORDS
CLAUSE = re.compile(
    r"[,;:]|\s[–-]\s|\b(?:men|mens|medan|og|but|while|and|whereas|fordi|because)\b", re.IGNORECASE
)
"""What parts a sentence's clauses."""

_WHOLE = ".!?:;"  # a part of a quote that begins after one of these, and ends with one, is a whole sentence


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


def places(claim: Claim, evidence: Evidence) -> list[int]:
    """Where in the quotes a claim stands."""
    if claim.sort is Sort.NAME:
        return [at for reading in claim.readings for at in found_at(reading, evidence.text)]
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
    return bool(found_at(name, text))


def found_at(name: str, text: str) -> list[int]:
    """Where a name stands in a text: its words together, each with its capital, with or without a genitive."""
    words = r"[\s-]{1,3}".join(re.escape(word) for word in bare_name(name).split())
    pattern = rf"(?<![\w-]){words}(?:['’]?s|['’])?(?![\w-]*\w)"
    found = [match.start() for match in re.finditer(pattern, text)]
    if not found and not name.isupper():  # KARI NORDMANN
        found = [m.start() for m in re.finditer(pattern, text, re.IGNORECASE) if m.group().isupper()]
    return found


@lru_cache(maxsize=1024)  # each name is held against many
def bare_name(name: str) -> str:
    """A name without a genitive's ending, which its last word may have: ``Rådets`` is proven by ``Rådet``."""
    return re.sub(r"(?<=\w{3})(?:['’]s?|(?<=[^s\W])s)$", "", name)


def about(text: str, language: Language, evidence: Evidence) -> frozenset[str]:
    """The stems of a text, in Norwegian too if it is in English."""
    stems = evidence.stems(text)
    if language != "en":
        return stems
    return stems | frozenset(term.term for term in evidence.analyser.query_terms(f"the {text}"))
