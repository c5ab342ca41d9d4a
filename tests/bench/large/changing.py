"""One document added, found and removed in a process that has the index open.

`python -m tests.bench.large.changing INDEX` prints one line of JSON; the index is as before afterwards.
"""

from __future__ import annotations

import json
import sys
import tempfile
import time
from pathlib import Path

from index.archive import Archive
from index.sync import SyncOptions, synchronise
from index.writer import Writer
from search.find import SearchOptions, search

_WORD = "kvitvasskraftverkskommisjonen"


def main() -> None:
    """The process's own side."""
    folder = Path(sys.argv[1])
    found: dict[str, float] = {}
    with tempfile.TemporaryDirectory() as place:
        archive = Archive(folder)
        search(archive, _WORD, SearchOptions())
        began = time.perf_counter()
        writer = Writer(folder)
        found["open the writer"] = time.perf_counter() - began
        path = Path(place) / "ny.txt"
        for step in ("add the first", "add another"):
            path = Path(place) / f"{step}.txt"
            path.write_text(
                f"Referat fra møte\n\nSaken om {_WORD} ble utsatt til høsten. {step}", encoding="utf-8"
            )
            began, spent = time.perf_counter(), time.process_time()
            synchronise(writer, [path], SyncOptions())
            found[step] = time.perf_counter() - began
            found[f"{step}, processor"] = time.process_time() - spent
            began = time.perf_counter()
            hits = search(archive, _WORD, SearchOptions())
            found[f"{step}: the first search that finds it"] = time.perf_counter() - began
            assert hits and hits[0].document == path.name, hits
        began = time.perf_counter()
        for step in ("add the first", "add another"):
            (Path(place) / f"{step}.txt").unlink()
        synchronise(writer, [Path(place)], SyncOptions())
        found["remove both"] = time.perf_counter() - began
        assert not any(hit.document.startswith("add") for hit in search(archive, _WORD, SearchOptions()))
        began = time.perf_counter()
        writer.close(stop=True)  # a made archive's names are not waited for
        found["close the writer"] = time.perf_counter() - began
        archive.close()
    print(json.dumps(found))


if __name__ == "__main__":
    main()
