import re

import pytest

from corpus.texts import LANGUAGES, texts


@pytest.mark.parametrize("language", LANGUAGES[1:])
def test_every_language_has_the_same_keys(language: str) -> None:
    assert texts(language).keys() == texts("nb").keys()


@pytest.mark.parametrize("language", LANGUAGES[1:])
def test_a_string_has_the_same_blanks_in_every_language(language: str) -> None:
    keys = texts("nb").keys()
    for key in keys:
        blanks = [sorted(re.findall(r"\{(\w+)\}", texts(code)(key))) for code in ("nb", language)]
        assert blanks[0] == blanks[1], key


def test_an_unknown_language_is_bokmal() -> None:
    assert texts("fr").language == "nb"


def test_blanks_are_filled_in() -> None:
    assert "7" in texts("nb")("answer.searched", documents=7)
