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
    """A normalised text; ``origin[i]`` is where its character `i` stood, ``origin[len(text)]`` the end.

    origin: None where nothing was changed, so that every offset is its own.
    """

    text: str
    origin: list[int] | None = None

    def start(self, offset: int) -> int:
        """Where the character at `offset` begins in the text as given."""
        return offset if self.origin is None else self.origin[offset]

    def end(self, offset: int) -> int:
        """Where the character before `offset` ends in the text as given."""
        if self.origin is None or offset == 0:
            return offset
        after = self.origin[offset]
        return after if after > self.origin[offset - 1] else after + 1


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
    done = normalise(text, known)
    if done == text:
        return Normalised(text)
    composed, origin = _composed(text)
    pieces: list[str] = []
    places: list[int] = []
    for character, place in zip(composed, origin, strict=False):
        piece = _REPLACED.get(character, character)
        pieces.append(piece)
        places.extend([place] * len(piece))
    places.append(len(text))
    replaced = "".join(pieces)
    recomposed, again = _composed(replaced)
    return _rejoined(recomposed, [places[i] for i in again], known)


def _composed(text: str) -> tuple[str, list[int]]:
    """NFC of `text`, and where each of its characters comes from (with the end's place at the end)."""
    if unicodedata.is_normalized("NFC", text):
        return text, list(range(len(text) + 1))
    out: list[str] = []
    origin: list[int] = []
    at = 0
    for end in _boundaries(text):
        cluster = unicodedata.normalize("NFC", text[at:end])
        out.append(cluster)
        origin.extend([at] * len(cluster))
        at = end
    origin.append(len(text))
    return "".join(out), origin


def _boundaries(text: str) -> list[int]:
    """Ends of the pieces that can be composed on their own: before each starter that composes with nothing."""
    ends = [
        i
        for i in range(1, len(text))
        if unicodedata.combining(text[i]) == 0 and unicodedata.is_normalized("NFC", text[i - 1 : i + 1])
        # Jamo and a few Indic vowels are starters that still compose with what stands before.
        and not "\u1160" <= text[i] <= "\u11ff"
    ]
    return [*ends, len(text)] if text else []


def _rejoined(text: str, origin: list[int], known: Callable[[str], bool]) -> Normalised:
    """Mends words that are broken over a line's end, keeping the origins in step."""
    pieces: list[str] = []
    places: list[int] = []
    at = 0
    for match in _BROKEN.finditer(text):
        joint = _joint(match, known)
        pieces.append(text[at : match.start()] + joint)
        places.extend(origin[at : match.start()])
        places.extend(origin[match.start() : match.start() + len(joint)])
        at = match.end()
    pieces.append(text[at:])
    places.extend(origin[at:])
    return Normalised("".join(pieces), places)


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
