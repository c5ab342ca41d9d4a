"""What tells a passage that answers from one that only shares words: cheap features of candidates.

All are made with NumPy from the keys that the index keeps of each passage, sentence by sentence, so
that a question's candidates cost about a millisecond together.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from index.keys import Keys, key_of
from index.types import StoredPassage
from search.facts import holds
from search.needs import ALL_PARTS, SOME_PARTS, Needs
from search.understand import Question, Wanted

Floats = NDArray[np.float64]

FEATURES = (
    "words",  # the ranking by whole words, its best passage made 1
    "compounds",  # … by parts of compounds
    "dense",  # … by vectors
    "titles",  # … by title and headings
    "fused",  # the fused score beside the best one's
    "bm25",  # BM25 of words and parts with a gentler penalty of length, beside the best one's
    "coverage",  # share of the question's weight in the passage
    "covered above",  # … in the passage, its title and its headings
    "whole words",  # … in the passage, by whole words alone
    "sentence",  # … in its best sentence
    "window",  # … in its best stretch of `_WINDOW` keys
    "rarest",  # whether the question's rarest word is there
    "pairs",  # share of the question's neighbouring words that are neighbours there too
    "repeats",  # how often the question's words stand there, as a logarithm
    "type",  # whether a sentence with many of the words holds the kind of fact that is asked for
    "typed",  # the best of coverage and that kind together
    "focus",  # whether what is counted or asked for is named
    "document",  # the best fused score of another passage of the document
    "document covers",  # share of the question's weight in the document's candidates together
    "beside",  # the better fused score of the passages before and after it
    "length",  # keys, as a logarithm
)

_WINDOW = 25
_NEAR = 3  # keys between which two words are neighbours
_K1, _B = 0.9, 0.4
_TYPICAL = 70.0  # keys of a passage of middling length
_GOOD = 0.6  # sentences with at least this share of the best one's coverage are looked at for facts


@dataclass(frozen=True, slots=True)
class Candidates:
    """The passages to rank again, with what each ranking gave them (normalised, in [0, 1])."""

    passages: Sequence[StoredPassage]
    keys: Sequence[Keys]
    scores: Mapping[str, Mapping[int, float]]
    fused: Mapping[int, float]


@dataclass(frozen=True, slots=True)
class _Field:
    """The keys of all candidates in one array. `of`: which candidate each belongs to; `at`: where each begins."""

    keys: NDArray[np.uint32]
    of: NDArray[np.int64]
    at: NDArray[np.int64]
    sentences: NDArray[np.int64]  # where each sentence begins
    owner: NDArray[np.int64]  # which candidate each sentence belongs to
    lengths: NDArray[np.int64]  # of the candidates, in keys


def features(question: Question, needs: Needs, given: Candidates) -> Floats:
    """Shape ``(candidates, len(FEATURES))``."""
    words = _field([keys.words for keys in given.keys])
    parts = _field([keys.parts for keys in given.keys])
    above = _field([keys.above for keys in given.keys])
    weights = np.array([need.rarity for need in needs.needs] or [0.0]) / (needs.total or 1.0)
    hits = _hits(words, needs)
    met, met_in_sentences = _met(words, parts, needs, hits)
    columns = {
        **_by_rank(given),
        **_by_words(words, hits, needs, weights),
        **_by_sentence(question, given.passages, words, weights @ met_in_sentences),
        **_by_document(given, met, weights),
        "coverage": weights @ met,
        "covered above": weights @ np.maximum(met, _above(above, needs)),
        "rarest": met[int(np.argmax(weights))],
        "focus": _focus(question, needs, met),
    }
    return np.column_stack([columns[name] for name in FEATURES])


def _by_rank(given: Candidates) -> dict[str, Floats]:
    """What the rankings say of a candidate and of the passages beside it."""
    ids = [passage.id for passage in given.passages]
    top = max(given.fused.values(), default=0.0) or 1.0
    owners = {passage.id: passage.document for passage in given.passages}
    # Ids run on from document to document; what stands beside a passage is of its own.
    beside = [max(given.fused[n] if owners.get(n) == owners[i] else 0.0 for n in (i - 1, i + 1)) for i in ids]
    columns = {
        name: np.array([given.scores.get(field, {}).get(i, 0.0) for i in ids])
        for name, field in (("words", "stem"), ("compounds", "parts"), ("dense", "dense"), ("titles", "head"))
    }
    columns["fused"] = np.array([given.fused[i] for i in ids]) / top
    columns["beside"] = np.array(beside) / top
    return columns


def _by_words(words: _Field, hits: NDArray[np.bool_], needs: Needs, weights: Floats) -> dict[str, Floats]:
    """How often and how near each other the question's words stand in a candidate."""
    often = _counts(hits, words.at)
    bm25 = _bm25(words, often, needs)
    return {
        "bm25": bm25 / (bm25.max() or 1.0),
        "whole words": weights @ (often > 0),
        "window": _window(words, hits, weights),
        "pairs": _pairs(words, hits, weights),
        "repeats": np.log1p(often.sum(axis=0)),
        "length": np.log1p(words.lengths) / 5,
    }


