"""Gold questions: those of the sample archive, and those of the development data where that is here.

The floors are what was reached when they were set; they are raised, never lowered.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from index.archive import Archive
from index.sync import SyncOptions, synchronise
from index.writer import Writer
from search.evaluation.answers import Judgement, evaluate
from search.evaluation.gold import read_gold

ROOT = Path(__file__).resolve().parents[2]
SAMPLE_FLOORS = {"case": 22, "records": 23, "passage": 32, "none": 32}
ARCHIVE_FLOORS = {"case": 6, "records": 6, "passage": 10, "none": 3}
MINUTES_FLOOR = 0.95


def judged(index: Path, gold: Path) -> list[Judgement]:
    archive = Archive(index)
    try:
        return list(evaluate(archive, read_gold(gold)))
    finally:
        archive.close()


def right(judgements: list[Judgement], kind: str) -> int:
    return sum(j.wrong is None for j in judgements if j.gold.kind == kind)


def shortfall(judgements: list[Judgement], kind: str) -> list[tuple[str, str | None]]:
    return [(j.gold.question, j.wrong) for j in judgements if j.wrong and j.gold.kind == kind]


@pytest.fixture(scope="module")
def sample(sample_index: Path) -> list[Judgement]:
    return judged(sample_index, ROOT / "corpus/gold/questions.jsonl")


@pytest.fixture(scope="module")
def archive(shared: Path, tmp_path_factory: pytest.TempPathFactory) -> list[Judgement]:
    index = tmp_path_factory.mktemp("arkiv") / "index"
    with Writer(index) as writer:
        synchronise(writer, [shared / "archive"], SyncOptions())
    return judged(index, shared / "eval/archive_questions/questions.jsonl")


@pytest.mark.parametrize("kind", SAMPLE_FLOORS)
def test_the_samples_questions_are_answered(sample: list[Judgement], kind: str) -> None:
    assert right(sample, kind) >= SAMPLE_FLOORS[kind], shortfall(sample, kind)


def test_no_answer_rests_on_a_false_quote(sample: list[Judgement]) -> None:
    assert not [j.gold.question for j in sample if j.wrong and "står ikke i" in j.wrong]


@pytest.mark.shared
@pytest.mark.parametrize("kind", ARCHIVE_FLOORS)
def test_the_development_archives_questions_are_answered(archive: list[Judgement], kind: str) -> None:
    assert right(archive, kind) >= ARCHIVE_FLOORS[kind], shortfall(archive, kind)


@pytest.fixture(scope="module")
def minutes(shared: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Archive]:
    index = tmp_path_factory.mktemp("protokoller") / "index"
    with Writer(index) as writer:
        synchronise(writer, [shared / "eval/sametinget_dev/text"], SyncOptions())
    opened = Archive(index)
    yield opened
    opened.close()


@pytest.mark.shared
@pytest.mark.slow
def test_decisions_in_scanned_minutes_are_found(shared: Path, minutes: Archive) -> None:
    from search.ask import ask

    lines = (shared / "eval/sametinget_dev/questions.jsonl").read_text("utf-8").splitlines()
    questions = [json.loads(line) for line in lines]
    found = sum(_quotes_the_decision(q, ask(minutes, q["question"]).citations) for q in questions)
    assert found >= MINUTES_FLOOR * len(questions)


def _quotes_the_decision(question: dict[str, Any], citations: Any) -> bool:
    """As `score_cases.py` judges it: from about its beginning, at least half of its first 1,000 characters."""
    start = question["decision_start"]
    end = min(question["decision_end"], start + 1000)
    return any(
        c.document == question["document"]
        and start - 600 <= c.start <= start + 200
        and min(c.end, end) - max(c.start, start) >= 0.5 * (end - start)
        for c in citations
    )
