"""Abbreviations that an archive explains itself: ``Statens institutt for folkelesing (SIFL)``.

Parentheses hold much else, so a short form counts only where each of its letters begins a word of the long form or a
part of a compound in it, and every word of the long form but the small ones gives a letter. What stands for a person
(``Kari Berg (KB)``) is left out. Kept with the document that explains it, so it goes when the last one does.
"""

from __future__ import annotations

import json
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from index.language import Analyser, QueryTerm, Token
from ingest.names.known import is_person

_SHORT = r"[A-ZÆØÅ][A-Za-zÆØÅæøå]{1,9}"
_PARENTHESIS = re.compile(r"\(([^()]{2,100})\)")
_ONLY_SHORT = re.compile(
    rf"\s?(?:(?:heretter|forkort(?:et|a)|kalt|kalla|hereafter)\s){{0,2}}[«\"“]?({_SHORT})[»\"”]?\s?"
)
_SHORT_BEFORE = re.compile(rf"(?<![\w-])({_SHORT})\s$")
_LISTED = re.compile(
    rf"^[ •*–-]{{0,5}}({_SHORT})(?: ?[:=–-] |\t)[ \t]{{0,20}}([^\n()\t:;.]{{5,100}})$", re.MULTILINE
)
_BOUNDARY = re.compile(r"[.;:!?()\[\]|•\t]|\n[ \t]*\n")
_WORD = re.compile(r"[^\W\d_][\w-]*")
_SMALL = frozenset("for i og av på til om med ved fra frå the of and in".split())
_LEGAL = frozenset("RHF HF ASA AS SF IKS KF SA".split())
_BEFORE = 120  # characters before a parenthesis in which the long form is looked for
_MOST_WORDS = 10  # … and words that it has at most
_PREFIX = 5  # letters that one part gives at most: *Buf*dir
_ONE_CAPITAL = 6  # letters of a short form with one capital: Hdir, Nkom
_CLEARLY = 2  # a short form of two long ones means the one that is explained at least so many times as often

LONG, SHORT = 0.6, 1.0
"""Weights of the words of a long form, and of a short form, which stands for several words of the question."""

Pair = tuple[str, str]
"""A short form and the long one."""


def explained(text: str, analyser: Analyser) -> Iterator[tuple[int, Pair]]:
    """Place, short form and long form of each abbreviation that a text explains, once for each pair."""
    seen = set()
    for at, short, long in sorted(_candidates(text, analyser)):
        if (short, long) not in seen:
            seen.add((short, long))
            yield at, (short, long)


def _candidates(text: str, analyser: Analyser) -> Iterator[tuple[int, str, str]]:
    for match in _PARENTHESIS.finditer(text):
        start = max(0, match.start() - _BEFORE)
        before = text[start : match.start()]
        if short := _ONLY_SHORT.fullmatch(match[1]):
            words = _WORD.findall(_BOUNDARY.split(before)[-1])
            beside = before[-1:].isspace() and before.rstrip()[-1:].isalpha()
            if beside and (long := _ending(short[1], words, analyser)):
                yield match.start(), short[1], long
        elif short := _SHORT_BEFORE.search(before):
            words = _words(match[1])
            if _stands_for(short[1], words, analyser):
                yield start + short.start(1), short[1], " ".join(words)
    for match in _LISTED.finditer(text):
        words = _words(match[2])
        if _stands_for(match[1], words, analyser):
            yield match.start(1), match[1], " ".join(words)


def _words(phrase: str) -> list[str]:
    """The words of a whole phrase; [] where it holds more than words."""
    words = phrase.split()
    return words if all(_WORD.fullmatch(word.rstrip(",")) for word in words) and words[-1][-1] != "-" else []


def _ending(short: str, words: Sequence[str], analyser: Analyser) -> str:
    """The shortest ending of these words that the short form abbreviates; "" where none is."""
    for first in range(len(words) - 1, max(-1, len(words) - 1 - _MOST_WORDS), -1):
        if words[first][0].casefold() == short[0].casefold() and _stands_for(short, words[first:], analyser):
            return " ".join(words[first:])
    return ""


def _stands_for(short: str, words: Sequence[str], analyser: Analyser) -> bool:
    """Whether a short form is made of the beginnings of these words, and of no person's name."""
    if not 0 < len(words) <= _MOST_WORDS or words[0] in _SMALL or short in words:
        return False
    capitals = sum(map(str.isupper, short))
    if capitals < 2 and (len(short) > _ONE_CAPITAL or (len(short) > 2 and analyser.knows(short.lower()))):
        return False
    phrase = " ".join(words)
    if is_person(phrase):
        return False
    bare = [word for word in words if word not in _LEGAL]
    pieces = [[word.lower()] if word in _SMALL else _pieces(word, analyser) for word in bare]
    small = [word in _SMALL for word in bare]
    return _spells(short.casefold(), pieces, small)


