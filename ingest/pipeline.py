"""A file all the way to what the index keeps; runs in worker processes."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from ingest.document import Document, Part, Passage, Span
from ingest.exempt import Exempt, find_exempt
from ingest.meeting import Case, Holder, Meeting, find_meetings
from ingest.meeting.roles import find_holders
from ingest.parts import find_parts
from ingest.passages import context, make_passages
from ingest.personal import find_personal_numbers
from ingest.read import read
from ingest.read.watch import Watch
from ingest.tables import Row
from ingest.tables.find import find_rows


@dataclass(frozen=True, slots=True)
class Digest:
    """What one file gave.

    contexts: for each passage, the text that ranks with it. personal: where national identity
    numbers stand. exempt: what is marked as exempt from public access. holders: who has which role.
    """

    document: Document
    parts: tuple[Part, ...]
    meetings: tuple[Meeting, ...]
    rows: tuple[Row, ...]
    passages: tuple[Passage, ...]
    contexts: tuple[str, ...]
    personal: tuple[Span, ...] = ()
    exempt: tuple[Exempt, ...] = ()
    holders: tuple[Holder, ...] = ()


def digest(path: Path, name: str, fingerprint: str, watch: Watch | None = None) -> Digest:
    """Read a file and take it apart. Raises UnreadableError with a sentence for the user."""
    watch = watch or Watch()
    document = read(path, name, fingerprint, watch)
    watch.tell("rest", 0)
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
    return Digest(
        document,
        tuple(parts),
        meetings,
        rows,
        tuple(passages),
        tuple(contexts),
        tuple(find_personal_numbers(document.text)),
        find_exempt(document, tuple(parts), tuple(case.span for case in cases)),
        tuple(h for p in parts for h in find_holders(document.text, p.start, p.end, of_body=bool(p.body))),
    )


def _case_at(cases: Sequence[Case], offset: int) -> Case | None:
    """The case whose treatment an offset lies in."""
    at = bisect_right(cases, offset, key=lambda case: case.span.start)
    if at and offset < cases[at - 1].span.end:
        return cases[at - 1]
    return None
