"""Tiny neural models that the tests build themselves, and a stand-in for the hub."""

import hashlib
import json
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

WORDS = "styret rådet vedtok drøftet budsjettet planen hva ble vedtatt om i og query passage : .".split()


def build_bert(folder: Path, *, prompts: dict[str, str] | None = None, seed: int = 1) -> Path:
    """A BERT of one layer and 16 dimensions with mean pooling, weights drawn by `seed`."""
    import torch
    from sentence_transformers import SentenceTransformer
    from sentence_transformers.sentence_transformer.modules import Pooling, Transformer
    from transformers import BertConfig, BertModel, BertTokenizerFast

    torch.manual_seed(seed)
    raw = folder.parent / f"{folder.name}-raw"
    raw.mkdir(parents=True)
    specials = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]"]
    letters = sorted({c for w in WORDS for c in w})
    vocabulary = specials + WORDS + letters + [f"##{c}" for c in letters]
    (raw / "vocab.txt").write_text("\n".join(dict.fromkeys(vocabulary)), encoding="utf-8")
    BertTokenizerFast(str(raw / "vocab.txt"), strip_accents=False).save_pretrained(raw)
    config = BertConfig(
        vocab_size=len(vocabulary),
        hidden_size=16,
        num_hidden_layers=1,
        num_attention_heads=2,
        intermediate_size=32,
        max_position_embeddings=64,
    )
    BertModel(config).save_pretrained(raw)
    parts = Transformer(str(raw)), Pooling(16, "mean")
    SentenceTransformer(modules=list(parts), device="cpu", prompts=prompts).save(
        str(folder), create_model_card=False
    )
    return folder


def build_static(folder: Path) -> Path:
    """A model without attention: a vector of four dimensions for each of three words."""
    import numpy as np
    from sentence_transformers import SentenceTransformer
    from sentence_transformers.sentence_transformer.modules import StaticEmbedding
    from tokenizers import Tokenizer, models, pre_tokenizers

    tokenizer = Tokenizer(models.WordLevel({"[UNK]": 0, "styret": 1, "vedtok": 2}, unk_token="[UNK]"))
    tokenizer.pre_tokenizer = pre_tokenizers.Whitespace()
    parts = [StaticEmbedding(tokenizer, embedding_weights=np.eye(3, 4, dtype=np.float32))]
    SentenceTransformer(modules=parts, device="cpu").save(str(folder), create_model_card=False)
    return folder


@pytest.fixture(scope="session")
def static(tmp_path_factory):
    return build_static(tmp_path_factory.mktemp("models") / "static")


@pytest.fixture(scope="session")
def bert(tmp_path_factory):
    return build_bert(tmp_path_factory.mktemp("models") / "tiny")


class Hub:
    """A model hub on this machine: serves the folders it is given, and counts requests."""

    def __init__(self):
        self.models: dict[str, Path] = {}
        self.requests: list[str] = []
        hub = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def log_message(self, *args):
                pass

            def do_GET(self):
                hub.answer(self, body=True)

            def do_HEAD(self):
                hub.answer(self, body=False)

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self.server.server_address[1]}"
        threading.Thread(target=self.server.serve_forever, args=(0.01,), daemon=True).start()

    def close(self):
        self.server.shutdown()
        self.server.server_close()

    def answer(self, handler, *, body: bool):
        self.requests.append(handler.path)
        path = handler.path.partition("?")[0]
        for name, folder in self.models.items():
            files = {p.relative_to(folder).as_posix(): p for p in folder.rglob("*") if p.is_file()}
            commit = hashlib.sha1(name.encode()).hexdigest()
            if path.startswith(f"/api/models/{name}/tree/"):
                return self.json(handler, [self.entry(at, p) for at, p in files.items()])
            if path in (f"/api/models/{name}", f"/api/models/{name}/revision/main"):
                listed = [{"rfilename": at} for at in files]
                return self.json(handler, {"id": name, "sha": commit, "siblings": listed})
            if path.startswith(f"/{name}/resolve/"):
                found = files.get(path.split("/", 5)[5])
                if found:
                    return self.file(handler, found, commit, body)
        return self.json(handler, {"error": "Repository not found"}, 404, "RepoNotFound")

    @staticmethod
    def entry(at: str, path: Path):
        data = path.read_bytes()
        blob = hashlib.sha1(b"blob %d\0" % len(data) + data).hexdigest()
        entry = {"type": "file", "path": at, "size": len(data), "oid": blob}
        if at.endswith(".safetensors"):
            sha = hashlib.sha256(data).hexdigest()
            entry["lfs"] = {"oid": sha, "size": len(data), "pointerSize": 134}
        return entry

    def file(self, handler, path: Path, commit: str, body: bool):
        data = path.read_bytes()
        sums = hashlib.sha256 if path.suffix == ".safetensors" else hashlib.sha1
        handler.send_response(200)
        handler.send_header("Content-Length", str(len(data)))
        handler.send_header("ETag", f'"{sums(data).hexdigest()}"')
        handler.send_header("X-Repo-Commit", commit)
        handler.end_headers()
        if body:
            handler.wfile.write(data)

    @staticmethod
    def json(handler, what, status=200, code=None):
        data = json.dumps(what).encode()
        handler.send_response(status)
        handler.send_header("Content-Type", "application/json")
        handler.send_header("Content-Length", str(len(data)))
        if code:
            handler.send_header("X-Error-Code", code)
        handler.end_headers()
        if handler.command != "HEAD":
            handler.wfile.write(data)


@pytest.fixture
def hub(tmp_path, monkeypatch):
    """The stand-in, with the libraries pointed at it and at an empty cache."""
    from huggingface_hub import constants

    stand_in = Hub()
    monkeypatch.setattr(constants, "ENDPOINT", stand_in.url)
    template = stand_in.url + "/{repo_id}/resolve/{revision}/{filename}"
    monkeypatch.setattr(constants, "HUGGINGFACE_CO_URL_TEMPLATE", template)
    monkeypatch.setattr(constants, "HF_HUB_CACHE", str(tmp_path / "cache"))
    yield stand_in
    stand_in.close()
