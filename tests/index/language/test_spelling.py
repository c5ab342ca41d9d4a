import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.language import Analyser
from index.language.spelling import Vocabulary, mended, nearest

COUNTS = {
    "kommunestyre": 40,
    "kommune": 90,
    "regjering": 30,
    "regjeringen": 60,
    "budsjett": 50,
    "tromsø": 9,
    "troms": 4,
    "visepresident": 3,
    "vedtak": 80,
    "møte": 70,
    "skoleplattformen": 5,
    "likestilling": 6,
    "sak": 99,
    "15/20": 3,
}
VOCABULARY = Vocabulary(COUNTS)
WORDS = st.text("abcdeæøå", min_size=1, max_size=8)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("komune", "kommune"),
        ("komunestyre", "kommunestyre"),
        ("regjerign", "regjering"),
        ("budsjet", "budsjett"),
        ("tromso", "tromsø"),
        ("videpresident", "visepresident"),
        ("vedtakk", "vedtak"),
        ("skoleplatformen", "skoleplattformen"),
        ("likestiling", "likestilling"),
    ],
)
def test_the_word_that_was_meant_comes_first(typed: str, meant: str) -> None:
    assert VOCABULARY.suggest(typed)[0] == meant


@pytest.mark.parametrize("word", ["", "sal", "helikopter", "x" * 50, "qqqqqqqq"])
def test_nothing_is_suggested_for_words_that_are_short_or_far_off(word: str) -> None:
    assert VOCABULARY.suggest(word) == []


def reference(first: str, second: str) -> float:
    """Optimal string alignment with whole costs, by the textbook's table."""
    rows = [[max(i, j) for j in range(len(second) + 1)] for i in range(len(first) + 1)]
    for i in range(1, len(first) + 1):
        for j in range(1, len(second) + 1):
            same = first[i - 1] == second[j - 1]
            rows[i][j] = min(rows[i - 1][j] + 1, rows[i][j - 1] + 1, rows[i - 1][j - 1] + (not same))
            if i > 1 and j > 1 and first[i - 1] == second[j - 2] and first[i - 2] == second[j - 1]:
                rows[i][j] = min(rows[i][j], rows[i - 2][j - 2] + 1)
    return rows[-1][-1]


@given(WORDS, st.sets(WORDS, max_size=12))
def test_never_further_than_the_textbook_says(word: str, words: set[str]) -> None:
    found = {one.word: one.distance for one in nearest(word, sorted(words), 2.0)}
    for other, distance in found.items():
        assert 0 < distance <= reference(word, other)
    for other in words - {word}:
        if reference(word, other) <= 1 and other[0] == word[0]:
            assert other in found


def test_words_are_replaced_and_all_else_is_left_as_it_is() -> None:
    question = "Hva sa Regjerignen om  budsjet for Troms?"
    meant = [(7, 18, "regjeringen"), (23, 30, "budsjett")]
    assert mended(question, meant) == "Hva sa Regjeringen om  budsjett for Troms?"
    assert mended(question, []) == question


def test_words_that_no_lexicon_knows_are_strange(analyser: Analyser) -> None:
    def strange(question: str) -> list[str]:
        return [token.norm for token in analyser.strange(question)]

    assert strange("Hva sa komunestyret om Nortaship?") == ["komunestyret", "nortaship"]
    assert strange("Hva er budsjettet?") == []
    assert strange("What did the mayor of Nortaship ellaborate on?") == ["nortaship"]


@given(st.text("abcdehjt", min_size=4, max_size=9), st.dictionaries(WORDS, st.integers(1, 9), max_size=12))
def test_words_too_long_or_too_short_to_be_near_are_left_out_of_the_walk(
    word: str, counts: dict[str, int]
) -> None:
    most = 2.0 if len(word) >= 7 else 1.0
    near = nearest(word, sorted(other for other in counts if len(other) >= 3), most)
    near.sort(key=lambda one: (one.distance, -counts[one.word], one.word))
    assert Vocabulary(counts).suggest(word, 20) == [one.word for one in near]
