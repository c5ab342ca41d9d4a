"""What models want put before a text."""

import pytest

from index.encoders.families import Prefixes, family, prefixes


@pytest.mark.parametrize(
    ("name", "question", "passage"),
    [
        ("intfloat/multilingual-e5-small", "query: ", "passage: "),
        ("/data/models/multilingual-e5-large/", "query: ", "passage: "),
        ("~/hub/models--intfloat--multilingual-e5-base/snapshots/0123abcd", "query: ", "passage: "),
        ("C:\\models\\e5-base-v2", "query: ", "passage: "),
        ("Snowflake/snowflake-arctic-embed-l-v2.0", "query: ", ""),
        ("BAAI/bge-m3", "", ""),
        ("NbAiLab/nb-sbert-base", "", ""),
        ("Alibaba-NLP/gte-multilingual-base", "", ""),
        ("someone/model-base5", "", ""),
        ("someone/unknown", "", ""),
        ("/models/e5/nb-sbert-base", "", ""),
    ],
)
def test_prefixes_by_name(name, question, passage):
    assert prefixes(name, {}) == Prefixes(question, passage)


@pytest.mark.parametrize(
    "name", ["intfloat/multilingual-e5-large-instruct", "intfloat/e5-mistral-7b-instruct"]
)
def test_instruct_models_get_a_task(name):
    found = prefixes(name, {})
    assert found.question.startswith("Instruct: ")
    assert found.question.endswith("Query: ")
    assert found.passage == ""


@pytest.mark.parametrize(
    ("own", "expected"),
    [
        ({"query": "spørsmål: ", "document": "tekst: "}, Prefixes("spørsmål: ", "tekst: ")),
        ({"query": "q: ", "passage": "p: ", "document": "d: "}, Prefixes("q: ", "p: ")),
        ({"query": "q: ", "document": ""}, Prefixes("q: ", "")),
        (
            {"retrieval.query": "rq: ", "retrieval.passage": "rp: ", "query": "other"},
            Prefixes("rq: ", "rp: "),
        ),
        ({"query": "", "document": ""}, Prefixes("query: ", "passage: ")),
        ({"query": None, "clustering": "c: "}, Prefixes("query: ", "passage: ")),
    ],
)
def test_a_models_own_prompts_come_first(own, expected):
    assert prefixes("intfloat/multilingual-e5-small", own) == expected


def test_a_family_is_known_by_its_own_name_only():
    assert family("e5-models/nb-sbert-base") == family("nb-sbert-base")
    assert family("all-MiniLM-L6-v2") is None
