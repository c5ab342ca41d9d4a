"""Processes that are started as they are needed and used again while they are healthy."""

from __future__ import annotations

import threading
from types import TracebackType

from corpus.errors import Reason
from ingest.isolate.process import Cause, Reader
from ingest.read.watch import Limits

_STOPPED = {"hung": "errors.file_hung", "swelled": "errors.file_too_large", "crashed": "errors.file_crashed"}


class Pool:
    """The processes of one function (``module:name``)."""

    def __init__(self, limits: Limits, function: str) -> None:
        self._limits = limits
        self._function = function
        self._guard = threading.Lock()
        self._idle: list[Reader] = []
        self._all: set[Reader] = set()
        self._closed = False

    def __exit__(
        self, _kind: type[BaseException] | None, _error: BaseException | None, _at: TracebackType | None
    ) -> None:
        self.close()

    def warm(self) -> None:
        """Start a process, so that it is ready when the first file comes."""
        self._give_back(self._take())

    def close(self) -> None:
        """End all processes."""
        self._closed = True
        self._stop()
        with self._guard:
            readers, self._all, self._idle = list(self._all), set(), []
        for reader in readers:
            reader.end()

    def _stop(self) -> None:
        with self._guard:
            for reader in self._all:
                reader.stop()

    def _take(self) -> Reader:
        with self._guard:
            if self._idle:
                return self._idle.pop()
            reader = Reader(self._function, self._limits)
            self._all.add(reader)
            return reader

    def _give_back(self, reader: Reader) -> None:
        if not reader.healthy:
            self._drop(reader)
            return
        with self._guard:
            self._idle.append(reader)

    def _drop(self, reader: Reader) -> None:
        reader.end()
        with self._guard:
            self._all.discard(reader)


def stopped(name: str, cause: Cause) -> Reason:
    """Why a file that stopped its process is not read."""
    return Reason(_STOPPED[cause], name=name)
