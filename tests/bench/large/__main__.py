"""`make bench-large`, or `python -m tests.bench.large [--sizes 10000,100000] [--folder DIR] [--reuse INDEX ...]`.

Makes an archive of each size, indexes it in a process of its own, searches it with one and with eight
threads, adds and removes a document, and writes `tests/bench/results/large.json`, `large.md` and
`large.svg` with the commit. Sizes from `SHORT` on are handed to the writer without files
(`tests.bench.large.building`). `--reuse` only measures indexes that are there.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

from tests.bench.large import archive, indexing
from tests.bench.large.report import write
from tests.bench.run import ROOT

SHORT = 500_000  # passages from which on an index is made without reading files
PEERS = 100_000  # passages at which other programs are measured in the same run


def main() -> None:
    """Measure each size and keep what was found; sizes that are not measured now stay as they were."""
    options = _options()
    found: list[dict[str, Any]] = []
    circumstances = _circumstances()  # before its own readers are a load
    with tempfile.TemporaryDirectory() as place:
        folder = options.folder or Path(place)
        for index in options.reuse or []:
            found.append(measured(index, options.questions, options.peers))
        for size in [] if options.reuse else options.sizes:
            found.append(made(folder / str(size), size, options.questions))
    write(found, circumstances)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.bench.large")
    parser.add_argument(
        "--sizes", type=lambda text: [int(size) for size in text.split(",")], default=[10_000, 100_000]
    )
    parser.add_argument(
        "--folder", type=Path, help="where archives and indexes are kept; else they are removed"
    )
    parser.add_argument("--reuse", type=Path, nargs="+", metavar="INDEX", help="only measure these")
    parser.add_argument("--questions", type=int, default=300)
    parser.add_argument(
        "--peers", action="store_true", help="measure other programs on what --reuse names too"
    )
    return parser.parse_args()


def made(folder: Path, size: int, asked: int) -> dict[str, Any]:
    """Make an archive of about so many passages, index it, measure it."""
    index, papers = folder / "index", folder / "archive"
    began = time.perf_counter()
    indexed: dict[str, Any]
    if size < SHORT:
        documents = archive.write(papers, size)
        began = time.perf_counter()
        indexed = {"made": "read from files", **indexing.index(index, papers)}
    else:
        subprocess.run(
            [sys.executable, "-m", "tests.bench.large.building", str(index), str(size)], cwd=ROOT, check=True
        )
        documents, indexed = 0, {"made": "handed to the writer without files"}
    indexed |= {"seconds": time.perf_counter() - began, "papers": documents}
    found = measured(index, asked, PEERS <= size < SHORT) | {"indexing": indexed}
    if size < SHORT:
        again = json.loads(_run("indexing", index, papers))
        found["unchanged"] = sum(seconds for seconds, _ in again["parts"].values())
    return found


def measured(index: Path, asked: int, peers: bool) -> dict[str, Any]:
    """What there is to measure of an index that is there."""
    found = json.loads(_run("searching", index, asked))
    found["change"] = json.loads(_run("changing", index))
    found["disk"] = {
        part.name: _size(part) for part in sorted(index.iterdir()) if not part.name.endswith("-shm")
    }
    if peers:
        found["peers"] = json.loads(_run("peers", index))
    print(json.dumps(found), flush=True)
    return found


def _run(module: str, *arguments: object) -> str:
    told = subprocess.run(
        [sys.executable, "-m", f"tests.bench.large.{module}", *map(str, arguments)],
        cwd=ROOT, check=True, stdout=subprocess.PIPE, text=True,
    ).stdout  # fmt: skip
    return told.strip().splitlines()[-1]


def _size(path: Path) -> int:
    return sum(p.stat().st_size for p in path.rglob("*")) if path.is_dir() else path.stat().st_size


def _circumstances() -> dict[str, Any]:
    commit = subprocess.run(
        ["git", "rev-parse", "--short", "HEAD"], capture_output=True, text=True, cwd=ROOT, check=False
    ).stdout.strip()
    return {
        "commit": commit, "cores": os.cpu_count(), "load": os.getloadavg()[0], "python": platform.python_version(),
    }  # fmt: skip


if __name__ == "__main__":
    main()
