from __future__ import annotations

import json
import re
import shutil
from collections.abc import Iterator
from html import unescape
from pathlib import Path

import pytest

from corpus.errors import UsageError
from corpus.texts import Texts
from search.ask import ask
from search.evaluation.feedback import right_file, wrong_file
from ui.main import run
from ui.web.handlers.feedback import judged, thumbs
from ui.web.source import Source


@pytest.fixture
def mine(index_folder: Path, tmp_path: Path) -> Iterator[Source]:
    """An index of one's own, since judgements are kept in its folder."""
    opened = Source(Path(shutil.copytree(index_folder, tmp_path / "indeks")))
    yield opened
    opened.close()


def sent(source: Source, question: str, say: Texts) -> bytes:
    """What the script sends: the attribute under the answer."""
    found = re.search(r'data-gold="([^"]*)"', str(thumbs(ask(source.archive(), question), say)))
    assert found
    return unescape(found[1]).encode()


def lines(path: Path) -> list[dict[str, object]]:
    return [json.loads(line) for line in path.read_text("utf-8").splitlines()]


def test_an_answer_found_right_is_a_gold_question_that_eval_asks(
    mine: Source, say: Texts, capsys: pytest.CaptureFixture[str]
) -> None:
    body = sent(mine, "Hva koster den nye fyrlykten?", say)
    assert judged(mine, body, "right", say) == say("feedback.kept")
    assert judged(mine, body, "right", say), "twice is once"
    kept = lines(right_file(mine.folder))
    assert len(kept) == 1 and kept[0]["documents"] == ["referat.pdf"]
    arguments = ["eval", "--from-feedback", "--only", "ask", "--index", str(mine.folder), "--json"]
    assert run(arguments) == 0
    assert json.loads(capsys.readouterr().out)["wrong"] == []


def test_a_reader_may_change_their_mind(mine: Source, say: Texts) -> None:
    body = sent(mine, "Hva koster den nye fyrlykten?", say)
    judged(mine, body, "right", say)
    judged(mine, body, "wrong", say)
    assert lines(right_file(mine.folder)) == [] and len(lines(wrong_file(mine.folder))) == 1


@pytest.mark.parametrize(
    "body", [b"", b"[]", b'{"question": 1, "kind": "case"}', b'{"question": "x", "kind": "y"}']
)
def test_what_is_no_judgement_is_one_sentence(mine: Source, say: Texts, body: bytes) -> None:
    with pytest.raises(UsageError):
        judged(mine, body, "right", say)
    assert not right_file(mine.folder).exists()


def test_eval_asks_for_a_file_where_it_has_none(mine: Source, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["eval", "--index", str(mine.folder)]) == 2
    assert capsys.readouterr().err.count("\n") == 1
