"""A file becomes a `Document`: its text, its pages and where their words stand."""

from __future__ import annotations

import hashlib
from pathlib import Path

from corpus.errors import UnreadableError
from ingest.document import Document
from ingest.furniture import find_furniture
from ingest.read.pdf import read_pdf
from ingest.read.text import read_markdown, read_text
from ingest.read.types import Reader, Reading

__all__ = ["Reader", "Reading", "read", "reader_for"]

_PDF_HEAD = 1024  # a PDF may begin with junk; the format's own readers look this far for its mark


def read(path: Path, name: str, fingerprint: str | None = None) -> Document:
    """The document that the file at `path` holds, named `name`.

    Without `fingerprint` the SHA-256 of the bytes is taken. Raises `UnreadableError`
    with one sentence in bokmål that says what is wrong and how to mend it.
    """
    try:
        data = path.read_bytes()
    except OSError as error:
        raise UnreadableError(
            f"«{name}» kan ikke åpnes ({error.strerror or 'ukjent feil'}): kontroller at filen finnes og kan leses."
        ) from error
    if not data:
        raise UnreadableError(f"«{name}» er tom (0 byte): hent filen på nytt eller fjern den fra mappen.")
    reading = reader_for(data, name)(data, name)
    return Document(
        name=name,
        fingerprint=fingerprint or hashlib.sha256(data).hexdigest(),
        media=reading.media,
        text=reading.text,
        pages=reading.pages,
        title=reading.title,
        author=reading.author,
        created=reading.created,
        outline=reading.outline,
        furniture=find_furniture(reading.text, reading.pages),
    )


def reader_for(data: bytes, name: str) -> Reader:
    """The reader that fits the content; the file's ending only tells Markdown from text."""
    if b"%PDF-" in data[:_PDF_HEAD]:
        return read_pdf
    if Path(name).suffix.lower() in {".md", ".markdown"}:
        return read_markdown
    return read_text
