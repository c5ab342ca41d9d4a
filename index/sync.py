"""An archive's folders and its index are brought together: add, update, move, remove, encode."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from corpus.errors import Reason
from corpus.scan import ScanOptions, SourceFile, scan
from index.addition import Addition
from index.collections import check_name
from index.encoders import Encoder
from index.folders import leave_out
from index.reading import Task, digests, fingerprint_of, jobs
from index.types import StoredDocument
from index.writer import Writer
from ingest.isolate import Readers
from ingest.personal import masked

_BATCH_PASSAGES = 2000  # passages that are added in one commit: large enough to be fast, small to lose little
_BATCH_SECONDS = 20.0  # … or what was read in this time


@dataclass(frozen=True, slots=True)
class SyncOptions:
    """How to index. jobs: worker processes; 0 decides by what there is to read.

    encoder: None keeps the index's own, or the one that an interrupted run was changing to (`auto`
    for a new index). half: a neural encoder computes in half precision; None decides by the device.
    rebuild: reads every file again.
    leave_out: sources that are treated as if they were not there.
    collection: what lies at the paths belongs to it from now on; None leaves that as it is.
    """

    scan: ScanOptions = field(default_factory=ScanOptions)
    encoder: str | None = None
    half: bool | None = None
    jobs: int = 0
    rebuild: bool = False
    leave_out: frozenset[str] = frozenset()
    collection: str | None = None


@dataclass(frozen=True, slots=True)
class Failure:
    """A document that could not be read, and the sentence that says why."""

    document: str
    reason: Reason


@dataclass(slots=True)
class SyncReport:
    """What a run did. pages: read in this run; encoded: passages encoded in this run."""

    added: int = 0
    updated: int = 0
    unchanged: int = 0
    moved: int = 0
    removed: int = 0
    skipped: list[str] = field(default_factory=list)
    failed: list[Failure] = field(default_factory=list)
    pages: int = 0
    encoded: int = 0
    seconds: float = 0.0


Progress = Callable[[str, int, int], None]
"""Called with a stage (``read`` or ``encode``), how many are done, and how many there are."""


def _silent(_stage: str, _done: int, _total: int) -> None:
    pass


def synchronise(
    writer: Writer, paths: Sequence[Path], options: SyncOptions, progress: Progress = _silent
) -> SyncReport:
    """Bring the index in line with what lies at `paths`.

    Documents under other paths are left alone. One that cannot be read is named in the report
    and in the index; the others go on. Raises UsageError where a path is not there, before
    anything is changed, and EncoderError where the encoder named is missing.
    """
    began = time.perf_counter()
    report = SyncReport()
    sources: dict[str, SourceFile] = {}
    for path in paths:
        found = scan(path, options.scan)
        report.skipped += found.skipped
        for source in found.files:
            if str(source.path) not in options.leave_out:
                sources.setdefault(str(source.path), source)
    leave_out(writer.store, sources, yes=False)
    encoder = _named_encoder(writer, options)
    if options.collection is not None:  # before anything of it can be seen
        _place(writer, paths, check_name(options.collection))
    todo = _compare(writer, sources, [p.resolve() for p in paths], options, report)
    if todo:
        with Readers(jobs(todo, options.jobs)) as readers:
            readers.warm()
            writer.naming.begin()
            _read_all(writer, readers, todo, report, progress)
    writer.naming.run()
    _encode(writer, encoder, report, progress)
    report.failed = [
        Failure(name, reason) for name, reason, _ in writer.store.unreadable() if reason is not None
    ]
    report.seconds = time.perf_counter() - began
    return report


def _place(writer: Writer, paths: Sequence[Path], collection: str) -> None:
    writer.relocate(lambda: writer.store.place([str(path.resolve()) for path in paths], collection))


# -- what changed -------------------------------------------------------------------------------


def _compare(
    writer: Writer,
    sources: dict[str, SourceFile],
    roots: Sequence[Path],
    options: SyncOptions,
    report: SyncReport,
) -> list[Task]:
    """Which files must be read; what only moved or went is seen to at once."""
    known = _known(writer, sources, roots)
    gone = {source: document for source, document in known.items() if source not in sources}
    taken = set(writer.store.names()) - {document.name for document in gone.values()}
    moved = {document.fingerprint: document for document in gone.values() if document.state == "ok"}
    waiting = _may_now_be_read(writer)
    tasks: list[Task] = []
    touched: list[tuple[StoredDocument, SourceFile]] = []
    for path, source in sources.items():
        old = known.get(path)
        again = options.rebuild or (old is not None and old.id in waiting)
        if old and not again and (old.size, old.modified) == (source.size, source.modified):
            report.unchanged += 1
            continue
        print_ = fingerprint_of(source)
        if old and not again and old.fingerprint == print_ and print_:
            touched.append((old, source))
            report.unchanged += 1
            continue
        name = old.name if old else _free_name(source, taken)
        taken.add(name)
        named = SourceFile(source.path, source.root, name, source.size, source.modified)
        same = None
        if not old and not options.rebuild and print_:
            same = moved.pop(print_, None) or _left(writer, print_)
        if same:
            gone.pop(same.source, None)
            _move(writer, same, named)
            report.moved += 1
            continue
        tasks.append(Task(named, print_, old.id if old else None))
    with writer.store.transaction():
        for old, source in touched:
            writer.store.touch(old.id, source.size, source.modified, str(source.path), old.name)
    writer.remove([document.id for document in gone.values()])
    report.removed = len(gone)
    return tasks


def _known(
    writer: Writer, sources: dict[str, SourceFile], roots: Sequence[Path]
) -> dict[str, StoredDocument]:
    """The documents that were read from these files or from what lies under these folders, by their paths."""
    under = tuple(str(root).rstrip(os.sep) + os.sep for root in roots)
    whole = {str(root) for root in roots}
    ids = [
        number
        for number, source in writer.store.sources()
        if source in sources or source in whole or source.startswith(under)
    ]
    return {document.source: document for document in writer.store.documents_of(ids)}


def _left(writer: Writer, print_: str) -> StoredDocument | None:
    """The document with that content whose file has left a folder that is not looked at now."""
    found = writer.store.by_fingerprint(print_)
    return found if found and found.state == "ok" and not Path(found.source).exists() else None


def _may_now_be_read(writer: Writer) -> set[int]:
    """Documents with pictures of text that nothing could recognise, where now something can."""
    from ingest.read.tesseract import engine

    waiting = writer.store.waiting_for_ocr()
    return waiting if waiting and engine() else set()


def _move(writer: Writer, document: StoredDocument, to: SourceFile) -> None:
    writer.relocate(lambda: writer.store.touch(document.id, to.size, to.modified, str(to.path), to.name))


def _free_name(source: SourceFile, taken: set[str]) -> str:
    """The name the contract gives; as many folder names before it as make it the only one.

    A name is how a document is asked for, so a personal number in it is masked for good.
    """
    name = masked(source.name)
    folders = list(reversed([part for part in source.root.parts if part not in (source.root.anchor,)]))
    for folder in folders:
        if name not in taken:
            break
        name = f"{masked(folder)}/{name}"
    number = 2
    free = name
    while free in taken:
        free = f"{name} ({number})"
        number += 1
    return free


# -- reading ------------------------------------------------------------------------------------


def _read_all(
    writer: Writer, readers: Readers, tasks: Sequence[Task], report: SyncReport, progress: Progress
) -> None:
    batch: list[Addition] = []
    waiting, since = 0, time.monotonic()
    progress("read", 0, len(tasks))
    for done, addition in enumerate(digests(readers, tasks), 1):
        batch.append(addition)
        waiting += len(addition.digest.passages) if addition.digest else 0
        _count(addition, report)
        if waiting >= _BATCH_PASSAGES or time.monotonic() - since > _BATCH_SECONDS:
            writer.add(batch)
            batch, waiting, since = [], 0, time.monotonic()
        progress("read", done, len(tasks))
    writer.add(batch)


def _count(addition: Addition, report: SyncReport) -> None:
    if addition.digest is None:
        return
    if addition.replaces is None:
        report.added += 1
    else:
        report.updated += 1
    report.pages += len(addition.digest.document.pages) or 1


# -- encoding -----------------------------------------------------------------------------------


def _named_encoder(writer: Writer, options: SyncOptions) -> Encoder | None:
    """The neural encoder to use, or None for the built-in one; opened before anything is changed."""
    from index.encoders.registry import AUTO, BUILT_IN, open_encoder, resolved
    from index.encoders.sentence import SentenceOptions

    kept = writer.store.get("encoder_wanted") or writer.store.get("encoder_name")
    name = resolved(options.encoder or kept or AUTO)
    encoder = None
    if name != BUILT_IN:
        sentence = SentenceOptions(half=options.half)
        encoder = open_encoder(name, options=sentence, allow_download=options.encoder is not None)
    if options.encoder:  # kept before the work begins, so that an interrupted change is gone on with
        with writer.store.transaction():
            writer.store.put("encoder_wanted", encoder.name if encoder else BUILT_IN)
    return encoder


def _encode(writer: Writer, encoder: Encoder | None, report: SyncReport, progress: Progress) -> None:
    total = writer.store.passage_count()
    if not total:
        return
    chosen = encoder or writer.current_lsa() or writer.fit_lsa()
    missing = total - writer.store.encoded_count(chosen.fingerprint)
    progress("encode", 0, missing)
    report.encoded = writer.encode(chosen, lambda done: progress("encode", done, missing))
