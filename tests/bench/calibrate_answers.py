"""Fit what tells an answer from none, and print the curve of wrong answers against refusals.

usage: python -m tests.bench.calibrate_answers INDEX QUESTIONS.jsonl [--every N] [--gold INDEX GOLD.jsonl ...] [--write]

INDEX and QUESTIONS are NorQuAD's (../shared/eval/README.md). Each question is asked twice: of the
archive, and of the archive without the question's document, where any answer is wrong. The weights
are fitted on these alone, cross-validated by document; gold questions (`--gold`, of kinds
``passage`` and ``none``) are only counted.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np

from index.archive import Archive
from search.evidence import Evidence, find_evidence
from search.evidence.model import ANSWERING, answering, fitted, sureness
from search.evidence.types import words_of
from search.find import SearchOptions, rank, read_question
from search.understand import understand
from tests.bench.train_evidence import DEEP, SHOWN, TARGET

THRESHOLDS = (0.0, 0.05, 0.1, 0.15, 0.17, 0.2, 0.25, 0.3, 0.4, 0.5, 0.6, 0.7)


def main() -> None:
    options = _arguments()
    asked = list(_norquad(Archive(options.index), options.questions, options.every))
    features = np.array([values for _, values, _, _ in asked])
    right = np.array([ok for _, _, ok, _ in asked])
    groups = np.array([document for document, _, _, _ in asked])
    held = np.array([there for _, _, _, there in asked])
    print(curve(_cross_validated(features, right, groups), right, held))
    if options.write:
        model = _fit(features, right)
        weights = {name: round(float(w), 3) for name, w in zip(ANSWERING, model.coef_[0], strict=True)}
        content = json.loads(TARGET.read_text("utf-8"))
        content["answered"] = {"intercept": round(float(model.intercept_[0]), 3), "weights": weights}
        TARGET.write_text(json.dumps(content, indent=2) + "\n", encoding="utf-8")
        fitted.cache_clear()
        print(json.dumps(content["answered"], indent=2))
    for index, gold in options.gold:
        found = list(_gold(Archive(Path(index)), gold))
        print(f"\n{gold}")
        print(curve(
            np.array([sure for sure, _, _ in found]), np.array([ok for _, ok, _ in found]),
            np.array([there for _, _, there in found]),
        ))  # fmt: skip


def curve(sure: Any, right: Any, held: Any) -> str:
    """A table in Markdown: at each threshold what is refused, and how often what is answered is wrong.

    sure, right, held: of each question the chance that it is answered, whether one of its quotes
    holds the answer, and whether the archive holds it.
    """
    lines = [
        "| sure | refused, answer there | right | wrong | answered, no answer there |",
        "|---|---|---|---|---|",
    ]
    for threshold in THRESHOLDS:
        shown = sure >= threshold
        refused, good = np.mean(~shown[held]), np.mean((shown & right)[held])
        lines.append(
            f"| {threshold:.2f} | {refused:.3f} | {good:.3f} | {1 - refused - good:.3f} | {np.mean(shown[~held]):.3f} |"
        )
    return "\n".join(lines)


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("index", type=Path)
    parser.add_argument("questions", type=Path)
    parser.add_argument("--every", type=int, default=1, help="take every n-th question")
    parser.add_argument("--gold", nargs=2, action="append", default=[], metavar=("INDEX", "GOLD"))
    parser.add_argument("--write", action="store_true")
    return parser.parse_args()


def _norquad(archive: Archive, path: Path, every: int) -> Any:
    """Document, `ANSWERING`, whether a quote is right, whether the document was there; twice for each question."""
    for line in path.read_text("utf-8").splitlines()[::every]:
        gold = json.loads(line)
        question = understand(read_question(gold["question"]))
        ranked = rank(archive, question.text, SearchOptions(limit=DEEP))
        others = [r for r in ranked if Path(r.passage.document).stem != gold["document"]]
        for found, there in ((ranked, True), (others, False)):
            if evidence := find_evidence(archive, question, found[:20])[:SHOWN]:
                values = answering(question, evidence)
                yield gold["document"], values, any(_holds(e, gold) for e in evidence), there


def _holds(evidence: Evidence, gold: dict[str, Any]) -> bool:
    here = Path(evidence.passage.document).stem == gold["document"]
    return here and evidence.cited.start <= gold["answer_start"] < evidence.cited.end


def _gold(archive: Archive, path: str) -> Any:
    """How sure, whether a quote holds the evidence, whether there is an answer, of each question of running text."""
    for line in Path(path).read_text("utf-8").splitlines():
        gold = json.loads(line)
        if gold["kind"] not in ("passage", "none"):
            continue
        question = understand(read_question(gold["question"]))
        ranked = rank(archive, question.text, SearchOptions(limit=20))
        if evidence := find_evidence(archive, question, ranked)[:SHOWN]:
            yield sureness(question, evidence), _has(evidence, gold), gold["kind"] == "passage"


def _has(evidence: Sequence[Evidence], gold: dict[str, Any]) -> bool:
    there = [e for e in evidence if e.passage.document in gold["documents"]]
    quotes = [" ".join(words_of(e.passage, e.cited).split()) for e in there]
    return any(" ".join(words.split()) in quote for words in gold.get("evidence", ()) for quote in quotes)


def _fit(features: Any, right: Any) -> Any:
    from sklearn.linear_model import LogisticRegression

    return LogisticRegression(C=1.0, max_iter=3000).fit(features, right)


def _cross_validated(features: Any, right: Any, groups: Any) -> Any:
    from sklearn.model_selection import GroupKFold

    sure = np.zeros(len(right))
    for train, test in GroupKFold(5).split(features, right, groups):
        sure[test] = _fit(features[train], right[train]).predict_proba(features[test])[:, 1]
    return sure


if __name__ == "__main__":
    main()
