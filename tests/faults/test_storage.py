"""A full disk, a folder that may not be written to, two writers, a reader that was open before: one sentence,
and nothing that was committed is lost."""

from __future__ import annotations

import errno
import json
import os
import resource
import shutil
import signal
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

import index.reading as reading
import index.segments
from corpus.errors import DamagedError, LockedError, StorageError, VersionError
from corpus.scan import SourceFile, fingerprint
from index.archive import Archive
from index.dense import write_segment
from index.faults import told
from index.schema import FORMAT
from index.store import Store
from index.sync import SyncOptions, synchronise
from index.upkeep import changed_texts
from index.writer import Writer
from ingest.document import Span
from ingest.numbers import CaseNumber
from search.cases.register import candidates, matter
from search.find import SearchOptions, search
from tests.conftest import ROOT, write_papers
from tests.faults.conftest import found


def run(index: Path, papers: Path, **options: bool) -> None:
    with Writer(index, **options) as writer:
        synchronise(writer, [papers], SyncOptions(**({"rebuild": True} if options else {})))


def saksok(
    *arguments: object, limit: int | None = None, user: int | None = None
) -> subprocess.CompletedProcess[str]:
    """The program in a process of its own. limit: bytes that any file may have; user: who runs it."""

    def confine() -> None:
        if limit is not None:
            signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
            resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))

    return subprocess.run(
        [sys.executable, "-m", "ui.main", *map(str, arguments)],
        cwd=ROOT, check=False, capture_output=True, text=True, timeout=120, preexec_fn=confine, user=user,
    )  # fmt: skip