def _by_sentence(
    question: Question, passages: Sequence[StoredPassage], words: _Field, covers: Floats
) -> dict[str, Floats]:
    """covers: the share of the question's weight in each sentence."""
    first = np.searchsorted(words.owner, np.arange(len(passages)))
    best = np.maximum.reduceat(covers, first)
    wanted, typed = _facts(question, passages, words, covers, best)
    return {"sentence": best, "type": wanted, "typed": typed}


def _by_document(given: Candidates, met: Floats, weights: Floats) -> dict[str, Floats]:
    """The best score of another passage of the same document, and what its candidates cover together."""
    others, together = np.zeros(len(given.passages)), np.zeros(len(given.passages))
    fused = [given.fused[passage.id] for passage in given.passages]
    places: dict[str, list[int]] = {}
    for place, passage in enumerate(given.passages):
        places.setdefault(passage.document, []).append(place)
    for mine in places.values():
        together[mine] = weights @ met[:, mine].max(axis=1)
        for place in mine:
            others[place] = max((fused[other] for other in mine if other != place), default=0.0)
    return {"document": others / (max(fused) or 1.0), "document covers": together}


def _field(arrays: Sequence[NDArray[np.uint32]]) -> _Field:
    """Arrays of keys put one after the other; a 0 ends each sentence, and none is empty."""
    lengths = np.array([len(array) for array in arrays])
    keys = np.concatenate(list(arrays))
    at = np.concatenate(([0], np.cumsum(lengths)[:-1]))
    of = np.repeat(np.arange(len(arrays)), lengths)
    ends = np.flatnonzero(keys == 0)
    sentences = np.concatenate(([0], ends[:-1] + 1))
    return _Field(keys, of, at, sentences, of[sentences], lengths)


def _is_any(field: _Field, terms: Iterable[str]) -> NDArray[np.bool_]:
    found = np.zeros(len(field.keys), bool)
    for term in terms:
        found |= field.keys == key_of(term)
    return found


def _hits(words: _Field, needs: Needs) -> NDArray[np.bool_]:
    """Shape ``(needs, keys)``: where each need's terms stand; one row of nothing where there is no need."""
    found = [_is_any(words, need.terms) for need in needs.needs] or [_is_any(words, ())]
    for row, need in enumerate(needs.needs):
        if need.long:
            found[row] |= _written_out(words, need.long)
    return np.array(found)


def _written_out(words: _Field, long: Iterable[str]) -> NDArray[np.bool_]:
    """Where the words of an abbreviation's long form stand, in sentences that have all of them."""
    each = np.array([_is_any(words, (term,)) for term in long])
    whole = (_counts(each, words.sentences) > 0).all(axis=0)
    lengths = np.diff(np.append(words.sentences, len(words.keys)))
    return np.asarray(each.any(axis=0) & np.repeat(whole, lengths))


def _above(above: _Field, needs: Needs) -> Floats:
    """Shape ``(needs, candidates)``: whether a term or a part of each need stands above the passage."""
    found = [_is_any(above, (*need.terms, *need.parts)) for need in needs.needs] or [_is_any(above, ())]
    return (_counts(np.array(found), above.at) > 0).astype(float)


def _counts(hits: NDArray[np.bool_], at: NDArray[np.int64]) -> NDArray[np.int64]:
    return np.add.reduceat(hits, at, axis=1, dtype=np.int64)


