"""The archive's register of cases: what its papers tell of each, joined and looked up."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from corpus.texts import Texts
from index.archive import Archive
from index.records import ALIAS, CASE, MATTER, StoredCase, stored_case, stored_number
from ingest.document import Kind, Span
from ingest.meeting.bodies import body_key, find_aliases
from ingest.meeting.matters import matter_keys, matters
from ingest.meeting.register import Key, Place, RegisterCase, join
from ingest.numbers import CaseNumber
from search.cite import LONGEST_DECISION
from search.dates import written
from search.types import Language


@dataclass(frozen=True, slots=True)
class Candidate:
    """A case that may be meant, with the accounts of it that the papers give."""

    case: RegisterCase
    accounts: tuple[StoredCase, ...]

    def account(self, *kinds: Kind) -> StoredCase | None:
        """The first account of the first of these kinds that there is; approved before draft."""
        for kind in kinds:
            found = [a for a in self.accounts if a.part.kind is kind]
            if found:
                return min(found, key=lambda a: a.part.draft)
        return None


def aliases(archive: Archive) -> dict[str, str]:
    """How the archive itself abbreviates its bodies' names."""
    return archive.cached(
        "aliases", lambda: find_aliases((*archive.store.bodies(), *archive.store.record_keys(ALIAS)))
    )


def candidates(archive: Archive, readings: Iterable[CaseNumber]) -> list[Candidate]:
    """The cases of any body that a number may mean, by its readings, the likelier first."""
    found: list[Candidate] = []
    for number in readings:
        stored = [stored_case(name, text) for name, text in archive.store.records(CASE, number.text)]
        found += _joined(archive, [s for s in stored if s.case.year == number.year])
    return found


def every_case(archive: Archive) -> list[Candidate]:
    """All cases of the archive, by year, body and sequence; made once a generation."""
    return archive.cached(
        "cases",
        lambda: _joined(archive, [stored_case(name, text) for name, text in archive.store.records(CASE)]),
    )


def known_numbers(archive: Archive) -> list[CaseNumber]:
    """The numbers of all cases."""
    pairs = (key.split("/") for key in archive.store.record_keys(CASE))
    from ingest.dates import full_year

    return [CaseNumber(full_year(int(year)), int(sequence)) for sequence, year in pairs]


def matter(archive: Archive, candidate: Candidate) -> tuple[RegisterCase, ...]:
    """The cases that treat the same matter, oldest first, this one among them; () where it is alone."""
    own = candidate.case
    groups = matters([c.case for c in _sharing(archive, own)])
    return next((group for group in groups if any(case.key == own.key for case in group)), ())


def _sharing(archive: Archive, case: RegisterCase) -> list[Candidate]:
    """Every case that shares a key of matters with this one, or with one that does, and so on.

    Looked up, since joining all cases of a large archive takes a hundred times as long.
    """
    asked: set[str] = set()
    found: dict[Key, Candidate] = {}
    waiting = set(matter_keys(case.title, case.archive_number))
    while waiting:
        asked |= waiting
        records = [text for key in sorted(waiting) for _, text in archive.store.records(MATTER, key)]
        waiting = set()
        for one in candidates(archive, sorted({stored_number(text) for text in records})):
            keys = set(matter_keys(one.case.title, one.case.archive_number))
            if keys & asked:  # a case of another body may have the number alone in common
                found[one.case.key] = one
                waiting |= keys - asked
    return list(found.values())


def _joined(archive: Archive, stored: Sequence[StoredCase]) -> list[Candidate]:
    known = aliases(archive)
    numbered: dict[tuple[int, int], list[StoredCase]] = {}
    for one in stored:
        numbered.setdefault((one.case.year, one.case.sequence), []).append(one)
    found = []
    for case in join(stored, known):
        same = numbered[case.key.year, case.key.sequence]
        found.append(Candidate(case, tuple(s for s in same if _tells_of(s, case, known))))
    return found


def _tells_of(stored: StoredCase, case: RegisterCase, known: dict[str, str]) -> bool:
    body = body_key(stored.part.body or stored.meeting.body, known)
    return body == case.key.body or not body


def case_name(case: RegisterCase, say: Texts, language: Language) -> str:
    """A case as sentences name it: ``sak 4/23 i Rådet, 16. mars 2023``."""
    place = ", ".join(filter(None, (case.body, written(case.date, language))))
    return say("cases.case_in" if place else "cases.case", number=case.number, place=place)


