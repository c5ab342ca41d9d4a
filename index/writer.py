"""The one writer: adds, removes and encodes, and mends what a crash left behind.

The order of each change is the same: ids are reserved and noted as pending; tantivy gets the
additions; SQLite commits (the only commit point); tantivy follows with the removals; what was
pending is settled. A crash in between leaves leftovers that no reader shows and that the next
writer clears away.
"""

from __future__ import annotations

import json
import logging
import shutil
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

from filelock import FileLock, Timeout

from corpus.errors import DamagedError, EncoderError, LockedError, Reason, VersionError
from corpus.scan import SourceFile
from index.archive import CHECKED, open_lsa
from index.cluster import read_cluster
from index.coded import DenseOptions
from index.collections import collection_of, read_places
from index.encoders import Encoder
from index.engine import VectorKeeper, Words
from index.faults import storing, told
from index.keys import pack
from index.language import Analyser, Terms
from index.lexical import open_lexical
from index.naming import Naming
from index.paths import IndexPaths
from index.records import records, short_records
from index.segments import Segments
from index.store import Store
from index.types import About
from ingest.document import Document, Passage, Span
from ingest.pipeline import Digest

_LOG = logging.getLogger(__name__)

_ENCODE_BATCH = 2048  # passages that are encoded, and committed, at a time, at most
_FIRST_BATCH = 256  # … to begin with, until it is known how long they take
_FEWEST = 16  # … at least, however slow the encoder is
_BATCH_SECONDS = (
    20.0  # what an interrupted run may lose of its work; a slow model encodes some hundred passages in it
)
_OUTGROWN = 2.0  # an archive so many times as large as the one its encoder was fitted on gets a new fit
_REBUILD_BATCH = 5000


@dataclass(frozen=True, slots=True)
class Addition:
    """A document to add: what was read, or the sentence that says why it could not be.

    waits: it shall be read again when there is a program that recognises text in pictures.
    """

    source: SourceFile
    fingerprint: str
    digest: Digest | None
    reason: Reason | None = None
    replaces: int | None = None
    waits: bool = False


