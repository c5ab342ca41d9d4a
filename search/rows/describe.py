"""Dates, amounts, conditions and rows in the words of a language."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from corpus.texts import Texts
from index.records import StoredRow
from ingest.tables.types import GREEN, KRONER, MILLIONS, RED, THOUSANDS, YELLOW
from search.rows.evaluate import report_unit
from search.rows.query import Asked
from search.rows.select import All, Any, Condition, Expression, Not
from search.rows.table import Report, fold
from search.rows.values import number

Written = Callable[[str], str]
"""A folded name as the archive writes it."""

_COLOURS = {RED: "red", YELLOW: "yellow", GREEN: "green"}
_UNITS = {MILLIONS: "millions", THOUSANDS: "thousands", KRONER: "kroner"}
_GROWTH = {">": "c_grows", "<": "c_shrinks", "=": "c_stays"}
_COMPARED = {">": "c_more", "<": "c_less", ">=": "c_least", "<=": "c_most", "=": "c_equal"}


def date(iso: str, say: Texts) -> str:
    """``2020-10-09`` as ``9. oktober 2020``, ``2020-10`` as ``oktober 2020``, ``-10`` as ``oktober``."""
    year, month, day = [*iso.split("-"), "", ""][:3]
    if not month:
        return year
    name = say("rows.months").split()[int(month) - 1]
    if not year:
        return name
    if not day:
        return say("rows.date_month", month=name, year=year)
    return say("rows.date_day", day=int(day), month=name, year=year)


def per(report: Report, say: Texts) -> str:
    """The time of a report: ``per 9. oktober 2020``."""
    if not report.date:
        return say("rows.per_undated", document=report.documents[0])
    key = "per_day" if len(report.date) > 7 else "per_month"
    return say(f"rows.{key}", date=date(report.date, say))


def written_number(value: float, say: Texts, decimals: int = 6) -> str:
    """``1234.5`` as ``1 234,5``; in English with a point. Thousands are parted from 10,000 on."""
    rounded = round(value, decimals)
    whole = int(rounded)
    if rounded == whole:
        text = f"{whole:,}".replace(",", " ") if abs(whole) >= 10_000 else str(whole)
    else:
        text = f"{rounded:,.{decimals}f}".rstrip("0").replace(",", " ")
        text = text.replace(" ", "", 1) if abs(rounded) < 10_000 else text
    return text if say.language == "en" else text.replace(".", ",")


def amount(value: float | str, unit: str | None, say: Texts) -> str:
    """An amount with its unit."""
    text = value if isinstance(value, str) else written_number(value, say)
    return say(f"rows.{_UNITS.get(unit or '', 'no_unit')}", value=text)


def printed_amount(stored: StoredRow, year: str, say: Texts, unit: str | None) -> str:
    """A row's amount with the unit, in the words of its cell; in English with a point."""
    plain, cell = _plain_and_printed(stored, year, say)
    return amount(plain if say.language == "en" or cell is None else cell, stored.row.unit or unit, say)


def exact_amount(stored: StoredRow, year: str, say: Texts, unit: str | None) -> str:
    """The same, with the cell's own words beside it where they differ (``14 mill. kr («14,0» i tabellen)``)."""
    plain, cell = _plain_and_printed(stored, year, say)
    told = amount(plain, stored.row.unit or unit, say)
    return told if cell in (None, plain) else say("rows.as_printed", value=told, printed=cell)


def _plain_and_printed(stored: StoredRow, year: str, say: Texts) -> tuple[str, str | None]:
    """A number as the language writes it, and the cell that it was read from."""
    value = dict(stored.row.amounts)[year]
    cells = (text for heading, text in stored.row.cells if year in heading and number(text) == value)
    cell = next(cells, None)
    return written_number(value, say), None if cell is None or any(c.isalpha() for c in cell) else cell


def joined(parts: Sequence[str], say: Texts, word: str = "and") -> str:
    """``A, B og C``."""
    if len(parts) < 2:
        return "".join(parts)
    return f"{', '.join(parts[:-1])} {say(f'rows.{word}')} {parts[-1]}"


def colour(name: str, say: Texts) -> str:
    """A colour's word; what is no colour as it is."""
    return say(f"rows.{_COLOURS[name]}") if name in _COLOURS else name


def field_name(asked: Asked, say: Texts, year: str | None = None) -> str:
    """What a field is called; a cell by its heading."""
    if asked.field == "cell":
        return asked.key or ""
    year = asked.key or year
    if asked.field == "amount" and year:
        return say("rows.f_amount_year", year=year)
    return say(f"rows.f_{asked.field}")


