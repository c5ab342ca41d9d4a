"""Answers from rows, end to end on an indexed archive."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.archive import Archive
from index.sync import SyncOptions, synchronise
from index.types import Filters
from index.writer import Writer
from search.ask import ask
from search.rows import prove
from search.rows.answer import answer_rows
from search.rows.loaded import loaded
from search.rows.table import load
from search.types import Answer, Searched
from search.understand import understand

QUESTIONS = [
    "Hvilke prosjekter hadde rød risiko i oktober 2021?",
    "Hvor mange prosjekter har grønn status?",
    "Hva er samlet budsjett i 2021 for prosjektene til Helse Fjell?",
    "Hvilke prosjekter gikk fra gul til rød status siden mars 2021?",
    "Hvem er prosjektleder for Nødnett Fjell?",
    "Hva er de to dyreste prosjektene i 2022?",
    "Hvor mange prosjekter har hver virksomhet i mars 2021?",
    "Hvor stor andel av prosjektene har gul status i mars 2021?",
    "Hva er gjennomsnittlig budsjett i 2021?",
    "Hvilke prosjekter er nye i oktober 2021?",
    "Hvilke prosjekter har rød status og grønn risiko?",
    "Kva prosjekt hadde raud risiko i mars 2021?",
    "Which projects have yellow or red risk?",
    "How much did the budget of Sikker post in 2021 increase since March 2021?",
]


def found(archive: Archive, question: str, filters: Filters | None = None) -> Answer:
    answer = answer_rows(archive, understand(question), filters or Filters(), Searched(3, ()))
    assert answer is not None
    return answer


def names(answer: Answer) -> list[str]:
    return [record["name"] for record in answer.records]


@pytest.mark.parametrize("question", QUESTIONS)
def test_every_quote_is_the_documents_own_words_and_every_row_is_cited(
    archive: Archive, question: str
) -> None:
    answer = found(archive, question)
    assert answer.answered and answer.kind == "records"
    for citation in answer.citations:
        assert citation.quote == archive.store.text(citation.document, citation.start, citation.end)
        assert 0 < len(citation.quote) <= 1200
    places = {(c.document, c.start) for c in answer.citations}
    for record in answer.records:
        assert record["quote"] == archive.store.text(record["document"], record["start"], record["end"])
        assert (record["document"], record["start"]) in places
        assert record["name"].split()[0] in record["quote"]
    marks = {int(n) for n in re.findall(r"\[(\d+)\]", answer.text)}
    assert marks == {c.n for c in answer.citations} == set(range(1, len(answer.citations) + 1))


@pytest.mark.parametrize("question", QUESTIONS)
def test_an_answer_from_rows_is_what_ask_gives(archive: Archive, question: str) -> None:
    assert ask(archive, question).records == found(archive, question).records


WORDS = (
    "hvilke prosjekter hvor mange hvem røde gul status risiko ikke og eller uten fra til over under 10 millioner "
    "prosent budsjett 2021 2022 oktober mars siden forrige siste nye ute samlet størst endret fremdrift Sikker post "
    "Nødnett Fjell Helse Haugland Planlegging innsatsområde mellom både hver enn which red project"
).split()


@settings(max_examples=150)
@given(st.lists(st.sampled_from(WORDS), min_size=1, max_size=10))
def test_any_question_gets_a_proven_answer_or_none(archive: Archive, words: list[str]) -> None:
    answer = answer_rows(archive, understand(" ".join(words)), Filters(), Searched(3, ()))
    if answer is not None and answer.answered:
        assert answer.citations
        assert all(c.quote == archive.store.text(c.document, c.start, c.end) for c in answer.citations)


def test_the_number_comes_first(archive: Archive) -> None:
    assert found(archive, "Hvor mange prosjekter hadde rød risiko i oktober 2021?").text.startswith(
        "2 prosjekter"
    )
    assert found(archive, "How many projects had red risk in October 2021?").text.startswith("2 projects")


def test_without_a_date_every_report_answers_newest_first(archive: Archive) -> None:
    answer = found(archive, "Hvilke prosjekter har rød risiko?")
    assert [r["as_of"] for r in answer.records] == ["2021-10-08"] * 2 + ["2021-03-12"] * 2
    first, second = answer.text.split("\n")
    assert "8. oktober 2021" in first and "12. mars 2021" in second


def test_nothing_that_fits_is_an_answer_proven_by_the_table(archive: Archive) -> None:
    answer = found(archive, "Hvilke prosjekter har rød status og grønn risiko i mars 2021?")
    assert answer.answered and not answer.records
    assert answer.text.startswith("Ingen av de 6 prosjektene")
    assert "Ansvarlig virksomhet" in answer.citations[0].quote


def test_sums_keep_the_unit_and_are_exact(archive: Archive) -> None:
    answer = found(
        archive, "Hva er samlet budsjett i 2021 for prosjektene til Helse Fjell i rapporten fra mars 2021?"
    )
    assert "70,5 mill. kr" in answer.text
    assert names(answer) == ["Sikker post", "Nødnett Fjell", "Digital timebok"]


def test_a_change_holds_the_older_row_too(archive: Archive) -> None:
    answer = found(archive, "Hvilke prosjekter gikk fra gul til rød status fra mars til oktober 2021?")
    (record,) = answer.records
    assert (record["name"], record["status"], record["previous"]["status"]) == ("Sikker post", "rød", "gul")
    assert {record["as_of"], record["previous"]["as_of"]} == {"2021-10-08", "2021-03-12"}


def test_a_renamed_project_is_matched_by_its_id(archive: Archive) -> None:
    answer = found(archive, "Hvilke prosjekter har forbedret status siden mars 2021?")
    assert [(r["name"], r["previous"]["name"]) for r in answer.records] == [
        ("E-kvittering", "Elektronisk kvittering")
    ]
    answer = found(archive, "Hvilken risiko hadde Elektronisk kvittering i oktober 2021?")
    assert names(answer) == ["E-kvittering"]


def test_a_difference_is_told_with_its_size(archive: Archive) -> None:
    answer = found(archive, "Hvor mye økte budsjettet til Sikker post i 2021 fra mars til oktober 2021?")
    assert "+3 mill. kr" in answer.text


def test_an_abbreviation_and_its_name_are_one_owner(archive: Archive) -> None:
    answer = found(archive, "Hvilke prosjekter har KIN ansvar for?")
    assert {r["owner"] for r in answer.records} == {"KIN", "Kommunesamarbeidet i Nordbygd"}


def test_the_text_of_the_report_is_cited_beside_the_rows(archive: Archive) -> None:
    answer = found(archive, "Hvilke prosjekter hadde rød risiko i mars 2021?")
    assert "sier det samme" in answer.text
    assert (
        "Leverandøren mangler folk" in answer.citations[-1].quote
        or "To prosjekter" in answer.citations[-1].quote
    )


def test_text_and_table_that_disagree_are_both_quoted(archive: Archive) -> None:
    answer = found(archive, "Hvilke prosjekter hadde rød risiko i oktober 2021?")
    assert names(answer) == ["Sikker post", "E-kvittering"]
    assert "uenige" in answer.text and "Tre prosjekter har rød risiko" in answer.text


def test_what_is_told_of_one_project_is_cited(archive: Archive) -> None:
    answer = found(archive, "Hvilken status har Sikker post i oktober 2021?")
    assert any("leverandøren trakk seg" in c.quote for c in answer.citations)


def test_the_language_is_the_questions(archive: Archive) -> None:
    assert "raud risiko" in found(archive, "Kva prosjekt hadde raud risiko i mars 2021?").text
    assert "red risk" in found(archive, "Which projects had red risk in March 2021?").text


@pytest.mark.parametrize(
    ("question", "told"),
    [
        ("Hvilke prosjekter hadde rød risiko i 2017?", "8. oktober 2021 og 12. mars 2021"),
        ("Which projects had red risk in May 2021?", "8 October 2021 and 12 March 2021"),
        ("Hvilken status har prosjektet Romheisen?", "«Romheisen»"),
        ("Hvilken risiko hadde Pasientkanalen i oktober 2021?", "12. mars 2021"),
        ("Hva er samlet budsjett for Helse Fjell i 2030?", "2030"),
    ],
)
def test_what_the_archive_does_not_hold_is_said(archive: Archive, question: str, told: str) -> None:
    answer = found(archive, question)
    assert not answer.answered and answer.kind == "none"
    assert not answer.citations and not answer.records
    assert told in answer.text


def test_the_whole_portfolio_is_told_by_the_text_where_it_does(archive: Archive) -> None:
    question = "Hvor mange prosjekter består porteføljen av i {} 2021?"
    assert answer_rows(archive, understand(question.format("mars")), Filters(), Searched(3, ())) is None
    assert found(archive, question.format("oktober")).text.startswith("6 prosjekter")


def test_filters_hold_for_rows(archive: Archive) -> None:
    answer = found(archive, "Hvilke prosjekter har rød risiko?", Filters(documents=("mars.txt",)))
    assert {r["document"] for r in answer.records} == {"mars.txt"}
    answer = found(archive, "Hvilke prosjekter har rød risiko?", Filters(documents=("notat.txt",)))
    assert not answer.answered


def test_a_wrong_number_never_leaves(archive: Archive, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(prove, "_number", lambda *_: None)
    question = understand("Hva er samlet budsjett i 2021 for prosjektene til Helse Fjell?")
    assert answer_rows(archive, question, Filters(), Searched(3, ())) is None


def test_an_archive_without_tables_leaves_the_question_alone(tmp_path: Path) -> None:
    (tmp_path / "notat.txt").write_text("Notat\n\nRådet hadde møte i mars.\n", "utf-8")
    with Writer(tmp_path / "index") as writer:
        synchronise(writer, [tmp_path / "notat.txt"], SyncOptions(jobs=1))
    archive = Archive(tmp_path / "index")
    question = understand("Hvilke prosjekter har rød risiko?")
    assert answer_rows(archive, question, Filters(), Searched(1, ())) is None
    archive.close()


def test_rows_are_read_again_when_the_archive_has_changed(reports: Path, tmp_path: Path) -> None:
    folder = shutil.copytree(reports, tmp_path / "reports")
    (folder / "oktober.txt").unlink()
    with Writer(tmp_path / "index") as writer:
        synchronise(writer, [folder], SyncOptions(jobs=1))
    archive = Archive(tmp_path / "index")
    before = load(archive)
    assert load(archive) is before and loaded(archive) is loaded(archive)
    shutil.copy(reports / "oktober.txt", folder)
    with Writer(tmp_path / "index") as writer:
        synchronise(writer, [folder], SyncOptions(jobs=1))
    assert (len(before.reports), len(load(archive).reports)) == (1, 2)
    archive.close()
