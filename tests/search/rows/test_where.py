"""``--where`` and ``--report``."""

from __future__ import annotations

import pytest

from corpus.errors import UsageError
from search.rows.select import All, select
from search.rows.table import Table
from search.rows.where import columns, read_report, read_where, reports_of


def chosen(table: Table, *where: str) -> list[int | None]:
    wanted = read_where(where, table)
    return [stored.row.id for stored in select(table.reports[0], wanted)]


@pytest.mark.parametrize(
    ("where", "ids"),
    [
        (["status=rød"], [1]),
        (["status=Red"], [1]),
        (["risiko=raud"], [1, 3]),
        (["risk!=red"], [2, 5, 6]),
        (["risk="], [7]),
        (["risk!="], [1, 2, 3, 5, 6]),
        (["owner=Helse Fjell RHF"], [1, 2, 5]),
        (["eier=helse fjell"], [1, 2, 5]),
        (["owner!=Helse Fjell RHF"], [3, 6, 7]),
        (["lead=Haugland"], [3, 6]),
        (["id=3"], [3]),
        (["id>=6"], [6, 7]),
        (["2021>=15"], [1, 2, 5]),
        (["2021>=15 mill. kr"], [1, 2, 5]),
        (["2022<7000000 kr"], [6, 7]),
        (["fremdrift>50"], [2, 5]),
        (["Fase=Planlegging"], [6, 7]),
        (["innsatsområde=digitale"], [5, 6]),
        (["status=grønn", "2021>10"], [2]),
        (["name=hjerte"], [7]),
        (["unit=mill. kr", "id<2"], [1]),
    ],
)
def test_a_condition_selects(table: Table, where: list[str], ids: list[int]) -> None:
    assert chosen(table, *where) == ids


@pytest.mark.parametrize(
    ("where", "told"),
    [
        ("farge=rød", "velg blant name, id, owner"),
        ("status=blå", "velg blant rød, gul, grønn"),
        ("status>rød", "status=rød"),
        ("owner=Sjøforsvaret", "Helse Fjell RHF"),
        ("2021=mye", "ikke et tall"),
        ("owner>5", "har ikke tall"),
        ("rød", "skriv KOLONNE=VERDI"),
        ("2021>", "mangler en verdi"),
    ],
)
def test_what_cannot_be_understood_is_refused_with_what_can(table: Table, where: str, told: str) -> None:
    with pytest.raises(UsageError, match=told):
        read_where([where], table)


def test_no_condition_selects_all(table: Table) -> None:
    assert read_where([], table) == All()


def test_columns_are_fields_years_and_headings(table: Table) -> None:
    assert {"name", "owner", "2021", "Fase"} <= set(columns(table))


@pytest.mark.parametrize(
    ("written", "found"),
    [("2021-10", 1), ("oktober 2021", 1), ("2021", 2), ("8.10.2021", 1), ("2019", 0), (None, 2)],
)
def test_a_report_is_chosen_by_date(table: Table, written: str | None, found: int) -> None:
    assert len(reports_of(table, read_report(written))) == found


def test_a_report_that_is_no_date_is_refused() -> None:
    with pytest.raises(UsageError, match="2020-10"):
        read_report("i fjor en gang")
