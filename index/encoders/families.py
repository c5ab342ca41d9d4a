"""What known families of sentence encoders want put before a question and before a passage.

A model that carries its own prompts (``config_sentence_transformers.json``) is taken at its
word; this table is for those that do not. What each costs stands in ``docs/encoders.md``.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

_SEARCHING = "Represent this sentence for searching relevant passages"
_TASK = "Given a question, retrieve passages that answer the question"


@dataclass(frozen=True, slots=True)
class Prefixes:
    """Text put before what is encoded; empty where the model wants none."""

    question: str = ""
    passage: str = ""


@dataclass(frozen=True, slots=True)
class Family:
    """Models trained alike; `pattern` is looked for in the model's name in lower case."""

    name: str
    pattern: re.Pattern[str]
    prefixes: Prefixes = Prefixes()


def _family(name: str, pattern: str, question: str = "", passage: str = "") -> Family:
    # A mark counts from the beginning of a word on: "base5" is no E5.
    return Family(name, re.compile(rf"(?<![a-z0-9]){pattern}"), Prefixes(question, passage))


# The first family that fits counts, so the narrower ones come first.
FAMILIES = (
    _family("E5 instruct", r"e5(?![a-z0-9])(?=.{0,60}instruct)", f"Instruct: {_TASK}\nQuery: "),
    _family("E5", r"e5(?![a-z0-9])", "query: ", "passage: "),
    _family("Arctic Embed 2", r"arctic-embed-[a-z]{1,8}-v2", "query: "),
    _family("Arctic Embed", r"arctic-embed", f"{_SEARCHING}: "),
    _family("BGE M3", r"bge-m3"),
    _family("BGE, English", r"bge-[a-z]{1,8}-en", f"{_SEARCHING}: "),
    _family("GTE Qwen", r"gte-qwen", f"Instruct: {_TASK}\nQuery: "),
    _family("GTE", r"gte-"),
    _family("Qwen3 Embedding", r"qwen3-embedding", f"Instruct: {_TASK}\nQuery:"),
    _family(
        "Jina 3",
        r"jina-embeddings-v3",
        "Represent the query for retrieving evidence documents: ",
        "Represent the document for retrieval: ",
    ),
    _family("Nomic", r"nomic-embed", "search_query: ", "search_document: "),
    _family("EmbeddingGemma", r"embeddinggemma", "task: search result | query: ", "title: none | text: "),
    _family("Norwegian sentence BERT", r"nb-sbert"),
)

# How models name their own prompts for search, the most telling first.
_QUESTION_KEYS = ("retrieval.query", "search_query", "query", "web_search_query")
_PASSAGE_KEYS = ("retrieval.passage", "search_document", "passage", "document", "corpus")


def family(name: str) -> Family | None:
    """The family that a hub name or a folder's name belongs to."""
    parts = name.replace("\\", "/").rstrip("/").lower().split("/")
    # In the hub's cache the folder is named by a commit: models--ORG--NAME/snapshots/COMMIT.
    short = parts[-3] if len(parts) > 2 and parts[-2] == "snapshots" else parts[-1]
    return next((known for known in FAMILIES if known.pattern.search(short)), None)


def prefixes(name: str, own: Mapping[str, str | None]) -> Prefixes:
    """What to put before questions and passages for the model `name`.

    own: the prompts that the model carries, by their names; empty ones count as absent.
    """
    question = next((own[key] for key in _QUESTION_KEYS if own.get(key)), None)
    passage = next((own[key] for key in _PASSAGE_KEYS if own.get(key)), None)
    if question or passage:
        return Prefixes(question or "", passage or "")
    known = family(name)
    return known.prefixes if known else Prefixes()
