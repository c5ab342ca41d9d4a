"""Folders and index are brought together; what is searched is what lies there."""

from __future__ import annotations

import os
import shutil
from functools import partial
from pathlib import Path

import pytest

from corpus.errors import LockedError, NoIndexError, UsageError, VersionError
from corpus.scan import ScanOptions
from index.addition import Addition, Plan
from index.archive import Archive
from index.coded import DenseOptions
from index.sync import SyncOptions, SyncReport, synchronise
from index.writer import Writer
from search.find import SearchOptions, search


def run(index: Path, *paths: Path, **options: object) -> SyncReport:
    with Writer(index) as writer:
        return synchronise(writer, list(paths), SyncOptions(**options))  # type: ignore[arg-type]


def found(index: Path, query: str) -> list[str]:
    archive = Archive(index)
    try:
        return [hit.document for hit in search(archive, query, SearchOptions(limit=3))]
    finally:
        archive.close()


@pytest.fixture
def index(tmp_path: Path) -> Path:
    return tmp_path / "index"


def test_new_documents_are_added_and_found(papers: Path, index: Path) -> None:
    report = run(index, papers)
    assert (report.added, report.unchanged, report.failed) == (3, 0, [])
    assert found(index, "hvor mange hyllemeter er arkivet")[0] == "notat.md"


def test_a_second_run_reads_and_encodes_nothing(papers: Path, index: Path) -> None:
    run(index, papers)
    report = run(index, papers)
    assert (report.added, report.updated, report.unchanged, report.pages, report.encoded) == (0, 0, 3, 0, 0)


def test_a_touched_file_with_the_same_content_is_unchanged(papers: Path, index: Path) -> None:
    run(index, papers)
    os.utime(papers / "notat.md", (1, 1))
    assert run(index, papers).unchanged == 3


def test_a_changed_file_is_updated_and_its_old_text_is_gone(papers: Path, index: Path) -> None:
    run(index, papers)
    (papers / "notat.md").write_text("# Notat\n\nArkivet brant ned og ble erstattet av en skyløsning.\n")
    report = run(index, papers)
    assert (report.updated, report.added, report.unchanged) == (1, 0, 2)
    assert found(index, "skyløsning")[0] == "notat.md"
    archive = Archive(index)
    assert not [h for h in search(archive, "hyllemeter Hamar", SearchOptions()) if "hyllemeter" in h.text]
    archive.close()


def test_a_file_that_is_gone_is_removed(papers: Path, index: Path) -> None:
    run(index, papers)
    (papers / "notat.md").unlink()
    assert run(index, papers).removed == 1
    assert "notat.md" not in found(index, "hyllemeter")


def test_a_moved_file_is_not_read_again(papers: Path, index: Path) -> None:
    run(index, papers)
    (papers / "2023" / "rapport.txt").rename(papers / "flyttet.txt")
    report = run(index, papers)
    assert (report.moved, report.added, report.removed, report.pages) == (1, 0, 0, 0)
    assert found(index, "legemiddellisten")[0] == "flyttet.txt"


def test_other_folders_are_left_alone(papers: Path, index: Path, tmp_path: Path) -> None:
    other = tmp_path / "annet"
    other.mkdir()
    (other / "brev.txt").write_text("Et brev om snørydding i sentrum.\n")
    run(index, papers)
    report = run(index, other)
    assert (report.added, report.removed) == (1, 0)
    assert found(index, "snørydding")[0] == "brev.txt"
    assert found(index, "hyllemeter")[0] == "notat.md"


def test_two_folders_with_one_name_are_told_apart(papers: Path, index: Path, tmp_path: Path) -> None:
    other = tmp_path / "annet"
    other.mkdir()
    (other / "notat.md").write_text("# Et annet notat\n\nOm snørydding i sentrum.\n")
    run(index, papers)
    run(index, other)
    assert found(index, "snørydding")[0] == "annet/notat.md"


def test_a_subfolder_keeps_the_names_it_was_indexed_by(papers: Path, index: Path) -> None:
    run(index, papers)
    (papers / "2023" / "rapport.txt").unlink()
    report = run(index, papers / "2023")
    assert (report.added, report.unchanged, report.removed) == (0, 1, 1)
    assert found(index, "tidsplan for pasientportalen")[0] == "2023/referat-mars.txt"


def test_a_missing_path_changes_nothing(papers: Path, index: Path, tmp_path: Path) -> None:
    run(index, papers)
    with pytest.raises(UsageError, match="Finner ikke"):
        run(index, tmp_path / "borte", papers)
    assert found(index, "hyllemeter")[0] == "notat.md"


def test_a_bad_document_is_named_and_the_others_go_on(papers: Path, index: Path) -> None:
    (papers / "tom.txt").write_bytes(b"")
    (papers / "falsk.pdf").write_bytes(b"%PDF-1.7\nikke en pdf")
    report = run(index, papers)
    assert report.added == 3
    assert sorted(failure.document for failure in report.failed) == ["falsk.pdf", "tom.txt"]
    assert all("\n" not in failure.reason for failure in report.failed)
    archive = Archive(index)
    assert [name for name, _, _ in archive.store.unreadable()] == ["falsk.pdf", "tom.txt"]
    archive.close()


def test_rebuild_reads_everything_again(papers: Path, index: Path) -> None:
    run(index, papers)
    report = run(index, papers, rebuild=True)
    assert (report.updated, report.unchanged) == (3, 0)
    assert found(index, "hyllemeter")[0] == "notat.md"