@pytest.fixture
def index_folder(papers: Path, tmp_path: Path) -> Path:
    run(tmp_path / "index", papers)
    return tmp_path / "index"


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of 3 MB; only root may make one."""
    place = tmp_path / "disk"
    place.mkdir()
    if (
        os.geteuid()
        or subprocess.run(
            ["mount", "-t", "tmpfs", "-o", "size=3m", "saksok", place], check=False, capture_output=True
        ).returncode
    ):
        pytest.skip("only root may mount a small disk")
    yield place
    subprocess.run(["umount", "-l", place], check=True)


def one_sentence(told: subprocess.CompletedProcess[str], part: str) -> bool:
    return told.returncode == 2 and len(told.stderr.strip().splitlines()) == 1 and part in told.stderr


def test_a_full_disk_is_one_sentence_and_loses_nothing(small_disk: Path, papers: Path) -> None:
    index = small_disk / "index"
    run(index, papers)
    before = found(index)
    for number in range(40):
        (papers / f"brev{number}.txt").write_text(f"Brev {number} om snørydding. " * 4000)
    full = saksok("index", papers, "--index", index)
    assert one_sentence(full, "ikke plass"), full.stderr
    assert found(index)[0] == before[0]
    subprocess.run(["mount", "-o", "remount,size=300m", small_disk], check=True)
    assert saksok("index", papers, "--index", index).returncode == 0
    assert found(index, "snørydding")[0].startswith("brev")


@pytest.mark.parametrize("limit", [1_000, 110_000])
def test_a_file_that_may_not_grow_is_one_sentence_and_loses_nothing(
    index_folder: Path, papers: Path, limit: int
) -> None:
    for number in range(12):
        (papers / f"brev{number}.txt").write_text(f"Brev {number} om snørydding. " * 800)
    full = saksok("index", papers, "--index", index_folder, limit=limit)
    assert one_sentence(full, str(index_folder)), full.stderr
    assert found(index_folder)[0] == "notat.md"
    run(index_folder, papers)
    assert found(index_folder, "snørydding")[0].startswith("brev")


def test_a_full_disk_while_vectors_are_written_leaves_what_words_find(
    papers: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> int:
        raise RuntimeError("Error: 'size == ret' failed in write: No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr("index.segments.write_segment", full)
        with pytest.raises(StorageError, match="ikke plass"):
            run(tmp_path / "index", papers)
    assert found(tmp_path / "index")[0] == "notat.md"
    run(tmp_path / "index", papers)
    with Writer(tmp_path / "index") as writer:
        encoder = writer.store.get("encoder") or ""
        assert writer.store.vector_count(encoder) == writer.store.passage_count()


def test_a_read_only_folder_can_be_asked_and_not_changed(
    index_folder: Path, papers: Path, tmp_path: Path
) -> None:
    shutil.rmtree(index_folder / "encoder", ignore_errors=True)  # which a reader makes again where it may
    mounted = (
        not os.geteuid()
        and not subprocess.run(
            ["mount", "--bind", "-o", "ro", index_folder, index_folder], check=False, capture_output=True
        ).returncode
    )
    if not mounted:
        if not os.geteuid():
            pytest.skip("root may write everywhere, and may not mount here")
        index_folder.chmod(0o555)
    try:
        assert found(index_folder)[0] == "notat.md"
        refused = saksok("index", papers, "--index", index_folder)
        assert one_sentence(refused, "Har ikke lov til å skrive"), refused.stderr
    finally:
        if mounted:
            subprocess.run(["umount", "-l", index_folder], check=True)
        else:
            index_folder.chmod(0o755)


@pytest.mark.parametrize(
    ("error", "part"),
    [
        (OSError(errno.ENOSPC, "No space left on device"), "ikke plass"),
        (OSError(errno.EROFS, "Read-only file system"), "ikke lov"),
        (sqlite3.OperationalError("database or disk is full"), "ikke plass"),
        (sqlite3.OperationalError("disk I/O error"), "Disken svarer ikke"),
        (sqlite3.OperationalError("attempt to write a readonly database"), "ikke lov"),
        (sqlite3.DatabaseError("database disk image is malformed"), "skadet"),
        (ValueError("IoError { io_error: Os { code: 28, kind: StorageFull } }"), "ikke plass"),
    ],
)
def test_each_library_s_word_for_a_fault_becomes_ours(error: Exception, part: str) -> None:
    assert part in str(told(error, Path("indeks")))


def test_other_errors_are_not_the_disk_s() -> None:
    assert told(ValueError("a number"), Path()) is None
    assert told(KeyError("a key"), Path()) is None
    assert told(sqlite3.OperationalError("no such table: x"), Path()) is None


def test_a_second_writer_is_told_and_the_first_goes_on(index_folder: Path, papers: Path) -> None:
    with Writer(index_folder) as writer:
        second = saksok("index", papers, "--index", index_folder)
        assert one_sentence(second, "annen prosess"), second.stderr
        with pytest.raises(LockedError):
            Writer(index_folder)
        writer.remove([d.id for d in writer.store.documents() if d.name == "notat.md"])
    assert "notat.md" not in found(index_folder)


def test_a_lock_dies_with_its_process(index_folder: Path, papers: Path) -> None:
    code = (
        "import os, signal, sys; from pathlib import Path; from index.writer import Writer;"
        "w = Writer(Path(sys.argv[1])); print('har', flush=True); os.kill(os.getpid(), signal.SIGKILL)"
    )
    holder = subprocess.run(
        [sys.executable, "-c", code, index_folder],
        cwd=ROOT,
        check=False,
        capture_output=True,
        text=True,
        timeout=60,
    )
    assert holder.stdout.strip() == "har"
    run(index_folder, papers)
    assert found(index_folder)[0] == "notat.md"


def test_a_reader_that_was_open_sees_each_change_also_a_new_encoder(index_folder: Path, papers: Path) -> None:
    archive = Archive(index_folder)
    (papers / "ny.txt").write_text("Vedlikehold av vannverket ble satt i gang.\n")
    run(index_folder, papers)
    with Writer(index_folder) as writer:
        writer.encode(writer.fit_lsa())
        writer.vectors.rebuild(writer.store.get("encoder") or "")
    assert search(archive, "vannverket", SearchOptions())[0].document == "ny.txt"
    archive.close()


def test_a_reader_looks_again_where_a_writer_has_just_merged(
    index_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    archive = Archive(index_folder)
    with Writer(index_folder) as writer:
        encoder = writer.store.get("encoder") or ""
        before = writer.store.segments(encoder)
        writer.vectors.rebuild(encoder)
        stale = iter([before])
        real = Store.segments
        monkeypatch.setattr(Store, "segments", lambda self, encoder: next(stale, None) or real(self, encoder))
        archive.refresh()
    assert search(archive, "hyllemeter", SearchOptions())[0].document == "notat.md"
    archive.close()


def test_one_document_more_changes_nothing_else(index_folder: Path, papers: Path) -> None:
    tables = ("documents", "pages", "parts", "passages", "records", "vectors", "sums")

    def rows() -> dict[str, set[tuple[object, ...]]]:
        store = Store(index_folder / "archive.db")
        try:
            return {t: set(store.connection.execute(f"SELECT * FROM {t}").fetchall()) for t in tables}
        finally:
            store.close()

    before, segments = rows(), sorted(p.name for p in (index_folder / "dense").iterdir())
    (papers / "ny.txt").write_text("Vedlikehold av vannverket.\n")
    run(index_folder, papers)
    after = rows()
    assert all(before[table] <= after[table] for table in tables)
    assert len(after["documents"] - before["documents"]) == 1
    assert set(segments) < {p.name for p in (index_folder / "dense").iterdir()}


def test_a_file_moved_to_another_folder_is_not_read_again(
    index_folder: Path, papers: Path, tmp_path: Path
) -> None:
    other = tmp_path / "annet"
    other.mkdir()
    (papers / "notat.md").rename(other / "notat.md")
    with Writer(index_folder) as writer:
        report = synchronise(writer, [other], SyncOptions())
    assert (report.moved, report.added, report.pages) == (1, 0, 0)
    assert found(index_folder)[0].endswith("notat.md")


def test_a_segment_is_durable_before_the_truth_names_it(
    papers: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Power loss: the file, its name and what tantivy wrote are on the disk when SQLite commits."""
    order: list[str] = []
    real_sync, real_write = os.fsync, write_segment

    def sync(handle: int) -> None:
        order.append("folder" if Path(f"/proc/self/fd/{handle}").resolve().is_dir() else "file")
        real_sync(handle)

    def write(*arguments: object) -> int:
        order.append("begin")
        result = real_write(*arguments)  # type: ignore[arg-type]
        order.append("end")
        return result

    def traced(sql: str) -> None:
        if sql.startswith(("INSERT INTO segments", "COMMIT")):
            order.append(sql.split(" VALUES", maxsplit=1)[0])

    monkeypatch.setattr(os, "fsync", sync)
    monkeypatch.setattr(index.segments, "write_segment", write)
    with Writer(tmp_path / "index") as writer:
        assert (
            writer.store.one("PRAGMA synchronous") == 2
        )  # FULL: each commit waits for the log to be durable
        writer.store.connection.set_trace_callback(traced)
        synchronise(writer, [papers], SyncOptions())
    at = order.index("begin")
    assert order[at : at + 6] == ["begin", "file", "folder", "end", "INSERT INTO segments", "COMMIT"]


