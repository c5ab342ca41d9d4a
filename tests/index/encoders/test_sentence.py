"""Neural encoders, on models that the tests build."""

import json
import shutil
from concurrent.futures import ThreadPoolExecutor

import numpy as np
import pytest

from corpus.errors import EncoderError
from index.encoders.models import cached, digest, find
from index.encoders.registry import RECOMMENDED, open_encoder, resolved
from index.encoders.sentence import SentenceOptions, open_sentence_encoder

# Importing torch and sentence-transformers takes some six seconds.
pytestmark = pytest.mark.slow

TEXTS = ["styret vedtok budsjettet", "rådet drøftet planen", "hva ble vedtatt"] * 5


@pytest.fixture
def copy(bert, tmp_path):
    return shutil.copytree(bert, tmp_path / "copy")


def edit(path, change):
    content = json.loads(path.read_text(encoding="utf-8"))
    path.write_text(json.dumps(change(content)), encoding="utf-8")


def reference(folder, texts):
    """The same vectors by way of sentence-transformers itself."""
    from sentence_transformers import SentenceTransformer

    model = SentenceTransformer(str(folder), device="cpu", local_files_only=True)
    return model.encode(texts, normalize_embeddings=True, show_progress_bar=False)


def test_agrees_with_sentence_transformers(bert):
    encoder = open_sentence_encoder(str(bert))
    vectors = encoder.passages(TEXTS)
    assert vectors.shape == (15, encoder.dimensions) == (15, 16)
    assert vectors.dtype == np.float32
    np.testing.assert_allclose(vectors, reference(bert, TEXTS), atol=1e-5)
    np.testing.assert_allclose(encoder.question(TEXTS[0]), vectors[0], atol=1e-5)


def test_texts_without_content_are_zero(bert):
    encoder = open_sentence_encoder(str(bert))
    vectors = encoder.passages(["", "styret", " \n"])
    np.testing.assert_allclose(np.linalg.norm(vectors, axis=1), [0, 1, 0], atol=1e-5)
    assert not encoder.question("").any()
    assert encoder.passages([]).shape == (0, 16)


def test_prefixes_of_the_family_are_put_before(bert, tmp_path):
    folder = shutil.copytree(bert, tmp_path / "multilingual-e5-tiny")
    encoder = open_sentence_encoder(str(folder))
    expected = reference(bert, ["query: styret", "passage: styret"])
    np.testing.assert_allclose(encoder.question("styret"), expected[0], atol=1e-5)
    np.testing.assert_allclose(encoder.passages(["styret"])[0], expected[1], atol=1e-5)
    assert encoder.fingerprint != open_sentence_encoder(str(bert)).fingerprint


def test_the_models_own_prompts_are_put_before(copy):
    edit(copy / "config_sentence_transformers.json", lambda c: c | {"prompts": {"query": "hva "}})
    encoder = open_sentence_encoder(str(copy))
    np.testing.assert_allclose(encoder.question("styret"), reference(copy, ["hva styret"])[0], atol=1e-5)


def test_long_texts_are_cut(bert):
    short, whole = (open_sentence_encoder(str(bert), SentenceOptions(max_length=n)) for n in (8, 512))
    long = "styret vedtok " * 200
    np.testing.assert_allclose(short.question(long), short.question("styret vedtok " * 3), atol=1e-5)
    assert np.isfinite(whole.question(long)).all()
    assert short.fingerprint != whole.fingerprint


def test_half_precision_is_near_and_comparable(bert):
    whole = open_sentence_encoder(str(bert))
    half = open_sentence_encoder(str(bert), SentenceOptions(half=True, device="cpu"))
    assert half.fingerprint == whole.fingerprint
    assert (half.passages(TEXTS) * whole.passages(TEXTS)).sum(axis=1).min() > 0.99


def test_progress_rises_to_the_end(bert):
    seen: list[int] = []
    open_sentence_encoder(str(bert), SentenceOptions(batch=1)).passages(TEXTS, seen.append)
    assert seen == [8, 15]


def test_threads_may_share_an_encoder(bert):
    encoder = open_sentence_encoder(str(bert))
    with ThreadPoolExecutor(4) as pool:
        found = list(pool.map(encoder.question, TEXTS))
    np.testing.assert_allclose(found, encoder.passages(TEXTS), atol=1e-5)


def test_a_folder_keeps_its_full_name(bert, monkeypatch):
    monkeypatch.chdir(bert.parent)
    assert open_sentence_encoder(bert.name).name == str(bert.resolve())


