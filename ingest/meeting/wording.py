"""How papers word their headings: what opens a proposal, a treatment, a vote, a decision.

Bokmål, nynorsk and English, of municipalities, boards, councils and parliaments. Each pattern
begins at the heading's first word; what follows it (a colon, the line's end) is `headings`' matter.
"""

from __future__ import annotations

from enum import IntEnum


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


def _any(*alternatives: str) -> str:
    """One group of alternatives in which a blank stands for any white space."""
    return "(?:" + "|".join(alternatives).replace(" ", r"\s+") + ")"


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
_IN_CASE = (
    r"(?:\s+i\s+sak(?:en)?\b[^:;]{0,30}|\s+(?:nr\.?\s*)?\d[^:;]{0,20}"
    r"|\s*[,-]?\s*(?:enstemmig|einstemmig|samrøystes))?"
)
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
    *(r"t?\s?aleli?r?ste(?: og replikkordskifte)?", r"t\s?alerliste(?: og replikkordskifte)?"),
    *(r"saksprotokoll[^:;]{0,80}", r"særutskrift[^:;]{0,60}"),
)
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
RULES: tuple[tuple[Section, int, str], ...] = (
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
        rf"{_WHO}\s+(?:\([^()]{{1,20}}\)\s+)?{_PUT_FORWARD}\s+[^:;]{{0,60}}(?:forslag|framlegg|innstilling|vedtak|merknad|tillegg)[^:;]{{0,40}}",
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
