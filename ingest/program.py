"""A part of the program in a process of its own, which is spoken with in lines of JSON."""

from __future__ import annotations

import json
import subprocess
import sys


def start(module: str) -> subprocess.Popen[str]:
    """A process that runs `main` of one of our modules, with this one's folders to import from. Raises OSError.

    A program of its own rather than multiprocessing's, which would run the caller's script again.
    """
    code = f"import json, sys; sys.path[:] = json.loads(sys.argv[1]); from {module} import main; main()"
    return subprocess.Popen(  # noqa: S603 - our own interpreter and module
        [sys.executable, "-P", "-c", code, json.dumps(sys.path)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        encoding="ascii",
    )


def say(process: subprocess.Popen[str], message: object) -> None:
    """Write a line. Raises OSError where the process is gone."""
    assert process.stdin is not None
    process.stdin.write(json.dumps(message) + "\n")
    process.stdin.flush()
