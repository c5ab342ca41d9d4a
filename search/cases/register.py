"""The archive's register of cases: what its papers tell of each, joined and looked up."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from index.archive import Archive
from index.records import CASE, StoredCase, stored_case
from ingest.document import Kind, Span
from ingest.meeting.register import Place, RegisterCase, body_key, find_aliases, join, matters
from ingest.numbers import CaseNumber
from search.cite import LONGEST_DECISION


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
    return archive.cached("aliases", lambda: find_aliases(archive.store.bodies()))


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
    everything: dict[Any, tuple[RegisterCase, ...]] = archive.cached(
        "matters",
        lambda: {
            case.key: group for group in matters([c.case for c in every_case(archive)]) for case in group
        },
    )
    return everything.get(candidate.case.key, ())


def _joined(archive: Archive, stored: Sequence[StoredCase]) -> list[Candidate]:
    names = aliases(archive)
    own = find_aliases(alias for s in stored for alias in s.meeting.aliases)
    known = {**own, **names}
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


def named_bodies(archive: Archive, text: str) -> list[str]:
    """The folded names of the archive's bodies that a question names, by name or abbreviation."""
    words = _words(archive, text)
    known = aliases(archive)
    found: list[tuple[frozenset[str], str]] = []
    for name in archive.store.bodies():
        for written in _ways(name):
            terms = _words(archive, written)
            if terms and terms <= words:
                found.append((terms, body_key(name, known)))
    # "Samhandlingsrådet" within "Regionalt samhandlingsråd": the longer name is meant
    longest = [key for terms, key in found if not any(terms < other for other, _ in found)]
    return list(dict.fromkeys(longest))


_SHORT = re.compile(r"\(([A-ZÆØÅ][\w-]{1,14})\)")


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
    }
    if len(parts) > 1:  # page headers stand in it: how it reads without them
        value["parts"] = [archive.store.text(place.document, part.start, part.end) for part in parts]
    return value
