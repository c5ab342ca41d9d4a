"""Several machines on one cluster: folders of their own, one index; and what each may do."""

from __future__ import annotations

import json
from collections.abc import Callable
from contextlib import AbstractContextManager
from pathlib import Path

import httpx
import pytest

from corpus.errors import LockedError, NoIndexError, UsageError
from index.archive import Archive
from index.cluster import Cluster, read_cluster, write_cluster
from index.sync import SyncOptions, synchronise
from index.writer import Writer
from search.ask import ask
from search.find import SearchOptions, search
from tests.cluster.conftest import Place
from tests.conftest import write_papers
from ui.main import run

pytestmark = [pytest.mark.cluster, pytest.mark.xdist_group("cluster")]


def fill(index: Path, *papers: Path, **options: object) -> None:
    with Writer(index) as writer:
        synchronise(writer, list(papers), SyncOptions(jobs=1, **options))  # type: ignore[arg-type]


def names(archive: Archive, query: str) -> list[str]:
    return [hit.document for hit in search(archive, query, SearchOptions())]


def test_another_machine_finds_what_one_has_indexed(
    shared_place: Place, tmp_path: Path, papers: Path
) -> None:
    one, other = shared_place(tmp_path / "one"), shared_place(tmp_path / "other")
    fill(one, papers)
    archive = Archive(other)
    assert names(archive, "hvor mange hyllemeter er arkivet")[0] == "notat.md"
    assert ask(archive, "Når ble arkivet flyttet til Hamar?").answered
    assert archive.size == archive.store.passage_count()
    (papers / "ny.txt").write_text("Vedlikehold av vannverket ble satt i gang.\n")
    fill(one, papers)
    assert names(archive, "vannverket")[0] == "ny.txt"
    (papers / "ny.txt").unlink()
    fill(other, papers)
    assert "ny.txt" not in names(archive, "vannverket")
    assert archive.size == archive.store.passage_count()
    archive.close()


@pytest.mark.slow
def test_two_servers_answer_from_one_index(
    shared_place: Place, tmp_path: Path, papers: Path, serving: Callable[..., AbstractContextManager[str]]
) -> None:
    one, other = shared_place(tmp_path / "one"), shared_place(tmp_path / "other")
    fill(one, papers)

    def first(address: str, query: str) -> str:
        found = httpx.get(f"{address}/api/v1/search", params={"query": query}, timeout=60, trust_env=False)
        return str(found.raise_for_status().json()["hits"][0]["document"])

    with serving(one) as left, serving(other) as right:
        assert first(left, "hyllemeter") == first(right, "hyllemeter") == "notat.md"
        (papers / "ny.txt").write_text("Vedlikehold av vannverket ble satt i gang.\n")
        fill(one, papers)
        assert first(left, "vannverket") == first(right, "vannverket") == "ny.txt"


def test_texts_that_postgresql_does_not_take_come_back_whole(index: Path) -> None:
    with Writer(index) as writer:
        for text in ("a\0b", "\ufdd0", "\ufdd00\0\ufdd01", "50 % av § 3 ?", "\\x00"):
            writer.store.put("probe", text)
            assert writer.store.get("probe") == text


def test_only_one_machine_writes(shared_place: Place, tmp_path: Path, papers: Path) -> None:
    one, other = shared_place(tmp_path / "one"), shared_place(tmp_path / "other")
    with Writer(one), pytest.raises(LockedError, match="skriver til indeksen"):
        Writer(other)
    fill(other, papers)


def test_a_writer_that_was_followed_commits_nothing(shared_place: Place, tmp_path: Path) -> None:
    one, other = shared_place(tmp_path / "one"), shared_place(tmp_path / "other")
    with Writer(one) as slow:
        slow.store.database.release()  # as where its connection broke and the server freed its lock
        with Writer(other):
            pass
        with pytest.raises(LockedError, match="mistet forbindelsen"), slow.store.transaction():
            slow.store.put("written", "yes")
        assert slow.store.get("written") is None


