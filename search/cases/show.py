"""`saksok case`: every case that a number may mean, in the contract's JSON."""

from __future__ import annotations

from typing import Any

from corpus.errors import UsageError
from index.archive import Archive
from ingest.meeting.bodies import body_fits
from ingest.meeting.register import nearest
from ingest.numbers import find_numbers, parse_number
from search.cases.register import aliases, as_json, candidates, known_numbers


def show_case(archive: Archive, text: str, body: str | None = None) -> dict[str, Any]:
    """All candidates, none guessed; `nearest` names the numbers there are where there are none.

    Raises UsageError where `text` is no case number, or `body` fits no body of the archive.
    """
    readings = parse_number(text)
    if not readings:
        mentions = find_numbers(text)
        readings = tuple(dict.fromkeys(reading for mention in mentions for reading in mention.readings))
    if not readings:
        raise UsageError("errors.no_case_number", text=text[:40])
    found = candidates(archive, readings)
    if body:
        known = aliases(archive)
        if not any(body_fits(name, body, known) for name in archive.store.bodies()):
            there = ", ".join(archive.store.bodies()) or "ingen"
            raise UsageError("errors.no_body", body=body, there=there)
        found = [c for c in found if body_fits(c.case.body, body, known)]
    near = [] if found else [n.text for n in nearest(readings[0], known_numbers(archive))]
    return {
        "number": readings[0].text,
        "candidates": [as_json(archive, candidate) for candidate in found],
        "nearest": near,
    }
