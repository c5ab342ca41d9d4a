"""Latent semantic analysis of words and their character n-grams, fitted on the archive itself.

A word is a vector over its character n-grams, rare ones weighing most; a text is the sum of
its words, rare ones weighing most; a truncated singular value decomposition keeps the
directions that the archive's passages vary in (Deerwester et al. 1990). Nothing is
downloaded, every word of the archive and its inflections are known, and an unknown word is
placed by its n-grams. How the settings were chosen stands in ``docs/encoders.md``.

Fitting imports SciPy; encoding needs NumPy alone.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import tempfile
import threading
import zlib
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any, Self

import numpy as np
from numpy.typing import NDArray

from corpus.errors import EncoderError
from index.encoders import Progress
from index.encoders.lsa_words import Fitted, LsaOptions, project
from index.encoders.ngrams import gram_hashes, word_hashes, words

Array = NDArray[Any]
Components = NDArray[np.float16] | NDArray[np.float32]

_BATCH = 256  # texts at a time: their words are looked up together
_CACHE = 20_000  # word vectors kept (20 MB at 256 dimensions); when full, all are dropped
_MANY = 64  # from so many texts on it pays to widen all components to single precision (15 ms)
_FORMAT = 1
_SUMS = "sums.json"
_ARRAYS = ("word_hashes", "word_weights", "gram_hashes", "gram_weights", "components")


class Lsa:
    """A fitted encoder. Threads may share one."""

    name = "lsa"

    def __init__(self, options: LsaOptions, fitted: Fitted, fingerprint: str = "") -> None:
        """fingerprint: as it was stored; computed where it is empty."""
        self.options = options
        self.dimensions = int(fitted.components.shape[1])
        self.fingerprint = fingerprint or _fingerprint(options, fitted)
        self._fitted = fitted
        self._lock = threading.Lock()
        self._known: dict[str, int] = {}
        self._vectors = np.empty((0, self.dimensions), np.float32)

    def passages(self, texts: Sequence[str], progress: Progress | None = None) -> NDArray[np.float32]:
        """Vectors of passages, shape (len(texts), dimensions); see `Encoder`."""
        vectors = np.zeros((len(texts), self.dimensions), np.float32)
        components = self._fitted.components
        if len(texts) >= _MANY:
            components = components.astype(np.float32)
        for first in range(0, len(texts), _BATCH):
            last = min(first + _BATCH, len(texts))
            self._encode(texts[first:last], vectors[first:last], components)
            if progress:
                progress(last)
        return vectors

    def question(self, text: str) -> NDArray[np.float32]:
        """The vector of a question, shape (dimensions,); see `Encoder`."""
        vector = np.zeros((1, self.dimensions), np.float32)
        self._encode([text], vector, self._fitted.components)
        return vector.reshape(-1)

    def _encode(self, texts: Sequence[str], out: NDArray[np.float32], components: Components) -> None:
        """Write the texts' vectors into the rows of `out`."""
        counts = [Counter(words(text)) for text in texts]
        place = {word: at for at, word in enumerate(dict.fromkeys(w for c in counts for w in c))}
        table = self._word_vectors(list(place), components)
        for row, count in enumerate(counts):
            if count:
                ids = [place[word] for word in count]
                weights = 1 + self.options.repeats * np.log(np.fromiter(count.values(), np.float32))
                out[row] = weights.astype(np.float32) @ table[ids]
        norms = np.linalg.norm(out, axis=1, keepdims=True)
        np.divide(out, norms, out=out, where=norms > 0)

    def _word_vectors(self, types: list[str], components: Components) -> NDArray[np.float32]:
        """Vectors of distinct words, shape (len(types), dimensions); not of unit length."""
        with self._lock:
            new = [word for word in types if word not in self._known]
            if len(self._known) + len(new) > _CACHE:
                self._known, new = {}, types
                self._vectors = np.empty((0, self.dimensions), np.float32)
            if new:
                first = len(self._known)
                if first + len(new) > len(self._vectors):
                    room = np.empty((2 * (first + len(new)), self.dimensions), np.float32)
                    room[:first] = self._vectors[:first]
                    self._vectors = room
                found = project(new, self.options, self._fitted, components)
                self._vectors[first : first + len(new)] = found
                self._known.update(zip(new, range(first, first + len(new)), strict=True))
            return self._vectors[[self._known[word] for word in types]]

    def pruned(self, texts: Iterable[str]) -> Lsa:
        """The encoder without the words and n-grams that none of `texts` holds.

        The vectors of `texts` stay what they are, to the last bit; a word that was forgotten is
        from now on one that was never seen.
        """
        types = sorted({word for text in texts for word in words(text)})
        old, options = self._fitted, self.options
        kept_words = np.isin(old.word_hashes, word_hashes(types))
        kept_grams = np.isin(old.gram_hashes, gram_hashes(types, options.shortest, options.longest).values)
        if kept_words.all() and kept_grams.all():
            return self
        fitted = Fitted(
            old.word_hashes[kept_words], old.word_weights[kept_words], old.unseen,
            old.gram_hashes[kept_grams], old.gram_weights[kept_grams], old.components[kept_grams],
        )  # fmt: skip
        return Lsa(options, fitted)

    def save_arrays(self) -> dict[str, Array]:
        """All that the encoder is, as plain arrays; `from_arrays` gives it back."""
        settings = {
            "format": _FORMAT,
            "fingerprint": self.fingerprint,
            "unseen": self._fitted.unseen,
            "options": asdict(self.options),
        }
        text = json.dumps(settings, sort_keys=True)
        arrays: dict[str, Array] = {name: getattr(self._fitted, name) for name in _ARRAYS}
        return {"settings": np.frombuffer(text.encode(), np.uint8), **arrays}

    @classmethod
    def from_arrays(cls, arrays: Mapping[str, Array]) -> Self:
        """The encoder that `save_arrays` was called on.

        Raises EncoderError where the arrays are damaged or of another version.
        """
        try:
            settings = json.loads(arrays["settings"].tobytes())
            if settings["format"] != _FORMAT:
                raise ValueError(settings["format"])
            fitted = Fitted(unseen=float(settings["unseen"]), **{name: arrays[name] for name in _ARRAYS})
            _check(fitted)
            return cls(LsaOptions(**settings["options"]), fitted, str(settings["fingerprint"]))
        except (KeyError, ValueError, TypeError, AttributeError) as error:
            raise EncoderError("errors.lsa_damaged") from error

    def save(self, folder: Path) -> None:
        """Write the arrays into `folder`, one ``.npy`` each, and their sums; all of it or nothing is there.

        Raises OSError where the disk does not let it.
        """
        folder.parent.mkdir(parents=True, exist_ok=True)
        made = Path(tempfile.mkdtemp(dir=folder.parent, prefix="."))
        try:
            sums = {}
            for name, array in self.save_arrays().items():
                path = made / f"{name}.npy"
                with path.open("wb") as file:
                    np.save(file, array, allow_pickle=False)
                    file.flush()
                    os.fsync(file.fileno())
                sums[name] = zlib.crc32(path.read_bytes())
            (made / _SUMS).write_text(json.dumps(sums), "utf-8")
            shutil.rmtree(folder, ignore_errors=True)
            made.rename(folder)
        except OSError:
            shutil.rmtree(made, ignore_errors=True)
            if not (folder / _SUMS).exists():  # else another process has made the same a moment ago
                raise

    @classmethod
    def load(cls, folder: Path) -> Self:
        """Open what `save` wrote, memory-mapped, in milliseconds. Raises EncoderError."""
        try:
            sums = json.loads((folder / _SUMS).read_text("utf-8"))
            for name in ("settings", *_ARRAYS):
                if zlib.crc32((folder / f"{name}.npy").read_bytes()) != sums[name]:
                    raise ValueError(name)
            arrays = {
                # As a plain view: slices of NumPy's own memmap type cost four times as much.
                name: np.asarray(np.load(folder / f"{name}.npy", mmap_mode="r", allow_pickle=False))
                for name in ("settings", *_ARRAYS)
            }
        except (OSError, ValueError, EOFError, KeyError, TypeError) as error:
            raise EncoderError("errors.lsa_damaged") from error
        return cls.from_arrays(arrays)


