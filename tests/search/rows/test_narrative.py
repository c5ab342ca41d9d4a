"""What sentences say of colours."""

from __future__ import annotations

from pathlib import Path

import pytest

from index.archive import Archive
from index.sync import SyncOptions, synchronise
from index.writer import Writer
from search.rows.narrative import Statement, find_movements, find_statements, find_totals
from search.rows.table import Report, load

TABLE = (
    "ID\tProsjekt\tAnsvarlig virksomhet\tStatus\tRisiko\n1\tVeilys\tSol kommune\tRød\tGul\n"
    "2\tSkolebuss\tSol kommune\tGul\tRød\n3\tVannverk\tVannlaget AS\tGrønn\tRød\n"
)


def read(folder: Path, text: str) -> tuple[Archive, Report]:
    (folder / "rapport.txt").write_text(
        f"Rapport mai 2021\n\nPer 3. mai 2021.\n\n{text}\n\nTabell 1\n\n{TABLE}", "utf-8"
    )
    with Writer(folder / "index") as writer:
        synchronise(writer, [folder / "rapport.txt"], SyncOptions(jobs=1))
    archive = Archive(folder / "index")
    (report,) = load(archive).reports
    return archive, report


def facts(statement: Statement) -> tuple[str, str, int | None, tuple[str, ...]]:
    return statement.field, statement.colour, statement.count, statement.names


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("To prosjekter har rød risiko.", [("risk", "rød", 2, ())]),
        (
            "Ett prosjekt har grønn status, ett har gul og ett har rød.",
            [("status", "grønn", 1, ()), ("status", "gul", 1, ()), ("status", "rød", 1, ())],
        ),
        ("Veilys har gått fra gul til rød status.", [("status", "rød", None, ("veilys",))]),
        (
            "Vannverk er vurdert til gul risiko, siden grunnen er fast.",
            [("risk", "gul", None, ("vannverk",))],
        ),
        (
            "To prosjekter har rød risiko: Skolebuss og Vannverk.",
            [("risk", "rød", 2, ("skolebuss", "vannverk"))],
        ),
        (
            "Vi har to prosjekter med rød risiko:\n\n- Skolebuss (Sol kommune)\nDet mangler sjåfører.\n"
            "- Vannverk\nGrunnen er løs.",
            [("risk", "rød", 2, ("skolebuss", "vannverk"))],
        ),
        ("60 % av prosjektene har gul status.", []),
        ("Ingen kan si om rød status er rett.", []),
        ("Veilys har ikke rød status.", []),
        ("To prosjekter hadde rød risiko i januar 2019.", []),
        ("Bussen er rød.", []),
        ("Kva prosjekt som har raud risiko, er uklart.", []),
    ],
)
def test_a_sentence_says(
    tmp_path: Path, text: str, expected: list[tuple[str, str, int | None, tuple[str, ...]]]
) -> None:
    archive, report = read(tmp_path, text)
    assert [facts(statement) for statement in find_statements(archive, report)] == expected
    archive.close()


def test_counts_of_new_projects_and_of_the_whole_portfolio(tmp_path: Path) -> None:
    archive, report = read(
        tmp_path,
        "Porteføljen består av 3 prosjekter. Ett nytt prosjekt er meldt inn. To prosjekter er avsluttet.",
    )
    assert [count for _, count in find_movements(archive, report, arrived=True)] == [1]
    assert [count for _, count in find_movements(archive, report, arrived=False)] == [2]
    assert [kind for kind, _ in find_totals(archive, report)] == ["projects"]
    archive.close()
