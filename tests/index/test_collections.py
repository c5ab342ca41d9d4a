"""A store that may see some collections only is as if there were no others."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest

from corpus.errors import UsageError
from index.archive import Archive
from index.collections import check_name, collection_of
from index.schema import _SHOWN, OF_ALL
from index.store import Store
from index.sync import SyncOptions, synchronise
from index.types import Filters
from index.writer import Writer
from search.ask import ask
from search.find import SearchOptions, search
from tests.conftest import write_papers

OPEN = {"åpent/møte.txt": "Referat fra møte i Kulturutvalget\nDato 3. mai 2022\n\nSak 1/22 Ny kino\n\n"
        "Vedtak:\nKulturutvalget vedtar å bygge kinoen på torget.\n"}  # fmt: skip
CLOSED = {"lukket/møte.txt": "Referat fra møte i Varslingsutvalget\nDato 4. mai 2022\n\n"
          "Sak 2/22 Varslingen\n\nVarslingen gjelder kvikksølvet i Blåfjellsgruva.\n\n"
          "Vedtak:\nVarslingsutvalget henlegger saken.\n"}  # fmt: skip


@pytest.mark.parametrize(
    ("name", "source", "collection"),
    [
        ("2023/a/b.txt", "/x/arkiv/2023/a/b.txt", "2023"),
        ("b.txt", "/x/arkiv/b.txt", "arkiv"),
        ("b.txt", "C:\\x\\arkiv\\b.txt", "arkiv"),
        ("a.txt", "/x/gitt/a.txt", "Gitt navn"),
        ("2023/a.txt", "/x/gitt/2023/a.txt", "Gitt navn"),
        ("a.txt", "/x/gitt/indre/a.txt", "Indre"),
        ("a.txt", "/x/gittover/a.txt", "gittover"),
        ("a.txt", "D:\\gitt\\a.txt", "På disk D"),
        ("a.txt", "/x/en/fil.txt", "Fil"),
    ],
)
def test_a_collection_follows_from_where_a_document_lies(name: str, source: str, collection: str) -> None:
    places = {
        "/x/gitt": "Gitt navn",
        "/x/gitt/indre": "Indre",
        "D:\\gitt": "På disk D",
        "/x/en/fil.txt": "Fil",
    }
    assert collection_of(name, source, places) == collection


@pytest.mark.parametrize("name", ["", " a", "a\nb", "x" * 101])
def test_what_is_no_name_is_refused(name: str) -> None:
    with pytest.raises(UsageError):
        check_name(name)


@pytest.fixture
def place(tmp_path: Path) -> Path:
    papers = write_papers(tmp_path / "arkiv", OPEN | CLOSED)
    with Writer(tmp_path / "indeks") as writer:
        synchronise(writer, [papers], SyncOptions(jobs=1))
    return tmp_path


def test_nothing_of_another_collection_is_found_counted_listed_or_read(place: Path) -> None:
    seen = Archive(place / "indeks", collections=frozenset({"åpent"}))
    store = seen.store
    hidden = "lukket/møte.txt"
    assert store.names() == [d.name for d in store.documents()] == ["åpent/møte.txt"]
    assert store.bodies() == ["Kulturutvalget"] and store.counts()["documents"] == 1
    assert store.collections() == {"åpent": 1}
    assert (
        store.document(hidden) is None and store.text(hidden, 0, 9999) == "" and store.page(hidden, 1) is None
    )
    assert store.papers(hidden) == [] and store.near(hidden, 0, 999) == []
    assert all(name != hidden for kind in ("case", "meeting", "row") for name, _ in store.records(kind))
    assert {h.document for h in search(seen, "varslingen kvikksølv møte vedtak", SearchOptions(50))} == {
        store.names()[0]
    }
    assert search(seen, "referat", SearchOptions(50, Filters(since="2022-05-04"))) == []
    assert seen.frequency("stem", seen.analyser.index_terms("kvikksølvet").stem[0]) == 0
    assert seen.frequency("stem", seen.analyser.index_terms("kinoen").stem[0]) == 1
    assert seen.size == store.passage_count() == len(store.near("åpent/møte.txt", 0, 9999))
    answer = ask(seen, "Hva gjelder varslingen?")
    assert not answer.answered and answer.searched.documents == 1
    assert "Blåfjell" not in str(answer) and "lukket" not in str(answer)
    assert ask(seen, "Hva gjelder varslinga om kviksølvet?").did_you_mean is None, (
        "no word of it is suggested"
    )
    everything = Archive(place / "indeks")
    assert ask(everything, "Hva gjelder varslingen?").answered
    for archive in (seen, everything):
        archive.close()


def test_who_may_see_nothing_has_an_empty_archive(place: Path) -> None:
    nothing = Archive(place / "indeks", collections=frozenset())
    assert nothing.store.names() == [] and nothing.size == 0
    assert search(nothing, "møte", SearchOptions()) == []
    assert not ask(nothing, "Hva ble vedtatt i sak 1/22?").answered
    nothing.close()


def test_what_is_added_or_named_anew_is_seen_as_it_then_is(place: Path) -> None:
    seen = Archive(place / "indeks", collections=frozenset({"åpent"}))
    assert len(seen.store.names()) == 1
    papers = write_papers(
        place / "arkiv", {"åpent/ny.txt": "Notat om kinoen.", "lukket/ny.txt": "Notat om gruva."}
    )
    with Writer(place / "indeks") as writer:
        synchronise(writer, [papers], SyncOptions(jobs=1))
    seen.refresh()
    assert seen.store.names() == ["åpent/møte.txt", "åpent/ny.txt"]
    with Writer(place / "indeks") as writer:
        synchronise(writer, [place / "arkiv" / "åpent"], SyncOptions(jobs=1, collection="Hemmelig"))
    seen.refresh()
    assert seen.store.names() == [], "a folder that was named leaves its old collection at once"
    assert search(seen, "kino", SearchOptions()) == []
    write_papers(place / "arkiv", {"åpent/enda.txt": "Enda et notat."})
    with Writer(place / "indeks") as writer:
        synchronise(writer, [place / "arkiv" / "åpent"], SyncOptions(jobs=1))
    seen.refresh()
    assert seen.store.names() == [], "the name is remembered for what comes later"
    seen.close()


def test_every_table_is_guarded_or_tells_of_no_document(place: Path) -> None:
    with sqlite3.connect(place / "indeks" / "archive.db") as connection:
        tables = {row[0] for row in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
    connection.close()
    assert tables - OF_ALL == set(_SHOWN)


def test_a_guarded_store_finds_a_document_by_its_name_without_reading_all(place: Path) -> None:
    store = Store(place / "indeks" / "archive.db", within=frozenset({"åpent"}))
    plan = store.connection.execute(
        "EXPLAIN QUERY PLAN SELECT id FROM documents WHERE name = ?", ("a",)
    ).fetchall()
    assert any("SEARCH" in row[3] and "name" in row[3] for row in plan)
    store.close()
