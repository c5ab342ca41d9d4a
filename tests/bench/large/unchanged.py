"""How long it takes to see that nothing changed: `python -m tests.bench.large.unchanged [FILES]`.

Small files are written and noted in an index with their content's fingerprint; then they are brought in
line with it three times: as they are, all touched (a new time, so that their content is read), and as they
are once more. Prints one line of JSON with seconds.
"""

from __future__ import annotations

import json
import os
import sys
import tempfile
import time
from pathlib import Path

from corpus.scan import fingerprint, scan
from index.addition import Addition
from index.sync import SyncOptions, synchronise
from index.writer import Writer
from ingest.document import Document, Media
from ingest.pipeline import Digest

_FILES = 100_000
_PER_FOLDER = 1000
_BATCH = 5000


def main() -> None:
    """Write, note, look again."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else _FILES
    found: dict[str, float] = {"files": count}
    with tempfile.TemporaryDirectory() as place:
        archive = Path(place) / "archive"
        for number in range(count):
            path = archive / f"{number // _PER_FOLDER:04d}" / f"notat {number:06d}.txt"
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(f"Notat {number}.", encoding="utf-8")
        with Writer(Path(place) / "index") as writer:
            _note(writer, archive)
            for name in ("unchanged", "touched", "unchanged after that"):
                if name == "touched":
                    for source in scan(archive).files:
                        os.utime(source.path, ns=(source.modified + 1, source.modified + 1))
                began, spent = time.perf_counter(), time.process_time()
                report = synchronise(writer, [archive], SyncOptions())
                assert report.unchanged == count, report
                found[name] = time.perf_counter() - began
                found[f"{name}, processor"] = time.process_time() - spent
    print(json.dumps(found))


def _note(writer: Writer, archive: Path) -> None:
    sources = scan(archive).files
    for at in range(0, len(sources), _BATCH):
        writer.add(
            [
                Addition(source, fingerprint(source.path), _empty(source.name))
                for source in sources[at : at + _BATCH]
            ]
        )


def _empty(name: str) -> Digest:
    """A paper without passages: what is measured here is how files are compared."""
    return Digest(Document(name, "", Media.TEXT, ""), (), (), (), (), ())


if __name__ == "__main__":
    main()
