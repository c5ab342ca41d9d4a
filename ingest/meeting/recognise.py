"""From a document and its parts to meetings with their cases."""

from __future__ import annotations

from collections.abc import Sequence

from ingest.document import Document, Part
from ingest.meeting.types import Meeting


def recognise(document: Document, parts: Sequence[Part]) -> tuple[Meeting, ...]:
    """One meeting for each part that tells of cases or of a meeting."""
    del document, parts
    return ()
