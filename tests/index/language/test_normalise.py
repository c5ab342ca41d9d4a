import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.language.normalise import normalise, normalise_with_map

KNOWN = frozenset(("budsjett", "nord", "sør", "helse", "vedtak"))
PIECES = st.sampled_from(
    [
        "møte",
        "vedtak",
        "e\u0301n",
        "a\u030a",
        "å",
        "bud-\nsjett",
        "e-\r\nhelse",
        "\u00ad",
        "ﬁ",
        "\u00a0",
        "\u2011",
        " ",
        "\n",
        "-",
        "-\n",
        "Kåfjord",
        "s\u0323\u0307",
        "\u1100\u1161\u11a8",
        "’s",
        "\ufeff",
        "15/20",
        "og",
        "\ufffe\n",
        "x\u200by",
    ]
)
TEXTS = st.one_of(st.lists(PIECES, max_size=12).map("".join), st.text(max_size=30))


def known(word: str) -> bool:
    return word in KNOWN


@pytest.mark.parametrize(
    ("given_", "wanted"),
    [
        ("re\u00adgje\u00adring", "regjering"),
        ("ﬁnans og ﬂertall", "finans og flertall"),
        ("kl.\u00a010.00", "kl. 10.00"),
        ("Ka\u030afjord", "Kåfjord"),
        ("bud-\nsjett", "budsjett"),
        ("bud-\r\n   sjett", "budsjett"),
        ("bud\ufffe\nsjett", "budsjett"),
        ("e-\nhelse", "e-helse"),
        ("nord-\nsør", "nord-sør"),
        ("Nord-\nNorge", "Nord-Norge"),
        ("IKT-\nløsning", "IKT-løsning"),
        ("1999-\n2000", "1999-2000"),
        ("barne-\nog ungdomsarbeid", "barne-\nog ungdomsarbeid"),
        ("to linjer\nsom er to", "to linjer\nsom er to"),
        ("- punkt\n- punkt", "- punkt\n- punkt"),
    ],
)
def test_a_word_becomes_one_string(given_: str, wanted: str) -> None:
    assert normalise(given_, known) == wanted


@given(TEXTS)
def test_twice_is_the_same_as_once(text: str) -> None:
    once = normalise(text, known)
    assert normalise(once, known) == once


@given(TEXTS)
def test_both_ways_give_the_same_text(text: str) -> None:
    assert normalise_with_map(text, known).text == normalise(text, known)


@given(TEXTS)
def test_places_are_in_order_and_cover_what_they_stand_for(text: str) -> None:
    done = normalise_with_map(text, known)
    at = 0
    for i in range(len(done.text)):
        start, end = done.place(i, i + 1)
        assert 0 <= start < end <= len(text)
        assert start >= at or (start, end) == done.place(i - 1, i)  # characters of one ligature share a place
        at = start
    if done.text:
        start, end = done.place(0, len(done.text))
        assert normalise(text[start:end], known) == done.text


@given(TEXTS)
def test_composed_and_decomposed_text_are_one(text: str) -> None:
    composed, decomposed = (unicodedata.normalize(form, text) for form in ("NFC", "NFD"))
    assert normalise(composed, known) == normalise(decomposed, known)