def test_an_index_of_a_newer_format_is_refused_and_rebuild_makes_it_anew(
    index_folder: Path, papers: Path
) -> None:
    with Writer(index_folder) as writer, writer.store.transaction():
        writer.store.put("format", str(FORMAT + 1))
    refused = saksok("ask", "hva", "--index", index_folder)
    assert one_sentence(refused, "--rebuild"), refused.stderr
    with pytest.raises(VersionError):
        Writer(index_folder)
    run(index_folder, papers, anew=True)
    assert found(index_folder)[0] == "notat.md"


def test_a_damaged_truth_is_refused_and_rebuild_makes_it_anew(index_folder: Path, papers: Path) -> None:
    for path in index_folder.glob("archive.db*"):
        path.write_bytes(b"ikke en database" * 400)
    refused = saksok("ask", "hva", "--index", index_folder)
    assert one_sentence(refused, "saksok restore"), refused.stderr
    with pytest.raises(DamagedError):
        Writer(index_folder)
    run(index_folder, papers, anew=True)
    assert found(index_folder)[0] == "notat.md"


def test_an_index_of_each_older_format_is_migrated_step_by_step(tmp_path: Path) -> None:
    text = "Søknad fra 17038510088 og 57038510071.\n"
    papers = write_papers(tmp_path / "papers", {"a.txt": "Unntatt offentlighet, offl. § 13\n\n" + text})
    run(tmp_path / "index", papers)
    store = Store(tmp_path / "index" / "archive.db")
    held = store.papers("a.txt"), store.personal("a.txt", 0, 999), store.counts()
    with store.transaction():
        for table in ("personal", "exempt", "sums", "segment_sums", "names", "named"):
            store.connection.execute(f"DROP TABLE {table}")
        store.put("format", "1")
    store.close()
    store = Store(tmp_path / "index" / "archive.db")
    assert store.get("format") == str(FORMAT)
    assert (store.papers("a.txt"), store.personal("a.txt", 0, 999), store.counts()) == held
    assert held[0][0].exempt == "offl. § 13" and changed_texts(store) == []
    store.close()
    assert found(tmp_path / "index", "søknad") == ["a.txt"]


