"""Latent semantic analysis of character n-grams, fitted on the archive itself.

TF-IDF of n-grams within words (sublinear counts, smoothed idf), then a truncated singular
value decomposition: Deerwester et al. (1990). Needs no download, and knows every word of the
archive and its inflections. Fitting imports SciPy; encoding needs NumPy alone.
"""

from __future__ import annotations

import hashlib
import json
import random
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Self

import numpy as np
from numpy.typing import NDArray

from corpus.errors import EncoderError
from index.encoders import Progress
from index.encoders.ngrams import Ragged, gather, hashes, words

_BATCH = 256  # passages counted at a time; bounds memory to some 20 MB
_FORMAT = 1


@dataclass(frozen=True, slots=True)
class LsaOptions:
    """How the encoder is fitted.

    dimensions: at most; no more than the sample has independent texts.
    shortest, longest: characters in an n-gram, word boundaries counted.
    features: at most so many n-grams, those in the most passages.
    sample: passages to fit on, drawn evenly from all.
    """

    dimensions: int = 256
    shortest: int = 3
    longest: int = 5
    features: int = 60_000
    sample: int = 6_000
    seed: int = 1


class Lsa:
    """A fitted encoder. Threads may share one."""

    name = "lsa"

    def __init__(
        self,
        options: LsaOptions,
        vocabulary: NDArray[np.uint64],
        idf: NDArray[np.float32],
        components: NDArray[np.float32],
    ) -> None:
        """vocabulary: sorted n-gram hashes (V,); idf (V,); components (V, dimensions)."""
        self._options = options
        self._vocabulary = vocabulary
        self._idf = idf
        self._components = components
        self.dimensions = int(components.shape[1])
        self.fingerprint = _fingerprint(options, self.save_arrays())

    def passages(self, texts: Sequence[str], progress: Progress | None = None) -> NDArray[np.float32]:
        """Vectors of passages, shape (len(texts), dimensions); see `Encoder`."""
        vectors = np.zeros((len(texts), self.dimensions), np.float32)
        for first in range(0, len(texts), _BATCH):
            batch = texts[first : first + _BATCH]
            ids, counts, starts = _count(batch, self._options, self._vocabulary)
            weights = (1 + np.log(counts)).astype(np.float32) * self._idf[ids]
            for row in range(len(batch)):
                chosen = slice(starts[row], starts[row + 1])
                vectors[first + row] = weights[chosen] @ self._components[ids[chosen]]
            if progress:
                progress(min(first + _BATCH, len(texts)))
        return _unit(vectors)

    def question(self, text: str) -> NDArray[np.float32]:
        """The vector of a question, shape (dimensions,); see `Encoder`."""
        vector: NDArray[np.float32] = self.passages([text])[0]
        return vector

    def save_arrays(self) -> dict[str, NDArray[np.generic]]:
        """All that the encoder is, as plain arrays; `from_arrays` gives it back."""
        settings = json.dumps({"format": _FORMAT, **asdict(self._options)}, sort_keys=True)
        return {
            "settings": np.frombuffer(settings.encode(), np.uint8),
            "vocabulary": self._vocabulary,
            "idf": self._idf,
            "components": self._components,
        }

    @classmethod
    def from_arrays(cls, arrays: dict[str, NDArray[np.generic]]) -> Self:
        """The encoder that `save_arrays` was called on.

        Raises EncoderError where the arrays do not fit together.
        """
        try:
            settings = json.loads(arrays["settings"].tobytes())
            if settings.pop("format") != _FORMAT:
                raise ValueError("format")
            return cls(
                LsaOptions(**settings),
                arrays["vocabulary"].view(np.uint64),
                arrays["idf"].view(np.float32),
                arrays["components"].view(np.float32),
            )
        except (KeyError, ValueError, TypeError, IndexError, AttributeError) as error:
            raise EncoderError(
                "The index's encoder is damaged or of another version; run index with --rebuild."
            ) from error

    def save(self, folder: Path) -> None:
        """Write the arrays into `folder`, which is made where it is missing."""
        folder.mkdir(parents=True, exist_ok=True)
        for name, array in self.save_arrays().items():
            np.save(folder / f"{name}.npy", array, allow_pickle=False)

    @classmethod
    def load(cls, folder: Path) -> Self:
        """Open what `save` wrote, memory-mapped. Raises EncoderError."""
        arrays = {}
        for name in ("settings", "vocabulary", "idf", "components"):
            try:
                arrays[name] = np.load(folder / f"{name}.npy", mmap_mode="r", allow_pickle=False)
            except (OSError, ValueError, EOFError) as error:
                raise EncoderError(
                    f"The encoder in {folder} is missing or damaged; run index with --rebuild."
                ) from error
        return cls.from_arrays(arrays)


