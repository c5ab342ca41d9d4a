"""Typing errors in questions: the archive's own words are offered, and never taken unasked."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from index.archive import Archive
from index.sync import SyncOptions, synchronise
from index.writer import Writer
from search.ask import ask
from search.find import SearchOptions, search
from search.spelling import did_you_mean
from tests.conftest import write_papers

TEXT = (
    "Kommunestyret i Tromsø behandlet skoleplattformen og legemiddellisten. Nortraship lå i kommunen. "
    "Styret i Nortraship møtte ordfører Solveig Nordangerud på Værøy.\n"
)


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Archive]:
    place = tmp_path_factory.mktemp("spelling")
    with Writer(place / "index") as writer:
        synchronise(writer, [write_papers(place / "papers", {"a.txt": TEXT})], SyncOptions())
    archive = Archive(place / "index")
    yield archive
    archive.close()


@pytest.mark.parametrize(
    ("question", "meant"),
    [
        ("Hva sa komunestyret om Nortaship?", "Hva sa kommunestyret om Nortraship?"),
        ("Hvem er Nordangrud?", "Hvem er Nordangerud?"),
        ("Hva er skoleplatformen?", "Hva er skoleplattformen?"),
        ("legemidellisten", "legemiddellisten"),
        ("Hva lå i kommunen, ifølge kommunestyret?", None),
        ("Who met on Veroy?", "Who met on Værøy?"),
        ("Hva er budsjettet?", None),
        ("Hva sa Nortraship til kommunestyret?", None),
        ("Hvem er Wittgenstein?", None),
        ("What did the council ellaborate?", None),
        ("15/20", None),
    ],
)
def test_what_was_perhaps_meant(archive: Archive, question: str, meant: str | None) -> None:
    assert did_you_mean(archive, question) == meant


def test_the_question_is_answered_as_it_was_asked(archive: Archive) -> None:
    answer = ask(archive, "Hvor lå  Nortaship?")
    assert answer.question == "Hvor lå  Nortaship?"
    assert answer.did_you_mean == "Hvor lå Nortraship?"
    hits = search(archive, "Nortaship", SearchOptions())
    assert hits == search(archive, "Nortaship", SearchOptions())


def test_a_question_of_nothing_but_unknown_words_costs_no_more_than_a_few_of_them(
    archive: Archive, monkeypatch: pytest.MonkeyPatch
) -> None:
    looked = []
    monkeypatch.setattr(Archive, "near", lambda *arguments: looked.append(arguments) or [])
    assert did_you_mean(archive, " ".join(f"xqz{chr(97 + n)}jklm" for n in range(26))) is None
    assert 0 < len(looked) <= 16


def test_a_word_that_is_added_is_offered_though_none_was_near_before(tmp_path: Path) -> None:
    papers = write_papers(tmp_path / "papers", {"a.txt": "Møtet ble hevet.\n"})
    with Writer(tmp_path / "index") as writer:
        synchronise(writer, [papers], SyncOptions())
        archive = Archive(tmp_path / "index")
        assert (
            did_you_mean(archive, "Hva er Nortaship?") is None is did_you_mean(archive, "Hva er Nortaship?")
        )
        write_papers(tmp_path / "papers", {"b.txt": TEXT})
        synchronise(writer, [papers], SyncOptions())
        assert did_you_mean(archive, "Hva er Nortaship?") == "Hva er Nortraship?"
        archive.close()
