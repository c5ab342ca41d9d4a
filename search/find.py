"""Hybrid search: lexical and dense rankings of passages, fused."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from corpus.errors import QuestionError
from index.archive import Archive
from index.language import QueryTerm
from index.types import Filters
from search.cross import Reranker, cross_rerank
from search.fold import Folded, fold
from search.fuse import Ranking, fuse, normalised
from search.rerank import RERANKED, rerank
from search.types import Elsewhere, Hit, Ranked

DEPTH = 100  # candidates that each ranking gives to the fusion
LONGEST_QUESTION = 2000  # characters that are read of a question; no one asks more than that
_SPARE = 20  # candidates beyond the limit, in place of those that are folded into others
_BLOCK = 10  # candidates read at once in place of passages that were removed a moment ago
_WITHIN_PARTS = 1000  # candidates that each ranking gives where only the passages of some cases are wanted
_MOST_TERMS = 64  # terms of a question that are looked up, the first of them

WEIGHTS = {"stem": 0.3, "parts": 0.4, "dense": 0.3, "head": 0.05}
"""Fusion weights, from a grid on NorQuAD's development half: nDCG@10 0.904, recall@10 0.989 (alone:
stem 0.884, parts 0.892, dense 0.840). `head` adds nothing there, where articles have one heading, but
tells papers of one kind apart in an archive of meetings."""


@dataclass(frozen=True, slots=True)
class RankOptions:
    """The parts of the ranking; each can be switched off, to measure what it gives.

    words: the ranking by whole words; compounds: by the parts of compounds; dense: by vectors;
    titles: by title, headings and body. rerank: the best of them once more, by many features.
    fold: passages that say the same are one hit. reranker: a cross-encoder in place of `rerank`'s features.
    """

    words: bool = True
    compounds: bool = True
    dense: bool = True
    titles: bool = True
    rerank: bool = True
    fold: bool = True
    reranker: Reranker | None = None

    def weights(self) -> dict[str, float]:
        """The fusion's weights of the parts that are on."""
        used = {"stem": self.words, "parts": self.compounds, "dense": self.dense, "head": self.titles}
        return {name: weight for name, weight in WEIGHTS.items() if used[name]}


@dataclass(frozen=True, slots=True)
class SearchOptions:
    """limit: how many passages; filters: which may be found; ranking: how they are ranked."""

    limit: int = 10
    filters: Filters = field(default_factory=Filters)
    ranking: RankOptions = field(default_factory=RankOptions)


def read_question(text: str) -> str:
    """A question as it is used: one line, without control characters, cut to what is read.

    Raises QuestionError where nothing is left to look for.
    """
    visible = "".join(c if c.isprintable() else " " for c in text[: 4 * LONGEST_QUESTION])
    question = " ".join(visible.split())[:LONGEST_QUESTION]
    if not question:
        raise QuestionError("errors.question_empty")
    return question


def rank(archive: Archive, question: str, options: SearchOptions) -> list[Ranked]:
    """The best passages for a question, best first, at most `options.limit`."""
    ranked, scores = fused(archive, question, options)
    if options.ranking.reranker is not None:
        ranked = cross_rerank(options.ranking.reranker, question, ranked)
    elif options.ranking.rerank:
        ranked = rerank(archive, question, ranked, scores)
    return ranked[: options.limit]


def fused(
    archive: Archive, question: str, options: SearchOptions
) -> tuple[list[Ranked], dict[str, dict[int, float]]]:
    """More passages than asked for, by the fusion alone, and the normalised scores of each ranking."""
    archive.refresh()
    parts = allowed = None
    depth = max(DEPTH, options.limit)
    if options.filters:
        parts, allowed = archive.selected(options.filters)
        if not allowed:
            return [], {}
        if options.filters.cases:  # the lexical index knows parts alone, and minutes hold many cases
            depth = max(depth, _WITHIN_PARTS)
    terms = archive.query_terms(question)[:_MOST_TERMS]
    weights = options.ranking.weights()
    asked = {"stem": stem_weights(terms), "parts": part_weights(terms), "head": part_weights(terms)}
    rankings = {
        name: archive.lexical(name, asked[name], depth, parts)
        if name in asked
        else archive.dense(question, depth, allowed)
        for name in weights
    }
    if options.filters.cases:
        of_cases = frozenset(allowed or ())
        rankings = {
            name: [place for place in found if place[0] in of_cases] for name, found in rankings.items()
        }
    ranked = _read(archive, fuse(rankings, weights), max(options.limit, RERANKED))
    return ranked, {name: normalised(ranking) for name, ranking in rankings.items()}


def _read(archive: Archive, candidates: Ranking, limit: int) -> list[Ranked]:
    """The first `limit` candidates that the truth holds, with their passages."""
    ranked: list[Ranked] = []
    at = 0
    while at < len(candidates) and len(ranked) < limit:
        some = candidates[at : at + max(limit - len(ranked), _BLOCK)]
        found = archive.passages([number for number, _ in some])
        ranked += [Ranked(found[number], score) for number, score in some if number in found]
        at += len(some)
    return ranked[:limit]


def search(archive: Archive, query: str, options: SearchOptions) -> list[Hit]:
    """The best passages as hits. Raises QuestionError where the query is empty."""
    question = read_question(query)
    if not options.ranking.fold:
        return [hit(Folded(ranked)) for ranked in rank(archive, question, options)]
    more = replace(options, limit=options.limit + _SPARE)
    return [hit(folded) for folded in fold(rank(archive, question, more), options.limit)]


def hit(folded: Folded) -> Hit:
    """A candidate as the contract shows it."""
    p = folded.ranked.passage
    return Hit(
        document=p.document, title=p.title, page=p.page, start=p.start, end=p.end,
        score=round(folded.ranked.score, 6), text=p.text, date=p.date, body=p.body, kind=p.kind,
        case=p.case, heading=p.heading, exempt=p.exempt, ocr=p.ocr,
        also=tuple(Elsewhere(o.document, o.page, o.start, o.end) for o in folded.others),
    )  # fmt: skip


def stem_weights(terms: list[QueryTerm]) -> dict[str, float]:
    """Each word's key with the weight of a match; a word asked twice counts once."""
    weights: dict[str, float] = {}
    for term in terms:
        weights[term.term] = max(weights.get(term.term, 0.0), term.weight)
    return weights


def part_weights(terms: list[QueryTerm]) -> dict[str, float]:
    """The same for the parts of words."""
    weights: dict[str, float] = {}
    for term in terms:
        for part in term.parts:
            weights[part] = max(weights.get(part, 0.0), term.weight)
    return weights
