"""Pictures of pages, drawn once and kept; named by content, never by path.

The name of a picture is the fingerprint of its document and the page's number. Only pages of
documents that stand in the index now are drawn, and only while the file is the one that was
read: a quote is never marked on the page of another file.
"""

from __future__ import annotations

import re
import threading
from collections import OrderedDict
from functools import lru_cache
from pathlib import Path

from corpus.errors import UnreadableError, UsageError
from corpus.scan import fingerprint
from index.archive import Archive
from index.types import StoredDocument
from ingest.read.pdfium import DamagedError, opened
from ingest.read.render import render_page

SCALE = (
    2.0  # pixels a point: a page 8 inches wide is 1,200 pixels, sharp at the width of a laptop's half screen
)
_KEPT = 96 * 1024 * 1024  # bytes of pictures in memory: about 400 pages of text

_NAME = re.compile(r"([0-9a-f]{32})-([0-9]{1,6})")


def picture_name(document: StoredDocument, page: int) -> str:
    """The name under which `Pictures.png` finds a page."""
    return f"{document.fingerprint}-{page}"


def unchanged(document: StoredDocument) -> bool:
    """Whether the document's file still is the one that was read: by size and time, else by content."""
    try:
        found = Path(document.source).stat()
        if found.st_size != document.size:
            return False
        if found.st_mtime_ns == document.modified:
            return True
        return _fingerprint(document.source, found.st_size, found.st_mtime_ns) == document.fingerprint
    except OSError:
        return False


@lru_cache(maxsize=1024)
def _fingerprint(source: str, _size: int, _modified: int) -> str:
    """The content's fingerprint, taken once for each size and time that a file is seen with."""
    return fingerprint(Path(source))


def page_count(document: StoredDocument) -> int:
    """How many pages a PDF has that could not be read; 0 where it cannot even be opened."""
    try:
        with opened(Path(document.source), document.name) as pdf:
            return len(pdf)
    except (DamagedError, UnreadableError, OSError):
        return 0


class Pictures:
    """The pictures last asked for, for many threads."""

    def __init__(self, kept: int = _KEPT) -> None:
        self._most = kept
        self._size = 0
        self._guard = threading.Lock()
        self._pictures: OrderedDict[str, bytes] = OrderedDict()

    def png(self, archive: Archive, name: str) -> bytes:
        """A page as PNG. Raises UsageError for a name of no page in the index, UnreadableError."""
        match = _NAME.fullmatch(name)
        document = archive.store.by_fingerprint(match[1]) if match else None
        if match is None or document is None or document.media not in (None, "pdf"):
            raise UsageError("errors.no_such_page")
        if not unchanged(document):
            raise UnreadableError("errors.file_moved", name=document.name)
        with self._guard:
            if name in self._pictures:
                self._pictures.move_to_end(name)
                return self._pictures[name]
        covered = archive.hidden_boxes(document.name, int(match[2]))
        drawn = render_page(Path(document.source), int(match[2]), SCALE, covered)
        self._keep(name, drawn)
        return drawn

    def _keep(self, name: str, picture: bytes) -> None:
        with self._guard:
            if name in self._pictures:
                return
            self._pictures[name] = picture
            self._size += len(picture)
            while self._size > self._most and len(self._pictures) > 1:
                _, dropped = self._pictures.popitem(last=False)
                self._size -= len(dropped)
