"""Documents that are given to the app: under which name they are kept, and which are turned away.

A file arrives as a stream of bytes and is written beside its final place under a hidden name, so
that indexing never meets half a document. What a browser calls a file is only ever used as a file
name, never as a path.
"""

from __future__ import annotations

import os
import re
import secrets
import unicodedata
from collections.abc import AsyncIterator
from contextlib import suppress
from pathlib import Path

from corpus.errors import UsageError
from corpus.scan import READ, fingerprint
from corpus.texts import Texts

LARGEST = 200 * 1024 * 1024
"""Bytes of an uploaded document: some thousand scanned pages."""

_LONGEST_NAME = 120  # characters of a file name; systems take 255 bytes, and æ, ø and å are two each
_FORBIDDEN = re.compile(r'[<>:"|?*\x00-\x1f\x7f-\x9f\u200b-\u200f\u202a-\u202e\u2066-\u2069]+')
_DEVICES = re.compile(r"(?:con|prn|aux|nul|com\d|lpt\d)(?:\.|$)", re.IGNORECASE)


def safe_name(given: str, say: Texts) -> str:
    """The file name under which an upload is kept, on every system.

    Folders before it, signs that some system forbids and a dot at either end are taken away.
    Raises UsageError where nothing is left, or no reader knows the kind.
    """
    last = re.split(r"[/\\]", unicodedata.normalize("NFC", given))[-1]
    name = " ".join(_FORBIDDEN.sub(" ", last).split()).strip(" .")
    stem, suffix = os.path.splitext(name)  # noqa: PTH122 - a name, not a path
    stem = stem.strip(" .")[:_LONGEST_NAME]
    if suffix.lower() not in READ or not stem:
        raise UsageError(say("library.wrong_kind", name=shown_name(last), kinds=say("library.kinds")))
    return f"_{stem}{suffix}" if _DEVICES.match(name) else f"{stem}{suffix}"


def shown_name(given: str) -> str:
    """A name as it stands in a sentence: without what does not print, and not endless."""
    visible = " ".join("".join(c if c.isprintable() else " " for c in given).split())
    return visible if len(visible) <= _LONGEST_NAME else f"{visible[:_LONGEST_NAME]} …"


async def receive(stream: AsyncIterator[bytes], given: str, folder: Path, say: Texts) -> Path | None:
    """Keep an upload in `folder`; its path, or None where the same file is there already.

    Another file of the same name is not replaced: this one gets a number. Raises UsageError for
    one that is empty, too large or of the wrong kind, or where it cannot be written.
    """
    name = safe_name(given, say)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        arriving = folder / f".{secrets.token_hex(8)}.part"
        try:
            size = 0
            with arriving.open("xb") as file:
                async for block in stream:
                    size += len(block)
                    if size > LARGEST:
                        raise UsageError(say("library.too_large", name=name, most=LARGEST // 1024**2))
                    file.write(block)
            if not size:
                raise UsageError(say("library.empty_file", name=name))
            return _placed(arriving, folder, name)
        finally:
            with suppress(FileNotFoundError):
                arriving.unlink()
    except OSError as error:
        raise UsageError(say("library.not_written", name=name, reason=error.strerror or error)) from error


def _placed(arrived: Path, folder: Path, name: str) -> Path | None:
    """Give a file its name, or the next free one; None where one of that name has the same content."""
    content = fingerprint(arrived)
    stem, suffix = os.path.splitext(name)  # noqa: PTH122 - a name, not a path
    number = 1
    while (place := folder / (name if number == 1 else f"{stem} ({number}){suffix}")).exists():
        if fingerprint(place) == content:
            return None
        number += 1
    arrived.rename(place)
    return place
