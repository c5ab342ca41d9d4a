"""The dense index: FAISS over the encoder's vectors, in immutable segments.

Derived from the truth. A segment is written once, under a name that was never used, and is part
of the index from the moment SQLite names it; ids of removed passages stay in it until it is
merged, and are left out of each search. Scores are inner products of unit vectors: cosines in [-1, 1].

A small segment is scanned whole. A large one (`index.coded`) is scanned whole too, but as codes of
half a byte for four dimensions, 50 times as fast; the best by their codes are then scored by their
vectors, which lie beside the codes in a file that is memory-mapped.
"""

from __future__ import annotations

import os
import zlib
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Protocol

import faiss
import numpy as np
from numpy.typing import NDArray

SUFFIX = ".faiss"
ROWS = ".rows"
"""What follows a segment's name in the name of the file with its vectors: half precision, then the ids."""

_BLOCK = 1 << 20
_RESCORED = 1500
"""How many passages of a large segment are scored by their vectors. Of a million made passages the 10
nearest are among the first 1,500 by their codes; docs/scale.md has the figures."""
_SINGLE = np.arange(1 << 16, dtype=np.uint16).view(np.float16).astype(np.float32)
"""Each number of half precision in single precision: looked up ten times as fast as it is computed."""

Range = tuple[int, int]
"""The first and the last id of passages that follow each other."""

Hits = tuple[NDArray[np.float32], NDArray[np.int64]]


class Chosen:
    """Which passages may be found: some ids, or all but some ranges of ids."""

    def __init__(
        self, ids: Sequence[int] | NDArray[np.int64] | None = None, but: Sequence[Range] = ()
    ) -> None:
        """ids: those that may; None for all, but those of the ranges in `but`."""
        self.ids = None if ids is None else np.asarray(ids, np.int64)
        last = max((end for _, end in but), default=0) if self.ids is None else int(self.ids.max(initial=0))
        marked = np.zeros(last + 1, np.bool_)
        if self.ids is not None:
            marked[self.ids] = True
        else:
            for first, end in but:
                marked[first : end + 1] = True
        self._any = marked
        # FAISS reads these bytes as long as the selector lives.
        self._bits = np.packbits(marked, bitorder="little")
        self._marked = faiss.IDSelectorBitmap(len(self._bits), faiss.swig_ptr(self._bits))
        self.selector = self._marked if self.ids is not None else faiss.IDSelectorNot(self._marked)

    def holds(self, passage: int) -> bool:
        """Whether a passage may be found."""
        marked = passage < len(self._any) and bool(self._any[passage])
        return marked is (self.ids is not None)

    def among(self, ids: NDArray[np.int64]) -> NDArray[np.bool_]:
        """Which of these passages may be found, one for one."""
        marked = np.zeros(len(ids), np.bool_)
        known = ids < len(self._any)
        marked[known] = self._any[ids[known]]
        return marked if self.ids is not None else ~marked


class _Segment(Protocol):
    """An open segment."""

    size: int

    def search(self, vector: NDArray[np.float32], limit: int, chosen: Chosen | None) -> Hits:
        """Scores and ids of the nearest to a vector of shape ``(dimensions,)``, best first."""
        ...


class Exact:
    """A segment that is scanned whole, by FAISS."""

    def __init__(self, index: faiss.IndexIDMap2) -> None:
        self._index = index
        self.size = int(index.ntotal)

    def search(self, vector: NDArray[np.float32], limit: int, chosen: Chosen | None) -> Hits:
        """See `_Segment`."""
        parameters = faiss.SearchParameters()
        if chosen:
            parameters.sel = chosen.selector
        scores, ids = self._index.search(vector.reshape(1, -1), min(limit, self.size), params=parameters)
        found = ids[0] >= 0
        return scores[0][found], ids[0][found]

    def content(self) -> tuple[NDArray[np.int64], NDArray[np.float32]]:
        """All ids and their vectors, shape ``(size, dimensions)``."""
        ids = faiss.vector_to_array(self._index.id_map)
        flat = faiss.downcast_index(self._index.index)
        return ids, flat.reconstruct_n(0, self.size)


