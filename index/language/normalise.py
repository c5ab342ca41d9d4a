"""Text as it is searched: composed characters, plain hyphens and spaces, words whole again.

What a person sees as one word must be one string: ``é`` in one code point or two, a word with
soft hyphens in it or broken over a line's end, ``ﬁ`` as a ligature. `normalise` gives that string
alone and is fast where there is nothing to do; `normalise_with_map` also tells where each
character came from, so that offsets can point at the text as it was given.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass

_GONE = "\u00ad\u200b\u200c\u200d\u2060\ufeff"
"""Soft hyphen and characters without width: they part nothing that belongs together."""
_LIGATURES = {"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "st", "ﬆ": "st"}
_SPACES = "\u00a0\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000"
_REPLACED: dict[str, str] = {
    **dict.fromkeys(_GONE, ""),
    **dict.fromkeys(_SPACES, " "),
    **_LIGATURES,
    "\u2010": "-",  # hyphen
    "\u2011": "-",  # non-breaking hyphen
    "\u2212": "-",  # minus
    "\ufffe": "-",  # what PDFium gives for a hyphen at a line's end
    "\u2018": "'",
    "\u2019": "'",
    "\u02bc": "'",
}
_TRANSLATION = str.maketrans(_REPLACED)
_SPECIAL = re.compile("[" + re.escape("".join(_REPLACED)) + "]")
_BROKEN = re.compile(r"(?<=\w)-[ \t]*\r?\n[ \t]*(?=\w)")
_HEAD = re.compile(r"[^\W_]+\Z")
_NEXT = re.compile(r"[^\W_]+")
_SUSPENDED = frozenset(("og", "eller", "samt", "til", "men", "and", "or"))
"""After one of these words a hyphen at a line's end stands for the rest of a word: ``barne- og ungdomsarbeid``."""
_LONGEST_WORD = 60  # characters that are looked at on each side of a break


@dataclass(frozen=True, slots=True)
class Normalised:
    """A normalised text with its map: character `i` stands for ``given[starts[i]:ends[i]]``.

    starts, ends: None where nothing was changed, so that every offset is its own.
    """

    text: str
    starts: list[int] | None = None
    ends: list[int] | None = None

    def place(self, start: int, end: int) -> tuple[int, int]:
        """Where ``text[start:end]`` (not empty) stands in the text as given."""
        if self.starts is None or self.ends is None:
            return start, end
        return self.starts[start], self.ends[end - 1]


def normalise(text: str, known: Callable[[str], bool]) -> str:
    """The text as it is searched. Applied twice it gives the same as applied once.

    known: whether a word in lower case is in the lexicon; decides whether a hyphen at a line's
        end belongs to the word.
    """
    if not text.isascii():
        if not unicodedata.is_normalized("NFC", text):
            text = unicodedata.normalize("NFC", text)
        if _SPECIAL.search(text):
            text = unicodedata.normalize("NFC", text.translate(_TRANSLATION))
    if "-" in text and _BROKEN.search(text):
        text = _BROKEN.sub(lambda match: _joint(match, known), text)
    return text


def normalise_with_map(text: str, known: Callable[[str], bool]) -> Normalised:
    """The same text as `normalise` gives, with the origin of each of its characters."""
    if normalise(text, known) == text:
        return Normalised(text)
    characters = [(c, i, i + 1) for i, c in enumerate(text)]
    characters = _composed(characters)
    characters = [
        (piece, start, end) for c, start, end in characters for piece in _REPLACED.get(c, c)
    ]  # a ligature gives several characters, a soft hyphen none
    characters = _composed(characters)
    return _rejoined(characters, known)


_Character = tuple[str, int, int]


def _composed(characters: list[_Character]) -> list[_Character]:
    """NFC; a composed character covers all that it is made of."""
    text = "".join(c for c, _, _ in characters)
    if unicodedata.is_normalized("NFC", text):
        return characters
    out: list[_Character] = []
    at = 0
    for end in _boundaries(text):
        start, stop = characters[at][1], characters[end - 1][2]
        out.extend((c, start, stop) for c in unicodedata.normalize("NFC", text[at:end]))
        at = end
    return out


def _boundaries(text: str) -> list[int]:
    """Ends of the pieces that compose on their own: before each starter that composes with nothing before it."""
    ends = [
        i
        for i in range(1, len(text))
        if unicodedata.combining(text[i]) == 0
        and unicodedata.normalize("NFC", text[i - 1 : i + 1]) == text[i - 1 : i + 1]
        and not "\u1160" <= text[i] <= "\u11ff"  # jamo compose with more than what stands just before
    ]
    return [*ends, len(text)] if text else []


def _rejoined(characters: list[_Character], known: Callable[[str], bool]) -> Normalised:
    """Mends words that are broken over a line's end."""
    text = "".join(c for c, _, _ in characters)
    kept: list[_Character] = []
    at = 0
    for match in _BROKEN.finditer(text):
        kept.extend(characters[at : match.start() + len(_joint(match, known))])
        at = match.end()
    kept.extend(characters[at:])
    return Normalised(
        "".join(c for c, _, _ in kept), [start for _, start, _ in kept], [end for _, _, end in kept]
    )


def _joint(match: re.Match[str], known: Callable[[str], bool]) -> str:
    """What stands for a hyphen and the line's end after it: nothing, a hyphen, or what was there."""
    text = match.string
    before = _HEAD.search(text, max(0, match.start() - _LONGEST_WORD), match.start())
    after = _NEXT.match(text, match.end(), match.end() + _LONGEST_WORD)
    left = before.group() if before else ""
    right = after.group() if after else ""
    if right.lower() in _SUSPENDED:
        return match.group()
    belongs = len(left) < 2 or not left.isalpha() or left[1:].isupper() or not right[:1].islower()
    if belongs:
        return "-"
    return "" if known((left + right).lower()) or not _stands_alone(left, right, known) else "-"


def _stands_alone(left: str, right: str, known: Callable[[str], bool]) -> bool:
    """Whether both sides are words, so that the hyphen may be the word's own (``nord-sør``)."""
    return known(left.lower()) and known(right.lower())
