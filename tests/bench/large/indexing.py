"""Indexing in a process of its own, told of part by part.

`python -m tests.bench.large.indexing INDEX FOLDER` indexes and prints one line of JSON: seconds by the
clock and by the processor of each part. Memory is watched from outside (`watched`).
"""

from __future__ import annotations

import json
import subprocess
import sys
import threading
import time
from pathlib import Path
from typing import Any

import psutil

from tests.bench.run import ROOT

_LOOK = 0.5  # seconds between two looks at a process's memory


def main() -> None:
    """The process's own side."""
    from index.sync import SyncOptions, synchronise
    from index.writer import Writer

    parts: dict[str, list[float]] = {}
    now = [time.perf_counter(), _processor()]

    def part(name: str) -> None:
        """What has passed since the last call was `name`."""
        seconds = [time.perf_counter(), _processor()]
        spent = parts.setdefault(name, [0.0, 0.0])
        for at in (0, 1):
            spent[at] += seconds[at] - now[at]
        now[:] = seconds

    seen: set[str] = set()

    def progress(stage: str, _done: int, _total: int) -> None:
        if stage == "encode" and stage not in seen:
            part("fit the encoder")
        elif stage == "read" and stage not in seen:
            part("scan and compare")
        else:
            part({"read": "read, analyse, commit", "encode": "encode"}[stage])
        seen.add(stage)

    with Writer(Path(sys.argv[1])) as writer:
        part("open")
        report = synchronise(writer, [Path(sys.argv[2])], SyncOptions(), progress)
        part("merge vectors")
    part("names, in the background, and close")
    print(json.dumps({"parts": parts, "documents": report.added, "encoded": report.encoded}))


def _processor() -> float:
    """Seconds of the processor that this process and its children that still run have used."""
    spent = time.process_time()
    for child in psutil.Process().children(recursive=True):
        try:
            times = child.cpu_times()
            spent += times.user + times.system
        except psutil.Error:
            continue
    return spent


def index(folder: Path, archive: Path) -> dict[str, Any]:
    """Index `archive` into `folder`; what it took: parts, documents, and the peak of memory in bytes.

    peak: of the unshared memory of the process and its children together; writer: of the one that writes.
    """
    process = subprocess.Popen(
        [sys.executable, "-m", __spec__.name, str(folder), str(archive)],
        cwd=ROOT, stdout=subprocess.PIPE, text=True,
    )  # fmt: skip
    peak = {"peak": 0, "writer": 0}
    watching = threading.Thread(target=_watch, args=(process.pid, peak), daemon=True)
    watching.start()
    assert process.stdout is not None
    told = process.stdout.read()
    if process.wait():
        raise RuntimeError(f"indexing ended with {process.returncode}")
    watching.join()
    found: dict[str, Any] = json.loads(told.strip().splitlines()[-1])
    return found | peak


def _watch(number: int, peak: dict[str, int]) -> None:
    try:
        process = psutil.Process(number)
        while process.is_running() and process.status() != psutil.STATUS_ZOMBIE:
            own, all_ = process.memory_full_info().uss, 0
            for child in process.children(recursive=True):
                try:
                    all_ += child.memory_full_info().uss
                except psutil.Error:
                    continue
            peak["writer"] = max(peak["writer"], own)
            peak["peak"] = max(peak["peak"], own + all_)
            time.sleep(_LOOK)
    except psutil.Error:
        return


if __name__ == "__main__":
    main()
