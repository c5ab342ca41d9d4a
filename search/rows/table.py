"""All rows of an archive as its reports: one row for one project in one report.

Copies of one report in several files count once, and tables of projects that have left stand apart.
The reports are made once a generation of the archive and shared by all threads.
"""

from __future__ import annotations

import re
import threading
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from weakref import WeakKeyDictionary

from index.archive import Archive
from index.records import ROW, StoredRow, stored_row
from index.store import Store
from ingest.dates import iso_fits
from ingest.tables import Row

COPY_SHARE = 0.7
"""Tables of one date are copies of one report where they share this part of the smaller one's projects."""

SERIES_SHARE = 0.25
"""Reports are of one portfolio, and may be compared, where they share this part of the smaller one's projects."""

_COLUMNS = ("status", "risk", "owner", "lead", "progress", "id")

_WORD = re.compile(r"\w{3,}")


@dataclass(frozen=True, slots=True)
class Report:
    """The projects of one report, in the order of its table. Made by `make_report`.

    issued, as_of: ISO dates, cut to what is known; None where the document does not say.
    departed: the rows of its tables of projects that have left. documents: all copies, the one
    that most rows are taken from first.
    years: that it has amounts of. columns: fields that at least one row tells. units: of its amounts.
    """

    issued: str | None
    as_of: str | None
    rows: tuple[StoredRow, ...]
    departed: tuple[StoredRow, ...] = ()
    documents: tuple[str, ...] = ()
    years: frozenset[str] = frozenset()
    columns: frozenset[str] = frozenset()
    units: frozenset[str] = frozenset()

    @property
    def date(self) -> str:
        """What the report is ordered and named by: the date it reports on, else when it came out."""
        return self.as_of or self.issued or ""

    @property
    def unit(self) -> str | None:
        """The unit of its amounts where its rows name one and no other."""
        return next(iter(self.units)) if len(self.units) == 1 else None

    def fits(self, wanted: str) -> bool:
        """Whether `wanted` (ISO, cut to what is asked) is a date of the report, at that precision."""
        return any(iso_fits(known, wanted) for known in (self.as_of, self.issued) if known)