def _met(words: _Field, parts: _Field, needs: Needs, in_words: NDArray[np.bool_]) -> tuple[Floats, Floats]:
    """How far each need is met, as `Need.met` has it, by each candidate and by each sentence."""
    whole = [_counts(in_words, places) > 0 for places in (words.at, words.sentences)]
    result = [one.astype(float) for one in whole]
    for row, need in enumerate(needs.needs):
        in_parts = _is_any(parts, need.terms)
        pieces = [_is_any(parts, (part,)) for part in need.parts] if len(need.parts) > 1 else []
        for one, places in zip(result, (parts.at, parts.sentences), strict=True):
            one[row] = np.maximum(one[row], np.add.reduceat(in_parts, places, dtype=np.int64) > 0)
            if pieces:
                share = np.mean([np.add.reduceat(p, places, dtype=np.int64) > 0 for p in pieces], axis=0)
                one[row] = np.maximum(one[row], np.where(share == 1.0, ALL_PARTS, SOME_PARTS * share))
    return result[0], result[1]


def _bm25(words: _Field, tf: NDArray[np.int64], needs: Needs) -> Floats:
    rarity = np.array([need.rarity for need in needs.needs] or [0.0])
    norm = _K1 * (1 - _B + _B * words.lengths / _TYPICAL)
    return np.asarray(rarity @ (tf * (_K1 + 1) / (tf + norm)))


def _window(words: _Field, hits: NDArray[np.bool_], weights: Floats) -> Floats:
    """The most weight of the question that stands within `_WINDOW` keys."""
    ends = np.append(words.at[1:], len(words.keys))[words.of]
    sums = np.zeros((hits.shape[0], hits.shape[1] + 1), np.int32)
    np.cumsum(hits, axis=1, out=sums[:, 1:])
    places = np.flatnonzero(hits.any(axis=0))
    best = np.zeros(len(words.at))
    if len(places):
        within = sums[:, np.minimum(places + _WINDOW, ends[places])] > sums[:, places]
        np.maximum.at(best, words.of[places], weights @ within)
    return best


def _pairs(words: _Field, hits: NDArray[np.bool_], weights: Floats) -> Floats:
    """The share of neighbouring words of the question that stand within `_NEAR` keys of each other."""
    found = np.zeros(len(words.at))
    total = 0.0
    for left in range(len(hits) - 1):
        weight = weights[left] + weights[left + 1]
        total += weight
        there = np.zeros(len(words.at), bool)
        for gap in range(1, _NEAR + 1):
            a, b = hits[left], hits[left + 1]
            close = (a[:-gap] & b[gap:]) | (b[:-gap] & a[gap:])
            close &= words.of[:-gap] == words.of[gap:]
            there[words.of[:-gap][close]] = True
        found += weight * there
    return found / (total or 1.0)


def _facts(
    question: Question, passages: Sequence[StoredPassage], words: _Field, covers: Floats, best: Floats
) -> tuple[Floats, Floats]:
    """For each candidate whether a good sentence holds the kind of fact, and the best coverage of one that does."""
    wanted, typed = np.full(len(passages), 0.5), best.copy()
    if question.wanted is Wanted.TEXT:
        return wanted, typed * 0.5
    wanted[:] = 0.0
    typed[:] = 0.0
    first = np.searchsorted(words.owner, np.arange(len(passages)))
    for sentence in np.flatnonzero((covers >= _GOOD * best[words.owner]) & (covers > 0)):
        owner = words.owner[sentence]
        passage = passages[owner]
        span = passage.sentences[sentence - first[owner]]
        kind = holds(
            question.wanted,
            passage.text[span.start - passage.start : span.end - passage.start],
            question.text,
        )
        wanted[owner] = max(wanted[owner], kind)
        typed[owner] = max(typed[owner], kind * covers[sentence])
    return wanted, typed


def _focus(question: Question, needs: Needs, met: Floats) -> Floats:
    if question.focus is not None:
        start, end = question.focus
        for row, need in enumerate(needs.needs):
            if start <= need.place[0] and need.place[1] <= end:
                return np.asarray(met[row])
    return np.full(met.shape[1], 0.5)
