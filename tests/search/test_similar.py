"""More like this, and searching within one case: on the sample archive's two bodies with the same numbers."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from corpus.errors import UsageError
from index.archive import Archive
from index.types import Filters
from search.filters import FilterWords, resolve
from search.find import SearchOptions, search
from search.similar import TERMS, passage_at, similar, telling
from search.types import Hit


@pytest.fixture(scope="module")
def archive(sample_index: Path) -> Iterator[Archive]:
    opened = Archive(sample_index)
    yield opened
    opened.close()


def first(archive: Archive, query: str, **filters: str) -> Hit:
    return search(archive, query, SearchOptions(1, resolve(FilterWords(**filters), archive)))[0]


def test_what_is_like_a_passage_is_about_the_same_and_stands_in_other_papers(archive: Archive) -> None:
    seed = first(archive, "felles legemiddelkort pilot", kind="case paper")
    found = similar(archive, seed.document, seed.start, 5)
    assert len(found) == 5 and all("legemiddelkort" in hit.text.lower() for hit in found[:3])
    assert all(hit.document != seed.document for hit in found)
    scores = [hit.score for hit in found]
    assert scores == sorted(scores, reverse=True)


def test_what_says_the_same_as_the_passage_is_not_shown_once_more(archive: Archive) -> None:
    seed = first(archive, "Samhandlingsrådet godkjenner felles legemiddelkort", kind="minutes")
    assert seed.also, "the draft says the same"
    shown = [(hit.document, hit.start) for hit in similar(archive, seed.document, seed.start, 10)]
    assert (seed.also[0].document, seed.also[0].start) not in shown


def test_filters_hold_for_what_is_alike_too(archive: Archive) -> None:
    seed = first(archive, "felles legemiddelkort")
    wanted = resolve(FilterWords(kind="minutes", since="2024"), archive)
    found = similar(archive, seed.document, seed.start, 10, wanted)
    assert found and all(hit.kind == "minutes" and (hit.date or "") >= "2024" for hit in found)
    assert similar(archive, seed.document, seed.start, 10, Filters(since="2090")) == []


def test_a_place_where_nothing_stands_is_one_sentence(archive: Archive) -> None:
    with pytest.raises(UsageError, match=r"borte\.pdf"):
        similar(archive, "borte.pdf", 0)
    seed = first(archive, "legemiddelkort")
    assert passage_at(archive, seed.document, seed.start).start == seed.start


def test_common_words_tell_nothing(archive: Archive) -> None:
    words = telling(archive, first(archive, "felles legemiddelkort pilot").text)
    assert 0 < len(words) <= TERMS
    assert all(1 < archive.frequency("parts", word) <= archive.size / 4 for word in words)


@pytest.mark.parametrize("written", ["4/23", "sak 004/23", "PS 4/23", "2023/4"])
def test_a_case_is_found_in_every_paper_and_every_way_of_writing_it(archive: Archive, written: str) -> None:
    filters = resolve(FilterWords(case=written), archive)
    hits = search(archive, "vedtak", SearchOptions(100, filters))
    assert {hit.case for hit in hits} == {"4/23"}
    assert {hit.kind for hit in hits} >= {"minutes", "case paper", "agenda"}
    assert {hit.body for hit in hits} == {"Samhandlingsrådet", "Fagutvalget for e-helse"}


def test_a_case_and_a_body_are_one_case(archive: Archive) -> None:
    filters = resolve(FilterWords(case="4/23", body="Fagutvalget"), archive)
    hits = search(archive, "vedtak", SearchOptions(100, filters))
    assert hits and {(hit.case, hit.body) for hit in hits} == {("4/23", "Fagutvalget for e-helse")}


@pytest.mark.parametrize(("written", "told"), [("4/99", "ingen sak 4/99"), ("møtet", "ikke et saksnummer")])
def test_a_case_that_is_none_is_one_sentence(archive: Archive, written: str, told: str) -> None:
    with pytest.raises(UsageError, match=told):
        resolve(FilterWords(case=written), archive)
