"""The meetings that the archive's papers tell of."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from index.archive import Archive
from index.records import MEETING, stored_meeting
from ingest.document import Part
from ingest.meeting import Meeting
from ingest.meeting.bodies import body_key
from search.cases.register import aliases, named_bodies


@dataclass(frozen=True, slots=True)
class Held:
    """A meeting as one paper tells of it."""

    document: str
    part: Part
    meeting: Meeting


def held_meetings(archive: Archive) -> list[Held]:
    """Every meeting of every paper."""
    return archive.cached(
        "told meetings",
        lambda: [Held(name, *stored_meeting(text)) for name, text in archive.store.records(MEETING)],
    )


def of_body(archive: Archive, text: str, held: Sequence[Held]) -> list[Held]:
    """Those of the body that a text names, by the surest reading that has any; all where it names none."""
    bodies = named_bodies(archive, text)
    if not bodies:
        return list(held)
    known = aliases(archive)
    named = ([h for h in held if body_key(h.part.body or h.meeting.body, known) in keys] for keys in bodies)
    return next((some for some in named if some), [])


def day_of(held: Held) -> str:
    """The meeting's date, ISO 8601; "" where no paper tells it."""
    return held.meeting.date or held.part.date or ""
