"""Pages are drawn in processes of their own: a page that crashes or hangs its drawing harms nobody else."""

from __future__ import annotations

import threading
from pathlib import Path

from corpus.errors import Reason, UnreadableError
from ingest.isolate.messages import Request
from ingest.isolate.pool import Pool, stopped
from ingest.isolate.process import StoppedError
from ingest.read.render import Drawing, Picture
from ingest.read.watch import Limits

_FUNCTION = "ingest.read.render:draw"
DRAWING = Limits(page_seconds=20.0, seconds=60.0, memory=1 << 30)
"""What drawing one page may cost: the largest picture takes some 200 MB and seconds."""


class Drawers(Pool):
    """Up to `count` processes, started as they are needed; for any number of threads.

    function: what draws, as ``module:name``, with the arguments of `ingest.read.render.draw`.
    """

    def __init__(self, count: int = 2, limits: Limits = DRAWING, function: str = _FUNCTION) -> None:
        super().__init__(limits, function)
        self._free = threading.BoundedSemaphore(count)

    def __enter__(self) -> Drawers:
        return self

    def draw(self, path: Path, name: str, wanted: Drawing) -> Picture:
        """What is wanted of the PDF at `path`; `name` is what errors call it.

        Raises UnreadableError, also where drawing took too long, too much, or ended the process.
        """
        with self._free:
            process = self._take()
            try:
                message = process.read(Request(str(path), name, "", self._limits, drawing=wanted))
            except StoppedError as stop:
                self._drop(process)
                raise _refusal(stopped(name, stop.cause)) from stop
            self._give_back(process)
        if message.picture is None:
            raise _refusal(Reason.unpacked(message.reason or "errors.file_damaged"))
        return message.picture


def _refusal(reason: Reason) -> UnreadableError:
    return UnreadableError(reason.key, **reason.values)
