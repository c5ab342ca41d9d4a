"""Meetings, their cases and decisions, recognised in a document that has been read."""

from __future__ import annotations

from collections.abc import Sequence

from ingest.document import Document, Part
from ingest.meeting.types import Case, Holder, Meeting, Person, Role, Status

__all__ = ["Case", "Holder", "Meeting", "Person", "Role", "Status", "find_meetings"]


def find_meetings(document: Document, parts: Sequence[Part]) -> tuple[Meeting, ...]:
    """The meetings that `document` tells of, in order; `parts` as `ingest.parts.find_parts` gave them."""
    from ingest.meeting.recognise import recognise

    return recognise(document, parts)
