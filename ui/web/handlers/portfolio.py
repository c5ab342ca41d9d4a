"""Portefølje: the rows of all reports, filtered; as a table, over time, and by owner."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass

from markupsafe import Markup

from corpus.errors import Reason
from corpus.texts import Texts
from index.archive import Archive
from index.records import StoredRow
from ingest.tables.types import COLOURS
from search.rows.records import records
from search.rows.table import Report, Table, fold, load
from ui.sheet import as_csv, as_xlsx
from ui.web.handlers.budget import budgets
from ui.web.handlers.cases import SHOWN, Choices, more_button
from ui.web.handlers.errors import error_box
from ui.web.handlers.heat import heat_maps
from ui.web.handlers.labels import colour_word, shown_number, tone
from ui.web.html import address, joined, shown_date, tag
from ui.web.links import Place
from ui.web.source import Source

NOTHING = "-"
"""Stands in a filter for what a table does not tell."""

_COLUMNS = ("name", "owner", "status", "risk", "progress", "amounts", "issued")
_KEYS = {"text": "finn", "report": "rapport", "owner": "eier", "status": "status", "risk": "risiko"}


@dataclass(frozen=True, slots=True)
class RowFilter:
    """Which rows are wanted; an empty value wants any. report: as `report_name` gives. owner: folded."""

    text: str = ""
    report: str = ""
    owner: str = ""
    status: str = ""
    risk: str = ""

    @classmethod
    def of(cls, query: Mapping[str, str]) -> RowFilter:
        """What an address asks for."""
        return cls(**{name: query.get(key, "") for name, key in _KEYS.items()})

    def address(self, base: str) -> str:
        """`base` with what is asked for."""
        return address(base, **{_KEYS[name]: value or None for name, value in asdict(self).items()})

    def fits(self, stored: StoredRow) -> bool:
        """Whether a row is wanted, whatever its report."""
        row = stored.row
        told = (
            row.name,
            row.owner or "",
            row.lead or "",
            str(row.id or ""),
            *(text for _, text in row.cells),
        )
        words = self.text.casefold().split()
        if words and not _all_in(words, "\n".join(told).casefold()):
            return False
        owner = fold(row.owner or "") or NOTHING
        return all(
            wanted in ("", known)
            for wanted, known in (
                (self.owner, owner), (self.status, row.status or NOTHING), (self.risk, row.risk or NOTHING),
            )
        )  # fmt: skip


def report_name(report: Report) -> str:
    """What tells a report from the others: its date and the document that it is read from."""
    return f"{report.date} {report.documents[0] if report.documents else ''}".strip()


def fitting(table: Table, wanted: RowFilter) -> list[StoredRow]:
    """The rows that are wanted, of the newest report first."""
    reports = [r for r in table.reports if wanted.report in ("", report_name(r))]
    return [stored for report in reports for stored in report.rows if wanted.fits(stored)]


def rows_file(source: Source, wanted: RowFilter, kind: str, say: Texts) -> bytes:
    """The rows that are wanted, as ``csv`` or ``xlsx``. Raises what `Source.archive` raises."""
    archive = source.archive()
    found = records(archive, fitting(load(archive), wanted), say)
    return as_xlsx(found, say) if kind == "xlsx" else as_csv(found).encode()


def choices(source: Source, say: Texts) -> tuple[Choices, Choices, Choices, Choices]:
    """The reports, owners, statuses and risks that the archive's rows have."""
    table = load(source.archive())
    labels = [report_label(report, say) for report in table.reports]
    reports = [
        (f"{label} ({report.documents[0]})" if labels.count(label) > 1 else label, report_name(report))
        for label, report in zip(labels, table.reports, strict=True)
    ]
    rows = [stored.row for stored in table.rows]
    owners = {fold(row.owner): row.owner for row in rows if row.owner}
    named = sorted(((name, key) for key, name in owners.items()), key=lambda pair: pair[0].casefold())
    unnamed = [(say("portfolio_tab.not_told"), NOTHING)] if any(not row.owner for row in rows) else []
    return (
        reports,
        [*named, *unnamed],
        _colours([row.status for row in rows], say),
        _colours([row.risk for row in rows], say),
    )


def report_label(report: Report, say: Texts) -> str:
    """A report's name to a reader: its date, else its document."""
    return shown_date(report.date, say) or (report.documents[0] if report.documents else "")


def portfolio(source: Source, wanted: RowFilter, say: Texts, shown: int = SHOWN) -> Markup:
    """All three views of what is wanted; the page shows one of them at a time."""
    try:
        archive = source.archive()
        table = load(archive)
    except Exception as error:
        return error_box(error, say)
    if not table.rows:
        return tag("p", say("portfolio_tab.empty"), class_="note")
    rows = fitting(table, wanted)
    return joined(
        [
            _summary(rows, table, wanted, say),
            tag("div", _table(archive, rows, shown, say), class_="p-view p-table"),
            tag("div", heat_maps(table, wanted.fits, say), class_="p-view p-heat"),
            tag("div", budgets(_budgeted(table, wanted), wanted.fits, say), class_="p-view p-budget"),
        ]
    )


