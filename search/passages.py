"""Answers from running text: the sentence that holds the fact first, each quoted where it stands."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from corpus.texts import Texts, texts
from index.archive import Archive
from index.types import Filters
from search.contradictions import contrary, differ
from search.coverage import coverage_sentence
from search.dates import written
from search.doubts import undoubted
from search.evidence import Evidence, find_evidence, sureness
from search.evidence.quotes import overlaps
from search.evidence.types import words_of
from search.find import RankOptions, SearchOptions, rank
from search.needs import needs_of
from search.premises import unknown
from search.types import Answer, Citation, Searched
from search.understand import Question, Wanted
from search.verify import gate, quote_stands

SURE = 0.22
"""How sure the quotes must be to answer; docs/answers.md has the curve that it was chosen from."""

CERTAIN = 0.69
"""… and how sure where the best quote does not fit: where it covers too little, or lacks what is asked for."""

COVERED = 0.3
"""The share of the question's weight that a fitting quote and its surroundings cover …"""

OWN = 0.15
"""… of which the quote itself covers this much."""

HALF = 0.8
"""The share that a quote without an amount covers itself where an amount is asked for."""

NAMELESS = 0.5
"""How sure the quotes must be where someone is asked for, and the best one has no name that the question has not."""

MISSING = 0.44
"""The share of the question's weight that a single word has at most which neither the quote nor its neighbours have."""

UNKNOWN = 0.38
"""The share that words have at most which the archive has nowhere."""

_CITATIONS = 3
_NEAR = 0.03  # a further quote is shown only where its score is at least this share of the best one's
_INSTEAD = 0.25  # a quote that holds the kind of fact asked for goes before one that does not, if this likely
_BESIDE = 0.4  # a second quote is part of the text where it is this likely beside the first
_DOUBTFUL = 0.5  # below this chance of the best quote all quotes are part of the text
_NEAREST = 2


def answer_passages(
    archive: Archive, question: Question, filters: Filters, ranking: RankOptions, searched: Searched
) -> Answer:
    """The answer that the best passages hold, or an honest "not found"."""
    ranked = rank(archive, question.text, SearchOptions(20, filters, ranking))
    evidence = find_evidence(archive, question, ranked)
    proven = [e for e in evidence if quote_stands(archive, _citation(0, e))]
    sound = undoubted(archive, question, proven)
    if not answers(question, sound):
        return _not_found(archive, question, proven, searched, bool(filters) and not ranked)
    good = [e for e in sound if e is sound[0] or e.score >= _NEAR * sound[0].score]
    good = _fact_first(question, good[:_CITATIONS])
    against = contrary(archive, question, ranked, good[0])
    if against and quote_stands(archive, _citation(0, against)):
        good = [good[0], against, *(e for e in good[1:] if not _share(e, against))][:_CITATIONS]
    bare = [replace(e, around=None) for e in good]
    ways = (good, bare, good[:1], bare[:1])  # the best quote alone, where more is not proven
    return next(
        filter(None, (_proven(archive, question, way, searched) for way in ways)), None
    ) or _not_found(archive, question, proven, searched)


def _proven(
    archive: Archive, question: Question, good: Sequence[Evidence], searched: Searched
) -> Answer | None:
    """The answer that quotes make, or None where it is not proven."""
    citations = tuple(_citation(n, e) for n, e in enumerate(good, 1))
    text = _text(archive, question, good, texts(question.language))
    made = Answer(question.text, question.language, True, "passage", text, citations, searched=searched)
    kept = gate(archive, made)
    apart = text.startswith(texts(question.language)("answer.by_date"))
    return None if apart and kept and kept.text != text else kept  # one side alone contradicts nothing


def answers(
    question: Question, evidence: Sequence[Evidence], among: Sequence[Evidence] | None = None
) -> bool:
    """Whether quotes, best first, are good enough to be shown as an answer; among: all that were found."""
    if not evidence:
        return False
    best, sure = evidence[0], sureness(question, among or evidence)
    if best.fact < 1 and question.wanted is Wanted.PERSON and question.focus is not None:
        return False  # a role is asked after, and nobody is named
    if best.fact < 1 and question.wanted in (Wanted.AMOUNT, Wanted.NUMBER) and best.own < HALF:
        return False  # an amount is asked for, and the quote has none and says little of the rest
    if best.fact == 0 and question.wanted in (Wanted.PERSON, Wanted.PLACE) and sure < NAMELESS:
        return False
    counted = question.wanted is not Wanted.NUMBER or best.fact == 1
    return sure >= (SURE if counted and _fits(best) else CERTAIN) and (
        best.focused or question.wanted is not Wanted.PERSON
    )


