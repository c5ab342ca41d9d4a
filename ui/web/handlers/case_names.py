"""How a case is named in an address: ``Samhandlingsrådet/2023/15``, body, year and sequence."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote

from corpus.texts import Texts
from index.archive import Archive
from ingest.dates import full_year
from ingest.meeting.bodies import body_fits, body_key
from ingest.meeting.register import Key, RegisterCase, nearest
from ingest.numbers import CaseNumber
from search.cases.register import Candidate, aliases, every_case
from ui.web.links import home

NAMELESS = "-"
"""Stands for the body of a case that no paper names a body for."""

_NAME = re.compile(r"(?P<body>.{1,200})/(?P<year>(?:\d\d)?\d\d)/(?P<sequence>\d{1,4})", re.ASCII)
_SHORT = re.compile(r"\s*\(([^()]+)\)\s*")


@dataclass(frozen=True, slots=True)
class CaseName:
    """A case as an address names it; `body` as a word or as words with hyphens between them."""

    body: str
    year: int
    sequence: int

    @classmethod
    def of(cls, text: str) -> CaseName | None:
        """What an address asks for; None for one gone wrong."""
        match = _NAME.fullmatch(text.strip().strip("/"))
        if match is None:
            return None
        year = full_year(int(match["year"])) if len(match["year"]) == 2 else int(match["year"])
        return cls(match["body"], year, int(match["sequence"]))

    @property
    def text(self) -> str:
        """As it stands in an address: ``Samhandlingsrådet/2023/15``."""
        return f"{self.body}/{self.year}/{self.sequence}"

    @property
    def number(self) -> str:
        """As a reader writes it: ``15/20``."""
        return CaseNumber(self.year, self.sequence).text

    @property
    def lasting(self) -> str:
        """The address that leads to the case in any language, for others to keep."""
        return f"/sak/{quote(self.text)}"

    def address(self, say: Texts) -> str:
        """The case's page in the reader's language."""
        return f"{home(say)}?sak={quote(self.text)}"


def name_of(case: RegisterCase, known: dict[str, str]) -> CaseName:
    """The shortest name that leads back to the case; `known` are the archive's `aliases`."""
    body = case.body or ""
    short = _SHORT.search(body)
    ways = [short[1], _SHORT.sub(" ", body)] if short else [body]
    written = (re.sub(r"\W+", "-", way).strip("-") for way in ways)
    fitting = (word for word in written if word and body_key(word, known) == case.key.body)
    return CaseName(next(fitting, case.key.body or NAMELESS), case.key.year, case.key.sequence)


def name_told(case: Mapping[str, Any]) -> CaseName | None:
    """The name of a case of the contract; None where what was kept is not one."""
    body, year, sequence = (case.get(key) for key in ("body", "year", "sequence"))
    if not isinstance(year, int) or not isinstance(sequence, int):
        return None
    whole = _SHORT.sub(" ", body) if isinstance(body, str) else ""
    return CaseName(re.sub(r"\W+", "-", whole).strip("-") or NAMELESS, year, sequence)


@dataclass(frozen=True, slots=True)
class Found:
    """What an address led to: the case, or else the cases that may have been meant instead."""

    case: Candidate | None
    near: tuple[Candidate, ...] = ()


def find(archive: Archive, name: CaseName) -> Found:
    """The case of that name.

    Where there is none: those of that number in other bodies, else those of the nearest numbers,
    in the body that was named where it has any.
    """
    by_key: dict[Key, Candidate] = archive.cached(
        "cases by key", lambda: {candidate.case.key: candidate for candidate in every_case(archive)}
    )
    known = aliases(archive)
    body = "" if name.body == NAMELESS else body_key(name.body, known)
    exact = by_key.get(Key(body, name.year, name.sequence))
    if exact:
        return Found(exact)
    numbered = [
        c for c in by_key.values() if (c.case.key.year, c.case.key.sequence) == (name.year, name.sequence)
    ]
    words = name.body.replace("-", " ")
    fitting = [c for c in numbered if body_fits(c.case.body, words, known)]
    if len(fitting) == 1:
        return Found(fitting[0])
    if numbered:
        return Found(None, tuple(fitting or numbered))
    own = [c for c in by_key.values() if c.case.key.body == body or body_fits(c.case.body, words, known)]
    return Found(None, _nearest(own or list(by_key.values()), name))


def _nearest(cases: list[Candidate], name: CaseName) -> tuple[Candidate, ...]:
    numbers = {CaseNumber(c.case.key.year, c.case.key.sequence): c for c in reversed(cases)}
    return tuple(numbers[n] for n in nearest(CaseNumber(name.year, name.sequence), numbers))
