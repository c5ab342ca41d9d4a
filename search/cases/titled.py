"""Answers about a case that is named by what it is about: "hvem la fram saken om fergekaien?"."""

from __future__ import annotations

import re
from collections.abc import Sequence

from corpus.texts import texts
from index.archive import Archive
from index.types import Filters
from search.cases.by_title import cases_on
from search.cases.question import Asked, asked_of
from search.cases.register import Candidate, as_json
from search.cases.telling import Teller
from search.cite import Citations
from search.types import Answer, Searched
from search.understand import Question

_TITLE = 0.8
"""The share of what is named that a case's title must cover."""

_MOST = 6  # cases that are told of, and citations

_CASE = re.compile(
    r"\b(?:saken|saka|sak|case)\s+(?:om|vedrørende|knytta? til|angående|about|on|regarding|concerning)\s+(?P<topic>.+)$"
)
_PRESENTED = re.compile(
    r"\b(?:hvem|kven|who)\s+(?:som\s+)?(?:la fr[ae]m|legger? fr[ae]m|presenter\w*|innled\w*|orienterte om"
    r"|redegjorde for|introduced|presented)\s+(?:(?:saken|saka|the case)\s+)?(?:(?:om|about|on)\s+)?(?P<topic>.+)$"
)
_TOLD = frozenset(
    (
        Asked.ABOUT,
        Asked.STATUS,
        Asked.PRESENTER,
        Asked.OFFICER,
        Asked.DATE,
        Asked.VOTE,
        Asked.PROPOSAL,
        Asked.TYPE,
    )
)


def answer_titled_case(
    archive: Archive, question: Question, filters: Filters, searched: Searched
) -> Answer | None:
    """What is asked of a case that is named by its title's words; None where none is, or nothing is told of it."""
    folded = question.text.casefold()
    match = _CASE.search(folded) or _PRESENTED.search(folded)
    asked = asked_of(question.text)
    if filters or match is None or asked not in _TOLD:
        return None
    found = cases_on(archive, question, match.start("topic"), enough=_TITLE)
    found.sort(key=lambda c: (c.case.date or "", c.case.key), reverse=True)
    return _told(archive, question, asked, found[:_MOST], searched)


def _told(
    archive: Archive, question: Question, asked: Asked, found: Sequence[Candidate], searched: Searched
) -> Answer | None:
    say, cites, lines, told = texts(question.language), Citations(archive, _MOST), [], []
    for candidate in found:
        before, teller = len(cites.all), Teller(archive, question, candidate, cites, say, len(found))
        if asked in (Asked.PRESENTER, Asked.OFFICER) and not teller.knows(asked):
            continue
        line = teller.tell(asked)
        if line and len(cites.all) > before:
            lines.append(line)
            told.append(candidate)
    if not lines:
        return None
    if len(lines) > 1:
        lines.insert(0, say("cases.several"))
    cases = tuple(as_json(archive, candidate) for candidate in told)
    text = "\n\n".join(lines)
    return Answer(
        question.text, question.language, True, "case", text, cites.all, cases=cases, searched=searched
    )
