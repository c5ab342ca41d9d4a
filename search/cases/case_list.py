"""How many cases there were, of a time or a body, and which were about a topic."""

from __future__ import annotations

import re

from corpus.texts import texts
from index.archive import Archive
from index.types import Filters
from search.cases.beside import remainder
from search.cases.by_title import cases_on
from search.cases.fates import cases_of, fate_of, list_cases
from search.cases.register import every_case
from search.coverage import coverage_sentence
from search.types import Answer, Searched
from search.understand import Question

_COUNT = re.compile(
    r"\b(?:(?:hvor|kor) mange|how many|antall|tal(?:et)? på|number of)\s+(?:\w+\s+)?(?:saker|sakene|cases)\b"
)
_CASE_WORDS = frozenset(
    "saker sakene sakane cases case behandlet behandla handsama handsamas behandles tatt tatt opp oppe kom treated "
    "considered discussed dealt utsatt utsett postponed trukket trekt trukke withdrawn møte møter møtet møtene "
    "møta meeting meetings ikke ikkje not".split()
)
_ABOUT = re.compile(
    r"\b(?:(?:hvor|kor) mange|how many|hvilke|hvilken|kva(?: for)?|which|what|list\w*|vis|show|finn|find|alle|all"
    r"|finnes det|finst det|er det|har det vært|har det vore|are there|were there)\b.{0,25}?"
    r"\b(?:saker|sakene|sakane|saken|saka|sak|cases?)\b.{0,20}?"
    r"\b(?:handl\w+(?: om)?|gjeld\w*|gjaldt|dreie\w* seg om|dreier seg om|vedrør\w*|angå\w*|omhandl\w*|omfatt\w*"
    r"|om|about|concern\w*|regarding|relat\w+ to|on)\s+(?P<topic>.+)$"
)


def answer_case_list(
    archive: Archive, question: Question, filters: Filters, searched: Searched
) -> Answer | None:
    """The cases counted, or those about a topic, newest first; None where the question asks for none."""
    folded = question.text.casefold()
    about = _ABOUT.search(folded)
    if filters or not (about or _COUNT.search(folded)):
        return None
    if about:
        return _of_topic(archive, question, about, searched)
    if remainder(archive, question, _CASE_WORDS):
        return None
    found = cases_of(archive, question, fate_of(question.text), searched)
    return found or _none_then(archive, question, searched)


def _none_then(archive: Archive, question: Question, searched: Searched) -> Answer | None:
    """No case of that time or body; None where the archive has no cases at all."""
    if not every_case(archive):
        return None
    say = texts(question.language)
    text = f"{say('cases.none_then')} {coverage_sentence(searched, say)}"
    return Answer(question.text, question.language, False, "none", text, searched=searched)


def _of_topic(
    archive: Archive, question: Question, about: re.Match[str], searched: Searched
) -> Answer | None:
    start = about.start("topic")
    found = cases_on(archive, question, start) or cases_on(archive, question, start, decisions=True)
    return list_cases(archive, question, found, None, searched) if found else None
