"""What is logged holds no national identity number, whoever wrote the line."""

from __future__ import annotations

import logging

from ingest.personal import masked


class MaskedFormatter(logging.Formatter):
    """Formats as usual, error and traceback included, and masks the digits of personal numbers."""

    def format(self, record: logging.LogRecord) -> str:
        """The line as it is written."""
        return masked(super().format(record))
