"""The log of who asked and opened what: a line of JSON for each, in a file that only its owner reads."""

from __future__ import annotations

import json
import logging
import logging.handlers
import os
from datetime import UTC, datetime
from pathlib import Path

from corpus.errors import UsageError
from ui.logs import MaskedFormatter

_LARGEST = 10_000_000  # bytes after which the file is put aside under a number …
_KEPT = 9  # … of which so many are kept
_LONGEST = 500  # characters of a question or name that are written down


class Journal:
    """Appends to one file from any thread. Raises UsageError where it cannot be written."""

    def __init__(self, path: Path) -> None:
        try:
            if not path.exists():  # private from the first byte on
                os.close(os.open(path, os.O_CREAT | os.O_WRONLY, 0o600))
            self._handler = logging.handlers.RotatingFileHandler(
                path, maxBytes=_LARGEST, backupCount=_KEPT, encoding="utf-8", errors="backslashreplace"
            )
            self._handler.setFormatter(MaskedFormatter("%(message)s"))
        except OSError as error:
            raise UsageError("errors.log_unwritten", path=path, strerror=error.strerror) from error

    def write(self, user: str, did: str, what: str) -> None:
        """One line: when (UTC), who, what was done (``ask``, ``open`` …), and with what."""
        when = datetime.now(UTC).isoformat(timespec="seconds")
        line = json.dumps(
            {"time": when, "user": user, "did": did, "what": what[:_LONGEST]}, ensure_ascii=False
        )
        self._handler.handle(logging.LogRecord("saksok.access", logging.INFO, "", 0, line, None, None))

    def close(self) -> None:
        """Let go of the file."""
        self._handler.close()
