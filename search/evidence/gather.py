"""The sentences of the passages that search ranked first, with their features."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cache

from index.archive import Archive
from index.types import StoredPassage
from ingest.document import Span
from search.evidence.features import (
    Sought,
    Surroundings,
    letters,
    looks_like_heading,
    values_of,
    with_relative,
)
from search.evidence.signs import called_for
from search.evidence.types import ITEM, Candidate, Sentence, words_of
from search.facts import NAMED, Name
from search.needs import ALL_PARTS, Need, Needs
from search.types import Ranked
from search.understand import Question

PASSAGES = 10
"""How many passages give candidates: the answer stands in the first 10 for 98 % of NorQuAD's questions."""

_LONGEST_LIST = 12  # sentences back in which the introduction of a list is looked for


def candidates(
    archive: Archive, question: Question, ranked: Sequence[Ranked], needs: Needs, asked: Needs
) -> list[Candidate]:
    """The sentences of the best passages with their features.

    needs: what they are measured by. asked: all needs of the question, whose terms are kept too.
    """
    best = ranked[:PASSAGES]
    looked_for = needs.keys | asked.keys
    found = _sentences(archive, best, looked_for)
    if not found:
        return []
    sought = Sought(
        question,
        needs,
        _focus_need(question, needs),
        _proper(archive, question, needs),
        called_for(question),
        cache(needs.covered),
        cache(needs.missing),
        frozenset(needs.terms),
    )
    places = _surroundings(archive, sought, found, best, looked_for)
    rows = [values_of(sought, *one, archive) for one in zip(found, places, strict=True)]
    return [
        Candidate(
            sentence,
            values,
            focused=sought.focus is None or sought.focus.met(place.close) >= ALL_PARTS,
            named=all(need.met(sentence.terms | place.before | place.above) for need in sought.proper),
            nearby=place.nearby,
            whole=place.passage,
        )
        for sentence, place, values in zip(found, places, with_relative(rows), strict=True)
    ]


def _surroundings(
    archive: Archive,
    sought: Sought,
    found: Sequence[Sentence],
    best: Sequence[Ranked],
    looked_for: frozenset[str],
) -> list[Surroundings]:
    """Where each sentence stands; the terms are those that are looked for."""
    question, needs = sought.question, sought.needs
    numbers = {place.passage.id: number for number, place in enumerate(best)}
    shares = [place.score / (best[0].score or 1.0) for place in best]
    wholes = [_around(archive, place.passage) & looked_for for place in best]
    above = [_above(archive, place.passage) & looked_for for place in best]
    names = _names_in(archive, question, [place.passage for place in best])
    lexical = _bm25(found, needs)
    # an English question's own letters are not those of Norwegian sentences, its terms are
    words = " ".join(needs.terms) if question.language == "en" else question.text
    runs = letters(words, [sentence.text for sentence in found])
    announced, headed = _introductions(found, _announces), _introductions(found, _heads)
    most = max(runs)
    places = []
    for i, sentence in enumerate(found):
        number = numbers[sentence.passage.id]
        before, after = _beside(found, i, -1), _beside(found, i, 1)
        close = sentence.terms.union(before, after, announced[i])
        nearby = close | headed[i]
        named = names.get((sentence.passage.id, sentence.place), ())
        places.append(
            Surroundings(
                lexical[i], shares[number], number, before, close, nearby, nearby | wholes[number],
                above[number], named, runs[i], most,
            )
        )  # fmt: skip
    return places


def _sentences(archive: Archive, ranked: Sequence[Ranked], looked_for: frozenset[str]) -> list[Sentence]:
    found = []
    seen: set[tuple[str, Span]] = set()  # neighbouring passages may share a sentence
    for place in ranked:
        for number, span in enumerate(place.passage.sentences):
            if (place.passage.document, span) in seen:
                continue
            seen.add((place.passage.document, span))
            text = words_of(place.passage, span)
            terms = archive.analyser.index_terms(text)
            tokens = (*terms.stem, *terms.parts)
            distinct = frozenset(tokens)
            found.append(
                Sentence(
                    place.passage, number, text, tuple(terms.stem), tokens, len(distinct),
                    looked_for & distinct, looks_like_heading(text),
                )
            )  # fmt: skip
    return found


