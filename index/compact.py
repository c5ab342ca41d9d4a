"""What was removed leaves the files of the index too.

A removed document is gone from every answer at once. Its words stay in files for a while: tantivy
drops them when it merges, a dense segment keeps its vectors, SQLite's log its pages, and the
built-in encoder the hashes of its words. Here all of it goes.
"""

from __future__ import annotations

from corpus.errors import Reason
from index.encoders.lsa import Lsa
from index.folders import forget_removed
from index.opening import open_lsa
from index.writer import Writer


def compact(writer: Writer) -> list[Reason]:
    """Make every file of the index anew from what it still holds; sentences about what stood in the way."""
    forget_removed(writer.paths, writer.store)
    encoder = writer.store.get("encoder")
    if encoder:
        with writer.store.transaction():  # a change of encoder that was interrupted begins again
            writer.store.drop_encoders_but(encoder)
    if encoder and writer.store.get("encoder_name") == Lsa.name:
        encoder = _forget_words(writer, encoder)
    writer.rebuild_lexical()
    writer.lexical.tidy()
    if encoder:
        writer.vectors.rebuild(encoder)
        writer.remove_encoders_but(encoder)
    if writer.store.database.rewrite(writer.store.connection):
        return []
    return [Reason("mended.still_read")]


def _forget_words(writer: Writer, encoder: str) -> str:
    """The built-in encoder without what only removed passages held; its fingerprint."""
    fitted = open_lsa(writer.store, writer.paths, encoder)
    pruned = fitted.pruned(text for _, text in writer.texts())
    if pruned.fingerprint != encoder:
        with writer.store.transaction():
            writer.store.rename_encoder(encoder, pruned.fingerprint, pruned.save_arrays())
            writer.store.put("encoder", pruned.fingerprint)
            writer.store.advance()
    return pruned.fingerprint
