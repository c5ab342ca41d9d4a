"""The Snowball stem of Norwegian words, for what the lexicon lacks.

The algorithm is the one of https://snowballstem.org/algorithms/norwegian/stemmer.html
(version 3.1), written as string endings because that is five times as fast as the generic
machine of ``snowballstemmer``, with which a test holds it together over the whole lexicon.
"""

from __future__ import annotations

_VOWELS = frozenset("aeiouyåæêòóôø")
_ENDS = (
    # Longest first: the longest ending in the region decides, whatever comes of it.
    ("hetenes", "hetene", "hetens"),
    ("heten", "heter", "endes"),
    ("ande", "ende", "edes", "enes", "erte"),
    ("ede", "ane", "ene", "ens", "ers", "ets", "het", "ert", "ast"),
    ("en", "ar", "er", "as", "es", "et"),
    ("a", "e", "s"),
)
_LENGTHS = (7, 6, 5, 4, 3, 2, 1)
_BY_LENGTH = {
    length: frozenset(end for group in _ENDS for end in group if len(end) == length) for length in _LENGTHS
}
_KEEPS_ERS = ("amm", "ast", "ind", "kap", "kk", "lt", "nk", "omm", "pp", "v", "øst")
_DROPS_ERS = ("giv", "hav", "skap")
_BEFORE_S = frozenset("bcdfghjlmnoptvyz")
_LAST = ("hetslov", "eleg", "elig", "elov", "slov", "leg", "eig", "lig", "els", "lov", "ig")


def stem(word: str) -> str:
    """The stem of a word in lower case; what is too short for a stem comes back unchanged."""
    region = _region(word)
    if region < 0:
        return word
    word = _main_suffix(word, region)
    if len(word) >= region + 2 and word[-1] == "t" and word[-2] in "dv":
        word = word[:-1]
    for end in _LAST:
        if word.endswith(end) and len(word) - len(end) >= region:
            word = word[: -len(end)]
            break
    if len(word) > region and word[-1] == "'":
        word = word[:-1]
    return word


def _region(word: str) -> int:
    """Where the endings may begin: after the first consonant that follows a vowel, 3 at least; -1: nowhere."""
    length = len(word)
    if length < 3:
        return -1
    at = 0
    while at < length and word[at] not in _VOWELS:
        at += 1
    while at < length and word[at] in _VOWELS:
        at += 1
    return max(at + 1, 3)


def _main_suffix(word: str, region: int) -> str:
    """The word without its inflection."""
    room = len(word) - region
    for length in _LENGTHS:
        if length > room:
            continue
        end = word[-length:]
        if end not in _BY_LENGTH[length]:
            continue
        if end == "s":
            return word[:-1] if _drops_s(word[:-1]) else word
        if end == "ers":
            rest = word[:-3]
            keeps = rest.endswith(_KEEPS_ERS) and not rest.endswith(_DROPS_ERS)
            return word if keeps else rest
        if end in ("erte", "ert"):
            return word[: -length + 2]
        return word[:-length]
    return word


def _drops_s(rest: str) -> bool:
    """Whether an ``s`` after `rest` is an ending rather than part of the word."""
    last = rest[-1]
    if last in _BEFORE_S:
        return True
    if last == "r":
        return not rest.endswith("er")
    return last == "k" and len(rest) > 1 and rest[-2] not in _VOWELS