def _pieces(word: str, analyser: Analyser) -> list[str]:
    """What of a word may give letters: itself first, then its further parts."""
    found = [word.casefold()]
    for segment in filter(None, word.casefold().split("-")):
        inside = [part for token in analyser.tokens(segment) for part in token.parts]
        whole = {one + other for one in inside for other in inside}
        parts = [part for part in inside if part not in whole] or [segment]
        found += parts if segment != found[0].split("-")[0] else parts[1:]
    return found


def _spells(short: str, words: Sequence[Sequence[str]], small: Sequence[bool], parts: int = 0) -> bool:
    """Whether `short` is beginnings of these words in order, each but the small ones giving one.

    parts: how many have given letters so far; one alone abbreviates nothing.
    """
    if not words:
        return not short and parts > 1
    if small[0] and _spells(short, words[1:], small[1:], parts):
        return True
    return any(_spells(left, words[1:], small[1:], parts + given) for left, given in _taken(short, words[0]))


def _taken(short: str, pieces: Sequence[str], given: int = 1) -> Iterator[tuple[str, int]]:
    """What is left of `short` after a beginning of the first piece, and perhaps of later ones; how many gave."""
    for n in range(1, min(len(short), _PREFIX) + 1):
        if short[:n] != pieces[0][:n]:
            break
        yield short[n:], given
        for later in range(1, len(pieces)):
            yield from _taken(short[n:], pieces[later:], given + 1)


# -- in a question --------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Abbreviations:
    """What an archive's papers explain, as keys of the analyser.

    long_of: the keys of a short form's long one. shorts_of: the short forms of a long one's keys.
    lengths: how many keys the long ones have.
    """

    long_of: dict[str, tuple[str, ...]]
    shorts_of: dict[tuple[str, ...], tuple[str, ...]]
    lengths: tuple[int, ...]

    @classmethod
    def of(cls, told: Iterable[tuple[str, str, int]], analyser: Analyser) -> Abbreviations:
        """told: short form, JSON of the long one, and how many documents say so."""
        claims: defaultdict[str, Counter[tuple[str, ...]]] = defaultdict(Counter)
        for short, value, documents in told:
            long = _keys(json.loads(value)["long"], analyser)
            keys = [token.term for token in analyser.tokens(short)]
            if long and len(keys) == 1:
                claims[keys[0]][long] += documents
        long_of: dict[str, tuple[str, ...]] = {}
        shorts_of: defaultdict[tuple[str, ...], list[str]] = defaultdict(list)
        for short, longs in sorted(claims.items()):
            for long in _meant(longs):
                long_of.setdefault(short, long)
                shorts_of[long].append(short)
        lengths = tuple(sorted({len(long) for long in shorts_of}))
        return cls(long_of, {long: tuple(shorts) for long, shorts in shorts_of.items()}, lengths)

    def expand(self, analyser: Analyser, question: str, terms: list[QueryTerm]) -> list[QueryTerm]:
        """The question's terms, and behind them the other forms of what it abbreviates or writes out."""
        if not self.long_of:
            return terms
        tokens = [token for token in analyser.tokens(question) if not token.stop]
        asked = {(term.start, term.end) for term in terms}
        tokens = [token for token in tokens if (token.start, token.end) in asked]
        known = {(term.term, term.start) for term in terms}
        found = [*self._long(tokens, question, analyser), *self._short(tokens)]
        return terms + [term for term in found if (term.term, term.start) not in known]

    def _long(self, tokens: Sequence[Token], question: str, analyser: Analyser) -> Iterator[QueryTerm]:
        for token in tokens:
            long = self.long_of.get(token.term)
            if long and _may_be_short(question[token.start : token.end], analyser):
                source = "variant" if len(long) == 1 else "long"
                yield from (QueryTerm(key, (key,), LONG, token.start, token.end, source) for key in long)

    def _short(self, tokens: Sequence[Token]) -> Iterator[QueryTerm]:
        for count in self.lengths:
            for first in range(len(tokens) - count + 1):
                here = tokens[first : first + count]
                for short in self.shorts_of.get(tuple(token.term for token in here), ()):
                    for token in here:
                        yield QueryTerm(short, (short,), SHORT, token.start, token.end, "variant")


def _keys(long: str, analyser: Analyser) -> tuple[str, ...]:
    """The keys of a long form, without the legal form at its end."""
    words = long.split()
    bare = " ".join(words[:-1] if words[-1] in _LEGAL else words)
    return tuple(token.term for token in analyser.tokens(bare) if not token.stop)


def _meant(longs: Counter[tuple[str, ...]]) -> list[tuple[str, ...]]:
    """The long form explained most often, with its variants, which share a word; [] where others rival it."""
    ordered = sorted(longs, key=lambda long: (-longs[long], len(long), long))
    same = [long for long in ordered if not set(ordered[0]).isdisjoint(long)]
    often = sum(longs[long] for long in same)
    return same if often >= _CLEARLY * (longs.total() - often) else []


def _may_be_short(word: str, analyser: Analyser) -> bool:
    """Whether a word of a question may be a short form: with two capitals, or no word that a lexicon has."""
    return sum(map(str.isupper, word)) > 1 or not analyser.knows(word.lower())
