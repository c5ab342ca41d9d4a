"""The archive's own names, as a question may write them: projects, organisations, people, cells.

Made once for each `Table`. What is found by exact words (`Lexicon.spot`) may be inflected at its end
and may leave out a legal form (``Helse Vest`` for ``Helse Vest RHF``); what is found by its terms
(`Lexicon.names_with`) may be any distinctive part of a project's name.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from ingest.tables.types import COLOURS
from search.rows.table import Table, fold
from search.rows.vocabulary import LEGAL_FORMS, Kind, phrases

_PIECE = re.compile(r"\w+")
_BETWEEN = re.compile(r"[,;/]| og | and ")
_NUMBERED = re.compile(r"(?:\d+(?:\.\d+)*\.?|[a-zæøå]\.)\s+")

LONGEST_CELL = 90
"""Characters of the longest cell that a question may name; longer ones are prose."""

_LONGEST_ABBREVIATION, _LONGEST_PART, _SMALL_WORD = 8, 5, 3  # letters
_SHORTEST = 4  # letters of a single word that names a person or a cell


@dataclass(frozen=True, slots=True)
class Terms:
    """The analyser's keys of a text: of whole words, and of the parts of compounds in order."""

    stems: Callable[[str], frozenset[str]]
    parts: Callable[[str], tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Entity:
    """A name of the archive. values: the folded texts that it stands for, one or several."""

    kind: Kind
    values: tuple[str, ...]


@dataclass(slots=True)
class Lexicon:
    """entities: by their words. longest: words of the longest one that begins with a word.

    headings, names, owners, leads, texts (of other cells): as written, by their folded form.
    years: that amounts are of. latest: the date of the newest report, or nothing.
    """

    entities: dict[tuple[str, ...], list[Entity]] = field(default_factory=dict)
    longest: dict[str, int] = field(default_factory=dict)
    headings: dict[str, str] = field(default_factory=dict)
    names: dict[str, str] = field(default_factory=dict)
    owners: dict[str, str] = field(default_factory=dict)
    leads: dict[str, str] = field(default_factory=dict)
    texts: dict[str, str] = field(default_factory=dict)
    years: frozenset[str] = frozenset()
    latest: str = ""
    _terms: dict[str, set[str]] | None = None

    def spot(self, words: Sequence[str]) -> Iterator[tuple[int, Entity]]:
        """Entities that `words` begin with and how many words each takes, the longest first."""
        longest = max(self.longest.get(words[0], 0), self.longest.get(words[0].removesuffix("s"), 0))
        for n in range(min(longest, len(words)), 0, -1):
            head, last = tuple(words[: n - 1]), words[n - 1]
            for form in dict.fromkeys((last, last.removesuffix("s"))):  # a genitive
                yield from ((n, entity) for entity in self.entities.get((*head, form), ()))

    def names_with(self, wanted: frozenset[str], terms: Terms) -> list[str]:
        """The folded names of the projects whose names hold all the wanted terms."""
        if self._terms is None:
            index: dict[str, set[str]] = {}
            for name, written in self.names.items():
                for term in terms.stems(written):
                    index.setdefault(term, set()).add(name)
            self._terms = index
        found = [self._terms.get(term, set()) for term in wanted]
        return sorted(set.intersection(*found)) if found else []


def make_lexicon(table: Table, terms: Terms) -> Lexicon:
    """The names of all reports."""
    lexicon = Lexicon(latest=max((report.date for report in table.reports), default=""))
    years: set[str] = set()
    for stored in table.rows:
        row = stored.row
        lexicon.names.setdefault(fold(row.name), row.name)
        if row.owner:
            lexicon.owners.setdefault(fold(row.owner), row.owner)
        if row.lead:
            lexicon.leads.setdefault(fold(row.lead), row.lead)
        years.update(year for year, _ in row.amounts)
        own = {row.name, row.owner, row.lead, row.progress}
        for heading, text in row.cells:
            lexicon.headings.setdefault(fold(heading), heading)
            if text not in own and len(text) <= LONGEST_CELL:
                lexicon.texts.setdefault(fold(text), text)
    lexicon.years = frozenset(years)
    for name in lexicon.names:
        _add(lexicon, name, Kind.NAME, (name,))
    for spoken, owners in _spoken(lexicon.owners, terms).items():
        _add(lexicon, spoken, Kind.OWNER, owners)
    for spoken, leads in _people(lexicon.leads).items():
        _add(lexicon, spoken, Kind.LEAD, leads)
    for spoken, texts in _cells(lexicon.texts).items():
        _add(lexicon, spoken, Kind.CELL, texts)
    return lexicon


def pieces(text: str) -> list[str]:
    """The words of a text, folded, without punctuation."""
    return _PIECE.findall(text.casefold())


def short_name(words: Sequence[str]) -> tuple[str, ...]:
    """An organisation's name without the legal form at its end."""
    bare = tuple(words)
    while len(bare) > 1 and bare[-1] in LEGAL_FORMS:
        bare = bare[:-1]
    return bare


def abbreviates(short: str, name: str, terms: Terms) -> bool:
    """Whether `short` (folded) is made of the beginnings of a name's words, compounds taken apart.

    ``fhi`` for Folkehelseinstituttet, ``hdir`` for Helsedirektoratet, ``ks`` for Kommunesektorens
    organisasjon; the legal form, the last words and small words may be left out.
    """
    if not 2 <= len(short) <= _LONGEST_ABBREVIATION:
        return False
    return _begins(short, [_parts(word, terms) for word in short_name(pieces(name))])


def _parts(word: str, terms: Terms) -> list[str]:
    """The parts of a compound, in order; the word itself where it is none."""
    inside = terms.parts(word)
    whole = {one + other for one in inside for other in inside}
    return [part for part in inside if part not in whole] or [word]


def _begins(short: str, words: Sequence[Sequence[str]]) -> bool:
    """Whether `short` is beginnings of words in order, each with those of its further parts."""
    if not short:
        return True
    if not words:
        return False
    first, *rest = words
    small = len(first) == 1 and len(first[0]) <= _SMALL_WORD
    return any(_begins(left, rest) for left in _taken(short, first)) or (small and _begins(short, rest))


def _taken(short: str, parts: Sequence[str]) -> Iterator[str]:
    """What is left of `short` after a beginning of the first part, and perhaps of the next ones."""
    for n in range(min(len(short), _LONGEST_PART), 0, -1):
        if short[:n] == parts[0][:n]:
            yield short[n:]
            if len(parts) > 1:
                yield from _taken(short[n:], parts[1:])


def _add(lexicon: Lexicon, spoken: str, kind: Kind, values: tuple[str, ...]) -> None:
    words = tuple(pieces(spoken))
    if words:
        lexicon.entities.setdefault(words, []).append(Entity(kind, values))
        lexicon.longest[words[0]] = max(lexicon.longest.get(words[0], 0), len(words))


def _spoken(owners: dict[str, str], terms: Terms) -> dict[str, tuple[str, ...]]:
    """Full and short names, with all the owners that each may mean."""
    found: dict[str, set[str]] = {}
    for owner in owners:
        words = pieces(owner)
        found.setdefault(" ".join(words), set()).add(owner)
        found.setdefault(" ".join(short_name(words)), set()).add(owner)
    for short in [owner for owner, written in owners.items() if written.isupper() and owner.isalpha()]:
        for full in [
            o for o, written in owners.items() if not written.isupper() and abbreviates(short, written, terms)
        ]:
            found[short].add(full)
            for spoken, values in found.items():
                if spoken in (" ".join(pieces(full)), " ".join(short_name(pieces(full)))):
                    values.add(short)
    return {spoken: tuple(sorted(values)) for spoken, values in found.items()}


def _people(leads: Iterable[str]) -> dict[str, tuple[str, ...]]:
    """Full names; first and last name; and a last name that only one person has."""
    found: dict[str, set[str]] = {}
    for lead in leads:
        for person in (lead, *_BETWEEN.split(lead)):
            words = pieces(person)
            found.setdefault(" ".join(words), set()).add(lead)
            if len(words) > 1:
                found.setdefault(f"{words[0]} {words[-1]}", set()).add(lead)
                if len(words[-1]) >= _SHORTEST:
                    found.setdefault(words[-1], set()).add(lead)
    return {
        spoken: tuple(sorted(values))
        for spoken, values in found.items()
        if len(values) == 1 or " " in spoken
        if (spoken,) not in phrases()
    }


def _cells(cells: Iterable[str]) -> dict[str, tuple[str, ...]]:
    """Cells that can be asked for by their text, also without a number before it (``1.1 Journal``)."""
    found: dict[str, set[str]] = {}
    for cell in cells:
        for text in {cell, _NUMBERED.sub("", cell, count=1)}:
            words = pieces(text)
            if not any(word.isalpha() and len(word) >= _SHORTEST for word in words):
                continue
            if len(words) == 1 and ((words[0],) in phrases() or words[0] in COLOURS):
                continue
            found.setdefault(" ".join(words), set()).add(cell)
    return {spoken: tuple(sorted(values)) for spoken, values in found.items()}
