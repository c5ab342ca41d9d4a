"""Damage is found on opening or by `saksok doctor`, by counts and checksums; it is mended, or refused with the cure."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest

from corpus.errors import DamagedError, UsageError
from index.archive import Archive
from index.backup import backup, restore
from index.compact import compact
from index.doctor import examine
from index.sync import SyncOptions, synchronise
from index.writer import Writer
from search.find import SearchOptions, search
from tests.faults.conftest import found


def flip(path: Path, at: float = 0.5) -> None:
    """One bit of a file, somewhere in it."""
    content = bytearray(path.read_bytes())
    content[int(len(content) * at)] ^= 1
    path.write_bytes(content)


@pytest.mark.parametrize("suffix", [".term", ".idx", ".fast", ".fieldnorm"])
def test_one_wrong_bit_in_the_words_is_refused_and_mended(index: Path, suffix: str) -> None:
    flip(next((index / "lexical").glob(f"*{suffix}")), 0.2)
    with pytest.raises(DamagedError, match="saksok doctor"):
        Archive(index)
    assert any("Ordregisteret" in sentence for sentence in examine(index))
    assert found(index)[0] == "notat.md" and examine(index) == []


def test_one_wrong_bit_in_the_vectors_is_refused_and_mended(index: Path) -> None:
    flip(next((index / "dense").iterdir()), 0.7)
    with pytest.raises(DamagedError, match="saksok doctor"):
        Archive(index)
    lazy = Archive(index, lazy=True)  # what needs no vectors is answered all the same
    assert lazy.size and lazy.lexical("stem", {"arkiv": 1.0}, 3)
    with pytest.raises(DamagedError, match="saksok doctor"):
        lazy.dense("hyllemeter", 3)
    lazy.close()
    assert any("Vektorfiler" in sentence for sentence in examine(index))
    assert found(index)[0] == "notat.md" and examine(index) == []


def test_fewer_words_than_passages_are_refused_and_mended(index: Path) -> None:
    with Writer(index) as writer:
        writer.lexical.remove([1])
        writer.lexical.commit()
    with pytest.raises(DamagedError, match="saksok doctor"):
        Archive(index)
    examine(index)
    assert found(index)[0] == "notat.md"


def test_a_damaged_fitted_encoder_is_made_again_from_the_truth(index: Path) -> None:
    found(index)
    flip(next((index / "encoder").rglob("components.npy")))
    assert found(index)[0] == "notat.md"
    (next((index / "encoder").iterdir()) / "gram_weights.npy").unlink()
    assert found(index)[0] == "notat.md"


@pytest.mark.parametrize("table", ["pages", "passages"])
def test_a_changed_text_is_never_quoted_again_and_is_read_anew(index: Path, papers: Path, table: str) -> None:
    connection = sqlite3.connect(index / "archive.db")
    changed = connection.execute(f"UPDATE {table} SET text = replace(text, '1200', '1300')").rowcount
    connection.commit()
    connection.close()
    assert changed
    assert any("notat.md" in sentence and "saksok index" in sentence for sentence in examine(index))
    assert "notat.md" not in found(index) and examine(index) == []
    with Writer(index) as writer:
        synchronise(writer, [papers], SyncOptions())
    assert found(index)[0] == "notat.md"


def test_a_damaged_register_of_sqlite_is_made_again(index: Path) -> None:
    connection = sqlite3.connect(index / "archive.db")
    root, size = (
        connection.execute(
            "SELECT rootpage FROM sqlite_master WHERE name = 'documents_fingerprint'"
        ).fetchone()[0],
        connection.execute("PRAGMA page_size").fetchone()[0],
    )
    connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    connection.close()
    with (index / "archive.db").open("rb+") as file:
        file.seek(root * size - 20)  # the last bytes of the page: an entry of the register
        file.write(b"\x00" * 4)
    assert any("registre" in sentence for sentence in examine(index))
    assert examine(index) == [] and found(index)[0] == "notat.md"


def test_a_damaged_table_is_refused_with_the_cure(index: Path) -> None:
    connection = sqlite3.connect(index / "archive.db")
    root, size = (
        connection.execute("SELECT rootpage FROM sqlite_master WHERE name = 'pages'").fetchone()[0],
        connection.execute("PRAGMA page_size").fetchone()[0],
    )
    connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    connection.close()
    with (index / "archive.db").open("rb+") as file:
        file.seek((root - 1) * size)
        file.write(b"\xff" * 200)
    with pytest.raises(DamagedError, match="saksok restore"):
        examine(index)


# -- copies -------------------------------------------------------------------------------------------


def test_a_copy_is_consistent_while_a_writer_works_and_comes_back(
    index: Path, papers: Path, tmp_path: Path
) -> None:
    with Writer(index) as writer:
        (papers / "ny.txt").write_text("Vedlikehold av vannverket.\n")
        with writer.store.transaction():  # half a change stands open
            writer.store.put("half", "a change")
            copy = backup(index, tmp_path)
        synchronise(writer, [papers], SyncOptions())
    assert copy.name.startswith("saksok-") and not list(tmp_path.glob("*.part"))
    reader = Archive(index)
    assert restore(index, copy, replace=True) == 3
    assert "ny.txt" not in [hit.document for hit in search(reader, "vannverket", SearchOptions())]
    assert reader.store.get("half") is None
    reader.close()
    assert found(index)[0] == "notat.md" and examine(index) == []
    with Writer(index) as writer:
        synchronise(writer, [papers], SyncOptions())
    assert found(index, "vannverket")[0] == "ny.txt"


def test_a_copy_becomes_an_index_elsewhere_and_after_damage(index: Path, tmp_path: Path) -> None:
    copy = backup(index, tmp_path / "kopi.db")
    assert restore(tmp_path / "ny", copy) == 3 and found(tmp_path / "ny") == found(index)
    for path in index.glob("archive.db*"):
        path.write_bytes(b"ikke en database" * 400)
    assert restore(index, copy, replace=True) == 3
    assert found(index)[0] == "notat.md" and examine(index) == []


def test_ids_go_on_after_a_copy_came_back(index: Path, papers: Path, tmp_path: Path) -> None:
    copy = backup(index, tmp_path / "kopi.db")
    (papers / "ny.txt").write_text("Vedlikehold av vannverket.\n")
    with Writer(index) as writer:
        synchronise(writer, [papers], SyncOptions())
        used, generation = int(writer.store.get("next_passage") or 0), writer.store.generation
    restore(index, copy, replace=True)
    with Writer(index) as writer:
        assert int(writer.store.get("next_passage") or 0) == used and writer.store.generation > generation


def test_what_is_no_whole_copy_is_refused_and_nothing_is_replaced_unasked(
    index: Path, tmp_path: Path
) -> None:
    copy = backup(index, tmp_path / "kopi.db")
    with pytest.raises(UsageError, match="finnes fra før"):
        backup(index, copy)
    with pytest.raises(UsageError, match="--replace"):
        restore(index, copy)
    half = tmp_path / "halv.db"
    half.write_bytes(copy.read_bytes()[: copy.stat().st_size // 2])
    for wrong in (half, tmp_path / "borte.db", Path(__file__)):
        with pytest.raises(UsageError):
            restore(tmp_path / "annen", wrong)
    assert not (tmp_path / "annen").exists() and found(index)[0] == "notat.md"


# -- what was removed ---------------------------------------------------------------------------------

WORD = "Vrangfjellskaret"


def holds(index: Path, word: str) -> list[str]:
    """The files of the index that hold a word, in any case and in the encodings that are used."""
    wanted = [word.encode(), word.lower().encode(), word.upper().encode(), word[4:].lower().encode()]
    return [
        path.name
        for path in sorted(index.rglob("*"))
        if path.is_file() and any(form in path.read_bytes() for form in wanted)
    ]


def test_a_removed_document_is_in_no_byte_of_the_index(index: Path, papers: Path) -> None:
    for number in range(3):
        text = f"Notat om {WORD}\n\n" + f"{WORD} ligger øde. Kari {WORD}sen bor der.\n\n" * 9
        (papers / f"{WORD}-{number}.txt").write_text(text)
    with Writer(index) as writer:
        synchronise(writer, [papers], SyncOptions())
        writer.encode(writer.fit_lsa())
        before = writer.store.get("encoder")
        names = [d for d in writer.store.documents() if WORD in d.name]
        kept = writer.store.vectors(before or "", 0, 1 << 40)
        assert "archive.db" in "".join(holds(index, WORD))  # the search does find what is there
        words = {path.name for path in (index / "lexical").glob("*.*") if len(path.stem) == 32}
        gone = {p.id for d in names for p in writer.store.near(d.name, 0, 1 << 40)}
        writer.remove([d.id for d in names])
        assert compact(writer) == []
        assert holds(index, WORD) == []
        # tantivy keeps its terms in a form in which no word need be seen: not one of its files is an old one
        assert words and words.isdisjoint(path.name for path in (index / "lexical").iterdir())
        assert writer.lexical.frequency("stem", WORD.lower()) == 0
        after = writer.store.get("encoder") or ""
        ids, vectors = writer.store.vectors(after, 0, 1 << 40)
        assert after != before and ids == [i for i in kept[0] if i not in gone]
        assert {i: v.tobytes() for i, v in zip(ids, vectors, strict=True)}.items() <= {
            i: v.tobytes() for i, v in zip(*kept, strict=True)
        }.items()
    assert holds(index, WORD) == [] and found(index)[0] == "notat.md" and examine(index) == []


def test_the_encoder_forgets_the_hashes_of_removed_words(index: Path, papers: Path) -> None:
    from index.encoders.ngrams import word_hashes
    from index.opening import open_lsa

    (papers / "ny.txt").write_text(f"{WORD} ligger øde.\n\n" * 9)
    (papers / "ny2.txt").write_text(f"Kartet over {WORD}.\n\n" * 9)
    with Writer(index) as writer:
        synchronise(writer, [papers], SyncOptions(encoder="lsa", rebuild=True))
        writer.encode(writer.fit_lsa())
        sought = word_hashes([WORD.lower()])[0]

        def known() -> bool:
            arrays = open_lsa(writer.store, writer.paths, writer.store.get("encoder") or "").save_arrays()
            return sought in arrays["word_hashes"]

        assert known()
        writer.remove([d.id for d in writer.store.documents() if d.name.startswith("ny")])
        compact(writer)
        assert not known()


def test_an_open_reader_that_stands_in_the_way_is_told_of(index: Path) -> None:
    other = sqlite3.connect(index / "archive.db", isolation_level=None)
    other.execute("BEGIN")
    other.execute("SELECT COUNT(*) FROM passages").fetchone()
    with Writer(index) as writer:
        writer.remove([writer.store.documents()[0].id])
        writer.store.connection.execute("PRAGMA busy_timeout = 100")
        assert any("saksok compact" in sentence for sentence in compact(writer))
        other.close()
        assert compact(writer) == []