def _beside(found: Sequence[Sentence], at: int, step: int) -> frozenset[str]:
    """The terms of the sentence before (-1) or after (1) within the same passage."""
    other = at + step
    if 0 <= other < len(found) and found[other].passage.id == found[at].passage.id:
        return found[other].terms
    return frozenset()


def _introductions(found: Sequence[Sentence], introduces: Callable[[Sentence], bool]) -> list[frozenset[str]]:
    """For each sentence the terms of the nearest line above, in its passage, that introduces what it belongs to."""
    terms: list[frozenset[str]] = []
    last: int | None = None
    for at, sentence in enumerate(found):
        if last is not None and found[last].passage.id != sentence.passage.id:
            last = None
        near = last is not None and at - last <= _LONGEST_LIST
        terms.append(found[last].terms if last is not None and near else frozenset())
        if introduces(sentence):
            last = at
    return terms


def _announces(sentence: Sentence) -> bool:
    """Whether a line announces a list: "Tre prosjekter …:"."""
    return sentence.text.rstrip().endswith(":")


def _heads(sentence: Sentence) -> bool:
    """Whether a line within a passage stands over what follows it: a heading, and no item of a list."""
    return sentence.heading and not ITEM.match(sentence.text)


def _around(archive: Archive, passage: StoredPassage) -> frozenset[str]:
    return archive.analyser.distinct_terms(
        " ".join((passage.title, *passage.heading, passage.body or "", passage.text))
    )


def _above(archive: Archive, passage: StoredPassage) -> frozenset[str]:
    """The terms of what stands over the passage: its headings, its title, a heading that it begins with."""
    first = words_of(passage, passage.sentences[0]) if passage.sentences else ""
    first = first if looks_like_heading(first) else ""
    return archive.analyser.distinct_terms(" ".join((*passage.heading, passage.title, first)))


def _names_in(
    archive: Archive, question: Question, passages: Sequence[StoredPassage]
) -> dict[tuple[int, int], list[Name]]:
    """The names recognised in each sentence (passage's id, sentence's number), where one is asked for."""
    found: dict[tuple[int, int], list[Name]] = {}
    if question.wanted not in NAMED:
        return found
    by_id = {passage.id: passage for passage in passages}
    for number, start, end, label, name in archive.store.names_in(list(by_id)):
        passage = by_id[number]
        for index, span in enumerate(passage.sentences):
            if span.start <= start and end <= span.end:
                words = words_of(passage, Span(start, end))
                found.setdefault((number, index), []).append((label, words, name))
    return found


def _proper(archive: Archive, question: Question, needs: Needs) -> list[Need]:
    """The needs for proper names: capitals within the question, and words of capitals or digits."""
    bodies = frozenset(archive.analyser.index_terms(" ".join(archive.store.bodies())).stem)
    found = []
    for need in needs.needs:
        word = question.text[slice(*need.place)]
        capital = word[:1].isupper() and (need.place[0] > 0 or word.isupper())
        if capital and len(word) > 1 and need.terms.isdisjoint(bodies):
            found.append(need)
    return found


def _focus_need(question: Question, needs: Needs) -> Need | None:
    """The need for the noun that is counted or asked for; None where there is none."""
    if question.focus is None:
        return None
    start, end = question.focus
    return next((n for n in needs.needs if start <= n.place[0] and n.place[1] <= end), None)


def _bm25(found: Sequence[Sentence], needs: Needs) -> list[float]:
    """BM25+ of each sentence among the candidates, from 0 (the least) to 1 (the best)."""
    from rank_bm25 import BM25Plus

    scores = BM25Plus([list(c.tokens) or [""] for c in found]).get_scores(needs.terms)
    low, high = float(scores.min()), float(scores.max())
    if high - low < 1e-9:
        return [0.0] * len(found)
    return [(float(score) - low) / (high - low) for score in scores]
