"""The index is examined; what is derived is mended from the truth, and the truth is never guessed."""

from __future__ import annotations

from pathlib import Path

from index.faults import damaged_truth
from index.paths import IndexPaths
from index.store import Store
from index.upkeep import changed_texts
from index.writer import Writer


def examine(folder: Path) -> list[str]:
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
    findings: list[str] = []
    with Writer(folder, on_mend=findings.append) as writer:
        if damage:
            _reindex(writer, damage, findings)
        _drop_changed(writer, findings)
        encoder = writer.store.get("encoder")
        missing = writer.store.passage_count() - writer.store.vector_count(encoder) if encoder else 0
        if missing:
            findings.append(
                f"{missing} avsnitt mangler vektor: kjør «saksok index» på nytt med de samme mappene."
            )
    return findings


def _reindex(writer: Writer, damage: str, findings: list[str]) -> None:
    """SQLite's own indexes can be made anew from its tables; damaged tables cannot."""
    database, connection = writer.store.database, writer.store.connection
    database.reindex(connection)
    if database.damage(connection):
        raise damaged_truth(writer.paths.folder)
    findings.append(f"Databasens egne registre var skadet ({damage}) og er laget på nytt.")


def _drop_changed(writer: Writer, findings: list[str]) -> None:
    """A document whose stored text has changed would be quoted wrongly: it is taken out, and named."""
    changed = changed_texts(writer.store)
    known = {document.name: document.id for document in writer.store.documents()}
    writer.remove([known[name] for name in changed])
    findings += [
        f"Den lagrede teksten til «{name}» var skadet, og dokumentet er tatt ut: "
        "kjør «saksok index» med mappen det ligger i, så leses det på nytt."
        for name in changed
    ]
