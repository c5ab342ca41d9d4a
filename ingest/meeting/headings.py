"""What a line says that it begins: a proposal, a treatment, a vote, a decision.

The conventions of municipal minutes, boards, councils and parliaments, in bokmål, nynorsk and
English, with numbers before them (``VI.``, ``3``), in two languages (``Mearrádus/Vedtak``) and with
the misreadings of OCR that keep the word itself whole. Each pattern begins at the line's
beginning, on at most `LONGEST_HEADING` characters, so that the time is linear in the text.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from ingest.meeting.lines import Line
from ingest.meeting.wording import RULES, Section


class Heading(NamedTuple):
    """A heading at ``text[start:content]``; what it opens begins at `content`.

    weight: how surely it opens the body's own decision or proposal, 1 (a bare word) to 4.
    """

    start: int
    content: int
    section: Section
    weight: int


# No heading is longer, what it opens on the same line aside.
LONGEST_HEADING = 110
# A numbered heading that runs on into the decision without a colon is no longer.
LONGEST_RUN_ON = 60


_ENUMERATOR = re.compile(
    r"(?:[-–•*·.,_~'\"]{1,3}\s*)?"
    r"(?:(?:[IVXUivxl1|T]{1,5}\b[\s_]?[.,:)]?|[A-Z][.)]|\d{1,2}(?:\.\d{1,2})?[.)]?|[a-h]\))\s*[-–_]?\s*)?"
)
_NUMBER_ONLY = re.compile(r"[IVXUil1|]{1,5}\s?[.:)]?")
_BILINGUAL = re.compile(r"[^\W\d_]{3,24}\s?/\s?(?=[^\W\d_])")

# After a heading stands a colon, the line's end, or (of a numbered heading) the decision itself.
_TAIL = (
    r"\s*(?:\([^()]{0,60}\)\s*)?"
    r"(?:(?P<colon>\s*[:;]\**\s*)|[.\s_·*-]{0,6}$|(?P<more>\s+(?=(?-i:[A-ZÆØÅ\d«•-]))))"
)
_PATTERNS = tuple(
    (
        section,
        weight,
        re.compile(pattern if section is Section.END else f"(?:{pattern}){_TAIL}", re.IGNORECASE),
    )
    for section, weight, pattern in RULES
)
# What every heading holds one of: the patterns are tried on lines that hold one, and on no others.
_KEYWORD = re.compile(
    r"vedta|vedte|vedto|beslut|konklu|avgj|decision|resol|resultat|forslag|fr[ae]mlegg|utkast|innstill|tilråd|anbefal"
    r"|foreslå|foreslo|recomm|propos|voter|avstem|røyst|stemme|\bvot|behandl|handsam|drøft|diskusj|debatt|ordskift"
    r"|oppsum|discuss|aleliste|alerliste|talelis|talerlis|protok|særuts|saks|saken|saka\b|bakgr|hensikt|formål|samm?end"
    r"|samand|vurder|dokument|vedlegg|innled|opplys|konsekv|backg|purp|merkn|spørsm|ettersend|muntlig|leg.?.?s fr"
    r"|underlag|arkiv|ansvar|frist|oppf|utskri|klage|original|avslut|møte|underskr|fremm|fremj|\bla fr|satte|sette"
    r"|kom med",
    re.IGNORECASE,
)


def find_headings(lines: Sequence[Line]) -> list[Heading]:
    """The headings among `lines`, in order; a number on a line of its own belongs to the heading below it."""
    found: list[Heading] = []
    for index, line in enumerate(lines):
        heading = heading_of(line.text, line.start)
        if heading is None:
            continue
        if index and _NUMBER_ONLY.fullmatch(lines[index - 1].text):
            heading = heading._replace(start=lines[index - 1].start)
        found.append(heading)
    return found


def heading_of(text: str, start: int) -> Heading | None:
    """The heading that a line begins with; None where it begins with none.

    text: the line. start: where it stands in the document.
    """
    if not _KEYWORD.search(text, 0, LONGEST_HEADING):
        return None
    skip = _ENUMERATOR.match(text)
    begin = skip.end() if skip else 0
    begins = [begin]
    if bilingual := _BILINGUAL.match(text, begin):
        begins.append(bilingual.end())
    for at in begins:
        for section, weight, pattern in _PATTERNS:
            match = pattern.match(text, at, at + LONGEST_HEADING)
            if match is None:
                continue
            more = section is not Section.END and match["more"] is not None
            if more and not (section is Section.DECISION and _runs_on(text[:at], match)):
                continue
            return Heading(start, start + match.end(), section, weight)
    return None


def _runs_on(enumerator: str, match: re.Match[str]) -> bool:
    """Whether a decision may begin on its heading's line without a colon: the heading is numbered and plain."""
    return match.end() - match.start() <= LONGEST_RUN_ON and any(mark in enumerator for mark in "VX.)")
