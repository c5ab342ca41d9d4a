"""Files that are to be indexed are read, in processes of their own; what changes meanwhile is read again."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from corpus.errors import Reason
from corpus.scan import SourceFile, fingerprint
from index.addition import Addition
from ingest.isolate import Job, Outcome, Readers

_AGAIN = 2  # times that a file which changes while it is read is read again
_WORTH_WORKERS = 4_000_000  # bytes to read above which more than one process pays for itself


@dataclass(frozen=True, slots=True)
class Task:
    """A file to be read. replaces: the id of the document that it was before, if any."""

    source: SourceFile
    fingerprint: str
    replaces: int | None


def digests(readers: Readers, tasks: Sequence[Task]) -> Iterator[Addition]:
    """What each file gave, in order; those that changed meanwhile come last, read again."""
    changed: list[Task] = []
    for task, (_, outcome) in zip(tasks, readers.read_all(map(_job, tasks)), strict=True):
        if _as_it_was(task.source):
            yield _addition(task, outcome)
        else:
            changed.append(task)
    for task in changed:
        yield _again(readers, task)


def _addition(task: Task, outcome: Outcome) -> Addition:
    return Addition(
        task.source, task.fingerprint, outcome.digest, outcome.reason, task.replaces, outcome.waits
    )


def _job(task: Task) -> Job:
    return Job(task.source.path, task.source.name, task.fingerprint)


def _again(readers: Readers, task: Task) -> Addition:
    """A file that someone wrote to while it was read; what was read may be half old and half new."""
    reason = Reason("errors.file_unsteady", name=task.source.name)
    for _ in range(_AGAIN):
        try:
            stat = task.source.path.stat()
        except OSError:
            reason = Reason("errors.file_vanished", name=task.source.name)
            break
        source = replace(task.source, size=stat.st_size, modified=stat.st_mtime_ns)
        task = replace(task, source=source, fingerprint=fingerprint_of(source))
        outcome = readers.read(_job(task))
        if _as_it_was(source):
            return _addition(task, outcome)
    # Without a size and a fingerprint that any file has, so that the next run reads it again.
    return Addition(replace(task.source, size=-1), "", None, reason, task.replaces)


def _as_it_was(source: SourceFile) -> bool:
    """Whether a file still has the size and time that it was found with."""
    try:
        stat = source.path.stat()
    except OSError:
        return False
    return (stat.st_size, stat.st_mtime_ns) == (source.size, source.modified)


def jobs(tasks: Sequence[Task], wanted: int) -> int:
    """How many processes read: as many as were wanted, else as many as the work is worth."""
    from ingest.read.tesseract import engine

    if wanted:
        return wanted
    papers = sum(
        task.source.path.suffix.lower() == ".pdf" for task in tasks
    )  # any may be a scan, which is slow
    much = sum(task.source.size for task in tasks) > _WORTH_WORKERS or (papers > 1 and engine() is not None)
    return min(os.cpu_count() or 1, len(tasks)) if much else 1


def fingerprint_of(source: SourceFile) -> str:
    """A file's fingerprint; empty where it cannot be read, which the reader will say."""
    try:
        return fingerprint(source.path)
    except OSError:  # the reader will say why it cannot be read
        return ""