def _fits(evidence: Evidence) -> bool:
    """Whether a quote names what is asked for and covers enough of the question."""
    covers = evidence.own >= OWN and evidence.coverage >= COVERED and evidence.missing <= MISSING
    known = evidence.together is None or evidence.together.unknown <= UNKNOWN
    return evidence.focused and covers and known


def _fact_first(question: Question, good: list[Evidence]) -> list[Evidence]:
    """The quotes with the first that holds the kind of fact asked for first, if it is nearly as likely."""
    if good[0].fact > 0.5 or question.wanted is Wanted.TEXT:
        return good
    for evidence in good[1:]:
        likely = evidence.score >= _INSTEAD * good[0].score
        if likely and _fits(evidence) and evidence.fact == 1:
            return [evidence, *(e for e in good if e is not evidence)]
    return good


def _text(archive: Archive, question: Question, good: Sequence[Evidence], say: Texts) -> str:
    """The best quote, with the next where it is nearly as likely; papers that differ each with its date."""
    beside = [e for e in good[1:2] if e.score >= _BESIDE * good[0].score and e.fact >= good[0].fact]
    beside = beside or [e for e in good[1:2] if e.fact > good[0].fact]
    against = next(
        (e for e in _against(question, good, beside) if differ(archive, question, good[0], e)), None
    )
    shown = [good[0], *beside] if good[0].score >= _DOUBTFUL else list(good)
    marks = {id(e): n for n, e in enumerate(good, 1)}
    if against is not None:
        shown = shown if against in shown else [good[0], against]
        shown.sort(key=lambda e: e.passage.date or "", reverse=True)
        lines = [
            say(
                "answer.from_date",
                date=written(e.passage.date, question.language),
                quote=f"{_shown(e.quote)} [{marks[id(e)]}]",
            )
            for e in shown
        ]
        said = "\n".join((say("answer.by_date"), *lines))
    else:
        lines = [f"{_shown(e.quote)} [{marks[id(e)]}]" for e in shown]
        said = "\n".join(lines)
    more = " ".join(f"[{marks[id(e)]}]" for e in good if e not in shown)
    return f"{said} {more}".strip()


def _share(one: Evidence, other: Evidence) -> bool:
    """Whether two quotes share a character."""
    return one.passage.document == other.passage.document and overlaps(one.cited, [other.cited])


def _against(question: Question, good: Sequence[Evidence], beside: Sequence[Evidence]) -> Sequence[Evidence]:
    """The quotes that may say something else than the best: of facts that any sentence has, only those as likely."""
    return beside if question.wanted in (Wanted.NUMBER, Wanted.AMOUNT, Wanted.DATE) else good[1:]


def _shown(quote: str) -> str:
    """A quote as running text: broken lines and list marks folded."""
    return " ".join(quote.split()).lstrip("•-–* ")


def _citation(n: int, evidence: Evidence) -> Citation:
    p, span = evidence.passage, evidence.cited
    return Citation(
        n=n, document=p.document, title=p.title, page=p.page, start=span.start,
        end=span.end, quote=words_of(p, span), date=p.date, body=p.body, kind=p.kind,
        case=p.case, heading=p.heading, exempt=p.exempt, ocr=p.ocr,
    )  # fmt: skip


def _not_found(
    archive: Archive,
    question: Question,
    nearest: Sequence[Evidence],
    searched: Searched,
    filtered_out: bool = False,
) -> Answer:
    """What is not there: what the question names that the archive has nowhere, and what was searched."""
    say = texts(question.language)
    none = say("answer.none_filtered" if filtered_out else "answer.none")
    needs = needs_of(archive, archive.query_terms(question.text), question.asking)
    premises = [] if filtered_out or not searched.documents else unknown(archive, question, needs, say)
    text = " ".join((none, *premises, coverage_sentence(searched, say)))
    near = tuple(replace(_citation(n, e), n=n) for n, e in enumerate(nearest[:_NEAREST], 1))
    return Answer(question.text, question.language, False, "none", text, searched=searched, nearest=near)
