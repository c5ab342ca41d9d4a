"""Which folders an index is made from, which of them are followed, and what was left out by hand.

Settings, not part of what is searched: kept in the truth's own table of settings, and written
without the writer's lock. Nothing here touches a source file.
"""

from __future__ import annotations

import json
import shutil
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from corpus.errors import UsageError
from corpus.scan import scan
from index.paths import IndexPaths
from index.store import Store

_FOLLOWED, _LEFT_OUT = "followed", "left_out"


@dataclass(frozen=True, slots=True)
class SourceFolder:
    """A folder that documents come from. there: whether it can be reached now."""

    path: Path
    documents: int
    followed: bool
    there: bool


def source_folders(store: Store) -> list[SourceFolder]:
    """The folders that are followed, and those that documents were read from, in order of path."""
    followed = set(followed_folders(store))
    counts: Counter[str] = Counter()
    for document in store.documents():
        if root := _root(document.source, document.name, followed):
            counts[root] += 1
    return [
        SourceFolder(Path(path), counts[path], path in followed, Path(path).is_dir())
        for path in sorted(followed | set(counts))
    ]


def followed_folders(store: Store) -> list[str]:
    """The folders whose changes the index follows."""
    return _read(store, _FOLLOWED)


def follow(store: Store, path: Path, *, yes: bool = True) -> None:
    """Follow a folder from now on, or no longer."""
    _write(store, _FOLLOWED, {path}, yes)


def left_out(store: Store) -> list[str]:
    """Sources that were taken out by hand and are passed over although they lie in a followed folder."""
    return _read(store, _LEFT_OUT)


def leave_out(store: Store, sources: Iterable[Path | str], *, yes: bool = True) -> None:
    """Pass these sources over from now on, or take them in again."""
    _write(store, _LEFT_OUT, sources, yes)


def put_aside(paths: IndexPaths, source: Path) -> bool:
    """Put an upload aside that is taken out; whether `source` is one. Any other file stays where it lies."""
    if source.parent != paths.uploads.resolve():
        return False
    if source.exists():
        paths.removed.mkdir(exist_ok=True)
        source.replace(paths.removed / source.name)
    return True


def forget_removed(paths: IndexPaths, store: Store) -> None:
    """Let go of what was taken out for good: uploads put aside, and the paths of files that are gone."""
    shutil.rmtree(paths.removed, ignore_errors=True)
    leave_out(store, [source for source in left_out(store) if not Path(source).exists()], yes=False)


def changed(store: Store, folders: Sequence[str]) -> bool:
    """Whether what lies in these folders differs from what the index has read, by name, size and time."""
    known = {d.source: (d.size, d.modified) for d in store.documents()}
    out = set(left_out(store))
    for folder in folders:
        try:
            found = {str(f.path): (f.size, f.modified) for f in scan(Path(folder)).files}
        except UsageError:  # not there now: an unplugged disk is no reason to forget its documents
            continue
        found = {path: state for path, state in found.items() if path not in out}
        if any(known.get(path) != state for path, state in found.items()):
            return True
        if any(path not in found and Path(path).is_relative_to(folder) for path in known):
            return True
    return False


def _root(source: str, name: str, followed: Iterable[str]) -> str | None:
    """The folder that a document was read from: the innermost followed one, else what its name leaves."""
    path = Path(source)
    if inside := [folder for folder in followed if path.is_relative_to(folder)]:
        return max(inside, key=len)
    whole = path.as_posix()
    return str(Path(whole[: -len(name) - 1] or "/")) if whole.endswith(f"/{name}") else str(path.parent)


def _read(store: Store, key: str) -> list[str]:
    value = json.loads(store.get(key) or "[]")
    return [str(item) for item in value]


def _write(store: Store, key: str, items: Iterable[Path | str], yes: bool) -> None:
    given = {str(item) for item in items}
    with store.transaction():
        before = set(_read(store, key))
        after = before | given if yes else before - given
        if after != before:
            store.put(key, json.dumps(sorted(after)))
