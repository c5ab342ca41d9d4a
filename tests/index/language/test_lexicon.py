"""The compiled lexicon and where it is kept."""

import gzip
import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.language import cache, paradigms, tables
from index.language import compile as compiler
from index.language.lexicon import Lexicon, open_file

LOOKUPS = {
    "noun": {
        "sak": ["sak"], "saken": ["sak"], "saker": ["sak"], "møte": ["møte"], "møter": ["møte"], "møtet": ["møte"],
        "mann": ["mann"], "menn": ["mann"], "saksmøte": ["saksmøte"], "saksmøter": ["saksmøte"], "ad hoc": ["ad hoc"],
    },
    "verb": {"møte": ["møte"], "møter": ["møte"], "vedta": ["vedta"], "vedtok": ["vedta"]},
    "adj": {"stor": ["stor"], "større": ["stor"]},
    "adv": {"ikke": ["ikke"]},
}  # fmt: skip


@pytest.fixture
def source(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A small Norsk Ordbank."""
    path = tmp_path / "nb_lemma_exc.json.gz"
    path.write_bytes(gzip.compress(json.dumps(LOOKUPS).encode()))
    monkeypatch.setattr(paradigms, "source", lambda: path)
    return path


def test_every_form_is_found_and_nothing_else(lexicon: Lexicon) -> None:
    words = lexicon.words()
    assert len(words) == lexicon.size > 500_000
    assert all(lexicon.find(words[i]) == i for i in range(0, lexicon.size, 97))
    assert [lexicon.find(word) for word in ("", "xyzzy", "sakerne", "SAKER", "sak ", "\ud800")] == [-1] * 6


@given(st.text(max_size=20))
def test_any_word_can_be_asked_for(lexicon: Lexicon, word: str) -> None:
    entry = lexicon.find(word)
    assert entry == -1 or lexicon.words()[entry] == word


def test_is_small_enough_to_keep(lexicon: Lexicon) -> None:
    path = cache.default_path(lexicon.fingerprint)
    assert not path.exists() or path.stat().st_size < 60e6


def test_forms_share_the_key_of_their_lemma(source: Path) -> None:
    lexicon = Lexicon(compiler.build(source))
    keys = {
        word: lexicon.key(lexicon.find(word))
        for word in ("sak", "saken", "menn", "mann", "vedtok", "større", "møter")
    }
    assert keys == {
        "sak": "sak", "saken": "sak", "menn": "mann", "mann": "mann", "vedtok": "vedt", "større": "stor", "møter": "møt"
    }  # fmt: skip


def test_is_compiled_once_and_then_opened(source: Path, tmp_path: Path) -> None:
    steps: list[float] = []
    folder = tmp_path / "cache"
    first = cache.cached(folder, lambda _step, share: steps.append(share))
    assert steps == sorted(steps) and steps[-1] == 1.0
    steps.clear()
    second = cache.cached(folder, lambda _step, share: steps.append(share))
    assert steps == []
    assert second.fingerprint == first.fingerprint
    assert [path.name for path in folder.iterdir()] == [f"lexicon-{first.fingerprint}.bin"]


def test_a_damaged_file_is_made_anew(source: Path, tmp_path: Path) -> None:
    folder = tmp_path / "cache"
    path = cache.default_path(cache.cached(folder).fingerprint, folder)
    whole = path.read_bytes()
    for damaged in (b"", whole[:-1], b"x" * len(whole), whole[:100]):
        path.unlink()
        path.write_bytes(damaged)
        assert cache.cached(folder).find("saken") >= 0
        assert path.read_bytes() == whole


def test_where_nothing_can_be_written_it_is_kept_in_memory(source: Path, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    assert cache.cached(tmp_path / "file" / "cache").find("saken") >= 0


def test_other_sources_give_another_file(source: Path, tmp_path: Path) -> None:
    first = cache.cached(tmp_path / "cache")
    source.write_bytes(gzip.compress(json.dumps({**LOOKUPS, "noun": {"by": ["by"]}}).encode()))
    second = cache.cached(tmp_path / "cache")
    assert second.fingerprint != first.fingerprint
    assert (second.find("by") >= 0, second.find("saken")) == (True, -1)


def test_old_files_are_removed_but_for_the_newest(source: Path, tmp_path: Path) -> None:
    folder = tmp_path / "cache"
    for number in range(5):
        source.write_bytes(
            gzip.compress(json.dumps({**LOOKUPS, "adv": {f"ord{'x' * number}": ["ord"]}}).encode())
        )
        newest = cache.cached(folder)
    assert len(list(folder.iterdir())) == 1 + cache.KEPT
    assert cache.default_path(newest.fingerprint, folder).exists()


def test_without_norsk_ordbank_it_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(paradigms, "find_spec", lambda _name: None)
    with pytest.raises(FileNotFoundError, match="spacy-lookups-data"):
        cache.cached()


def test_what_is_no_lexicon_is_refused(tmp_path: Path) -> None:
    for number, content in enumerate((b"PK\x03\x04" * 10, b"\x00" * 5000)):
        path = tmp_path / str(number)
        path.write_bytes(content)
        with pytest.raises(ValueError):
            open_file(path)


def test_can_be_compiled_from_the_command_line(
    source: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert compiler.main([str(tmp_path / "lexicon.bin")]) == 0
    assert open_file(tmp_path / "lexicon.bin").find("saken") >= 0
    assert "lexicon.bin" in capsys.readouterr().out


def test_the_tables_are_well_formed() -> None:
    assert {len(row) for row in tables.rows("english")} == {2}
    assert {len(row) for row in tables.rows("nynorsk")} == {3}
    assert {len(row) for row in tables.rows("lemmas")} == {2}
    assert {row[0] for row in tables.rows("synonyms")} == {"same", "near"}
    for name in ("english", "lemmas"):
        words = [row[0] for row in tables.rows(name)]
        assert len(words) == len(set(words))
