"""From a word to its keys: the lexicon first, then its compounds, then other spellings, then the stem.

Every way ends in the same key for the forms of one word: what the lexicon holds has the stem of its
lemma, what it lacks has its own stem, and a compound has the keys of its pieces joined.
"""

from __future__ import annotations

from typing import NamedTuple

from index.language.compounds import Piece, divide, known_pieces
from index.language.fold import fold
from index.language.lexicon import Lexicon
from index.language.respell import respellings
from index.language.stem import stem


class Keys(NamedTuple):
    """The key for the field ``stem`` and those for the field ``parts``."""

    term: str
    parts: tuple[str, ...]


def keys(word: str, lexicon: Lexicon) -> Keys:
    """The keys of a word in lower case that is letters alone."""
    found = _known(word, lexicon)
    if found:
        return found
    spellings = [word]
    folded = fold(word)
    if folded != word:
        spellings.append(folded)
    if word.endswith("s") and len(word) > 3:
        spellings.append(word[:-1])  # the genitive
    for spelling in spellings[1:]:
        found = _known(spelling, lexicon)
        if found:
            return found
    others = [other for spelling in spellings for other in respellings(spelling)]
    for other in others:
        found = _known(other, lexicon)
        if found:
            return found
    for spelling in (*spellings, *others):
        pieces = divide(spelling, lexicon)
        if pieces:
            return _compound(pieces, lexicon)
    own = stem(folded)
    return Keys(own, (own,))


def _known(word: str, lexicon: Lexicon) -> Keys | None:
    entry = lexicon.find(word)
    if entry < 0:
        return None
    pieces = known_pieces(word, entry, lexicon)
    if pieces is None:
        return Keys(lexicon.key(entry), (lexicon.family(entry),))
    return Keys(lexicon.key(entry), tuple(key for piece in pieces for key in _parts(piece, lexicon)))


def _compound(pieces: tuple[Piece, ...], lexicon: Lexicon) -> Keys:
    return Keys(
        "".join(lexicon.key(piece.entry) if piece.entry >= 0 else stem(fold(piece.form)) for piece in pieces),
        tuple(key for piece in pieces for key in _parts(piece, lexicon)),
    )


def _parts(piece: Piece, lexicon: Lexicon) -> list[str]:
    """The key of a piece and, where it is a compound itself, the keys of its pieces."""
    if piece.entry < 0:
        return [stem(fold(piece.form))]
    inner = known_pieces(piece.form, piece.entry, lexicon)
    if inner is None:
        return [lexicon.family(piece.entry)]
    return [lexicon.key(piece.entry), *(key for part in inner for key in _parts(part, lexicon))]
