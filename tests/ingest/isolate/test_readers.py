"""Files are read in other processes; what hangs, crashes or swells is named and the rest goes on."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import psutil
import pytest

from ingest.isolate import Job, Readers
from ingest.pipeline import digest
from ingest.read.watch import Limits

# What the process runs in the place of `ingest.pipeline.digest`: the file says on which page what goes wrong.
FAULTY = """
import os, time
from pathlib import Path
from corpus.errors import UnreadableError
from ingest.pipeline import digest

def act(path, name, fingerprint, watch):
    words = path.read_text().split()
    for number, word in enumerate(words, 1):
        watch.tell("page", number)
        if number in watch.skip:
            continue
        if word == "hang":
            time.sleep(600)
        if word == "spin":
            while True:
                pass
        if word == "crash":
            os._exit(3)
        if word == "swell":
            held = [bytearray(1 << 20) for _ in range(2000)]
            time.sleep(600)
        if word == "refuse":
            raise UnreadableError("Nei, takk.")
        if word == "fault":
            raise KeyError("x")
        if word == "print":
            print("\\0" * 100, flush=True)
            os.write(1, b"noise")
    Path(path.parent, "pids").open("a").write(f"{os.getpid()}\\n")
    return digest(path, name, fingerprint)
"""
LIMITS = Limits(page_seconds=8.0, memory=300 << 20)  # a busy machine takes seconds for what is sound


@pytest.fixture
def faulty(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Readers]:
    folder = tmp_path / "module"
    folder.mkdir()
    (folder / "faulty_reader.py").write_text(FAULTY)
    monkeypatch.syspath_prepend(folder)
    monkeypatch.setattr("ingest.isolate.process._START_SECONDS", 20.0)
    with Readers(1, LIMITS, "faulty_reader:act") as readers:
        yield readers


def job(folder: Path, text: str, number: int = 0) -> Job:
    path = folder / f"{number}.txt"
    path.write_text(text)
    return Job(path, path.name, "f" * 32)


def test_what_comes_back_is_what_the_same_reading_gives_here(shared: Path) -> None:
    for path in (shared / "archive_pdf" / "nuit-mote-3-2020.pdf", sorted((shared / "archive").iterdir())[0]):
        with Readers() as readers:
            outcome = readers.read(Job(path, path.name, "f" * 32))
        assert outcome.digest == digest(path, path.name, "f" * 32)


def test_each_fault_is_named_and_the_others_are_read(faulty: Readers, tmp_path: Path) -> None:
    words = ["ok", "crash crash crash crash", "ok", "refuse", "fault", "print", "ok"]
    jobs = [job(tmp_path, text, number) for number, text in enumerate(words)]
    found = [outcome for _, outcome in faulty.read_all(jobs)]
    assert [outcome.digest is not None for outcome in found] == [True, False, True, False, False, True, True]
    assert "fikk leseren til å stoppe" in (found[1].reason or "")
    assert found[3].reason == "Nei, takk."
    assert "«4.txt» kunne ikke leses (KeyError" in (found[4].reason or "")


def test_a_page_that_stops_the_reader_is_left_out_and_the_rest_is_read(
    faulty: Readers, tmp_path: Path
) -> None:
    assert faulty.read(job(tmp_path, "ok crash ok hang ok")).digest is not None


@pytest.mark.parametrize(
    ("word", "told"), [("hang", "tok for lang tid"), ("spin", "tok for lang tid"), ("swell", "for stor")]
)
def test_what_hangs_or_swells_is_ended(faulty: Readers, tmp_path: Path, word: str, told: str) -> None:
    faulty._limits = replace(LIMITS, page_seconds=60 if word == "swell" else 0.5)
    outcome = faulty.read(job(tmp_path, " ".join([word] * 5)))
    assert outcome.digest is None
    assert told in (outcome.reason or "")


def test_the_time_of_a_file_in_all_is_limited(tmp_path: Path, faulty: Readers) -> None:
    faulty._limits = replace(LIMITS, page_seconds=100, seconds=-19.5)
    assert "tok for lang tid" in (faulty.read(job(tmp_path, "hang hang hang hang hang")).reason or "")


def test_a_healthy_process_is_used_again(faulty: Readers, tmp_path: Path) -> None:
    list(faulty.read_all(job(tmp_path, "ok", number) for number in range(5)))
    assert len(set((tmp_path / "pids").read_text().split())) == 1


def test_processes_end_with_the_program_even_while_they_read(tmp_path: Path, faulty: Readers) -> None:
    waiting = job(tmp_path, "spin")
    code = (
        f"import sys; sys.path[:] = {sys.path!r}\n"
        "from pathlib import Path\n"
        "from ingest.isolate import Job, Readers\n"
        "readers = Readers(1, function='faulty_reader:act')\n"
        "readers.warm(); print(next(iter(readers._all))._process.pid, flush=True)\n"
        f"readers.read(Job(Path({str(waiting.path)!r}), 'x', 'f'))\n"
    )
    parent = subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE, text=True)
    assert parent.stdout is not None
    reader = psutil.Process(int(parent.stdout.readline()))
    parent.kill()
    parent.communicate()
    gone, alive = psutil.wait_procs([reader], timeout=30)
    assert not alive, gone


def test_a_reading_that_nobody_wants_any_more_is_ended(faulty: Readers, tmp_path: Path) -> None:
    faulty._limits = replace(LIMITS, page_seconds=600)
    began = time.monotonic()
    for _ in faulty.read_all(job(tmp_path, text, number) for number, text in enumerate(["ok", "hang", "ok"])):
        break
    assert time.monotonic() - began < 60, os.getpid()


@pytest.mark.parametrize(
    ("limits", "told"),
    [(Limits(bytes=10), "er større enn"), (Limits(characters=10), "for mye tekst")],
)
def test_size_and_text_are_limited(tmp_path: Path, limits: Limits, told: str) -> None:
    with Readers(limits=limits) as readers:
        outcome = readers.read(job(tmp_path, "Vedtak: Rådet tar saken til orientering."))
    assert told in (outcome.reason or "")
