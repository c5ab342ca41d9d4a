"""What a line says that it begins: a proposal, a treatment, a vote, a decision.

The conventions of municipal minutes, boards, councils and parliaments, in bokmål, nynorsk and
English, with numbers before them (``VI.``, ``3``), in two languages (``Mearrádus/Vedtak``) and with
the misreadings of OCR that keep the word itself whole. Each pattern begins at the line's
beginning, on at most `LONGEST_HEADING` characters, so that the time is linear in the text.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from enum import IntEnum
from typing import NamedTuple

from ingest.meeting.lines import Line


class Section(IntEnum):
    """What a heading opens."""

    DECISION = 1
    PROPOSAL = 2
    COUNTER = 3  # a member's own proposal, put against the one of the papers
    VOTE = 4
    DISCUSSION = 5
    BACKGROUND = 6  # documents, facts, assessments: what the case rests on
    AFTER = 7  # statements for the record, follow-up: what comes once the decision is made
    END = 8  # the case or the meeting is over


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


def _any(*alternatives: str) -> str:
    """One group of alternatives in which a blank stands for any white space."""
    return "(?:" + "|".join(alternatives).replace(" ", r"\s+") + ")"


_ENUMERATOR = re.compile(
    r"(?:[-–•*·.,_~'\"]{1,3}\s*)?"
    r"(?:(?:[IVXUivxl1|T]{1,5}\b[\s_]?[.,:)]?|[A-Z][.)]|\d{1,2}(?:\.\d{1,2})?[.)]?|[a-h]\))\s*[-–_]?\s*)?"
)
_NUMBER_ONLY = re.compile(r"[IVXUil1|]{1,5}\s?[.:)]?")
_BILINGUAL = re.compile(r"[^\W\d_]{3,24}\s?/\s?(?=[^\W\d_])")

_WHO = r"(?:[\wÀ-ž.&/-]+\s){0,5}?[\wÀ-ž.&/-]+"
_WHOSE = rf"{_WHO}(?:s|'|\s+sin?|\s+sitt|\s+sine)\s+"
_VERB = _any(
    *("fattet", "fatta", "fatter", "gjorde", "gjør", "gjorte", "traff", "treffer"),
    *("vedtok", "vedtar", "vedtek", "besluttet", "beslutter", "konkluderte med"),
)
_FOLLOWING = _any("følgende", "fylgjande", "følgjande", "slikt?", "dette")
_UNANIMOUSLY = _any("enstemmig", "einstemmig", "samrøystes", "deretter", "å", "følgende")
_ADJECTIVE = _any(
    *("endelige?", "endeleg", "enstemmige?", "einstemmige?", "samrøystes", "samrøystt", "fattede?", "fatta"),
    *("vedtatte", "offentlige?", "møtets", "nytt", "følgende", "foreløpige?"),
)
_VOTING = _any(
    r"voteringen?\w*",
    "avstemn?ingen?",
    "avstemmingen?",
    "røystinga?",
    "drøfting(?:en|a)?",
    "behandling(?:en|a)?",
)
_AS_FOLLOWS = (
    rf"(?:\s+etter\s+(?:\w+\s+)?{_VOTING})?(?:\s+(?:er|var|ble|blei|vart|lyder|lød))?"
    rf"(?:\s+(?:{_FOLLOWING}|som\s+føl[gj]{{1,2}}er|slik))?"
)
_OVER = _any("i", "av", "frå", "fra", "den", "overfor", "ovenfor", "-", "–")
_WHERE = rf"(?:\s+(?:{_OVER}\s+(?!tidligere|tidlegare)[^:;]{{2,70}}|\d[\d. ]{{5,9}}))?"
_IN_CASE = r"(?:\s+i\s+sak(?:en)?\b[^:;]{0,30}|\s+(?:nr\.?\s*)?\d[^:;]{0,20}|\s*[,-]?\s*(?:enstemmig|einstemmig|samrøystes))?"
_DAY = r"\d|kl|den\b|(?:man|tirs|ons|tors|fre|lør|søn)dag"

_CLOSED = (
    r"(?:behandlingen\s+av\s+)?sak(?:en|a)?(?:\s+\d{1,4}/\d{2,4})?\s+(?:ble|blei|vart|er)?\s?avslutta?(?:et)?"
    rf"(?:\W{{0,3}}$|\W{{0,3}}(?={_DAY})).{{0,60}}"
)
_ADJOURNED = _any(
    r"møtet (?:ble |blei |vart |er )?(?:hevet|heva|avsluttet|avslutta|slutt)\b.{0,60}",
    *(r"møteslutt\b.{0,40}", r"rett utskrift.{0,60}", r"neste møte\b.{0,80}", r"underskrifter?$"),
    r"protokollen (?:ble )?(?:lest|opplest|underskrevet|godkjent)\b.{0,80}",
)

_PROPOSED_NOUN = _any(
    "vedtak", "styrevedtak", "beslutning", "konklusjon", "innstilling", "protokollvedtak", "avgjerd"
)
_PROPOSAL_OF = _any(
    *("forslag til (?:vedtak|innstilling)", "innstilling(?:en)?(?: til vedtak)?", "tilråd(?:n)?ing"),
    *("framlegg til vedtak", "tilrådde vedtak", "anbefalte vedtak"),
)
_PUT_FORWARD = _any(
    *("fremmet", "fremma", "fremmer", "fremja", r"la fr[ae]m", r"sette fram", r"satte fr[ae]m"),
    *("foreslo", "foreslår", "kom med", "ba"),
)
_VOTE = _any(
    *("votering(?:er|en|a)?", "voteringsresultat", "avstemn?ing(?:er|en|a)?", "avstemming(?:en|a)?"),
    *("avrøysting(?:a)?", "røysting(?:a)?", "stemmegivning(?:en)?", "vote", "voting"),
)
_TREATMENT = _any(
    *("behandling(?:en|a)?", "handsaming(?:a)?", "møtebehandling", "drøfting(?:en|a)?", "diskusjon(?:en)?"),
    *("debatt(?:en)?", "ordskifte", "oppsummering", "discussion", "referat fra behandlingen"),
)
_SPEAKERS = _any(
    r"t?\s?aleli?r?ste(?: og replikkordskifte)?", r"t\s?alerliste(?: og replikkordskifte)?", r"saksprotokoll[^:;]{0,80}",
    r"særutskrift[^:;]{0,60}",
)  # fmt: skip
_FACTS = _any(
    r"saks?(?:opplysninger|opplysningar|utredning|utgreiing|fremstilling|framstilling|fremlegg|framlegg)",
    *(
        r"saks?(?:orientering|dokumenter?|underlag)",
        "saken gjelder",
        "hva saken gjelder",
        "bakgrunn(?: for saken)?",
    ),
    *(
        "hensikt(?:en)?(?: med saken)?",
        "formål",
        "sammendrag",
        "samandrag",
        "vurdering(?:er|ar)?",
        "dokumente?r?",
    ),
    *(r"vedlegg(?: til saken|\s*\d{1,2}\s?[A-Za-z]?)?", "innledning", "faktiske opplysninger"),
    *("økonomiske konsekvenser", "background", "purpose"),
)
_LOOSE = _any(
    *(
        "forslag(?: og merknader)?",
        r"innleverte? forslag(?: og (?:eventuelle )?.?merknader)?",
        r"fr[ae]m(?:satte|lagte) forslag",
    ),
    *("merknader?", "spørsmål", "ettersendes", "muntlig(?: orientering)?", r"legg(?:e)?s fr[ae]m i møtet"),
    *("ingen (?:vedlegg|underlag|saksunderlag)", "arkiv", r"arkivsaksn\w*", "saksgang", "behandlinger"),
    r"(?:ansvarlig|ansvar|frist)(?=\s*:)",
)
_RECORD = _any(
    *(r"protoko\w{0,3}tilf\s?ør\w*", r"protokolltilførs\w*", "røysteforklaring", "stemmeforklaring"),
    *("oppfølging(?:spunkter)?", "oppfylging", "melding om vedtak", r"utskrift (?:til|sendes)[^:;]{0,50}"),
    *("klage(?:adgang|rett)", "vedtakskompetanse", r"originalspråk[^:;]{0,5}"),
)

# In the order in which they are tried; the first that fits a line decides.
_RULES: tuple[tuple[Section, int, str], ...] = (
    (Section.END, 3, _CLOSED),
    (Section.END, 3, _ADJOURNED),
    (
        Section.DECISION,
        4,
        rf"{_WHO}s\s+(?:{_ADJECTIVE}\s+){{0,2}}(?:vedtak|beslutning)(?:er)?\s+etter\s+votering\w*{_AS_FOLLOWS}",
    ),
    (
        Section.DECISION,
        4,
        rf"(?:det\s+(?:ble|vart)\s+|{_WHO}\s+)?{_VERB}(?:\s+\w+){{0,3}}?\s+{_FOLLOWING}\s+(?:\w+\s+)?"
        r"(?:vedtak|beslutning|konklusjon|avgjerd)(?:et)?",
    ),
    (
        Section.DECISION,
        4,
        rf"{_WHO}\s+(?:vedtok|vedtar|vedtek|besluttet|konkluderte)(?:\s+{_UNANIMOUSLY}){{0,2}}(?=\s*:)",
    ),
    (
        Section.DECISION,
        3,
        rf"{_WHOSE}(?:{_ADJECTIVE}\s+){{0,2}}(?:vedtak|beslutning|konklusjon|avgjørelse)(?:et|er|en)?{_AS_FOLLOWS}{_WHERE}",
    ),
    (Section.DECISION, 3, r"(?-i:[A-ZÆØÅ]{1,8})\s?[-–/.]?\s{0,2}vedtak"),
    (
        Section.DECISION,
        3,
        rf"(?:{_ADJECTIVE}\s+){{1,2}}(?:vedtak|beslutning|konklusjon)(?:et)?{_AS_FOLLOWS}{_WHERE}",
    ),
    (Section.DECISION, 2, rf"vedtak(?:et)?{_AS_FOLLOWS}{_IN_CASE}{_WHERE}"),
    (
        Section.DECISION,
        1,
        _any(
            "beslutning(?:er)?",
            "konklusjon(?:er)?",
            "avgjørelse",
            "avgjerd",
            "resultat",
            "decisions?",
            "resolution",
        )
        + r"(?=\s*[:;])",
    ),
    (
        Section.PROPOSAL,
        4,
        r"(?:(?:alternativ\w*|nytt|revidert|opprinnelig|endret|endelig)\s+)?"
        rf"(?:forslag|framlegg|fremlegg|utkast)(?:et)?\s+(?:til|for|om)\s+(?:\w+\s+)?{_PROPOSED_NOUN}{_WHERE}",
    ),
    (
        Section.COUNTER,
        3,
        rf"{_WHO}\s+{_PUT_FORWARD}\s+[^:;]{{0,60}}(?:forslag|framlegg|innstilling|vedtak|merknad|tillegg)[^:;]{{0,40}}",
    ),
    (Section.PROPOSAL, 4, rf"{_WHOSE}{_PROPOSAL_OF}{_WHERE}"),
    (
        Section.PROPOSAL,
        3,
        rf"{_WHOSE}(?:forslag|anbefaling|framlegg|tilleggsforslag)(?:\s+overfor\s+[^:;]{{2,40}})?(?=\s*:|\s*$)",
    ),
    (
        Section.PROPOSAL,
        3,
        r"(?:(?:tilråd(?:n)?ing|innstilling)(?:en)?(?:\s+til\s+(?:vedtak|\w+))?|(?:tilrådd|anbefalt|foreslått)\s+vedtak)"
        + _WHERE,
    ),
    (
        Section.PROPOSAL,
        2,
        _any("anbefaling", "recommendation", "proposal", "proposed decision", "(?:hoved)?komiteen foreslår")
        + r"(?=\s*:)",
    ),
    (Section.VOTE, 3, rf"{_VOTE}(?:\s+(?:over|ved|i)\s+[^:;]{{2,60}})?"),
    (
        Section.DISCUSSION,
        3,
        rf"(?:(?-i:[A-ZÆØÅ]{{1,8}})\s?[-–]\s?)?{_TREATMENT}(?:\s+av\s+saken)?(?:\s+i\s+[^:;]{{2,60}})?",
    ),
    (Section.DISCUSSION, 3, _SPEAKERS),
    (Section.BACKGROUND, 3, _FACTS),
    (Section.BACKGROUND, 2, _LOOSE),
    (Section.AFTER, 3, _RECORD),
)

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
    for section, weight, pattern in _RULES
)
# What every heading holds one of: the patterns are tried on lines that hold one, and on no others.
_KEYWORD = re.compile(
    r"vedta|vedte|vedto|beslut|konklu|avgj|decision|resol|resultat|forslag|fr[ae]mlegg|utkast|innstill|tilråd|anbefal|foreslå|foreslo"
    r"|recomm|propos|voter|avstem|røyst|stemme|\bvot|behandl|handsam|drøft|diskusj|debatt|ordskift|oppsum|discuss|aleliste|alerliste"
    r"|talelis|talerlis|protok|særuts|saks|saken|saka\b|bakgr|hensikt|formål|samm?end|samand|vurder|dokument|vedlegg|innled|opplys"
    r"|konsekv|backg|purp|merkn|spørsm|ettersend|muntlig|leg.?.?s fr|underlag|arkiv|ansvar|frist|oppf|utskri|klage|original|avslut"
    r"|møte|underskr|fremm|fremj|\bla fr|satte|sette|kom med",
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
            if section is not Section.END and match["more"] is not None:
                if section is not Section.DECISION or not _runs_on(text[:at], match):
                    continue
            return Heading(start, start + match.end(), section, weight)
    return None


def _runs_on(enumerator: str, match: re.Match[str]) -> bool:
    """Whether a decision may begin on its heading's line without a colon: the heading is numbered and plain."""
    return match.end() - match.start() <= LONGEST_RUN_ON and any(mark in enumerator for mark in "VX.)")
