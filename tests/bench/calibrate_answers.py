"""Fit what tells an answer from none, and print the curve of wrong answers against refusals.

usage: python -m tests.bench.calibrate_answers INDEX QUESTIONS.jsonl [--every N] [--gold INDEX GOLD.jsonl ...] [--write]

INDEX and QUESTIONS are NorQuAD's (../shared/eval/README.md). Each question is asked twice: of the
archive, and of the archive without the question's document, where any answer is wrong. The weights
are fitted on these alone, cross-validated by document. A last row counts with the weights as they are
and all rules (`search.doubts`, `search.passages`), as an answer is given. Gold questions (`--gold`, of kinds
``passage`` and ``none``) are only counted.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np

from index.archive import Archive
from search.doubts import undoubted
from search.evidence import Evidence, find_evidence
from search.evidence.model import ANSWERING, answering, fitted, sureness
from search.evidence.types import words_of
from search.find import SearchOptions, rank, read_question
from search.passages import answers
from search.understand import understand
from tests.bench.train_evidence import DEEP, SHOWN, TARGET

THRESHOLDS = (0.0, 0.05, 0.1, 0.15, 0.17, 0.2, 0.25, 0.3, 0.4, 0.5, 0.6, 0.7)


def main() -> None:
    options = _arguments()
    asked = list(_norquad(Archive(options.index), options.questions, options.every))
    features = np.array([one.values for one in asked])
    right = np.array([one.right for one in asked])
    groups = np.array([one.document for one in asked])
    held = np.array([one.there for one in asked])
    print(curve(_cross_validated(features, right, groups), right, held))
    shown, good = (np.array([getattr(one, name) for one in asked]) for name in ("shown", "shown_right"))
    print(_row("with all rules", shown, good, held))
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
    lines += [_row(f"{least:.2f}", sure >= least, right, held) for least in THRESHOLDS]
    return "\n".join(lines)


def _row(name: str, shown: Any, right: Any, held: Any) -> str:
    refused, good = np.mean(~shown[held]), np.mean((shown & right)[held])
    return f"| {name} | {refused:.3f} | {good:.3f} | {1 - refused - good:.3f} | {np.mean(shown[~held]):.3f} |"


class Asked(NamedTuple):
    """A question's quotes. values: of `ANSWERING`; right: whether one holds the answer; there: whether any could.

    shown: whether the quotes are an answer by all rules; shown_right: whether one of those does.
    """

    document: str
    values: tuple[float, ...]
    right: bool
    there: bool
    shown: bool
    shown_right: bool


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
    """What is measured of each question, twice for each: with its document and without."""
    for line in path.read_text("utf-8").splitlines()[::every]:
        gold = json.loads(line)
        question = understand(read_question(gold["question"]))
        ranked = rank(archive, question.text, SearchOptions(limit=DEEP))
        others = [r for r in ranked if Path(r.passage.document).stem != gold["document"]]
        for found, there in ((ranked, True), (others, False)):
            if evidence := find_evidence(archive, question, found[:20])[:SHOWN]:
                sound = undoubted(archive, question, evidence)
                yield Asked(
                    gold["document"], answering(question, evidence), any(_holds(e, gold) for e in evidence),
                    there, answers(question, sound), any(_holds(e, gold) for e in sound),
                )  # fmt: skip


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
