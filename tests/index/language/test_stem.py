"""Our stem is Snowball's: agreement with the reference implementation."""

import snowballstemmer
from hypothesis import given
from hypothesis import strategies as st

from index.language.lexicon import Lexicon
from index.language.stem import stem

REFERENCE = snowballstemmer.stemmer("norwegian")
LETTERS = "abdefghiklmnoprstuvyæøåéw"
ENDINGS = (
    "",
    "hetenes",
    "ende",
    "ert",
    "erte",
    "ers",
    "ets",
    "s",
    "lig",
    "hetslov",
    "dt",
    "vt",
    "ast",
    "else",
)


def test_agrees_with_snowball_on_the_lexicon(lexicon: Lexicon) -> None:
    words = lexicon.words()[::40]
    assert len(words) > 10_000
    assert [stem(word) for word in words] == REFERENCE.stemWords(words)


@given(st.text(LETTERS, max_size=12), st.sampled_from(ENDINGS))
def test_agrees_with_snowball_on_any_letters(root: str, ending: str) -> None:
    assert stem(root + ending) == REFERENCE.stemWord(root + ending)


def test_a_word_too_short_for_a_stem_is_kept() -> None:
    assert [stem(word) for word in ("", "a", "is", "ås")] == ["", "a", "is", "ås"]
