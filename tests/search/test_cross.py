"""Cross-encoders by name, on models that the tests build."""

from __future__ import annotations

import json
import re
import shutil
import sys
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from starlette.testclient import TestClient

from corpus.errors import EncoderError
from corpus.texts import texts
from index.archive import Archive
from index.sync import SyncOptions, synchronise
from index.writer import Writer
from search.ask import ask
from search.cross import cross_rerank, open_reranker, read_text
from search.find import RankOptions, SearchOptions, rank, search
from search.types import Ranked
from ui.main import run
from ui.web.api import make_api
from ui.web.handlers.ask import answered
from ui.web.handlers.search import Query, results
from ui.web.source import Source

QUERY = "Når brøytes gatene?"


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Archive]:
    folder = tmp_path_factory.mktemp("papirer")
    for number, about in enumerate(
        ("i november", "hver natt", "etter snøfall", "av kommunen", "før skoletid")
    ):
        text = f"Veier og gater {number}\n\nGatene brøytes {about}. " + "Sidegater tas etterpå. " * number
        (folder / f"vei{number}.txt").write_text(text, "utf-8")
    with Writer(folder / "indeks") as writer:
        synchronise(writer, [folder], SyncOptions())
    opened = Archive(folder / "indeks")
    yield opened
    opened.close()


@pytest.fixture(scope="module")
def tiny(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return build(tmp_path_factory.mktemp("modeller") / "tiny")


def build(folder: Path, *, sign: int = 1, labels: int = 1) -> Path:
    """A BERT of one layer that reads letter by letter and judges pairs; `sign` -1 turns its scores round."""
    import torch
    from transformers import BertConfig, BertForSequenceClassification, BertTokenizerFast

    torch.manual_seed(1)
    folder.mkdir()
    letters = sorted(set("abcdefghijklmnoprstuvyøåæ01234.?"))
    vocabulary = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]", *letters, *(f"##{c}" for c in letters)]
    (folder / "vocab.txt").write_text("\n".join(vocabulary), "utf-8")
    BertTokenizerFast(str(folder / "vocab.txt"), strip_accents=False).save_pretrained(folder)
    config = BertConfig(
        vocab_size=len(vocabulary), hidden_size=16, num_hidden_layers=1, num_attention_heads=2,
        intermediate_size=32, max_position_embeddings=96, num_labels=labels, initializer_range=0.5,
    )  # fmt: skip
    model = BertForSequenceClassification(config)
    with torch.no_grad():
        model.classifier.weight *= sign
    model.save_pretrained(folder)
    return folder


def by_library(folder: Path, question: str, texts: Sequence[str]) -> list[float]:
    """The scores that sentence-transformers itself gives."""
    from sentence_transformers import CrossEncoder

    model: Any = CrossEncoder(str(folder), device="cpu", local_files_only=True)
    return [float(score) for score in model.predict([(question, text) for text in texts])]


@pytest.mark.slow  # importing torch and sentence-transformers takes some six seconds
def test_passages_are_ordered_as_the_model_says(archive: Archive, tiny: Path, tmp_path: Path) -> None:
    fused = rank(archive, QUERY, SearchOptions(ranking=RankOptions(rerank=False)))
    said = by_library(tiny, QUERY, [read_text(one.passage) for one in fused])
    assert len(fused) == len(set(said)) == 5
    wanted = [fused[n].passage.id for n in sorted(range(5), key=lambda n: -said[n])]
    found = {}
    for name, folder in {"as it is": tiny, "turned": build(tmp_path / "turned", sign=-1)}.items():
        options = SearchOptions(ranking=RankOptions(reranker=open_reranker(str(folder))))
        ranked = rank(archive, QUERY, options)
        assert [one.score for one in ranked] == [one.score for one in fused]
        assert rank(archive, QUERY, options) == ranked
        found[name] = [one.passage.id for one in ranked]
    assert found == {"as it is": wanted, "turned": wanted[::-1]}