def _summary(rows: Sequence[StoredRow], table: Table, wanted: RowFilter, say: Texts) -> Markup:
    everything = len(table.rows)
    key = "count" if len(rows) == everything else "count_of"
    reports = say("portfolio_tab.reports_one")
    if len(table.reports) > 1:
        reports = say("portfolio_tab.reports", count=len(table.reports))
    count = say(f"portfolio_tab.{key}", found=len(rows), count=everything, reports=reports)
    files = [
        tag("a", kind.upper(), href=wanted.address(f"/portefolje.{kind}") + _in(wanted, kind, say),
            download=f"portefolje.{kind}", class_="quiet-button")
        for kind in ("csv", "xlsx")
    ]  # fmt: skip
    download = tag("span", say("portfolio_tab.download"), *files, class_="downloads") if rows else None
    return tag("div", tag("p", count, class_="count", role="status"), download, class_="p-summary")


def _in(wanted: RowFilter, kind: str, say: Texts) -> str:
    """The language of a workbook's headings; CSV is for programs, and has none."""
    if kind == "csv":
        return ""
    return ("&" if any(asdict(wanted).values()) else "?") + f"sprak={say.language}"


def _budgeted(table: Table, wanted: RowFilter) -> list[Report]:
    """The report that is asked for, else the newest that has amounts."""
    if wanted.report:
        return [report for report in table.reports if report_name(report) == wanted.report]
    return [report for report in table.reports if any(s.row.amounts for s in report.rows)][:1]


def _table(archive: Archive, rows: Sequence[StoredRow], shown: int, say: Texts) -> Markup:
    if not rows:
        return tag("p", say("portfolio_tab.none"), class_="hint")
    told = {report_row: report for report in load(archive).reports for report_row in map(id, report.rows)}
    filled = [name for name in _COLUMNS if name in ("name", "issued") or any(_value(s, name) for s in rows)]
    units = {stored.row.unit for stored in rows if stored.row.amounts}
    head = tag(
        "tr", *(tag("th", _heading(name, units, say), scope="col", class_=f"c-{name}") for name in filled)
    )
    lines = [
        tag(
            "tr",
            *(
                tag("td", _cell(stored, name, told[id(stored)], units, say), class_=f"c-{name}",
                    data_label=say(f"portfolio_tab.column_{name}"))
                for name in filled
            ),
        )
        for stored in rows[:shown]
    ]  # fmt: skip
    table = tag("table", tag("thead", head), tag("tbody", *lines), class_="documents portfolio")
    return joined([table, more_button(shown, len(rows), say) if len(rows) > shown else None])


def _value(stored: StoredRow, name: str) -> object:
    return getattr(stored.row, name)


def _heading(name: str, units: set[str | None], say: Texts) -> str:
    label = say(f"portfolio_tab.column_{name}")
    return (
        f"{label}, {next(iter(units))}"
        if name == "amounts" and len(units) == 1 and None not in units
        else label
    )


def _cell(stored: StoredRow, name: str, report: Report, units: set[str | None], say: Texts) -> object:
    row = stored.row
    match name:
        case "name":
            return _name(stored, say)
        case "status" | "risk":
            value = getattr(row, name)
            return tone(value, say) if value else None
        case "amounts":
            unit = f" {row.unit}" if row.unit and len(units) > 1 else ""
            return joined(
                tag(
                    "span",
                    tag("span", year, class_="year"),
                    " ",
                    shown_number(amount, say),
                    unit,
                    class_="amount",
                )
                for year, amount in row.amounts
            )
        case "issued":
            return report_label(report, say)
        case _:
            return getattr(row, name)


def _name(stored: StoredRow, say: Texts) -> Markup:
    row = stored.row
    doubt = (
        tag(
            "span",
            say("portfolio_tab.doubtful", reason=Reason.unpacked(row.doubtful).said(say)),
            class_="reason",
        )
        if row.doubtful
        else None
    )
    lead = tag("span", row.lead, class_="file") if row.lead else None
    return tag(
        "a",
        tag("span", row.name or say("portfolio_tab.unnamed"), class_="title"),
        tag("span", say("portfolio_tab.id", id=row.id), class_="file") if row.id is not None else None,
        lead,
        doubt,
        href=place_of(stored).address(say),
        data_view="portefolje",
        data_main=True,
    )


def place_of(stored: StoredRow) -> Place:
    """Where a row stands."""
    return Place(stored.document, stored.row.page, stored.row.start, stored.row.end)


def _colours(values: Sequence[str | None], say: Texts) -> Choices:
    found = [(colour_word(colour, say), colour) for colour in COLOURS if colour in values]
    return [*found, *([(say("portfolio_tab.not_told"), NOTHING)] if None in values else [])]


def _all_in(words: Sequence[str], text: str) -> bool:
    return all(word in text for word in words)
