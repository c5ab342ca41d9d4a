"""Fit the weights of `search/evidence/weights.json` on NorQuAD's development half, cross-validated by document.

usage: python -m tests.bench.train_evidence INDEX QUESTIONS.jsonl [--write]

INDEX holds the unpacked documents (../shared/eval/README.md). A candidate is right where it is in
the gold document and covers the answer's first character. Each question is asked twice, the second
time of an archive without its document: so the chance tells "not there" from "there" as well.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

import numpy as np

from index.archive import Archive
from search.evidence.features import FEATURES
from search.evidence.gather import PASSAGES, candidates
from search.find import SearchOptions, rank, read_question
from search.needs import needs_of
from search.understand import understand

TARGET = Path(__file__).resolve().parents[2] / "search" / "evidence" / "weights.json"
DEEP = 40  # passages ranked, so that ten are left without the gold document's
PENALTY = 3e-3  # of the squared weights, of features with the spread 1
SHOWN = 3  # quotes that an answer shows at most


def main() -> None:
    archive = Archive(Path(sys.argv[1]))
    with open(sys.argv[2], encoding="utf-8") as file:  # noqa: PTH123
        questions = [json.loads(line) for line in file]
    features, right, groups, numbers = gather(archive, questions)
    report(features, right, groups, numbers, len(questions))
    if "--write" in sys.argv:
        intercept, fitted = fit(features, right, numbers)
        weights = {name: round(float(w), 3) for name, w in zip(FEATURES, fitted, strict=True)}
        content = json.loads(TARGET.read_text("utf-8")) | {
            "intercept": round(intercept, 3),
            "weights": weights,
        }
        TARGET.write_text(json.dumps(content, indent=2) + "\n", encoding="utf-8")
        print(json.dumps(content, indent=2))


def gather(archive: Archive, questions: list[dict[str, Any]]) -> tuple[Any, Any, Any, Any]:
    """Features, whether right, document and question (negative without the document) of each candidate."""
    features, right, groups, numbers = [], [], [], []
    for number, gold in enumerate(questions, 1):
        question = understand(read_question(gold["question"]))
        needs = needs_of(archive, archive.query_terms(question.text), question.asking)
        ranked = rank(archive, question.text, SearchOptions(limit=DEEP))
        others = [r for r in ranked if Path(r.passage.document).stem != gold["document"]]
        for sign, found in ((1, ranked[:PASSAGES]), (-1, others[:PASSAGES])):
            for candidate in candidates(archive, question, found, needs, needs):
                span = candidate.passage.sentences[candidate.sentence.place]
                features.append(candidate.values)
                right.append(
                    Path(candidate.passage.document).stem == gold["document"]
                    and span.start <= gold["answer_start"] < span.end
                )
                groups.append(gold["document"])
                numbers.append(sign * number)
    return np.array(features, np.float32), np.array(right), np.array(groups), np.array(numbers)


def fit(features: Any, right: Any, numbers: Any) -> tuple[float, Any]:
    """The intercept and each feature's weight.

    The weights order a question's candidates (a softmax over them); one factor and the intercept
    then make a chance of their sum, over all candidates, also those of questions without an answer.
    """
    from sklearn.linear_model import LogisticRegression

    order = _ordering(features, right, numbers)
    chance = LogisticRegression(C=1.0, max_iter=3000).fit((features @ order)[:, None], right)
    return float(chance.intercept_[0]), order * float(chance.coef_[0, 0])


def _ordering(features: Any, right: Any, numbers: Any) -> Any:
    from scipy.optimize import minimize

    answered = np.isin(numbers, np.unique(numbers[right]))
    rows, good = features[answered].astype(np.float64), right[answered]
    spread = rows.std(axis=0) + 1e-9
    rows = rows / spread
    _, starts, question = np.unique(numbers[answered], return_index=True, return_inverse=True)
    starts = np.sort(starts)  # candidates of a question stand together
    question = np.repeat(np.arange(len(starts)), np.diff([*starts, len(rows)]))

    def loss(weights: Any) -> tuple[float, Any]:
        values = rows @ weights
        mass = np.exp(values - np.maximum.reduceat(values, starts)[question])
        total, held = np.add.reduceat(mass, starts), np.add.reduceat(mass * good, starts)
        slope = (mass / total[question] - mass * good / held[question]) / len(starts)
        return float(
            np.log(total / held).mean() + PENALTY * weights @ weights
        ), slope @ rows + 2 * PENALTY * weights

    return minimize(loss, np.zeros(rows.shape[1]), jac=True, method="L-BFGS-B").x / spread


def report(features: Any, right: Any, groups: Any, numbers: Any, total: int) -> None:
    """How often a right sentence is among the first 1 and 3, on documents that were not trained on."""
    from sklearn.model_selection import GroupKFold

    first = three = 0
    for train, test in GroupKFold(5).split(features, right, groups):
        _, weights = fit(features[train], right[train], numbers[train])
        chance = features[test] @ weights
        here = numbers[test]
        for number in np.unique(here[here > 0]):
            mine = np.flatnonzero(here == number)
            best = mine[np.argsort(-chance[mine], kind="stable")][:SHOWN]
            first += bool(right[test][best[:1]].any())
            three += bool(right[test][best].any())
    possible = len(np.unique(numbers[right]))
    print(f"candidates {len(features)}, questions {total}, answer among them {possible / total:.3f}")
    print(f"right sentence first {first / total:.3f}, among the first {SHOWN} {three / total:.3f}")


if __name__ == "__main__":
    main()
