"""ZIP files opened with care: Office documents are such files, and so are folders sent as one.

Nothing is ever written to disk. A file that unpacks to far more than it is, that holds thousands of
files, or XML with entities of its own (which can grow without end), is refused before it is read.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import PurePosixPath
from typing import Any

from corpus.errors import UnreadableError
from ingest.read.pdfium import damaged, locked

MOST_FILES = 5000
MOST_BYTES = 500_000_000
"""Of one package, unpacked."""

# Text packs to a tenth; a bomb to a thousandth. Small files may pack well by chance.
_BOMB_RATIO = 150
_BOMB_BYTES = 20_000_000
_ENCRYPTED = 0x1
_PROLOGUE = 4096  # a DOCTYPE stands before the first element


@contextmanager
def opened_package(data: bytes, name: str) -> Iterator[zipfile.ZipFile]:
    """The checked ZIP file. Raises `UnreadableError`; what goes wrong inside the block becomes one too."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            _check(package, name)
            yield package
    except (UnreadableError, MemoryError, RecursionError):
        raise
    except Exception as error:  # the libraries meet damage with errors of many kinds
        raise damaged(name) from error


def member(package: zipfile.ZipFile, path: str, name: str) -> bytes:
    """The bytes of a file in the package; no more of them than its directory says."""
    info = package.getinfo(path)
    with package.open(info) as file:
        content = file.read(info.file_size + 1)
    if len(content) > info.file_size:
        raise _bomb(name)
    if path.endswith((".xml", ".rels")) and _has_entities(content):
        raise UnreadableError("errors.unsafe_xml", name=name)
    return content


def check_xml(package: zipfile.ZipFile, name: str) -> None:
    """Look at every XML file before a library does. Raises `UnreadableError`."""
    for info in package.infolist():
        if info.filename.endswith((".xml", ".rels")):
            member(package, info.filename, name)


def parsed_xml(content: bytes) -> Any:
    """An lxml element; entities stay what they are, nothing is fetched."""
    from lxml import etree

    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False, recover=True)
    return etree.fromstring(content, parser)


def _check(package: zipfile.ZipFile, name: str) -> None:
    files = package.infolist()
    if any(info.flag_bits & _ENCRYPTED for info in files):
        raise locked(name)
    if len(files) > MOST_FILES:
        raise UnreadableError("errors.too_many_files", name=name, count=MOST_FILES)
    unpacked = sum(info.file_size for info in files)
    packed = sum(info.compress_size for info in files)
    if unpacked > MOST_BYTES or (unpacked > _BOMB_BYTES and unpacked > _BOMB_RATIO * max(packed, 1)):
        raise _bomb(name)


def _bomb(name: str) -> UnreadableError:
    return UnreadableError("errors.bomb", name=name)


def safe_path(path: str) -> bool:
    """Whether the path of a packed file stays within the package."""
    return not (
        path.startswith(("/", "\\")) or ":" in path or ".." in PurePosixPath(path.replace("\\", "/")).parts
    )


def _has_entities(content: bytes) -> bool:
    head = content[:_PROLOGUE].replace(b"\0", b"")  # UTF-16 has a zero beside each letter
    return b"<!DOCTYPE" in head or b"<!ENTITY" in head