def named_bodies(archive: Archive, text: str) -> list[frozenset[str]]:
    """The archive's bodies (folded names) that a question names, the surest reading first.

    First those whose whole name or abbreviation stands in it; then those whose name holds one of
    these ("Sametinget" may mean "Sametingets plenum"); then those that a word for a body alone
    names ("Fagutvalget" for "Fagutvalget for e-helse"). [] where it names none; one empty set
    where it names (in capitals) a body that the archive does not have.
    """
    words = _words(archive, text).union(t.term for t in archive.query_terms(text) if t.source == "long")
    known = aliases(archive)
    named = [
        (_words(archive, written), body_key(name, known))
        for name in archive.store.bodies()
        for written in _ways(name)
    ]
    whole = [(terms, key) for terms, key in named if terms and terms <= words]
    # a name within a longer name that stands there too is not meant
    whole = [(terms, key) for terms, key in whole if not any(terms < other for other, _ in whole)]
    heads = [_words(archive, match.group()) for match in _BODY_WORD.finditer(text)]
    readings = [
        {key for _, key in whole},
        {key for terms, key in named if any(terms > other for other, _ in whole)},
        {key for terms, key in named if any(head and head <= terms for head in heads)},
    ]
    found = list(dict.fromkeys(frozenset(reading) for reading in readings if reading))
    unknown = any(m.group()[:1].isupper() and m.start() for m in _BODY_WORD.finditer(text))
    return found or ([frozenset()] if unknown else [])


def doubtful_body(name: str | None) -> bool:
    """Whether a body's name may be a misreading: none at all, or no word that bodies have in their names.

    Scanned minutes give such names; a case under one is not excluded by the body that is asked for.
    """
    return not name or not (_BODYLIKE.search(name) or _ABBREVIATION.fullmatch(name.strip()))


_BODYLIKE = re.compile(
    r"råd|utval|styre|ting(?:et|ets)?\b|nemnd|komit|forum|gruppe|plenum|formannskap|kommune|direktorat|departement"
    r"|board|council|committee",
    re.IGNORECASE,
)
_ABBREVIATION = re.compile(r"[A-ZÆØÅ][\w-]{1,9}")
_SHORT = re.compile(r"\(([A-ZÆØÅ][\w-]{1,14})\)")
_BODY_WORD = re.compile(
    r"\b[\w-]{2,60}(?:råd|rådet|utvalg|utvalget|utval|utvalet|styre|styret|ting|tinget|nemnd|nemnda|nemnden|forum|forumet"
    r"|komite|komité|komiteen|komitéen|formannskap|formannskapet)s?\b",
    re.IGNORECASE,
)


def _ways(name: str) -> list[str]:
    short = _SHORT.search(name)
    return [name.replace(short.group(), ""), short[1]] if short else [name]


def _words(archive: Archive, text: str) -> frozenset[str]:
    return frozenset(archive.analyser.index_terms(text).stem)


# -- the contract's JSON ------------------------------------------------------------------------


def as_json(archive: Archive, candidate: Candidate) -> dict[str, Any]:
    """A candidate as `saksok case` shows it."""
    case = candidate.case
    group = matter(archive, candidate)
    return {
        "number": case.number,
        "year": case.key.year,
        "sequence": case.key.sequence,
        "body": case.body,
        "meeting": case.meeting,
        "date": case.date,
        "title": case.title,
        "type": case.type,
        "presenter": case.presenter,
        "officer": case.officer,
        "archive_number": case.archive_number,
        "proposed": _place_json(archive, case.proposed),
        "decision": _place_json(archive, case.decision, case.decision_parts),
        "vote": _place_json(archive, case.vote),
        "status": str(case.status),
        "mentions": [_place_json(archive, place) for place in case.mentions],
        "matter": [
            {"number": c.number, "body": c.body, "date": c.date, "title": c.title, "status": str(c.status)}
            for c in group
        ],
    }


def _place_json(archive: Archive, place: Place | None, parts: Sequence[Span] = ()) -> dict[str, Any] | None:
    if place is None:
        return None
    span = Span(place.span.start, min(place.span.end, place.span.start + LONGEST_DECISION))
    value: dict[str, Any] = {
        "document": place.document,
        "page": archive.store.page_number(place.document, span.start),
        "start": span.start,
        "end": span.end,
        "quote": archive.store.text(place.document, span.start, span.end),
        "exempt": archive.store.exempt_at(place.document, span.start),
        "ocr": archive.store.ocr_at(place.document, span.start, span.end),
    }
    if len(parts) > 1:  # page headers stand in it: how it reads without them
        value["parts"] = [archive.store.text(place.document, part.start, part.end) for part in parts]
    return value
