"""A process that reads files, seen from the program: asked, watched, and ended where it must be."""

from __future__ import annotations

import json
import subprocess
import sys
import threading
import time
from contextlib import suppress
from typing import Literal

import psutil

from ingest.isolate.messages import Message, Request, receive, send
from ingest.isolate.worker import START
from ingest.read.watch import Limits, Stage

_LOOK = 0.05  # seconds between two looks at a reader: at 5 GB a second it swells by 250 MB meanwhile
_LARGE = 0.4  # a reader that still holds this share of its memory between two files is replaced
_START_SECONDS = 60.0  # that a process takes to start on a very busy machine

Cause = Literal["hung", "swelled", "crashed"]


class StoppedError(Exception):
    """A reader ended before it answered. page: where it was; None outside the pages."""

    def __init__(self, cause: Cause, page: int | None) -> None:
        super().__init__(cause)
        self.cause = cause
        self.page = page


class Reader:
    """One started process; for one thread at a time."""

    def __init__(self, function: str, limits: Limits) -> None:
        # A program of its own rather than multiprocessing's, which would run the caller's script again.
        self._process = subprocess.Popen(  # noqa: S603 - our own interpreter and module
            [sys.executable, "-P", "-c", START, json.dumps(sys.path), function],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
        )
        self._limits = limits
        self._cause: Cause = "crashed"
        self._deadline = self._end = float("inf")
        threading.Thread(target=self._watch, daemon=True).start()

    def read(self, request: Request) -> Message:
        """What the file gave. Raises StoppedError; the process is gone then."""
        requests, answers = self._process.stdin, self._process.stdout
        assert requests is not None and answers is not None
        stage: Stage = "page"
        page, began = 0, time.monotonic()
        self._end = began + self._limits.seconds + _START_SECONDS
        self._deadline = began + self._limits.page_seconds + _START_SECONDS
        try:
            send(requests, request)
            while (message := receive(answers, Message)) is not None:
                if message.stage is None:
                    return message
                now = time.monotonic()
                if stage == "picture":  # has a time of its own
                    self._end += now - began
                stage, page, began = message.stage, message.page, now
                self._deadline = now + self._limits.of(stage)
        except (OSError, ValueError):
            pass  # the process is gone, or says what makes no sense
        finally:
            self._deadline = self._end = float("inf")
        self.end()
        raise StoppedError(self._cause, page if page and stage != "rest" else None)

    @property
    def healthy(self) -> bool:
        """Whether the process may read another file."""
        if self._process.poll() is not None:
            return False
        return self._held() < _LARGE * self._limits.memory

    def end(self) -> None:
        """End the process and the programs that it started; may be called again."""
        with suppress(psutil.Error):
            for child in psutil.Process(self._process.pid).children(recursive=True):
                with suppress(psutil.Error):
                    child.kill()
        self._process.kill()
        for pipe in (self._process.stdin, self._process.stdout):
            with suppress(OSError, ValueError):  # what was still to be sent cannot be
                if pipe:
                    pipe.close()
        self._process.wait()

    def stop(self) -> None:
        """End the process from another thread; the one that waits for its answer gets a StoppedError."""
        self._process.kill()

    def _held(self) -> int:
        try:
            return int(psutil.Process(self._process.pid).memory_info().rss)
        except psutil.Error:
            return 0

    def _watch(self) -> None:
        try:
            process = psutil.Process(self._process.pid)
            while process.is_running() and self._process.returncode is None:
                now = time.monotonic()
                if now > min(self._deadline, self._end):
                    self._cause = "hung"
                elif process.memory_info().rss > self._limits.memory:
                    self._cause = "swelled"
                else:
                    time.sleep(_LOOK)
                    continue
                self._process.kill()
                return
        except psutil.Error:
            return
