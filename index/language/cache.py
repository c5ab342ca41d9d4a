"""Where the compiled lexicon lies: in the user's cache folder, under the fingerprint of its sources.

Whatever it is made from is installed with the program, so it can be made again at any time, and a
folder of installed packages that cannot be written to is no hindrance.
"""

from __future__ import annotations

import os
import tempfile
from collections.abc import Callable
from contextlib import suppress
from hashlib import blake2b
from pathlib import Path

import platformdirs

from index.language import paradigms, tables
from index.language.lexicon import Lexicon, open_file

RECIPE = 5
"""Changes when the same sources would give another compiled lexicon."""

KEPT = 2  # older lexicons (28 MB each) that are left in the cache folder

Progress = Callable[[str, float], None]
"""Told what is being done, and how far it is (0 to 1)."""


def default_path(name: str, folder: Path | None = None) -> Path:
    """Where the lexicon with a fingerprint lies."""
    return (folder or Path(platformdirs.user_cache_dir("saksok", appauthor=False))) / f"lexicon-{name}.bin"


def fingerprint(source: Path) -> str:
    """What decides the contents of the compiled lexicon: its sources and the recipe."""
    digest = blake2b(digest_size=8)
    digest.update(f"{RECIPE} {tables.fingerprint()}".encode())
    digest.update(source.read_bytes())
    return digest.hexdigest()


def cached(folder: Path | None = None, progress: Progress | None = None) -> Lexicon:
    """The compiled lexicon, from the user's cache folder where it lies there, else compiled and kept there.

    Where nothing can be written it is compiled into memory. Raises FileNotFoundError where Norsk
    Ordbank is not installed.
    """
    source = paradigms.source()
    wanted = fingerprint(source)
    path = default_path(wanted, folder)
    try:
        return open_file(path)
    except (OSError, ValueError):
        from index.language.compile import build

        data = build(source, wanted, progress)
    try:
        write(path, data)
        _forget_old(path)
        return open_file(path)
    except OSError:
        return Lexicon(data)


def _forget_old(path: Path) -> None:
    """Remove what other versions have left, but for the newest: two versions of the program may be in use."""
    others = sorted(
        (other for other in path.parent.glob("lexicon-*.bin") if other != path),
        key=lambda other: other.stat().st_mtime,
        reverse=True,
    )
    for other in others[KEPT:]:
        with suppress(OSError):  # in use, on systems that mind
            other.unlink()


def write(path: Path, data: bytes) -> None:
    """Write a file so that a reader sees all of it or nothing."""
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=path.name, suffix=".part")
    temporary = Path(name)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
        temporary.replace(path)
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise
