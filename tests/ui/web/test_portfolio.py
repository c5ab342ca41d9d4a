"""Portefølje: rows filtered, over time and by owner, over the sample archive's three reports."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from corpus.texts import LANGUAGES, Texts, texts
from index.archive import Archive
from index.records import StoredRow
from ingest.tables import Row
from search.rows.table import Report, load, make_table
from ui.web.handlers.budget import budget, budgets
from ui.web.handlers.heat import courses, heat_maps, series
from ui.web.handlers.portfolio import NOTHING, RowFilter, choices, fitting, portfolio, report_name, rows_file
from ui.web.source import Source
from ui.web.tabs.portfolio import switches


@pytest.fixture(scope="module")
def archive(sample_index: Path) -> Iterator[Archive]:
    opened = Archive(sample_index)
    yield opened
    opened.close()


def stored(name: str, date: str, document: str | None = None, **fields: object) -> StoredRow:
    return StoredRow(document or f"{date}.txt", Row(0, 9, None, name=name, as_of=date, **fields))  # type: ignore[arg-type]


def reports(*rows: StoredRow) -> list[Report]:
    return list(make_table(rows).reports)


def names(html: str) -> list[str]:
    return re.findall(r'class="title">([^<]+)<', html)


# -- the table ------------------------------------------------------------------------------------


def test_every_row_of_every_report_is_listed_and_leads_to_its_place(
    sample: Source, archive: Archive, say: Texts
) -> None:
    html = str(portfolio(sample, RowFilter(), say))
    assert len(names(html)) == len(load(archive).rows) == 39
    assert html.count('data-view="portefolje"') == 39
    first = load(archive).rows[0].row
    assert f"fra={first.start}&amp;til={first.end}" in html


@pytest.mark.parametrize("written", ["ambulanse", "AMBULANSE journal", "106"])
def test_rows_are_found_as_one_types(sample: Source, archive: Archive, written: str) -> None:
    found = {s.row.name for s in fitting(load(archive), RowFilter(written))}
    assert found == {"Journal i ambulansebåt"}


def test_filters_narrow_the_rows_down(sample: Source, archive: Archive, say: Texts) -> None:
    offered, owners, statuses, _ = choices(sample, say)
    newest = offered[0][1]
    found = fitting(load(archive), RowFilter(report=newest, status="rød"))
    assert [s.row.name for s in found] == ["Journal i ambulansebåt"]
    owner = dict(owners)["Fjordmark IKT IKS"]
    assert {s.row.owner for s in fitting(load(archive), RowFilter(owner=owner))} == {"Fjordmark IKT IKS"}
    assert [word for word, _ in statuses] == ["rød", "gul", "grønn"]


def test_what_is_not_told_can_be_asked_for() -> None:
    table = make_table([stored("Fyr", "2023-01", status="rød"), stored("Lykt", "2023-01")])
    assert [s.row.name for s in fitting(table, RowFilter(status=NOTHING, owner=NOTHING))] == ["Lykt"]


def test_colours_carry_their_word_in_every_language(sample: Source) -> None:
    for language in LANGUAGES:
        html = str(portfolio(sample, RowFilter(), texts(language)))
        for name in ("red", "yellow", "green"):
            assert f'class="tone {name}">{texts(language)(f"ui.colour_{name}")}<' in html
        assert switches(texts(language)).count("checked") == 2


def test_many_rows_are_shown_a_page_at_a_time(sample: Source, say: Texts) -> None:
    html = str(portfolio(sample, RowFilter(), say, shown=10))
    assert len(names(html)) == 10 and 'data-more="110"' in html


def test_nothing_that_fits_and_no_rows_at_all_are_sentences(
    sample: Source, source: Source, say: Texts
) -> None:
    assert say("portfolio_tab.none") in portfolio(sample, RowFilter("finnes ikke"), say)
    assert portfolio(source, RowFilter(), say) == f'<p class="note">{say("portfolio_tab.empty")}</p>'


def test_without_an_index_the_tab_tells_how_to_make_one(tmp_path: Path, say: Texts) -> None:
    assert "/?fane=arkiv" in portfolio(Source(tmp_path), RowFilter(), say)


def test_the_downloads_hold_what_is_shown(sample: Source, say: Texts) -> None:
    wanted = RowFilter("fjord & <b>", status="rød")
    assert RowFilter.of({"finn": "fjord & <b>", "status": "rød"}) == wanted
    assert wanted.address("/x") == "/x?finn=fjord%20%26%20%3Cb%3E&status=r%C3%B8d"
    content = rows_file(sample, RowFilter(status="rød"), "csv", say).decode()
    read = list(csv.DictReader(io.StringIO(content, newline="")))
    assert len(read) > 1 and {line["status"] for line in read} == {"rød"}
    assert rows_file(sample, RowFilter(), "xlsx", say).startswith(b"PK")


# -- over time ------------------------------------------------------------------------------------


def test_a_project_is_followed_by_id_then_by_name() -> None:
    found = reports(
        stored("Felles fyrlykt", "2022-01", id=1, status="rød"),
        stored("Felles fyrlykt 2", "2023-01", id=1, status="gul"),
        stored("Tåkelur", "2022-01", status="gul"),
        stored("tåkelur", "2023-01", id=2, status="grønn"),
    )
    (group,) = series(found)
    assert [report.date for report in group] == ["2022-01", "2023-01"]
    assert [(course.name, sorted(course.rows)) for course in courses(group)] == [
        ("Felles fyrlykt 2", [0, 1]),
        ("tåkelur", [0, 1]),
    ]


def test_one_id_of_two_projects_is_two_projects() -> None:
    found = reports(stored("Losbåt", "2022-01", id=1), stored("Kai", "2022-01", id=2),
                    stored("Kai", "2023-01", id=1))  # fmt: skip
    (group,) = series(found)
    assert {c.name: sorted(c.rows) for c in courses(group)} == {"Kai": [0, 1], "Losbåt": [0]}


def test_every_row_stands_in_the_map_once(archive: Archive) -> None:
    for group in series(load(archive).reports):
        shown = [id(s) for course in courses(group) for s in course.rows.values()]
        assert sorted(shown) == sorted(id(s) for report in group for s in report.rows)


def test_portfolios_that_share_nothing_have_maps_of_their_own(say: Texts) -> None:
    found = make_table(
        [
            stored("Fyr", "2022-01", status="gul"),
            stored("Fyr", "2023-01"),
            stored("Skole", "2022-06", risk="rød"),
        ]
    )
    assert heat_maps(found, lambda _: True, say).count("<table") == 2


def test_a_map_says_what_is_absent_and_what_is_not_told(say: Texts) -> None:
    table = make_table(
        [
            stored("Fyr", "2022-01", status="gul"),
            stored("Fyr", "2023-01", risk="rød"),
            stored("Ny", "2023-01"),
        ]
    )
    html = str(heat_maps(table, lambda _: True, say))
    assert html.count(say("portfolio_tab.absent")) == 2  # heard, and when pointed at
    assert html.count(say("portfolio_tab.no_colour")) == 4
    assert 'class="tone yellow status">gul<' in html and 'class="tone red risk">rød<' in html


def test_without_colours_there_is_a_sentence(say: Texts) -> None:
    assert heat_maps(make_table([stored("Fyr", "2022-01")]), lambda _: True, say) == (
        f'<p class="hint">{say("portfolio_tab.heat_none")}</p>'
    )


# -- budgets --------------------------------------------------------------------------------------


def test_amounts_are_added_up_by_owner_and_year() -> None:
    found = budget(
        [
            stored("A", "2022", owner="Los AS", amounts=(("2022", 1.1), ("2023", 2)), unit="mill. kr"),
            stored("B", "2022", owner="los as", amounts=(("2022", 2.2),), unit="mill. kr"),
            stored("C", "2022", owner="Kai KF", amounts=(("2023", 9),), unit="mill. kr"),
            stored("D", "2022", owner="Kai KF"),
        ]
    )
    assert [(s.owner, s.projects) for s in found.shares] == [("Kai KF", 1), ("Los AS", 2)]
    assert found.shares[1].amounts == pytest.approx({"2022": 3.3, "2023": 2})
    assert found.unit == "mill. kr" and found.left_out == 1


def test_amounts_of_several_units_are_added_up_in_millions() -> None:
    found = budget(
        [
            stored("A", "2022", owner="Los", amounts=(("2022", 500),), unit="1000 kr"),
            stored("B", "2022", owner="Los", amounts=(("2022", 2_000_000),), unit="kr"),
            stored("C", "2022", owner="Los", amounts=(("2022", 7),)),
        ]
    )
    assert found.unit == "mill. kr" and found.left_out == 1
    assert found.shares[0].amounts == pytest.approx({"2022": 2.5})


def test_amounts_without_any_unit_are_added_up_as_they_are(say: Texts) -> None:
    rows = [stored("A", "2022", amounts=(("2022", 7),)), stored("B", "2022", amounts=(("2022", 5),))]
    assert budget(rows).shares[0].amounts == {"2022": 12}
    html = str(budgets(reports(*rows), lambda _: True, say))
    assert say("portfolio_tab.no_unit") in html and say("portfolio_tab.owner_not_told") in html


def test_no_amounts_are_a_sentence(say: Texts) -> None:
    html = budgets(reports(stored("A", "2022")), lambda _: True, say)
    assert html == f'<p class="hint">{say("portfolio_tab.budget_none")}</p>'


def test_the_budget_is_that_of_the_chosen_report(sample: Source, archive: Archive, say: Texts) -> None:
    newest, older = load(archive).reports[:2]
    assert "mill. kr)" in portfolio(sample, RowFilter(), say)
    html = str(portfolio(sample, RowFilter(report=report_name(older)), say))
    assert "1000 kr)" in html and report_name(newest) != report_name(older)


# -- text of documents ------------------------------------------------------------------------------


def test_markup_in_rows_stays_text(say: Texts) -> None:
    evil = "<img src=x onerror=alert(1)>"
    table = make_table(
        [
            stored(
                evil,
                "2022",
                document=f"{evil}.txt",
                owner=evil,
                status="rød",
                amounts=(("2022", 1),),
                unit=evil,
            )
        ]
    )
    shown = str(heat_maps(table, lambda _: True, say)) + str(budgets(table.reports, lambda _: True, say))
    assert "<img" not in shown and "&lt;img" in shown
