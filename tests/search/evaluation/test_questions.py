"""The paraphrased questions (tests/bench/questions) are in other words than what answers them."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from index.language import Analyser
from index.language.stopwords import ASKING_WORDS
from ingest.document import Document, Media
from ingest.parts import find_parts
from ingest.passages import make_passages

QUESTIONS = Path(__file__).parents[2] / "bench" / "questions"


def read(name: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in (QUESTIONS / f"{name}.jsonl").read_text("utf-8").splitlines()]


@pytest.mark.shared
def test_paraphrases_share_no_content_word_with_their_passage(shared: Path) -> None:
    lines = (shared / "eval/norquad_dev/documents.jsonl").read_text("utf-8").splitlines()
    documents = {one["id"]: one["text"] for one in map(json.loads, lines)}
    analyser = Analyser.open()
    common = []
    for asked in read("paraphrases"):
        text = documents[asked["document"]]
        document = Document(asked["document"], "", Media.TEXT, text)
        words = [t for t in analyser.tokens(asked["question"]) if not t.stop and t.norm not in ASKING_WORDS]
        for passage in make_passages(document, find_parts(document)):
            if passage.start <= asked["answer_start"] < passage.end:
                keys = set(analyser.index_terms(text[passage.start : passage.end]).stem)
                common += [(asked["id"], word.norm) for word in words if word.term in keys]
    assert common == []
    assert len(read("paraphrases")) >= 60
