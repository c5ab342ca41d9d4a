"""`saksok doctor`: what is derived is mended from the truth, and the truth is never guessed."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from corpus.errors import DamagedError, NoIndexError
from index.doctor import examine
from tests.faults.conftest import found


def test_a_whole_index_has_no_findings(index: Path) -> None:
    assert examine(index) == []


def test_damaged_vectors_are_made_anew(index: Path) -> None:
    for path in (index / "dense").iterdir():
        path.write_bytes(path.read_bytes()[:20])
    assert any("Vektor" in finding for finding in examine(index))
    assert found(index)[0] == "notat.md" and examine(index) == []


def test_missing_vectors_and_words_are_made_anew(index: Path) -> None:
    shutil.rmtree(index / "dense")
    shutil.rmtree(index / "lexical")
    assert len(examine(index)) == 2
    assert found(index)[0] == "notat.md" and examine(index) == []


def test_a_damaged_word_index_is_made_anew(index: Path) -> None:
    (index / "lexical" / "meta.json").write_text("{")
    assert any("Ordregisteret" in finding for finding in examine(index))
    assert found(index)[0] == "notat.md"


def test_a_damaged_truth_is_refused(index: Path) -> None:
    for path in index.glob("archive.db*"):
        path.write_bytes(b"ikke en database" * 400)
    with pytest.raises(DamagedError, match="skadet"):
        examine(index)


def test_no_index_is_made_where_there_is_none(tmp_path: Path) -> None:
    with pytest.raises(NoIndexError):
        examine(tmp_path / "borte")
    assert not (tmp_path / "borte").exists()
