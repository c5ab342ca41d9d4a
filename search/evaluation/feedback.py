"""What readers thought of answers, kept beside the index: gold questions to be.

An answer that a reader found right becomes a line of the gold file that `saksok eval` reads: the
question, its kind, and the documents and quotes that proved it. One found wrong is kept apart, for
whoever writes what a right answer would have been. Nothing leaves the machine.
"""

from __future__ import annotations

import json
import threading
from collections.abc import Collection, Mapping, Sequence
from pathlib import Path
from typing import Any

from corpus.errors import UsageError
from search.evaluation.gold import KINDS

_MOST = 20_000  # bytes of a line; an answer has at most six quotes of 6,000 characters, and most far less
_GUARD = threading.Lock()


def right_file(folder: Path) -> Path:
    """The gold file of an index folder: answers that were found right."""
    return folder / "feedback.jsonl"


def wrong_file(folder: Path) -> Path:
    """Answers that were found wrong."""
    return folder / "feedback-wrong.jsonl"


def keep(folder: Path, told: Mapping[str, Any], *, right: bool) -> None:
    """Keep a judgement in place of an earlier one of the same question.

    told: ``question``, ``kind``, ``documents`` and ``evidence`` as in a gold file. Raises UsageError
    where it is no such thing.
    """
    gold = _gold(told)
    with _GUARD:
        for path, wanted in ((right_file(folder), right), (wrong_file(folder), not right)):
            lines = path.read_text("utf-8").splitlines() if path.exists() else []
            kept = [line for line in lines if json.loads(line)["question"] != gold["question"]]
            if wanted:
                kept.append(json.dumps(gold, ensure_ascii=False))
            if kept != lines:
                _replace(path, kept)


def forget(folder: Path, held: Collection[str]) -> None:
    """Drop the judgements that rest on documents other than those `held`: their quotes would outlive them."""
    with _GUARD:
        for path in (right_file(folder), wrong_file(folder)):
            lines = path.read_text("utf-8").splitlines() if path.exists() else []
            kept = [line for line in lines if set(json.loads(line).get("documents", ())) <= set(held)]
            if kept != lines:
                _replace(path, kept)


def _replace(path: Path, lines: Sequence[str]) -> None:
    new = path.with_suffix(".new")
    new.write_text("".join(f"{line}\n" for line in lines), "utf-8")
    new.replace(path)


def _gold(told: Mapping[str, Any]) -> dict[str, Any]:
    question, kind = told.get("question"), told.get("kind")
    lists = {key: told.get(key, []) for key in ("documents", "evidence")}
    strings = all(isinstance(v, list) and all(isinstance(item, str) for item in v) for v in lists.values())
    if not isinstance(question, str) or not question.strip() or kind not in KINDS or not strings:
        raise UsageError("errors.feedback_wrong")
    gold = {"question": question, "kind": kind, **{key: value for key, value in lists.items() if value}}
    if len(json.dumps(gold)) > _MOST:  # the documents tell enough
        gold.pop("evidence", None)
    if len(json.dumps(gold)) > _MOST:
        raise UsageError("errors.feedback_wrong")
    return gold
