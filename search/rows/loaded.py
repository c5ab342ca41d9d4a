"""What is made once a generation of an archive: its reports, its names, what its sentences say.

Shared by all threads; what is slow to make is made when it is first asked for.
"""

from __future__ import annotations

import re
import threading
from collections.abc import Sequence
from dataclasses import dataclass, field
from weakref import WeakKeyDictionary

from index.archive import Archive
from index.store import Store
from search.rows.lexicon import Lexicon, Terms, make_lexicon
from search.rows.narrative import Statement, find_movements, find_statements, find_totals
from search.rows.select import Condition
from search.rows.table import Report, Table, load
from search.rows.values import COLOURS
from search.rows.vocabulary import phrases


@dataclass(slots=True)
class Loaded:
    """An archive's rows as questions need them."""

    archive: Archive
    table: Table
    lexicon: Lexicon
    terms: Terms
    _statements: dict[int, list[Statement]] = field(default_factory=dict)
    _totals: dict[int, list[tuple[str, str]]] = field(default_factory=dict)

    def statements(self, report: Report) -> list[Statement]:
        """What the sentences of a report's documents say of colours."""
        key = id(report)
        if key not in self._statements:
            self._statements[key] = find_statements(self.archive, report)
        return self._statements[key]

    def movements(self, report: Report, *, arrived: bool) -> list[tuple[Statement, int]]:
        """What a report's sentences say of how many projects are new, or have left."""
        return find_movements(self.archive, report, arrived=arrived)

    def tells_total(
        self, report: Report, what: str, year: str | None, colours: Sequence[Condition] = ()
    ) -> bool:
        """Whether a sentence of a report gives its number of ``projects``, ``money`` of a year, or ``share``.

        colours: the conditions that the share is of; their words must stand in the sentence.
        """
        key = id(report)
        if key not in self._totals:
            self._totals[key] = find_totals(self.archive, report)
        told = [sentence for kind, sentence in self._totals[key] if kind == what]
        if what == "money" and year is not None:
            told = [sentence for sentence in told if year in sentence]
        return any(all(_speaks_of(sentence, c) for c in colours) for sentence in told)


def _speaks_of(sentence: str, condition: Condition) -> bool:
    """Whether a sentence names the colour and the field of a condition."""
    words = re.findall(r"\w+", sentence.casefold())
    wanted = condition.value if isinstance(condition.value, tuple) else (condition.value,)
    named = {COLOURS[word] for word in words if word in COLOURS}
    fields = {phrases().get((word,), (None, ""))[1] for word in words}
    return set(wanted) <= named and condition.field in fields


_kept: WeakKeyDictionary[Store, Loaded] = WeakKeyDictionary()
_guard = threading.Lock()


def loaded(archive: Archive) -> Loaded:
    """The rows of an archive as it is now."""
    table = load(archive)
    with _guard:
        kept = _kept.get(archive.store)
    if kept is not None and kept.table is table:
        return kept
    terms = _terms(archive)
    made = Loaded(archive, table, make_lexicon(table, terms), terms)
    with _guard:
        _kept[archive.store] = made
    return made


def _terms(archive: Archive) -> Terms:
    analyser = archive.analyser
    return Terms(
        lambda text: frozenset(analyser.index_terms(text).stem),
        lambda text: tuple(analyser.index_terms(text).parts),
    )
