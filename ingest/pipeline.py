"""A file all the way to what the index keeps; runs in worker processes."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from ingest.document import Document, Part, Passage
from ingest.parts import find_parts
from ingest.passages import context, make_passages
from ingest.read import read


@dataclass(frozen=True, slots=True)
class Digest:
    """What one file gave. contexts: for each passage, the text that ranks with it."""

    document: Document
    parts: tuple[Part, ...]
    passages: tuple[Passage, ...]
    contexts: tuple[str, ...]


def digest(path: Path, name: str, fingerprint: str) -> Digest:
    """Read a file and take it apart. Raises UnreadableError with a sentence for the user."""
    document = read(path, name, fingerprint)
    parts = find_parts(document)
    passages = make_passages(document, parts)
    contexts = tuple(context(document, parts[passage.part], passage) for passage in passages)
    return Digest(document, tuple(parts), tuple(passages), contexts)
