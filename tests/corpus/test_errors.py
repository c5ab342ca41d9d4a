"""Errors are one sentence in each language."""

import copy

import pytest

from corpus.errors import QuestionError, SaksokError, UsageError
from corpus.texts import LANGUAGES, texts


def test_an_error_is_said_in_every_language():
    error = UsageError("errors.no_path", path="møter/2020")
    said = [error.said(texts(language)) for language in LANGUAGES]
    assert str(error) == said[0] and len(set(said)) == len(LANGUAGES)
    assert all("møter/2020" in sentence for sentence in said)


def test_a_ready_sentence_stays_as_it_is():
    assert str(QuestionError("Skriv {noe} annet.")) == "Skriv {noe} annet."


@pytest.mark.parametrize("error", [UsageError("errors.no_path", path="{x}"), SaksokError("En setning.")])
def test_an_error_keeps_its_sentence_between_processes(error):
    assert str(copy.copy(error)) == str(error)
