"""What stands within one case: the proposal, the treatment, the vote and the decision."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Sequence
from typing import NamedTuple

from ingest.document import Kind, Span
from ingest.meeting.headings import Heading, Section
from ingest.meeting.lines import Line, trim, without
from ingest.meeting.types import Status


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
_ENDS = {
    4: {Section.END, Section.AFTER, Section.VOTE, Section.DECISION, Section.PROPOSAL},
    3: {
        Section.END,
        Section.AFTER,
        Section.VOTE,
        Section.DECISION,
        Section.PROPOSAL,
        Section.DISCUSSION,
        Section.COUNTER,
    },
}
_WEAK_ENDS = set(Section)
_CLOSING = re.compile(
    r"(?:\bBehandlingen av s|\bS)ak(?:en|a)\s+(?:ble\s+|blei\s+|vart\s+|er\s+)?avslutta?(?:et)?\W{1,3}(?:\d|kl|den\b|(?:man|tirs|ons|tors|fre|lør|søn)dag)"
)
_OPENING = re.compile(
    r"[^\n]{0,30}\b(?:sak(?:en|a)|behandlingen av saken)\s+(?:ble\s+|vart\s+)?påbegyn[^\n]*", re.IGNORECASE
)
_CHAPTER = re.compile(r"[A-ZÆØÅ][^.:;!?\n]{2,58}[^.:;,!?\n-]")
_NEXT_SLIDE = re.compile(r"\f|\n[^\S\n]*\n[^\S\n]*\n[^\S\n]*\n")
_VOTED = re.compile(
    r"(?:enstemmig|samrøystes|einstemmig|ble|blei|vart|mot\s+\d+\s+stemmer|stemmer)\s+(?:\w+\s+){0,3}?(?:vedtatt|vedteke|godkjent|godkjend|valgt|valt|vald"
    r"|tatt\s+til\s+\w+|teke\s+til\s+\w+|oversendt|sendt|forkastet|avvist|utsatt)|(?:enstemmig|samrøystes|einstemmig)\b.{0,30}(?:vedtatt|vedteke|godkjent)",
    re.IGNORECASE,
)
_POSTPONED = re.compile(
    r"\b(?:sak(?:en|a)|behandling(?:en|a)?(?:\s+av\s+sak\w*)?|avgjørelsen)\s+(?:\w+\s+){0,3}?(?:utsatt|utsett|utsettes|utsatt?e)\b|\b(?:utset|utsett)\w*\s+(?:sak|behandling)"
    r"|\butsett(?:es|ast)\s+til\b|(?:saken|saka)\s+utsatt\b",
    re.IGNORECASE,
)
_WITHDRAWN = re.compile(
    r"\bsak(?:en|a)?\s+(?:\d+/\d+\s+)?(?:(?:ble|blei|vart|er|blir)\s+)?(?:trukket|trekt|trekkes|trukke|strøket|strykes)\b|\btrukket\s+(?:fra|av|tilbake)",
    re.IGNORECASE,
)
_NOT_TREATED = re.compile(
    r"\bsak(?:en|a)?\s+(?:(?:ble|blei|vart|er)\s+)?(?:ikke|ikkje)\s+(?:behandlet|behandla|handsama)\b(?!\s+(?:i|på)\s+(?:forrige|førre|siste?)\b|\s+tidligere|\s+tidlegare)|\bsak(?:en|a)\s+(?:utgikk|utgår|utgjekk|gikk ut)\b",
    re.IGNORECASE,
)
# The treatment itself says within so many characters that there was none.
_EARLY = 500
# A decision this short that speaks of postponing is about nothing else.
_SHORT = 700
_KINDS_THAT_DECIDE = (Kind.MINUTES, Kind.OTHER)


def find_sections(
    text: str, span: Span, body_start: int, headings: Sequence[Heading], headers: Sequence[Span], kind: Kind
) -> Found:
    """The sections of the case whose treatment is `span`; its heading ends at `body_start`.

    Only minutes hold decisions; an agenda's or a case paper's "Vedtak" is a type or an earlier body's.
    """
    pieces = _pieces(text, span, body_start, headings)
    decides = kind in _KINDS_THAT_DECIDE
    decision = _decision(text, pieces) if decides else None
    proposed = _slide(text, pieces) if kind is Kind.SLIDES else _proposal(text, pieces, decision)
    if proposed and kind is Kind.CASE_PAPER:
        proposed = _before_chapter(text, proposed)
    vote = _last(text, pieces, Section.VOTE)
    discussion = None if kind is Kind.CASE_PAPER else _discussion(text, span, body_start, pieces)
    if decision is None and decides:
        decision = _voted(text, span, body_start, vote)
    status = _status(text, span, body_start, decision, proposed)
    parts: tuple[Span, ...] = ()
    if decision:
        closed = _before_closing(text, decision)
        parts = without(text, closed, headers)
        # Run into the last paragraph, the closing leaves the end uncertain: the slice keeps what follows.
        decision = (
            Span(parts[0].start, parts[-1].end if closed == decision else decision.end) if parts else None
        )
    return Found(
        _clean(text, proposed, headers),
        decision,
        parts,
        _clean(text, vote, headers),
        _clean(text, discussion, headers),
        status,
    )


def _clean(text: str, span: Span | None, headers: Sequence[Span]) -> Span | None:
    """`span` without page headers at its ends; those inside stay, since a quote is one slice."""
    parts = without(text, span, headers) if span else ()
    return Span(parts[0].start, parts[-1].end) if parts else None


def _before_closing(text: str, span: Span) -> Span:
    closing = _CLOSING.search(text, span.start, span.end)
    return trim(text, Span(span.start, closing.start())) if closing else span


_SUBJECT = re.compile(
    r"\W{0,4}(?:\d[.)]\s*)?(?P<body>(?!(?:I|På|For|Det|Dette|De|Den|Ved|Etter|Som|Når|Samlet|Møtet|Saken|Saka|Forslag\w*|Innstilling\w*|Innkalling\w*|Referat\w*)\b)[A-ZÆØÅ][\w-]*(?:\s(?:[\wæøå-]+)){0,6}?)\s+(?:tar|tek|tok|godkjenner|godkjende|vedtar|vedtek|vedtok|slutter|slutta|støtter|støttar"
    r"|anbefaler|anbefalte|tilrår|ber|gir|gjev|stiller|drøftet|drøfta|drøfter|har\s+(?:drøftet|vurdert|behandlet)|viser|er\s+orientert|ga|opprettar|oppretter|oppnevner|velger|møtest)\b"
)


def subject_of(text: str, headings: Sequence[Heading], end: int) -> str | None:
    """The body that the proposals and decisions before `end` begin with (``NUIT tar saken …``), the commonest."""
    found: Counter[str] = Counter()
    for heading in headings:
        if heading.section in (Section.DECISION, Section.PROPOSAL) and heading.weight >= 2:
            start = trim(text, Span(heading.content, end)).start
            if match := _SUBJECT.match(text[start : start + 120].replace("\n", " ")):
                found[match["body"].strip()] += 1
    name, votes = found.most_common(1)[0] if found else ("", 0)
    return name if votes >= min(2, len(found)) else None


def voted_lines(text: str, lines: Sequence[Line]) -> int:
    """How many lines say that something was voted."""
    del text
    return sum(len(line.text) < 400 and _VOTED.search(line.text) is not None for line in lines)


def _pieces(text: str, span: Span, body_start: int, headings: Sequence[Heading]) -> list[_Piece]:
    low = bisect_left([heading.start for heading in headings], body_start)
    inside = [heading for heading in headings[low:] if heading.start < span.end]
    pieces: list[_Piece] = []
    for index, heading in enumerate(inside):
        ends = _ENDS.get(heading.weight, _WEAK_ENDS) if heading.section is Section.DECISION else _WEAK_ENDS
        stop = next(
            (later.start for later in inside[index + 1 :] if _stops(text, later, heading, ends)), span.end
        )
        if closing := _CLOSING.search(text, heading.content, stop):
            own_line = closing.start() == heading.content or text[closing.start() - 1] in "\n\f"
            stop = closing.start() if own_line else stop
        content = trim(text, Span(heading.content, max(stop, heading.content)))
        pieces.append(_Piece(heading.section, heading.weight, heading.start, content))
    return pieces


def _stops(text: str, later: Heading, heading: Heading, ends: set[Section]) -> bool:
    if later.section not in ends:
        return False
    if heading.section is Section.DECISION and later.section in (Section.PROPOSAL, Section.COUNTER):
        if not _says(text, Span(heading.content, later.start)):
            return False  # the decision repeats the proposal, heading and all
    if (
        heading.section is Section.DECISION
        and heading.weight == 4
        and later.section in (Section.PROPOSAL, Section.DECISION)
    ):
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
    decided = [treatment for treatment in treatments if treatment]
    if not decided:
        return None
    surest = max(piece.weight for treatment in decided for piece in treatment)
    last = next(
        (t for t in reversed(decided) if max(piece.weight for piece in t) >= min(surest, 3)), decided[-1]
    )
    return max(last, key=lambda piece: (piece.weight, -piece.span.start)).span


def _last(text: str, pieces: Sequence[_Piece], section: Section) -> Span | None:
    return next((p.span for p in reversed(pieces) if p.section is section and _says(text, p.span)), None)


def _proposal(text: str, pieces: Sequence[_Piece], decision: Span | None) -> Span | None:
    """The proposal of the papers: the surest one, the last before the decision (the latest body's)."""
    before = [
        p
        for p in pieces
        if p.section is Section.PROPOSAL
        and _says(text, p.span)
        and (decision is None or p.span.start < decision.start)
    ]
    return max(before, key=lambda piece: (piece.weight, -piece.span.start)).span if before else None


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


def _slide(text: str, pieces: Sequence[_Piece]) -> Span | None:
    """The proposal of slides: what stands with its heading on one slide, the last such slide of the case."""
    for piece in reversed(pieces):
        if piece.section is Section.PROPOSAL and _says(text, piece.span):
            end = _NEXT_SLIDE.search(text, piece.span.start, piece.span.end)
            return trim(text, Span(piece.span.start, end.start() if end else piece.span.end))
    return None


def _discussion(text: str, span: Span, body_start: int, pieces: Sequence[_Piece]) -> Span | None:
    """What was said: its own section, else what stands between the heading and the first section."""
    if own := _last(text, pieces, Section.DISCUSSION):
        return own
    stop = pieces[0].start if pieces else span.end
    talk = trim(text, Span(min(body_start, stop), stop))
    if opening := _OPENING.match(text, talk.start, talk.end):
        talk = trim(text, Span(opening.end(), talk.end))
    return talk if _says(text, talk) else None


def _voted(text: str, span: Span, body_start: int, vote: Span | None) -> Span | None:
    """The decision of minutes that have no heading for it: the lines that say what was voted."""
    if vote and _VOTED.search(text, vote.start, vote.end):
        return vote
    matches = list(_VOTED.finditer(text, body_start, span.end))
    if not matches:
        return None
    start = text.rfind("\n", body_start, matches[-1].start()) + 1 or body_start
    end = text.find("\n", matches[-1].end(), span.end)
    return trim(text, Span(max(start, body_start), end if end >= 0 else span.end))


def _status(text: str, span: Span, body_start: int, decision: Span | None, proposed: Span | None) -> Status:
    early = text[span.start : min(span.end, body_start + _EARLY)]
    decided = (
        text[decision.start : decision.end] if decision and decision.end - decision.start < _SHORT else ""
    )
    said = early if decision else text[span.start : span.end]
    for pattern, status in (
        (_NOT_TREATED, Status.NOT_TREATED),
        (_WITHDRAWN, Status.WITHDRAWN),
        (_POSTPONED, Status.POSTPONED),
    ):
        if pattern.search(decided) or (
            pattern.search(said) and (not decision or status is Status.NOT_TREATED)
        ):
            return status
    if decision:
        return Status.DECIDED
    return Status.PROPOSED if proposed else Status.UNKNOWN


def _says(text: str, span: Span) -> bool:
    return any(character.isalpha() for character in text[span.start : min(span.end, span.start + 200)])
