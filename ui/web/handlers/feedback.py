"""Thumbs up and down under an answer, and what they leave behind."""

from __future__ import annotations

import json

from markupsafe import Markup

from corpus.errors import UsageError
from corpus.texts import Texts
from search.evaluation.feedback import keep
from search.find import LONGEST_QUESTION
from search.types import Answer
from ui.web.html import tag
from ui.web.source import Source


def thumbs(answer: Answer, say: Texts) -> Markup:
    """The two buttons, with what the answer would be as a gold question."""
    gold = {
        "question": answer.question[:LONGEST_QUESTION],
        "kind": answer.kind,
        "documents": list(dict.fromkeys(citation.document for citation in answer.citations)),
        "evidence": [citation.quote for citation in answer.citations],
    }
    buttons = [
        tag("button", tag("span", sign, aria_hidden="true"), type="button", class_="thumb", data_thumb=value,
            aria_pressed="false", aria_label=say(f"feedback.{value}"), title=say(f"feedback.{value}"))
        for value, sign in (("right", "👍"), ("wrong", "👎"))
    ]  # fmt: skip
    told = tag("span", class_="hint", role="status")
    return tag("span", *buttons, told, class_="thumbs", data_gold=json.dumps(gold, ensure_ascii=False))


def judged(source: Source, body: bytes, verdict: str, say: Texts) -> str:
    """Keep what was sent; the sentence that thanks. Raises UsageError for what is no judgement."""
    try:
        told = json.loads(body)
    except ValueError:
        told = None
    if not isinstance(told, dict) or verdict not in ("right", "wrong"):
        raise UsageError("errors.feedback_wrong")
    source.archive()  # there is one
    keep(source.folder, told, right=verdict == "right")
    return say("feedback.kept")
