"""The index is examined; what is derived is mended from the truth, and the truth is never guessed."""

from __future__ import annotations

from pathlib import Path

from corpus.errors import Reason
from index.faults import damaged_truth
from index.paths import IndexPaths
from index.store import Store
from index.upkeep import changed_texts
from index.writer import Writer


def examine(folder: Path) -> list[Reason]:
    """What was found wrong and mended, a sentence each; [] where the index is whole.

    Raises NoIndexError where there is none, DamagedError where the truth itself is damaged, and
    LockedError where another process writes.
    """
    # A sentence for a folder without an index, before a writer makes one.
    store = Store(IndexPaths(folder).database)
    try:
        damage = store.database.damage(store.connection)
    finally:
        store.close()
    findings: list[Reason] = []
    with Writer(folder, on_mend=findings.append, thorough=True) as writer:
        if damage:
            _reindex(writer, damage, findings)
        _drop_changed(writer, findings)
        encoder = writer.store.get("encoder")
        missing = writer.store.passage_count() - writer.store.vector_count(encoder) if encoder else 0
        if missing:
            findings.append(Reason("mended.no_vectors", missing=missing))
    return findings


def _reindex(writer: Writer, damage: str, findings: list[Reason]) -> None:
    """SQLite's own indexes can be made anew from its tables; damaged tables cannot."""
    database, connection = writer.store.database, writer.store.connection
    database.reindex(connection)
    if database.damage(connection):
        raise damaged_truth(writer.paths.folder)
    findings.append(Reason("mended.registers", damage=damage))


def _drop_changed(writer: Writer, findings: list[Reason]) -> None:
    """A document whose stored text has changed would be quoted wrongly: it is taken out, and named."""
    changed = changed_texts(writer.store)
    known = {document.name: document.id for document in writer.store.documents()}
    writer.remove([known[name] for name in changed])
    findings += [Reason("mended.changed_text", name=name) for name in changed]
