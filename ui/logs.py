"""What is logged holds no national identity number, whoever wrote the line."""

from __future__ import annotations

import logging
from asyncio import CancelledError

from ingest.personal import masked


class Stopping(logging.Filter):
    """Passes over what uvicorn says of streams that a stop cuts off; each open page has one."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Whether the record is written."""
        cut_off = record.exc_info and isinstance(record.exc_info[1], CancelledError)
        return not cut_off and "timeout graceful shutdown exceeded" not in str(record.msg)


class MaskedFormatter(logging.Formatter):
    """Formats as usual, error and traceback included, and masks the digits of personal numbers."""

    def format(self, record: logging.LogRecord) -> str:
        """The line as it is written."""
        return masked(super().format(record))
