from __future__ import annotations

import json
from pathlib import Path

from corpus.texts import Texts, texts
from ui.web.handlers.ask import TURNS, answered, conversation, kept, welcome
from ui.web.handlers.examples import examples, suggestions
from ui.web.source import Source


def shown(turns: list[dict], say: Texts) -> str:
    return str(conversation(turns, say))


def test_an_answer_links_each_number_to_its_quote_on_its_page(source: Source, say: Texts) -> None:
    turn = answered(source, "Hva koster den nye fyrlykten?", say)
    citation = turn["answer"]["citations"][0]
    html = shown([turn], say)
    assert citation["document"] == "referat.pdf" and citation["page"] == 2
    link = f"/?dok=referat.pdf&amp;side=2&amp;fra={citation['start']}&amp;til={citation['end']}"
    assert html.count(f'href="{link}"') == 2  # the number in the answer and the source below it
    assert 'data-view="svar-0"' in html


def test_a_conversation_outlives_the_browser_store(source: Source, say: Texts) -> None:
    turns = [answered(source, "Hva koster den nye fyrlykten?", say), answered(source, "", say)]
    again = json.loads(json.dumps(turns))
    assert shown(kept(again), say) == shown(turns, say)


def test_a_refusal_says_what_was_searched_and_marks_the_nearest_as_no_answer(
    source: Source, say: Texts
) -> None:
    html = shown([answered(source, "Hvem vant hopprennet i Holmenkollen i 1952?", say)], say)
    assert say("ui.not_found") in html
    assert "skannet.pdf" in html, "what could not be read"
    assert 'class="cite"' not in html


def test_what_was_perhaps_meant_is_a_link_that_asks_it(source: Source, say: Texts) -> None:
    html = shown([answered(source, "Hva koster fyrlykkten?", say)], say)
    assert 'Mente du <a href="/?q=Hva%20koster%20fyrlykten%3F">Hva koster fyrlykten?</a>?' in html
    assert "Mente du" not in shown([answered(source, "Hva koster fyrlykten?", say)], say)


def test_document_text_is_escaped_wherever_it_is_shown(source: Source, say: Texts) -> None:
    turn = answered(source, "Hvor mye er kaiavgiften per døgn?", say)
    assert turn["answer"]["answered"]
    html = shown([turn], say)
    assert "<img" not in html and "<script" not in html and "&lt;img" in html


def test_a_question_is_escaped(source: Source, say: Texts) -> None:
    html = shown([answered(source, "<img src=x onerror=alert(1)>?", say)], say)
    assert "<img" not in html and "&lt;img" in html


def test_an_empty_question_and_an_endless_one_get_an_answer_or_a_sentence(source: Source, say: Texts) -> None:
    assert answered(source, " \u200b\n", say).get("error") or answered(source, " \n", say)["error"]
    turn = answered(source, "fyrlykt " * 200_000, say)
    assert len(turn["question"]) <= 2000
    assert len(shown([turn], say)) < 50_000


def test_without_an_index_the_app_says_how_to_make_one(tmp_path: Path, say: Texts) -> None:
    missing = Source(tmp_path / "ingen")
    html = str(welcome(missing, say))
    assert "/?fane=arkiv" in html
    assert examples(missing, say) == []
    assert answered(missing, "Hva?", say)["error"] == say("ui.no_index_turn")


def test_an_unforeseen_error_is_one_sentence(source: Source, say: Texts, monkeypatch, caplog) -> None:
    def broken(*_: object, **__: object) -> None:
        raise ZeroDivisionError("/secret/path")

    monkeypatch.setattr("ui.web.handlers.ask.answer_said", broken)
    turn = answered(source, "Hva koster fyrlykten?", say)
    assert turn["error"] == say("ui.error")
    assert "ZeroDivisionError" in caplog.text, "it is logged for whoever runs the server"


def test_what_the_browser_gives_back_is_not_trusted(say: Texts) -> None:
    odd = [
        None,
        3,
        {"question": 4},
        {"question": "a", "answer": {"text": 1}},
        {"question": "<b>", "answer": []},
    ]
    turns = kept(odd)
    assert [turn["question"] for turn in turns] == ["a", "<b>"]
    assert "<b>" not in shown(turns, say)
    assert kept("nonsense") == [] and kept(None) == []
    assert len(kept([{"question": "x"}] * 100)) == TURNS


def test_examples_come_from_the_archive_in_the_readers_language(source: Source, say: Texts) -> None:
    assert any("Havnerådet" in question or "sak" in question for question in examples(source, say))
    assert "What" in suggestions(source, texts("en")) or "Who" in suggestions(source, texts("en"))


def test_a_follow_up_is_shown_as_it_was_read(source: Source, say: Texts) -> None:
    first = answered(source, "Hva ble vedtatt i sak 1/24?", say)
    turn = answered(source, "Og 2/24?", say, [first])
    assert turn["question"] == "Og 2/24?" and turn["answer"]["read_as"] == "Hva ble vedtatt i sak 2/24?"
    html = shown([first, turn], say)
    assert "Leste spørsmålet som: Hva ble vedtatt i sak 2/24?" in html
    assert 'data-fill="Hva ble vedtatt i sak 2/24?"' in html
