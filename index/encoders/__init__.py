"""Encoders: texts become vectors of unit length, near each other where the texts are alike.

`Encoder` is the seam. Implementations: `index.encoders.lsa` (built in, fitted on the archive
itself) and `index.encoders.sentence` (any sentence-transformers model on the machine);
`index.encoders.registry` opens either by name.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

Progress = Callable[[int], None]
"""Is called with the number of texts encoded so far, rising to the number of all."""


class Encoder(Protocol):
    """Texts to vectors.

    name: ``lsa``, or a model's hub name or folder as the user gave it.
    fingerprint: identifies the model, its settings and its fit; vectors with another
        fingerprint are not comparable.
    dimensions: length of every vector, at least 1.
    """

    @property
    def name(self) -> str:
        """What the user calls it."""
        ...

    @property
    def fingerprint(self) -> str:
        """Equal for two encoders exactly when their vectors are comparable."""
        ...

    @property
    def dimensions(self) -> int:
        """Length of every vector."""
        ...

    def passages(self, texts: Sequence[str], progress: Progress | None = None) -> NDArray[np.float32]:
        """Vectors of texts to be found, shape (len(texts), dimensions).

        Rows have unit length; a text with no features (an empty one) has a row of zeros.
        The inner product of two rows is their cosine, in [-1, 1], higher is more alike.
        """
        ...

    def question(self, text: str) -> NDArray[np.float32]:
        """The vector of a question, shape (dimensions,), of unit length or all zeros."""
        ...
