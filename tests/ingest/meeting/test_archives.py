"""The register of the sample archive is its gold list, and real minutes give up their decisions."""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from corpus.errors import UnreadableError
from ingest.document import Document
from ingest.meeting import find_meetings
from ingest.meeting.register import Place, RegisterCase, Told, join
from ingest.parts import find_parts
from ingest.read import read

ROOT = Path(__file__).resolve().parents[3]
GOLD = ROOT / "corpus" / "gold" / "cases.json"
# How much of the register's facts the gold list tells in so many words.
FACTS = ("meeting", "date", "title", "type", "presenter", "officer", "archive_number")
# The development figure, over the documents that are read here; a few of its places are doubtful themselves.
RIGHT = 0.96


def told(document: Document) -> Iterator[Told]:
    parts = find_parts(document)
    for meeting in find_meetings(document, parts):
        for case in meeting.cases:
            yield Told(document.name, parts[meeting.part], meeting, case)


@pytest.fixture(scope="module")
def sample() -> tuple[dict[str, Document], list[RegisterCase]]:
    documents = {}
    for path in sorted((ROOT / "corpus" / "sample").iterdir()):
        try:
            documents[path.name] = read(path, path.name)
        except UnreadableError:
            continue
    return documents, list(join(one for document in documents.values() for one in told(document)))


def test_the_sample_archive_s_register_is_its_gold_list(
    sample: tuple[dict[str, Document], list[RegisterCase]],
) -> None:
    documents, register = sample

    def quoted(place: Place | None) -> dict[str, object] | None:
        if place is None:
            return None
        document = documents[place.document]
        quote = " ".join(place.span.of(document.text).split())
        return {"document": place.document, "page": document.page_at(place.span.start), "quote": quote}

    def facts(case: RegisterCase) -> dict[str, object]:
        return {
            **{name: getattr(case, name) for name in FACTS},
            "status": str(case.status),
            "proposed": quoted(case.proposed),
            "decision": quoted(case.decision),
        }

    gold: list[dict[str, Any]] = json.loads(GOLD.read_text(encoding="utf-8"))
    names = [*FACTS, "status", "proposed", "decision"]
    wanted = {(case["body"], case["year"], case["number"]): {n: case[n] for n in names} for case in gold}
    assert {(case.body, case.key.year, case.number): facts(case) for case in register} == wanted


@pytest.mark.shared
def test_real_minutes_give_up_their_decisions(shared: Path) -> None:
    folder = shared / "eval" / "sametinget_dev"
    lines = (folder / "questions.jsonl").read_text(encoding="utf-8").splitlines()
    questions = [json.loads(line) for line in lines if line.strip()]
    asked = Counter(question["document"] for question in questions)
    some = {name for name, _ in asked.most_common(8)}
    decisions: defaultdict[tuple[str, str], list[tuple[int, int]]] = defaultdict(list)
    for name in some:
        for one in told(read(folder / "text" / name, name)):
            if one.case.decision:
                decisions[name, one.case.number].append((one.case.decision.start, one.case.decision.end))
    questions = [question for question in questions if question["document"] in some]
    right = sum(
        is_right(question, decisions[question["document"], question["sak"]]) for question in questions
    )
    assert right >= RIGHT * len(questions)


def is_right(question: dict[str, Any], places: list[tuple[int, int]]) -> bool:
    """As the development data is scored: begins near the decision and covers half of its first 1,000 characters."""
    start = question["decision_start"]
    end = min(question["decision_end"], start + 1000)
    return any(
        start - 600 <= low <= start + 200 and min(high, end) - max(low, start) >= 0.5 * (end - start)
        for low, high in places
    )


@pytest.mark.shared
def test_every_span_of_the_development_archive_lies_in_its_case(shared: Path) -> None:
    for path in sorted((shared / "archive").glob("*.txt")):
        document = read(path, path.name)
        for one in told(document):
            case = one.case
            assert one.part.start <= case.span.start < case.span.end <= one.part.end
            for span in (case.proposed, case.decision, case.vote, case.discussion, *case.decision_parts):
                assert span is None or case.span.start <= span.start < span.end <= case.span.end