def test_a_limited_reader_sees_its_collections_alone(index: Path, tmp_path: Path) -> None:
    folder = write_papers(
        tmp_path / "arkiv",
        {"åpent/kino.txt": "Kinoen på torget ble bygget.\n", "lukket/gruve.txt": "Gruva med kvikksølvet.\n"},
    )
    fill(index, folder)
    seen = Archive(index, collections=frozenset({"åpent"}))
    assert names(seen, "kinoen på torget") == ["åpent/kino.txt"]
    assert names(seen, "kvikksølvet i gruva") == []
    (hidden,) = seen.analyser.index_terms("kvikksølvet").stem
    assert seen.frequency("stem", hidden) == 0
    assert seen.store.names() == ["åpent/kino.txt"]
    fill(index, folder / "lukket", collection="åpent")  # the folder is given to those who read
    seen.refresh()
    assert names(seen, "kvikksølvet i gruva") == ["lukket/gruve.txt"]
    assert seen.frequency("stem", hidden) == 1
    fill(index, folder / "lukket", collection="stengt")
    seen.refresh()
    assert names(seen, "kvikksølvet i gruva") == []
    seen.close()


def test_removed_documents_leave_the_engine(index: Path, papers: Path) -> None:
    fill(index, papers)
    with Writer(index) as writer:
        gone = writer.store.document("notat.md")
        assert gone is not None
        passages = writer.store.passages_in(gone.id)
        writer.remove([gone.id])
        assert writer.lexical.keys(passages) == {}
        assert writer.lexical.size == writer.store.passage_count()
        encoder = writer.store.get("encoder") or ""
        assert writer.vectors._vectors.size(encoder) == writer.store.vector_count(encoder)  # type: ignore[attr-defined]
        assert writer.store.pending() == []


def test_an_engine_without_its_rows_is_filled_from_the_truth(index: Path, papers: Path) -> None:
    fill(index, papers)
    with Writer(index) as writer:
        writer.lexical.drop()  # type: ignore[attr-defined]
    for path in papers.rglob("*.*"):
        path.unlink()
    told: list[str] = []
    Writer(index, told.append).close()
    assert len(told) == 2
    archive = Archive(index)
    assert names(archive, "hvor mange hyllemeter")[0] == "notat.md"
    assert archive.dense("hyllemeter", 5)
    archive.close()


def test_the_command_line_remembers_the_cluster(
    engine_url: str,
    truth_url: str,
    shared_place: Place,
    tmp_path: Path,
    papers: Path,
    capfd: pytest.CaptureFixture[str],
) -> None:
    cluster = read_cluster(shared_place(tmp_path / "named"))
    assert cluster and cluster.truth
    index = str(tmp_path / "index")
    there = ["--engine", "milvus", "--engine-url", cluster.url, "--truth", cluster.truth]
    assert run(["index", str(papers), "--index", index, "--json", *there]) == 0
    assert json.loads(capfd.readouterr().out)["passages"] > 0
    assert run(["search", "hyllemeter", "--index", index, "--json"]) == 0
    assert json.loads(capfd.readouterr().out)["hits"][0]["document"] == "notat.md"
    second = str(tmp_path / "second")
    assert run(["ask", "Når ble arkivet flyttet til Hamar?", "--index", second, "--json", *there]) == 0
    assert json.loads(capfd.readouterr().out)["answered"]
    assert run(["case", "3/23", "--index", second, "--json"]) == 0
    capfd.readouterr()
    for command in ("status", "doctor", "compact"):
        assert run([command, "--index", second, "--json"]) == 0, command
    assert run(["remove", "notat.md", "--index", second, "--json"]) == 0
    capfd.readouterr()
    assert run(["text", "notat.md", "--index", index]) == 2


def test_an_index_of_a_folder_moves_to_milvus_and_back(engine_url: str, tmp_path: Path, papers: Path) -> None:
    index = tmp_path / "index"
    fill(index, papers)
    write_cluster(index, Cluster(engine_url))
    with Writer(index) as writer:  # fills the engine from the folder's own truth
        assert writer.lexical.size == writer.store.passage_count()
    archive = Archive(index)
    assert names(archive, "hvor mange hyllemeter")[0] == "notat.md"
    archive.close()
    with Writer(index) as writer:
        writer.lexical.drop()  # type: ignore[attr-defined]
    write_cluster(index, None)
    with Writer(index):
        pass
    archive = Archive(index)
    assert names(archive, "hvor mange hyllemeter")[0] == "notat.md"
    archive.close()


def test_no_index_on_the_cluster_is_told_as_in_a_folder(index: Path) -> None:
    with pytest.raises(NoIndexError, match="saksok index"):
        Archive(index)


def test_an_index_in_sqlite_is_not_hidden_by_a_cluster(index: Path, papers: Path, tmp_path: Path) -> None:
    fill(tmp_path / "own", papers)
    cluster = read_cluster(index)
    with pytest.raises(UsageError, match="saksok backup"):
        write_cluster(tmp_path / "own", cluster)
    with pytest.raises(UsageError, match="annen PostgreSQL"):
        write_cluster(index, None)
