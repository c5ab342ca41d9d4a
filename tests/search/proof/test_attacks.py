"""False answers do not get past the proof: true ones of every kind are made false by a little, over and over."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

import search.rows.answer
from index.archive import Archive
from search.ask import ask
from search.rows.proven import false_words, is_proven
from search.types import Answer
from search.verify import gate, quote_stands, unproven_parts
from tests.search.proof.attacks import ATTACKS

ROOT = Path(__file__).resolve().parents[3]
MORE_ROWS = (
    "Hvilke prosjekter hadde ikke rød risiko i mai 2023?",
    "Hvor stor andel av prosjektene hadde gul status i april 2024?",
    "Hvor mye økte budsjettet til Felles legemiddelkort fra mai 2023 til april 2024?",
    "Hvilken virksomhet hadde flest prosjekter i april 2024?",
    "Hva er gjennomsnittlig fremdrift i april 2024?",
    "Hvilke prosjekter fikk dårligere status fra mai 2023 til april 2024?",
    "Hvilke prosjekter hadde rød eller gul risiko og budsjett over 5 millioner kroner i 2024 i april 2024?",
)
LISTS = (
    "Hvor mange møter var det i 2023?",
    "How many meetings did Fagutvalget for e-helse have in 2022?",
    "Hvilke saker handler om velferdsteknologi?",
    "Hvor mange vedtak har Samhandlingsrådet fattet?",
    "Hvem la fram saken om språkmodeller?",
    "Hva skjedde med saken om velferdsteknologi?",
)
ATTEMPTS = 400
"""False texts that are tried on answers from rows, and as many on all others, in one run."""


@pytest.fixture(scope="module")
def archive(sample_index: Path) -> Iterator[Archive]:
    opened = Archive(sample_index)
    yield opened
    opened.close()


@pytest.fixture(scope="module")
def answers(archive: Archive) -> list[Answer]:
    """The answers to the sample's gold questions that are no rows, and to some that list."""
    lines = (ROOT / "corpus/gold/questions.jsonl").read_text("utf-8").splitlines()
    gold = [json.loads(line)["question"] for line in lines]
    asked = [ask(archive, question) for question in (*gold, *LISTS)]
    assert all(answer.answered for answer in asked[len(gold) :])
    return [answer for answer in asked if answer.answered and answer.kind != "records"]


@pytest.fixture(scope="module")
def paragraphs(archive: Archive) -> list[tuple[Any, ...]]:
    """What the proof of rows is given for the gold questions and some more: one for each finding."""
    seen: list[tuple[Any, ...]] = []

    def watched(*given_: Any) -> bool:
        holds = is_proven(*given_)
        if holds:
            context, findings, found, texts, citations = given_
            seen.extend(
                (context, f, some, text, citations)
                for f, some, text in zip(findings, found, texts, strict=True)
            )
        return holds

    lines = (ROOT / "corpus/gold/questions.jsonl").read_text("utf-8").splitlines()
    gold = [q["question"] for q in map(json.loads, lines) if q["kind"] == "records"]
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(search.rows.answer, "is_proven", watched)
        for question in (*gold, *MORE_ROWS):
            assert ask(archive, question).kind == "records", question
    return seen


def test_true_answers_of_every_kind_pass(archive: Archive, answers: list[Answer]) -> None:
    assert {answer.kind for answer in answers} == {"case", "passage"}
    assert [a.text for a in answers if gate(archive, a) != a] == []


def test_a_list_of_cases_names_none_that_is_not_there(archive: Archive) -> None:
    answer = ask(archive, "Hvilke saker har arkivnummer 2023/1412-3?")
    assert unproven_parts(archive, answer) == []
    for false in ("sak 0/23", "sak 5/23"):
        assert unproven_parts(archive, replace(answer, text=answer.text.replace("sak 4/23", false, 1)))


def test_no_false_text_is_proven_and_no_false_quote_stands(
    archive: Archive, answers: list[Answer], paragraphs: list[tuple[Any, ...]]
) -> None:
    tried: Counter[str] = Counter()

    @settings(max_examples=ATTEMPTS)
    @given(data=st.data())
    def on_answers(data: st.DataObject) -> None:
        answer = data.draw(st.sampled_from(answers))
        attack = data.draw(st.sampled_from(ATTACKS))
        false = attack(data, answer.text, answer.language)
        assume(false is not None)
        tried[attack.__name__] += 1
        assert unproven_parts(archive, replace(answer, text=false)), (attack.__name__, answer.text, false)

    @settings(max_examples=ATTEMPTS)
    @given(data=st.data())
    def on_rows(data: st.DataObject) -> None:
        context, finding, some, text, citations = data.draw(st.sampled_from(paragraphs))
        attack = data.draw(st.sampled_from(ATTACKS))
        false = attack(data, text, context.question.language)
        assume(false is not None)
        tried[attack.__name__] += 1
        assert false_words(context, finding, some, str(false), citations), (attack.__name__, text, false)

    @settings(max_examples=100)
    @given(data=st.data())
    def on_quotes(data: st.DataObject) -> None:
        citation = data.draw(st.sampled_from(data.draw(st.sampled_from(answers)).citations))
        shift = data.draw(st.integers(-3, 3).filter(bool))
        at = data.draw(st.integers(1, len(citation.quote) - 1))
        for false in (
            replace(citation, start=citation.start + shift, end=citation.end + shift),
            replace(citation, end=citation.end + 1),
            replace(citation, page=(citation.page or 0) + data.draw(st.integers(1, 3))),
            replace(citation, quote=citation.quote[:at] + citation.quote[at + 1 :], end=citation.end - 1),
        ):
            tried["quote"] += 1
            assert not quote_stands(archive, false), false

    for attempts in (on_answers, on_rows, on_quotes):
        attempts()
    assert sum(tried.values()) >= 1000 and len(tried) == len(ATTACKS) + 1, tried
