"""What stands within one case: the proposal, the treatment, the vote and the decision."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from itertools import islice
from typing import NamedTuple

from ingest.document import Kind, Span
from ingest.meeting.headings import Heading
from ingest.meeting.lines import Line, trim, without
from ingest.meeting.paper import Paper
from ingest.meeting.types import Status
from ingest.meeting.wording import Section

# The treatment itself says within so many characters that there was none.
EARLY = 500
# A decision this short that speaks of postponing is about nothing else.
SHORT = 700
# A line that says how it was voted is no longer.
VOTE_LINE = 400


class Found(NamedTuple):
    """The sections of one case; each is None where the paper has none."""

    proposed: Span | None
    decision: Span | None
    decision_parts: tuple[Span, ...]
    vote: Span | None
    discussion: Span | None
    status: Status


class _Piece(NamedTuple):
    section: Section
    weight: int
    start: int  # of the heading
    span: Span


# What ends a decision, by how sure its heading is: a long statement decided after a vote has
# headings of its own (innledning, bakgrunn) that do not end it.
_SURE_ENDS = {Section.END, Section.AFTER, Section.VOTE, Section.DECISION, Section.PROPOSAL}
_ENDS = {4: _SURE_ENDS, 3: _SURE_ENDS | {Section.DISCUSSION, Section.COUNTER}}

_DAY = r"\d|kl|den\b|(?:man|tirs|ons|tors|fre|lør|søn)dag"
_CLOSING = re.compile(
    rf"(?:\bBehandlingen av s|\bS)ak(?:en|a)\s+(?:ble\s+|blei\s+|vart\s+|er\s+)?avslutta?(?:et)?\W{{1,3}}(?:{_DAY})"
)
_OPENING = re.compile(
    r"[^\n]{0,30}\b(?:sak(?:en|a)|behandlingen av saken)\s+(?:ble\s+|vart\s+)?påbegyn[^\n]*", re.IGNORECASE
)
_CHAPTER = re.compile(r"[A-ZÆØÅ][^.:;!?\n]{2,58}[^.:;,!?\n-]")
_NEXT_SLIDE = re.compile(r"\f|\n[^\S\n]*\n[^\S\n]*\n[^\S\n]*\n")

_UNANIMOUS = r"(?:enstemmig|samrøystes|einstemmig)"
_CARRIED = (
    r"(?:vedtatt|vedteke|godkjent|godkjend|valgt|valt|vald|tatt\s+til\s+\w+|teke\s+til\s+\w+|oversendt|sendt"
    r"|forkastet|avvist|utsatt)"
)
_VOTED = re.compile(
    rf"(?:{_UNANIMOUS}|ble|blei|vart|mot\s+\d+\s+stemmer|stemmer)\s+(?:\w+\s+){{0,3}}?{_CARRIED}"
    rf"|{_UNANIMOUS}\b.{{0,30}}(?:vedtatt|vedteke|godkjent)",
    re.IGNORECASE,
)
# "Rådmannens innstilling enstemmig vedtatt (7 st.)." right under the proposal.
_PROPOSAL_CARRIED = re.compile(
    rf"^[^\S\n]*(?:(?:[\wÀ-ž-]+s\s)?(?:innstilling|forslag|tilråding|tilrådning)(?:en|et|a)?\s[^\n]{{0,60}}?"
    rf"|{_UNANIMOUS}\s){_CARRIED}",
    re.IGNORECASE | re.MULTILINE,
)
_WAS = r"(?:(?:ble|blei|vart|er|blir)\s+)?"
_THE_CASE = r"\bsak(?:en|a)?\s+(?:\d+/\d+\s+)?"
_POSTPONED = re.compile(
    r"\b(?:sak(?:en|a)|behandling(?:en|a)?(?:\s+av\s+sak\w*)?|avgjørelsen)\s+(?:\w+\s+){0,3}?(?:utsatt|utsett|utsettes)\b"
    r"|\b(?:utset|utsett)\w*\s+(?:sak|behandling)|\butsett(?:es|ast)\s+til\b",
    re.IGNORECASE,
)
_WITHDRAWN = re.compile(
    rf"{_THE_CASE}{_WAS}(?:trukket|trekt|trekkes|trukke|strøket|strykes)\b|\btrukket\s+(?:fra|av|tilbake)",
    re.IGNORECASE,
)
_NOT_TREATED = re.compile(
    rf"{_THE_CASE}{_WAS}(?:ikke|ikkje)\s+(?:behandlet|behandla|handsama)\b"
    r"(?!\s+(?:i|på)\s+(?:forrige|førre|siste?)\b|\s+tidligere|\s+tidlegare)"
    r"|\bsak(?:en|a)\s+(?:utgikk|utgår|utgjekk|gikk\s+ut)\b",
    re.IGNORECASE,
)
_FATES = (
    (_NOT_TREATED, Status.NOT_TREATED),
    (_WITHDRAWN, Status.WITHDRAWN),
    (_POSTPONED, Status.POSTPONED),
)

_NO_SUBJECT = (
    r"(?!(?:I|På|For|Det|Dette|De|Den|Ved|Etter|Som|Når|Samlet|Møtet|Saken|Saka|Forslag\w*|Innstilling\w*"
    r"|Innkalling\w*|Referat\w*)\b)"
)
_RESOLVES = (
    r"(?:tar|tek|tok|godkjenner|godkjende|vedtar|vedtek|vedtok|slutter|slutta|støtter|støttar|anbefaler|anbefalte"
    r"|tilrår|ber|gir|gjev|stiller|drøftet|drøfta|drøfter|har\s+(?:drøftet|vurdert|behandlet)|viser|er\s+orientert"
    r"|ga|opprettar|oppretter|oppnevner|velger|møtest)"
)
_SUBJECT = re.compile(
    rf"\W{{0,4}}(?:\d[.)]\s*)?(?P<body>{_NO_SUBJECT}[A-ZÆØÅ][\w-]*(?:\s[\wæøå-]+){{0,6}}?)\s+{_RESOLVES}\b"
)


def find_sections(paper: Paper, span: Span, body: int) -> Found:
    """The sections of the case whose treatment is `span`; its title ends at `body`.

    Only minutes hold decisions: the "Vedtak" of an agenda or of a case paper is a kind of case,
    or what another body decided before.
    """
    text = paper.text
    pieces = _pieces(paper, span, body)
    decides = paper.kind in (Kind.MINUTES, Kind.OTHER)
    vote = _last(text, pieces, Section.VOTE)
    decision = _decision(text, pieces) if decides else None
    proposed = _proposal(paper, pieces, decision)
    if decision is None and decides:
        decision = _voted(text, span, body, vote)
    status = _status(text, span, body, decision, proposed)
    decision, parts = _without_closing(paper, decision)
    talk = None if paper.kind is Kind.CASE_PAPER else _discussion(text, span, body, pieces)
    return Found(_clean(paper, proposed), decision, parts, _clean(paper, vote), _clean(paper, talk), status)


def subject_of(paper: Paper) -> str | None:
    """The body that the proposals and decisions begin with (``Fagrådet tar saken …``), the commonest."""
    found: Counter[str] = Counter()
    for heading in paper.headings:
        if heading.section in (Section.DECISION, Section.PROPOSAL) and heading.weight >= 2:
            start = trim(paper.text, Span(heading.content, paper.end)).start
            if match := _SUBJECT.match(paper.text[start : start + 120].replace("\n", " ")):
                found[match["body"].strip()] += 1
    name, votes = found.most_common(1)[0] if found else ("", 0)
    return name if votes >= min(2, len(found)) else None


def voted_lines(lines: Sequence[Line]) -> int:
    """How many lines say that something was voted."""
    return sum(len(line.text) < VOTE_LINE and _VOTED.search(line.text) is not None for line in lines)


def _pieces(paper: Paper, span: Span, body: int) -> list[_Piece]:
    text = paper.text
    inside = paper.between(body, span.end)
    pieces: list[_Piece] = []
    for index, heading in enumerate(inside):
        later = islice(inside, index + 1, None)
        stop = next((other.start for other in later if _stops(text, other, heading)), span.end)
        if closing := _CLOSING.search(text, heading.content, stop):
            own_line = closing.start() == heading.content or text[closing.start() - 1] in "\n\f"
            stop = closing.start() if own_line else stop
        content = trim(text, Span(heading.content, max(stop, heading.content)))
        pieces.append(_Piece(heading.section, heading.weight, heading.start, content))
    return pieces


def _stops(text: str, later: Heading, heading: Heading) -> bool:
    """Whether `later` ends what `heading` opens."""
    if heading.section is not Section.DECISION:
        # What members propose is a part of the talk.
        return (heading.section, later.section) != (Section.DISCUSSION, Section.COUNTER)
    if heading.weight in _ENDS and later.section not in _ENDS[heading.weight]:
        return False
    counter = later.section in (Section.PROPOSAL, Section.COUNTER)
    if counter and not _says(text, Span(heading.content, later.start)):
        return False  # the decision repeats the proposal, heading and all
    if heading.weight == 4 and later.section in (Section.PROPOSAL, Section.DECISION):
        return later.weight >= 3
    return True


def _decision(text: str, pieces: Sequence[_Piece]) -> Span | None:
    """The decision of the last treatment: its surest heading, the first of equals.

    A case's papers may tell of several treatments (the committee's, then the council's), each with
    its own discussion or vote; headings within a long decision open no further one.
    """
    treatments: list[list[_Piece]] = [[]]
    for piece in pieces:
        if piece.section is Section.DECISION and _says(text, piece.span):
            treatments[-1].append(piece)
        elif piece.section in (Section.VOTE, Section.DISCUSSION) and treatments[-1]:
            treatments.append([])
    weights = [max((piece.weight for piece in treatment), default=0) for treatment in treatments]
    if not any(weights):
        return None
    enough = min(max(weights), 3)
    last = next(
        t for t, weight in zip(reversed(treatments), reversed(weights), strict=True) if weight >= enough
    )
    return max(last, key=lambda piece: (piece.weight, -piece.span.start)).span


def _proposal(paper: Paper, pieces: Sequence[_Piece], decision: Span | None) -> Span | None:
    """The proposal of the papers: the surest one before the decision, the first of equals."""
    before = [
        piece
        for piece in pieces
        if piece.section is Section.PROPOSAL
        and _says(paper.text, piece.span)
        and (decision is None or piece.span.start < decision.start)
    ]
    if not before:
        return None
    if paper.kind is Kind.SLIDES:  # earlier ones stand in the table of contents
        span = before[-1].span
        end = _NEXT_SLIDE.search(paper.text, span.start, span.end)
        return trim(paper.text, Span(span.start, end.start() if end else span.end))
    best = max(before, key=lambda piece: (piece.weight, -piece.span.start)).span
    if carried := _PROPOSAL_CARRIED.search(paper.text, best.start, best.end):
        best = trim(paper.text, Span(best.start, carried.start()))
    return _before_chapter(paper.text, best) if paper.kind is Kind.CASE_PAPER else best


def _before_chapter(text: str, proposed: Span) -> Span:
    """`proposed` up to a chapter's heading that only its shortness shows."""
    at = proposed.start
    lines: list[tuple[int, str]] = []
    for line in text[proposed.start : proposed.end].split("\n"):
        lines.append((at, line.strip()))
        at += len(line) + 1
    for (_, before), (start, line), (_, after) in zip(lines, lines[1:], lines[2:], strict=False):
        ended = not before or before.endswith((".", "!", "?"))
        if ended and _CHAPTER.fullmatch(line) and len(after or line) > len(line):
            return trim(text, Span(proposed.start, start))
    return proposed