def test_nothing_is_downloaded_unasked_and_what_is_asked_for_once(hub, bert):
    hub.models["org/tiny-e5"] = bert
    with pytest.raises(EncoderError, match=r"ligger ikke på denne maskinen.*--encoder org/tiny-e5"):
        open_encoder("org/tiny-e5")
    assert hub.requests == []
    first = open_encoder("org/tiny-e5", allow_download=True)
    assert any(path.endswith("model.safetensors") for path in hub.requests)
    assert first.name == "org/tiny-e5"
    asked = len(hub.requests)
    for allowed in (False, True):
        again = open_encoder("org/tiny-e5", allow_download=allowed)
        assert again.fingerprint == first.fingerprint
    assert len(hub.requests) == asked
    np.testing.assert_allclose(again.question("styret"), reference(bert, ["query: styret"])[0], atol=1e-5)


def test_a_copy_is_the_same_model_as_the_cached_one(hub, bert):
    hub.models["org/tiny"] = bert
    folder = find("org/tiny", allow_download=True)
    assert folder != bert
    assert digest(folder) == digest(bert)


def test_auto_finds_the_recommended_model_and_never_fetches_it(hub, bert):
    hub.models[RECOMMENDED] = bert
    assert resolved("auto") == "lsa"
    assert hub.requests == []
    find(RECOMMENDED, allow_download=True)
    assert resolved("auto") == RECOMMENDED
    assert open_encoder("auto").name == RECOMMENDED


def test_an_interrupted_download_is_no_model(hub, bert):
    hub.models["org/tiny"] = bert
    (find("org/tiny", allow_download=True) / "model.safetensors").unlink()
    assert cached("org/tiny") is None
    find("org/tiny", allow_download=True)
    assert cached("org/tiny")


def test_a_name_that_the_hub_does_not_know(hub):
    with pytest.raises(EncoderError, match="Det finnes ingen modell «org/none»"):
        open_encoder("org/none", allow_download=True)


@pytest.mark.parametrize(
    "name", ["/no/such/folder", "./folder", "a/b/c", "", "org/näme!", "https://x/y", "\x00"]
)
def test_a_name_that_can_be_no_model(hub, name):
    with pytest.raises(EncoderError, match="finnes ikke"):
        open_encoder(name, allow_download=True)
    assert hub.requests == []


def test_a_folder_without_a_model(tmp_path):
    with pytest.raises(EncoderError, match="ingen modell"):
        open_encoder(str(tmp_path))


def test_pickled_weights_are_refused(copy):
    (copy / "model.safetensors").rename(copy / "pytorch_model.bin")
    with pytest.raises(EncoderError, match=r"safetensors.*pytorch_model\.bin"):
        open_encoder(str(copy))


def test_pickled_weights_of_a_later_module_are_refused(copy):
    (copy / "2_Dense").mkdir()
    (copy / "2_Dense" / "pytorch_model.bin").write_bytes(b"never read")
    dense = {
        "idx": 2,
        "name": "2",
        "path": "2_Dense",
        "type": "sentence_transformers.sentence_transformer.modules.Dense",
    }
    edit(copy / "modules.json", lambda modules: [*modules, dense])
    with pytest.raises(EncoderError, match=r"2_Dense/pytorch_model\.bin"):
        open_encoder(str(copy))


def test_a_models_own_code_is_never_run(copy):
    (copy / "evil.py").write_text("raise SystemExit('run')", encoding="utf-8")
    edit(copy / "modules.json", lambda modules: [modules[0] | {"type": "evil.Module"}, *modules[1:]])
    with pytest.raises(EncoderError, match="egen programkode"):
        open_encoder(str(copy))


@pytest.mark.parametrize("file", ["model.safetensors", "config.json", "modules.json", "tokenizer.json"])
def test_a_damaged_model_is_refused_in_one_sentence(copy, file):
    (copy / file).write_bytes(b"{ damaged")
    with pytest.raises(EncoderError) as caught:
        open_encoder(str(copy))
    assert "copy" in str(caught.value)
    assert "\n" not in str(caught.value)


def test_a_model_without_attention(static):
    encoder = open_encoder(str(static))
    assert encoder.dimensions == 4
    np.testing.assert_allclose(encoder.question("styret vedtok"), [0, 0.5**0.5, 0.5**0.5, 0], atol=1e-6)
