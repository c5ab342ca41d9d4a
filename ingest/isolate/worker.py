"""The side of the process that reads or draws. It ends with its input, so it never outlives the program.

Run as ``python -c START PATHS FUNCTION``; `FUNCTION` names what reads a file, or draws a page
of it (``module:name``).
"""

from __future__ import annotations

import faulthandler
import importlib
import os
import queue
import signal
import sys
import threading
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import IO, Any

from corpus.errors import Reason, ScannedError, UnreadableError
from ingest.isolate.messages import Message, Request, receive, send
from ingest.read.watch import Stage, Watch

START = (
    "import json, sys; sys.path[:] = json.loads(sys.argv[1]);"
    " from ingest.isolate.worker import main; main(sys.argv[2])"
)
# Address space is more than memory: libraries reserve what they never touch.
_SPACE = 3
_GRACE = 60.0  # seconds after which a reader that nobody stopped ends itself


def main(function: str) -> None:
    """Read what is asked for until the input ends."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the program decides, and then our input ends
    answers = os.fdopen(os.dup(1), "wb")
    with Path(os.devnull).open("wb") as nowhere:  # what a library prints must not become an answer
        os.dup2(nowhere.fileno(), 1)
    os.environ["OMP_THREAD_LIMIT"] = "1"  # text recognition: a process has one core, others have the rest
    module, _, name = function.partition(":")
    work = getattr(importlib.import_module(module), name)
    requests: queue.SimpleQueue[Request] = queue.SimpleQueue()
    threading.Thread(target=_listen, args=(sys.stdin.buffer, requests), daemon=True).start()
    while True:
        request = requests.get()
        _limit_space(request.limits.memory)
        with suppress(OSError, ValueError):
            # A thread of the interpreter's own, which needs no lock: it ends us even where the thread
            # that listens cannot run, some time after the program would have done so.
            faulthandler.dump_traceback_later(
                request.limits.seconds + request.limits.rest_seconds + _GRACE, exit=True
            )
        _answer(answers, _made(work, request, answers))
        faulthandler.cancel_dump_traceback_later()


def _listen(stream: IO[bytes], requests: queue.SimpleQueue[Request]) -> None:
    with suppress(ValueError, OSError):
        while (request := receive(stream, Request)) is not None:
            requests.put(request)
    end_children()
    os._exit(0)


def end_children() -> None:
    """End the programs that this process started."""
    import psutil

    with suppress(psutil.Error):
        for child in psutil.Process().children(recursive=True):
            with suppress(psutil.Error):
                child.kill()


def _made(work: Callable[..., Any], request: Request, answers: IO[bytes]) -> Message:
    """A file's digest or a page's picture, or the sentence that says why there is none."""
    name = request.name

    def tell(stage: Stage, page: int) -> None:
        send(answers, Message(stage, page))

    watch = Watch(request.limits, tell, frozenset(request.skip))
    try:
        if request.drawing is not None:
            tell("page", request.drawing.page)
            return Message(picture=work(Path(request.path), name, request.drawing))
        return Message(digest=work(Path(request.path), name, request.fingerprint, watch))
    except UnreadableError as error:
        return Message(reason=error.reason.packed, waits=isinstance(error, ScannedError))
    except (MemoryError, RecursionError):
        return _refusal("errors.file_too_large", name=name)
    except Exception as error:  # a reader's own fault must not stop the others
        return _refusal("errors.file_fault", name=name, kind=type(error).__name__, message=error)


def _answer(answers: IO[bytes], message: Message) -> None:
    try:
        send(answers, message)
    except (MemoryError, OverflowError):
        send(answers, _refusal("errors.text_too_much"))
    except (UnicodeEncodeError, TypeError) as error:
        send(answers, _refusal("errors.text_unsendable", message=error))


def _refusal(key: str, **values: object) -> Message:
    return Message(reason=Reason(key, **values).packed)


def _limit_space(memory: int) -> None:
    """Where the system has limits on address space, a reader that swells ends itself."""
    try:
        import resource
    except ImportError:  # Windows; there the program looks at what the reader holds
        return
    with suppress(ValueError, OSError):
        _, most = resource.getrlimit(resource.RLIMIT_AS)
        resource.setrlimit(resource.RLIMIT_AS, (_SPACE * memory, most))
