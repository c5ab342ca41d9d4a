"""Promises of `docs/reliability.md` that no other test is about."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
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


def named_tests(text: str) -> Iterator[tuple[str, str | None]]:
    """The files of tests that a document names, and the test in each where it names one; … may end a name."""
    file = None
    for path, name in re.findall(r"`((?:tests/[\w/]+|test_\w+|…)(?:\.py)?)?(?:::)?(test_\w+…?)?`", text):
        if path.startswith("tests/"):
            file = path
        elif path.endswith(".py") and file:
            file = f"{file.rpartition('/')[0]}/{path}"
        if file:
            yield file, name or (path if path.startswith("test_") and not path.endswith(".py") else None)


@pytest.mark.parametrize("document", ["docs/reliability.md", "docs/security.md"])
def test_each_promise_names_a_test_that_there_is(document: str) -> None:
    text = (ROOT / document).read_text("utf-8")
    rows = [line for line in text.splitlines() if line.startswith("| ") and "---" not in line]
    named = list(named_tests("\n".join(rows)))
    assert len(named) >= 10
    wrong = []
    for file, name in named:
        path = ROOT / file
        tests = "\n".join(p.read_text("utf-8") for p in ([path] if path.is_file() else path.rglob("*.py")))
        if not path.exists() or (
            name and not re.search(rf"def {name.rstrip('…')}{'' if '…' in name else r'[(]'}", tests)
        ):
            wrong.append((file, name))
    assert wrong == []
