"""The register of the sample archive equals its gold list, case by case and field by field."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from index.archive import Archive
from ingest.meeting.matters import matters
from search.cases.register import as_json, every_case, matter

ROOT = Path(__file__).resolve().parents[2]
FACTS = ("number", "meeting", "date", "title", "type", "presenter", "officer", "archive_number", "status")
GOLD = json.loads((ROOT / "corpus/gold/cases.json").read_text("utf-8"))


def fold(text: str) -> str:
    return " ".join(text.split())


def name(case: dict[str, Any]) -> str:
    return f"{case['number']} {case['body']}"


@pytest.fixture(scope="module")
def archive(sample_index: Path) -> Iterator[Archive]:
    opened = Archive(sample_index)
    yield opened
    opened.close()


@pytest.fixture(scope="module")
def register(archive: Archive) -> dict[str, dict[str, Any]]:
    return {name(case): case for case in (as_json(archive, c) for c in every_case(archive))}


def test_a_matter_looked_up_is_the_matter_that_the_whole_register_gives(archive: Archive) -> None:
    groups = matters([c.case for c in every_case(archive)])
    whole = {case.key: group for group in groups for case in group}
    assert whole
    for candidate in every_case(archive):
        assert matter(archive, candidate) == whole.get(candidate.case.key, ())


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