class Coded:
    """A segment that is scanned by codes; the best of these are scored by their vectors."""

    def __init__(self, index: faiss.Index, rows: Path) -> None:
        """index: as `index.coded` makes it. rows: the vectors' file. Raises RuntimeError where they do not fit."""
        self._index = index
        self.size = int(index.ntotal)
        shape = (self.size, int(index.d))
        vectors = 2 * shape[0] * shape[1]
        try:
            if rows.stat().st_size != vectors + 8 * self.size:
                raise RuntimeError(f"{rows.name} does not fit its codes")
            # As plain views: slices of NumPy's own memmap type cost four times as much.
            self._rows = np.asarray(np.memmap(rows, "<u2", "r", 0, shape))
            self._ids = np.asarray(np.memmap(rows, "<i8", "r", vectors, self.size))
        except OSError as error:
            raise RuntimeError(f"{rows.name} cannot be read") from error

    def search(self, vector: NDArray[np.float32], limit: int, chosen: Chosen | None) -> Hits:
        """See `_Segment`."""
        ids = self._candidates(vector, max(limit, _RESCORED), chosen)
        scores = _SINGLE.take(self._rows.take(self._places(ids), 0)) @ vector
        best = np.argsort(-scores, kind="stable")[:limit]
        return scores[best], ids[best]

    def _places(self, ids: NDArray[np.int64]) -> NDArray[np.int64]:
        """Where these ids stand among all: as a rule as far from the first as their numbers are."""
        places = np.minimum(ids - self._ids[0], self.size - 1)
        return places if np.array_equal(self._ids[places], ids) else np.searchsorted(self._ids, ids)

    def _candidates(
        self, vector: NDArray[np.float32], wanted: int, chosen: Chosen | None
    ) -> NDArray[np.int64]:
        """Ids, rising, of the best by their codes; of all that may be found where these are no more than wanted."""
        if chosen and chosen.ids is not None and len(chosen.ids) <= wanted:
            ids = np.unique(chosen.ids)
            place = np.minimum(np.searchsorted(self._ids, ids), self.size - 1)
            held: NDArray[np.bool_] = self._ids[place] == ids
            return ids[held]
        if self.size <= wanted:  # FAISS leaves out those with the least score that codes can tell
            return self._ids[chosen.among(self._ids)] if chosen else self._ids
        lists = faiss.IVFSearchParameters()
        lists.nprobe = 1
        if chosen:
            lists.sel = chosen.selector
        parameters = faiss.SearchParametersPreTransform()
        parameters.index_params = lists
        _, found = self._index.search(vector.reshape(1, -1), wanted, params=parameters)
        return np.sort(found[0][found[0] >= 0])  # neighbours on disk are read together

    def content(self) -> tuple[NDArray[np.int64], NDArray[np.float32]]:
        """All ids and their vectors, shape ``(size, dimensions)``."""
        return self._ids.astype(np.int64), _SINGLE[self._rows]


