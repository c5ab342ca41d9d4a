"""What the disk and the libraries say when something is wrong, as one sentence for the user.

SQLite, tantivy and FAISS each have their own words for a full disk, a folder that may not be
written to and a file that is damaged.
"""

from __future__ import annotations

import errno
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from corpus.errors import ArchiveError, DamagedError, SaksokError, StorageError

_FULL = {errno.ENOSPC, errno.EFBIG, getattr(errno, "EDQUOT", errno.ENOSPC)}
_REFUSED = {errno.EROFS, errno.EACCES, errno.EPERM}
_FULL_WORDS = ("disk is full", "no space left", "file too large", "storagefull", "filetoolarge", "quota")
_REFUSED_WORDS = ("readonly database", "read-only file system", "permission denied", "permissiondenied")
_DAMAGED_WORDS = ("malformed", "not a database", "database corruption")


def told(error: BaseException, folder: Path) -> ArchiveError | None:
    """The sentence for an error of the disk or of a damaged file; None for any other error."""
    if isinstance(error, SaksokError) or not isinstance(
        error, OSError | sqlite3.Error | RuntimeError | ValueError
    ):
        return None
    words = str(error).casefold()
    number = error.errno if isinstance(error, OSError) else None
    if number in _FULL or any(w in words for w in _FULL_WORDS):
        return StorageError("errors.disk_full", folder=folder)
    if number in _REFUSED or any(w in words for w in _REFUSED_WORDS):
        return StorageError("errors.index_read_only", folder=folder)
    if isinstance(error, sqlite3.DatabaseError) and any(w in words for w in _DAMAGED_WORDS):
        return damaged_truth(folder)
    if isinstance(error, sqlite3.OperationalError) and ("i/o" in words or "unable to open" in words):
        return StorageError("errors.disk_fault", folder=folder)
    return None


def damaged_truth(folder: Path) -> DamagedError:
    """The truth itself is damaged: what can be done."""
    return DamagedError("errors.database_damaged", folder=folder)


@contextmanager
def storing(folder: Path) -> Iterator[None]:
    """Errors of the disk become ArchiveError with their sentence; others pass unchanged."""
    try:
        yield
    except Exception as error:
        if sentence := told(error, folder):
            raise sentence from error
        raise
