"""The truncated singular value decomposition of a sparse matrix, by random projection."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

_OVERSAMPLING = 16  # more columns than asked for while iterating; they carry the tail
_ITERATIONS = 3
_SEED = 1


def truncated(matrix: Any, rank: int) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
    """Right singular vectors, shape (rank, columns), and singular values, falling.

    matrix: anything with ``shape``, ``@`` and ``.T @`` on dense arrays of float32.
    Halko, Martinsson and Tropp (2011), algorithm 4.4 with QR between the steps. Signs are
    fixed so that each vector's largest entry is positive; equal input gives equal output.
    """
    rows, columns = matrix.shape
    size = min(rank + _OVERSAMPLING, rows, columns)
    basis = np.random.default_rng(_SEED).standard_normal((rows, size), np.float32)
    for _ in range(_ITERATIONS):
        basis = np.linalg.qr(matrix.T @ basis)[0]
        basis = np.linalg.qr(matrix @ basis)[0]
    _, values, vectors = np.linalg.svd((matrix.T @ basis).T, full_matrices=False)
    vectors, values = vectors[:rank], values[:rank]
    largest = np.abs(vectors).argmax(axis=1)
    vectors = vectors * np.sign(vectors[np.arange(len(vectors)), largest])[:, None]
    return vectors.astype(np.float32), values.astype(np.float32)