def fit(texts: Iterable[str], options: LsaOptions = LsaOptions()) -> Lsa:  # noqa: B008 - frozen
    """Fit the encoder on a sample of `texts`, which are read once.

    The same texts in the same order give the same encoder. Texts without any character to
    count give an encoder of one dimension whose vectors are all zeros.
    """
    from index.encoders import svd

    sample = _sample(texts, options.sample, options.seed)
    vocabulary, frequency, matrix = _features(sample, options)
    if not len(vocabulary):
        return Lsa(options, vocabulary, np.zeros(0, np.float32), np.zeros((0, 1), np.float32))
    idf = (np.log((1 + len(sample)) / (1 + frequency)) + 1).astype(np.float32)
    matrix = _weighted(matrix, idf)
    rank = min(options.dimensions, *matrix.shape)
    components, _ = svd.truncated(matrix, rank)
    return Lsa(options, vocabulary, idf, np.ascontiguousarray(components.T))


def _features(sample: Sequence[str], options: LsaOptions):  # type: ignore[no-untyped-def]
    from scipy.sparse import csr_array

    found = []
    for first in range(0, len(sample), _BATCH):
        batch = sample[first : first + _BATCH]
        found.append(_count(batch, options, None))
    every, inverse, frequency = np.unique(
        np.concatenate([np.zeros(0, np.uint64), *(f[0] for f in found)]), return_inverse=True, return_counts=True
    )
    kept = np.sort(np.argsort(-frequency, kind="stable")[: options.features])
    place = np.full(len(every), -1, np.int64)
    place[kept] = np.arange(len(kept))
    counts = np.concatenate([np.zeros(0), *(f[1] for f in found)])
    lengths = np.concatenate([np.zeros(0, np.int64), *(np.diff(f[2]) for f in found)])
    row = np.repeat(np.arange(len(sample)), lengths)
    column = place[inverse]
    use = column >= 0
    matrix = csr_array(
        (counts[use].astype(np.float32), (row[use], column[use])), shape=(len(sample), len(kept))
    )
    return every[kept], frequency[kept], matrix


def _weighted(matrix, idf):  # type: ignore[no-untyped-def]
    matrix.data = (1 + np.log(matrix.data)) * idf[matrix.indices]
    rows = np.repeat(np.arange(matrix.shape[0]), np.diff(matrix.indptr))
    norms = np.sqrt(np.bincount(rows, matrix.data**2, minlength=matrix.shape[0]))
    matrix.data = (matrix.data / norms[rows]).astype(np.float32)
    return matrix


def _count(
    batch: Sequence[str], options: LsaOptions, vocabulary: NDArray[np.uint64] | None
) -> tuple[NDArray[np.generic], NDArray[np.int64], NDArray[np.int64]]:
    """N-grams of each text, how often each occurs there, and where each text's begin.

    With a vocabulary the n-grams are places in it, else hashes.
    """
    types: dict[str, int] = {}
    tokens = [[types.setdefault(word, len(types)) for word in words(text)] for text in batch]
    grams = hashes(list(types), options.shortest, options.longest)
    every, places = np.unique(grams.values, return_inverse=True)
    grams = Ragged(places, grams.starts)
    lengths = np.array([len(row) for row in tokens])
    flat = np.fromiter((t for row in tokens for t in row), np.int64, int(lengths.sum()))
    found = gather(grams, flat)
    owner = np.repeat(np.repeat(np.arange(len(batch)), lengths), np.diff(found.starts))
    keys, counts = np.unique(owner * max(len(every), 1) + found.values, return_counts=True)
    owner, ids = np.divmod(keys, max(len(every), 1))
    if vocabulary is None:
        values = every[ids]
    else:
        at = np.searchsorted(vocabulary, every)
        at[at == len(vocabulary)] = 0
        known = vocabulary[at] == every if len(vocabulary) else np.zeros(len(every), bool)
        use = known[ids]
        owner, counts, values = owner[use], counts[use], at[ids[use]]
    starts = np.concatenate([[0], np.cumsum(np.bincount(owner, minlength=len(batch)))])
    return values, counts, starts


def _sample(texts: Iterable[str], size: int, seed: int) -> list[str]:
    """At most `size` of the texts, drawn evenly and kept in order (reservoir sampling)."""
    generator = random.Random(seed)  # noqa: S311 - no secret
    kept: list[tuple[int, str]] = []
    for place, text in enumerate(texts):
        if len(kept) < size:
            kept.append((place, text))
        elif (slot := generator.randrange(place + 1)) < size:
            kept[slot] = (place, text)
    return [text for _, text in sorted(kept)]


def _unit(vectors: NDArray[np.float32]) -> NDArray[np.float32]:
    norms = np.linalg.norm(vectors, axis=1, keepdims=True)
    return np.divide(vectors, norms, out=np.zeros_like(vectors), where=norms > 1e-12)


def _fingerprint(options: LsaOptions, arrays: dict[str, NDArray[np.generic]]) -> str:
    digest = hashlib.blake2b(digest_size=16)
    for name, array in sorted(arrays.items()):
        digest.update(name.encode())
        digest.update(np.ascontiguousarray(array).tobytes())
    return f"lsa-{digest.hexdigest()}"
