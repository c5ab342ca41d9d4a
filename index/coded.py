"""Large segments of the dense index: codes to scan, vectors to score the best of them by.

Measured on real and made passages, lists of near vectors (IVF) are no way to fewer vectors: the built-in
encoder's lie so far apart that a quarter to a half of the lists must be searched for 97 of 100 of the
nearest. Scanning all of them as codes of 4 bits for four dimensions (product quantisation whose tables
stay in the processor's registers, "fast scan": André, Kermarrec and Le Scouarnec 2015) finds them
among the first thousand. Vectors are turned by a random rotation first, so that no code has more to
tell than another: of a million made passages it takes the share of the 10 nearest that are among the
first 1,000 from 0.959 to 0.986, where codes of two dimensions give 0.998 in three and a half times the
time. FAISS takes selectors with such codes only where they lie in lists, so all lie in one list.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import faiss
import numpy as np
from numpy.typing import NDArray

from index.dense import ROWS, file_sum, make_durable, sync_folder

_SEED = 1  # the same vectors shall always give the same codes

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

    Holds the codes (32 bytes a vector at 256 dimensions) and the sample in memory, and no more.
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


def _fitted(sample: NDArray[np.float32]) -> faiss.IndexPreTransform:
    """An empty index whose codes are fitted on a sample: turned, in one list, four dimensions a code if it can be."""
    dimensions = sample.shape[1]
    together = next(width for width in (4, 3, 2, 1) if dimensions % width == 0)
    codes = faiss.IndexIVFPQFastScan(
        faiss.IndexFlatIP(dimensions), dimensions, 1, dimensions // together, 4, faiss.METRIC_INNER_PRODUCT
    )
    codes.by_residual = False
    # FAISS warns on standard error of samples smaller than it would like.
    codes.pq.cp.min_points_per_centroid = codes.cp.min_points_per_centroid = 1
    turn = faiss.RandomRotationMatrix(dimensions, dimensions)
    turn.init(_SEED)
    index = faiss.IndexPreTransform(turn, codes)
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