class Writer:
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
            plans.append(_Plan(document, passage, addition))
            document += 1
            passage += len(addition.digest.passages) if addition.digest else 0
        for plan in plans:
            self._add_lexical(plan)
        self.lexical.commit()
        replaced = [a.replaces for a in additions if a.replaces is not None]
        with self.store.transaction():
            self.vectors.forget(replaced)
            for number in replaced:
                self.store.delete(number)
            for plan in plans:
                self._add_truth(plan)
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

    def _add_lexical(self, plan: _Plan) -> None:
        source = plan.addition.source
        collection = collection_of(source.name, str(source.path), read_places(self.store.get("collections")))
        for number, part, passage, context in plan.passages():
            paper = plan.digest.parts[passage.part]
            about = About(
                number, plan.document, part, paper.date, paper.body, str(paper.kind),
                passage.case or paper.case, collection,
            )  # fmt: skip
            text = plan.digest.document.text
            sentences = [text[span.start : span.end] for span in passage.sentences]
            self._add_passage(about, sentences, context)

    def _add_passage(self, about: About, sentences: Sequence[str], context: str) -> None:
        """Give a passage to the index of words."""
        terms = [self.analyser.index_terms(sentence) for sentence in sentences]
        body = Terms([key for one in terms for key in one.stem], [key for one in terms for key in one.parts])
        above = self.analyser.index_terms(context)
        self.lexical.add(about, body, above, pack(terms, above))

    def _add_truth(self, plan: _Plan) -> None:
        addition, digest = plan.addition, plan.addition.digest
        source = addition.source
        document = digest.document if digest else None
        unread = [p.number for p in document.pages if not p.readable] if document else []
        title = (document.title if document else None) or Path(source.name).stem
        if digest and digest.parts:
            title = digest.parts[0].title or title
        self.store.insert(
            "documents",
            [
                (
                    plan.document, source.name, str(source.path), addition.fingerprint, source.size,
                    source.modified, str(document.media) if document else None, title,
                    document.author if document else None, document.created if document else None,
                    "ok" if document else "unreadable", addition.reason and addition.reason.packed,
                    len(document.text) if document else 0, len(document.pages) if document else 0,
                    len(digest.passages) if digest else 0, json.dumps(unread),
                    datetime.now(UTC).isoformat(timespec="seconds"),
                )
            ],
            17,
        )  # fmt: skip
        if addition.waits:
            self.store.put_recognised(plan.document, "", ())
        if document is None or digest is None:
            return
        self.store.insert("pages", _pages(plan.document, document), 9)
        self.store.insert(
            "parts",
            (
                (plan.part(i), plan.document, i, p.start, p.end, p.title, str(p.kind), p.date, p.body,
                 p.meeting, p.case, int(p.draft))
                for i, p in enumerate(digest.parts)
            ),
            12,
        )  # fmt: skip
        self.store.insert(
            "passages",
            (
                (number, plan.document, part, p.page, p.start, p.end, passage_text(document, p), context,
                 json.dumps(p.heading, ensure_ascii=False),
                 json.dumps([offset for s in p.sentences for offset in (s.start, s.end)]), p.case)
                for number, part, p, context in plan.passages()
            ),
            11,
        )  # fmt: skip
        self.store.insert_records(plan.document, records(digest))
        self.store.insert_records(plan.document, short_records(document.text, self.analyser))
        marks = [(found.span.start, found.span.end, found.mark) for found in digest.exempt]
        self.store.put_marks(plan.document, document.text, digest.personal, marks)
        if document.ocr is not None:
            spans = [Span(page.ocr, page.end) for page in document.pages if page.ocr is not None]
            self.store.put_recognised(plan.document, document.ocr, spans)

    # -- vectors ------------------------------------------------------------------------------

    def encode(self, encoder: Encoder, progress: Callable[[int], None] | None = None) -> int:
        """Encode all passages that lack a vector of `encoder`; how many that were.

        Each batch is committed, so an interrupted run is gone on with. When every passage has
        its vector the encoder becomes the index's own, and what others made is dropped.
        """
        done, after = 0, self.store.encoded(encoder.fingerprint)
        tell = progress or (lambda _done: None)
        size = min(_FIRST_BATCH, _ENCODE_BATCH)
        while rows := self.store.without_vector(encoder.fingerprint, after, size):
            ids = [number for number, _ in rows]
            began = time.monotonic()
            vectors = encoder.passages([text for _, text in rows], partial(_tell_more, tell, done))
            speed = len(ids) / max(time.monotonic() - began, 1e-3)
            size = max(_FEWEST, min(_ENCODE_BATCH, int(speed * _BATCH_SECONDS)))
            self.vectors.keep(encoder.fingerprint, ids, vectors)
            after, done = ids[-1], done + len(ids)
            tell(done)
        if done or self.store.get("encoder") != encoder.fingerprint:
            if self.store.get("encoder") != encoder.fingerprint:  # of which segments may be made just now
                self.vectors.finish(stop=True)
            with self.store.transaction():
                self.store.put("encoder", encoder.fingerprint)
                self.store.put("encoder_name", encoder.name)
                self.store.drop_encoders_but(encoder.fingerprint)
                self.store.put_encoded(encoder.fingerprint, after)
                self.store.advance()
        self.vectors.settle(encoder.fingerprint)
        self.remove_encoders_but(encoder.fingerprint)
        return done

    def remove_encoders_but(self, encoder: str) -> None:
        """Delete the files of fitted encoders that are no longer in use."""
        for folder in self.paths.encoder.iterdir() if self.paths.encoder.is_dir() else ():
            if folder.name != encoder[:16]:
                shutil.rmtree(folder, ignore_errors=True)

    def current_lsa(self) -> Encoder | None:
        """The index's own fitted encoder, unless it has none or has outgrown it."""
        encoder = self.store.get("encoder")
        if encoder is None or self.store.get("encoder_name") != "lsa":
            return None
        fitted_on = int(self.store.get("fitted_on") or 0)
        if self.store.counts()["passages"] > _OUTGROWN * fitted_on:
            return None
        try:
            return open_lsa(self.store, self.paths, encoder)
        except EncoderError:  # of an older version of the program: a new fit takes its place
            return None

    def fit_lsa(self) -> Encoder:
        """Fit the built-in encoder on the archive as it stands and keep it."""
        from index.encoders.lsa import fit

        fitted = fit(text for _, text in self.texts())
        with self.store.transaction():
            if not self.store.arrays(fitted.fingerprint):
                self.store.put_arrays(fitted.fingerprint, fitted.save_arrays())
            self.store.put("fitted_on", str(self.store.counts()["passages"]))
        return fitted

    def texts(self) -> Iterator[tuple[int, str]]:
        """Id of each passage and the text that encoders see, in order."""
        after = 0
        while rows := self.store.contexts(after, _REBUILD_BATCH):
            yield from rows
            after = rows[-1][0]

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
            passages = self.store.passages_in(document)
            abouts = self.store.abouts(passages)
            for number, context, sentences in self.store.for_lexical(0, len(passages), document):
                self._add_passage(abouts[number], sentences, context)
            self.vectors.refile(passages)
        if documents:
            self.lexical.commit()

    def rebuild_lexical(self) -> None:
        """Write tantivy's index anew from the truth, in one commit, without reading a source file."""
        self.lexical.clear()
        after = 0
        while rows := self.store.for_lexical(after, _REBUILD_BATCH):
            abouts = self.store.abouts([number for number, _, _ in rows])
            for number, context, sentences in rows:
                self._add_passage(abouts[number], sentences, context)
            after = rows[-1][0]
        self.lexical.commit()
        with self.store.transaction():
            self.store.put("analyser", self.analyser.version)
            self.store.advance()


