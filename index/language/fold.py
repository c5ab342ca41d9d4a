"""Spellings that differ in letters alone become one: accents, ``aa``/``å``, ``oe``/``ø``, ``ae``/``æ``."""

from __future__ import annotations

import unicodedata

_KEPT = frozenset("åæø")
_FOREIGN = str.maketrans(
    {"ä": "æ", "ö": "ø", "œ": "ø", "đ": "d", "ð": "d", "ŋ": "n", "ŧ": "t", "þ": "t", "ß": "ss"}
)


def fold(word: str) -> str:
    """The word in lower case as it is compared: ``Ullevaal`` as ``ullevål``, ``idé`` as ``ide``, ``Sámi`` as ``sami``.

    Folding is for keys, on both sides; it need not be right (``poesi`` gives ``pøsi``), only the same.
    """
    if not word.isascii():
        word = "".join(_plain(c) for c in word.translate(_FOREIGN))
    if "aa" in word:
        word = word.replace("aa", "å")
    if "oe" in word:
        word = word.replace("oe", "ø")
    if "ae" in word:
        word = word.replace("ae", "æ")
    return word


def _plain(character: str) -> str:
    """A letter without its marks, except where Norwegian has a letter of its own."""
    if character in _KEPT or character < "\x80":
        return character
    return "".join(c for c in unicodedata.normalize("NFD", character) if not unicodedata.combining(c))
