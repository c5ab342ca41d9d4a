import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.language import Analyser
from index.language.detect import language_of
from index.language.english import base_forms, cognates, dictionary, translate
from index.language.lexicon import Lexicon

QUESTIONS = Path(__file__).parents[2] / "bench" / "questions"


@pytest.mark.parametrize(
    ("question", "language"),
    [
        ("Hva ble vedtatt i sak 15/20?", "nb"),
        ("Kva vart vedteke i sak 15/20?", "nn"),
        ("What was decided in case 15/20?", "en"),
        ("Hvem leder utvalget?", "nb"),
        ("Kven leier utvalet?", "nn"),
        ("Who chairs the committee?", "en"),
        ("budsjett 2024", "nb"),
        ("", "nb"),
        ("15/20", "nb"),
        ("korleis", "nn"),
        ("risk of delay", "en"),
        ("Hva er The Rolling Stones?", "nb"),
        ("for to år siden", "nb"),
        ("Kor mange er det?", "nn"),
        ("Kva kommune har flest innbyggjarar?", "nn"),
        ("Kva får kommunane?", "nn"),
        ("Når kom albumet Take a Look in the Mirror?", "nb"),
        ("Hvilke grunner er det for at to kommuner blir til en?", "nb"),
    ],
)
def test_language_of_a_question(question: str, language: str) -> None:
    assert language_of(question.lower().replace("?", "").split()) == language


@pytest.mark.parametrize(("name", "language"), [("english", "en"), ("nynorsk", "nn"), ("paraphrases", "nb")])
def test_languages_of_the_bench_are_told_apart(name: str, language: str) -> None:
    lines = (QUESTIONS / f"{name}.jsonl").read_text(encoding="utf-8").splitlines()
    questions = [json.loads(line)["question"].lower() for line in lines]
    told = [
        language_of("".join(c if c.isalnum() else " " for c in question).split()) for question in questions
    ]
    assert told.count(language) >= (0.85 if language == "nn" else 0.97) * len(told)


@pytest.mark.parametrize(
    ("question", "norwegian"),
    [
        ("What did the municipal council decide about the budget?", "kommunestyre vedta budsjett"),
        ("Which hospitals received funding?", "sykehus finansiering motta"),
        ("Who chairs the committee?", "utvalg leder"),
        ("What is the prime minister's responsibility?", "statsminister ansvar"),
        ("Which projects have red risk?", "prosjekt rød risiko"),
        ("Which communication technologies are documented?", "kommunikasjon teknologi"),
    ],
)
def test_english_words_become_norwegian_keys(analyser: Analyser, question: str, norwegian: str) -> None:
    found = {term.term for term in analyser.query_terms(question)}
    assert set(analyser.index_terms(norwegian).stem) <= found


def test_translations_say_where_they_come_from(analyser: Analyser) -> None:
    question = "What did the city council say about Oslo?"
    terms = analyser.query_terms(question)
    council = [term for term in terms if term.term == analyser.index_terms("bystyre").stem[0]]
    assert [(question[term.start : term.end], term.source) for term in council] == [
        ("city council", "translation")
    ]
    assert [(question[term.start : term.end], term.source) for term in terms if term.term == "oslo"] == [
        ("Oslo", "word")
    ]


def test_names_are_kept_beside_their_translation(analyser: Analyser) -> None:
    terms = {term.term: term for term in analyser.query_terms("What does the band Queen play?")}
    assert terms["queen"].source == "word"
    assert terms[analyser.index_terms("dronning").stem[0]].source == "translation"


def test_a_norwegian_question_is_not_translated(analyser: Analyser) -> None:
    assert not [
        term
        for term in analyser.query_terms("Hva er status for brann i by og barn?")
        if term.source == "translation"
    ]


@pytest.mark.parametrize(
    ("word", "base"),
    [("cities", "city"), ("decided", "decide"), ("planning", "plan"), ("bigger", "big"), ("king's", "king")],
)
def test_inflections_of_english(word: str, base: str) -> None:
    assert base in base_forms(word)


@pytest.mark.parametrize(
    ("english", "norwegian"),
    [
        ("communication", "kommunikasjon"),
        ("university", "universitet"),
        ("psychology", "psykologi"),
        ("economic", "økonomisk"),
        ("democracy", "demokrati"),
        ("quantity", "kvantitet"),
        ("photography", "fotografi"),
        ("capitalism", "kapitalisme"),
    ],
)
def test_cognates(lexicon: Lexicon, english: str, norwegian: str) -> None:
    found = list(cognates(english, lambda word: lexicon.find(word) >= 0))
    assert norwegian in found or english in dictionary()


@pytest.mark.parametrize(("english", "norwegian"), [("1990s", "1990-tallet"), ("60th", "60"), ("2nd", "2")])
def test_figures(english: str, norwegian: str) -> None:
    assert list(translate([english], lambda _word: False)) == [(0, 1, (norwegian,))]


@given(st.text("abcdeghinorstyz's", max_size=14))
def test_any_word_can_be_translated(lexicon: Lexicon, word: str) -> None:
    for _, _, norwegian in translate([word], lambda other: lexicon.find(other) >= 0):
        assert norwegian and all(norwegian)


def test_phrases_come_before_their_words() -> None:
    found = list(translate(["the", "prime", "minister", "of", "norway"], lambda _word: False))
    assert [(first, end) for first, end, _ in found] == [(1, 3), (4, 5)]


def test_the_words_of_the_dictionary_can_be_looked_for(analyser: Analyser) -> None:
    """Each Norwegian word of the table gives a key that a text with the word has."""
    for norwegian in {word for words in dictionary().values() for word in words}:
        tokens = analyser.tokens(norwegian.replace("_", " "))
        assert tokens and all(token.term and token.parts for token in tokens)
