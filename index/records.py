"""Meetings, cases and rows as the truth keeps them: JSON of the dataclasses that ingest made.

A record has a type (``meeting``, ``case``, ``row``, ``alias``: how a paper explains a body's name,
``matter``: what a case shares with others of its matter, ``short``: an abbreviation that is
explained, ``holder``: who has a role), a key by which it is looked up (a case's number, a row's name
folded) and its place. What stands in the text is kept as offsets and read from the stored text when it is
needed, so that a quote cannot differ from its document.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

from index.abbreviations import explained
from index.language import Analyser
from ingest.boxes import Box
from ingest.document import Kind, Part, Span
from ingest.meeting import Case, Holder, Meeting, Person, Role, Status
from ingest.meeting.matters import matter_keys
from ingest.numbers import CaseNumber
from ingest.tables import Mark, Row

if TYPE_CHECKING:  # the pipeline brings the readers along, which asking does not need
    from ingest.pipeline import Digest

MEETING, CASE, ROW, ALIAS, MATTER = "meeting", "case", "row", "alias", "matter"
SHORT, HOLDER = "short", "holder"

Record = tuple[str, int, str | None, str]
"""Type, start offset, key and JSON."""


@dataclass(frozen=True, slots=True)
class StoredCase:
    """A case as one paper tells of it, with what it inherits from the paper."""

    document: str
    case: Case
    part: Part
    meeting: Meeting


@dataclass(frozen=True, slots=True)
class StoredRow:
    """A row with its document's name."""

    document: str
    row: Row


def records(digest: Digest) -> Iterator[Record]:
    """What a digest holds beside its passages."""
    for meeting in digest.meetings:
        bare = asdict(meeting) | {"cases": []}
        around = {"part": asdict(digest.parts[meeting.part]), "meeting": bare}
        start = digest.parts[meeting.part].start
        yield MEETING, start, meeting.number, _dump(around)
        for alias in meeting.aliases:
            yield ALIAS, start, alias, "{}"
        for case in meeting.cases:
            yield CASE, case.span.start, case.number, _dump(around | {"case": asdict(case)})
            yield from matter_records(
                case.span.start, CaseNumber(case.year, case.sequence), case.title, case.archive_number
            )
    yield from holder_records(digest.holders)
    for row in digest.rows:
        yield ROW, row.start, row.name.casefold(), _dump(asdict(row))


def matter_records(
    start: int, number: CaseNumber, title: str, archive_number: str | None
) -> Iterator[Record]:
    """By which keys the matter of a case is found."""
    for key in matter_keys(title, archive_number):
        yield MATTER, start, key, _dump({"year": number.year, "sequence": number.sequence})


def holder_records(holders: Iterable[Holder]) -> Iterator[Record]:
    """Who has which role."""
    for holder in holders:
        yield HOLDER, holder.span.start, holder.role, _dump(asdict(holder))


def short_records(text: str, analyser: Analyser) -> Iterator[Record]:
    """The abbreviations that a text explains."""
    for start, (short, long) in explained(text, analyser):
        yield SHORT, start, short, _dump({"long": long})


def stored_number(text: str) -> CaseNumber:
    """The number of the case that a record of a matter names."""
    return CaseNumber(**json.loads(text))


def stored_case(document: str, text: str) -> StoredCase:
    """A case from its record."""
    value = json.loads(text)
    return StoredCase(document, _case(value["case"]), _part(value["part"]), _meeting(value["meeting"]))


def stored_meeting(text: str) -> tuple[Part, Meeting]:
    """A meeting, without its cases, from its record."""
    value = json.loads(text)
    return _part(value["part"]), _meeting(value["meeting"])


def stored_holder(text: str) -> Holder:
    """A holder of a role from its record."""
    value = json.loads(text)
    return Holder(**(value | {"role": Role(value["role"]), "span": Span(**value["span"])}))


def stored_row(document: str, text: str) -> StoredRow:
    """A row from its record."""
    value = json.loads(text)
    value["amounts"] = tuple((year, number) for year, number in value["amounts"])
    value["cells"] = tuple((heading, cell) for heading, cell in value["cells"])
    value["colours"] = tuple(
        Mark(field, colour, page, Box(*box), (rgb[0], rgb[1], rgb[2]), *at)
        for field, colour, page, box, rgb, *at in value["colours"]
    )
    return StoredRow(document, Row(**value))


def _case(value: dict[str, Any]) -> Case:
    for name in ("span", "proposed", "decision", "vote", "discussion"):
        value[name] = Span(**value[name]) if value[name] else None
    for name in ("decision_parts", "mentions"):
        value[name] = tuple(Span(**span) for span in value[name])
    value["status"] = Status(value["status"])
    return Case(**value)


def _part(value: dict[str, Any]) -> Part:
    return Part(**(value | {"kind": Kind(value["kind"])}))


def _meeting(value: dict[str, Any]) -> Meeting:
    for name in ("present", "absent"):
        value[name] = tuple(Person(**person) for person in value[name])
    value["cases"] = ()
    value["aliases"] = tuple(value["aliases"])
    return Meeting(**value)


def _dump(value: dict[str, Any]) -> str:
    return json.dumps(value, ensure_ascii=False)
