"""Gold questions are asked and the answers judged."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from corpus.texts import LANGUAGES, Texts, texts
from index.archive import Archive
from search.ask import ask
from search.evaluation.gold import DECISION, DECISION_READ, READING, Gold, Place, fold, holds, same_document
from search.find import RankOptions
from search.types import Answer, Citation
from search.verify import quote_stands

_MOST_CITATIONS = 6
_READ = 3  # citations of an answer that count where the place of a fact is asked for
_LONGEST_DECISION = 6000
_LONGEST_QUOTE = 1200
_LATE = 200  # characters after a decision's start at which a quote of it may begin
_NAMED = 4  # rows that are missing, or too many, which are named
_MARK = re.compile(r"\[\d+\]")


@dataclass(frozen=True, slots=True)
class Judgement:
    """A gold question, the answer it got, and why that is wrong (None where it is right)."""

    gold: Gold
    answer: Answer
    wrong: str | None


def evaluate(
    archive: Archive,
    gold: Sequence[Gold],
    ranking: RankOptions | None = None,
    say: Texts | None = None,
) -> Iterator[Judgement]:
    """Ask each question and judge its answer, in order. say: the language of what is wrong, bokmål by default."""
    for question in gold:
        answer = ask(archive, question.question, ranking=ranking)
        yield Judgement(question, answer, judge(archive, question, answer, say))


def judge(archive: Archive, gold: Gold, answer: Answer, say: Texts | None = None) -> str | None:
    """None where the answer is right, else why it is wrong."""
    say = say or texts(LANGUAGES[0])
    if gold.kind == "none":
        return say("eval.why_answered") if answer.answered else None
    if not answer.answered:
        return say("eval.why_refused")
    if not answer.citations:
        return say("eval.why_uncited")
    quoted = _quotes(archive, gold, answer.citations, say)
    if gold.kind in (READING, DECISION) and gold.place:
        return quoted or _placed(gold.kind, gold.place, answer.citations, say)
    return (
        quoted
        or _evidence(gold, answer.citations, say)
        or _stated(gold, answer.text, say)
        or _records(gold, answer, say)
    )


def _quotes(archive: Archive, gold: Gold, citations: Sequence[Citation], say: Texts) -> str | None:
    if gold.kind != "records" and len(citations) > _MOST_CITATIONS:
        return say("eval.why_many", count=len(citations))
    longest = _LONGEST_DECISION if gold.kind in ("case", DECISION, READING) else _LONGEST_QUOTE
    for citation in citations:
        if len(citation.quote) > longest:
            return say("eval.why_long", length=len(citation.quote))
        if not quote_stands(archive, citation):
            return say("eval.why_false", document=citation.document, quote=citation.quote[:60])
    return None


def _placed(kind: str, place: Place, citations: Sequence[Citation], say: Texts) -> str | None:
    """Whether a quote covers the fact, or begins with the decision and covers half of it."""
    for c in citations[: _READ if kind == READING else None]:
        if not same_document(c.document, place.document):
            continue
        if kind == READING:
            if c.start <= place.start < c.end:
                return None
            continue
        end = min(place.end, place.start + DECISION_READ)
        begins = place.start - place.before <= c.start <= place.start + _LATE
        if begins and min(c.end, end) - max(c.start, place.start) >= (end - place.start) / 2:
            return None
    return say("eval.why_elsewhere")


def _evidence(gold: Gold, citations: Sequence[Citation], say: Texts) -> str | None:
    mine = [
        c
        for c in citations
        if not gold.documents or any(same_document(c.document, name) for name in gold.documents)
    ]
    if gold.documents and not mine:
        return say("eval.why_document")
    if gold.evidence and not any(holds(gold.evidence, c.quote) for c in mine):
        return say("eval.why_evidence")
    return None


def _stated(gold: Gold, text: str, say: Texts) -> str | None:
    plain = fold(_MARK.sub(" ", text)).casefold()
    wanted = [fold(answer).casefold() for answer in gold.answer]
    if wanted and not any(re.search(rf"(?<!\d){re.escape(w)}(?!\d)", plain) for w in wanted):
        return say("eval.why_text", wanted=" / ".join(gold.answer))
    return None


def _records(gold: Gold, answer: Answer, say: Texts) -> str | None:
    if gold.records is None:
        return None
    got = {fold(record["name"]) for record in answer.records}
    want = {fold(name) for name in gold.records}
    if got == want:
        return None
    missing, extra = (", ".join(sorted(names)[:_NAMED]) or "–" for names in (want - got, got - want))
    return say("eval.why_records", missing=missing, extra=extra)
