"""A file becomes a `Document`: its text, its pages and where their words stand."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import NamedTuple

from corpus.errors import ScannedError, UnreadableError
from corpus.scan import fingerprint as fingerprint_of
from ingest.document import Document, Media, Page, Span
from ingest.furniture import find_furniture
from ingest.read.kinds import reader_for
from ingest.read.scans import read_scans, unread
from ingest.read.tesseract import engine, install_command
from ingest.read.types import Reader, Reading
from ingest.read.watch import Watch

__all__ = ["Reader", "Reading", "complete", "read", "reader_for"]

# A picture with fewer letters than this outside its furniture is a scan with a stamp or a page number on it.
_STAMP = 20


def read(path: Path, name: str, fingerprint: str | None = None, watch: Watch | None = None) -> Document:
    """The document that the file at `path` holds, named `name`.

    Without `fingerprint` it is computed (`corpus.scan.fingerprint`). Raises `UnreadableError`
    with one sentence in bokmål that says what is wrong and how to mend it.
    """
    watch = watch or Watch()
    try:
        if path.stat().st_size > watch.limits.bytes:
            raise UnreadableError("errors.too_many_bytes", name=name, value=watch.limits.bytes >> 20)
        data = path.read_bytes()
    except OSError as error:
        raise UnreadableError("errors.file_unopened", name=name) from error
    content = complete(data, name, watch)
    reading = content.reading
    return Document(
        name=name,
        fingerprint=fingerprint or fingerprint_of(path),
        media=reading.media,
        text=reading.text,
        pages=reading.pages,
        title=reading.title,
        author=reading.author,
        created=reading.created,
        outline=reading.outline,
        furniture=content.furniture,
        fills=reading.fills,
        ocr=reading.ocr,
    )


class Content(NamedTuple):
    """The content of a file with all that its pictures tell, and its running headers and footers."""

    reading: Reading
    furniture: tuple[Span, ...]


def complete(data: bytes, name: str, watch: Watch) -> Content:
    """What the bytes of a file hold. Raises `UnreadableError`."""
    if not data:
        raise UnreadableError("errors.file_empty", name=name)
    reading = reader_for(data, name)(data, name, watch)
    if len(reading.text) > watch.limits.characters:
        raise UnreadableError("errors.too_much_text", name=name)
    furniture = find_furniture(reading.text, reading.pages)
    reading = replace(reading, pages=_without_scans(reading, furniture))
    if reading.media is Media.PDF and (wanting := unread(reading)):
        before, available = reading, engine()
        reading = read_scans(data, name, before, available, watch)
        if reading is not before or not all(before.pages[number - 1].readable for number in wanting):
            reading = replace(reading, ocr=available.name if available else "")
            furniture = find_furniture(reading.text, reading.pages)
    partly = {number for number, _ in reading.figures}
    usable = any(page.readable or page.number in partly for page in reading.pages)
    if reading.pages and not (usable and reading.text.strip()):
        raise _nothing_read(name, reading.ocr)
    if not reading.text.strip():
        raise UnreadableError("errors.no_text", name=name)
    return Content(reading, tuple(furniture))


def _nothing_read(name: str, ocr: str | None) -> UnreadableError:
    if ocr:
        return UnreadableError("errors.pictures_unread", name=name)
    return ScannedError("errors.scanned", name=name, command=install_command())


def _without_scans(reading: Reading, furniture: Sequence[Span]) -> tuple[Page, ...]:
    """The pages, with those marked unreadable that are a picture with nothing but furniture on it."""
    if not reading.pictures:
        return reading.pages
    return tuple(
        replace(page, readable=False)
        if page.number in reading.pictures and _letters_outside(reading.text, page, furniture) < _STAMP
        else page
        for page in reading.pages
    )


def _letters_outside(text: str, page: Page, furniture: Sequence[Span]) -> int:
    """How many letters and digits of a page are not furniture."""
    count = sum(map(str.isalnum, text[page.start : page.end]))
    for span in furniture:
        if span.start >= page.end:
            break
        if span.end > page.start:
            count -= sum(map(str.isalnum, text[max(span.start, page.start) : min(span.end, page.end)]))
    return count
