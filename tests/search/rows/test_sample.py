"""The gold questions of the sample archive that rows answer, and those that they must leave alone."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from index.archive import Archive
from index.sync import SyncOptions, synchronise
from index.types import Filters
from index.writer import Writer
from search.rows.answer import answer_rows
from search.rows.table import load
from search.types import Answer, Searched
from search.understand import understand

ROOT = Path(__file__).resolve().parents[3]
GOLD = [json.loads(line) for line in (ROOT / "corpus/gold/questions.jsonl").read_text("utf-8").splitlines()]
RECORDS = [gold for gold in GOLD if gold["kind"] == "records"]
OTHERS = [gold for gold in GOLD if gold["kind"] != "records"]


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Archive]:
    place = tmp_path_factory.mktemp("sample")
    reports = sorted((ROOT / "corpus/sample").glob("Portef*.pdf"))
    with Writer(place) as writer:
        synchronise(writer, reports, SyncOptions(jobs=1))
    archive = Archive(place)
    yield archive
    archive.close()


def found(archive: Archive, question: str) -> Answer | None:
    return answer_rows(archive, understand(question), Filters(), Searched(3, ()))


@pytest.mark.parametrize("gold", RECORDS, ids=lambda gold: gold["id"])
def test_records(sample: Archive, gold: dict[str, Any]) -> None:
    answer = found(sample, gold["question"])
    assert answer is not None and answer.answered
    assert sorted({record["name"] for record in answer.records}) == sorted(gold["records"])
    assert set(gold["documents"]) <= {citation.document for citation in answer.citations}
    assert not gold.get("answer") or any(text in answer.text for text in gold["answer"])
    quotes = [" ".join(citation.quote.split()) for citation in answer.citations]
    assert not gold.get("evidence") or any(
        evidence in quote for evidence in gold["evidence"] for quote in quotes
    )


@pytest.mark.parametrize("gold", OTHERS, ids=lambda gold: gold["id"])
def test_other_questions_are_left_alone_or_refused(sample: Archive, gold: dict[str, Any]) -> None:
    answer = found(sample, gold["question"])
    assert answer is None or (not answer.answered and gold["kind"] == "none")


def test_rows_are_the_registers(sample: Archive) -> None:
    gold = {
        t["document"]: t for t in _tables(json.loads((ROOT / "corpus/gold/rows.json").read_text("utf-8")))
    }
    for report in load(sample).reports:
        table = gold[report.documents[0]]
        assert (report.issued, report.as_of) == (table["issued"], table["as_of"])
        assert [stored.row.name for stored in report.rows] == [row["name"] for row in table["rows"]]


def _tables(value: Any) -> list[dict[str, Any]]:
    return value if isinstance(value, list) else next(v for v in value.values() if isinstance(v, list))
