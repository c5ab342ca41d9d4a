"""What a question about cases asks for, by rules that can be read.

A question is about cases when it names a case number ("sak 15/20", "PS 015/20"), an archive
number, a sequence with a meeting or a year ("sak 15 i 2020"), the cases or the people of a
meeting, or the decisions on a topic ("hvilke vedtak er fattet om X?").
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum

from ingest.numbers import CaseNumber, MeetingMention, find_meetings, find_numbers, find_sequences
from search.understand import Question


class Asked(StrEnum):
    """Which side of a case, or of a meeting, is asked for."""

    CHANGE = "change"
    VOTE = "vote"
    REASON = "reason"
    TYPE = "type"
    OFFICER = "officer"
    PRESENTER = "presenter"
    DATE = "date"
    STATUS = "status"
    PROPOSAL = "proposal"
    DECISION = "decision"
    DISCUSSION = "discussion"
    ABOUT = "about"
    WHOLE = "whole"


# The first that fits decides, so the narrow ones stand first.
_ASKED: tuple[tuple[Asked, re.Pattern[str]], ...] = tuple(
    (asked, re.compile(pattern))
    for asked, pattern in (
        (
            Asked.CHANGE,
            r"\b(?:endre[ta]?|endringe?r?a?n?e?|forskjell\w*|skilnad\w*|ulik\w*|avvik\w*|chang\w+|differ\w*)\b"
            r".{0,60}\b(?:forslag|framlegg|innstilling|tilråding|vedtak|proposal|recommendation|decision)"
            r"|\b(?:forslag|framlegg|innstilling|tilråding|proposal|recommendation)\w*.{0,40}\b(?:endre[ta]|chang)",
        ),
        (
            Asked.VOTE,
            r"\bstem(?:me|t)\w*|\brøyst\w*|\bvoter\w*|\bvot(?:e|es|ed|ing)\b|\bflertall\w*|\bmindretall\w*",
        ),
        (Asked.REASON, r"\b(?:hvorfor|kvifor|why)\b"),
        (
            Asked.TYPE,
            r"\bsakst?ype\w*|\bsak[as]? type|\btype sak|\bslags sak|\bwhat (?:type|kind) of case|\bcase type",
        ),
        (
            Asked.OFFICER,
            r"\bsaksbehandler\w*|\bsakshandsamar\w*|\bcase ?(?:officer|worker|handler)|\bsaksansvarlig\w*",
        ),
        (
            Asked.PRESENTER,
            r"\b(?:hvem|kven|who)\b.{0,30}\b(?:la fr[ae]m|legger? fr[ae]m|present(?:er\w*|s|ed)|orienter\w*"
            r"|innled\w*|redegj\w*|fremm?[ea]\w*|introduc\w*)|\b(?:innleder|foredragsholder|presenter)\b",
        ),
        (Asked.DATE, r"^(?:når|when)\b|\bhvilken dato\b|\bkva dato\b|\bwhat date\b"),
        (
            Asked.STATUS,
            r"\b(?:hva|kva) (?:skjedde|hendte|hende)\b|\bhvordan gikk det\b|\bkorleis gjekk det\b|\bwhat happened\b"
            r"|\bhva er status\b|\bkva er status\b|\bbecame of\b|\b(?:hva|kva) ble det til\b"
            r"|^(?:ble|blei|vart|er|was|is|has|har)\b.{0,80}\b(?:behandle[td]|handsama|avgjort|utsatt|utsett|trukke[tn]"
            r"|vedtatt|vedteken|godkjent|avvist|ferdig\w*|avslutt\w*|lukk\w*|treated|decided|postponed|withdrawn|approved|adopted|closed|finished)",
        ),
        (
            Asked.PROPOSAL,
            r"\bforslag\w*|\bforesl\w+|\bframlegg\w*|\binnstilling\w*|\btilråding\w*|\btilrådd\w*|\banbefal\w*"
            r"|\bpropos\w*|\brecommend\w*",
        ),
        (
            Asked.DECISION,
            r"\bvedt(?:att?|ok|ekne|eke|eken|ak)\w*|\bvedtak\w*|\bbestemt?e?\b|\bbeslutte?\w*|\bkonklu\w*|\bkonklusjon\w*"
            r"|\butfall\w*|\bresultat\w*|\bavgj\w+|\bgodkjen\w*|\bdecid\w+|\bdecision\w*|\boutcome\b|\bresolution\b|\badopted\b",
        ),
        (
            Asked.DISCUSSION,
            r"\bdiskuter\w*|\bdrøft\w*|\bsagt\b|\bsaid\b|\binnspill\w*|\bmerknad\w*|\bkommenta\w*|\bdiscuss\w*|\bsynspunkt\w*",
        ),
        (
            Asked.ABOUT,
            r"\bhandl(?:er|ar|et|a)\b|\bgjeld(?:er|t)?\b|\bgjaldt\b|\bdreier?\b|\btema\w*|\btit(?:tel|telen|le)\b|\babout\b"
            r"|^(?:hva|kva) er sak|^what is case|\bconcern\w*|\bgikk ut på|\bgår ut på|\bgjekk ut på",
        ),
    )
)

_ARCHIVE_NUMBER = re.compile(r"(?<!\d)((?:19|20)\d\d/\d{1,6}(?:-\d{1,4})?)(?!\d)")
_ARCHIVE_WORD = re.compile(r"\b(?:arkiv\w*|journal\w*|archive\w*|saksarkiv\w*)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class CaseQuestion:
    """A question about a case by its number.

    numbers: each number named, with its readings, the likelier first. sequences: of cases whose
    year the question leaves to its context. archive_number: ``2026/1477-1``. meetings: those
    that the question names by number ("møte 3/2020").
    """

    asked: Asked
    numbers: tuple[tuple[CaseNumber, ...], ...] = ()
    sequences: tuple[int, ...] = ()
    archive_number: str | None = None
    meetings: tuple[MeetingMention, ...] = ()


def case_question(question: Question) -> CaseQuestion | None:
    """The case question that a question is, or None where it names no case."""
    text = question.text
    archive = _ARCHIVE_NUMBER.search(text)
    if archive and ("-" in archive[1] or _ARCHIVE_WORD.search(text)):
        return CaseQuestion(asked_of(text), archive_number=archive[1])
    mentions = find_numbers(text)
    numbers = tuple(dict.fromkeys(mention.readings for mention in mentions))
    sequences: tuple[int, ...] = ()
    if not numbers:
        sequences = tuple(dict.fromkeys(mention.sequence for mention in find_sequences(text)))
    if not numbers and not sequences:
        return None
    return CaseQuestion(asked_of(text), numbers, sequences, meetings=tuple(find_meetings(text)))


# Somebody's own proposal is part of the discussion, not the proposal that the paper makes.
_SOMEBODYS = re.compile(
    r"\b(?:forslag\w*|framlegg\w*|proposals?)\s+(?:fra|frå|from|av|by)\b|\b(?:alternativ\w*|motforslag\w*)\s+forslag"
    r"|\b(?:hvem|kven|who)\b.{0,40}\b(?:foreslo|forslag|framlegg|proposed)\b"
)
_DECIDED = re.compile(r"\b(?:vedtatt|vedtok|vedteke|vedteken|bestemt|besluttet|decided|adopted)\b")


def asked_of(text: str) -> Asked:
    """Which side of a case a question asks for; the whole of it where nothing tells.

    One that asks for both proposal and decision asks for the decision, which is told with the
    proposal that it grew from.
    """
    folded = text.casefold()
    if _SOMEBODYS.search(folded):
        return Asked.DISCUSSION
    asked = _first(folded)
    return Asked.DECISION if asked is Asked.PROPOSAL and _DECIDED.search(folded) else asked


def _first(folded: str) -> Asked:
    return next((asked for asked, pattern in _ASKED if pattern.search(folded)), Asked.WHOLE)
