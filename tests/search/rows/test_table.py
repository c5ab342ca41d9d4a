"""One row for one project in one report; copies count once; what has left stands apart."""

from __future__ import annotations

import random
from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from index.records import StoredRow
from ingest.tables import Row
from search.rows.table import Report, Table, make_table, related


def row(name: str, document: str = "a.txt", **facts: object) -> StoredRow:
    made = Row(
        start=len(name), end=len(name) + 10, page=None, name=name, as_of="2021-03-12", issued="2021-03"
    )
    return StoredRow(document, replace(made, **facts))  # type: ignore[arg-type]


def names(report: Report) -> list[str]:
    return sorted(stored.row.name for stored in report.rows)


def test_reports_are_told_apart_by_date_newest_first() -> None:
    table = make_table(
        [
            row("A"),
            row("A", "b.txt", as_of="2021-10-08", issued="2021-11"),
            row("A", "c.txt", as_of=None, issued=None),
        ]
    )
    assert [report.date for report in table.reports] == ["2021-10-08", "2021-03-12", ""]


def test_copies_of_a_report_count_once_and_the_fullest_row_is_kept() -> None:
    full = [
        row("Sikker post", "full.txt", status="rød", lead="Kari Moen"),
        row("Timebok", "full.txt", status="gul"),
    ]
    bare = [row("Sikker post", "bare.pdf", as_of="2021-03"), row("Timebok", "bare.pdf", as_of="2021-03")]
    table = make_table(bare + full)
    assert len(table.reports) == 1
    assert {stored.document for stored in table.rows} == {"full.txt"}
    assert table.reports[0].documents == ("full.txt", "bare.pdf")


def test_of_equal_copies_the_pdf_is_kept() -> None:
    table = make_table([row("Timebok", "a.txt"), row("Timebok", "b.pdf")])
    assert [stored.document for stored in table.rows] == ["b.pdf"]


def test_two_portfolios_of_one_date_stay_two_reports() -> None:
    table = make_table([row("Sikker post", "a.txt"), row("Veilys", "b.txt")])
    assert len(table.reports) == 2


def test_a_project_in_two_tables_of_a_report_is_the_row_of_the_fullest_table() -> None:
    table = make_table([
        row("Timebok", id=5, table="Nye prosjekter", owner="Helse Fjell"),
        row("Timebok", id=5, table="Vedlegg 1", owner="Helse Fjell", status="gul", risk="rød", start=500),
    ])  # fmt: skip
    assert [stored.row.table for stored in table.rows] == ["Vedlegg 1"]


def test_ids_that_begin_again_are_not_one_project() -> None:
    table = make_table([row("Sikker post", id=1, table="A"), row("Brøyting", id=1, table="B", start=90)])
    assert names(table.reports[0]) == ["Brøyting", "Sikker post"]


def test_departed_projects_stand_apart() -> None:
    table = make_table([row("Timebok", status="gul"), row("Faks", departed=True)])
    assert names(table.reports[0]) == ["Timebok"]
    assert [stored.row.name for stored in table.reports[0].departed] == ["Faks"]


def test_a_report_fits_its_dates_at_the_precision_asked_for() -> None:
    report = make_table([row("Timebok")]).reports[0]
    assert [report.fits(date) for date in ("2021", "2021-03", "2021-03-12", "2021-03-13", "2021-04", "2020")] == [
        True, True, True, True, False, False,
    ]  # fmt: skip


def test_reports_that_share_few_projects_are_not_related() -> None:
    one = make_table(
        [row(name) for name in ("Arkiv", "Brøyting", "Veilys", "Skolebuss", "Vannverk")]
    ).reports[0]
    two = make_table(
        [row(name) for name in ("Arkiv", "Legevakt", "Timebok", "Sikker post", "Nødnett")]
    ).reports[0]
    assert related(one, one)
    assert not related(one, two)


@given(st.permutations(range(8)))
def test_the_order_of_rows_does_not_matter(order: list[int]) -> None:
    rows = [
        *(row(name, "a.txt", status="gul", start=n) for n, name in enumerate(("A1", "B2", "C3"))),
        *(row(name, "b.pdf", start=n) for n, name in enumerate(("A1", "B2", "C3"))),
        row("D4", "c.txt", as_of="2020-01"), row("E5", "c.txt", as_of="2020-01", start=3),
    ]  # fmt: skip
    shuffled = make_table([rows[n] for n in order])
    assert [names(report) for report in shuffled.reports] == [
        names(report) for report in make_table(rows).reports
    ]


def test_every_project_of_a_report_is_one_row() -> None:
    chance = random.Random(4)
    rows = [
        row(f"Prosjekt {chance.randrange(30)}", chance.choice(["a.txt", "b.txt"]), start=n)
        for n in range(200)
    ]
    table: Table = make_table(rows)
    for report in table.reports:
        assert len(names(report)) == len(set(names(report)))
