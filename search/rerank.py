"""The best passages once more in order, by how well they fit the question.

A weighted sum of cheap features (`search.features`). The weights lie in `rerank.json`;
`tests/bench/train_reranker.py` fits them so that the right passage comes before the others of its
question (a softmax over each question's candidates).
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from functools import lru_cache
from importlib import resources

import numpy as np
from numpy.typing import NDArray

from index.archive import Archive
from index.keys import Keys, pack, unpack
from index.language import Terms
from index.types import StoredPassage
from search.features import FEATURES, Candidates, Floats, features
from search.needs import needs_of
from search.types import Ranked
from search.understand import understand

RERANKED = 30
"""How many passages are ranked again. 20, 30, 40 and 50 give nDCG@10 0.926, 0.927, 0.927 and 0.928 on NorQuAD."""

_NOTHING = np.zeros(1, np.uint32)


@lru_cache(maxsize=1)
def weights() -> NDArray[np.float64]:
    """The weight of each of `FEATURES`."""
    model = json.loads(resources.files("search").joinpath("rerank.json").read_text("utf-8"))
    return np.array([model["weights"].get(name, 0.0) for name in FEATURES])


def rerank(
    archive: Archive, question: str, ranked: Sequence[Ranked], scores: Mapping[str, Mapping[int, float]]
) -> list[Ranked]:
    """The first `RERANKED` by their features, the rest after them as they were.

    scores: what each ranking gave, normalised. A passage that moves gets the score of its new
    place, so that scores mean what they meant before.
    """
    first = ranked[:RERANKED]
    if len(first) < 2:
        return list(ranked)
    values = described(archive, question, first, scores) @ weights()
    return in_order(ranked, values.tolist())


def in_order(ranked: Sequence[Ranked], values: Sequence[float]) -> list[Ranked]:
    """The first ``len(values)`` with the highest value first; of equals the earlier stays first."""
    order = sorted(range(len(values)), key=lambda place: (-values[place], place))
    moved = [Ranked(ranked[old].passage, ranked[new].score) for new, old in enumerate(order)]
    return [*moved, *ranked[len(values) :]]


def described(
    archive: Archive, question: str, ranked: Sequence[Ranked], scores: Mapping[str, Mapping[int, float]]
) -> Floats:
    """The features of candidates, shape ``(len(ranked), len(FEATURES))``."""
    understood = understand(question)
    needs = needs_of(archive, archive.query_terms(question), understood.asking)
    kept = archive.keys([place.passage.id for place in ranked])
    candidates = Candidates(
        [place.passage for place in ranked],
        [keys_of(archive, place.passage, kept.get(place.passage.id)) for place in ranked],
        scores,
        {place.passage.id: place.score for place in ranked},
    )
    return features(understood, needs, candidates)


def keys_of(archive: Archive, passage: StoredPassage, kept: Keys | None) -> Keys:
    """A passage's keys, sentence by sentence; of one that the lexical index lost a moment ago none has a word.

    Made anew where those that are kept are of other sentences, since the truth's were mended after they were written.
    """
    count = max(len(passage.sentences), 1)
    if kept is None:
        empty = np.zeros(count, np.uint32)
        return Keys(empty, empty, _NOTHING)
    if np.count_nonzero(kept.words == 0) == count:
        return kept
    texts = (
        passage.text[span.start - passage.start : span.end - passage.start] for span in passage.sentences
    )
    made = unpack(pack([archive.analyser.index_terms(text) for text in texts], Terms([], [])))
    return Keys(made.words, made.parts, kept.above)