class _Plan:
    """Which ids a document and its parts and passages get."""

    def __init__(self, document: int, first_passage: int, addition: Addition) -> None:
        self.document = document
        self.addition = addition
        self._first = first_passage

    @property
    def digest(self) -> Digest:
        assert self.addition.digest is not None
        return self.addition.digest

    def part(self, position: int) -> int:
        """A part's id: unique since a document has far fewer parts than this."""
        return self.document * 100_000 + position

    def passages(self) -> Iterator[tuple[int, int, Passage, str]]:
        """Id, part's id, passage and context of each passage."""
        digest = self.addition.digest
        if digest is None:
            return
        for i, (passage, context) in enumerate(zip(digest.passages, digest.contexts, strict=True)):
            yield self._first + i, self.part(passage.part), passage, context


def _tell_more(tell: Callable[[int], None], before: int, now: int) -> None:
    tell(before + now)


def passage_text(document: Document, passage: Passage) -> str:
    """The characters of a passage."""
    return document.text[passage.start : passage.end]


_CHUNK = 50_000  # characters of a text without pages that are kept, and later read, as one row


def _pages(number: int, document: Document) -> Iterator[tuple[object, ...]]:
    """Rows that cover the whole text without gap: pages with their form feeds, or chunks."""
    length = len(document.text)
    if not document.pages:
        for start in range(0, length, _CHUNK):
            end = min(start + _CHUNK, length)
            yield number, start, end, None, 0.0, 0.0, None, document.text[start:end], b""
        return
    for i, page in enumerate(document.pages):
        end = document.pages[i + 1].start if i + 1 < len(document.pages) else length
        text = document.text[page.start : end]
        yield number, page.start, end, page.number, page.width, page.height, page.label, text, page.boxes
