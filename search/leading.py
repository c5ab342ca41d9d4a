"""Whether a quote says who leads what a question asks about: "hvem leder styret?", "who headed the expedition?"."""

from __future__ import annotations

import re
from collections.abc import Sequence

from index.archive import Archive
from search.evidence.types import Evidence
from search.needs import Need, Needs
from search.understand import Question, Wanted

_DEED = (
    "leder|ledet|ledde|leier|leia|leidde|styrer|styrte|styrar"
    "|chairs|chaired|heads|headed|directs|directed|leads|led"
)
_ASKED = re.compile(
    rf"\b(?:hvem|kven|who)\s+(?:{_DEED}|leiar|(?:er|var|blir|ble|blei|vart|is|was)\s+(?:(?:den|the|nye?)\s+)?"
    r"(?:leder|leiar|leader|head|chair(?:man|woman|person)?|\w*direktør|director)(?:en)?)\b",
    re.IGNORECASE,
)
_LEADING = re.compile(
    rf"\b(?:(?P<suffered>ledes|ledd|leiast|leidd|styres|styrt|(?:ledet|leda|leia|led|chaired|headed|directed)\s+(?:av|by))"
    rf"|(?P<deed>{_DEED})|(?:[\w-]*(?:leder(?:en|e|ne)?|leiar(?:en|ar|ane)?|sjef(?:en|er)?|formann(?:en)?|direktør(?:en|er)?"
    r"|president(?:en)?|minister(?:en)?|rektor(?:en)?|ordfører(?:en)?|ordførar(?:en)?"
    r"|marskalk|general(?:en)?|admiral(?:en)?|kaptein(?:en)?)|ledelse\w*|leiinga?"
    r"|kommand\w+|anfør\w+|spissen|chair\w*|head|leader|director|captain|commander))(?![\w-])",
    re.IGNORECASE,
)
# What follows a role, and not a deed: «leder, Vik», «leder Kari Lie», «leder og …».
_NO_OBJECT = re.compile(
    r"\s*(?:[,.;:()\]–-]|\Z|(?:ved|på|til|frå|fra|og|at|and)\b|(?-i:[A-ZÆØÅ]))", re.IGNORECASE
)
# «Ida Moe leder …», and not «leder Ida Moe».
_DOER = re.compile(r"(?:\b(?i:som|who|han|hun|ho|he|she)|[A-ZÆØÅ][\w.-]+\)?)\s+\Z")
_CLAUSE = re.compile(r"[,;:]\s")
_CALLED = re.compile(r"\s+[A-ZÆØÅ]")  # a name
_OF = re.compile(r"\s+(?:for|av|i|of|in)\s", re.IGNORECASE)
# «lederen av partiet»: which one has been told before.
_TOLD = re.compile(
    r"\s+(?:for|av|i|of|in)\s+(?:partiet|rådet|styret|utvalget|utvalet|nemnda|foreningen|foreninga|forbundet|selskapet"
    r"|organisasjonen|laget|the\s+(?:party|council|board|committee|company))\b(?!\s+(?:for|av|i|of|[A-ZÆØÅ]))"
)
# «Ola Berg ledet arbeidet.»: which work has been told before.
_THE_WORK = re.compile(
    r"\s*(?:arbeidet|arbeidene|arbeidd?a|prosjektet|tiltaket|det|dette|the work|the project|it)\s*(?:[.,;:!?]|\Z)",
    re.IGNORECASE,
)
_ENDED = re.compile(r"[.!?]\s+(?=[A-ZÆØÅ])")
_SHARE = 0.2  # of the weight of what is led, which tells that it is named
_NEAR = 80  # characters on either side of the role in which what is led is named


def leads_another(archive: Archive, question: Question, needs: Sequence[Need], one: Evidence) -> bool:
    """Whether it is asked who leads something, and the quote says of nobody that they lead that.

    needs: of the question. A role that the paper of a body names, or that stands under a heading or before a
    name, may leave out what is led.
    """
    asked = _ASKED.search(question.text) if question.wanted is Wanted.PERSON else None
    if asked is None:
        return False
    named = tuple(need for need in needs if need.place[0] >= asked.end())
    led = Needs(named, sum(need.rarity for need in named))
    above = " ".join((one.passage.title, *one.passage.heading, one.passage.body or ""))
    directs = _directs(asked.group())
    roles = (role for role in _LEADING.finditer(one.quote) if not directs or _directs(role.group()))
    return not any(_leads(archive, led, one, role, above) for role in roles)


def _directs(words: str) -> bool:
    """Whether words name a director: who is asked for by that name is no other leader."""
    return "direkt" in words.casefold() or "director" in words.casefold()


def _leads(archive: Archive, led: Needs, one: Evidence, role: re.Match[str], above: str) -> bool:
    """Whether what is led is named before a deed that it suffers, after one that takes it, or beside a role."""
    before = _ENDED.split(one.quote[max(0, role.start() - _NEAR) : role.start()])[-1]
    after = _ENDED.split(one.quote[role.end() : role.end() + _NEAR])[0]
    if role["suffered"]:
        where = before
    elif role["deed"] and (_DOER.search(before) or not _NO_OBJECT.match(after)):
        where = _CLAUSE.split(after)[0] + (f" {one.passage.text} {above}" if _THE_WORK.match(after) else "")
    elif _OF.match(after):
        where = f"{before} {after} {one.passage.text if _TOLD.match(after) else ''}"
    elif after.startswith(")"):  # what stands around is a list
        if _named(
            archive, led, _CLAUSE.split(before)[-1]
        ):  # it leads something itself: «Havnevesenet (leder)»
            return False
        where = above
    else:
        beyond = one.passage.text if _CALLED.match(after) else above
        where = f"{before} {after} {beyond}"
    return _named(archive, led, where)


def _named(archive: Archive, led: Needs, text: str) -> bool:
    terms = archive.analyser.distinct_terms(text)
    named = sum(need.rarity for need in led.needs if need.met(terms) == 1)
    return named >= _SHARE * led.total
