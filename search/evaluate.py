"""Gold questions are asked and the answers judged.

A gold file has one JSON object a line: ``question`` and ``kind`` (``case``, ``records``,
``passage``, ``none``), and what a right answer must have: ``documents`` (one of them is cited),
``evidence`` (one of the strings stands in a quote from one of them), ``answer`` (one of the
strings stands in the answer's text), ``records`` (exactly these names). White space is folded.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from corpus.errors import UsageError
from index.archive import Archive
from search.ask import ask
from search.types import Answer, Citation
from search.verify import quote_stands

_MOST_CITATIONS = 6
_LONGEST_QUOTE = {"case": 6000}
_LONGEST_OTHER = 1200
_MARK = re.compile(r"\[\d+\]")


@dataclass(frozen=True, slots=True)
class Judgement:
    """A gold question, the answer it got, and why that is wrong (None where it is right)."""

    gold: dict[str, Any]
    answer: Answer
    wrong: str | None


def read_gold(path: Path) -> list[dict[str, Any]]:
    """The gold questions of a file. Raises UsageError where it cannot be read as such."""
    try:
        lines = path.read_text("utf-8-sig").splitlines()
        gold = [json.loads(line) for line in lines if line.strip()]
    except (OSError, ValueError) as error:
        raise UsageError(f"Kan ikke lese {path}: oppgi en fil med ett JSON-objekt per linje.") from error
    if not gold or not all(isinstance(q, dict) and "question" in q and "kind" in q for q in gold):
        raise UsageError(f"{path} har ingen gullspørsmål: hver linje må ha «question» og «kind».")
    return gold


def evaluate(archive: Archive, gold: Sequence[dict[str, Any]]) -> Iterator[Judgement]:
    """Ask each question and judge its answer, in order."""
    for question in gold:
        answer = ask(archive, question["question"])
        yield Judgement(question, answer, judge(archive, question, answer))


def judge(archive: Archive, gold: dict[str, Any], answer: Answer) -> str | None:
    """None where the answer is right, else why it is wrong."""
    if gold["kind"] == "none":
        return "besvart, men arkivet har ikke svaret" if answer.answered else None
    if not answer.answered:
        return "ikke besvart"
    if not answer.citations:
        return "uten sitat"
    return (
        _quotes(archive, gold, answer.citations)
        or _evidence(gold, answer.citations)
        or _stated(gold, answer.text)
        or _records(gold, answer)
    )


def _quotes(archive: Archive, gold: dict[str, Any], citations: Sequence[Citation]) -> str | None:
    if gold["kind"] in {"case", "passage"} and len(citations) > _MOST_CITATIONS:
        return f"{len(citations)} sitater"
    for citation in citations:
        if len(citation.quote) > _LONGEST_QUOTE.get(gold["kind"], _LONGEST_OTHER):
            return f"et sitat på {len(citation.quote)} tegn"
        if not quote_stands(archive, citation):
            return f"sitatet står ikke i {citation.document}: {citation.quote[:60]!r}"
    return None


def _evidence(gold: dict[str, Any], citations: Sequence[Citation]) -> str | None:
    wanted = gold.get("documents")
    mine = [c for c in citations if not wanted or c.document in wanted]
    if wanted and not mine:
        return "siterer ikke riktig dokument"
    evidence = gold.get("evidence")
    if evidence and not any(_fold(e) in _fold(c.quote) for e in evidence for c in mine):
        return "sitatene mangler belegget"
    return None


def _stated(gold: dict[str, Any], text: str) -> str | None:
    plain = _fold(_MARK.sub(" ", text)).casefold()
    wanted = [_fold(answer).casefold() for answer in gold.get("answer") or ()]
    if wanted and not any(re.search(rf"(?<!\d){re.escape(w)}(?!\d)", plain) for w in wanted):
        return f"svaret mangler {' / '.join(gold['answer'])}"
    return None


def _records(gold: dict[str, Any], answer: Answer) -> str | None:
    if "records" not in gold:
        return None
    got = {_fold(record["name"]) for record in answer.records}
    want = {_fold(name) for name in gold["records"]}
    if got == want:
        return None
    return f"rader: mangler {sorted(want - got)[:4]}, for mange {sorted(got - want)[:4]}"


def _fold(text: str) -> str:
    return " ".join(text.split())
