"""Fit the weights of `search/rerank.json`, cross-validated by document.

usage: python -m tests.bench.train_reranker INDEX GOLD.jsonl FIELD WEIGHT [INDEX GOLD.jsonl FIELD WEIGHT ...] [--write]

Each INDEX holds the documents of GOLD, whose questions are asked by FIELD (``question``, ``title``) and each count
WEIGHT. The loss is that of a softmax over a question's candidates: the chance that a right passage is drawn. Questions
about one document are all trained on, or all tested on.
"""

from __future__ import annotations

import json
import math
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from zlib import crc32

import numpy as np

from index.archive import Archive
from search.evaluation.gold import read_gold
from search.features import FEATURES
from search.find import SearchOptions, fused, read_question
from search.rerank import RERANKED, described

TARGET = Path(__file__).resolve().parents[2] / "search" / "rerank.json"
FOLDS = 5
PENALTY = 1e-3  # of the squared weights, of features with the spread 1


@dataclass(frozen=True)
class Example:
    """A question's candidates in the fusion's order: features, which are right; and its document and weight."""

    features: Any
    right: Any
    document: str
    weight: float


def main() -> None:
    given = [argument for argument in sys.argv[1:] if argument != "--write"]
    sets = {}
    for at in range(0, len(given), 4):
        index, gold, field, weight = given[at : at + 4]
        sets[gold] = list(examples(Path(index), Path(gold), field, float(weight)))
    report(sets)
    if "--write" in sys.argv:
        chosen = fit([one for some in sets.values() for one in some])
        content = {"weights": {n: round(float(w), 3) for n, w in zip(FEATURES, chosen, strict=True)}}
        TARGET.write_text(json.dumps(content, indent=2) + "\n", encoding="utf-8")
        print(TARGET.read_text("utf-8"))


def examples(index: Path, gold: Path, field: str, weight: float) -> Iterator[Example]:
    archive = Archive(index)
    for one in read_gold(gold, field):
        if not one.located:
            continue
        question = read_question(one.question)
        ranked, scores = fused(archive, question, SearchOptions())
        first = ranked[:RERANKED]
        passages = [place.passage for place in first]
        right = [one.found_in(p.document, p.start, p.end, p.text) for p in passages]
        document = one.place.document if one.place else one.documents[0]
        if first:
            yield Example(described(archive, question, first, scores), np.array(right), document, weight)


def fit(given: Sequence[Example]) -> Any:
    """The weight of each feature."""
    from scipy.optimize import minimize

    useful = [one for one in given if one.right.any() and not one.right.all()]
    rows = np.vstack([one.features for one in useful])
    spread = rows.std(axis=0) + 1e-9
    rows = (rows - rows.mean(axis=0)) / spread
    right = np.concatenate([one.right for one in useful])
    lengths = [len(one.right) for one in useful]
    starts = np.cumsum([0, *lengths[:-1]])
    question = np.repeat(np.arange(len(useful)), lengths)
    share = np.array([one.weight for one in useful])
    share = share / share.sum()

    def loss(weights: Any) -> tuple[float, Any]:
        values = rows @ weights
        mass = np.exp(values - np.maximum.reduceat(values, starts)[question])
        total, good = np.add.reduceat(mass, starts), np.add.reduceat(mass * right, starts)
        slope = (mass / total[question] - mass * right / good[question]) * share[question]
        penalty = PENALTY * weights @ weights
        return float(-share @ np.log(good / total) + penalty), slope @ rows + 2 * PENALTY * weights

    return minimize(loss, np.zeros(len(FEATURES)), jac=True, method="L-BFGS-B").x / spread


def report(sets: dict[str, list[Example]]) -> None:
    """nDCG@10 and recall@10 of each set: by the fusion, then on documents that were not trained on."""
    before = {name: mean(gains(some, None)) for name, some in sets.items()}
    after: dict[str, list[tuple[float, float]]] = {name: [] for name in sets}
    for fold in range(FOLDS):
        chosen = fit([one for some in sets.values() for one in some if fold_of(one) != fold])
        for name, some in sets.items():
            after[name] += gains([one for one in some if fold_of(one) == fold], chosen)
    for name, some in sets.items():
        (ndcg, recall), (new_ndcg, new_recall) = before[name], mean(after[name])
        print(
            f"{name} ({len(some)} questions): nDCG@10 {ndcg:.3f} -> {new_ndcg:.3f}, "
            f"recall@10 {recall:.3f} -> {new_recall:.3f}"
        )


def fold_of(one: Example) -> int:
    return crc32(one.document.encode()) % FOLDS


def gains(some: Sequence[Example], weights: Any) -> list[tuple[float, float]]:
    """The nDCG@10 and recall@10 of each question; weights: None for the fusion's order."""
    found = []
    for one in some:
        order = (
            range(len(one.right)) if weights is None else np.argsort(-(one.features @ weights), kind="stable")
        )
        rank = next((rank for rank, place in enumerate(order, 1) if one.right[place]), 11)
        found.append((1 / math.log2(rank + 1), 1.0) if rank <= 10 else (0.0, 0.0))
    return found


def mean(values: Sequence[tuple[float, float]]) -> tuple[float, float]:
    ndcg, recall = zip(*values, strict=True)
    return sum(ndcg) / len(ndcg), sum(recall) / len(recall)


if __name__ == "__main__":
    main()
