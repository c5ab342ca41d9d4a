"""Hybrid search: the parts of the ranking, and what it gives whoever asks twice."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path

import pytest

from corpus.texts import texts
from index.archive import Archive
from index.sync import SyncOptions, synchronise
from index.writer import Writer
from search.find import RankOptions, SearchOptions, search
from ui import terminal
from ui.web.handlers.search import _also


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Archive]:
    """Short papers, two of them alike."""
    folder = tmp_path_factory.mktemp("papirer")
    write(folder / "lege.txt", "Liste over legemidler\n\nAlle legemidler i kommunen står på denne listen.\n")
    write(folder / "vei.txt", "Veier og gater\n\nBrøyting av gatene begynner i november hvert år.\n")
    decision = (
        "Rådet vedtok å bygge en ny ishall på Nesøya innen 1. mars 2026, og å melde fra om det til alle.\n"
    )
    write(folder / "innkalling.txt", "Innkalling\n\n" + decision)
    write(folder / "referat.txt", "Innkalling\n\n" + decision)
    write(folder / "skole.txt", "Skolekontoret\n\nElevene får lærebøker i august.\n")
    with Writer(folder / "indeks") as writer:
        synchronise(writer, [folder], SyncOptions())
    opened = Archive(folder / "indeks")
    yield opened
    opened.close()


def write(path: Path, text: str) -> None:
    path.write_text(text, "utf-8")


ONLY = {"words": False, "compounds": False, "dense": False, "titles": False, "rerank": False}


def found(archive: Archive, query: str, **parts: bool) -> list[str]:
    options = SearchOptions(3, ranking=RankOptions(**parts))
    return [hit.document for hit in search(archive, query, options)]


def test_parts_of_compounds_find_what_whole_words_do_not(archive: Archive) -> None:
    assert found(archive, "legemiddelliste", **{**ONLY, "words": True}) == []
    assert found(archive, "legemiddelliste", **{**ONLY, "compounds": True})[0] == "lege.txt"


def test_titles_find_what_stands_above_a_passage(archive: Archive) -> None:
    assert found(archive, "gater", **{**ONLY, "titles": True}) == ["vei.txt"]


def test_vectors_alone_find_their_nearest(archive: Archive) -> None:
    assert found(archive, "lærebøkene til eleven", **{**ONLY, "dense": True})[0] == "skole.txt"


def test_no_part_finds_nothing(archive: Archive) -> None:
    assert found(archive, "brøyting", **ONLY) == []


def test_the_same_question_finds_the_same_twice(archive: Archive) -> None:
    assert search(archive, "brøyting av gater", SearchOptions()) == search(
        archive, "brøyting av gater", SearchOptions()
    )


def test_what_stands_in_two_papers_is_one_hit_that_names_both(archive: Archive) -> None:
    hits = search(archive, "ny ishall", SearchOptions())
    first, (other,) = hits[0], hits[0].also
    assert {first.document, other.document} == {"innkalling.txt", "referat.txt"}
    assert (other.start, other.end) == (first.start, first.end)
    assert other.document not in [hit.document for hit in hits]


def test_without_folding_both_are_hits(archive: Archive) -> None:
    hits = search(archive, "ny ishall", SearchOptions(ranking=RankOptions(fold=False)))
    assert {hit.document for hit in hits[:2]} == {"innkalling.txt", "referat.txt"}
    assert not any(hit.also for hit in hits)


def test_reranking_moves_no_passage_out_and_keeps_scores_sinking(archive: Archive) -> None:
    with_it = search(archive, "Når begynner brøyting av gatene?", SearchOptions())
    without = search(
        archive, "Når begynner brøyting av gatene?", SearchOptions(ranking=RankOptions(rerank=False))
    )
    assert with_it[0].document == "vei.txt"
    assert {hit.document for hit in with_it} == {hit.document for hit in without}
    scores = [hit.score for hit in with_it]
    assert scores == sorted(scores, reverse=True)
    assert all(0 <= score <= 1 for score in scores)


def test_the_terminal_and_the_app_show_the_other_places(
    archive: Archive, capsys: pytest.CaptureFixture[str]
) -> None:
    found = search(archive, "ny ishall", SearchOptions(limit=1))[0]
    other = found.also[0].document
    terminal.show_hits({"query": "ny ishall", "hits": [asdict(found)], "did_you_mean": None})
    assert f"Står også i {other}" in capsys.readouterr().out
    assert other in str(_also(found, texts("nb")))
