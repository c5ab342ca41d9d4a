"""A question with an abbreviation finds papers that write the name out, and the reverse, once a paper explains it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from index.archive import Archive
from index.sync import SyncOptions, synchronise
from index.writer import Writer
from search.ask import ask
from search.cases.register import named_bodies
from search.find import SearchOptions, search
from search.needs import needs_of
from tests.conftest import opened_archive, write_papers

EXPLAINED = "Om høringen\n\nBrev er sendt til Statens institutt for folkelesing (SIFL) og andre.\n"
PAPERS = {
    "forklart.txt": EXPLAINED,
    "langt.txt": "Notat om lesesal\n\nStatens institutt for folkelesing eier 14 lesesaler i nord.\n",
    "kort.txt": "Notat om bokbuss\n\nBokbussen til SIFL kostet 3 millioner kroner i fjor høst.\n",
    "annet.txt": "Notat om institutt\n\nHavneinstituttet eier 9 lesesaler og statens bygg er 40 år gamle.\n",
}


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Archive]:
    with opened_archive(tmp_path_factory.mktemp("kort"), PAPERS) as opened:
        yield opened


@pytest.mark.parametrize(
    "question",
    ["Hvor mange lesesaler eier SIFL?", "Kor mange lesesalar eig SIFL?", "How many lesesaler does SIFL own?"],
)
def test_the_short_form_finds_the_long_one(archive: Archive, question: str) -> None:
    answer = ask(archive, question)
    assert answer.answered and "14 lesesaler" in answer.citations[0].quote


def test_the_long_form_finds_the_short_one(archive: Archive) -> None:
    answer = ask(archive, "Hva kostet bokbussen til Statens institutt for folkelesing?")
    assert answer.answered and "3 millioner" in answer.citations[0].quote


def test_neither_form_is_counted_as_missing(archive: Archive) -> None:
    for asked, said in (
        ("SIFL", "Statens institutt for folkelesing"),
        ("Statens institutt for folkelesing", "SIFL"),
    ):
        needs = needs_of(archive, archive.query_terms(asked))
        assert needs.covered(archive.analyser.distinct_terms(said)) == 1.0
        assert needs.covered(archive.analyser.distinct_terms("statens bygg")) < 0.5


def test_both_forms_are_found_by_a_search(archive: Archive) -> None:
    for query in ("SIFL", "Statens institutt for folkelesing"):
        found = [hit.document for hit in search(archive, query, SearchOptions(limit=3))]
        assert set(found) == {"forklart.txt", "langt.txt", "kort.txt"}


def test_a_body_is_named_by_its_abbreviation(tmp_path: Path) -> None:
    minutes = "Referat fra møte i Statens råd for folkelesing\nMøte 1/2023\nDato 14. mars 2023\n\nSak 3/23 Bokbuss\n\n"
    letter = "Brev\n\nSaken er sendt til Statens råd for folkelesing (SRFF).\n"
    with opened_archive(tmp_path, {"a.txt": minutes, "b.txt": letter}) as told:
        assert named_bodies(told, "Hva gjorde SRFF?") == [frozenset({"statensrådforfolkelesing"})]


def test_without_an_explanation_a_short_form_is_only_itself(tmp_path: Path) -> None:
    papers = {name: text for name, text in PAPERS.items() if name != "forklart.txt"}
    with opened_archive(tmp_path, papers) as bare:
        needs = needs_of(bare, bare.query_terms("SIFL"))
        assert needs.covered(bare.analyser.distinct_terms("Statens institutt for folkelesing")) == 0.0


def test_the_terms_of_a_question_are_its_own_list_and_follow_what_is_added(tmp_path: Path) -> None:
    papers = write_papers(tmp_path / "papers", {"kort.txt": PAPERS["kort.txt"]})
    with Writer(tmp_path / "index") as writer:
        synchronise(writer, [papers], SyncOptions())
        archive = Archive(tmp_path / "index")
        before = archive.query_terms("Hva er SIFL?")
        archive.query_terms("Hva er SIFL?").clear()
        assert archive.query_terms("Hva er SIFL?") == before
        assert "institutt" not in {term.term for term in before}
        write_papers(tmp_path / "papers", {"forklart.txt": EXPLAINED})
        synchronise(writer, [papers], SyncOptions())
        archive.refresh()
        assert "institutt" in {term.term for term in archive.query_terms("Hva er SIFL?")}
        archive.close()
