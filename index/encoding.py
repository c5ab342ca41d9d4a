"""Vectors for all passages of the truth, batch by batch, and the encoder that is fitted on them."""

from __future__ import annotations

import shutil
import time
from collections.abc import Callable, Iterator
from functools import partial

from corpus.errors import EncoderError
from index.encoders import Encoder
from index.engine import VectorKeeper
from index.opening import open_lsa
from index.paths import IndexPaths
from index.store import Store

_ENCODE_BATCH = 2048  # passages that are encoded, and committed, at a time, at most
_FIRST_BATCH = 256  # … to begin with, until it is known how long they take
_FEWEST = 16  # … at least, however slow the encoder is
_BATCH_SECONDS = (
    20.0  # what an interrupted run may lose of its work; a slow model encodes some hundred passages in it
)
_OUTGROWN = 2.0  # an archive so many times as large as the one its encoder was fitted on gets a new fit
_READ = 5000  # texts that are read from the truth at a time


class Encoding:
    """What a writer does with vectors; see `index.writer`."""

    paths: IndexPaths
    store: Store
    vectors: VectorKeeper

    def encode(self, encoder: Encoder, progress: Callable[[int], None] | None = None) -> int:
        """Encode all passages that lack a vector of `encoder`; how many that were.

        Each batch is committed, so an interrupted run is gone on with. When every passage has
        its vector the encoder becomes the index's own, and what others made is dropped.
        """
        done, after = 0, self.store.encoded(encoder.fingerprint)
        tell = progress or (lambda _done: None)
        size = min(_FIRST_BATCH, _ENCODE_BATCH)
        while rows := self.store.without_vector(encoder.fingerprint, after, size):
            ids = [number for number, _ in rows]
            began = time.monotonic()
            vectors = encoder.passages([text for _, text in rows], partial(_tell_more, tell, done))
            speed = len(ids) / max(time.monotonic() - began, 1e-3)
            size = max(_FEWEST, min(_ENCODE_BATCH, int(speed * _BATCH_SECONDS)))
            self.vectors.keep(encoder.fingerprint, ids, vectors)
            after, done = ids[-1], done + len(ids)
            tell(done)
        if done or self.store.get("encoder") != encoder.fingerprint:
            if self.store.get("encoder") != encoder.fingerprint:  # of which segments may be made just now
                self.vectors.finish(stop=True)
            with self.store.transaction():
                self.store.put("encoder", encoder.fingerprint)
                self.store.put("encoder_name", encoder.name)
                self.store.drop_encoders_but(encoder.fingerprint)
                self.store.put_encoded(encoder.fingerprint, after)
                self.store.advance()
        self.vectors.settle(encoder.fingerprint)
        self.remove_encoders_but(encoder.fingerprint)
        return done

    def remove_encoders_but(self, encoder: str) -> None:
        """Delete the files of fitted encoders that are no longer in use."""
        for folder in self.paths.encoder.iterdir() if self.paths.encoder.is_dir() else ():
            if folder.name != encoder[:16]:
                shutil.rmtree(folder, ignore_errors=True)

    def current_lsa(self) -> Encoder | None:
        """The index's own fitted encoder, unless it has none or has outgrown it."""
        encoder = self.store.get("encoder")
        if encoder is None or self.store.get("encoder_name") != "lsa":
            return None
        fitted_on = int(self.store.get("fitted_on") or 0)
        if self.store.counts()["passages"] > _OUTGROWN * fitted_on:
            return None
        try:
            return open_lsa(self.store, self.paths, encoder)
        except EncoderError:  # of an older version of the program: a new fit takes its place
            return None

    def fit_lsa(self) -> Encoder:
        """Fit the built-in encoder on the archive as it stands and keep it."""
        from index.encoders.lsa import fit

        fitted = fit(text for _, text in self.texts())
        with self.store.transaction():
            if not self.store.arrays(fitted.fingerprint):
                self.store.put_arrays(fitted.fingerprint, fitted.save_arrays())
            self.store.put("fitted_on", str(self.store.counts()["passages"]))
        return fitted

    def texts(self) -> Iterator[tuple[int, str]]:
        """Id of each passage and the text that encoders see, in order."""
        after = 0
        while rows := self.store.contexts(after, _READ):
            yield from rows
            after = rows[-1][0]


def _tell_more(tell: Callable[[int], None], before: int, now: int) -> None:
    tell(before + now)
