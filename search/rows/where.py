"""``--where COLUMN=VALUE`` and ``--report DATE``: what was written becomes conditions.

Unknown columns and values are refused with a sentence that lists the known ones.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from corpus.errors import UsageError
from index.records import StoredRow
from ingest.dates import find_dates
from ingest.tables.types import COLOURS
from ingest.tables.values import unit_in
from search.rows.select import All, Condition, Expression, values
from search.rows.table import Report, Table, fold
from search.rows.values import colour, number

_NAMES = {
    "name": "navn namn prosjekt prosjektnavn prosjektnamn project",
    "id": "nr nummer",
    "owner": "eier eigar virksomhet verksemd organisasjon organisation",
    "lead": "leder leiar prosjektleder prosjektleiar prosjekteier",
    "status": "",
    "risk": "risiko",
    "progress": "fremdrift framdrift",
    "unit": "enhet eining",
    "table": "tabell",
    "document": "dokument",
    "issued": "utgitt",
    "as_of": "per",
}
_FIELDS = {name: field for field, names in _NAMES.items() for name in (field, *names.split())}

_WHERE = re.compile(r"([^=!<>]+)(!=|<=|>=|=|<|>)(.*)", re.S)
_YEAR = re.compile(r"(?:19|20)\d\d")
_NUMBERS = ("id", "progress", "amount")
_NOTHING = ("", "-", "null", "none", "ingen", "tom")
_SHOWN = 12  # known values that a refusal lists


def read_where(written: Sequence[str], table: Table) -> Expression:
    """Conditions as they were written, all of which must hold.

    Raises UsageError for what is no condition, an unknown column and an unknown value.
    """
    return All(tuple(_condition(text, table) for text in written))


def read_report(written: str | None) -> str | None:
    """The ISO date of ``2020-10``, ``oktober 2020``, ``9.10.2020``. Raises UsageError for anything else."""
    if not written:
        return None
    dates = find_dates(written)
    if len(dates) != 1:
        raise UsageError("errors.no_report_date", written=written)
    return dates[0].iso


def columns(table: Table) -> list[str]:
    """What can stand before the operator: fields, years with amounts, headings of cells."""
    years = {year for stored in table.rows for year, _ in stored.row.amounts}
    headings = {fold(heading): heading for stored in table.rows for heading, _ in stored.row.cells if heading}
    own = [heading for folded, heading in headings.items() if folded not in _FIELDS and folded not in years]
    return [*_NAMES, *sorted(years), *sorted(own)]


def _condition(text: str, table: Table) -> Condition:
    match = _WHERE.fullmatch(text)
    if match is None or not match[1].strip():
        raise UsageError("errors.no_condition", text=text)
    column, how, value = match[1].strip(), match[2], fold(match[3].strip().strip("\"'«»"))
    field, key = _column(column, table)
    if value in _NOTHING:
        if how not in ("=", "!="):
            raise UsageError("errors.condition_no_value", text=text, column=column, how=how)
        return Condition(field, "known", how == "!=", key)
    if field in ("status", "risk"):
        return _colour(field, how, value)
    measured = number(value)
    if field in _NUMBERS:
        if measured is None:
            raise UsageError("errors.no_number", value=match[3].strip(), column=column, how=how)
        unit = unit_in(value) if field == "amount" else None
        return Condition(field, how, measured, key, unit)
    if how not in ("=", "!="):
        if measured is None or field != "cell":
            raise UsageError("errors.column_no_numbers", column=column, how=how)
        return Condition(field, how, measured, key)
    return _text(field, key, how, value, table)


def _column(written: str, table: Table) -> tuple[str, str | None]:
    folded = fold(written)
    if folded in _FIELDS:
        return _FIELDS[folded], None
    known = columns(table)
    if folded in {fold(name) for name in known}:
        return ("amount", folded) if _YEAR.fullmatch(folded) else ("cell", folded)
    raise UsageError("errors.no_column", written=written, known=", ".join(known))


def _colour(field: str, how: str, value: str) -> Condition:
    named = colour(value)
    if named is None:
        raise UsageError("errors.no_colour", value=value, known=", ".join(COLOURS))
    if how not in ("=", "!="):
        raise UsageError("errors.colours_equal", field=field, named=named)
    return Condition(field, how, named)


def _text(field: str, key: str | None, how: str, value: str, table: Table) -> Condition:
    """Equality with a value that the archive holds, whole or in part."""
    probe = Condition(field, "=", "", key)
    known = _known(probe, table.rows)
    if value in known:
        return Condition(field, how, value, key)
    near = tuple(text for text in known if value in text)
    if not near:
        shown = list(known.values())
        more = " …" if len(shown) > _SHOWN else ""
        raise UsageError(
            "errors.no_value", value=value, value_=", ".join(shown[:_SHOWN]) or "ingen", more=more
        )
    if how == "=":
        return Condition(field, "in", near, key)
    return Condition(field, "not in", near, key)


def _known(probe: Condition, rows: Iterable[StoredRow]) -> dict[str, str]:
    found: dict[str, str] = {}
    for stored in rows:
        for text in values(probe, stored):
            found.setdefault(fold(text), text)
    return dict(sorted(found.items()))


def reports_of(table: Table, date: str | None) -> list[Report]:
    """The reports that a date fits; all of them without one."""
    return [report for report in table.reports if date is None or report.fits(date)]
