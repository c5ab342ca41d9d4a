"""Names are kept with their passages, go with their document, and are gone on with."""

from __future__ import annotations

import sqlite3
from pathlib import Path
from types import SimpleNamespace

import pytest

from index.naming import Naming
from index.store import Store
from index.sync import SyncOptions, synchronise
from index.writer import Writer
from ingest.names.recognise import recipe
from ingest.names.worker import NamesProcess

LETTER = "Brev\n\nHavnedirektoratet svarte at Ola Moe (Vestbyen kommune) skal lede arbeidet.\n"


@pytest.fixture
def letters(tmp_path: Path) -> Path:
    folder = tmp_path / "letters"
    folder.mkdir()
    for number in range(3):
        (folder / f"brev{number}.txt").write_text(LETTER.replace("Brev", f"Brev {number}"))
    return folder


@pytest.fixture
def index(tmp_path: Path) -> Path:
    return tmp_path / "index"


def run(index: Path, folder: Path) -> None:
    with Writer(index) as writer:
        synchronise(writer, [folder], SyncOptions())


def stored(index: Path) -> list[tuple[str, str, str]]:
    """Document, label and words of each name, the words cut from the document's own text."""
    store = Store(index / "archive.db")
    rows = store.connection.execute(
        "SELECT documents.name, names.start, names.end, names.label FROM names"
        " JOIN passages ON passages.id = names.passage JOIN documents ON documents.id = passages.document"
        " ORDER BY documents.name, names.start"
    ).fetchall()
    found = [(name, label, store.text(name, start, end)) for name, start, end, label in rows]
    store.close()
    return found


def unnamed(index: Path) -> bool:
    store = Store(index / "archive.db")
    try:
        return store.has_unnamed(recipe())
    finally:
        store.close()


def test_names_are_kept_at_their_places(letters: Path, index: Path) -> None:
    run(index, letters)
    assert stored(index)[:3] == [
        ("brev0.txt", "ORG", "Havnedirektoratet"),
        ("brev0.txt", "PERSON", "Ola Moe"),
        ("brev0.txt", "ORG", "Vestbyen kommune"),
    ]
    store = Store(index / "archive.db")
    assert store.name_counts() == {"ORG": 2, "PERSON": 1}
    store.close()


def test_they_go_with_their_document(letters: Path, index: Path) -> None:
    run(index, letters)
    (letters / "brev1.txt").unlink()
    run(index, letters)
    assert {name for name, _, _ in stored(index)} == {"brev0.txt", "brev2.txt"}


def test_a_changed_document_is_named_anew(letters: Path, index: Path) -> None:
    run(index, letters)
    (letters / "brev0.txt").write_text("Brev\n\nSvaret kom fra Fjellbyen kommune.\n")
    run(index, letters)
    assert stored(index)[0] == ("brev0.txt", "ORG", "Fjellbyen kommune")


def test_what_has_names_is_not_named_again(
    letters: Path, index: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    run(index, letters)
    monkeypatch.setattr(NamesProcess, "__init__", lambda _self: pytest.fail("nothing is to be named"))
    run(index, letters)


def test_an_interrupted_naming_is_gone_on_with(
    letters: Path, index: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("index.naming._BATCH", 1)
    mentions, calls = NamesProcess.mentions, []

    def dying(self: NamesProcess, texts: list[str]) -> object:
        calls.append(texts)
        if len(calls) == 2:
            self.kill()
        return mentions(self, texts)

    with monkeypatch.context() as patched:
        patched.setattr(NamesProcess, "mentions", dying)
        run(index, letters)
    assert {name for name, _, _ in stored(index)} == {"brev0.txt"}
    assert unnamed(index)
    run(index, letters)
    assert {name for name, _, _ in stored(index)} == {"brev0.txt", "brev1.txt", "brev2.txt"}
    assert not unnamed(index)


def test_a_run_that_fails_stops_the_naming(letters: Path, index: Path) -> None:
    with pytest.raises(KeyboardInterrupt), Writer(index) as writer:
        synchronise(writer, [letters], SyncOptions())
        process = writer.naming._process
        raise KeyboardInterrupt
    assert process is not None and process._process.poll() is not None
    run(index, letters)
    assert not unnamed(index)


def test_indexing_goes_on_where_no_process_can_be_started(
    letters: Path, index: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patched:
        patched.setattr("ingest.program.sys", SimpleNamespace(executable=str(index / "borte"), path=[]))
        run(index, letters)
    assert stored(index) == [] and unnamed(index)
    run(index, letters)
    assert not unnamed(index)


def test_all_is_named_anew_when_the_list_has_outgrown_it(
    letters: Path, index: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    run(index, letters)
    monkeypatch.setattr("index.naming._FEW", 0)
    (letters / "referat.txt").write_text(
        "Referat fra møte i Havnerådet\nMøte 1/2023\nDato 14. mars 2023\n\n"
        "Til stede:\nOla Moe (Vestbyen kommune)\nKari Lie (Båtlaget)\n\n"
        "Sak 1/23 Havn\n\nVedtak:\nTatt til orientering.\n"
    )
    run(index, letters)
    store = Store(index / "archive.db")
    known = {row[0] for row in store.connection.execute("SELECT known FROM named")}
    store.close()
    assert len(known) == 1 and known.pop() > 0


def test_a_document_that_went_meanwhile_is_passed_over(letters: Path, index: Path) -> None:
    run(index, letters)
    with Writer(index) as writer:
        passage = writer.store.connection.execute("SELECT MIN(id) FROM passages").fetchone()[0]
        writer.remove([1])
        with writer.store.transaction():
            writer.store.put_names([1], [(passage, 0, 4, "ORG", "Brev")], recipe(), 0)
        assert writer.store.names_in([passage]) == []
        assert writer.store.one("SELECT COUNT(*) FROM named WHERE document = 1") == 0


def test_an_index_of_the_first_format_gets_the_tables(letters: Path, index: Path) -> None:
    run(index, letters)
    with sqlite3.connect(index / "archive.db") as database:
        database.executescript(
            "DROP TABLE names; DROP TABLE named; UPDATE meta SET value = '1' WHERE key = 'format';"
        )
    database.close()
    run(index, letters)
    assert len(stored(index)) == 9


def test_a_naming_that_was_never_begun_finishes(index: Path) -> None:
    index.mkdir()
    store = Store(index / "archive.db", create=True)
    Naming(store).finish()
    store.close()
