"""English questions in Norwegian words: a table of the domain and of everyday words, and cognates by rule.

A question is taken for English by its function words. Each word or phrase of it that the table
holds gives its Norwegian words, the likeliest first; a word that it lacks is spelt as Norwegian spells
borrowed words (``communication``: ``kommunikasjon``) and kept where the lexicon knows the result. All other words stay
as they are: names mostly.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import cache

from index.language import tables

_LONGEST_PHRASE = 5  # words
SHORTEST_COGNATE = 6  # letters; short words are alike by accident (quiet, boring, zone)
_LONGEST_COGNATE = 30


@cache
def dictionary() -> dict[str, tuple[str, ...]]:
    """The table: each word or phrase (joined by ``_``) with its Norwegian words, the likeliest first."""
    return {english: tuple(norwegian.split(",")) for english, norwegian in tables.rows("english")}


def translate(
    words: Sequence[str], known: Callable[[str], bool]
) -> Iterator[tuple[int, int, tuple[str, ...]]]:
    """The words of an English question that have Norwegian ones: from word, to word (exclusive), Norwegian words.

    words: in lower case. known: whether a word is in the lexicon of Norwegian.
    """
    table = dictionary()
    at = 0
    while at < len(words):
        for length in range(min(_LONGEST_PHRASE, len(words) - at), 0, -1):
            found = _look_up(words[at : at + length], table)
            if found:
                yield at, at + length, found
                at += length
                break
        else:
            found = _figures(words[at]) or tuple(cognates(words[at], known))[:1]
            if found and found[0] != words[at]:
                yield at, at + 1, found
            at += 1


def _figures(word: str) -> tuple[str, ...]:
    """Decades and ordinals in figures: ``1990s`` is ``1990-tallet``, ``60th`` is ``60``."""
    digits = word.rstrip("sthnrd")
    ending = word[len(digits) :]
    if not digits.isdigit():
        return ()
    if ending == "s":
        return (f"{digits}-tallet",)
    return (digits,) if ending in ("st", "nd", "rd", "th") else ()


def _look_up(phrase: Sequence[str], table: dict[str, tuple[str, ...]]) -> tuple[str, ...]:
    """What the table has for a phrase, whose last word may be inflected."""
    first = "_".join(phrase[:-1])
    for last in base_forms(phrase[-1]):
        found = table.get(f"{first}_{last}" if first else last)
        if found:
            return found
    return ()


def base_forms(word: str) -> Iterator[str]:
    """An English word and what it may be an inflection of."""
    yield word
    word = word.removesuffix("'s").removesuffix("'")
    yield word
    for ending, replacements in _INFLECTIONS:
        if word.endswith(ending) and len(word) - len(ending) >= 2:
            root = word[: -len(ending)]
            for replacement in replacements:
                yield root + replacement
            if ending in _DOUBLING and len(root) > 3 and root[-1] == root[-2]:
                yield root[:-1]


_INFLECTIONS = (
    ("ies", ("y",)), ("ied", ("y",)), ("ier", ("y",)), ("iest", ("y",)), ("ily", ("y",)), ("es", ("", "e")),
    ("s", ("",)), ("ing", ("", "e")), ("ed", ("", "e")), ("est", ("", "e")), ("er", ("", "e")), ("ly", ("",)),
)  # fmt: skip
_DOUBLING = frozenset(("ing", "ed", "er", "est"))


def cognates(word: str, known: Callable[[str], bool]) -> Iterator[str]:
    """Norwegian words of the same Latin or Greek origin that the lexicon holds, the likeliest first."""
    if not SHORTEST_COGNATE <= len(word) <= _LONGEST_COGNATE or not word.isascii() or not word.isalpha():
        return
    seen = set()
    for base in base_forms(word):
        for candidate in _spelt(base):
            if candidate not in seen and len(candidate) >= SHORTEST_COGNATE - 1 and known(candidate):
                yield candidate
            seen.add(candidate)


def _spelt(word: str) -> Iterator[str]:
    """A borrowed word with the endings and letters that it has in Norwegian."""
    for ending, replacements in _ENDINGS:
        if word.endswith(ending) and len(word) > len(ending) + 1:
            root = word[: -len(ending)] if ending else word
            for replacement in replacements:
                for spelling in _letters(root):
                    yield spelling + replacement


_ENDINGS = (
    ("ication", ("ikasjon",)), ("ation", ("asjon",)), ("sion", ("sjon",)), ("tion", ("sjon",)), ("ity", ("itet",)),
    ("ety", ("itet",)), ("ism", ("isme",)), ("ical", ("isk",)), ("ic", ("isk", "ikk")), ("ics", ("ikk",)),
    ("ous", ("øs", "")), ("ive", ("iv",)), ("ate", ("ere", "at")), ("ize", ("isere",)), ("ise", ("isere", "is")),
    ("ify", ("ifisere",)), ("logy", ("logi",)), ("graphy", ("grafi",)), ("cracy", ("krati",)), ("ary", ("ær", "ar")),
    ("ance", ("anse",)), ("ence", ("ens",)), ("ency", ("ens",)), ("ancy", ("ans",)), ("ure", ("ur",)),
    ("able", ("abel",)), ("ible", ("ibel",)), ("ian", ("iansk", "iker")), ("al", ("al", "ell")), ("y", ("i", "y")),
    ("er", ("er",)), ("or", ("ør", "or")), ("re", ("er",)), ("e", ("", "e", "ere")), ("ct", ("kt",)),
    ("", ("", "e", "ere")),
)  # fmt: skip


def _letters(root: str) -> Iterator[str]:
    """The letters of a borrowed word as Norwegian writes them, then as they stand."""
    out = []
    after = root[1:] + " "
    for letter, following in zip(root, after, strict=True):
        if letter == "c":
            out.append("s" if following in "eiy" else "k")
        else:
            out.append({"q": "k", "x": "ks", "z": "s"}.get(letter, letter))
    plain = "".join(out)
    for english, norwegian in (
        ("kk", "kk"),
        ("ph", "f"),
        ("th", "t"),
        ("kh", "k"),
        ("rh", "r"),
        ("ku", "kv"),
        ("ou", "u"),
    ):
        changed = plain.replace(english, norwegian) if english != "ku" or "qu" in root else plain
        plain = changed
    yield plain
    if plain != root:
        yield root
