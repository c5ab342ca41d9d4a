"""At which rank the passage that holds the answer comes, and what follows from that over all questions.

One place a question is looked for, so the first passage that holds it is the one relevant document of the
question: recall@k is the share of questions with a right passage among the first k, the reciprocal rank is that of
the first right one, nDCG@10 its 1 / log2(rank + 1). The measures are `ir-measures`' own.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from corpus.errors import UsageError
from index.archive import Archive
from search.evaluation.gold import Gold
from search.find import RankOptions, SearchOptions, search

DEPTH = 100
"""How far down a right passage is looked for."""

LONGEST = 800
"""Characters of a hit that may be right, as the contract has it: figures hold for one length of passage only."""

MEASURES = ("nDCG@10", "R@1", "R@5", "R@10", "R@100", "RR@10")
"""In the names of `ir-measures`; the first is the one that rankings are compared by."""

_RIGHT = "right"


@dataclass(frozen=True, slots=True)
class Found:
    """What a ranking gave for a question: the rank of the first right hit (from 1; None), and the best hit."""

    rank: int | None
    best: tuple[str, int, int] | None
    """Document, start and end of the hit in the first place."""


def retrieve(archive: Archive, gold: Sequence[Gold], ranking: RankOptions) -> list[Found]:
    """The ranks for those questions of which it is known where the answer stands."""
    return [_first_right(archive, one, ranking) for one in gold]


def _first_right(archive: Archive, gold: Gold, ranking: RankOptions) -> Found:
    hits = search(archive, gold.question, SearchOptions(limit=DEPTH, ranking=ranking))
    best = (hits[0].document, hits[0].start, hits[0].end) if hits else None
    for rank, hit in enumerate(hits, 1):
        places = [(hit.document, hit.start, hit.end), *((o.document, o.start, o.end) for o in hit.also)]
        if any(
            end - start <= LONGEST and gold.found_in(name, start, end, hit.text)
            for name, start, end in places
        ):
            return Found(rank, best)
    return Found(None, best)


def measured(ranks: Sequence[int | None]) -> tuple[dict[str, float], dict[str, list[float]]]:
    """The mean of each measure, and its value for each question in order.

    Raises UsageError where `ir-measures` is not installed.
    """
    try:
        import ir_measures
    except ImportError as error:
        raise UsageError("errors.needs_measures") from error
    measures = [ir_measures.parse_measure(name) for name in MEASURES]
    qrels = [ir_measures.Qrel(str(i), _RIGHT, 1) for i in range(len(ranks))]
    run = [
        ir_measures.ScoredDoc(str(i), _RIGHT if place == rank else f"other-{place}", -float(place))
        for i, rank in enumerate(ranks)
        for place in range(1, (rank or 1) + 1)
    ]
    each = {name: [0.0] * len(ranks) for name in MEASURES}
    for value in ir_measures.iter_calc(measures, qrels, run):
        each[str(value.measure)][int(value.query_id)] = float(value.value)
    means = {name: sum(values) / max(len(values), 1) for name, values in each.items()}
    return means, each
