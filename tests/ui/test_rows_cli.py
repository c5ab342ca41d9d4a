"""``saksok rows`` from end to end."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path
from typing import Any

import pytest

from index.sync import SyncOptions, synchronise
from index.writer import Writer
from ui.main import run

REPORT = (
    "Prosjektoversikt juni 2022\n\nStatus per 7. juni 2022. Beløp i mill. kr.\n\nTabell 1: Prosjektene\n\n"
    "ID\tProsjekt\tAnsvarlig virksomhet\tProsjektleder\tStatus\tRisiko\tBudsjett 2022\n"
    "1\tVeilys\tSol kommune\tÅse Bø\tRød\tGul\t12,5\n"
    "2\tSkolebuss\tSol kommune\tPer Vik\tGul\tRød\t3\n"
    "3\t=Vannverk\tVannlaget AS\tÅse Bø\tGrønn\tGrønn\t40\n"
)
FIELDS = [
    "document", "page", "start", "end", "quote", "issued", "as_of", "table", "id", "name", "owner", "lead", "status",
    "risk", "progress", "amounts", "unit", "cells",
]  # fmt: skip


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("rows")
    (folder / "oversikt.txt").write_text(REPORT, "utf-8")
    with Writer(folder / "index") as writer:
        synchronise(writer, [folder / "oversikt.txt"], SyncOptions(jobs=1))
    return folder / "index"


@pytest.fixture
def saksok(index: Path, capfdbinary: pytest.CaptureFixture[bytes]) -> Any:
    def call(*arguments: str) -> tuple[int, str, str]:
        status = run([*arguments, "--index", str(index)])
        out, err = capfdbinary.readouterr()
        return status, out.decode(), err.decode()

    return call


def test_json_has_the_fields_of_the_contract(saksok: Any) -> None:
    status, out, err = saksok("rows", "--json")
    rows = json.loads(out)["rows"]
    assert (status, err, len(rows)) == (0, "", 3)
    for row in rows:
        assert [key for key in row if key in FIELDS] == FIELDS
        assert REPORT[row["start"] : row["end"]] == row["quote"]
    first = rows[0]
    assert (first["id"], first["name"], first["owner"], first["lead"]) == (
        1,
        "Veilys",
        "Sol kommune",
        "Åse Bø",
    )
    assert (first["status"], first["risk"], first["amounts"], first["unit"]) == (
        "rød",
        "gul",
        {"2022": 12.5},
        "mill. kr",
    )
    assert (first["issued"], first["as_of"], first["page"]) == ("2022-06", "2022-06-07", None)
    assert first["cells"]["Ansvarlig virksomhet"] == "Sol kommune"


@pytest.mark.parametrize(
    ("arguments", "names"),
    [
        (["--where", "status=red"], ["Veilys"]),
        (["--where", "lead=Åse Bø", "--where", "2022>20"], ["=Vannverk"]),
        (["--where", "owner!=Sol kommune"], ["=Vannverk"]),
        (["--report", "2022-06", "--where", "risk=rød"], ["Skolebuss"]),
        (["--report", "7. juni 2022"], ["Veilys", "Skolebuss", "=Vannverk"]),
    ],
)
def test_rows_are_chosen(saksok: Any, arguments: list[str], names: list[str]) -> None:
    status, out, _ = saksok("rows", "--json", *arguments)
    assert status == 0
    assert [row["name"] for row in json.loads(out)["rows"]] == names


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["--where", "farge=rød"], "velg blant name"),
        (["--where", "status=lilla"], "rød, gul, grønn"),
        (["--where", "rød"], "KOLONNE=VERDI"),
        (["--report", "snart"], "2020-10"),
        (["--csv", "--json"], "--csv eller --json"),
    ],
)
def test_what_is_wrong_is_one_sentence(saksok: Any, arguments: list[str], told: str) -> None:
    status, out, err = saksok("rows", *arguments)
    assert (status, out, err.count("\n")) == (2, "", 1)
    assert told in err


@pytest.mark.parametrize(
    ("arguments", "told"),
    [(["--report", "2019"], "2022-06-07"), (["--where", "status=rød", "--where", "risk=rød"], "Ingen rader")],
)
def test_nothing_found_is_status_1_and_says_why(saksok: Any, arguments: list[str], told: str) -> None:
    status, out, err = saksok("rows", "--json", *arguments)
    assert (status, json.loads(out)) == (1, {"rows": []})
    assert told in err


def test_csv_is_read_back(saksok: Any) -> None:
    status, out, _ = saksok("rows", "--csv")
    rows = list(csv.DictReader(io.StringIO(out)))
    assert status == 0
    assert [(row["name"], row["2022"], row["cells.Status"]) for row in rows[:2]] == [
        ("Veilys", "12.5", "Rød"),
        ("Skolebuss", "3", "Gul"),
    ]
    assert rows[2]["name"] == "'=Vannverk", "no spreadsheet takes it for a formula"


def test_a_person_sees_a_table(saksok: Any) -> None:
    status, out, _ = saksok("rows", "--where", "status=rød")
    assert status == 0
    assert "2022-06-07 · oversikt.txt" in out and "Veilys" in out and "12,5" in out
    assert "Skolebuss" not in out


def test_ask_answers_from_the_rows(saksok: Any) -> None:
    status, out, _ = saksok("ask", "Hvilke prosjekter har rød risiko i juni 2022?", "--json")
    answer = json.loads(out)
    assert (status, answer["kind"]) == (0, "records")
    _, listed, _ = saksok("rows", "--json", "--where", "risk=rød")
    assert answer["records"] == json.loads(listed)["rows"]
