"""The truncated singular value decomposition."""

import numpy as np
import pytest
from scipy.sparse import csr_array

from index.encoders.svd import truncated_svd


def sparse(rows, columns, seed, density=0.2):
    generator = np.random.default_rng(seed)
    dense = generator.standard_normal((rows, columns)) * (generator.random((rows, columns)) < density)
    return csr_array(dense.astype(np.float32))


def test_agrees_with_scikit_learn():
    from sklearn.decomposition import TruncatedSVD

    left, right = sparse(45, 60, 1), sparse(60, 80, 2)
    reference = TruncatedSVD(8, algorithm="arpack", random_state=0).fit((left @ right).astype(np.float64))
    vectors, values = truncated_svd(left, right, 8)
    np.testing.assert_allclose(values, reference.singular_values_, rtol=1e-5)
    alike = np.abs((vectors * reference.components_.T).sum(axis=0))
    np.testing.assert_allclose(alike, 1, atol=1e-5)


@pytest.mark.parametrize(("rows", "columns"), [(1, 1), (3, 200), (200, 3), (70, 70)])
def test_columns_are_orthonormal_and_values_fall(rows, columns):
    vectors, values = truncated_svd(sparse(rows, 50, 3, 0.9), sparse(50, columns, 4, 0.9), 16)
    rank = min(16, rows, columns)
    assert vectors.shape == (columns, rank)
    np.testing.assert_allclose(vectors.T @ vectors, np.eye(rank), atol=1e-4)
    assert (np.diff(values) <= 0).all()


def test_directions_that_are_not_there_are_left_out():
    one = csr_array(np.ones((30, 1), np.float32))
    vectors, values = truncated_svd(one, csr_array(np.ones((1, 40), np.float32)), 8)
    assert vectors.shape == (40, 1)
    np.testing.assert_allclose(values, [np.sqrt(1200)], rtol=1e-5)


def test_nothing_gives_nothing():
    empty = csr_array((5, 6), dtype=np.float32)
    vectors, values = truncated_svd(empty, csr_array((6, 7), dtype=np.float32), 3)
    assert vectors.shape == (7, 0)
    assert values.shape == (0,)


def test_most_of_a_large_matrix_is_kept():
    left, right = sparse(300, 400, 5, 0.05), sparse(400, 500, 6, 0.05)
    _, values = truncated_svd(left, right, 60)
    best = np.linalg.svd((left @ right).toarray(), compute_uv=False)[:60]
    assert (values**2).sum() > 0.97 * (best**2).sum()


def test_equal_input_gives_equal_output():
    first, second = (truncated_svd(sparse(90, 60, 1), sparse(60, 99, 2), 12)[0] for _ in range(2))
    np.testing.assert_array_equal(first, second)
