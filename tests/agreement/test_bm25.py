"""The lexical index against other implementations of BM25, on the same tokens of the same passages."""

from __future__ import annotations

import json
import math
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from index.language import Analyser, Terms
from index.lexical import Lexical
from index.types import About
from ingest.pipeline import digest

ROOT = Path(__file__).resolve().parents[2]
K1, B = 1.2, 0.75  # tantivy's own, fixed
TOP = 10


@dataclass(frozen=True)
class Collection:
    """Passages and questions as lists of keys."""

    passages: list[list[str]]
    questions: list[list[str]]


def collection(papers: list[Path], asked: list[str]) -> Collection:
    analyser = Analyser.open()
    passages = []
    for paper in papers:
        read = digest(paper, paper.name, "x")
        passages += [analyser.index_terms(read.document.text[p.start : p.end]).stem for p in read.passages]
    questions = [list(dict.fromkeys(analyser.index_terms(text).stem)) for text in asked]
    return Collection([p for p in passages if p], [q for q in questions if q])


def questions(path: Path, count: int | None = None) -> list[str]:
    lines = path.read_text("utf-8").splitlines()[:count]
    return [json.loads(line)["question"] for line in lines]


@pytest.fixture(scope="module")
def sample() -> Collection:
    """The sample archive with its gold questions, and its cases' titles."""
    cases = json.loads((ROOT / "corpus/gold/cases.json").read_text("utf-8"))
    titles = [case["title"] for case in cases]
    papers = [path for path in sorted((ROOT / "corpus/sample").iterdir()) if "skannet" not in path.name]
    return collection(papers, questions(ROOT / "corpus/gold/questions.jsonl") + titles)


@pytest.fixture(scope="module")
def norquad(shared: Path, tmp_path_factory: pytest.TempPathFactory) -> Collection:
    folder = tmp_path_factory.mktemp("norquad")
    for line in (shared / "eval/norquad_dev/documents.jsonl").read_text("utf-8").splitlines():
        document = json.loads(line)
        (folder / f"{document['id']}.txt").write_text(document["text"], encoding="utf-8")
    asked = questions(shared / "eval/norquad_dev/questions.jsonl")[::11]
    return collection(sorted(folder.iterdir()), asked)


def lucene(collection: Collection) -> Iterator[NDArray[np.float32]]:
    """The scores of exact Lucene BM25 by bm25s for each question."""
    import bm25s

    reference = bm25s.BM25(method="lucene", k1=K1, b=B)
    reference.index(collection.passages, show_progress=False)
    known = {key for passage in collection.passages for key in passage}
    for question in collection.questions:
        asked = [key for key in question if key in known]
        yield reference.get_scores(asked) if asked else np.zeros(len(collection.passages), np.float32)


def ours(collection: Collection, folder: Path) -> Iterator[list[tuple[int, float]]]:
    lexical = Lexical(folder)
    for number, passage in enumerate(collection.passages):
        lexical.add(About(number, 1, 1), Terms(passage, passage), Terms([], []))
    lexical.commit()
    for question in collection.questions:
        yield lexical.search("stem", dict.fromkeys(question, 1.0), TOP)
    lexical.close()


def overlap(collection: Collection, folder: Path) -> float:
    """How many of the first ten are among the first ten of exact BM25, on average.

    A passage that scores as much as the tenth counts as among them: which of equals comes first means nothing. Where
    fewer than ten hold a word of the question, the share of those is taken.
    """
    found = []
    for scores, hits in zip(lucene(collection), ours(collection, folder), strict=True):
        possible = min(TOP, int((scores > 0).sum()))
        if possible:
            least = np.sort(scores)[-possible]
            shared = sum(scores[number] >= least - 1e-6 for number, _ in hits)
            found.append(TOP * shared / possible)
    assert len(found) >= 100
    return float(np.mean(found))


def test_nine_of_the_first_ten_are_those_of_exact_bm25(sample: Collection, tmp_path: Path) -> None:
    assert overlap(sample, tmp_path) >= 9


@pytest.mark.shared
def test_nine_of_the_first_ten_on_other_text_too(norquad: Collection, tmp_path: Path) -> None:
    assert overlap(norquad, tmp_path) >= 9


def test_what_is_left_is_the_rounding_of_lengths(sample: Collection, tmp_path: Path) -> None:
    """tantivy keeps a passage's length in one byte: with lengths rounded so, the scores are the formula's.

    Its steps are those of Lucene's SmallFloat: exact up to 40, then some eight steps for each doubling.
    """
    lengths = [len(passage) for passage in sample.passages]
    average = sum(lengths) / len(lengths)
    counts = {key: sum(key in passage for passage in sample.passages) for q in sample.questions for key in q}
    for question, hits in zip(sample.questions, ours(sample, tmp_path), strict=True):
        for number, score in hits:
            passage = sample.passages[number]
            norm = K1 * (1 - B + B * rounded(lengths[number]) / average)
            expected = sum(
                idf_lucene(len(lengths), counts[key])
                * passage.count(key)
                * (K1 + 1)
                / (passage.count(key) + norm)
                for key in question
                if counts[key]
            )
            assert score == pytest.approx(expected, rel=1e-3)


def rounded(length: int) -> int:
    """The greatest number of at most `length` that a byte stands for: 40 exact ones, then four significant bits."""
    if length < 40:
        return length
    step = 1 << max((length - 24).bit_length() - 4, 0)
    return 24 + (length - 24) // step * step


def idf_lucene(passages: int, holding: int) -> float:
    return math.log(1 + (passages - holding + 0.5) / (holding + 0.5))


def test_rank_bm25_differs_in_its_idf_alone(sample: Collection) -> None:
    """rank-bm25 has Robertson's idf, which is negative for a key that more than half of the passages hold.

    It puts a quarter of the mean idf in its place; Lucene adds 1 under the logarithm instead. With the one idf in the
    other's place the scores are equal.
    """
    from rank_bm25 import BM25Okapi

    reference = BM25Okapi(sample.passages, k1=K1, b=B)
    size = len(sample.passages)
    counts = {key: sum(key in passage for passage in sample.passages) for key in reference.idf}
    robertson = {key: math.log(size - n + 0.5) - math.log(n + 0.5) for key, n in counts.items()}
    floor = 0.25 * sum(robertson.values()) / len(robertson)
    for key, own in robertson.items():
        assert reference.idf[key] == pytest.approx(own if own >= 0 else floor)
        assert idf_lucene(size, counts[key]) > own
    reference.idf = {key: idf_lucene(size, n) for key, n in counts.items()}
    for question, scores in zip(sample.questions, lucene(sample), strict=True):
        # bm25s leaves out the constant factor k1 + 1, as Lucene does since version 8
        assert reference.get_scores(question) == pytest.approx(scores * (K1 + 1), rel=1e-4, abs=1e-4)