def make_report(
    dates: tuple[str | None, str | None],
    rows: Sequence[StoredRow],
    departed: Sequence[StoredRow],
    documents: Sequence[str],
) -> Report:
    """A report of these rows; dates: `issued` and `as_of`."""
    columns = frozenset(
        name for name in _COLUMNS if any(getattr(stored.row, name) not in (None, "") for stored in rows)
    )
    return Report(
        *dates, tuple(rows), tuple(departed), tuple(documents), columns=columns,
        years=frozenset(year for stored in rows for year, _ in stored.row.amounts),
        units=frozenset(stored.row.unit for stored in rows if stored.row.unit),
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Table:
    """All reports of an archive, newest first, those without a date last."""

    reports: tuple[Report, ...]

    @property
    def rows(self) -> list[StoredRow]:
        """The rows of all reports, newest report first."""
        return [row for report in self.reports for row in report.rows]


_tables: WeakKeyDictionary[Store, tuple[int, Table]] = WeakKeyDictionary()
_guard = threading.Lock()


def load(archive: Archive) -> Table:
    """The reports of an archive as they are now; read from the store once a generation."""
    store = archive.store
    generation = store.generation
    with _guard:
        kept = _tables.get(store)
    if kept is not None and kept[0] == generation:
        return kept[1]
    table = make_table(stored_row(document, value) for document, value in store.records(ROW))
    with _guard:
        _tables[store] = (generation, table)
    return table


def make_table(rows: Iterable[StoredRow]) -> Table:
    """Rows in any order become reports."""
    groups: dict[tuple[str, str | None, str | None], list[StoredRow]] = {}
    for row in rows:
        groups.setdefault((row.document, row.row.issued, row.row.as_of), []).append(row)
    reports: list[list[list[StoredRow]]] = []
    for group in sorted(groups.values(), key=_rank):
        home = next((copies for copies in reports if any(_copies(group, other) for other in copies)), None)
        if home is None:
            reports.append([group])
        else:
            home.append(group)
    made = [_report(copies) for copies in reports]
    return Table(tuple(sorted(made, key=lambda report: (report.date, report.issued or ""), reverse=True)))


def same_project(one: Row, other: Row) -> bool:
    """Whether two rows of one report are one project: by id where both have one, else by name."""
    if one.id is not None and other.id is not None:
        return one.id == other.id and names_agree(one.name, other.name)
    return fold(one.name) == fold(other.name)


def names_agree(one: str, other: str) -> bool:
    """Whether two names may be one project's: they share a word, or one is the other's beginning."""
    a, b = fold(one), fold(other)
    return (
        a == b or not set(_WORD.findall(a)).isdisjoint(_WORD.findall(b)) or a.startswith(b) or b.startswith(a)
    )


@lru_cache(maxsize=1 << 16)
def fold(text: str) -> str:
    """Case and white space folded, every dash a hyphen."""
    return " ".join(text.casefold().replace("–", "-").replace("—", "-").split())


def fullness(row: Row) -> int:
    """How many facts a row holds."""
    fields = (row.id, row.owner, row.lead, row.status, row.risk, row.progress, row.unit)
    return sum(value is not None for value in fields) + len(row.amounts)


def _rank(group: Sequence[StoredRow]) -> tuple[float, bool, str]:
    """Sorts the fullest table first, then PDF before text, then by name."""
    document = group[0].document
    return (-_fullness(group), not document.casefold().endswith(".pdf"), document)


def _fullness(group: Sequence[StoredRow]) -> float:
    kept = [stored.row for stored in group if not stored.row.departed]
    return sum(map(fullness, kept)) / len(kept) if kept else 0.0


def _copies(group: Sequence[StoredRow], other: Sequence[StoredRow]) -> bool:
    """Whether two documents' rows are of one report: its dates agree, and so do most projects."""
    a, b = group[0].row, other[0].row
    if not _same_date(a, b):
        return False
    if group[0].document == other[0].document:
        return True
    names, others = ({fold(stored.row.name) for stored in rows} for rows in (group, other))
    return len(names & others) >= COPY_SHARE * min(len(names), len(others))


def _same_date(a: Row, b: Row) -> bool:
    if a.as_of and b.as_of:
        return iso_fits(a.as_of, b.as_of)
    if a.issued and b.issued:
        return iso_fits(a.issued, b.issued)
    one, other = a.as_of or a.issued, b.as_of or b.issued
    return bool(one and other and iso_fits(one, other))


def _report(copies: Sequence[Sequence[StoredRow]]) -> Report:
    """Copies, the fullest first, become one report."""
    kept: list[StoredRow] = []
    departed: list[StoredRow] = []
    seen, gone = _Seen(), _Seen()
    for copy in copies:
        tables: dict[tuple[bool, str | None], list[StoredRow]] = {}
        for stored in copy:
            tables.setdefault((stored.row.departed, stored.row.table), []).append(stored)
        for (left, _), rows in sorted(tables.items(), key=lambda item: -_fullness(item[1])):
            for stored in rows:
                if (gone if left else seen).adds(stored.row):
                    (departed if left else kept).append(stored)
    order = {copy[0].document: n for n, copy in enumerate(copies)}
    kept.sort(key=lambda stored: (order[stored.document], stored.row.start))
    first = [copy[0].row for copy in copies]
    issued = next((row.issued for row in first if row.issued), None)
    as_of = max((row.as_of for row in first if row.as_of), key=len, default=None)
    return make_report((issued, as_of), kept, departed, tuple(order))


class _Seen:
    """The projects of a report so far, found by id and by name."""

    def __init__(self) -> None:
        self._ids: dict[int, list[Row]] = {}
        self._names: dict[str, list[Row]] = {}

    def adds(self, row: Row) -> bool:
        """Whether the row is a project that was not there yet."""
        name = fold(row.name)
        near = self._names.get(name, []) + (self._ids.get(row.id, []) if row.id is not None else [])
        if any(same_project(row, other) for other in near):
            return False
        self._names.setdefault(name, []).append(row)
        if row.id is not None:
            self._ids.setdefault(row.id, []).append(row)
        return True


def related(one: Report, other: Report) -> bool:
    """Whether two reports are of one portfolio: they share enough of their projects."""
    names = {fold(stored.row.name) for stored in one.rows}
    ids = {stored.row.id: stored.row.name for stored in one.rows if stored.row.id is not None}
    shared = sum(
        fold(stored.row.name) in names
        or (stored.row.id in ids and names_agree(stored.row.name, ids[stored.row.id]))
        for stored in other.rows
    )
    return shared > 0 and shared >= SERIES_SHARE * min(len(one.rows), len(other.rows))
