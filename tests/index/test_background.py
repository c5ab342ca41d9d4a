"""Indexing in a process of its own: told of, stopped, and never a reason that the reader waits."""

from __future__ import annotations

import time
from pathlib import Path

from index.archive import Archive
from index.background import Background, Job
from index.folders import changed, follow, leave_out, left_out, source_folders
from index.sync import SyncOptions, synchronise
from index.writer import Writer


def ended(background: Background, runs: int = 1) -> str:
    """Wait until so many runs have ended; how the last did."""
    for _ in range(1200):
        if background.progress.runs >= runs and not background.progress.running:
            return background.progress.stage
        time.sleep(0.05)
    raise AssertionError(background.progress)


def test_a_run_is_told_of_and_what_waits_comes_after_it(tmp_path: Path, papers: Path) -> None:
    faults: list[str] = []
    background = Background(tmp_path / "index", faults.append)
    background.start(Job((str(papers / "notat.md"),)))
    background.start(Job((str(papers),), leave_out=(str(papers.resolve() / "notat.md"),)))
    assert background.progress.running
    assert ended(background, 2) == "done" and faults == []
    report = background.progress.report
    assert report is not None and (report["added"], report["removed"]) == (2, 1)
    archive = Archive(tmp_path / "index")
    assert archive.store.names() == ["2023/rapport.txt", "2023/referat-mars.txt"]
    archive.close()


def test_a_cancelled_run_and_one_that_cannot_be_done_end_with_a_word(tmp_path: Path, papers: Path) -> None:
    background = Background(tmp_path / "index")
    background.start(Job((str(papers),)))
    background.cancel()
    assert ended(background) == "cancelled"
    background.start(Job((str(tmp_path / "borte"),)))
    assert ended(background, 2) == "failed"
    assert "Finner ikke" in str(background.progress.error)
    with Writer(tmp_path / "index"):  # another writes
        background.start(Job((str(papers),)))
        assert ended(background, 3) == "failed"
    assert "skriver til indeksen" in str(background.progress.error)
    background.close()


def test_what_changed_in_a_followed_folder_is_seen_and_what_was_left_out_is_not(
    tmp_path: Path, papers: Path
) -> None:
    folder = papers.resolve()
    with Writer(tmp_path / "index") as writer:
        synchronise(writer, [papers], SyncOptions(jobs=1))
        store = writer.store
        assert [(f.path, f.documents, f.followed) for f in source_folders(store)] == [(folder, 3, False)]
        follow(store, folder)
        assert source_folders(store)[0].followed and not changed(store, [str(folder)])
        (papers / "ny.txt").write_text("Nytt notat om hyller.\n", "utf-8")
        assert changed(store, [str(folder)])
        leave_out(store, [folder / "ny.txt"])
        assert not changed(store, [str(folder)])
        assert not changed(store, [str(tmp_path / "frakoblet disk")])
        (papers / "notat.md").unlink()
        assert changed(store, [str(folder)])
        synchronise(
            writer, [papers], SyncOptions(jobs=1)
        )  # whoever asks for the folder by name gets all of it
        assert left_out(store) == [] and "ny.txt" in store.names()
