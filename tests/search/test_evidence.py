"""What is picked as evidence, what it must cover, and when nothing is good enough."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from index.archive import Archive
from search.ask import ask
from search.evidence import find_evidence
from search.evidence.features import FEATURES
from search.evidence.model import weights
from search.find import SearchOptions, rank
from search.needs import needs_of
from search.types import Answer
from search.understand import understand
from search.verify import quote_stands
from tests.conftest import opened_archive

PAPERS = {
    "2021 referat.txt": (
        "Referat fra møte i Havnerådet\nMøte 1/2021\nDato 3. mai 2021\n\n"
        "Sak 2/21 Mudring\n\nMudringen kostet 4 millioner kroner. Arbeidet tok seks uker. "
        "Ola Berg ledet arbeidet. Tre prosjekter er forsinket:\n"
        "• Ny kai (Havnevesenet)\nProsjektet mangler tillatelse fra fylket.\n"
        "• Lysbøyer (Kystverket)\nFordi leverandøren er konkurs, er leveransen utsatt.\n\n"
        "Neste møte: 7. september 2021\n"
    ),
    "2022 referat.txt": (
        "Referat fra møte i Havnerådet\nMøte 1/2022\nDato 9. mai 2022\n\n"
        "Sak 3/22 Mudring\n\nMudringen kostet 5 millioner kroner. Havna har 14 gjesteplasser.\n\n"
        "Neste møte: 12. oktober 2022\n"
    ),
}


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Archive]:
    with opened_archive(tmp_path_factory.mktemp("bevis"), PAPERS) as opened:
        yield opened


def first(answer: Answer) -> str:
    assert answer.answered, answer.text
    return " ".join(answer.citations[0].quote.split())


def test_a_number_of_what_is_counted(archive: Archive) -> None:
    assert "14 gjesteplasser" in first(ask(archive, "Hvor mange gjesteplasser har havna?"))


def test_what_is_counted_must_be_named(archive: Archive) -> None:
    assert not ask(archive, "Hvor mange ansatte har havna?").answered


def test_a_year_chooses_the_paper(archive: Archive) -> None:
    assert "4 millioner" in first(ask(archive, "Hva kostet mudringen i 2021?"))
    assert "5 millioner" in first(ask(archive, "Hva kostet mudringen i 2022?"))


def test_a_year_that_no_paper_is_about_is_refused(archive: Archive) -> None:
    assert not ask(archive, "Hva kostet mudringen i 2015?").answered


def test_next_is_answered_from_the_newest_paper(archive: Archive) -> None:
    assert "12. oktober 2022" in first(ask(archive, "Når er neste møte i Havnerådet?"))


def test_a_reason_is_quoted_with_the_item_that_it_explains(archive: Archive) -> None:
    assert "mangler tillatelse" in first(ask(archive, "Hvorfor er Ny kai forsinket?"))
    assert "konkurs" in first(ask(archive, "Hvorfor er Lysbøyer forsinket?"))


def test_a_person_is_asked_for(archive: Archive) -> None:
    assert "Ola Berg" in first(ask(archive, "Hvem ledet mudringen?"))


def test_every_quote_stands_where_it_is_said_to_stand(archive: Archive) -> None:
    for question in ("Hva kostet mudringen?", "Hvem ledet arbeidet?", "Hvor lang tid tok arbeidet?"):
        for citation in ask(archive, question).citations:
            assert quote_stands(archive, citation)


def test_evidence_never_overlaps_and_comes_best_first(archive: Archive) -> None:
    question = understand("Hva kostet mudringen?")
    found = find_evidence(archive, question, rank(archive, question.text, SearchOptions()), 5)
    assert [e.score for e in found] == sorted((e.score for e in found), reverse=True)
    for i, one in enumerate(found):
        for other in found[i + 1 :]:
            apart = one.span.end <= other.span.start or other.span.end <= one.span.start
            assert apart or one.passage.document != other.passage.document


def test_the_model_has_a_weight_for_each_feature() -> None:
    intercept, factors = weights()
    assert intercept < 0 and list(factors) == list(FEATURES)
    assert factors["bm25"] > 0 and factors["passage"] > 0


def test_half_a_compound_meets_little_of_a_need(archive: Archive) -> None:
    needs = needs_of(archive, archive.analyser.query_terms("gjesteplasser"))
    terms = archive.analyser.index_terms
    whole = needs.covered(frozenset(terms("gjesteplasser").parts) | frozenset(terms("gjesteplasser").stem))
    part = needs.covered(frozenset(terms("plasser").parts))
    assert whole == 1.0 and 0.0 < part < 0.5


def test_a_refusal_names_the_nearest_and_does_not_call_it_an_answer(archive: Archive) -> None:
    answer = ask(archive, "Hvor mange ansatte har havna?")
    assert answer.nearest and not answer.citations and answer.kind == "none"


def test_an_unsure_quote_is_cited_with_its_neighbours_and_stays_short(archive: Archive) -> None:
    question = understand("Hva skjer med leveransen av bøyer?")
    found = find_evidence(archive, question, rank(archive, question.text, SearchOptions()))
    unsure = [e for e in found if e.cited != e.span]
    assert unsure
    for one in unsure:
        assert one.cited.start <= one.span.start < one.span.end <= one.cited.end
        assert one.cited.end - one.cited.start <= 400
