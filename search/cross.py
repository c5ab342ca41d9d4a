"""The best passages once more in order, by a cross-encoder: a neural model that reads question and passage together.

Used only where the user names one (``--reranker``), in place of the learned features of `search.rerank`. The
model must lie on this machine: nothing is downloaded, weights are read from safetensors alone, and code that
a model brings is never run.
"""

from __future__ import annotations

import json
import threading
from collections.abc import Sequence
from importlib.util import find_spec
from pathlib import Path
from typing import Any, Protocol

import numpy as np

from corpus.errors import EncoderError
from index.types import StoredPassage
from search.rerank import RERANKED, in_order
from search.types import Ranked

_LONGEST = (
    512  # tokens of a question and a passage together; passages of 800 characters with headings have 350
)


class Reranker(Protocol):
    """Tells how well texts answer a question."""

    def scores(self, question: str, texts: Sequence[str]) -> list[float]:
        """A number for each text; higher is better, comparable within one call."""


class CrossEncoder:
    """A loaded model. Threads may share one; they take turns."""

    def __init__(self, name: str, model: Any) -> None:
        """model: a CrossEncoder of sentence-transformers; use `open_reranker`."""
        self.name = name
        self._model = model
        self._lock = threading.Lock()  # fast tokenizers refuse two threads at once

    def scores(self, question: str, texts: Sequence[str]) -> list[float]:
        """See `Reranker`: the model's logits, which a sigmoid would only round to equals at its ends.

        Raises EncoderError where the model answers with something that is no number.
        """
        from torch.nn import Identity

        pairs = [(question, text) for text in texts]
        with self._lock:
            found = self._model.predict(
                pairs, batch_size=max(len(pairs), 1), activation_fn=Identity(), show_progress_bar=False
            )
        if not np.isfinite(found).all():
            raise EncoderError("errors.reranker_wrong", name=self.name)
        return [float(score) for score in found]


def cross_rerank(reranker: Reranker, question: str, ranked: Sequence[Ranked]) -> list[Ranked]:
    """The first `RERANKED` in the order of the model's scores, the rest after them as they were.

    A passage that moves gets the score of its new place, as in `search.rerank`.
    """
    first = ranked[:RERANKED]
    if len(first) < 2:
        return list(ranked)
    return in_order(ranked, reranker.scores(question, [read_text(place.passage) for place in first]))


def read_text(passage: StoredPassage) -> str:
    """What a model reads of a passage: the title and the headings that do not stand in it, a line each; the text."""
    above = dict.fromkeys((passage.title, *passage.heading))
    return "\n".join((*(line for line in above if line not in passage.text), passage.text))


def open_reranker(name: str) -> CrossEncoder:
    """Load the cross-encoder `name`: a folder, or a hub name that lies in the machine's cache.

    Raises EncoderError, with the cure, where it is not on the machine, is no cross-encoder, has no safe
    weights, needs code of its own or is damaged, or where sentence-transformers is not installed.
    """
    if find_spec("sentence_transformers") is None:
        raise EncoderError("errors.reranker_needs")
    from index.encoders.models import here
    from index.encoders.sentence import limit_length, not_loaded, quiet

    folder = here(name, "config.json")
    if folder is None:
        raise EncoderError("errors.reranker_missing", name=name)
    if not _gives_one_number(folder):
        raise EncoderError("errors.reranker_wrong", name=name)
    try:
        import sentence_transformers

        with quiet():
            model = sentence_transformers.CrossEncoder(
                str(folder),
                local_files_only=True,
                trust_remote_code=False,
                model_kwargs={"use_safetensors": True},
            )
        limit_length(model, _LONGEST)
    except Exception as error:  # a damaged or foreign model fails in whatever part meets it first
        raise not_loaded(name, error) from error
    return CrossEncoder(name, model)


def _gives_one_number(folder: Path) -> bool:
    """Whether the model was trained to judge pairs; to any other the library would add a head of random weights."""
    try:
        config = json.loads((folder / "config.json").read_text("utf-8"))
        kinds, labels = config["architectures"], config.get("id2label") or {}
        return len(labels) == 1 and any(kind.endswith("ForSequenceClassification") for kind in kinds)
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return False
