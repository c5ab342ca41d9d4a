"""What a line says that it begins: a proposal, a treatment, a vote, a decision …

The conventions of municipal minutes, boards, councils and parliaments, in bokmål, nynorsk and
English, with enumerators (``VI.``, ``3``), bilingual headings (``Mearrádus/Vedtak``) and the
misreadings of OCR that keep the word itself whole. Each pattern begins at the line's beginning and
has no nested repetition over the same characters.
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


# No heading line is longer, what it opens on the same line aside.
LONGEST_HEADING = 110

# A numbered heading that runs on into the decision without a colon is no longer.
LONGEST_RUN_ON = 60

_ENUMERATOR = re.compile(
    r"(?:[-–•*·.,_~'\"]{1,3}\s*)?(?:(?:[IVXUivxl1|T]{1,5}\b[\s_]?[.,:)]?|[A-Z][.)]|\d{1,2}(?:\.\d{1,2})?[.)]?|[a-h]\))\s*[-–_]?\s*)?"
)
_WHO = r"(?:[\wÀ-ž.&/-]+\s){0,5}?[\wÀ-ž.&/-]+"
_MINUTES_VERB = r"(?:fattet|fatta|fatter|gjorde|gjør|gjorte|traff|treffer|vedtok|vedtar|vedtek|besluttet|beslutter|konkluderte med)"
_CONTENT = r"(?P<colon>\s*[:;]\**\s*)"
_CONTINUES = r"(?P<more>\s+(?=(?-i:[A-ZÆØÅ\d«•-])))"
_TAIL = rf"\s*(?:\([^()]{{0,60}}\)\s*)?(?:{_CONTENT}|[.\s_·*-]{{0,6}}$|{_CONTINUES})"
_ADJECTIVE = (
    r"(?:endelige?|endeleg|enstemmige?|einstemmige?|samrøystes|samrøystt|fattede?|fatta|vedtatte|offentlige?|møtets|nytt"
    r"|følgende|foreløpige?)"
)
_AFTER_VOTE = (
    r"(?:\s+etter\s+(?:\w+\s+)?(?:voteringen?|voteringane|avstemn?ingen?|avstemmingen?|røystinga?|drøfting(?:en|a)?|behandling(?:en|a)?))?"
    r"(?:\s+(?:er|var|ble|blei|vart|lyder|lød))?(?:\s+(?:følgende|fylgjande|følgjande|som følger|som følg[ej]r|slik|slikt))?"
)
_WHERE = (
    r"(?:\s+(?:(?:i|av|frå|fra|den|overfor|ovenfor|-|–)\s+(?!tidligere|tidlegare)[^:;]{2,70}|\d[\d. ]{5,9}))?"
)

_RULES: tuple[tuple[Section, int, str], ...] = (
    # -- the end
    (Section.END, 3, r"(?:behandlingen\s+av\s+)?sak(?:en|a)?(?:\s+\d{1,4}/\d{2,4})?\s+(?:ble|blei|vart|er)?\s?avslutta?(?:et)?(?:\W{0,3}$|\W{0,3}(?=\d|kl|den\b|(?:man|tirs|ons|tors|fre|lør|søn)dag)).{0,60}"),
    (Section.END, 3, r"møtet\s+(?:ble\s+|blei\s+|vart\s+|er\s+)?(?:hevet|heva|avsluttet|avslutta|slutt)\b.{0,60}|møteslutt\b.{0,40}|rett\s+utskrift.{0,60}|neste\s+møte\b.{0,80}|protokollen\s+(?:ble\s+)?(?:lest|opplest|underskrevet|godkjent)\b.{0,80}|underskrifter?$|(?:lunsj|lunch|pause|matpause)\b.{0,40}$"),
    # -- decisions, the surest first
    (Section.DECISION, 4, rf"{_WHO}s\s+(?:{_ADJECTIVE}\s+){{0,2}}(?:vedtak|beslutning)(?:er)?\s+etter\s+votering\w*{_AFTER_VOTE}"),
    (Section.DECISION, 4, rf"(?:det\s+ble\s+|det\s+vart\s+|{_WHO}\s+)?{_MINUTES_VERB}(?:\s+\w+){{0,3}}?\s+(?:følgende|fylgjande|følgjande|slikt?|dette)\s+(?:\w+\s+)?(?:vedtak|beslutning|konklusjon|avgjerd)(?:et)?"),
    (Section.DECISION, 4, rf"{_WHO}\s+(?:vedtok|vedtar|vedtek|besluttet|konkluderte)(?:\s+(?:enstemmig|samrøystes|einstemmig|deretter|å|følgende)){{0,2}}(?=\s*:)"),
    (Section.DECISION, 3, rf"{_WHO}(?:s|'|\s+sin?|\s+sitt|\s+sine)\s+(?:{_ADJECTIVE}\s+){{0,2}}(?:vedtak|beslutning|konklusjon|avgjørelse)(?:et|er|en)?{_AFTER_VOTE}{_WHERE}"),
    (Section.DECISION, 3, r"(?-i:[A-ZÆØÅ]{1,8})\s?[-–/.]?\s{0,2}vedtak"),
    (Section.DECISION, 3, rf"(?:{_ADJECTIVE}\s+){{1,2}}(?:vedtak|beslutning|konklusjon)(?:et)?{_AFTER_VOTE}{_WHERE}"),
    (Section.DECISION, 2, rf"vedtaket?{_AFTER_VOTE}(?:\s+i\s+sak(?:en)?\b[^:;]{{0,30}}|\s+\d[^:;]{{0,20}}|\s+enstemmig|\s+einstemmig|\s+samrøystes)?{_WHERE}"),
    (Section.DECISION, 2, rf"vedtak{_AFTER_VOTE}(?:\s+i\s+sak(?:en)?\b[^:;]{{0,30}}|\s+(?:nr\.?\s*)?\d[^:;]{{0,20}}|\s*[,-]?\s*(?:enstemmig|einstemmig|samrøystes))?{_WHERE}"),
    (Section.DECISION, 1, r"(?:beslutning(?:er)?|konklusjon(?:er)?|avgjørelse|avgjerd|resultat|decisions?|resolution|conclusions?)(?=\s*[:;])"),
    # -- proposals
    (Section.PROPOSAL, 4, rf"(?:(?:alternativ\w*|nytt|revidert|opprinnelig|endret|endelig)\s+)?(?:forslag|framlegg|fremlegg|utkast|forslaget|framlegget)\s+(?:til|for|om)\s+(?:\w+\s+)?(?:vedtak|styrevedtak|beslutning|konklusjon|innstilling|protokollvedtak|avgjerd){_WHERE}"),
    (Section.COUNTER, 3, rf"{_WHO}\s+(?:fremmet|fremma|fremmer|fremja|la\s+fr[ae]m|sette\s+fram|satte\s+fr[ae]m|foreslo|foreslår|kom med|ba)\s+[^:;]{{0,60}}(?:forslag|framlegg|innstilling|vedtak|merknad|tillegg)[^:;]{{0,40}}"),
    (Section.PROPOSAL, 4, rf"(?:{_WHO}(?:s|'|\s+sin?|\s+sitt|\s+sine)\s+)(?:forslag\s+til\s+(?:vedtak|innstilling)|innstilling(?:en)?(?:\s+til\s+vedtak)?|tilråd(?:n)?ing|framlegg\s+til\s+vedtak|tilrådde\s+vedtak|anbefalte\s+vedtak){_WHERE}"),
    (Section.PROPOSAL, 3, rf"(?:{_WHO}(?:s|'|\s+sin?|\s+sitt|\s+sine)\s+)(?:forslag|anbefaling|framlegg|tilleggsforslag)(?:\s+overfor\s+[^:;]{{2,40}})?(?=\s*:|\s*$)"),
    (Section.PROPOSAL, 3, rf"(?:(?:tilråd(?:n)?ing|innstilling)(?:en)?(?:\s+til\s+(?:vedtak|\w+))?|(?:tilrådd|anbefalt|foreslått)\s+vedtak){_WHERE}"),
    (Section.PROPOSAL, 2, r"(?:anbefaling|recommendation|proposal|proposed\s+decision|(?:hoved)?komiteen\s+foreslår|forslag\s+frå?a?\s+(?:råd|kommunedirektør|administrasjon)[^:;]{0,30})(?=\s*:)"),
    # -- what stands between and after
    (Section.VOTE, 3, rf"(?:votering(?:er|en|a)?|voteringsresultat|avstemn?ing(?:er|en|a)?|avstemming(?:en|a)?|avrøysting(?:a)?|røysting(?:a)?|stemmegivning(?:en)?|vote|voting)(?:\s+(?:over|ved|i)\s+[^:;]{{2,60}})?"),
    (Section.DISCUSSION, 3, rf"(?:(?-i:[A-ZÆØÅ]{{1,8}})\s?[-–]\s?)?(?:behandling(?:en|a)?|handsaming(?:a)?|møtebehandling|drøfting(?:en|a)?|diskusjon(?:en)?|debatt(?:en)?|ordskifte|oppsummering|discussion|referat fra behandlingen)(?:\s+av\s+saken)?(?:\s+i\s+[^:;]{{2,60}})?"),
    (Section.DISCUSSION, 3, r"(?:taleli?r?ste(?:\s+og\s+replikkordskifte)?|t\s?alerliste(?:\s+og\s+replikkordskifte)?|saksprotokoll[^:;]{0,80}|særutskrift[^:;]{0,60})"),
    (Section.BACKGROUND, 3, r"(?:sak(?:s)?(?:opplysninger|opplysningar|utredning|utgreiing|fremstilling|framstilling|fremlegg|framlegg|orientering|dokumenter?|underlag)|saken\s+gjelder|hva\s+saken\s+gjelder|bakgrunn(?:\s+for\s+saken)?|hensikt(?:en)?(?:\s+med\s+saken)?|formål|sammendrag|samandrag|vurdering(?:er|ar)?|dokumenter?|dokument|vedlegg(?:\s+til\s+saken|\s*\d{1,2}\s?[A-Za-z]?)?|innledning|faktiske\s+opplysninger|økonomiske\s+konsekvenser|background|purpose)"),
    (Section.BACKGROUND, 2, r"(?:forslag(?:\s+og\s+merknader)?|innleverte?\s+forslag(?:\s+og\s+(?:eventuelle\s+)?.?merknader)?|fr[ae]m(?:satte|lagte)\s+forslag|merknader?|spørsmål|ettersendes|muntlig(?:\s+orientering)?|legg(?:e)?s\s+fr[ae]m\s+i\s+møtet|ingen\s+(?:vedlegg|underlag|saksunderlag)|arkiv|arkivsaksn\w*|saksgang|behandlinger|(?:ansvarlig|ansvar|frist)(?=\s*:))"),
    (Section.AFTER, 3, r"(?:protoko\w{0,3}tilf\s?ør\w*|protokolltilførs\w*|røysteforklaring|stemmeforklaring|oppfølging(?:spunkter)?|oppfylging|melding\s+om\s+vedtak|utskrift\s+(?:til|sendes)[^:;]{0,50}|klage(?:adgang|rett)|vedtakskompetanse|originalspråk[^:;]{0,5})"),
)  # fmt: skip

_PATTERNS = tuple(
    (
        section,
        weight,
        re.compile(pattern if section is Section.END else f"(?:{pattern}){_TAIL}", re.IGNORECASE),
    )
    for section, weight, pattern in _RULES
)
_KEYWORD = re.compile(
    r"vedta|vedtek|vedtok|beslut|konklu|avgj|decision|conclu|resol|forslag|fr[ae]mlegg|utkast|innstill|tilråd|anbefal|foreslå"
    r"|recomm|propos|voter|avstem|røyst|stemmegiv|\bvot|behandl|handsam|drøft|diskusj|debatt|ordskift|oppsum|discuss|talerlis|talelis"
    r"|alerlis|sakspro|særuts|saks|saken|saka\b|bakgr|ettersend|muntl|legg|underlag|hensik|formål|samm?end|samand|vurder|dokument|vedlegg|innled|opplys|konsekv|backg"
    r"|purp|ansvar|frist|merkn|spørsm|arkiv|protok|forkla|oppf|utskri|klage|original|avslut|hevet|møte|underskr|fremm|fremja|frem|fram|resultat",
    re.IGNORECASE,
)
_NUMBER_ONLY = re.compile(r"[IVXUil1|]{1,5}\s?[.:)]?")
_BILINGUAL = re.compile(r"[^\W\d_]{3,24}\s?/\s?(?=[^\W\d_])")
_SENTENCE = re.compile(r"\b(?:ble|blei|vart|er|var|har|skal|kan|ikke|som|ved)\b", re.IGNORECASE)


def _runs_on(enumerator: str, match: re.Match[str]) -> bool:
    """Whether a decision may begin on its heading's line without a colon: the heading is numbered and plain."""
    return match.end() - match.start() <= LONGEST_RUN_ON and any(mark in enumerator for mark in "VX.)")


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
    """The heading that a line's `text`, which stands at `start` in the document, begins with; None where it is none."""
    if not _KEYWORD.search(text, 0, LONGEST_HEADING):
        return None
    skip = _ENUMERATOR.match(text)
    begin = skip.end() if skip else 0
    begins = [begin] if begin else [0]
    if bilingual := _BILINGUAL.match(text, begin):
        begins.append(bilingual.end())
    for at in begins:
        for section, weight, pattern in _PATTERNS:
            match = pattern.match(text, at, at + LONGEST_HEADING)
            if match is None:
                continue
            if section is Section.END:
                return Heading(start, start + match.end(), section, weight)
            if match["more"] is not None and not (section is Section.DECISION and _runs_on(text[:at], match)):
                continue
            return Heading(start, start + match.end(), section, weight)
    return None
