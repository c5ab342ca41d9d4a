"""Gold questions, and where their answers stand.

A gold file has one JSON object a line, with ``question`` and either or both of

- what a right answer must have: ``kind`` (``case``, ``records``, ``passage``, ``none``), ``documents`` (one of
  them is cited), ``evidence`` (one of the strings stands in a quote from one of them), ``answer`` (one of the
  strings stands in the answer's text), ``records`` (exactly these names);
- the place of the answer: ``document`` with ``answer_start`` (a character of the answer), or with
  ``decision_start`` and ``decision_end`` (a decision, that the question asks for).

Offsets are those of the document's extracted text. White space in strings is folded.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from corpus.errors import UsageError

KINDS = ("case", "records", "passage", "none")
READING = "reading"
"""The kind of a question of which only the place of the answer is known."""
DECISION = "decision"
"""The kind of a question of which only the place of the decision is known."""

BEFORE_DECISION = 600  # characters: the heading, which a quote of a decision may begin with
DECISION_READ = 1000  # characters of a decision that count; the rest of a long one is not asked for


@dataclass(frozen=True, slots=True)
class Place:
    """Where an answer stands: characters from `start` to `end` of a document.

    A passage that covers any of them is right, and one that ends at most `before` characters ahead of them.
    """

    document: str
    start: int
    end: int
    before: int = 0

    def within(self, document: str, start: int, end: int) -> bool:
        """Whether a span of a document holds the place."""
        return same_document(document, self.document) and start < self.end and end > self.start - self.before


@dataclass(frozen=True, slots=True)
class Gold:
    """A gold question; `documents`, `evidence`, `answer` and `records` as the file has them."""

    id: str
    question: str
    kind: str
    documents: tuple[str, ...] = ()
    evidence: tuple[str, ...] = ()
    answer: tuple[str, ...] = ()
    records: tuple[str, ...] | None = None
    place: Place | None = None

    @property
    def located(self) -> bool:
        """Whether it is known which passage is right."""
        return self.place is not None or bool(self.documents and self.evidence)

    def found_in(self, document: str, start: int, end: int, text: str) -> bool:
        """Whether a passage holds the answer: it covers the place, or contains the evidence."""
        if self.place is not None:
            return self.place.within(document, start, end)
        return any(same_document(document, name) for name in self.documents) and holds(self.evidence, text)


def same_document(name: str, gold: str) -> bool:
    """Whether a document's name is the one meant, which may lack folders and extension."""
    return name == gold or Path(name).stem == gold or Path(name).name == Path(gold).name


def holds(strings: Sequence[str], text: str) -> bool:
    """Whether one of the strings stands in a text, white space folded."""
    folded = fold(text)
    return any(fold(string) in folded for string in strings)


def fold(text: str) -> str:
    """A text with each run of white space as one space."""
    return " ".join(text.split())


def read_gold(path: Path, field: str = "question") -> list[Gold]:
    """The gold questions of a file, asked by `field`.

    Raises UsageError, with the line, where the file cannot be read as such.
    """
    try:
        lines = path.read_text("utf-8-sig").splitlines()
    except (OSError, ValueError) as error:
        raise UsageError("errors.gold_unread", path=path) from error
    gold = [
        _gold(line, f"{path}:{number}", number, field) for number, line in enumerate(lines, 1) if line.strip()
    ]
    if not gold:
        raise UsageError("errors.gold_none", path=path)
    return gold


def _gold(line: str, where: str, number: int, field: str) -> Gold:
    try:
        given = json.loads(line)
    except ValueError:
        given = None
    if not isinstance(given, dict):
        raise UsageError("errors.gold_line", where=where)
    question = given.get(field)
    if not isinstance(question, str) or not question.strip():
        raise UsageError("errors.gold_field", where=where, field=field)
    place = _place(given, where)
    kind = given.get("kind")
    if kind is None and place:
        kind = DECISION if place.before else READING
    if kind not in (*KINDS, READING, DECISION):
        raise UsageError("errors.gold_kind", where=where, known=", ".join(KINDS))
    if kind in (READING, DECISION) and not place:
        raise UsageError("errors.gold_place", where=where)
    return Gold(
        id=str(given.get("id") or number),
        question=question,
        kind=kind,
        documents=_strings(given, "documents", where),
        evidence=_strings(given, "evidence", where),
        answer=() if kind == READING else _strings(given, "answer", where),
        records=_strings(given, "records", where) if "records" in given else None,
        place=place,
    )


def _place(given: dict[str, Any], where: str) -> Place | None:
    document = given.get("document")
    start, decision = given.get("answer_start"), given.get("decision_start")
    if document is None or (start is None and decision is None):
        return None
    if not isinstance(document, str) or not all(isinstance(n, int | None) for n in (start, decision)):
        raise UsageError("errors.gold_types", where=where)
    if start is not None:
        return Place(document, start, start + 1)
    end = given.get("decision_end")
    if not isinstance(end, int):
        raise UsageError("errors.gold_end", where=where)
    return Place(document, decision or 0, min(end, (decision or 0) + DECISION_READ), BEFORE_DECISION)


def _strings(given: dict[str, Any], key: str, where: str) -> tuple[str, ...]:
    value = given.get(key)
    strings = [value] if isinstance(value, str) else [] if value is None else value
    if not isinstance(strings, list) or not all(isinstance(one, str) for one in strings):
        raise UsageError("errors.gold_list", where=where, key=key)
    return tuple(strings)
