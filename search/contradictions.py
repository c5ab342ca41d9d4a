"""Papers of different dates that say different things: numbers and days, who has a role, whether something stands.

Only what can be seen from the sentences themselves: that both tell of all that the question names, and
what each says of it. What cannot is no contradiction.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from index.archive import Archive
from ingest.names.known import is_person
from search.evidence import Evidence, find_evidence
from search.facts import asks_money, facts_of, has_count, has_money
from search.needs import Need, needs_of
from search.types import Ranked
from search.understand import Question, Wanted

_COUNTED = frozenset((Wanted.NUMBER, Wanted.AMOUNT, Wanted.DATE))

_CAPITAL = r"[A-ZÆØÅÄÖÁČĐŊŠŦŽÉÜ][\w'’-]+"
_PERSON = rf"(?P<name>{_CAPITAL}(?:\s(?:van|de|von|af|{_CAPITAL})){{1,3}})"
_IS = r"(?:er|var|blir|ble|blei|vart|heter|heiter|is|was)"
_AFTER = re.compile(  # "leder Kari Berg", "leder: Kari Berg", "lederen av rådet er Kari Berg"
    rf"\s*(?:[:–-]\s*|{_IS}\s+|(?:for|av|i|of|in)\s[^.;:,()]{{2,60}}?\s{_IS}\s+)?{_PERSON}"
)
_BEFORE = re.compile(  # "Kari Berg er leder", "Kari Berg (leder)", "Kari Berg ble valgt til ny leder"
    rf"{_PERSON}(?:\s\([^()]{{2,60}}\),\s|,\s|\s\(|\s{_IS}\s(?:(?:valgt|vald|utnevnt|tilsatt|ansatt|elected|appointed)\s(?:som|til|as)\s)?)"
    r"(?:(?:den|ny|nye|the|new|as)\s){0,2}$"
)
_LONGEST = 120  # characters before a role in which its person is looked for
_NOT_NOW = re.compile(
    r"\b(?:tidligere|tidlegare|forrige|førre|avtroppende|påtroppende|konstituert|fungerende|ikke|ikkje|former|previous|acting|not)\b",
    re.IGNORECASE,
)

_STANDS = re.compile(
    r"\b(?:vedtatte?|vedteke|vedtek(?:en|ne)|godkjente?|godkjende?|approved|adopted)\b", re.IGNORECASE
)
_FALLS = re.compile(
    r"\b(?:utsatte?|utsette?|opphevet|oppheva|opphevede|trukket|trekte?|trukne|avlyste?|forkastet|forkasta|avslått|avslegen|postponed|repealed|withdrawn"
    r"|cancelled|rejected)\b",
    re.IGNORECASE,
)
_DEEP = 10  # quotes among which the opposite is looked for
_WHETHER = re.compile(
    r"^(?:er|ble|blei|vart|har|is|was|has)\s|\b(?:hva|kva|what)\s(?:er|is|ble|vart)\s(?:\w+\s)?(?:status|skjedd|happened)",
    re.IGNORECASE,
)
_UNSURE = re.compile(
    r"\b(?:foreslå\w*|føreslå\w*|forslag\w*|framlegg\w*|innstill\w*|anbefal\w*|tilrå\w*|bør|skal|vil|kan|må|hvis|dersom"
    r"|om|ikke|ikkje|propos\w*|recommend\w*|should|shall|would|will|may|if|whether|not)\b",
    re.IGNORECASE,
)


def differ(archive: Archive, question: Question, one: Evidence, other: Evidence) -> bool:
    """Whether two quotes, of papers of different dates, say different things of what the question asks."""
    if one.passage.document == other.passage.document:
        return False
    if not one.passage.date or not other.passage.date or one.passage.date == other.passage.date:
        return False
    if question.wanted in _COUNTED:
        first, second = (facts_of(question.wanted, e.quote, question.text) for e in (one, other))
        return bool(first and second) and first.isdisjoint(second) and _of_one_kind(question, one, other)
    if question.wanted is Wanted.PERSON and question.focus is not None:
        return _other_person(archive, question, one, other)
    return question.wanted is Wanted.TEXT and _other_state(archive, question, one, other)


def contrary(
    archive: Archive, question: Question, ranked: Sequence[Ranked], best: Evidence
) -> Evidence | None:
    """A quote that says the opposite of the best one, where it is asked whether something was decided.

    It lacks the question's own word for that, and so is never among the likeliest.
    """
    if (
        question.wanted is not Wanted.TEXT
        or not _WHETHER.search(question.text)
        or _stands(best.quote) is None
    ):
        return None
    others = find_evidence(archive, question, ranked, _DEEP)
    return next((e for e in others if differ(archive, question, best, e)), None)


def _of_one_kind(question: Question, *quotes: Evidence) -> bool:
    """Whether the numbers of each quote are of the kind that is asked for: money, or what can count."""
    if asks_money(question):
        return all(has_money(one.quote, question.text) for one in quotes)
    if question.wanted is Wanted.NUMBER and question.focus is not None:
        noun = question.text[slice(*question.focus)]
        return all(has_count(one.quote, question.text, noun) for one in quotes)
    return True


def _other_person(archive: Archive, question: Question, one: Evidence, other: Evidence) -> bool:
    """Whether both name who has the role that is asked for, and nobody twice."""
    needs = _needs(archive, question)
    start, end = question.focus or (0, 0)
    role = frozenset[str]().union(*(n.terms for n in needs if start <= n.place[0] and n.place[1] <= end))
    first, second = (holders(archive, role, e.quote) for e in (one, other))
    return bool(first and second) and first.isdisjoint(second) and _same_subject(archive, needs, one, other)


def holders(archive: Archive, role: frozenset[str], text: str) -> frozenset[str]:
    """The last names, folded, of those who have a role (its keys) by what a text says; nothing of former ones."""
    flat = " ".join(text.split())
    found = set()
    for token in archive.analyser.tokens(flat):
        if token.term not in role or _NOT_NOW.search(flat):
            continue
        before = flat[max(0, token.start - _LONGEST) : token.start]
        for match in (_AFTER.match(flat, token.end), _BEFORE.search(before)):
            if match and is_person(match["name"]):
                found.add(match["name"].split()[-1].casefold())
    return frozenset(found)


def _other_state(archive: Archive, question: Question, one: Evidence, other: Evidence) -> bool:
    """Whether one says that something was decided, and the other that it does not stand."""
    if not _WHETHER.search(question.text):
        return False
    states = {_stands(e.quote) for e in (one, other)}
    if states != {True, False}:
        return False
    said = [m.span() for pattern in (_STANDS, _FALLS) for m in pattern.finditer(question.text)]
    needs = [n for n in _needs(archive, question) if n.place not in said]
    return bool(needs) and _same_subject(archive, needs, one, other)


def _stands(text: str) -> bool | None:
    """Whether a sentence says that something was decided (True) or does not stand (False); None for neither."""
    stands, falls = _STANDS.search(text), _FALLS.search(text)
    if _UNSURE.search(text) or bool(stands) == bool(falls):
        return None
    return bool(stands)


def _needs(archive: Archive, question: Question) -> tuple[Need, ...]:
    return needs_of(archive, archive.query_terms(question.text), question.asking).needs


def _same_subject(archive: Archive, needs: tuple[Need, ...] | list[Need], *quotes: Evidence) -> bool:
    """Whether each quote, with the body, title and headings of its paper, has every word of the question."""
    for one in quotes:
        p = one.passage
        terms = archive.analyser.distinct_terms(" ".join((one.quote, p.title, p.body or "", *p.heading)))
        if any(need.met(terms) < 1 for need in needs):
            return False
    return True
