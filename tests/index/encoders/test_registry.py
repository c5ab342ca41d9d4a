"""Encoders by name."""

import pytest

from corpus.errors import EncoderError
from index.encoders import models
from index.encoders.lsa import fit
from index.encoders.registry import RECOMMENDED, open_encoder, resolved


@pytest.fixture
def fitted():
    return fit(["Styret vedtok budsjettet.", "Rådet drøftet planen."])


@pytest.mark.parametrize("name", ["lsa", "auto"])
def test_the_built_in_encoder_is_the_fitted_one(hub, fitted, name):
    assert open_encoder(name, fitted=fitted, allow_download=True) is fitted
    assert hub.requests == []


def test_the_built_in_encoder_must_have_been_fitted():
    with pytest.raises(EncoderError, match="saksok index"):
        open_encoder("lsa")


def test_auto_takes_the_recommended_model_where_the_machine_has_it(monkeypatch, tmp_path):
    monkeypatch.setattr(models, "cached", lambda name: tmp_path if name == RECOMMENDED else None)
    assert resolved("auto") == RECOMMENDED
    assert resolved("lsa") == "lsa"
    assert resolved("org/model") == "org/model"


def test_a_missing_model_is_named_with_the_cure_and_nothing_is_asked_of_the_network(hub):
    with pytest.raises(EncoderError, match=r"org/missing.*--encoder org/missing"):
        open_encoder("org/missing")
    assert hub.requests == []
