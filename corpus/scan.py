"""Which files an archive consists of, and whether they changed."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterator
from dataclasses import dataclass, field
from fnmatch import fnmatch
from pathlib import Path

from corpus.errors import UsageError

READ = frozenset(".pdf .txt .text .md .markdown .docx .odt .html .htm .xhtml .pptx .xlsx .eml .zip".split())
"""File endings (lower case) of documents that ingest reads."""

READABLE = READ | frozenset(".doc .xls .ppt .rtf .msg .ods .odp".split())
"""Those, and of older kinds that are named with a cure rather than passed over."""

_BLOCK = 1 << 20


@dataclass(frozen=True, slots=True)
class ScanOptions:
    """Which files count.

    include, exclude: shell patterns (``*.pdf``, ``utkast/*``), matched without regard to case
    against the path relative to the folder, and against the file's name. Nothing in `include`
    means everything. `exclude` wins.
    """

    include: tuple[str, ...] = ()
    exclude: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class SourceFile:
    """A file as it was found.

    path: absolute, with links resolved. name: relative to `root`, with ``/``; the file's own
    name where a file was given. size in bytes, modified in nanoseconds.
    """

    path: Path
    root: Path
    name: str
    size: int
    modified: int


@dataclass(slots=True)
class Scan:
    """What a scan found: `files` in order of name, and how many files were of no readable kind."""

    files: list[SourceFile] = field(default_factory=list)
    skipped: list[str] = field(default_factory=list)


def fingerprint(path: Path) -> str:
    """BLAKE2b-128 of a file's bytes, in hex; equal content has an equal fingerprint.

    Raises OSError where the file cannot be read.
    """
    digest = hashlib.blake2b(digest_size=16)
    with path.open("rb") as file:
        while block := file.read(_BLOCK):
            digest.update(block)
    return digest.hexdigest()


def scan(path: Path, options: ScanOptions | None = None) -> Scan:
    """The readable files at `path`, a folder or a single file.

    Hidden files and folders (a name that begins with a dot) are skipped, and so is a link that
    leads out of the folder. Raises UsageError where `path` is not there or cannot be listed.
    """
    if not path.exists():
        raise UsageError("errors.no_path", path=path)
    root = path.resolve()
    if root.is_file():
        return Scan(files=[_source(root, root.parent, root.name)])
    if not os.access(root, os.R_OK | os.X_OK):
        raise UsageError("errors.folder_unreadable", path=path)
    options = options or ScanOptions()
    found = Scan()
    for name, file, linked in _walk(root, "", root, frozenset({root})):
        if not _wanted(name, options):
            continue
        if file.suffix.lower() not in READ:
            found.skipped.append(name)
            continue
        try:
            # Links resolved, which costs more than all else and changes nothing where there is none.
            found.files.append(_source(file.resolve() if linked else file, root, name))
        except OSError:  # vanished between listing and looking: as if it had never been listed
            continue
    found.files.sort(key=lambda source: source.name)
    return found


def _walk(
    folder: Path, above_name: str, root: Path, above: frozenset[Path], linked: bool = False
) -> Iterator[tuple[str, Path, bool]]:
    """Files below `folder`: name relative to the root, path, and whether a link leads there.

    above: the real folders on the way, so that no loop is entered.
    """
    try:
        entries = sorted(os.scandir(folder), key=lambda entry: entry.name)
    except OSError:
        return
    for entry in entries:
        if entry.name.startswith("."):
            continue
        name, link = above_name + entry.name, linked or entry.is_symlink()
        if entry.is_symlink() and not Path(entry.path).resolve().is_relative_to(root):
            continue
        if entry.is_dir():
            path = Path(entry.path)
            real = path.resolve()
            if real not in above:
                yield from _walk(path, f"{name}/", root, above | {real}, link)
        elif entry.is_file():
            yield name, Path(entry.path), link


def _wanted(name: str, options: ScanOptions) -> bool:
    folded = name.casefold()
    last = folded.rsplit("/", 1)[-1]

    def matches(patterns: tuple[str, ...]) -> bool:
        return any(fnmatch(folded, p.casefold()) or fnmatch(last, p.casefold()) for p in patterns)

    return (not options.include or matches(options.include)) and not matches(options.exclude)


def _source(path: Path, root: Path, name: str) -> SourceFile:
    stat = path.stat()
    return SourceFile(path, root, name, stat.st_size, stat.st_mtime_ns)
