"""The parts of an index are opened for reading, each checked against the truth."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from typing import TYPE_CHECKING

from corpus.errors import DamagedError, EncoderError, VersionError
from index.cluster import Cluster
from index.engine import Nearest, Words
from index.faults import told
from index.language import Analyser
from index.lexical import Lexical, damaged_files
from index.paths import IndexPaths
from index.store import Store

if TYPE_CHECKING:  # FAISS and NumPy take a tenth of a second, and a case is looked up without them
    from index.dense import Dense
    from index.encoders import Encoder
    from index.encoders.lsa import Lsa

CHECKED = 128_000_000
"""Bytes of tantivy's files, and of vectors, above which opening leaves comparing their sums to `saksok doctor`."""


def open_analyser(store: Store, paths: IndexPaths) -> Analyser:
    """The analyser. Raises VersionError where the index was written with another version of it."""
    analyser = Analyser.open()
    if store.get("analyser") not in (None, analyser.version):
        raise VersionError("errors.other_analysis", folder=paths.folder)
    return analyser


def open_words(store: Store, paths: IndexPaths, cluster: Cluster | None) -> Words:
    """What finds passages by words. Raises DamagedError where it lacks some, or cannot be opened."""
    if cluster is None:
        return _open_lexical(store, paths)
    from index.milvus.words import Words as MilvusWords

    words = MilvusWords(cluster, store.get("identity") or "")
    try:
        if words.size < store.counts()["passages"]:
            raise DamagedError("errors.engine_behind", url=cluster.url)
    except BaseException:
        words.close()
        raise
    return words


def _open_lexical(store: Store, paths: IndexPaths) -> Lexical:
    # Additions reach tantivy before the truth and removals after it, so it may hold more, never less.
    held = store.counts()["passages"]
    try:
        found = Lexical(paths.lexical)
        if found.size >= held and not damaged_files(paths.lexical, CHECKED):
            return found
        found.close()
        error = None
    except (ValueError, OSError) as raised:  # what tantivy raises for whatever it cannot open
        if sentence := told(raised, paths.folder):
            raise sentence from raised
        error = raised
    raise DamagedError("errors.lexical_damaged", folder=paths.folder) from error


def open_vectors(
    store: Store, paths: IndexPaths, words: Words, encoder: str | None, known: Nearest | None
) -> Nearest:
    """What finds passages by the vectors of an encoder; `known` itself where it holds the same still.

    Raises DamagedError where a file is missing or damaged.
    """
    if isinstance(words, Lexical):
        return _open_dense(store, paths, store.segments(encoder) if encoder else [], known)
    from index.milvus.vectors import Nearest as MilvusNearest
    from index.milvus.vectors import Vectors
    from index.milvus.words import Words as MilvusWords

    assert isinstance(words, MilvusWords)
    return MilvusNearest(Vectors(words.client, words.prefix), encoder)


def _open_dense(store: Store, paths: IndexPaths, names: Sequence[str], open_now: Nearest | None) -> Dense:
    from index.dense import Dense

    known = open_now if isinstance(open_now, Dense) else None
    removed = tuple(store.removed())
    if known and (tuple(names), removed) == (known.names, known.removed):
        return known
    try:
        return Dense(paths.dense, names, store.segment_sums(), removed=removed, known=known, most=CHECKED)
    except RuntimeError as error:  # what FAISS raises for a missing or damaged file
        raise DamagedError("errors.dense_damaged", folder=paths.folder) from error


def open_own_encoder(store: Store, paths: IndexPaths, encoder: str) -> Encoder:
    """The index's encoder, by its fingerprint. Raises EncoderError where the model has changed since."""
    name = store.get("encoder_name") or "lsa"
    if name == "lsa":
        return open_lsa(store, paths, encoder)
    from index.encoders.registry import open_encoder

    found: Encoder = open_encoder(name)
    if found.fingerprint != encoder:
        raise EncoderError("errors.model_changed", name=name)
    return found


def open_lsa(store: Store, paths: IndexPaths, encoder: str) -> Lsa:
    """The fitted encoder, memory-mapped from its folder, which is made from the truth if it is not there."""
    from index.encoders.lsa import Lsa

    folder = paths.encoder / encoder[:16]
    try:
        return Lsa.load(folder)
    except EncoderError:
        fitted = Lsa.from_arrays(store.arrays(encoder))
        with suppress(OSError):  # a full disk, or a folder that may not be written to: made again next time
            fitted.save(folder)
        return fitted
