"""Large segments of the dense index: codes to scan, vectors to score the best of them by.

Measured on real and made passages, lists of near vectors (IVF) are no way to fewer vectors: the built-in
encoder's lie so far apart that a quarter to a half of the lists must be searched for 97 of 100 of the
nearest. Scanning all of them as codes of 4 bits for two dimensions (product quantisation whose tables
stay in the processor's registers, "fast scan": André, Kermarrec and Le Scouarnec 2015) finds them all
among the first few hundred. FAISS takes selectors with such codes only where they lie in lists, so all
lie in one list.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import faiss
import numpy as np
from numpy.typing import NDArray

from index.dense import ROWS, file_sum, make_durable, sync_folder

Blocks = Callable[[], Iterator[tuple[list[int], NDArray[np.float32]]]]
"""Gives ids, rising, and their vectors, shape ``(n, dimensions)``, block by block; called twice."""


@dataclass(frozen=True, slots=True)
class DenseOptions:
    """How vectors are laid out.

    exact: vectors from which on a segment is scanned by codes; at 25,000 an exact scan takes 2 ms, and
    codes no longer cost more than they save. sample: vectors that the codes are fitted on.
    many: small segments (each is searched on its own) above which they become one; many_meanwhile:
    the same while vectors are still being made. dead: share of removed passages above which all is laid
    out anew. drift: what lies outside the largest segment, as a share of it, above which all is.
    background: vectors from which on that is done beside everything else.
    """

    exact: int = 25_000
    sample: int = 65_536
    many: int = 4
    many_meanwhile: int = 16
    dead: float = 0.2
    drift: float = 0.5
    background: int = 100_000


def write_coded(folder: Path, name: str, blocks: Blocks, options: DenseOptions) -> tuple[int, int]:
    """Write a large segment durably under a new name: how many vectors, and the segment's sum.

    Holds the codes (64 bytes a vector at 256 dimensions) and the sample in memory, and no more.
    """
    folder.mkdir(parents=True, exist_ok=True)
    faiss.omp_set_num_threads(1)
    sample = _sample(blocks(), options.sample)
    index = _fitted(sample)
    ids: list[NDArray[np.int64]] = []
    part, rows = folder / (name + ".part"), folder / (name + ROWS + ".part")
    with rows.open("wb") as file:
        for some, vectors in blocks():
            ids.append(np.asarray(some, np.int64))
            index.add_with_ids(np.ascontiguousarray(vectors, np.float32), ids[-1])
            file.write(vectors.astype("<f2").tobytes())
        file.write(np.concatenate(ids).astype("<i8").tobytes())
    faiss.write_index(index, str(part))
    make_durable(part)
    make_durable(rows)
    sum_ = file_sum(rows, file_sum(part))
    rows.replace(folder / (name + ROWS))
    part.replace(folder / name)
    sync_folder(folder)
    return int(index.ntotal), sum_


def _fitted(sample: NDArray[np.float32]) -> faiss.IndexIVFPQFastScan:
    """An empty index whose codes are fitted on a sample: one list, two dimensions a code."""
    dimensions = sample.shape[1]
    codes = dimensions // 2 if dimensions % 2 == 0 else dimensions
    index = faiss.IndexIVFPQFastScan(
        faiss.IndexFlatIP(dimensions), dimensions, 1, codes, 4, faiss.METRIC_INNER_PRODUCT
    )
    index.by_residual = False
    # FAISS warns on standard error of samples smaller than it would like.
    index.pq.cp.min_points_per_centroid = index.cp.min_points_per_centroid = 1
    index.train(sample)
    return index


def _sample(blocks: Iterator[tuple[list[int], NDArray[np.float32]]], size: int) -> NDArray[np.float32]:
    """At most `size` vectors, evenly from all: of each that are too many every second one goes."""
    kept: list[NDArray[np.float32]] = []
    step, held, seen = 1, 0, 0
    for _, vectors in blocks:
        chosen = vectors[(-seen) % step :: step]
        seen += len(vectors)
        kept.append(chosen)
        held += len(chosen)
        while held > size:
            step *= 2
            joined = np.concatenate(kept)[::2]
            kept, held = [joined], len(joined)
    return np.ascontiguousarray(np.concatenate(kept), np.float32)
