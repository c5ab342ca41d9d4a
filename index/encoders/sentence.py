"""Neural encoders: any sentence-transformers model that lies on this machine.

Weights are read from safetensors alone, code that a model brings is never run, and nothing
is downloaded unless the caller allows it.
"""

from __future__ import annotations

import contextlib
import hashlib
import threading
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from corpus.errors import EncoderError
from index.encoders import Progress
from index.encoders.families import Prefixes, prefixes
from index.encoders.models import digest, find

_CHUNK = 8  # batches between two calls of progress; texts are sorted by length within a chunk
_FORMAT = 1


@dataclass(frozen=True, slots=True)
class SentenceOptions:
    """How a neural model is run.

    device: ``cpu``, ``cuda``, ``mps`` …; None takes the fastest there is.
    half: compute in half precision; None does so everywhere but on the CPU, where it pays only if
        the processor has bfloat16 arithmetic.
    batch: texts at a time.
    max_length: tokens of a text that count, at most what the model was made for. A passage
        of 800 characters with its heading is 200 to 350 tokens.
    """

    device: str | None = None
    half: bool | None = None
    batch: int = 32
    max_length: int = 512


class SentenceEncoder:
    """A loaded model. Threads may share one; they take turns."""

    def __init__(self, name: str, model: Any, prefixes: Prefixes, fingerprint: str, batch: int) -> None:
        """model: a SentenceTransformer; use `open_sentence_encoder`."""
        self.name = name
        self.fingerprint = fingerprint
        self.prefixes = prefixes
        self._model = model
        self._batch = batch
        self._lock = threading.Lock()  # fast tokenizers refuse two threads at once
        self.dimensions = int(model.get_embedding_dimension() or self._encode(["a"], "").shape[1])

    def passages(self, texts: Sequence[str], progress: Progress | None = None) -> NDArray[np.float32]:
        """Vectors of passages, shape (len(texts), dimensions); see `Encoder`.

        Raises EncoderError where the model answers with something that is no number.
        """
        vectors = np.zeros((len(texts), self.dimensions), np.float32)
        step = self._batch * _CHUNK
        for first in range(0, len(texts), step):
            last = min(first + step, len(texts))
            self._fill(vectors[first:last], texts[first:last], self.prefixes.passage)
            if progress:
                progress(last)
        return vectors

    def question(self, text: str) -> NDArray[np.float32]:
        """The vector of a question, shape (dimensions,); see `Encoder`."""
        vector = np.zeros((1, self.dimensions), np.float32)
        self._fill(vector, [text], self.prefixes.question)
        return vector.reshape(-1)

    def _fill(self, out: NDArray[np.float32], texts: Sequence[str], prefix: str) -> None:
        """Write unit vectors into the rows of `out`; those of empty texts stay zero."""
        rows = [row for row, text in enumerate(texts) if text.strip()]
        if not rows:
            return
        vectors = self._encode([texts[row] for row in rows], prefix)
        if not np.isfinite(vectors).all():
            raise EncoderError("errors.model_wrong", name=self.name)
        norms = np.linalg.norm(vectors, axis=1, keepdims=True)
        out[rows] = np.divide(vectors, norms, out=np.zeros_like(vectors), where=norms > 0)

    def _encode(self, texts: list[str], prefix: str) -> NDArray[np.float32]:
        with self._lock:
            found = self._model.encode(
                texts, prompt=prefix, batch_size=self._batch, show_progress_bar=False, convert_to_numpy=True
            )
        return np.asarray(found, np.float32)


def open_sentence_encoder(
    name: str, options: SentenceOptions | None = None, *, allow_download: bool = False
) -> SentenceEncoder:
    """Load the model `name`: a folder, or a hub name.

    Without `allow_download` nothing is asked of the network. Raises EncoderError, with the
    cure, where the model is missing, has no safe weights, needs code of its own or is damaged.
    """
    options = options or SentenceOptions()
    folder = find(name, allow_download=allow_download)
    model = _load(name, folder, options)
    length = limit_length(model, options.max_length)
    chosen = prefixes(name, model.prompts)
    known = repr((_FORMAT, digest(folder), chosen.question, chosen.passage, length))
    fingerprint = hashlib.sha256(known.encode()).hexdigest()[:32]
    shown = str(folder) if Path(name).expanduser().is_dir() else name
    return SentenceEncoder(shown, model, chosen, fingerprint, options.batch)


def _load(name: str, folder: Path, options: SentenceOptions) -> Any:
    try:
        import torch
        from sentence_transformers import SentenceTransformer
    except ImportError as error:
        raise EncoderError("errors.needs_transformers") from error
    try:
        with quiet():
            model = SentenceTransformer(
                str(folder),
                device=options.device,
                local_files_only=True,
                trust_remote_code=False,
                model_kwargs={"use_safetensors": True},
            )
        on_cpu = model.device.type == "cpu"
        if options.half or (options.half is None and not on_cpu):
            # Processors have no arithmetic for float16 of their own; many have bfloat16's.
            model.to(torch.bfloat16 if on_cpu else torch.float16)
    except Exception as error:  # a damaged or foreign model fails in whatever part meets it first
        raise not_loaded(name, error) from error
    return model


@contextlib.contextmanager
def quiet() -> Iterator[None]:
    """Without the library's own progress bar, which is of no use to the user."""
    from transformers.utils import logging

    library: Any = logging
    shown = library.is_progress_bar_enabled()
    library.disable_progress_bar()
    try:
        yield
    finally:
        if shown:
            library.enable_progress_bar()


def not_loaded(name: str, error: Exception) -> EncoderError:
    """The error for a model that cannot be loaded, with the cure."""
    if "trust_remote_code" in str(error):
        return EncoderError("errors.model_own_code", name=name)
    return EncoderError("errors.model_not_loaded", name=name, message=" ".join(str(error).split())[:200])


def limit_length(model: Any, most: int) -> int:
    """Cut texts at `most` tokens where the model allows more; the length that holds."""
    own = model.max_seq_length
    if own is None or own > most:
        # A model without attention takes texts of any length and lets nothing be set.
        with contextlib.suppress(AttributeError):
            model.max_seq_length = most
        return most
    return int(own)