def _last(text: str, pieces: Sequence[_Piece], section: Section) -> Span | None:
    return next((p.span for p in reversed(pieces) if p.section is section and _says(text, p.span)), None)


def _discussion(text: str, span: Span, body: int, pieces: Sequence[_Piece]) -> Span | None:
    """What was said: its own section, else what stands between the title and the first section."""
    if own := _last(text, pieces, Section.DISCUSSION):
        return own
    stop = pieces[0].start if pieces else span.end
    talk = trim(text, Span(min(body, stop), stop))
    if opening := _OPENING.match(text, talk.start, talk.end):
        talk = trim(text, Span(opening.end(), talk.end))
    return talk if _says(text, talk) else None


def _voted(text: str, span: Span, body: int, vote: Span | None) -> Span | None:
    """The decision of minutes that have no heading for it: the lines that say what was voted."""
    if vote and _VOTED.search(text, vote.start, vote.end):
        return vote
    last: re.Match[str] | None = None
    for match in _VOTED.finditer(text, body, span.end):
        last = match
    if last is None:
        return None
    start = text.rfind("\n", body, last.start()) + 1 or body
    end = text.find("\n", last.end(), span.end)
    return trim(text, Span(max(start, body), end if end >= 0 else span.end))


def _status(text: str, span: Span, body: int, decision: Span | None, proposed: Span | None) -> Status:
    decided = (
        text[decision.start : decision.end] if decision and decision.end - decision.start < SHORT else ""
    )
    said = text[span.start : min(span.end, body + EARLY) if decision else span.end]
    for pattern, status in _FATES:
        told = pattern.search(said) and (not decision or status is Status.NOT_TREATED)
        if told or pattern.search(decided):
            return status
    if decision:
        return Status.DECIDED
    return Status.PROPOSED if proposed else Status.UNKNOWN


def _without_closing(paper: Paper, decision: Span | None) -> tuple[Span | None, tuple[Span, ...]]:
    """The decision's slice, and its parts without page headers and without the closing sentence.

    Where the closing is run into the last paragraph, the decision's end is not certain: the slice
    keeps what follows, the parts do not.
    """
    if decision is None:
        return None, ()
    closing = _CLOSING.search(paper.text, decision.start, decision.end)
    said = trim(paper.text, Span(decision.start, closing.start())) if closing else decision
    parts = without(paper.text, said, paper.headers)
    if not parts:
        return None, ()
    return Span(parts[0].start, parts[-1].end if said == decision else decision.end), parts


def _clean(paper: Paper, span: Span | None) -> Span | None:
    """`span` without page headers at its ends; those inside stay, since a quote is one slice."""
    parts = without(paper.text, span, paper.headers) if span else ()
    return Span(parts[0].start, parts[-1].end) if parts else None


def _says(text: str, span: Span) -> bool:
    return any(character.isalpha() for character in text[span.start : min(span.end, span.start + 200)])
