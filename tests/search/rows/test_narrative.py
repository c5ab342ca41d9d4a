"""What sentences say of colours."""

from __future__ import annotations

from collections.abc import Iterator

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


def facts(statement: Statement) -> tuple[str, str, int | None, tuple[str, ...]]:
    return statement.field, statement.colour, statement.count, statement.names


SAYINGS: list[tuple[str, list[tuple[str, str, int | None, tuple[str, ...]]]]] = [
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
]
COUNTS = "Porteføljen består av 3 prosjekter. Ett nytt prosjekt er meldt inn. To prosjekter er avsluttet."


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Archive]:
    """A report for each text, each of its own day."""
    folder = tmp_path_factory.mktemp("narrative")
    for day, text in enumerate([*(text for text, _ in SAYINGS), COUNTS], 1):
        written = f"Rapport mai 2021\n\nPer {day}. mai 2021.\n\n{text}\n\nTabell 1\n\n{TABLE}"
        (folder / f"{day:02}.txt").write_text(written, "utf-8")
    with Writer(folder / "index") as writer:
        synchronise(writer, sorted(folder.glob("*.txt")), SyncOptions(jobs=1))
    archive = Archive(folder / "index")
    yield archive
    archive.close()


def report(archive: Archive, day: int) -> Report:
    return next(r for r in load(archive).reports if r.documents == (f"{day:02}.txt",))


@pytest.mark.parametrize("day", range(1, len(SAYINGS) + 1), ids=[text[:30] for text, _ in SAYINGS])
def test_a_sentence_says(archive: Archive, day: int) -> None:
    statements = find_statements(archive, report(archive, day))
    assert [facts(statement) for statement in statements] == SAYINGS[day - 1][1]


def test_counts_of_new_projects_and_of_the_whole_portfolio(archive: Archive) -> None:
    counted = report(archive, len(SAYINGS) + 1)
    assert [count for _, count in find_movements(archive, counted, arrived=True)] == [1]
    assert [count for _, count in find_movements(archive, counted, arrived=False)] == [2]
    assert [kind for kind, _ in find_totals(archive, counted)] == ["projects"]