@pytest.mark.slow
def test_the_command_line_takes_a_folder(
    archive: Archive, tiny: Path, capfd: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    options = SearchOptions(ranking=RankOptions(reranker=open_reranker(str(tiny))))
    wanted = [hit.document for hit in search(archive, QUERY, options)]
    common = ["--reranker", str(tiny), "--index", str(archive.paths.folder), "--json"]
    assert run(["search", QUERY, *common]) == 0
    assert [hit["document"] for hit in json.loads(capfd.readouterr().out)["hits"]] == wanted
    assert run(["ask", QUERY, *common]) == 0
    answer = ask(archive, QUERY, ranking=options.ranking)
    assert json.loads(capfd.readouterr().out)["text"] == answer.text
    gold = tmp_path / "gold.jsonl"
    text = archive.store.text(wanted[-1], 0, 10_000)
    at = text.index("Gatene brøytes")
    line = {
        "id": "1",
        "question": QUERY,
        "document": wanted[-1],
        "answer": text[at : at + 14],
        "answer_start": at,
    }
    gold.write_text(json.dumps(line), "utf-8")
    assert run(["eval", str(gold), "--only", "search", *common]) == 0
    measured = json.loads(capfd.readouterr().out)
    assert [one["reranker"] for one in measured["settings"]] == ["", str(tiny)]
    assert measured["each"][0]["ranks"][1] == len(wanted)


class Last:
    """Puts the first passages in the opposite order, and remembers what it was asked."""

    def scores(self, question: str, texts: Sequence[str]) -> list[float]:
        self.read = question, len(texts)
        return [float(place) for place in range(len(texts))]


def test_only_the_first_are_read_and_the_rest_stay(archive: Archive) -> None:
    passage = rank(archive, QUERY, SearchOptions(1))[0].passage
    many = [Ranked(passage, 1 - place / 100) for place in range(40)]
    model = Last()
    assert [one.score for one in cross_rerank(model, QUERY, many)] == [one.score for one in many]
    assert model.read == (QUERY, 30)


def test_the_app_and_its_api_use_it(archive: Archive) -> None:
    model = Last()
    ranking = RankOptions(reranker=model)
    wanted = [hit.document for hit in search(archive, QUERY, SearchOptions(ranking=ranking))]
    source = Source(archive.paths.folder, ranking=ranking)
    with TestClient(make_api(source)) as client:
        found = client.get("/search", params={"query": QUERY}).json()["hits"]
        assert [hit["document"] for hit in found] == wanted
        for asked in ("Hvem brøyter?", "Hva tas etterpå?"):
            client.get("/ask", params={"question": asked})
            assert model.read[0] == asked
    shown = re.findall(r'data-document="([^"]+)"', results(source, Query(QUERY), texts("nb")))
    assert shown == wanted
    assert "answer" in answered(source, "Når tas sidegatene?", texts("nb"))
    assert model.read[0] == "Når tas sidegatene?"
    source.close()


def test_the_title_and_headings_are_read_once_each(archive: Archive) -> None:
    passage = rank(archive, QUERY, SearchOptions(1))[0].passage
    within = replace(passage, title="Veier", heading=("Veier", "Vinter"), text="Vinter\n\nBrøyting")
    assert read_text(within) == "Veier\nVinter\n\nBrøyting"


@pytest.mark.parametrize("name", ["/finnes/ikke", "finnes/ikke", ".", ""])
@pytest.mark.parametrize("command", ["search", "ask"])
def test_a_model_that_is_not_here_is_one_sentence(
    archive: Archive, capfd: pytest.CaptureFixture[str], command: str, name: str
) -> None:
    status = run([command, QUERY, "--reranker", name, "--index", str(archive.paths.folder)])
    said = capfd.readouterr()
    assert (status, said.out, said.err.count("\n")) == (2, "", 1)
    assert f"«{name}»" in said.err


def test_serve_tells_of_it_before_it_serves(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    assert run(["serve", "--port", "0", "--reranker", "/finnes/ikke", "--index", str(tmp_path)]) == 2
    assert "«/finnes/ikke»" in capfd.readouterr().err


@pytest.mark.slow
def test_a_model_that_judges_no_pairs_is_refused(tiny: Path, tmp_path: Path) -> None:
    with pytest.raises(EncoderError, match="kan ikke rangere"):
        open_reranker(str(build(tmp_path / "to", labels=2)))
    plain = shutil.copytree(tiny, tmp_path / "plain")
    config = json.loads((plain / "config.json").read_text("utf-8"))
    (plain / "config.json").write_text(json.dumps(config | {"architectures": ["BertModel"]}), "utf-8")
    with pytest.raises(EncoderError, match="kan ikke rangere"):
        open_reranker(str(plain))


@pytest.mark.slow
def test_pickled_and_damaged_weights_are_refused(tiny: Path, tmp_path: Path) -> None:
    model = shutil.copytree(tiny, tmp_path / "model")
    (model / "model.safetensors").write_bytes(b"nothing")
    with pytest.raises(EncoderError, match="kan ikke lastes"):
        open_reranker(str(model))
    (model / "model.safetensors").rename(model / "pytorch_model.bin")
    with pytest.raises(EncoderError, match="safetensors"):
        open_reranker(str(model))


def test_without_the_package_the_cure_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "sentence_transformers", None)
    with pytest.raises(EncoderError, match="pip install sentence-transformers"):
        open_reranker("noe")
