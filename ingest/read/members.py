"""Files within a file: a ZIP of documents, a message with attachments.

The whole is one document. Its first page lists the files (or is the message); then come the files'
own pages in order, each labelled with the file that it belongs to. One that cannot be read is a page
without text, and the list says why.
"""

from __future__ import annotations

import zipfile
from collections.abc import Sequence
from dataclasses import replace
from pathlib import PurePosixPath
from typing import NamedTuple

from corpus.errors import Reason, ScannedError, UnreadableError
from corpus.scan import READABLE
from ingest.document import Fill, Media, Page
from ingest.read.fills import put_back, taken
from ingest.read.package import MOST_FILES, member, opened_package, safe_path
from ingest.read.types import Reading
from ingest.read.watch import Watch

_DEPTH = 3  # files within files within a file
_FORKS = "__MACOSX"  # where a Mac puts what is no file of the user's


class Member(NamedTuple):
    """A file within a file; `reason` says why it is not read where that is known already."""

    name: str
    data: bytes
    reason: str | None = None


def read_zip(data: bytes, name: str, watch: Watch | None = None) -> Reading:
    """A ZIP file's documents, in order of name. Raises `UnreadableError` where none can be read."""
    with opened_package(data, name) as package:
        files = sorted(info.filename for info in package.infolist() if not info.is_dir())
        found = [_member(package, path, name) for path in files if _is_document(path)]
    if not found:
        raise UnreadableError("errors.no_documents_in", name=name)
    return with_members(Media.ZIP, name, f"{PurePosixPath(name).name}\n\nInnhold:\n", found, watch or Watch())


def with_members(media: Media, name: str, first: str, found: Sequence[Member], watch: Watch) -> Reading:
    """A reading whose first page is `first` with the list of the members, followed by theirs.

    Raises `UnreadableError` where files lie too deep within each other, or hold too much text.
    """
    if watch.depth >= _DEPTH:
        raise UnreadableError("errors.files_in_files", name=name)
    pages: list[tuple[Page, str]] = [(Page(1, 0, 0), "")]
    listed: list[str] = []
    recognisers: set[str | None] = set()
    for one in found[:MOST_FILES]:
        reason = one.reason
        if reason is None:
            try:
                recogniser, more = _pages(one, len(pages), watch)
                pages += more
                recognisers.add(recogniser)
            except UnreadableError as error:
                reason = str(error)
                recognisers.add("" if isinstance(error, ScannedError) else None)
        if reason is not None:
            pages.append((Page(0, 0, 0, label=one.name, readable=False), ""))
        listed.append(Reason("errors.member_unread", name=one.name, reason=reason) if reason else one.name)
        if sum(len(text) for _, text in pages) > watch.limits.characters:
            raise UnreadableError("errors.too_much_text", name=name)
    pages[0] = (pages[0][0], first + "".join(f"{line}\n" for line in listed))
    recognisers.discard(None)
    return replace(_joined(media, pages), ocr=min(recognisers, default=None, key=str))


def _pages(one: Member, before: int, watch: Watch) -> tuple[str | None, list[tuple[Page, str]]]:
    """What recognised text in a member's pictures (`Reading.ocr`), and its pages, numbered on from `before`."""
    from ingest.read import complete

    watch.tell("page", before + 1)
    if before + 1 in watch.skip:
        raise UnreadableError("errors.reader_stopped", name=one.name)
    inner = replace(
        watch,
        tell=lambda stage, page: watch.tell(stage, before + page),
        skip=frozenset(page - before for page in watch.skip if page > before),
        depth=watch.depth + 1,
    )
    reading = complete(one.data, one.name, inner).reading
    if not reading.pages:
        return reading.ocr, [(Page(1, 0, 0, label=one.name), put_back(reading.text, reading.fills, 0))]
    return reading.ocr, [
        (
            replace(
                page,
                label=f"{one.name}, {page.label or page.number}",
                boxes=b"",
                ocr=page.ocr - page.start if page.ocr is not None else None,
            ),
            put_back(reading.text[page.start : page.end], reading.fills, page.start),
        )
        for page in reading.pages
    ]


def _joined(media: Media, pages: Sequence[tuple[Page, str]]) -> Reading:
    placed: list[Page] = []
    texts: list[str] = []
    fills: list[Fill] = []
    start = 0
    for number, (page, marked) in enumerate(pages, 1):
        text, filled = taken(marked.replace("\f", " "))
        texts.append(f"{text}\f")
        fills += [Fill(start + fill.at, fill.rgb) for fill in filled]
        ocr = start + page.ocr if page.ocr is not None else None
        placed.append(replace(page, number=number, start=start, end=start + len(text), ocr=ocr))
        start += len(text) + 1
    return Reading(media, "".join(texts), tuple(placed), fills=tuple(fills))


def _member(package: zipfile.ZipFile, path: str, name: str) -> Member:
    if not safe_path(path):
        return Member(path, b"", Reason("errors.path_outside"))
    return Member(path, member(package, path, name))


def _is_document(path: str) -> bool:
    parts = PurePosixPath(path).parts
    hidden = parts[0] == _FORKS or any(part.startswith(".") and part != ".." for part in parts)
    return not hidden and PurePosixPath(path).suffix.lower() in READABLE
