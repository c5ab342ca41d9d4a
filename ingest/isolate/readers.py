"""Several processes that read files, used again while they are healthy."""

from __future__ import annotations

import threading
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType

from ingest.isolate.messages import Request
from ingest.isolate.process import Cause, Reader, StoppedError
from ingest.isolate.worker import too_large
from ingest.pipeline import Digest
from ingest.read.watch import Limits

_FUNCTION = "ingest.pipeline:digest"
_AHEAD = 4  # files a process has waiting, so that memory stays bounded
_BAD_PAGES = 3  # pages of one file that may stop a reader before the file is given up


@dataclass(frozen=True, slots=True)
class Job:
    """A file to read; `name` and `fingerprint` as in `ingest.document.Document`."""

    path: Path
    name: str
    fingerprint: str


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a file gave: a digest, or the sentence that says why there is none.

    waits: it shall be read again when there is a program that recognises text in pictures.
    """

    digest: Digest | None
    reason: str | None
    waits: bool = False


class Readers:
    """Up to `count` processes, started as they are needed.

    function: what reads a file, as ``module:name``, with the arguments of `ingest.pipeline.digest`.
    """

    def __init__(self, count: int = 1, limits: Limits | None = None, function: str = _FUNCTION) -> None:
        self._limits = limits or Limits()
        self._function = function
        self._count = max(count, 1)
        self._guard = threading.Lock()
        self._idle: list[Reader] = []
        self._all: set[Reader] = set()
        self._closed = False

    def __enter__(self) -> Readers:
        return self

    def __exit__(
        self, _kind: type[BaseException] | None, _error: BaseException | None, _at: TracebackType | None
    ) -> None:
        self.close()

    def warm(self) -> None:
        """Start a process, so that it is ready when the first file comes."""
        self._give_back(self._take())

    def read_all(self, jobs: Iterable[Job]) -> Iterator[tuple[Job, Outcome]]:
        """What each file gave, in the order of `jobs`."""
        threads = ThreadPoolExecutor(self._count)
        waiting: list[tuple[Job, Future[Outcome]]] = []
        try:
            for job in jobs:
                waiting.append((job, threads.submit(self.read, job)))
                if len(waiting) >= self._count * _AHEAD:
                    first, future = waiting.pop(0)
                    yield first, future.result()
            while waiting:
                first, future = waiting.pop(0)
                yield first, future.result()
        finally:
            if waiting:  # nobody wants what is still being read
                self._stop()
            threads.shutdown(wait=True, cancel_futures=True)

    def read(self, job: Job) -> Outcome:
        """What one file gave. A page that stops the reader is left out, and the file is read again."""
        bad: list[int] = []
        while True:
            reader = self._take()
            request = Request(str(job.path), job.name, job.fingerprint, self._limits, tuple(bad))
            try:
                message = reader.read(request)
            except StoppedError as stopped:
                self._drop(reader)
                if stopped.page is None or stopped.page in bad or len(bad) >= _BAD_PAGES or self._closed:
                    return Outcome(None, _sentence(job.name, stopped.cause))
                bad.append(stopped.page)
                continue
            self._give_back(reader)
            return Outcome(message.digest, message.reason, message.waits)

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


def _sentence(name: str, cause: Cause) -> str:
    if cause == "hung":
        return f"«{name}» tok for lang tid å lese: filen er trolig skadet; lagre den på nytt som PDF og prøv igjen."
    if cause == "swelled":
        return too_large(name)
    return f"«{name}» fikk leseren til å stoppe: filen er trolig skadet; lagre den på nytt som PDF og prøv igjen."
