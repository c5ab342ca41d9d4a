"""A question becomes an answer."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from corpus.texts import texts
from index.archive import Archive
from index.types import Filters
from search.cases.answer import answer_case
from search.cases.meetings import answer_meeting
from search.cases.topic import answer_topic
from search.coverage import coverage_sentence
from search.evidence import Evidence, find_evidence
from search.facts import holds
from search.find import RankOptions, SearchOptions, rank, read_question
from search.rows.answer import answer_rows
from search.spelling import did_you_mean
from search.types import Answer, Citation, Searched
from search.understand import Question, understand
from search.verify import gate, quote_stands

COVERED = 0.5
"""The share of the question's weight that the best quote and its surroundings must cover …"""

OWN = 0.2
"""… of which the quote itself must cover this much …"""

LIKELY, LESS_COVERED = 0.45, 0.3
"""… or, where the quote is this likely to hold the answer, this smaller share.

Set on the gold questions of the sample archive and of the development archive: of 22 unanswerable
questions none that reaches this far is above both, but for one.
"""

UNLIKELY, COVERED_ALONE = 0.1, 0.5
"""A quote less likely than this must itself cover this share of the question, whatever stands around it.

Costs 1 of 231 right answers on NorQuAD, and spares the sample archive an answer that is none.
"""

_CITATIONS = 3
_NEAR = 0.1  # a further quote is shown only where its score is at least this share of the best one's
_INSTEAD = 0.25  # a quote that holds the kind of fact asked for goes before one that does not, if this likely
_NEAREST = 2


def ask(
    archive: Archive, text: str, filters: Filters | None = None, ranking: RankOptions | None = None
) -> Answer:
    """The answer to a question, proven by quotes, or an honest "not found".

    ranking: how the passages are ranked in which evidence is looked for. Raises QuestionError
    where the question is empty.
    """
    question = understand(read_question(text))
    answer = _answer(archive, question, filters or Filters(), ranking or RankOptions())
    return replace(answer, question=text, did_you_mean=did_you_mean(archive, question.text))


def _answer(archive: Archive, question: Question, filters: Filters, ranking: RankOptions) -> Answer:
    searched = _searched(archive, filters)
    for special in (answer_case, answer_rows, answer_topic, answer_meeting):
        found = special(archive, question, filters, searched)
        if found and (kept := gate(archive, found)):
            return kept
    ranked = rank(archive, question.text, SearchOptions(20, filters, ranking))
    evidence = find_evidence(archive, question, ranked)
    proven = [e for e in evidence if quote_stands(archive, _citation(0, e))]
    if not proven or not answers(proven[0]):
        return _not_found(question, proven, searched, bool(filters) and not ranked)
    good = [e for e in proven if e is proven[0] or e.score >= _NEAR * proven[0].score]
    good = _fact_first(question, good[:_CITATIONS])
    citations = tuple(_citation(n, e) for n, e in enumerate(good, 1))
    answer = " ".join(f"{_shown(c.quote)} [{c.n}]" for c in citations[:1])
    made = Answer(
        question.text,
        question.language,
        True,
        "passage",
        _with_sources(answer, citations),
        citations,
        searched=searched,
    )
    return gate(archive, made) or _not_found(question, proven, searched)


def _fact_first(question: Question, good: list[Evidence]) -> list[Evidence]:
    """The quotes with the first that holds the kind of fact asked for first, if it is nearly as likely."""
    if holds(question.wanted, good[0].quote, question.text) > 0:
        return good
    for evidence in good[1:]:
        likely = evidence.score >= _INSTEAD * good[0].score
        if likely and answers(evidence) and holds(question.wanted, evidence.quote, question.text) == 1:
            return [evidence, *(e for e in good if e is not evidence)]
    return good


def answers(evidence: Evidence) -> bool:
    """Whether a quote is good enough to be shown as an answer."""
    if not evidence.focused or evidence.own < (COVERED_ALONE if evidence.score < UNLIKELY else OWN):
        return False
    return evidence.coverage >= COVERED or (evidence.score >= LIKELY and evidence.coverage >= LESS_COVERED)


def _with_sources(answer: str, citations: Sequence[Citation]) -> str:
    more = " ".join(f"[{c.n}]" for c in citations[1:])
    return f"{answer} {more}".strip()


def _shown(quote: str) -> str:
    """A quote as running text: broken lines and list marks folded."""
    return " ".join(quote.split()).lstrip("•-–* ")


def _citation(n: int, evidence: Evidence) -> Citation:
    p = evidence.passage
    return Citation(
        n=n, document=p.document, title=p.title, page=p.page, start=evidence.span.start,
        end=evidence.span.end, quote=evidence.quote, date=p.date, body=p.body, kind=p.kind,
        case=p.case, heading=p.heading, exempt=p.exempt,
        ocr=p.ocr,
    )  # fmt: skip


def _searched(archive: Archive, filters: Filters) -> Searched:
    archive.refresh()
    unreadable = archive.store.unreadable()
    count = archive.store.counts()["documents"]
    if filters.documents is not None:
        unreadable = [found for found in unreadable if found[0] in filters.documents]
        count = len(filters.documents)
    pages = {name: unread for name, _, unread in unreadable if unread}
    return Searched(count, tuple(name for name, _, _ in unreadable), pages, _cure(archive, unreadable))


def _cure(archive: Archive, unreadable: Sequence[tuple[str, str | None, tuple[int, ...]]]) -> str | None:
    """The command that installs what reads scanned pages, where one of these waits for it."""
    waiting = archive.store.waiting_for_ocr() if unreadable else set()
    if not waiting:
        return None
    from ingest.read.tesseract import install_command

    names = {name for name, _, _ in unreadable}
    waits = any(document.id in waiting and document.name in names for document in archive.store.documents())
    return install_command() if waits else None


def _not_found(
    question: Question, nearest: Sequence[Evidence], searched: Searched, filtered_out: bool = False
) -> Answer:
    say = texts(question.language)
    none = say("answer.none_filtered" if filtered_out else "answer.none")
    text = " ".join((none, coverage_sentence(searched, say)))
    near = tuple(replace(_citation(n, e), n=n) for n, e in enumerate(nearest[:_NEAREST], 1))
    return Answer(question.text, question.language, False, "none", text, searched=searched, nearest=near)
