"""A file all the way to what the index keeps; runs in worker processes."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from ingest.document import Document, Part, Passage
from ingest.meeting import Case, Meeting, find_meetings
from ingest.parts import find_parts
from ingest.passages import context, make_passages
from ingest.read import read
from ingest.tables import Row, find_rows


@dataclass(frozen=True, slots=True)
class Digest:
    """What one file gave. contexts: for each passage, the text that ranks with it."""

    document: Document
    parts: tuple[Part, ...]
    meetings: tuple[Meeting, ...]
    rows: tuple[Row, ...]
    passages: tuple[Passage, ...]
    contexts: tuple[str, ...]


def digest(path: Path, name: str, fingerprint: str) -> Digest:
    """Read a file and take it apart. Raises UnreadableError with a sentence for the user."""
    document = read(path, name, fingerprint)
    parts = find_parts(document)
    meetings = find_meetings(document, parts)
    rows = find_rows(document, path)
    cases = sorted((case for meeting in meetings for case in meeting.cases), key=lambda c: c.span.start)
    passages, contexts = [], []
    for passage in make_passages(document, parts):
        case = _case_at(cases, passage.start)
        around = context(document, parts[passage.part], passage)
        if case:
            passage = replace(passage, case=case.number)  # noqa: PLW2901 - the same passage, completed
            around = f"{around} · Sak {case.number} {case.title}"
        passages.append(passage)
        contexts.append(around)
    return Digest(document, tuple(parts), meetings, rows, tuple(passages), tuple(contexts))


def _case_at(cases: Sequence[Case], offset: int) -> Case | None:
    """The case whose treatment an offset lies in."""
    at = bisect_right(cases, offset, key=lambda case: case.span.start)
    if at and offset < cases[at - 1].span.end:
        return cases[at - 1]
    return None
