"""The analyser as others use it: texts and questions meet in the same keys, and offsets point at the text as given."""

import json
import subprocess
import sys
import threading
import unicodedata
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.language import Analyser, Terms
from index.language.stopwords import STOP_WORDS

TEXT = (
    "Møte om e-helse i sak 15/20, jf. § 3-4 og brev 13.05.2020 (2026/1477-1). Kommunestyrets behandling av "
    "legemiddellisten kl. 10.00 – barne- og ungdomsarbeidet økte med 1,65 %."
)
PIECES = st.sampled_from(
    [
        "møte",
        "Møtet",
        "sak 15/20",
        "§ 3-4",
        "e-helse",
        "e-\nhelse",
        "bud-\nsjett",
        "re\u00adgjering",
        "ﬁnans",
        "Ka\u030afjord",
        "\u00a0",
        " ",
        "\n",
        ". ",
        "kommunane",
        "EUs",
        "Håland",
        "Haaland",
        "13.05.2020",
        "barne- og",
        "\ufffe\n",
        "hva er",
        "x",
        "sakstittel028/09",
        "NRK's",
        "f.eks.",
        "\U0001f600",
        "Ášši",
    ]
)
TEXTS = st.one_of(st.lists(PIECES, max_size=10).map("".join), st.text(max_size=40))


def test_what_is_whole_stands_in_both_fields(analyser: Analyser) -> None:
    terms = analyser.index_terms(TEXT)
    assert {"ehels", "15/20", "§3-4", "2020-05-13", "2026/1477-1", "10.00", "1,65"} <= set(terms.stem)
    assert {"hels", "15/20", "mai", "legemiddel", "list", "ung", "arbeid"} <= set(terms.parts)


def test_stop_words_stand_in_neither_field(analyser: Analyser) -> None:
    assert analyser.index_terms("Hva er det som ikke er i en og den?") == Terms([], [])
    assert analyser.query_terms("Hva er det?") == []
    assert all(token.stop for token in analyser.tokens("hva er det"))


@pytest.mark.parametrize(
    ("asked", "written"),
    [
        ("Hvor ligger Ullevål?", "Kampen gikk på Ullevaal."),
        ("saken om EU", "EUs krav i sakene"),
        ("ehelse", "e-helse"),
        ("e-helse", "ehelsen"),
        ("sak 015/20", "sak 15/2020"),
        ("møtet 13.5.2020", "møte 13.05.20"),
        ("PC", "PC-ene"),
        ("NRK-sjef", "NRK-sjefens"),
        ("barnearbeid", "barne- og ungdomsarbeid"),
        ("idé", "ide"),
        ("1000000", "1.000.000"),
    ],
)
def test_question_and_text_meet(analyser: Analyser, asked: str, written: str) -> None:
    found = {part for term in analyser.query_terms(asked) for part in (term.term, *term.parts)}
    terms = analyser.index_terms(written)
    assert found & {*terms.stem, *terms.parts}


def test_a_date_in_figures_meets_one_in_words(analyser: Analyser) -> None:
    assert analyser.index_terms("13.05.2020").parts == analyser.index_terms("13. mai 2020").parts


def test_segments_of_hyphenated_words_are_looked_for_on_their_own(analyser: Analyser) -> None:
    assert [term.term for term in analyser.query_terms("NRK-sjefen")] == ["nrksjef", "nrk", "sjef"]


def test_the_numbers_of_an_identifier_weigh_little(analyser: Analyser) -> None:
    weights = {term.term: term.weight for term in analyser.query_terms("sak 15/20")}
    assert weights["15/20"] == 1.0
    assert 0 < weights["15"] == weights["20"] < 0.5


def test_other_words_for_the_same_weigh_less(analyser: Analyser) -> None:
    terms = analyser.query_terms("Hva gjør kommunedirektøren?")
    other = [term for term in terms if term.source == "variant"]
    assert analyser.index_terms("rådmann").stem[0] in {term.term for term in other}
    assert all(0 < term.weight < 1 for term in other)


def test_words_that_ask_weigh_less(analyser: Analyser) -> None:
    weights = {
        term.term: term.weight
        for term in analyser.query_terms("Hva heter ordføreren?")
        if term.source == "word"
    }
    assert weights["het"] < weights["ordfør"] == 1.0


def test_numbers_in_words_and_figures(analyser: Analyser) -> None:
    assert "5" in {term.term for term in analyser.query_terms("fem prosjekter")}


