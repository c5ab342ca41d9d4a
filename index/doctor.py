"""The index is examined, and what is derived is mended from the truth."""

from __future__ import annotations

from pathlib import Path

from corpus.errors import DamagedError
from index.paths import IndexPaths
from index.store import Store
from index.writer import Writer


def examine(folder: Path) -> list[str]:
    """What was found wrong and mended, a sentence each; [] where the index is whole.

    Raises NoIndexError where there is none, and DamagedError where the truth itself is damaged.
    """
    store = Store(
        IndexPaths(folder).database
    )  # a sentence for a folder without an index, before a writer makes one
    try:
        verdict = store.one("PRAGMA integrity_check")
    finally:
        store.close()
    if verdict != "ok":
        raise DamagedError(f"Databasen i {folder} er skadet ({verdict}): slett mappen og indekser på nytt.")
    findings: list[str] = []
    with Writer(folder, on_mend=findings.append) as writer:
        encoder = writer.store.get("encoder")
        if encoder:
            missing = writer.store.passage_count() - writer.store.vector_count(encoder)
            if missing:
                findings.append(
                    f"{missing} avsnitt mangler vektor: kjør «saksok index» på nytt med de samme mappene."
                )
            if not writer.segments_readable(encoder):
                writer.rebuild_dense(encoder)
                findings.append("Vektorfilene var skadet og er laget på nytt.")
    return findings
