"""The app and its interface for programs with a language model on this machine: quoted first, phrased after."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import httpx
import pytest

from corpus.texts import Texts
from search.writer import EndpointWriter, WriterOptions
from tests.endpoint import endpoint, says
from ui.web.handlers.ask import answered, conversation, kept
from ui.web.handlers.writing import Writing, settled
from ui.web.source import Source

if TYPE_CHECKING:
    from gradio_client import Client

QUESTION = "Hva koster den nye fyrlykten?"
PHRASED = "Den nye fyrlykten koster 1,2 millioner kroner [1]. Den skal tennes i mars [1]."


@pytest.fixture
def writing(index_folder: Path) -> Iterator[Source]:
    with endpoint(says(PHRASED)) as (address, _):
        opened = Source(index_folder, writer=EndpointWriter(WriterOptions(address, "fyr")))
        yield opened
        opened.close()


def test_the_quoted_answer_is_shown_first_and_the_models_proven_words_take_its_place(
    writing: Source, say: Texts
) -> None:
    first, models = answered(writing, QUESTION, say), Writing(writing)
    assert say("ui.ask_writing") in str(conversation([first], say))
    assert "1,2 millioner" in first["answer"]["text"] and not first["answer"]["notes"]
    assert models.put_in([first]) is None, "nothing is there yet"
    models.write([first])
    turns = models.put_in([first])
    assert turns and turns[0]["answer"]["text"].startswith("Den nye fyrlykten koster")
    assert "mars" not in turns[0]["answer"]["text"]
    assert any("mars" in note for note in turns[0]["answer"]["notes"])
    assert say("ui.ask_writing") not in str(conversation(turns, say))


def test_what_was_phrased_is_put_where_its_question_stands_now(writing: Source, say: Texts) -> None:
    first, models = answered(writing, QUESTION, say), Writing(writing)
    models.write([first])
    second = answered(writing, "Hvor mye er kaiavgiften per døgn?", say)
    # As the browser gives it back.
    turns = models.put_in(kept(json.loads(json.dumps([first, second]))))
    assert turns and [turn["question"] for turn in turns] == [first["question"], second["question"]]
    assert "writing" not in turns[0] and turns[1].get("writing")
    models.write([first])
    assert models.put_in([second]) is None, "the conversation was begun anew"
    assert models.put_in(settled([first])) is None and models.put_in([]) is None


def test_a_quote_that_the_browser_made_up_is_not_given_to_the_model(writing: Source, say: Texts) -> None:
    turn, models = answered(writing, QUESTION, say), Writing(writing)
    turn["answer"]["citations"][0]["quote"] = "Den nye fyrlykten er solgt."
    given = kept(json.loads(json.dumps([turn])))
    models.write(given)
    turns = models.put_in(given)
    assert turns and turns[0]["answer"]["text"] == turn["answer"]["text"]


def test_without_a_model_nothing_waits(source: Source, say: Texts) -> None:
    turn, models = answered(source, QUESTION, say), Writing(source)
    models.write([turn])
    models.write([])
    assert "writing" not in turn and models.put_in([turn]) is None


@pytest.fixture(scope="module")
def address(index_folder: Path, serving: Callable[..., AbstractContextManager[str]]) -> Iterator[str]:
    with (
        endpoint(says(PHRASED)) as (at, _),
        serving(index_folder, "--writer", at, "--writer-model", "fyr") as started,
    ):
        yield started


def test_a_program_gets_the_models_words_where_it_asks_for_them(address: str) -> None:
    def ask(**more: Any) -> dict[str, Any]:
        answer = httpx.get(f"{address}/api/v1/ask", params={"question": QUESTION, **more}, timeout=30)
        found: dict[str, Any] = answer.json()
        return found

    quoted, phrased = ask(), ask(writer=True)
    assert not quoted["notes"] and quoted["answered"]
    assert phrased["text"] == "Den nye fyrlykten koster 1,2 millioner kroner [1]."
    assert any("mars" in note for note in phrased["notes"]), "what is not proven is named"
    assert phrased["citations"] == quoted["citations"]


@pytest.fixture(scope="module")
def client(address: str) -> Iterator[Client]:
    from gradio_client import Client

    made = Client(address, verbose=False)
    yield made
    made.close()


def test_gradios_client_follows_up_and_has_it_phrased(client: Client) -> None:
    answer = client.predict("Og 2/24?", after="Hva ble vedtatt i sak 1/24?\n\n", api_name="/ask")
    assert answer["read_as"] == "Hva ble vedtatt i sak 2/24?"
    phrased = client.predict(QUESTION, writer=True, api_name="/ask")
    assert phrased["notes"] and phrased["text"].startswith("Den nye fyrlykten koster")
