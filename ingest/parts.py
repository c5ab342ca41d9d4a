"""The papers within a document: where each begins and ends, and what it is."""

from __future__ import annotations

from pathlib import PurePosixPath

from ingest.document import Document, Part


def find_parts(document: Document) -> tuple[Part, ...]:
    """The parts of `document`, in order, without overlap, covering its whole text (at least one)."""
    first = next((line.strip() for line in document.text.splitlines() if line.strip()), "")
    title = document.title or first[:200] or PurePosixPath(document.name).stem
    return (Part(0, len(document.text), title),)