def conditions(expression: Expression, say: Texts, written: Written, report: Report) -> str:
    """What must hold of the rows: ``rød status og Helse Nord RHF som ansvarlig virksomhet``."""
    match expression:
        case All(of) | Any(of):
            word = "and" if isinstance(expression, All) else "or"
            return joined([conditions(part, say, written, report) for part in of], say, word)
        case Not(Condition(field="status" | "risk", operator="=" | "in") as colour_):
            return _condition(colour_, say, written, report, key="c_not_coloured")
        case Not(of):
            return say("rows.not", what=conditions(of, say, written, report))
        case Condition():
            return _condition(expression, say, written, report)


def _condition(c: Condition, say: Texts, written: Written, report: Report, key: str = "c_coloured") -> str:
    if c.operator == "known":
        name = field_name(Asked(c.field, c.key), say)
        return say("rows.c_known" if c.value else "rows.c_unknown", field=name)
    several = c.value if isinstance(c.value, tuple) else (str(c.value),)
    if c.field in ("status", "risk"):
        names = joined([colour(value, say) for value in several], say, "or")
        key = "c_not_coloured" if c.operator in ("!=", "not in") else key
        return say(f"rows.{key}", colour=names, field=say(f"rows.f_{c.field}"))
    if c.field == "name":
        return say("rows.c_name", names=written(",".join(several)))
    if c.operator == "word":
        names = joined([word.upper() if len(word) < 4 else word for word in several], say, "or")
        return say("rows.c_owner", names=names)
    if c.field in ("owner", "lead", "cell"):
        return say(f"rows.c_{c.field}", names=joined(_here(c, several, report, written), say, "or"))
    if c.field == "growth":
        earlier, later = (c.key or "|").split("|")
        return say(f"rows.{_GROWTH.get(c.operator, 'c_differs')}", earlier=earlier, later=later)
    return _number_condition(c, say, report)


def _number_condition(c: Condition, say: Texts, report: Report) -> str:
    if not isinstance(c.value, float | int):
        return f"{c.field} {c.operator} {c.value}"
    if c.field == "id":
        return say("rows.c_id", value=int(c.value))
    if c.field == "progress":
        value = say("rows.percent", value=written_number(c.value, say))
    else:
        value = amount(c.value, c.unit or report_unit(report), say)
    text = say(f"rows.{_COMPARED[c.operator]}", field=say(f"rows.n_{c.field}"), value=value)
    return say("rows.c_in_year", what=text, year=c.key) if c.key else text


def _here(c: Condition, several: Sequence[str], report: Report, written: Written) -> list[str]:
    """Of several names that a condition allows, those that this report has; else all of them."""
    if c.field == "cell":
        return [written(value) for value in several]
    told = {getattr(s.row, c.field) for s in report.rows} - {None}
    own = {fold(name): name for name in told}
    return [own[value] for value in several if value in own] or [written(value) for value in several]


def detail(stored: StoredRow, asked: Asked, say: Texts, year: str | None, unit: str | None) -> str | None:
    """One fact of a row in a few words: ``gul status``, ``110 mill. kr``; None where it is not told."""
    row = stored.row
    match asked.field:
        case "status" | "risk":
            value = getattr(row, asked.field)
            text = None if value is None else colour(value, say)
            return text and say("rows.c_coloured", colour=text, field=say(f"rows.f_{asked.field}"))
        case "amount":
            years = [asked.key or year] if asked.key or year else [y for y, _ in row.amounts]
            told = [y for y in years if y is not None and y in dict(row.amounts)]
            parts = [printed_amount(stored, y, say, unit) for y in told]
            if len(parts) > 1:
                parts = [f"{y}: {part}" for y, part in zip(told, parts, strict=True)]
            return ", ".join(parts) or None
        case "progress":
            return progress(row.progress, say)
        case "cell":
            return next((text for heading, text in row.cells if fold(heading) == asked.key and text), None)
        case "id":
            return None if row.id is None else str(row.id)
    value = getattr(row, asked.field)
    return None if value is None else str(value)


def progress(text: str | None, say: Texts) -> str | None:
    """Progress as its cell has it; a bare number is of a hundred."""
    if text is None:
        return None
    bare = text.strip()
    if number(bare) is not None and bare.replace(",", "").replace(".", "").isdigit():
        return say("rows.percent", value=bare)
    return colour(bare, say)
