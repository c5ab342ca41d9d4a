"""What tests of faults share: three small papers, indexed, and what a question finds in them."""

from __future__ import annotations

from pathlib import Path

import pytest

from index.archive import Archive
from index.sync import SyncOptions, synchronise
from index.writer import Writer
from search.find import SearchOptions, search


@pytest.fixture
def index(papers: Path, tmp_path: Path) -> Path:
    """The index of the three papers, in a folder of this test's own."""
    with Writer(tmp_path / "index") as writer:
        synchronise(writer, [papers], SyncOptions())
    return tmp_path / "index"


def found(index: Path, query: str = "hyllemeter i arkivet") -> list[str]:
    """The documents of the first three hits."""
    archive = Archive(index)
    try:
        return [hit.document for hit in search(archive, query, SearchOptions(limit=3))]
    finally:
        archive.close()
