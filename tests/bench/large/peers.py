"""Other programs on the passages of an index: `python -m tests.bench.large.peers INDEX [QUESTIONS]`.

rank-bm25 with a flat scan in NumPy, and bm25s with a flat index of FAISS, each fused as we fuse. All get
our keys and our vectors, so that only the searching differs; Saksøk is measured in the same process.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from pathlib import Path

import faiss
import numpy as np
from numpy.typing import NDArray

from index.archive import Archive
from search.find import DEPTH, RankOptions, SearchOptions, part_weights, rank
from search.fuse import fuse
from tests.bench.large.questions import questions
from tests.bench.large.searching import timed

_WEIGHTS = {"words": 0.7, "dense": 0.3}
_SLOW = 20  # questions to the slowest of them

Way = Callable[[Archive, str], object]
Floats = NDArray[np.float32]


def main() -> None:
    """The process's own side."""
    asked = questions(Path(sys.argv[1]), int(sys.argv[2]) if len(sys.argv) > 2 else 100)
    archive = Archive(Path(sys.argv[1]))
    ids, vectors = archive.store.vectors(archive.store.get("encoder") or "", 0, 1 << 40)
    texts = _keys(archive)
    tokens = [texts[number] for number in ids]
    found = {}
    for name, way, count in (
        ("Saksøk, hybrid reranked", _ours(True), len(asked)),
        ("Saksøk, hybrid", _ours(False), len(asked)),
        ("bm25s and FAISS flat", _bm25s(tokens, ids, vectors), len(asked)),
        ("rank-bm25 and NumPy", _rank_bm25(tokens, ids, vectors), _SLOW),
    ):
        for question in asked[:5]:
            way(archive, question)
        found[name] = timed(archive, way, asked[:count], 1)
    archive.close()
    print(json.dumps(found))


def _keys(archive: Archive) -> dict[int, list[str]]:
    """The keys of the parts of words of each passage, as our lexical index has them."""
    found: dict[int, list[str]] = {}
    after = 0
    while rows := archive.store.for_lexical(after, 5000):
        for number, _, sentences in rows:
            terms = [archive.analyser.index_terms(sentence) for sentence in sentences]
            found[number] = [sys.intern(key) for one in terms for key in one.parts]
        after = rows[-1][0]
    return found


def _ours(rerank: bool) -> Way:
    options = SearchOptions(ranking=RankOptions(rerank=rerank))
    return lambda archive, question: rank(archive, question, options)


def _question(archive: Archive, question: str) -> tuple[list[str], Floats]:
    assert archive._encoder is not None
    keys = list(part_weights(archive.analyser.query_terms(question)))
    return keys, archive._encoder.question(question)


def _best(scores: Floats, ids: NDArray[np.int64]) -> list[tuple[int, float]]:
    best = np.argpartition(-scores, DEPTH)[:DEPTH]
    return sorted(zip(ids[best].tolist(), scores[best].tolist(), strict=True), key=lambda hit: -hit[1])


def _bm25s(tokens: list[list[str]], ids: list[int], vectors: Floats) -> Way:
    import bm25s

    words = bm25s.BM25()
    words.index(tokens, show_progress=False)
    flat = faiss.IndexFlatIP(vectors.shape[1])
    flat.add(vectors)
    numbers = np.array(ids)

    def search(archive: Archive, question: str) -> object:
        faiss.omp_set_num_threads(1)
        keys, vector = _question(archive, question)
        places, scores = words.retrieve([keys], k=DEPTH, show_progress=False)
        near, nearest = flat.search(vector.reshape(1, -1), DEPTH)
        rankings = {
            "words": list(zip(numbers[places[0]].tolist(), scores[0].tolist(), strict=True)),
            "dense": list(zip(numbers[nearest[0]].tolist(), near[0].tolist(), strict=True)),
        }
        return archive.passages([number for number, _ in fuse(rankings, _WEIGHTS)[:10]])

    return search


def _rank_bm25(tokens: list[list[str]], ids: list[int], vectors: Floats) -> Way:
    from rank_bm25 import BM25Okapi

    words = BM25Okapi(tokens)
    numbers = np.array(ids)

    def search(archive: Archive, question: str) -> object:
        keys, vector = _question(archive, question)
        rankings = {
            "words": _best(words.get_scores(keys).astype(np.float32), numbers),
            "dense": _best(vectors @ vector, numbers),
        }
        return archive.passages([number for number, _ in fuse(rankings, _WEIGHTS)[:10]])

    return search


if __name__ == "__main__":
    main()