def test_function_words_of_nynorsk_are_left_out_of_nynorsk_alone(analyser: Analyser) -> None:
    assert [
        term.term for term in analyser.query_terms("Kor mange saker vart handsama?") if term.source == "word"
    ] == [
        "sak",
        analyser.index_terms("behandlet").stem[0],
    ]
    assert analyser.index_terms("kor og vert").stem == ["kor", "vert"]


@given(TEXTS)
def test_offsets_point_at_the_text_as_given(analyser: Analyser, text: str) -> None:
    tokens = analyser.tokens(text)
    end = 0
    for token in tokens:
        assert end <= token.start < token.end <= len(text)
        end = token.end
        again = analyser.tokens(text[token.start : token.end])
        assert [one.norm for one in again] == [token.norm]


@given(TEXTS)
def test_composed_and_decomposed_text_give_the_same(analyser: Analyser, text: str) -> None:
    composed, decomposed = (unicodedata.normalize(form, text) for form in ("NFC", "NFD"))
    assert analyser.index_terms(composed) == analyser.index_terms(decomposed)
    assert [token.norm for token in analyser.tokens(composed)] == [
        token.norm for token in analyser.tokens(decomposed)
    ]


@given(TEXTS)
def test_both_ways_of_analysing_agree(analyser: Analyser, text: str) -> None:
    terms = analyser.index_terms(text)
    kept = [token for token in analyser.tokens(text) if not token.stop]
    assert [part for token in kept for part in token.parts] == terms.parts
    rest = iter(terms.stem)
    assert all(any(token.term == stem for stem in rest) for token in kept)  # in order, between them segments


@given(TEXTS)
def test_keys_can_be_joined_by_spaces(analyser: Analyser, text: str) -> None:
    terms = analyser.index_terms(text)
    for field in (terms.stem, terms.parts):
        assert " ".join(field).split() == field


@given(TEXTS)
def test_every_question_has_weights_and_places(analyser: Analyser, text: str) -> None:
    for term in analyser.query_terms(text):
        assert 0 < term.weight <= 1
        assert term.parts and term.term
        assert 0 <= term.start < term.end <= len(text)
        assert term.source in ("word", "translation", "variant")


@given(TEXTS.filter(lambda text: text.strip()))
def test_a_text_is_found_by_its_own_words(analyser: Analyser, text: str) -> None:
    terms = analyser.index_terms(text)
    asked = {term.term for term in analyser.query_terms(text) if term.source == "word"}
    assert asked <= set(terms.stem)


def test_case_makes_no_difference(analyser: Analyser) -> None:
    assert analyser.index_terms("KOMMUNESTYRETS BEHANDLING") == analyser.index_terms(
        "kommunestyrets behandling"
    )


def test_analysis_does_not_depend_on_what_came_before(analyser: Analyser) -> None:
    fresh = Analyser(analyser._lexicon)
    assert fresh.version == analyser.version
    assert fresh.index_terms(TEXT) == analyser.index_terms(TEXT)


def test_threads_may_share_it(analyser: Analyser) -> None:
    shared = Analyser(analyser._lexicon)
    found: list[Terms] = []
    threads = [threading.Thread(target=lambda: found.append(shared.index_terms(TEXT * 20))) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(found) == 8 and all(one == found[0] for one in found)


def test_stop_words_are_few() -> None:
    assert len(STOP_WORDS) < 190
    assert not STOP_WORDS & {
        "første",
        "siste",
        "mellom",
        "tid",
        "under",
        "etter",
        "kor",
        "vert",
        "side",
        "gang",
    }


def test_opening_imports_nothing_heavy() -> None:
    """A question is answered from a cold start: neither NumPy nor spaCy is needed."""
    code = (
        "import sys, json; from index.language import Analyser; Analyser.open().query_terms('Hva er vedtatt?');"
        "heavy = ('numpy', 'spacy', 'torch', 'sklearn', 'snowballstemmer');"
        "print(json.dumps([name for name in heavy if name in sys.modules]))"
    )
    root = Path(__file__).parents[3]
    done = subprocess.run([sys.executable, "-c", code], cwd=root, capture_output=True, text=True, check=True)
    assert json.loads(done.stdout) == []


@given(TEXTS)
def test_the_keys_of_a_text_once_are_those_of_both_fields(analyser: Analyser, text: str) -> None:
    terms = analyser.index_terms(text)
    assert analyser.distinct_terms(text) == frozenset((*terms.stem, *terms.parts))


@given(TEXTS)
def test_words_are_the_tokens_that_carry_a_meaning(analyser: Analyser, text: str) -> None:
    assert analyser.words(text) == [token.norm for token in analyser.tokens(text) if not token.stop]
