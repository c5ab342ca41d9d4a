"""Saker: the register, a case's page and its address, over the sample archive."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.errors import UsageError
from corpus.texts import LANGUAGES, Texts, texts
from index.archive import Archive
from ingest.meeting.register import difference
from search.cases.register import aliases, every_case
from ui.web.handlers.case import case_page
from ui.web.handlers.case_names import CaseName, find, name_of
from ui.web.handlers.case_words import changed, quoted
from ui.web.handlers.cases import CaseFilter, choices, register
from ui.web.source import Source

COUNCIL = "Samhandlingsrådet"


def numbers(html: str) -> list[str]:
    return re.findall(r'<span class="number">([^<]+)</span>', html)


@pytest.fixture(scope="module")
def archive(sample_index: Path) -> Iterator[Archive]:
    opened = Archive(sample_index)
    yield opened
    opened.close()


def test_every_case_is_listed_the_newest_meeting_first(sample: Source, archive: Archive, say: Texts) -> None:
    html = str(register(sample, CaseFilter(), say))
    assert len(numbers(html)) == len(every_case(archive)) == 70
    days = [
        c.case.date or ""
        for number in numbers(html)[:1]
        for c in every_case(archive)
        if c.case.number == number
    ]
    assert max(c.case.date or "" for c in every_case(archive)) in days


@pytest.mark.parametrize("written", ["4/23", "004/23", "2023/4", "sak 4/23", "PS 4/23"])
def test_a_number_is_found_however_it_is_written(sample: Source, say: Texts, written: str) -> None:
    html = str(register(sample, CaseFilter(written), say))
    assert numbers(html) == ["4/23", "4/23"]


def test_words_of_the_title_are_found_as_they_are_typed(sample: Source, say: Texts) -> None:
    html = str(register(sample, CaseFilter("LEGEMIDDELKORT pil"), say))
    assert numbers(html) == ["8/23", "4/23"]
    assert say("cases_tab.none") in register(sample, CaseFilter("finnes ikke"), say)


def test_filters_narrow_the_register_down(sample: Source, say: Texts) -> None:
    bodies, years, statuses = choices(sample, say)
    assert [year for year, _ in years] == ["2024", "2023", "2022"]
    assert ("Trukket", "trukket") in statuses
    council = dict(bodies)[COUNCIL]
    html = str(register(sample, CaseFilter(body=council, year="2023", status="trukket"), say))
    assert numbers(html) == ["6/23"]


def test_a_long_register_is_shown_a_page_at_a_time(sample: Source, say: Texts) -> None:
    html = str(register(sample, CaseFilter(shown=10), say))
    assert len(numbers(html)) == 10
    assert 'data-more="110"' in html and say("ui.hits_more", count=60) in html


def test_a_page_tells_decision_proposal_changes_and_the_course(sample: Source, say: Texts) -> None:
    html = str(case_page(sample, f"{COUNCIL}/2023/4", say))
    for heading in ("decision", "proposal", "difference", "course", "mentions"):
        assert f"<h2>{say(f'cases_tab.{heading}')}</h2>" in html
    assert re.search(r"<del>.*?60</del> <ins>.*?70</ins>", html)
    assert "Samira Rahimi Lieng" in html and "2023/1412-3" in html
    assert 'aria-current="page"' in html and 'data-case="Fagutvalget-for-e-helse/2022/3"' in html
    assert 'data-copy-link="/sak/Samhandlingsr%C3%A5det/2023/4"' in html


def test_every_quote_of_a_page_leads_to_its_place(sample: Source, archive: Archive, say: Texts) -> None:
    html = str(case_page(sample, f"{COUNCIL}/2023/4", say))
    links = re.findall(r'href="[^"]*dok=[^"]+" (?:class="source-link" )?data-view="sak"', html)
    case = next(c.case for c in every_case(archive) if c.case.title.endswith("pilot i Elvestrand og Skarvåg"))
    assert len(links) == 2 + len(case.mentions)


def test_every_case_has_a_page_in_every_language_and_an_address_that_leads_back(
    sample: Source, archive: Archive
) -> None:
    known = aliases(archive)
    for language in LANGUAGES:
        say = texts(language)
        for candidate in every_case(archive):
            name = name_of(candidate.case, known)
            assert find(archive, name).case is candidate
            assert CaseName.of(name.text) == name
            assert candidate.case.number in case_page(sample, name.text, say)


def test_a_same_proposal_is_said_to_be_the_same(sample: Source, say: Texts) -> None:
    html = case_page(sample, f"{COUNCIL}/2022/7", say)
    assert say("cases_tab.same") in html and say("cases_tab.difference") not in html


@pytest.mark.parametrize(
    "name", ["samhandlingsrådet/23/4", "SAMHANDLINGSRÅDET/2023/004", "/Samhandlingsrådet/2023/4/"]
)
def test_an_address_is_read_with_some_leniency(sample: Source, say: Texts, name: str) -> None:
    assert "Felles legemiddelkort" in case_page(sample, name, say)


def test_an_unknown_case_leads_to_the_nearest_of_its_body(sample: Source, say: Texts) -> None:
    html = str(case_page(sample, f"{COUNCIL}/2023/99", say))
    assert "99/23" in html and say("cases_tab.near") in html
    assert numbers(html) == ["15/23", "14/23", "13/23"]


def test_a_number_of_another_body_is_offered_not_guessed(sample: Source, say: Texts) -> None:
    html = str(case_page(sample, "Havnestyret/2023/4", say))
    assert say("cases_tab.elsewhere") in html and numbers(html) == ["4/23", "4/23"]
    assert "case-facts" not in html


@pytest.mark.parametrize(
    "name", ["", "4/23", "Rådet", "Rådet/2020", "Rådet/20205/1", "Rådet/2020/x", "Rådet/٢٠٢٠/1", "a" * 400]
)
def test_an_address_of_no_case_is_one_sentence(sample: Source, say: Texts, name: str) -> None:
    with pytest.raises(UsageError, match="/sak/"):
        case_page(sample, name, say)


def test_markup_in_documents_stays_text(source: Source, say: Texts) -> None:
    listed = str(register(source, CaseFilter(), say))
    page = str(case_page(source, "Havnerådet/2022/4", say))
    for html in (listed, page):
        assert "<script" not in html and "<img" not in html and "<b>" not in html
    assert "&lt;/mark&gt;&lt;/p&gt; som foreslått" in page


def test_markup_in_an_address_stays_text(source: Source, say: Texts) -> None:
    assert "<img" not in case_page(source, "<img src=x>/2022/9", say)


def test_without_an_index_the_register_tells_how_to_make_one(tmp_path: Path, say: Texts) -> None:
    assert "/?fane=arkiv" in register(Source(tmp_path), CaseFilter(), say)


def test_lines_that_the_paper_broke_are_whole_and_items_apart() -> None:
    html = str(quoted(["1. Rådet slutter\nseg til planen.\n2. Rådet ber\n\n", "om en ny rapport.\n\nSlutt."]))
    lines = ("1. Rådet slutter seg til planen.", "2. Rådet ber om en ny rapport.", "Slutt.")
    assert html == "<blockquote>" + "".join(f"<p>{line}</p>" for line in lines) + "</blockquote>"


def test_paragraphs_of_unbroken_text_and_short_last_lines_are_kept_apart() -> None:
    unbroken = "Rådet viser til saken. " * 12
    assert str(quoted([f"{unbroken}\nRådet ber om mer."])).count("<p>") == 2
    broken = "Rådet viser til saken og til det som ble sagt om\nden i møtet.\nRådet ber om mer."
    assert str(quoted([broken])).count("<p>") == 2
    assert quoted([]) == "<blockquote></blockquote>"


@given(st.text(st.characters(exclude_categories=("Cs", "Cc")) | st.sampled_from("\n .1a")))
def test_no_word_of_a_quote_is_lost(text: str) -> None:
    shown = re.sub(r"<[^>]*>", " ", str(quoted([text])))
    assert unescape(shown).split() == text.split()


def test_words_that_hardly_any_are_left_of_are_not_compared(say: Texts) -> None:
    assert changed(difference("Rådet sier ja.", "Saken er sendt tilbake."), say) == (
        f"<p>{say('cases_tab.rewritten')}</p>"
    )


def test_changes_are_told_by_more_than_their_colour(say: Texts) -> None:
    html = str(changed(difference("1. Rådet sier <ja> nå.", "1. Rådet sier nei nå. 2. Saken er slutt."), say))
    assert f'<del><span class="heard">{say("cases_tab.removed")}: </span>&lt;ja&gt;</del>' in html
    assert f'<br><ins><span class="heard">{say("cases_tab.added")}: </span>2. Saken er slutt.</ins>' in html
