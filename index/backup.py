"""Copies of an index's truth, made and put back while others read and write."""

from __future__ import annotations

import os
from datetime import datetime
from pathlib import Path

from corpus.errors import NoIndexError, UsageError
from index.dense import sync_folder
from index.faults import storing
from index.paths import IndexPaths
from index.store import Store
from index.upkeep import examine_copy, switch_to
from index.writer import Writer


def backup(folder: Path, target: Path) -> Path:
    """A consistent copy of the index in `folder` as one file; where it lies.

    target: the file to make, or a folder in which it gets a name with date and time. All that
    was committed when the copy was finished is in it; what is derived is not, and is made again.
    Raises UsageError where the file is there already, and what `Store` raises.
    """
    if target.is_dir():
        target = target / f"saksok-{datetime.now():%Y-%m-%d-%H%M%S}.db"
    if target.exists():
        raise UsageError("errors.backup_exists", target=target)
    if not target.parent.is_dir():
        raise UsageError("errors.no_folder", parent=target.parent)
    store = Store(IndexPaths(folder).database)
    part = target.with_name(target.name + ".part")
    try:
        with storing(target.parent):
            store.database.copy_to(store.connection, part)
            with part.open("rb+") as file:
                os.fsync(file.fileno())
            examine_copy(part)
            part.replace(target)
            sync_folder(target.parent)
    finally:
        store.close()
        part.unlink(missing_ok=True)
    return target


def _holds_anything(folder: Path) -> bool:
    paths = IndexPaths(folder)
    if paths.database.exists():
        return True
    try:
        store = Store(paths.database)
    except NoIndexError:
        return False
    try:
        return bool(store.names())
    finally:
        store.close()


def restore(folder: Path, copy: Path, *, replace: bool = False) -> int:
    """Put the truth of `copy` in place of that of the index in `folder`; how many documents it holds.

    The words are taken out first, then the truth is switched in one commit, then all that is derived
    is made from it: a reader that is open meanwhile finds less, never something wrong. Ids go on
    from the higher of the two, so that none is ever used for two passages.

    Raises UsageError where `copy` is no whole copy, or the folder holds an index and `replace` is False.
    """
    examine_copy(copy)
    if _holds_anything(folder) and not replace:
        raise UsageError("errors.index_exists", folder=folder)
    with Writer(folder, anew=True) as writer:
        writer.lexical.clear()
        writer.lexical.commit()
        switch_to(writer.store, copy)
        writer.rebuild_lexical()
        for encoder in writer.store.encoders():
            writer.vectors.rebuild(encoder)
        return writer.store.counts()["documents"]
