"""The PDF reader of last resort: pypdf, for files that PDFium cannot open.

About 28 pages a second, without boxes.
"""

from __future__ import annotations

import io
import logging
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from ingest.document import Media, Page
from ingest.read.pdfium import damaged, locked
from ingest.read.types import Reading
from ingest.read.watch import Watch
from ingest.read.words import page_text


def rescue_pdf(data: bytes, name: str, watch: Watch) -> Reading:
    """What pypdf finds in a damaged PDF; raises `UnreadableError` where it finds no document.

    pypdf meets damage with exceptions of many kinds, recursion errors among them. Each means
    that the piece in hand cannot be read, so each is caught, piece by piece.
    """
    from pypdf import PasswordType, PdfReader

    with _quiet():
        try:
            reader = PdfReader(io.BytesIO(data), strict=False)
            refused = reader.is_encrypted and reader.decrypt("") == PasswordType.NOT_DECRYPTED
            count = 0 if refused else len(reader.pages)
        except Exception as error:
            raise damaged(name) from error
        if refused:
            raise locked(name)
        pages: list[Page] = []
        texts: list[str] = []
        start = 0
        for index in range(min(count, watch.limits.pages)):
            watch.tell("page", index + 1)
            page, text = _read_page(reader, index, start, watch)
            pages.append(page)
            texts.append(text)
            start = page.end + 1
    return Reading(Media.PDF, "".join(f"{text}\f" for text in texts), tuple(pages))


def _read_page(reader: Any, index: int, start: int, watch: Watch) -> tuple[Page, str]:
    if index + 1 in watch.skip:
        return Page(index + 1, start, start, readable=False), ""
    try:
        page = reader.pages[index]
        text = page_text(page.extract_text())
        if len(text) > watch.limits.page_characters:
            return Page(index + 1, start, start, readable=False), ""
        width, height = float(page.cropbox.width), float(page.cropbox.height)
        if page.rotation % 180:
            width, height = height, width
    except Exception:
        return Page(index + 1, start, start, readable=False), ""
    return Page(index + 1, start, start + len(text), width, height, readable=bool(text.strip())), text


@contextmanager
def _quiet() -> Iterator[None]:
    """Silences the log of pypdf: what it would say is said by the error, or by nothing being lost."""
    logger = logging.getLogger("pypdf")
    before = logger.level
    logger.setLevel(logging.CRITICAL + 1)
    try:
        yield
    finally:
        logger.setLevel(before)
