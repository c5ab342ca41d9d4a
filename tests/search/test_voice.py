"""What is done to something is not told by what it does itself."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from index.archive import Archive
from search.ask import ask
from search.evidence.types import Sentence
from search.evidence.voice import does_it_itself
from search.needs import needs_of
from search.understand import understand
from tests.conftest import opened_archive

PAPERS = {
    "notat.txt": (
        "Om Kystrådet\n\nKystrådet opprettet en støtteordning 3. mai 2021. Rådet møtes fire ganger i året.\n"
    ),
    "historie.txt": "Om Fjellrådet\n\nFjellrådet ble opprettet 7. juni 1998 av fylket.\n",
}


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Archive]:
    with opened_archive(tmp_path_factory.mktemp("form"), PAPERS) as opened:
        yield opened


def itself(archive: Archive, asked: str, text: str) -> bool:
    question = understand(asked)
    needs = needs_of(archive, archive.analyser.query_terms(asked), question.asking)
    passage = archive.passages([number for number, _ in archive.lexical("stem", {"råd": 1.0}, 1)])
    terms = archive.analyser.index_terms(text)
    tokens = (*terms.stem, *terms.parts)
    held = next(iter(passage.values()), None)
    return does_it_itself(
        archive,
        question,
        needs,
        Sentence(held, 0, text, tuple(terms.stem), tokens, len(set(tokens)), frozenset(tokens)),  # type: ignore[arg-type]
    )


@pytest.mark.parametrize(
    ("asked", "text"),
    [
        ("Når ble Kystrådet opprettet?", "Kystrådet opprettet en støtteordning."),
        ("Kvifor vart Kystrådet oppretta?", "Kystrådet oppretta ei ordning."),
        ("When was Kystrådet opprettet?", "Kystrådet oppretter tre utvalg."),
    ],
)
def test_what_it_does_itself_is_seen(archive: Archive, asked: str, text: str) -> None:
    assert itself(archive, asked, text)


@pytest.mark.parametrize(
    ("asked", "text"),
    [
        ("Når ble Kystrådet opprettet?", "Kystrådet ble opprettet 3. mai."),
        ("Når ble Kystrådet opprettet?", "Fylket opprettet Kystrådet i 1998."),
        ("Når opprettet Kystrådet ordningen?", "Kystrådet opprettet ordningen i 2021."),
        ("Når ble Kystrådet lagt ned?", "Kystrådet opprettet en ordning."),
    ],
)
def test_what_is_done_to_it_and_other_questions_are_left_alone(
    archive: Archive, asked: str, text: str
) -> None:
    assert not itself(archive, asked, text)


def test_the_question_is_refused_where_only_the_other_is_told(archive: Archive) -> None:
    assert not ask(archive, "Når ble Kystrådet opprettet?").answered
    assert "1998" in ask(archive, "Når ble Fjellrådet opprettet?").text
