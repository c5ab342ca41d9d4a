"""Indexing beside whatever else the program does: in a process of its own, which tells how far it has come.

Readers are not slowed down by it, and it holds the one writer's lock as any other writer does. The
process reads one line of JSON (what to do) from its standard input and writes one line for each
step to its standard output. When its input ends, or says ``cancel``, it stops after the batch at
hand: what is committed stands, so that a later run goes on from there. It never outlives its parent
by more than that.
"""

from __future__ import annotations

import json
import signal
import subprocess
import sys
import threading
from collections.abc import Callable
from contextlib import suppress
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import IO, Any

from corpus.errors import SaksokError
from ingest.program import say, start

_PATIENCE = 10.0  # seconds that a process gets to stop after the batch at hand before it is ended


@dataclass(frozen=True, slots=True)
class Job:
    """What to bring the index in line with.

    paths: folders and files. leave_out: sources that are passed over although they lie there.
    encoder: as in `index.sync.SyncOptions`.
    """

    paths: tuple[str, ...] = ()
    leave_out: tuple[str, ...] = ()
    encoder: str | None = None


@dataclass(frozen=True, slots=True)
class Progress:
    """How far the work has come.

    stage: ``start``, ``read``, ``encode`` or ``names`` while it runs; ``idle``, ``done``, ``cancelled``
    or ``failed`` otherwise. runs: how many have ended. report: `index.sync.SyncReport` as a
    dictionary, of the last run that ended. error: why one failed; None where the fault was the
    program's own.
    """

    stage: str = "idle"
    done: int = 0
    total: int = 0
    runs: int = 0
    report: dict[str, Any] | None = None
    error: SaksokError | None = None

    @property
    def running(self) -> bool:
        """Whether anything is being done now."""
        return self.stage in ("start", "read", "encode", "names")


class Background:
    """The indexing of one folder for many threads; one run at a time, and at most one that waits."""

    def __init__(self, folder: Path, on_fault: Callable[[str], None] = lambda _told: None) -> None:
        """on_fault: is told what went wrong where the fault was the program's own."""
        self._folder = folder
        self._on_fault = on_fault
        self._guard = threading.Lock()
        self._process: subprocess.Popen[str] | None = None
        self._thread: threading.Thread | None = None
        self._next: Job | None = None
        self._progress = Progress()

    @property
    def progress(self) -> Progress:
        """How far it has come now."""
        return self._progress

    def start(self, job: Job) -> None:
        """Do this now or, where something is being done, right after it."""
        with self._guard:
            if self._progress.running:
                self._next = _both(self._next, job)
                return
            self._begin(job)

    def cancel(self) -> None:
        """Stop after the batch at hand; what waits is given up too."""
        with self._guard:
            self._next = None
            if self._process:
                _say(self._process, "cancel")

    def close(self) -> None:
        """Stop what runs and wait until it has stopped."""
        self.cancel()
        thread, process = self._thread, self._process
        if thread:
            thread.join(_PATIENCE)
        if process and process.poll() is None:
            process.kill()

    def _begin(self, job: Job) -> None:
        self._progress = Progress("start", runs=self._progress.runs)
        self._process = start("index.background")
        _say(self._process, asdict(job) | {"folder": str(self._folder)})
        self._thread = threading.Thread(target=self._follow, args=(self._process,), daemon=True)
        self._thread.start()

    def _follow(self, process: subprocess.Popen[str]) -> None:
        """In a thread: take in what the process tells until it ends, then begin what waits."""
        assert process.stdout is not None and process.stdin is not None
        last: dict[str, Any] = {"fault": "the process ended without a word"}
        for line in process.stdout:
            last = json.loads(line)
            if "stage" in last:
                self._progress = replace(self._progress, **last)
        process.wait()
        process.stdin.close()
        process.stdout.close()
        if "fault" in last:
            self._on_fault(last["fault"])
        with self._guard:
            self._progress = _ended(last, self._progress.runs + 1)
            self._process = None
            job, self._next = self._next, None
            if job:
                self._begin(job)


def _ended(last: dict[str, Any], runs: int) -> Progress:
    if "report" in last:
        return Progress("done", runs=runs, report=last["report"])
    if "cancelled" in last:
        return Progress("cancelled", runs=runs)
    told = last.get("error")
    return Progress("failed", runs=runs, error=SaksokError(told, **last["values"]) if told else None)


def _both(first: Job | None, second: Job) -> Job:
    if first is None:
        return second
    paths = tuple(dict.fromkeys((*first.paths, *second.paths)))
    return Job(paths, second.leave_out, second.encoder or first.encoder)


def _say(process: subprocess.Popen[str], message: object) -> None:
    with suppress(OSError, ValueError):  # it has ended already; who follows it sees that
        say(process, message)


# -- the process ----------------------------------------------------------------------------------


class _CancelledError(Exception):
    """The parent wants no more, or is gone."""


def main() -> None:
    """The process's own side: one job, told of line by line."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the parent decides, and then our input ends
    job = json.loads(sys.stdin.readline())
    told = sys.stdout
    sys.stdout = sys.stderr  # what a library prints must not stand among our lines
    try:
        _tell(told, report=_run(job, told))
    except _CancelledError:
        _tell(told, cancelled=True)
    except SaksokError as error:
        values = {name: str(value) for name, value in error.values.items()}
        _tell(told, error=error.key, values=values)
    except OSError:
        _tell(told, error="errors.disk_fault", values={"folder": job["folder"]})
    except Exception as error:  # our own fault: the parent logs it
        _tell(told, fault=f"{type(error).__name__}: {error}")


def _run(job: dict[str, Any], told: IO[str]) -> dict[str, Any]:
    from index.sync import SyncOptions, synchronise
    from index.writer import Writer

    stopped = threading.Event()

    def progress(stage: str, done: int, total: int) -> None:
        if stopped.is_set():
            raise _CancelledError
        _tell(told, stage=stage, done=done, total=total)

    with Writer(Path(job["folder"])) as writer:

        def listen() -> None:
            sys.stdin.readline()  # the word to cancel, or the end of the parent
            stopped.set()
            writer.naming.stop()

        threading.Thread(target=listen, daemon=True).start()
        options = SyncOptions(encoder=job["encoder"], leave_out=frozenset(job["leave_out"]))
        report = synchronise(writer, [Path(path) for path in job["paths"]], options, progress)
        progress("names", 0, 0)
    return asdict(report)


def _tell(told: IO[str], **message: object) -> None:
    try:
        told.write(json.dumps(message) + "\n")
        told.flush()
    except OSError as error:
        raise _CancelledError from error