class Dense:
    """The open segments of one encoder; immutable, made anew when the list of segments changes."""

    def __init__(
        self,
        folder: Path,
        names: Sequence[str],
        sums: Mapping[str, int] | None = None,
        *,
        removed: Iterable[Range] = (),
        known: Dense | None = None,
        most: int | None = None,
    ) -> None:
        """Raises RuntimeError where a file is missing or damaged.

        sums: CRC-32 of segments by name. most: bytes in all above which sums are not compared (what
        cannot be a segment is noticed all the same). removed: passages that may still be held and shall
        not be found. known: segments that are open already, and are not opened again.
        """
        self.names = tuple(names)
        self.removed = tuple(removed)
        held = known._segments if known else {}
        new = [name for name in names if name not in held]
        sizes = sum(path.stat().st_size for name in new for path in files(folder, name))
        compared = sums if sums and (most is None or sizes <= most) else {}
        for name in new:
            if name in compared and segment_sum(folder, name) != compared[name]:
                raise RuntimeError(f"{name} has changed since it was written")
        self._segments: dict[str, _Segment] = {
            name: held.get(name) or open_segment(folder, name) for name in names
        }
        self._living = Chosen(but=self.removed) if self.removed else None

    @property
    def size(self) -> int:
        """How many vectors the segments hold, those of removed passages included."""
        return sum(segment.size for segment in self._segments.values())

    def search(
        self,
        vector: NDArray[np.float32],
        limit: int,
        allowed: Sequence[int] | NDArray[np.int64] | Chosen | None = None,
    ) -> list[tuple[int, float]]:
        """The nearest passages to a vector of shape ``(dimensions,)``: ids and cosines, best first.

        allowed: only these passages. Who asks more than once with the same hands in a `Chosen`.
        """
        if allowed is not None and not isinstance(allowed, Chosen):
            allowed = Chosen(allowed)
        if not vector.any() or (allowed is not None and allowed.ids is not None and not len(allowed.ids)):
            return []
        # One thread a question: two are no faster on segments of this size, and where the cores are
        # busy they wait for each other ten times as long. The setting belongs to the calling thread.
        faiss.omp_set_num_threads(1)
        found: list[tuple[int, float]] = []
        for segment in self._segments.values():
            scores, ids = segment.search(vector, limit, allowed or self._living)
            found += zip(ids.tolist(), scores.tolist(), strict=True)
        found.sort(key=lambda hit: (-hit[1], hit[0]))
        return found[:limit]


def open_segment(folder: Path, name: str) -> Exact | Coded:
    """The segment of that name. Raises RuntimeError where a file of it is missing or damaged."""
    index = faiss.read_index(str(folder / name))
    if isinstance(index, faiss.IndexIVFPQFastScan):  # written before vectors were turned
        index = faiss.IndexPreTransform(index)
    if isinstance(index, faiss.IndexPreTransform):
        return Coded(index, folder / (name + ROWS))
    if isinstance(index, faiss.IndexIDMap2):
        return Exact(index)
    raise RuntimeError(f"{name} holds what no segment does")


def files(folder: Path, name: str) -> list[Path]:
    """The files of a segment that are there."""
    return [path for path in (folder / name, folder / (name + ROWS)) if path.exists()]


def write_segment(folder: Path, name: str, ids: Sequence[int], vectors: NDArray[np.float32]) -> int:
    """Write ids and vectors, shape ``(len(ids), dimensions)``, durably under a new name; the segment's sum."""
    folder.mkdir(parents=True, exist_ok=True)
    index = faiss.IndexIDMap2(faiss.IndexFlatIP(vectors.shape[1]))
    index.add_with_ids(np.ascontiguousarray(vectors), np.asarray(ids, np.int64))
    part = folder / (name + ".part")
    faiss.write_index(index, str(part))
    make_durable(part)
    sum_ = file_sum(part)
    part.replace(folder / name)
    sync_folder(folder)
    return sum_


def segment_sum(folder: Path, name: str) -> int:
    """CRC-32 of a segment's files, one after the other; -1 where one cannot be read."""
    found = file_sum(folder / name)
    rows = folder / (name + ROWS)
    return file_sum(rows, found) if found >= 0 and rows.exists() else found


def file_sum(path: Path, found: int = 0) -> int:
    """CRC-32 of a file's bytes, going on from that of what stands before them; -1 where it cannot be read."""
    try:
        with path.open("rb") as file:
            while block := file.read(_BLOCK):
                found = zlib.crc32(block, found)
    except OSError:
        return -1
    return found


def make_durable(path: Path) -> None:
    """Have the system write a file to the disk."""
    with path.open("rb+") as file:
        os.fsync(file.fileno())


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
        if path.name.removesuffix(ROWS) not in keep and path.name.endswith((SUFFIX, ROWS, ".part")):
            path.unlink(missing_ok=True)
