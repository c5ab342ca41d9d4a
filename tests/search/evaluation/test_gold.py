"""Gold files: what may stand in one, and which passages are right."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from corpus.errors import UsageError
from search.evaluation.gold import DECISION, READING, Place, read_gold, same_document


def written(folder: Path, *lines: dict[str, Any] | str) -> Path:
    path = folder / "gold.jsonl"
    shown = (line if isinstance(line, str) else json.dumps(line, ensure_ascii=False) for line in lines)
    path.write_text("\n".join(shown), encoding="utf-8")
    return path


def test_a_place_and_a_kind_each_make_a_gold_question(tmp_path: Path) -> None:
    path = written(
        tmp_path,
        {"question": "Hvor?", "document": "a", "answer_start": 7, "answer": "Hamar"},
        "",
        {"question": "Hva?", "document": "a.txt", "decision_start": 900, "decision_end": 5000},
        {"id": "q", "question": "Hvem?", "kind": "passage", "documents": ["a.txt"], "evidence": ["Kari  N"]},
        {"question": "Finnes ikke?", "kind": "none"},
    )
    reading, decision, passage, none = read_gold(path)
    assert (reading.id, reading.kind, reading.place) == ("1", READING, Place("a", 7, 8))
    assert (decision.kind, decision.place) == (DECISION, Place("a.txt", 900, 1900, before=600))
    assert passage.located and passage.found_in("a.txt", 0, 9, "møtte Kari\nN her")
    assert not passage.found_in("b.txt", 0, 9, "møtte Kari N her")
    assert not none.located


def test_a_passage_is_right_where_it_covers_the_place(tmp_path: Path) -> None:
    (gold,) = read_gold(written(tmp_path, {"question": "Hvor?", "document": "a", "answer_start": 7}))
    assert gold.found_in("mappe/a.txt", 0, 8, "")
    assert not gold.found_in("mappe/a.txt", 0, 7, "")
    assert not gold.found_in("mappe/b.txt", 0, 8, "")


def test_another_field_may_be_the_question(tmp_path: Path) -> None:
    path = written(tmp_path, {"question": "Hva?", "title": "Budsjett", "document": "a", "answer_start": 1})
    assert [one.question for one in read_gold(path, "title")] == ["Budsjett"]


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("{", ":2: skriv ett JSON-objekt"),
        ([1], ":2: skriv ett JSON-objekt"),
        ({"kind": "none"}, "«question» mangler"),
        ({"question": " ", "kind": "none"}, "«question» mangler"),
        ({"question": "Hva?"}, "oppgi «kind»"),
        ({"question": "Hva?", "kind": "annet"}, "oppgi «kind»"),
        ({"question": "Hva?", "kind": "reading"}, "stedet svaret står"),
        ({"question": "Hva?", "document": "a", "answer_start": "3"}, "er tall"),
        ({"question": "Hva?", "document": "a", "decision_start": 3}, "decision_end"),
        ({"question": "Hva?", "kind": "passage", "documents": [3]}, "«documents» skal være en liste"),
    ],
)
def test_what_is_no_gold_question_is_told_with_its_line(tmp_path: Path, line: Any, told: str) -> None:
    shown = line if isinstance(line, str) else json.dumps(line)
    with pytest.raises(UsageError, match=told):
        read_gold(written(tmp_path, {"question": "Hva?", "kind": "none"}, shown))


def test_no_file_and_an_empty_file(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="Kan ikke lese"):
        read_gold(tmp_path / "borte.jsonl")
    with pytest.raises(UsageError, match="ingen gullspørsmål"):
        read_gold(written(tmp_path, ""))


@pytest.mark.parametrize(("gold", "same"), [("2023/a.txt", True), ("a.txt", True), ("a", True), ("b", False)])
def test_names_of_documents(gold: str, same: bool) -> None:
    assert same_document("2023/a.txt", gold) is same
