"""The dense index: FAISS over the encoder's vectors, in immutable segments.

Derived from the truth. A segment is written once, under a name that was never used, and is part
of the index from the moment SQLite names it; ids of removed passages stay in it until it is
merged, and a reader drops them. Scores are inner products of unit vectors: cosines in [-1, 1].
"""

from __future__ import annotations

import os
import zlib
from collections.abc import Mapping, Sequence
from pathlib import Path

import faiss
import numpy as np
from numpy.typing import NDArray

SUFFIX = ".faiss"
_BLOCK = 1 << 20


class Dense:
    """The open segments of one encoder; immutable, made anew when the list of segments changes."""

    def __init__(self, folder: Path, names: Sequence[str], sums: Mapping[str, int] | None = None) -> None:
        """sums: CRC-32 of files by name. Raises RuntimeError where a file is missing or damaged."""
        self._folder = folder
        self.names = tuple(names)
        for name in names:
            if sums and name in sums and file_sum(folder / name) != sums[name]:
                raise RuntimeError(f"{name} has changed since it was written")
        self._segments = [faiss.read_index(str(folder / name)) for name in names]

    @property
    def size(self) -> int:
        """How many vectors the segments hold, those of removed passages included."""
        return sum(int(segment.ntotal) for segment in self._segments)

    def search(
        self, vector: NDArray[np.float32], limit: int, allowed: Sequence[int] | None = None
    ) -> list[tuple[int, float]]:
        """The nearest passages to a vector of shape ``(dimensions,)``: ids and cosines, best first."""
        if not vector.any() or (allowed is not None and not len(allowed)):
            return []
        # One thread a question: two are no faster on segments of this size, and where the cores are
        # busy they wait for each other ten times as long. The setting belongs to the calling thread.
        faiss.omp_set_num_threads(1)
        found: list[tuple[int, float]] = []
        parameters = None
        if allowed is not None:
            chosen = np.asarray(allowed, np.int64)
            selector = faiss.IDSelectorBatch(len(chosen), faiss.swig_ptr(chosen))
            parameters = faiss.SearchParameters()
            parameters.sel = selector
        for segment in self._segments:
            scores, ids = segment.search(
                vector.reshape(1, -1), min(limit, int(segment.ntotal)), params=parameters
            )
            found += [(int(i), float(s)) for i, s in zip(ids[0], scores[0], strict=True) if i >= 0]
        found.sort(key=lambda hit: (-hit[1], hit[0]))
        return found[:limit]


def write_segment(folder: Path, name: str, ids: Sequence[int], vectors: NDArray[np.float32]) -> int:
    """Write ids and vectors, shape ``(len(ids), dimensions)``, durably under a new name; the file's sum."""
    folder.mkdir(parents=True, exist_ok=True)
    index = faiss.IndexIDMap2(faiss.IndexFlatIP(vectors.shape[1]))
    index.add_with_ids(np.ascontiguousarray(vectors), np.asarray(ids, np.int64))
    part = folder / (name + ".part")
    faiss.write_index(index, str(part))
    with part.open("rb+") as file:
        os.fsync(file.fileno())
    sum_ = file_sum(part)
    part.replace(folder / name)
    sync_folder(folder)
    return sum_


def file_sum(path: Path) -> int:
    """CRC-32 of a file's bytes; -1 where it cannot be read."""
    found = 0
    try:
        with path.open("rb") as file:
            while block := file.read(_BLOCK):
                found = zlib.crc32(block, found)
    except OSError:
        return -1
    return found


def sync_folder(folder: Path) -> None:
    """Make the names in a folder durable: a file that was renamed is otherwise lost with the power."""
    if os.name != "posix":  # elsewhere a folder cannot be opened, and a rename is durable by itself
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def remove_strays(folder: Path, keep: Sequence[str]) -> None:
    """Delete segment files that no list names: leftovers of a crash or of a merge."""
    if not folder.is_dir():
        return
    for path in folder.iterdir():
        if path.name not in keep and (path.suffix == SUFFIX or path.name.endswith(".part")):
            path.unlink(missing_ok=True)
