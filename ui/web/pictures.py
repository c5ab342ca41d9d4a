"""Pictures of pages, drawn once and kept; named by content, never by path.

The name of a picture is the fingerprint of its document and the page's number. Only pages of
documents that stand in the index now are drawn, and only while the file is the one that was
read: a quote is never marked on the page of another file.
"""

from __future__ import annotations

import re
import threading
import time
from collections import OrderedDict
from functools import lru_cache
from pathlib import Path

from corpus.errors import UnreadableError, UsageError
from corpus.scan import fingerprint
from index.archive import Archive
from index.types import StoredDocument
from ingest.boxes import Box
from ingest.isolate import Drawers
from ingest.read.render import Drawing, Picture

SCALE = (
    2.0  # pixels a point: a page 8 inches wide is 1,200 pixels, sharp at the width of a laptop's half screen
)
_KEPT = 96 * 1024 * 1024  # bytes of pictures in memory: about 400 pages of text

_REFUSED = 600.0  # seconds for which a page that stopped its drawing is not tried again
_MOST_REFUSED = 1000  # such pages that are remembered

_Key = tuple[str, tuple[Box, ...]]
"""A picture's name, and the places that are painted over in it."""

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


class Pictures:
    """The pictures last asked for, for many threads. Drawn in processes of their own."""

    def __init__(self, drawers: Drawers, kept: int = _KEPT) -> None:
        """kept: bytes of pictures that are held."""
        self._drawers = drawers
        self._most = kept
        self._size = 0
        self._guard = threading.Lock()
        self._pictures: OrderedDict[_Key, bytes] = OrderedDict()
        self._refused: OrderedDict[_Key, tuple[float, UnreadableError]] = OrderedDict()

    def png(self, archive: Archive, name: str) -> bytes:
        """A page as PNG. Raises UsageError for a name of no page in the index, UnreadableError."""
        match = _NAME.fullmatch(name)
        document = archive.store.by_fingerprint(match[1]) if match else None
        if match is None or document is None or document.media not in (None, "pdf"):
            raise UsageError("errors.no_such_page")
        if not unchanged(document):
            raise UnreadableError("errors.file_moved", name=document.name)
        page = int(match[2])
        # What is covered is part of what the picture is: whoever may see numbers shares none with who may not.
        key = name, tuple(archive.hidden_boxes(document.name, page))
        with self._guard:
            if key in self._pictures:
                self._pictures.move_to_end(key)
                return self._pictures[key]
        drawn = self._drawn(key, document, Drawing(page, SCALE, key[1])).png
        self._keep(key, drawn)
        return drawn

    def count(self, document: StoredDocument) -> int:
        """How many pages a PDF has that could not be read; 0 where it cannot even be opened."""
        try:
            return self._drawn((document.fingerprint, ()), document, Drawing(0)).pages
        except UnreadableError:
            return 0

    def _drawn(self, key: _Key, document: StoredDocument, wanted: Drawing) -> Picture:
        """Drawn; what stopped its process a moment ago is refused at once, so that asking again costs nothing."""
        with self._guard:
            when, error = self._refused.get(key, (-_REFUSED, None))
        if error is not None and time.monotonic() - when < _REFUSED:
            raise UnreadableError(error.key, **error.values)
        try:
            return self._drawers.draw(Path(document.source), document.name, wanted)
        except UnreadableError as refusal:
            with self._guard:
                self._refused[key] = time.monotonic(), refusal
                while len(self._refused) > _MOST_REFUSED:
                    self._refused.popitem(last=False)
            raise

    def _keep(self, key: _Key, picture: bytes) -> None:
        with self._guard:
            if key in self._pictures:
                return
            self._pictures[key] = picture
            self._size += len(picture)
            while self._size > self._most and len(self._pictures) > 1:
                _, dropped = self._pictures.popitem(last=False)
                self._size -= len(dropped)
