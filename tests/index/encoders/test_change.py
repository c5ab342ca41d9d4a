"""An index changes its encoder: from the truth alone, interrupted and gone on with, and back."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from corpus.errors import EncoderError
from index.archive import Archive
from index.sync import SyncOptions, SyncReport, synchronise
from index.writer import Writer
from search.find import SearchOptions, search
from ui.main import run

pytestmark = pytest.mark.slow


def sync(index: Path, papers: Path, encoder: str | None = None, progress=None) -> SyncReport:
    with Writer(index) as writer:
        return synchronise(writer, [papers], SyncOptions(encoder=encoder), progress or (lambda *_: None))


def opened(index: Path) -> tuple[str | None, int, int, list[str]]:
    """Name and dimensions of the encoder in use, how many vectors, and a search's documents."""
    archive = Archive(index)
    try:
        encoder = archive._encoder
        assert encoder is not None
        hits = search(archive, "hyllemeter i arkivet", SearchOptions())
        dense = archive.dense("hyllemeter", 100)
        return archive.encoder_name, encoder.dimensions, len(dense), [hit.document for hit in hits]
    finally:
        archive.close()


def test_another_encoder_encodes_from_the_truth_and_lsa_takes_over_again(
    bert: Path, papers: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    index = tmp_path / "index"
    first = sync(index, papers)
    lsa = opened(index)
    monkeypatch.setattr(
        "index.sync.digests",
        lambda _, tasks: pytest.fail("a source file was read") if tasks else iter(()),
    )
    changed = sync(index, papers, str(bert))
    assert (changed.unchanged, changed.pages, changed.encoded) == (3, 0, first.encoded)
    name, dimensions, vectors, documents = opened(index)
    assert (name, dimensions, vectors) == (str(bert), 16, first.encoded)
    assert documents[0] == lsa[3][0] == "notat.md"
    assert sync(index, papers).encoded == 0  # it stays without being named
    back = sync(index, papers, "lsa")
    assert back.encoded == first.encoded
    assert opened(index) == lsa


def test_an_interrupted_change_is_gone_on_with_and_searched_meanwhile(
    bert: Path, papers: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("index.encoding._FIRST_BATCH", 2)
    monkeypatch.setattr("index.encoding._ENCODE_BATCH", 2)
    index = tmp_path / "index"
    total = sync(index, papers).encoded
    before = opened(index)

    def stop(stage: str, done: int, _total: int) -> None:
        if stage == "encode" and done > 2:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        sync(index, papers, str(bert), stop)
    assert opened(index) == before
    assert 0 < sync(index, papers).encoded < total  # without being named again
    assert opened(index)[:3] == (str(bert), 16, total)


def test_progress_is_told_within_a_batch(
    bert: Path, papers: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from index.encoders import sentence

    monkeypatch.setattr(sentence, "_CHUNK", 1)
    monkeypatch.setattr(
        sentence.SentenceOptions, "__init__", _small_batches(sentence.SentenceOptions.__init__)
    )
    told: list[int] = []
    report = sync(
        tmp_path / "index",
        papers,
        str(bert),
        lambda stage, done, _: told.append(done) if stage == "encode" else None,
    )
    assert told == sorted(told) and told[-1] == report.encoded
    assert len(set(told)) > 2


def _small_batches(init):
    return lambda self, **options: init(self, **{**options, "batch": 1})


def test_a_model_that_was_changed_or_is_gone_is_told_with_the_cure(
    bert: Path, static: Path, papers: Path, tmp_path: Path
) -> None:
    folder = shutil.copytree(bert, tmp_path / "model")
    index = tmp_path / "index"
    total = sync(index, papers, str(folder)).encoded
    config = folder / "config_sentence_transformers.json"
    config.write_text(
        json.dumps({**json.loads(config.read_text("utf-8")), "prompts": {"query": "hva "}}), "utf-8"
    )
    with pytest.raises(EncoderError, match=r"er endret siden indeksen ble laget.*--encoder"):
        Archive(index)
    assert sync(index, papers, str(folder)).encoded == total  # the cure
    assert opened(index)[1:3] == (16, total)
    shutil.rmtree(folder)
    shutil.copytree(static, folder)  # of another dimension
    with pytest.raises(EncoderError, match="er endret"):
        Archive(index)
    assert sync(index, papers).encoded == total
    assert opened(index)[1:3] == (4, total)
    shutil.rmtree(folder)
    with pytest.raises(EncoderError, match="finnes ikke"):
        Archive(index)
    with pytest.raises(EncoderError, match="finnes ikke"):
        sync(index, papers)
    assert sync(index, papers, "lsa").encoded == total
    assert opened(index)[0] == "lsa"


def test_from_the_command_line_over_the_hub(
    hub, bert: Path, papers: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    hub.models["org/tiny-e5"] = bert
    place = ["--index", str(tmp_path / "index")]
    assert run(["index", str(papers), "--encoder", "org/tiny-e5", "--half", "--json", *place]) == 0
    report = json.loads(capsys.readouterr().out)
    assert report["encoded"] == report["passages"] > 0
    asked = len(hub.requests)
    assert run(["search", "hyllemeter", "--json", *place]) == 0
    assert json.loads(capsys.readouterr().out)["hits"][0]["document"] == "notat.md"
    assert run(["status", "--json", *place]) == 0
    assert json.loads(capsys.readouterr().out)["encoder"] == "org/tiny-e5"
    assert len(hub.requests) == asked  # a question asks nothing of the hub
    assert run(["index", str(papers), "--encoder", "org/none", *place]) == 2
    error = capsys.readouterr().err
    assert error.count("\n") == 1 and "org/none" in error
