"""Searching an index that is there, in a process of its own, as a server does: one archive, many threads.

`python -m tests.bench.large.searching INDEX [QUESTIONS]` prints one line of JSON.
"""

from __future__ import annotations

import json
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import psutil

from index.archive import Archive
from index.types import Filters
from search.find import RankOptions, SearchOptions, rank
from tests.bench.large.questions import questions

READERS = (1, 8)  # threads of one process, as in the web server
_WARM = 30
_TOP = 10
_EXACT = 100  # questions that the dense index is compared with an exact scan on
_BLOCK = 50_000

Asked = Callable[[Archive, str], object]


def ways(archive: Archive) -> dict[str, Asked]:
    """The kinds of search that are measured."""
    body = archive.store.bodies()[0]
    fused = RankOptions(rerank=False)
    every = {
        "lexical": SearchOptions(ranking=RankOptions(dense=False, rerank=False)),
        "hybrid": SearchOptions(ranking=fused),
        "hybrid, of one body (1 in 40)": SearchOptions(filters=Filters(bodies=(body,)), ranking=fused),
        "hybrid, since 2015 (half)": SearchOptions(filters=Filters(since="2015"), ranking=fused),
        "hybrid, reranked": SearchOptions(),
    }
    asked: dict[str, Asked] = {"dense": lambda open_, question: open_.dense(question, 100)}
    for name, options in every.items():
        asked[name] = lambda open_, question, options=options: rank(open_, question, options)
    return asked


def main() -> None:
    """The process's own side."""
    folder, count = Path(sys.argv[1]), int(sys.argv[2]) if len(sys.argv) > 2 else 300
    asked = questions(folder, count + _WARM)
    began = time.perf_counter()
    archive = Archive(folder)
    found: dict[str, Any] = {"open": time.perf_counter() - began, "passages": archive.size}
    found["times"] = {}
    for name, way in ways(archive).items():
        for question in asked[:_WARM]:
            way(archive, question)
        for readers in READERS:
            found["times"][f"{name}, {readers}"] = timed(archive, way, asked[_WARM:], readers)
    # A page that several threads' connections have mapped counts once in `pss`, and each time in `rss`.
    full = psutil.Process().memory_full_info()
    found["memory"] = {"own": full.uss, "all": full.pss}
    found["recall"] = recall(archive, asked[_WARM : _WARM + _EXACT])
    archive.close()
    print(json.dumps(found))


def timed(archive: Archive, way: Asked, asked: list[str], readers: int) -> dict[str, float]:
    """Milliseconds that a question took (50, 95 and 99 of 100 within), questions a second, processor time of one."""
    times: list[float] = []
    waiting = iter(asked)
    guard = threading.Lock()

    def read() -> None:
        while True:
            with guard:
                question = next(waiting, None)
            if question is None:
                return
            began = time.perf_counter()
            way(archive, question)
            times.append(1000 * (time.perf_counter() - began))

    processor, began = time.process_time(), time.perf_counter()
    threads = [threading.Thread(target=read) for _ in range(readers)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    seconds, spent = time.perf_counter() - began, time.process_time() - processor
    p50, p95, p99 = np.percentile(times, (50, 95, 99)).tolist()
    return {
        "p50": p50, "p95": p95, "p99": p99, "a second": len(asked) / seconds, "cpu": 1000 * spent / len(asked),
    }  # fmt: skip


def recall(archive: Archive, asked: list[str]) -> float:
    """The share of the 10 nearest by an exact scan of the truth's vectors that the dense index finds."""
    encoder = archive.store.get("encoder") or ""
    vectors = np.array([archive._encoder.question(question) for question in asked])  # type: ignore[union-attr]
    best = [(np.empty(0), np.empty(0, np.int64)) for _ in asked]
    after = 0
    while True:
        ids, block = archive.store.vectors(encoder, after, _BLOCK)
        if not ids:
            break
        after = ids[-1]
        scores = vectors @ block.T
        for at, row in enumerate(scores):
            kept = np.argpartition(-row, min(_TOP, len(row) - 1))[:_TOP]
            joined = np.concatenate((best[at][0], row[kept]))
            named = np.concatenate((best[at][1], np.array(ids)[kept]))
            order = np.argsort(-joined)[:_TOP]
            best[at] = joined[order], named[order]
    hits = [
        len({number for number, _ in archive.dense(q, _TOP)} & set(b[1].tolist()))
        for q, b in zip(asked, best, strict=True)
    ]
    return sum(hits) / (_TOP * len(asked))


if __name__ == "__main__":
    main()
