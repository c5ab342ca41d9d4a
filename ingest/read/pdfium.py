"""PDFium, opened safely: one thread at a time, errors as sentences.

PDFium is not safe to call from two threads at once, whichever documents they work on. Whoever
uses it (reading, pictures of pages, tables) does so inside `opened`, or holds `LOCK`.
"""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from corpus.errors import UnreadableError

LOCK = threading.RLock()
_LOCKED_ERRORS = {4, 5}  # FPDF_ERR_PASSWORD, FPDF_ERR_SECURITY


class DamagedError(Exception):
    """PDFium cannot make sense of the file; another reader may."""


@contextmanager
def opened(source: Path | bytes, name: str) -> Iterator[Any]:
    """The ``pypdfium2.PdfDocument`` of a path or of bytes, closed at the end, with `LOCK` held.

    Files that open with an empty password (only an owner's password is set) are opened.
    Raises `UnreadableError` for a file that wants a password, `DamagedError` for one that
    PDFium cannot open.
    """
    import pypdfium2

    with LOCK:
        try:
            pdf = pypdfium2.PdfDocument(source)
        except pypdfium2.PdfiumError as error:
            # PDFium keeps the code of an earlier failure where it sets none of its own.
            if error.err_code in _LOCKED_ERRORS and _is_encrypted(source):
                raise locked(name) from error
            raise DamagedError(str(error)) from error
        try:
            yield pdf
        finally:
            pdf.close()


def _is_encrypted(source: Path | bytes) -> bool:
    return b"/Encrypt" in (source if isinstance(source, bytes) else source.read_bytes())


def locked(name: str) -> UnreadableError:
    """The error for a file that wants a password."""
    return UnreadableError("errors.password", name=name)


def damaged(name: str) -> UnreadableError:
    """The error for a file that no reader can open."""
    return UnreadableError("errors.file_damaged", name=name)
