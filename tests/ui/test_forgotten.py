"""What was taken out is nowhere in the index's folder after `saksok compact`: by whatever way it came in and out."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from corpus.texts import Texts, texts
from index.folders import left_out
from index.store import Store
from index.sync import SyncOptions, synchronise
from index.writer import Writer
from search.evaluation.feedback import keep, right_file, wrong_file
from tests.conftest import write_papers
from tests.faults.test_damage import holds
from ui.main import run
from ui.web.library import Library
from ui.web.source import Source

WORD = "Kvernhusdalen"
TEXT = f"Notat om {WORD}\n\n{WORD} ligger øde, og Kari {WORD}sen bor der.\n"


@pytest.fixture
def place(tmp_path: Path) -> Path:
    """An index of a folder and of two uploads; some of it tells of `WORD`."""
    index = tmp_path / "indeks"
    papers = write_papers(tmp_path / "arkiv", {"notat.txt": "Et notat om havna.\n", f"{WORD}.txt": TEXT})
    uploads = index / "uploads"
    write_papers(
        uploads, {f"Om {WORD}.txt": TEXT + "Sendt inn.\n", f"Mer om {WORD}.txt": TEXT + "Også sendt inn.\n"}
    )
    with Writer(index) as writer:
        synchronise(writer, [papers, uploads], SyncOptions(jobs=1))
    return index


@pytest.fixture
def library(place: Path) -> Iterator[Library]:
    source = Source(place)
    made = Library(source)
    yield made
    made.close()
    source.close()


@pytest.fixture
def say() -> Texts:
    return texts("nb")


def judge(index: Path) -> None:
    for right in (True, False):
        told = {
            "question": f"Hvor er det øde {right}?",
            "kind": "passage",
            "evidence": [f"{WORD} ligger øde"],
        }
        keep(index, told | {"documents": [f"{WORD}.txt", "notat.txt"]}, right=right)
    keep(index, {"question": "Hva er ved havna?", "kind": "passage", "documents": ["notat.txt"]}, right=True)


def test_removed_in_the_app_or_by_command_and_judged_it_leaves_nothing(
    place: Path, library: Library, say: Texts, tmp_path: Path
) -> None:
    judge(place)
    library.remove(f"{WORD}.txt", say)
    library.remove(f"Om {WORD}.txt", say)
    assert run(["remove", f"Mer om {WORD}.txt", "--index", str(place)]) == 0
    assert (place / "uploads" / ".removed").is_dir() and holds(place, WORD)
    (tmp_path / "arkiv" / f"{WORD}.txt").unlink()
    library.close()
    assert run(["compact", "--index", str(place)]) == 0
    assert holds(place, WORD) == []
    assert [path.name for path in place.rglob("*") if WORD in path.name] == []
    assert (
        right_file(place).read_text("utf-8").count("\n") == 1 and wrong_file(place).read_text("utf-8") == ""
    )


def test_what_can_still_be_wanted_back_is_kept_until_then(place: Path, library: Library, say: Texts) -> None:
    library.remove(f"Om {WORD}.txt", say)
    upload = place / "uploads" / f"Om {WORD}.txt"
    assert not upload.exists() and (place / "uploads" / ".removed" / upload.name).exists()
    library.restore(None, say)
    assert upload.exists()


def test_a_file_that_still_lies_there_stays_left_out(
    place: Path, library: Library, say: Texts, tmp_path: Path
) -> None:
    library.remove(f"{WORD}.txt", say)
    library.close()
    assert run(["compact", "--index", str(place)]) == 0
    store = Store(place / "archive.db")
    assert left_out(store) == [str((tmp_path / "arkiv" / f"{WORD}.txt").resolve())]
    store.close()