def test_patterns_choose_files(papers: Path, index: Path) -> None:
    assert run(index, papers, scan=ScanOptions(include=("*.md",))).added == 1


def test_worker_processes_give_the_same_index(papers: Path, index: Path, tmp_path: Path) -> None:
    one, two = tmp_path / "one", tmp_path / "two"
    run(one, papers, jobs=1)
    run(two, papers, jobs=2)
    for query in ("hyllemeter", "hva ble vedtatt om pasientportalen", "legemidler"):
        assert found(one, query) == found(two, query)


def test_a_second_writer_is_refused_with_a_sentence(papers: Path, index: Path) -> None:
    with Writer(index), pytest.raises(LockedError, match="annen prosess"):
        Writer(index)


def test_an_open_reader_sees_what_is_added_and_removed(papers: Path, index: Path) -> None:
    run(index, papers)
    archive = Archive(index)
    (papers / "ny.txt").write_text("Vedlikehold av vannverket ble satt i gang.\n")
    run(index, papers)
    assert search(archive, "vannverket", SearchOptions())[0].document == "ny.txt"
    (papers / "ny.txt").unlink()
    run(index, papers)
    assert "ny.txt" not in [hit.document for hit in search(archive, "vannverket", SearchOptions())]
    archive.close()


def test_no_index_is_one_sentence_that_says_how_to_make_one(tmp_path: Path) -> None:
    with pytest.raises(NoIndexError, match="saksok index"):
        Archive(tmp_path / "borte")


def test_an_index_of_another_version_is_refused_with_the_cure(papers: Path, index: Path) -> None:
    with Writer(index) as writer:
        synchronise(writer, [papers], SyncOptions())
        with writer.store.transaction():
            writer.store.put("format", "99")
    with pytest.raises(VersionError, match="--rebuild"):
        Archive(index)


def test_lost_derived_indexes_are_rebuilt_from_the_truth(papers: Path, index: Path) -> None:
    run(index, papers)
    before = found(index, "hyllemeter i arkivet")
    shutil.rmtree(index / "lexical")
    shutil.rmtree(index / "dense")
    shutil.rmtree(index / "encoder")
    shutil.rmtree(papers)
    with Writer(index):
        pass
    assert found(index, "hyllemeter i arkivet") == before


def test_what_an_interrupted_addition_left_is_never_shown(papers: Path, index: Path) -> None:
    run(index, papers)
    with Writer(index) as writer:
        additions = _additions(writer, papers / "notat.md")
        document, passage = writer.store.reserve(1, 10)
        writer.feeder.add(Plan(document, passage, additions[0]))
        writer.lexical.commit()  # and here the power goes
    assert found(index, "hyllemeter").count("notat.md") == 1
    with Writer(index) as writer:
        assert writer.lexical.size == writer.store.passage_count()
        assert not writer.store.pending()


def test_an_interrupted_encoding_is_gone_on_with(
    papers: Path, index: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("index.encoding._ENCODE_BATCH", 2)

    def stop(stage: str, done: int, _total: int) -> None:
        if stage == "encode" and done > 2:  # told of the second batch: the first is committed
            raise KeyboardInterrupt

    with Writer(index) as writer, pytest.raises(KeyboardInterrupt):
        synchronise(writer, [papers], SyncOptions(), stop)
    assert found(index, "hyllemeter")[0] == "notat.md"  # words alone find it
    with Writer(index) as writer:
        total = writer.store.passage_count()
        report = synchronise(writer, [papers], SyncOptions())
        assert 0 < report.encoded == total - 2
        encoder = writer.store.get("encoder")
        assert encoder and writer.store.vector_count(encoder) == total


def test_many_small_additions_are_merged(papers: Path, index: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("index.writer.DenseOptions", partial(DenseOptions, many=2))
    run(index, papers)
    for number in range(4):
        (papers / f"brev{number}.txt").write_text(f"Brev nummer {number} om snørydding i sentrum.\n")
        run(index, papers)
    with Writer(index) as writer:
        encoder = writer.store.get("encoder") or ""
        names = writer.store.segments(encoder)
        assert len(names) <= 2
        assert sorted(path.name for path in (index / "dense").iterdir()) == sorted(names)
    assert "brev3.txt" in found(index, "brev nummer 3 om snørydding")


def _additions(writer: Writer, path: Path) -> list:  # type: ignore[type-arg]
    from corpus.scan import scan
    from ingest.pipeline import digest

    source = scan(path).files[0]
    return [Addition(source, "x", digest(path, source.name, "x"))]


def test_a_filter_that_most_pass_finds_what_the_filter_alone_finds(
    papers: Path, index: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from index.archive import Archive
    from index.types import Filters

    for number in range(30):
        (papers / f"brev{number:02d}.txt").write_text(
            f"Brev nummer {number} om snørydding i sentrum.\n" * (number + 1)
        )
    run(index, papers)
    archive = Archive(index)
    names = tuple(sorted(archive.store.names()))
    for passed in (names[1:], names[::2], names[-3:]):
        parts, _ = archive.selected(Filters(documents=passed))
        for limit in (1, 5, 100):
            found = archive.lexical("stem", {"brev": 1.0, "snørydding": 0.5}, limit, parts)
            alone = archive.lexical("stem", {"brev": 1.0, "snørydding": 0.5}, limit, list(parts))
            assert [score for _, score in found] == pytest.approx([score for _, score in alone])
            assert {number for number, _ in found} <= set(archive.selected(Filters(documents=passed))[1])
    archive.close()