def test_an_index_from_before_matters_were_kept_finds_them_all_the_same(tmp_path: Path) -> None:
    minutes = "MØTEBOK\nArkivrådet\nDato: {0}\n\nSak {1} Ny arkivplan for fylket\n\nVedtak\nPlanen vedtas.\n"
    papers = write_papers(
        tmp_path / "papers",
        {"a.txt": minutes.format("3. mars 2022", "3/22"), "b.txt": minutes.format("7. mai 2023", "9/23")},
    )
    run(tmp_path / "index", papers)
    with Writer(tmp_path / "index") as writer, writer.store.transaction():
        writer.store.connection.execute("DELETE FROM records WHERE type = 'matter'")
        writer.store.put("format", "4")
    archive = Archive(tmp_path / "index")
    (case,) = candidates(archive, [CaseNumber(2023, 9)])
    assert [one.number for one in matter(archive, case)] == ["3/22", "9/23"]
    archive.close()


def test_sentences_that_an_older_format_cut_at_a_days_dot_are_put_together(tmp_path: Path) -> None:
    said = "Rådet viste til vedtaket som ble gjort i styret 13. februar. Saken er ferdig."
    papers = write_papers(tmp_path / "papers", {"a.txt": f"Notat om styret\n\n{said}\n"})
    run(tmp_path / "index", papers)
    with Writer(tmp_path / "index") as writer, writer.store.transaction():
        (passage,) = writer.store.passages([1]).values()
        held, cut = passage.sentences, passage.text.index(" februar")
        (whole,) = [span for span in held if span.start < cut < span.end]
        spans = (*held[: held.index(whole)], Span(whole.start, cut), Span(cut + 1, whole.end), *held[-1:])
        kept = json.dumps([place for span in spans for place in (span.start, span.end)])
        writer.store.connection.execute("UPDATE passages SET sentences = ?", (kept,))
        writer.store.put("format", "6")
    archive = Archive(tmp_path / "index")
    assert archive.passages([1])[1].sentences == held
    archive.close()


def test_a_file_that_changes_while_it_is_read_is_read_again_whole(
    papers: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = reading.fingerprint_of

    def changing(source: SourceFile) -> str:
        found = real(source)
        if source.name == "notat.md" and "skytjeneste" not in source.path.read_text():
            source.path.write_text("# Notat\n\nArkivet ble en skytjeneste.\n")  # after its print was taken
        return found

    monkeypatch.setattr(reading, "fingerprint_of", changing)
    monkeypatch.setattr("index.sync.fingerprint_of", changing)
    run(tmp_path / "index", papers)
    archive = Archive(tmp_path / "index")
    stored = archive.store.document("notat.md")
    assert stored and stored.fingerprint == fingerprint(papers / "notat.md")
    assert "skytjeneste" in archive.store.text("notat.md", 0, 999)
    archive.close()


def test_a_file_that_never_rests_or_vanishes_is_named(
    papers: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = reading._as_it_was

    def restless(source: SourceFile) -> bool:
        if source.name == "notat.md":
            return False
        if source.name.endswith("rapport.txt"):
            source.path.unlink(missing_ok=True)
        return real(source)

    monkeypatch.setattr(reading, "_as_it_was", restless)
    with Writer(tmp_path / "index") as writer:
        report = synchronise(writer, [papers], SyncOptions())
    told_of = {failure.document: failure.reason for failure in report.failed}
    assert report.added == 1 and set(told_of) == {"notat.md", "2023/rapport.txt"}
    assert "endret mens" in told_of["notat.md"] and "forsvant" in told_of["2023/rapport.txt"]
    monkeypatch.undo()
    run(tmp_path / "index", papers)
    assert found(tmp_path / "index")[0] == "notat.md"
