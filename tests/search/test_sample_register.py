"""The register of the sample archive equals its gold list, case by case and field by field."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from index.archive import Archive
from index.sync import SyncOptions, synchronise
from index.writer import Writer
from search.cases.register import as_json, every_case

ROOT = Path(__file__).resolve().parents[2]
FACTS = ("number", "meeting", "date", "title", "type", "presenter", "officer", "archive_number", "status")
GOLD = json.loads((ROOT / "corpus/gold/cases.json").read_text("utf-8"))


def fold(text: str) -> str:
    return " ".join(text.split())


def name(case: dict[str, Any]) -> str:
    return f"{case['number']} {case['body']}"


@pytest.fixture(scope="module")
def register(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, dict[str, Any]]]:
    index = tmp_path_factory.mktemp("sample") / "index"
    with Writer(index) as writer:
        synchronise(writer, [ROOT / "corpus/sample"], SyncOptions())
    archive = Archive(index)
    yield {name(case): case for case in (as_json(archive, c) for c in every_case(archive))}
    archive.close()


def test_the_same_cases_are_there(register: dict[str, dict[str, Any]]) -> None:
    assert sorted(register) == sorted(map(name, GOLD))


@pytest.mark.parametrize("gold", GOLD, ids=name)
def test_a_case_has_its_facts_its_proposal_and_its_decision(
    register: dict[str, dict[str, Any]], gold: dict[str, Any]
) -> None:
    case = register[name(gold)]
    assert {fact: case[fact] for fact in FACTS} == {fact: gold[fact] for fact in FACTS}
    for part in ("proposed", "decision"):
        if gold[part] is None:
            assert case[part] is None
            continue
        places = [gold[part], *gold["also"]]
        assert fold(case[part]["quote"]) == fold(gold[part]["quote"])
        assert (case[part]["document"], case[part]["page"]) in [(p["document"], p["page"]) for p in places]
