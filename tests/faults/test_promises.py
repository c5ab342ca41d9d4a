"""Promises of `docs/reliability.md` that no other test is about."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
import time
from pathlib import Path

import psutil
import pytest

from index.archive import Archive
from index.compact import compact
from index.sync import SyncOptions, synchronise
from index.writer import Writer
from tests.conftest import ROOT, write_papers

NUMBER = "170385 10088"


def test_source_files_are_never_touched(papers: Path, tmp_path: Path) -> None:
    def state() -> dict[Path, tuple[bytes, int]]:
        return {p: (p.read_bytes(), p.stat().st_mtime_ns) for p in papers.rglob("*") if p.is_file()}

    before = state()
    for _ in range(2):
        with Writer(tmp_path / "index") as writer:
            synchronise(writer, [papers], SyncOptions(rebuild=True))
            writer.remove([writer.store.documents()[0].id])
            compact(writer)
    assert state() == before


@pytest.mark.parametrize(("start", "end"), [(0, 9), (9, 15), (12, 40), (9, 10), (19, 20)])
def test_a_part_of_a_number_is_masked_as_the_whole_is(tmp_path: Path, start: int, end: int) -> None:
    papers = write_papers(tmp_path / "papers", {"a.txt": f"Mottaker {NUMBER} i Sentrum.\n"})
    with Writer(tmp_path / "index") as writer:
        synchronise(writer, [papers], SyncOptions())
        whole = writer.store.text("a.txt", 0, 99)
    archive = Archive(tmp_path / "index")
    assert archive.store.text("a.txt", start, end) == re.sub(r"\d", "•", whole)[start:end]
    archive.close()


def test_the_processes_that_read_die_with_the_one_that_started_them(tmp_path: Path) -> None:
    papers = write_papers(
        tmp_path / "papers", {f"{n}.txt": "Et notat om snørydding.\n" * 9000 for n in range(60)}
    )
    command = [
        sys.executable,
        "-m",
        "ui.main",
        "index",
        str(papers),
        "--jobs",
        "2",
        "--index",
        str(tmp_path / "index"),
    ]
    program = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    children: list[psutil.Process] = []
    for _ in range(600):
        children = psutil.Process(program.pid).children(recursive=True) if program.poll() is None else []
        if len(children) >= 2:
            break
        time.sleep(0.05)
    os.kill(program.pid, signal.SIGKILL)
    program.wait()
    assert children
    _, alive = psutil.wait_procs(children, timeout=30)
    assert not alive
