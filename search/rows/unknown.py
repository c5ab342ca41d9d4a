"""Words that are no phrase: parts of names, abbreviations, headings, surnames.

A run of them becomes a name where the archive's tables hold one that fits; else it stays unknown.
"""

from __future__ import annotations

from collections.abc import Sequence

from search.rows.lexicon import Lexicon, Terms, abbreviates, pieces
from search.rows.table import fold
from search.rows.vocabulary import Kind
from search.rows.words import Item

MOST_NAMES = 12
"""A part of a name that more projects share than this says too little."""

_LONG_WORD = 6  # letters; a shorter single word names a project only where it is written with a capital
_WITHIN = (Kind.OF, Kind.FILLER, Kind.AND, Kind.NUMBER, Kind.SUBJECT, Kind.FIELD, Kind.COLOUR, Kind.NEW)
"""What may stand between the words of a name."""


def resolve(text: str, items: Sequence[Item], lexicon: Lexicon, terms: Terms) -> list[Item]:
    """The items with runs of unknown words replaced by the names they are part of."""
    made: list[Item] = []
    at = 0
    while at < len(items):
        if items[at].kind is not Kind.UNKNOWN:
            made.append(_numbered(items, at, lexicon) or items[at])
            at += 1
            continue
        for end in _ends(items, at):
            found = _name(text[items[at].start : items[end - 1].end], items, at, lexicon, terms)
            if found is not None:
                made.append(found)
                at = end
                break
        else:
            made.append(items[at])
            at += 1
    return made


def _numbered(items: Sequence[Item], at: int, lexicon: Lexicon) -> Item | None:
    """The number of an area (``innsatsområde 4.1``) as the cells that begin with it."""
    item = items[at]
    if item.kind is not Kind.NUMBER or at == 0 or items[at - 1].value != "area":
        return None
    cells = tuple(cell for cell in lexicon.texts if cell.split(" ")[0].rstrip(".") == item.text)
    return Item(Kind.CELL, item.start, item.end, item.text, values=cells) if cells else None


def _ends(items: Sequence[Item], start: int) -> list[int]:
    """Where a run of unknown words may end, the longest first; neighbours are never torn apart."""
    ends: list[int] = []
    last = start
    for i in range(start, len(items)):
        if items[i].kind is Kind.UNKNOWN:
            last = i
            if i + 1 == len(items) or items[i + 1].kind is not Kind.UNKNOWN:
                ends.append(i + 1)
        elif items[i].kind not in _WITHIN or i - last > 2:
            break
    return ends[::-1]


def _name(words: str, items: Sequence[Item], at: int, lexicon: Lexicon, terms: Terms) -> Item | None:
    start = items[at].start
    end = start + len(words)
    owner = _owner(words, lexicon, terms)
    if owner and _owns(items, at):
        return Item(Kind.OWNER, start, end, words, values=owner)
    for heading in lexicon.headings:
        if heading and (heading == fold(words) or terms.stems(words) == terms.stems(heading) != frozenset()):
            return Item(Kind.HEADING, start, end, words, heading)
    cells = _cells(words, items, at, lexicon)
    if cells:
        return Item(Kind.CELL, start, end, words, values=cells)
    wanted = terms.stems(words)
    if wanted and (len(wanted) > 1 or words[:1].isupper() or len(words) >= _LONG_WORD):
        names = lexicon.names_with(wanted, terms)
        if 0 < len(names) <= MOST_NAMES:
            return Item(Kind.NAME, start, end, words, values=tuple(names))
    if owner:
        return Item(Kind.OWNER, start, end, words, values=owner)
    return None


def _owns(items: Sequence[Item], at: int) -> bool:
    """Whether an organisation is spoken of: a word for owning, or ``prosjektene til …``."""
    if any(item.kind is Kind.FIELD and item.value == "owner" for item in items):
        return True
    before = at - 1
    while before >= 0 and items[before].kind in (Kind.OF, Kind.FILLER, Kind.TO):
        before -= 1
    return before >= 0 and before < at - 1 and items[before].kind is Kind.SUBJECT


def _owner(words: str, lexicon: Lexicon, terms: Terms) -> tuple[str, ...]:
    """The organisations that a part of their name or an abbreviation means."""
    parts = pieces(words)
    if len(parts) == 1 and words[:1].isupper():
        abbreviated = tuple(
            o for o, written in lexicon.owners.items() if abbreviates(parts[0], written, terms)
        )
        if abbreviated:
            return abbreviated
    wanted = terms.stems(words)
    if not wanted or not (words[:1].isupper() or len(words) >= _LONG_WORD):
        return ()
    found = tuple(owner for owner, written in lexicon.owners.items() if wanted <= terms.stems(written))
    return found if len(found) == 1 else ()


def _cells(words: str, items: Sequence[Item], at: int, lexicon: Lexicon) -> tuple[str, ...]:
    """Cells that hold the words, where the question names an area."""
    if not any(item.kind is Kind.FIELD and item.value == "area" for item in items[max(0, at - 4) : at]):
        return ()
    wanted = pieces(words)
    return tuple(
        dict.fromkeys(
            value
            for spoken, entities in lexicon.entities.items()
            for entity in entities
            if entity.kind is Kind.CELL and set(wanted) <= set(spoken)
            for value in entity.values
        )
    )
