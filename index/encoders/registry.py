"""Encoders by name."""

from __future__ import annotations

from typing import TYPE_CHECKING

from corpus.errors import EncoderError
from index.encoders import Encoder
from index.encoders.lsa import Lsa

if TYPE_CHECKING:
    from index.encoders.sentence import SentenceOptions

BUILT_IN = "lsa"
AUTO = "auto"
RECOMMENDED = "intfloat/multilingual-e5-small"
"""Small, multilingual, free to use; ``auto`` takes it where it already lies on the machine."""


def resolved(name: str) -> str:
    """`name` itself, or for ``auto`` the recommended model where the machine has it, else ``lsa``."""
    if name != AUTO:
        return name
    from index.encoders.models import cached

    return RECOMMENDED if cached(RECOMMENDED) else BUILT_IN


def open_encoder(
    name: str,
    *,
    fitted: Lsa | None = None,
    options: SentenceOptions | None = None,
    allow_download: bool = False,
) -> Encoder:
    """The encoder `name`: ``lsa``, ``auto``, a folder or a hub name.

    fitted: the index's own fitted encoder, which ``lsa`` is. options: how a neural model is run.
    allow_download: the user has named the model, so it may be fetched; never for ``auto``.
    Raises EncoderError, with the cure.
    """
    chosen = resolved(name)
    if chosen == BUILT_IN:
        if fitted is None:
            raise EncoderError("errors.lsa_first")
        return fitted
    from index.encoders.sentence import open_sentence_encoder

    return open_sentence_encoder(chosen, options, allow_download=allow_download and name != AUTO)
