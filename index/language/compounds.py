"""Compounds that the lexicon does not hold: ``skoleplattformene`` is ``skole`` + ``plattformene``.

The cheapest way to part a word is taken, where a piece costs what its rarity as the first or last
piece of the lexicon's own compounds says (`index.language.productivity`). A first piece that is
itself no known word may be such a compound again, so words of any number of pieces are parted.
"""

from __future__ import annotations

from dataclasses import dataclass

from index.language.lexicon import COST_UNIT, LINKS, NEVER, Lexicon

SHORTEST = 6  # letters of a word that may be parted; shorter compounds stand in the lexicon
LONGEST = 60  # letters; what is longer is rubbish of extraction
UNKNOWN = -1  # the entry of a piece that the lexicon does not hold
NAME_PIECE = 4  # letters of such a first piece at least
LONG_PIECE = 6  # letters of the last piece after it at least
PRODUCTIVE = round(
    15 / COST_UNIT
)  # and its cost at most: the last piece of five compounds of the lexicon or so
_NESTED = round(
    3 / COST_UNIT
)  # each further piece costs so much beside its own cost: fewer pieces are likelier right
_LINKED = round(0.5 / COST_UNIT)
_NAME_LENGTH = 10  # letters; an unknown word up to here that ends as names end is a name
_NAME_ENDS = frozenset(
    (
        "berg", "dal", "vik", "stad", "nes", "heim", "land", "rud", "lund", "haug", "moen", "sund", "fjord", "borg",
        "strand", "stein", "mann", "mark", "øy", "ås", "lie", "hagen", "bakken", "sen", "set", "voll", "vold", "foss",
        "gård", "gaard", "strøm", "lien", "dahl", "bø", "hus", "by", "li", "ham", "burg", "ton",
    )
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece of a compound: its form as it stands there and its entry in the lexicon."""

    form: str
    entry: int


def divide(word: str, lexicon: Lexicon) -> tuple[Piece, ...] | None:
    """The pieces of an unknown word in lower case, first to last; None where it is no compound."""
    if not SHORTEST <= len(word) <= LONGEST:
        return None
    found = _cheapest(word, lexicon, {})
    if found is None:
        return _named(word, lexicon)
    pieces = found[1]
    if len(word) <= _NAME_LENGTH and pieces[-1].form in _NAME_ENDS:
        return None
    return pieces


def _named(word: str, lexicon: Lexicon) -> tuple[Piece, ...] | None:
    """A name or a new word before a long known one: ``brexitavtalen`` is ``brexit`` + ``avtalen``."""
    for at in range(NAME_PIECE, len(word) - LONG_PIECE + 1):
        entry = lexicon.find(word[at:])
        if entry >= 0 and lexicon.head_cost(entry) <= PRODUCTIVE:
            first = word[:at].removesuffix("s") if at > NAME_PIECE else word[:at]
            return Piece(first, UNKNOWN), Piece(word[at:], entry)
    return None


_Found = tuple[int, tuple[Piece, ...]]


def _cheapest(word: str, lexicon: Lexicon, done: dict[str, _Found | None]) -> _Found | None:
    """The cost and the pieces of the cheapest way to part a word into two or more."""
    if word in done:
        return done[word]
    best: _Found | None = None
    find = lexicon.find
    for at in range(2, len(word) - 1):
        entry = find(word[at:])
        if entry < 0:
            continue
        cost = lexicon.head_cost(entry)
        if cost == NEVER or (best is not None and cost >= best[0]):
            continue
        head = Piece(word[at:], entry)
        for first_cost, first in _firsts(word[:at], lexicon, done):
            if best is None or first_cost + cost < best[0]:
                best = (first_cost + cost, (*first, head))
        if word[at - 1] == word[at - 2]:
            best = _overlap(word, at, lexicon, best)
    done[word] = best
    return best


def _firsts(left: str, lexicon: Lexicon, done: dict[str, _Found | None]) -> list[_Found]:
    """The ways in which `left` can begin a compound: a known word, or a compound, with or without a link."""
    found: list[_Found] = []
    for link, letter in enumerate(LINKS):
        if not left.endswith(letter):
            continue
        form = left[: len(left) - len(letter)]
        if len(form) < 2:
            continue
        entry = lexicon.find(form)
        cost = lexicon.modifier_cost(entry, link) if entry >= 0 else NEVER
        if cost != NEVER:
            found.append((cost, (Piece(form, entry),)))
        elif letter != "e" and len(form) >= SHORTEST:
            inner = _cheapest(form, lexicon, done)
            if inner:
                found.append((inner[0] + _NESTED + (_LINKED if letter else 0), inner[1]))
    return found


def _overlap(word: str, at: int, lexicon: Lexicon, best: _Found | None) -> _Found | None:
    """The way in which one of three equal consonants is not written: ``busstopp`` is ``buss`` + ``stopp``."""
    if word.startswith("ting", at - 1):
        return best  # never bosett + ting
    head = lexicon.find(word[at - 1 :])
    first = lexicon.find(word[:at])
    if head < 0 or first < 0:
        return best
    cost = lexicon.head_cost(head)
    first_cost = lexicon.modifier_cost(first, 0)
    if NEVER in (cost, first_cost) or (best is not None and cost + first_cost >= best[0]):
        return best
    return cost + first_cost, (Piece(word[:at], first), Piece(word[at - 1 :], head))


def part(word: str, lexicon: Lexicon) -> tuple[Piece, ...] | None:
    """The pieces of a word in lower case, known or not (two for a known one); None where it is simple."""
    entry = lexicon.find(word)
    return divide(word, lexicon) if entry < 0 else known_pieces(word, entry, lexicon)


def leaves(word: str, lexicon: Lexicon) -> list[str]:
    """The smallest pieces of a word as they stand in it, without links; the word itself where it is simple."""
    found = part(word, lexicon)
    if found is None and word.endswith("s"):
        found = part(word[:-1], lexicon)
    return [leaf for piece in found for leaf in leaves(piece.form, lexicon)] if found else [word]


def known_pieces(form: str, entry: int, lexicon: Lexicon) -> tuple[Piece, Piece] | None:
    """The two pieces of a known compound; None where it is a simple word."""
    split = lexicon.split(entry)
    if split is None:
        return None
    first, last = form[: split.modifier], form[split.head :]
    first_entry, last_entry = lexicon.find(first), lexicon.find(last)
    if first_entry < 0 or last_entry < 0:
        return None
    return Piece(first, first_entry), Piece(last, last_entry)
