"""What keeps the truth whole: examined, rewritten without what was deleted, copied and brought back."""

from __future__ import annotations

import sqlite3
from pathlib import Path

from corpus.errors import UsageError
from index.schema import FORMAT, STEPS
from index.store import Store, text_sum
from index.store.sqlite import open_copy


def changed_texts(store: Store) -> list[str]:
    """Documents whose stored text is not the one that was read, by its sum, or is in two minds.

    A passage must be the slice of the pages that it says it is.
    """
    rows = store.connection.execute(
        "SELECT documents.name, sums.sum FROM documents LEFT JOIN sums ON sums.document = documents.id "
        "WHERE documents.state = 'ok' ORDER BY documents.name"
    ).fetchall()
    found = []
    for name, kept in rows:
        text = store.text(name, 0, 1 << 62)
        passages = store.connection.execute(
            "SELECT passages.start, passages.end, passages.text FROM passages "
            "JOIN documents ON documents.id = passages.document WHERE documents.name = ?",
            (name,),
        )
        if text_sum(text) != kept or any(text[start:end] != part for start, end, part in passages):
            found.append(name)
    return found


def switch_to(store: Store, path: Path) -> None:
    """Put the content of the copy at `path` in place of this one's; ids and generations go on."""
    counters = ("generation", "next_document", "next_passage")
    before = {key: int(store.get(key) or 0) for key in counters}
    identity = (
        store.identity()
    )  # an engine's collections are this index's own, not those of the one that was copied
    store.database.replace_with(store.connection, path)
    store.prepare()
    with store.transaction():
        store.put("identity", identity)
        for key in counters:
            store.put(key, str(max(before[key], int(store.get(key) or 0))))
        store.advance()


def examine_copy(path: Path) -> None:
    """Raise UsageError where the file at `path` is no whole copy of an index that this version reads."""
    if not path.is_file():
        raise UsageError("errors.no_backup", path=path)
    connection = open_copy(path)
    try:
        found = connection.execute("SELECT value FROM meta WHERE key = 'format'").fetchone()
        whole = connection.execute("PRAGMA integrity_check").fetchone()[0] == "ok"
    except sqlite3.DatabaseError as error:
        raise UsageError("errors.backup_broken", path=path) from error
    finally:
        connection.close()
    if not found or not whole:
        raise UsageError("errors.backup_broken", path=path)
    if found[0] != str(FORMAT) and int(found[0]) not in STEPS:
        raise UsageError("errors.backup_format", path=path, found=found[0], format=FORMAT)
