"""Several processes that read files, used again while they are healthy."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from corpus.errors import Reason
from ingest.isolate.messages import Request
from ingest.isolate.pool import Pool, stopped
from ingest.isolate.process import StoppedError
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
    reason: Reason | None
    waits: bool = False


class Readers(Pool):
    """Up to `count` processes, started as they are needed.

    function: what reads a file, as ``module:name``, with the arguments of `ingest.pipeline.digest`.
    """

    def __init__(self, count: int = 1, limits: Limits | None = None, function: str = _FUNCTION) -> None:
        super().__init__(limits or Limits(), function)
        self._count = max(count, 1)

    def __enter__(self) -> Readers:
        return self

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
            except StoppedError as stop:
                self._drop(reader)
                if stop.page is None or stop.page in bad or len(bad) >= _BAD_PAGES or self._closed:
                    return Outcome(None, stopped(job.name, stop.cause))
                bad.append(stop.page)
                continue
            self._give_back(reader)
            reason = Reason.unpacked(message.reason) if message.reason is not None else None
            return Outcome(message.digest, reason, message.waits)
