"""Text and Markdown files."""

from __future__ import annotations

import codecs

from corpus.errors import UnreadableError
from ingest.document import Media, Page
from ingest.read.types import Reading


def read_text(data: bytes, name: str) -> Reading:
    """A plain text file; form feeds make pages."""
    text = decode(data, name)
    return Reading(Media.TEXT, text, pages_of(text))


def read_markdown(data: bytes, name: str) -> Reading:
    """A Markdown file, read as it stands."""
    text = decode(data, name)
    return Reading(Media.MARKDOWN, text, pages_of(text))


def decode(data: bytes, name: str) -> str:
    """The file's characters, line ends unchanged."""
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return data.decode("utf-16", errors="replace")
    if b"\0" in data:
        raise UnreadableError(f"«{name}» er ikke en tekstfil: lagre den som PDF, .txt eller .md.")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return data.decode("cp1252", errors="replace")


def pages_of(text: str) -> tuple[Page, ...]:
    """One page for each stretch between form feeds; none where there are no form feeds."""
    if "\f" not in text:
        return ()
    pages: list[Page] = []
    start = 0
    for body in text.split("\f"):
        pages.append(Page(len(pages) + 1, start, start + len(body)))
        start += len(body) + 1
    if not pages[-1].end > pages[-1].start:
        pages.pop()
    return tuple(pages)
