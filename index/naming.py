"""Names are recognised beside everything else: a thread here, spaCy in a process of its own.

The process is started when reading begins, so that it has imported spaCy when there is something
to name; the thread then reads the documents that have no names yet from the truth, has them named
and commits each batch, while vectors are made. What is not named when a run is interrupted is
named by the next.
"""

from __future__ import annotations

import logging
from collections.abc import Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor

from index.records import CASE, MEETING, ROW, stored_case, stored_meeting, stored_row
from index.store import Store
from ingest.names import Known, known_names
from ingest.names.recognise import recipe
from ingest.names.worker import NamesProcess

_BATCH = 1000  # passages that are named, and committed, at a time; a longer document goes whole
_SENTENCES = 10_000  # sentences that are sent to the process at a time
_GROWN = 1.5  # a document whose archive now lists so many times the names it was named with is named anew
_FEW = 50  # … but for so few names nothing is

_LOG = logging.getLogger(__name__)


class Naming:
    """The naming of one writer's documents. `begin`, `run` and `finish` are called by one thread."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._thread: ThreadPoolExecutor | None = None
        self._process: NamesProcess | None = None
        self._running: Future[int] | None = None
        self._stopped = False
        self._again = False  # whether something came while others were named

    def begin(self) -> None:
        """Start importing spaCy, in its own process; costs a few milliseconds here."""
        if self._process is None:
            try:
                self._process = NamesProcess()
            except OSError as error:
                _LOG.warning("names are left for another run: %s", error)

    def run(self) -> None:
        """Name in the background what has no names yet; where that is being done, what is new comes after it."""
        if self._running and not self._running.done():
            self._again = True
            return
        self.wait()
        if not self._store.has_unnamed(recipe()):
            return
        self.begin()
        if self._thread is None:
            self._thread = ThreadPoolExecutor(1, "names")
        self._running = self._thread.submit(self._name_all)

    def wait(self) -> int:
        """Wait until what runs is done; how many documents were named."""
        running, self._running = self._running, None
        return running.result() if running else 0

    def stop(self) -> None:
        """Name no more than the batch at hand; may be called from another thread."""
        self._stopped = True

    def finish(self, *, stop: bool = False) -> None:
        """End the thread and the process: when all is named, or with `stop` after the batch at hand."""
        self._stopped = self._stopped or stop
        try:
            self.wait()
            if self._again and not self._stopped:
                self._again = False
                self.run()
                self.wait()
        finally:
            self._stopped = True
            process, self._process = self._process, None
            if process:
                process.kill()  # a thread that waits for its answer goes on then
            if self._thread:
                self._thread.shutdown()
            self._thread = None
            if process:
                process.close()

    # -- in the thread ------------------------------------------------------------------------

    def _name_all(self) -> int:
        """Name every document that lacks names, or was named with a much shorter or longer list."""
        process = self._process
        if process is None:
            return 0
        done = 0
        try:
            known = archive_names(self._store)
            size = sum(len(entry.forms) for entry in known)
            process.learn(known)
            for documents in self._batches(size):
                if self._stopped:
                    break
                self._name(process, documents, size)
                done += len(documents)
        except (OSError, ValueError) as error:  # the process has ended, or its answer was cut
            if not self._stopped:
                _LOG.warning("names are left for another run: %s", error)
            process.close()
            self._process = None
        return done

    def _batches(self, size: int) -> Iterator[list[int]]:
        least, most = int(size / _GROWN) - _FEW, int(size * _GROWN) + _FEW
        batch: list[int] = []
        waiting = 0
        for document, passages in self._store.unnamed(recipe(), least, most):
            batch.append(document)
            waiting += passages
            if waiting >= _BATCH:
                yield batch
                batch, waiting = [], 0
        if batch:
            yield batch

    def _name(self, process: NamesProcess, documents: Sequence[int], size: int) -> None:
        sentences = [row for document in documents for row in self._store.sentences_to_name(document)]
        found: list[tuple[object, ...]] = []
        for at in range(0, len(sentences), _SENTENCES):
            some = sentences[at : at + _SENTENCES]
            for (passage, start, _), mentions in zip(
                some, process.mentions([text for _, _, text in some]), strict=True
            ):
                found += [(passage, start + m.start, start + m.end, m.label, m.name) for m in mentions]
        with self._store.transaction():
            self._store.put_names(documents, found, recipe(), size)


def archive_names(store: Store) -> tuple[Known, ...]:
    """The names that the archive's own papers and tables list."""
    meetings = [stored_meeting(value) for _, value in store.records(MEETING)]
    return known_names(
        store.bodies(),
        (meeting for _, meeting in meetings),
        (stored_case(document, value).case for document, value in store.records(CASE)),
        (stored_row(document, value).row for document, value in store.records(ROW)),
    )
