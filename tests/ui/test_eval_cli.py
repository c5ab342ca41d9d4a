"""``saksok eval`` on a small archive: the table, what was missed, comparisons, and wrong use."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import PAPERS
from ui.main import run

REPORT = PAPERS["2023/rapport.txt"]


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    from tests.conftest import write_papers

    place = tmp_path_factory.mktemp("eval")
    papers = write_papers(place / "papers")
    assert run(["index", str(papers), "--index", str(place / "i")]) == 0
    assert run(["index", str(papers / "2023"), "--index", str(place / "other")]) == 0
    gold = [
        {"id": "g1", "question": "Når ble ordningen med budsjettforslag innført?", "document": "rapport",
         "answer_start": REPORT.index("2021"), "title": "budsjettforslag"},
        {"id": "g2", "question": "Hvor ble arkivet flyttet?", "kind": "passage", "documents": ["notat.md"],
         "evidence": ["flyttet til  Hamar"], "answer": ["Hamar"], "title": "arkivet"},
        {"id": "g3", "question": "Hvem er statsminister i Danmark?", "kind": "none", "title": "Danmark"},
        {"id": "g4", "question": "Hva heter ordningen?", "document": "borte.txt", "answer_start": 1, "title": "x"},
    ]  # fmt: skip
    (place / "gold.jsonl").write_text("\n".join(json.dumps(line) for line in gold), encoding="utf-8")
    return place


def evaluated(place: Path, capsys: pytest.CaptureFixture[str], *more: str) -> tuple[int, dict[str, Any]]:
    arguments = ["eval", str(place / "gold.jsonl"), "--index", str(place / "i"), "--json", *more]
    status = run(arguments)
    return status, json.loads(capsys.readouterr().out)


def test_what_is_found_and_missed_is_told_for_each_question(
    place: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    status, result = evaluated(place, capsys)
    assert status == 1
    assert (result["questions"], result["located"], result["right"]) == (4, 3, 3)
    assert [one["id"] for one in result["wrong"]] == ["g4"]
    first, second, third, fourth = result["each"]
    assert first["ranks"] == [1] and second["ranks"] == [1] and fourth["ranks"] == [None]
    assert first["best"][0] == "2023/rapport.txt"
    assert second["cited"][0][0] == "notat.md"
    assert "ranks" not in third and third["right"] == [True]
    (whole,) = result["settings"]
    assert whole["retrieval"]["R@10"] == pytest.approx(2 / 3, abs=1e-4)
    assert whole["answers"] == 0.75


def test_ablations_and_another_index_stand_in_one_table(
    place: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    more = ("--without", "each", "--against", str(place / "other"), "--only", "search")
    status, result = evaluated(place, capsys, *more, "--markdown", str(place / "r.md"))
    assert status == 0
    names = [setting["without"] for setting in result["settings"]]
    assert names[0] == [] and ["dense"] in names
    other = result["settings"][-1]
    assert other["index"] == str(place / "other")
    assert other["difference"]["nDCG@10"]["worse"] == 1  # it lacks the note
    assert {len(one["ranks"]) for one in result["each"] if "ranks" in one} == {len(names)}
    table = (place / "r.md").read_text("utf-8")
    assert "| uten dense" in table and "nDCG@10" in table and result["commit"] in table
    assert "g4: Hva heter ordningen? – ikke blant de 100 første" in table


def test_the_table_is_shown_to_a_person_in_their_language(
    place: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SAKSOK_LANGUAGE", "en")
    assert run(["eval", str(place / "gold.jsonl"), "--index", str(place / "i")]) == 1
    shown = capsys.readouterr().out
    assert "| whole" in shown and "3 of 4 right" in shown


def test_another_field_is_asked_by(place: Path, capsys: pytest.CaptureFixture[str]) -> None:
    _, result = evaluated(place, capsys, "--only", "search", "--field", "title")
    assert [one["question"] for one in result["each"]][:2] == ["budsjettforslag", "arkivet"]


@pytest.mark.parametrize(
    ("more", "told"),
    [
        (["--without", "magi"], "«magi» er ingen del"),
        (["--field", "tekst"], "gold.jsonl:1: «tekst» mangler"),
        (["--against", "/no/such/index"], "saksok index"),
        (["--only", "alt"], "--only"),
    ],
)
def test_wrong_use_is_one_sentence(
    place: Path, capsys: pytest.CaptureFixture[str], more: list[str], told: str
) -> None:
    assert run(["eval", str(place / "gold.jsonl"), "--index", str(place / "i"), *more]) == 2
    error = capsys.readouterr().err
    assert told in error and error.count("\n") == 1


def test_nothing_to_search_for_is_told(place: Path, capsys: pytest.CaptureFixture[str]) -> None:
    gold = place / "none.jsonl"
    gold.write_text('{"question": "Hvem?", "kind": "none"}', encoding="utf-8")
    assert run(["eval", str(gold), "--only", "search", "--index", str(place / "i")]) == 2
    assert "sier ikke hvor svarene står" in capsys.readouterr().err


def test_rows_of_tables_are_measured_too(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    lines = ["ID\tProsjekt\tEier\tStatus", "7\tFyrnett\tHavneetaten\tgul", "8\tKaia\tHavneetaten\trød"]
    paper = "\n".join(["Vedlegg 1 Prosjekter per 1. mars 2024", "", *lines, ""])
    (tmp_path / "plan.txt").write_text(paper, encoding="utf-8")
    place = ["--index", str(tmp_path / "i")]
    assert run(["index", str(tmp_path / "plan.txt"), *place]) == 0
    row = {"id": 7, "name": "Fyrnett", "owner": "Havneetaten", "status": "gul"}
    wrong = {**row, "id": 8, "name": "Kaia"}
    gold = tmp_path / "rows.json"
    gold.write_text(json.dumps([{"document": "plan.txt", "rows": [row, wrong]}]), encoding="utf-8")
    capsys.readouterr()
    assert run(["eval", str(gold), "--json", *place]) == 1
    result = json.loads(capsys.readouterr().out)
    assert (result["rows"], result["right"], result["others"]) == (2, 1, 1)
    assert result["documents"][0]["wrong"] == ["Kaia"]
    assert run(["eval", str(gold), *place]) == 1
    assert "| plan.txt | 2 | 1 | 1 |" in capsys.readouterr().out
    gold.write_text("[{}]", encoding="utf-8")
    assert run(["eval", str(gold), *place]) == 2
    assert "liste med tabeller" in capsys.readouterr().err
