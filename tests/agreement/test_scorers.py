"""`saksok eval` judges as the scorers of the development data do, which know nothing of the program."""

from __future__ import annotations

import importlib.util
import json
import sys
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from index.archive import Archive
from index.sync import SyncOptions, synchronise
from index.writer import Writer
from search.ask import ask
from search.evaluation.answers import judge
from search.evaluation.gold import read_gold
from search.evaluation.retrieval import retrieve
from search.find import RankOptions, SearchOptions, search

pytestmark = pytest.mark.shared

DOCUMENTS = 40


@pytest.fixture(scope="module")
def scorers(shared: Path) -> Iterator[dict[str, ModuleType]]:
    names = ("score_answers", "score_search", "score_reading")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(sys, "dont_write_bytecode", True)
        for name in names:
            spec = importlib.util.spec_from_file_location(name, shared / "eval" / f"{name}.py")
            assert spec and spec.loader
            module = importlib.util.module_from_spec(spec)
            patch.setitem(sys.modules, name, module)
            spec.loader.exec_module(module)
        yield {name: sys.modules[name] for name in names}


@pytest.mark.filterwarnings("ignore:unclosed file:ResourceWarning")  # the scorer leaves closing to Python
def test_search_and_reading(
    shared: Path, scorers: dict[str, ModuleType], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    papers = tmp_path / "papers"
    papers.mkdir()
    lines = (shared / "eval/norquad_dev/documents.jsonl").read_text("utf-8").splitlines()[:DOCUMENTS]
    documents = {one["id"]: one["text"] for one in map(json.loads, lines)}
    for name, text in documents.items():
        (papers / f"{name}.txt").write_text(text, encoding="utf-8", newline="")
    path = tmp_path / "gold.jsonl"
    asked = [
        line
        for line in (shared / "eval/norquad_dev/questions.jsonl").read_text("utf-8").splitlines()
        if json.loads(line)["document"] in documents
    ][::2]
    path.write_text("\n".join(asked), encoding="utf-8")
    gold, raw = read_gold(path), [json.loads(line) for line in asked]
    archive = indexed(papers, tmp_path / "index")
    found = [one.rank for one in retrieve(archive, gold, RankOptions())]
    hits = [[asdict(h) for h in search(archive, g.question, SearchOptions(limit=100))] for g in gold]
    expected = [scorers["score_search"].first_right(q, h) for q, h in zip(raw, hits, strict=True)]
    assert found == expected
    answers = [ask(archive, one.question) for one in gold]
    written(tmp_path / "answers.jsonl", [asdict(answer) for answer in answers])
    share = scorers["score_reading"].main(path, tmp_path / "answers.jsonl", papers)
    capsys.readouterr()
    right = [judge(archive, g, a) is None for g, a in zip(gold, answers, strict=True)]
    assert sum(right) / len(right) == share and 0 < share < 1
    archive.close()


def test_answers(shared: Path, scorers: dict[str, ModuleType], tmp_path: Path) -> None:
    path = shared / "eval/archive_questions/questions.jsonl"
    raw = [json.loads(line) for line in path.read_text("utf-8").splitlines() if line.strip()]
    archive = indexed(shared / "archive", tmp_path / "index")
    gold = read_gold(path)
    answers = [ask(archive, one.question) for one in gold]
    # Also against the answers of other questions, which are mostly wrong.
    for shift in (0, 1, 2):
        moved = answers[shift:] + answers[:shift]
        for one, question, answer in zip(gold, raw, moved, strict=True):
            told = scorers["score_answers"].judge(
                question, json.loads(json.dumps(asdict(answer))), shared / "archive"
            )
            assert (judge(archive, one, answer) is None) == (told is None), (question, told)
    archive.close()


def indexed(papers: Path, place: Path) -> Archive:
    with Writer(place) as writer:
        synchronise(writer, [papers], SyncOptions())
    return Archive(place)


def written(path: Path, values: list[Any]) -> None:
    path.write_text("\n".join(json.dumps(value) for value in values), encoding="utf-8")