def fit(texts: Iterable[str], options: LsaOptions | None = None) -> Lsa:
    """Fit the encoder on a sample of `texts`, which are read once and in order.

    The same texts in the same order give the same encoder, to the last bit on one machine.
    Texts without a word give an encoder of one dimension whose vectors are all zeros.
    """
    from index.encoders.lsa_fit import fit_words

    options = options or LsaOptions()
    return Lsa(options, fit_words(texts, options))


def _check(fitted: Fitted) -> None:
    """Raise ValueError where the arrays do not fit together."""
    words_, grams = len(fitted.word_hashes), len(fitted.gram_hashes)
    if (
        fitted.word_hashes.dtype != np.uint64
        or fitted.gram_hashes.dtype != np.uint64
        or fitted.word_weights.shape != (words_,)
        or fitted.gram_weights.shape != (grams,)
        or fitted.components.ndim != 2
        or fitted.components.shape[0] != grams
        or fitted.components.shape[1] < 1
        or fitted.components.dtype not in (np.float16, np.float32)
    ):
        raise ValueError("shape")


def _fingerprint(options: LsaOptions, fitted: Fitted) -> str:
    digest = hashlib.blake2b(json.dumps(asdict(options), sort_keys=True).encode(), digest_size=16)
    digest.update(repr((_FORMAT, fitted.unseen)).encode())
    for name in _ARRAYS:
        digest.update(np.ascontiguousarray(getattr(fitted, name)).tobytes())
    return digest.hexdigest()
