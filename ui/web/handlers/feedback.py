"""Thumbs up and down under an answer, and what they leave behind."""

from __future__ import annotations

import json

from markupsafe import Markup

from corpus.errors import UsageError
from corpus.texts import Texts
from index.archive import Archive
from search.evaluation.feedback import keep
from search.find import LONGEST_QUESTION
from search.types import Answer
from ui.web.access.visit import Role, viewer
from ui.web.html import tag
from ui.web.source import Source


def thumbs(answer: Answer, say: Texts) -> Markup | None:
    """The two buttons, with what the answer would be as a gold question; None for who may only read."""
    asking = viewer()
    if asking and asking.role is not Role.MANAGE:
        return None
    gold = {
        "question": answer.question[:LONGEST_QUESTION],
        "kind": answer.kind,
        "documents": list(dict.fromkeys(citation.document for citation in answer.citations)),
        "evidence": [citation.quote for citation in answer.citations],
    }
    buttons = [
        tag("button", type="button", class_=f"thumb {value}", data_thumb=value,
            aria_pressed="false", aria_label=say(f"feedback.{value}"), title=say(f"feedback.{value}"))
        for value in ("right", "wrong")
    ]  # fmt: skip
    told = tag("span", class_="hint", role="status")
    return tag("span", *buttons, told, class_="thumbs", data_gold=json.dumps(gold, ensure_ascii=False))


def _seen(archive: Archive, told: dict[str, object]) -> bool:
    """Whether the documents that were sent are there for whoever sends them."""
    names = told.get("documents", [])
    return isinstance(names, list) and all(
        isinstance(name, str) and archive.store.document(name) is not None for name in names
    )


def judged(source: Source, body: bytes, verdict: str, say: Texts) -> str:
    """Keep what was sent; the sentence that thanks.

    Raises UsageError for what is no judgement, for documents that whoever sends it does not see, and for who
    may only read: a judgement takes the place of an earlier one, and becomes a question of the archive's own gold.
    """
    if not source.may_manage():
        raise UsageError("library.not_allowed")
    try:
        told = json.loads(body)
    except ValueError:
        told = None
    if not isinstance(told, dict) or verdict not in ("right", "wrong"):
        raise UsageError("errors.feedback_wrong")
    if not _seen(source.archive(), told):
        raise UsageError("errors.feedback_wrong")
    keep(source.folder, told, right=verdict == "right")
    return say("feedback.kept")
