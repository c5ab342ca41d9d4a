"""The vectors of an index folder: FAISS segments, written once, put together and laid out anew.

Each batch is a small segment of its own as soon as it is committed. Small ones are put together when
they are many; all of it is laid out anew when the largest has drifted from the rest, beside everything
else where it takes long: what is added meanwhile lies in segments of its own.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor

import numpy as np
from numpy.typing import NDArray

from index.coded import DenseOptions, write_coded
from index.dense import SUFFIX, Dense, Range, open_segment, remove_strays, write_segment
from index.paths import IndexPaths
from index.store import Store

_LOG = logging.getLogger(__name__)

_BLOCK = 20_000  # vectors that are read from the truth at a time while segments are laid out


class _StoppedError(Exception):
    """Nobody waits for the segments any more."""


class Segments:
    """One writer's segments, for one thread; what is done in the background it sees to itself."""

    def __init__(
        self, paths: IndexPaths, store: Store, options: DenseOptions | None = None, most: int | None = None
    ):
        """most: bytes in all above which `whole` does not compare sums; None for no limit."""
        self.options = options or DenseOptions()
        self._store = store
        self._folder = paths.dense
        self._most = most
        self._thread: ThreadPoolExecutor | None = None
        self._running: Future[None] | None = None
        self._stopped = False

    def keep(self, encoder: str, ids: Sequence[int], vectors: NDArray[np.float32]) -> None:
        """Write a segment, then name it in the commit that keeps its vectors."""
        name = f"{encoder[:8]}-{self._store.generation + 1}{SUFFIX}"
        sum_ = write_segment(self._folder, name, ids, vectors)
        with self._store.transaction():
            self._store.add_vectors(encoder, ids, vectors)
            self._store.add_segment(name, encoder, len(ids), sum_)
            self._store.advance()
        self._gather(encoder, self.options.many_meanwhile)

    def forget(self, documents: Sequence[int]) -> None:
        """Note that the passages of these documents are about to go; inside the transaction that removes them."""
        gone = [found for number in documents if (found := self._store.passage_range(number))]
        if gone:
            self._store.put_removed(_joined([*self._store.removed(), *gone]))

    # -- laying out ---------------------------------------------------------------------------

    def settle(self, encoder: str) -> None:
        """Put small segments together, and lay all of it out anew where it has drifted."""
        if self._busy():
            return
        sizes = self._store.segment_sizes(encoder)
        alive, held = self._store.encoded_count(encoder), sum(sizes.values())
        largest = max(sizes.values(), default=0)
        coded = [size for size in sizes.values() if size >= self.options.exact]
        beside = sum(coded) - largest
        if held - alive > self.options.dead * max(alive, 1) or beside > self.options.drift * largest:
            if alive >= self.options.background:
                self._begin(encoder)
            else:
                self.rebuild(encoder)
            return
        self._gather(encoder, self.options.many)
        remove_strays(self._folder, self._store.all_segments())

    def rebuild(self, encoder: str) -> None:
        """Lay all vectors of an encoder out anew, from the truth."""
        self.wait()
        self._lay_out(encoder)
        remove_strays(self._folder, self._store.all_segments())

    def whole(self, encoder: str) -> bool:
        """Whether the segments are as they were written, and hold as many vectors as the truth says."""
        store = self._store
        try:
            dense = Dense(self._folder, store.segments(encoder), store.segment_sums(), most=self._most)
        except RuntimeError:
            return False
        return store.encoded_count(encoder) <= dense.size == store.segment_total(encoder)

    def refile(self, passages: Sequence[int]) -> None:
        """Nothing: a segment knows passages by their ids alone."""

    def _gather(self, encoder: str, many: int) -> None:
        """One segment of the small ones, where there are more than so many."""
        sizes = self._store.segment_sizes(encoder)
        small = [name for name, size in sizes.items() if size < self.options.exact]
        if len(small) <= many or self._busy():
            return
        content = [self._content(name) for name in small]
        ids = np.concatenate([ids for ids, _ in content])
        order = np.argsort(ids)
        ids, vectors = ids[order], np.concatenate([vectors for _, vectors in content])[order]
        name = f"{encoder[:8]}-{self._store.generation + 1}-some{SUFFIX}"
        self._replace(
            encoder, small, name, *self._write(name, lambda: iter([(ids.tolist(), vectors)]), len(ids))
        )
        remove_strays(self._folder, self._store.all_segments())

    def _content(self, name: str) -> tuple[NDArray[np.int64], NDArray[np.float32]]:
        """Ids and vectors of the living in a small segment."""
        ids, vectors = open_segment(self._folder, name).content()
        dead = np.zeros(len(ids), np.bool_)
        for first, last in self._store.removed():
            dead |= (ids >= first) & (ids <= last)
        return ids[~dead], vectors[~dead]

    def _lay_out(self, encoder: str) -> None:
        names, removed = self._store.segments(encoder), self._store.removed()
        last = self._store.last_passage()
        name = f"{encoder[:8]}-{self._store.generation + 1}-all{SUFFIX}"
        count, sum_ = self._write(
            name, lambda: self._blocks(encoder, last), self._store.encoded_count(encoder)
        )
        alone = self._store.encoders() == [encoder]
        self._replace(encoder, names, name, count, sum_, removed if alone else ())

    def _blocks(self, encoder: str, last: int) -> Iterator[tuple[list[int], NDArray[np.float32]]]:
        """The vectors in the truth of passages up to `last`."""
        after = 0
        while not self._stopped:
            ids, vectors = self._store.vectors(encoder, after, _BLOCK)
            kept = int(np.searchsorted(ids, last, side="right"))
            if kept:
                yield ids[:kept], vectors[:kept]
            if kept < _BLOCK:
                return
            after = ids[-1]
        raise _StoppedError

    def _write(
        self, name: str, blocks: Callable[[], Iterator[tuple[list[int], NDArray[np.float32]]]], count: int
    ) -> tuple[int, int]:
        """Write a segment of the kind that its size asks for: how many vectors, and its sum."""
        if count >= self.options.exact:
            return write_coded(self._folder, name, blocks, self.options)
        found = list(blocks())
        ids = [number for some, _ in found for number in some]
        if not ids:
            return 0, 0
        return len(ids), write_segment(self._folder, name, ids, np.concatenate([v for _, v in found]))

    def _replace(
        self,
        encoder: str,
        old: Sequence[str],
        name: str,
        count: int,
        sum_: int,
        removed: Sequence[Range] = (),
    ) -> None:
        """A segment takes the place of others in one commit. removed: what none of them holds any more."""
        with self._store.transaction():
            self._store.drop_segments(encoder, old)
            if count:
                self._store.add_segment(name, encoder, count, sum_)
            left = [found for found in self._store.removed() if found not in set(removed)]
            self._store.put_removed(left)
            self._store.advance()

    # -- in the background --------------------------------------------------------------------

    def _busy(self) -> bool:
        return self._running is not None and not self._running.done()

    def _begin(self, encoder: str) -> None:
        self.wait()
        self._thread = self._thread or ThreadPoolExecutor(1, "vectors")
        self._running = self._thread.submit(self._in_background, encoder)

    def _in_background(self, encoder: str) -> None:
        try:
            self._lay_out(encoder)
        except _StoppedError:
            pass
        except OSError as error:  # the segments that are there stay in use
            _LOG.warning("vectors are laid out anew another time: %s", error)

    def wait(self) -> None:
        """Wait until what runs in the background is done."""
        running, self._running = self._running, None
        if running:
            running.result()
            remove_strays(self._folder, self._store.all_segments())

    def finish(self, *, stop: bool = False) -> None:
        """End what runs in the background: when it is done, or with `stop` as soon as it may."""
        self._stopped = stop
        try:
            self.wait()
        finally:
            if self._thread:
                self._thread.shutdown()
            self._thread = None
            self._stopped = False


def _joined(ranges: Sequence[Range]) -> list[Range]:
    """Ranges in order, those that touch as one."""
    joined: list[Range] = []
    for first, last in sorted(ranges):
        if joined and first <= joined[-1][1] + 1:
            joined[-1] = (joined[-1][0], max(last, joined[-1][1]))
        else:
            joined.append((first, last))
    return joined
