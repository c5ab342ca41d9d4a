"""The one writer: adds, removes and encodes, and mends what a crash left behind.

The order of each change is the same: ids are reserved and noted as pending; tantivy gets the
additions; SQLite commits (the only commit point); tantivy follows with the removals; what was
pending is settled. A crash in between leaves leftovers that no reader shows and that the next
writer clears away.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Sequence
from contextlib import ExitStack
from pathlib import Path

from filelock import FileLock, Timeout

from corpus.errors import DamagedError, LockedError, Reason, VersionError
from index.addition import Addition, Plan, keep
from index.cluster import read_cluster
from index.coded import DenseOptions
from index.encoding import Encoding
from index.engine import VectorKeeper, Words
from index.faults import storing, told
from index.feeding import Feeder
from index.language import Analyser
from index.lexical import open_lexical
from index.naming import Naming
from index.opening import CHECKED
from index.paths import IndexPaths
from index.segments import Segments
from index.store import Store

_LOG = logging.getLogger(__name__)


class Writer(Encoding):
    """Opens an index for writing, makes it where there is none.

    Raises LockedError where another process writes, and what `Store` raises.
    """

    def __init__(
        self,
        folder: Path,
        on_mend: Callable[[Reason], None] | None = None,
        *,
        anew: bool = False,
        thorough: bool = False,
        dense: DenseOptions | None = None,
    ) -> None:
        """on_mend: is told, in a sentence, of each thing that opening had to mend.

        anew: an index that is damaged or of another format makes room for an empty one.
        thorough: compare the sums of all files, however large they are. dense: how vectors are laid out.
        """
        self._most = None if thorough else CHECKED
        self._dense = dense or DenseOptions()
        self._on_mend = on_mend or (lambda _sentence: None)
        self.paths = IndexPaths(folder)
        with storing(folder):
            folder.mkdir(parents=True, exist_ok=True)
            self._lock = FileLock(self.paths.lock)
            self._acquire()
        try:
            with storing(folder):
                self._open(anew)
        except BaseException:
            self._lock.release()
            raise

    def _acquire(self) -> None:
        try:
            self._lock.acquire(timeout=0)
        except Timeout as error:
            raise LockedError("errors.index_locked", folder=self.paths.folder) from error

    def _open(self, anew: bool) -> None:
        try:
            self.store = Store(self.paths.database, create=True)
        except (DamagedError, VersionError):
            if not anew or not self.paths.database.exists():  # what others share is not thrown away here
                raise
            self.paths.clear()
            self._on_mend(Reason("mended.anew"))
            self.store = Store(self.paths.database, create=True)
        with ExitStack() as failed:
            failed.callback(self.store.close)
            self.analyser = Analyser.open()
            self.store.claim()
            self.lexical: Words
            self.vectors: VectorKeeper
            self.lexical, self.vectors, fresh = self._engine()
            failed.callback(self.lexical.close)
            self.feeder = Feeder(self.lexical, self.analyser, self.store)
            self._mend(fresh)
            self.naming = Naming(self.store)
            failed.pop_all()

    def _engine(self) -> tuple[Words, VectorKeeper, bool]:
        """What finds passages by words and by vectors, and whether the words had to be made anew."""
        cluster = read_cluster(self.paths.folder)
        self.shared = cluster is not None
        if cluster is None:
            lexical, fresh = open_lexical(self.paths.lexical, self._most)
            return lexical, Segments(self.paths, self.store, self._dense, self._most), fresh
        from index.milvus.keeper import MilvusKeeper
        from index.milvus.words import Words as MilvusWords

        words = MilvusWords(cluster, self.store.identity(), self.store.generation + 1)
        words.make()
        return words, MilvusKeeper(words, self.store), False

    def close(self, *, stop: bool = False) -> None:
        """Finish what runs in the background, or `stop` it, and let the next writer in."""
        with ExitStack() as last:  # each is done whatever the others meet
            last.callback(self._lock.release)
            last.callback(self.store.close)
            last.callback(self.lexical.close)
            last.callback(self.vectors.finish, stop=stop)
            self.naming.finish(stop=stop)

    def __enter__(self) -> Writer:
        return self

    def __exit__(self, _type: object, error: BaseException | None, _trace: object) -> None:
        """Close; an error of the disk goes on as an ArchiveError with its sentence."""
        if error is None:
            with storing(self.paths.folder):
                self.close()
            return
        try:
            self.close(stop=True)
        except Exception:
            _LOG.debug("closing after an error met another", exc_info=True)
        if sentence := told(error, self.paths.folder):
            raise sentence from error

    # -- documents ----------------------------------------------------------------------------

    def add(self, additions: Sequence[Addition]) -> None:
        """Add documents, or put them in place of earlier ones, in one commit."""
        if not additions:
            return
        count = sum(len(a.digest.passages) for a in additions if a.digest)
        document, passage = self.store.reserve(len(additions), count)
        plans = []
        for addition in additions:
            plans.append(Plan(document, passage, addition))
            document += 1
            passage += len(addition.digest.passages) if addition.digest else 0
        for plan in plans:
            self.feeder.add(plan)
        self.lexical.commit()
        replaced = [a.replaces for a in additions if a.replaces is not None]
        with self.store.transaction():
            self.vectors.forget(replaced)
            for number in replaced:
                self.store.delete(number)
            for plan in plans:
                keep(self.store, plan, self.analyser)
            self.store.settle(plan.document for plan in plans)
            self.store.put("analyser", self.analyser.version)
            self.store.advance()
        self._follow(replaced)

    def remove(self, documents: Sequence[int]) -> None:
        """Remove documents, in one commit."""
        if not documents:
            return
        with self.store.transaction():
            self.vectors.forget(documents)
            for number in documents:
                self.store.delete(number)
            self.store.advance()
        self._follow(documents)

    def _follow(self, removed: Sequence[int]) -> None:
        if removed:
            self.lexical.remove(removed)
            self.lexical.commit()
            with self.store.transaction():
                self.store.settle(removed)

    # -- mending ------------------------------------------------------------------------------

    def _mend(self, fresh: bool) -> None:
        """Clear away what an interrupted change left; rebuild what is damaged or of another version."""
        leftovers = self.store.pending()
        if leftovers:
            self._on_mend(Reason("mended.leftovers"))
            self.lexical.remove(leftovers)
            self.lexical.commit()
            self._write_again([number for number in leftovers if self.store.passages_in(number)])
            with self.store.transaction():
                self.store.settle(leftovers)
        stale = self.store.get("analyser") not in (None, self.analyser.version)
        if fresh or stale or self.lexical.size != self.store.passage_count():
            if self.store.passage_count() or not fresh:
                self._on_mend(Reason("mended.lexical"))
            self.rebuild_lexical()
        for encoder in self.store.encoders():
            if not self.vectors.whole(encoder):
                self._on_mend(Reason("mended.dense"))
                self.vectors.rebuild(encoder)

    def relocate(self, change: Callable[[], None]) -> None:
        """Change where documents lie, in one commit; an engine that keeps collections follows.

        Documents that belong to another collection then are pending until it has.
        """
        before = self.store.collection_of_each() if self.shared else {}
        with self.store.transaction():
            change()
            after = self.store.collection_of_each() if self.shared else {}
            moved = [number for number, name in after.items() if before.get(number) != name]
            self.store.await_engine(moved)
            self.store.advance()
        self._write_again(moved)
        with self.store.transaction():
            self.store.settle(moved)

    def _write_again(self, documents: Sequence[int]) -> None:
        """Give the engine these documents as the truth has them now."""
        for document in documents:
            self.vectors.refile(self.feeder.add_again(document))
        if documents:
            self.lexical.commit()

    def rebuild_lexical(self) -> None:
        """Write the index of words anew from the truth, in one commit, without reading a source file."""
        self.lexical.clear()
        self.feeder.add_all()
        self.lexical.commit()
        with self.store.transaction():
            self.store.put("analyser", self.analyser.version)
            self.store.advance()
