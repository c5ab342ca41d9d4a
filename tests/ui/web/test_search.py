from __future__ import annotations

import re
from html import unescape
from pathlib import Path
from urllib.parse import parse_qsl, urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.texts import Texts
from ingest.document import Span
from search.filters import FilterWords
from search.types import Hit
from ui.web.handlers.facets import chosen, toggled
from ui.web.handlers.search import (
    Query,
    body_choices,
    document_choices,
    excerpt,
    kind_choices,
    ordered,
    results,
)
from ui.web.source import Source


def found(source: Source, text: str, say: Texts, **words: str) -> str:
    return str(results(source, Query(text, FilterWords(**words)), say))


def test_matched_words_are_marked_in_any_inflection(source: Source, say: Texts) -> None:
    html = found(source, "fyrlykter", say)
    assert (
        '<mark class="word-mark">fyrlykten</mark>' in html
        or '<mark class="word-mark">Fyrlykten</mark>' in html
    )


def test_a_hit_links_to_its_page_with_the_words_to_mark(source: Source, say: Texts) -> None:
    html = found(source, "fyrlykt november", say)
    assert 'href="/?dok=referat.pdf&amp;side=2&amp;' in html
    assert "ord=fyrlykt%20november" in html


def test_hits_are_escaped(source: Source, say: Texts) -> None:
    html = found(source, "kaiavgift", say)
    assert "kaiavgift.txt" in html
    assert "<img" not in html and "<script" not in html and "&lt;" in html


def test_filters_narrow_the_hits_down(source: Source, say: Texts) -> None:
    assert "vedlikehold.txt" in found(source, "brygge", say)
    assert "vedlikehold.txt" not in found(source, "brygge", say, document="referat.pdf")


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ({"since": "i fjor"}, "«i fjor» er ikke en dato: skriv for eksempel 2023"),
        ({"until": "2023-13"}, "«2023-13» er ikke en dato"),
        ({"body": "Månerådet"}, "har ikke utvalget"),
        ({"kind": "dikt"}, "dokumenttype"),
    ],
)
def test_a_wrong_filter_is_answered_by_its_sentence(
    source: Source, say: Texts, words: dict, said: str
) -> None:
    assert said in found(source, "brygge", say, **words)


def test_an_empty_query_gives_a_hint(source: Source, say: Texts) -> None:
    assert say("ui.search_hint") in found(source, "  ", say)


def test_nothing_found_repeats_the_query_escaped(source: Source, say: Texts) -> None:
    html = found(source, "<i>zyxwvq</i>", say, since="2090")
    assert "&lt;i&gt;zyxwvq" in html and "<i>" not in html


def test_a_missing_index_is_told_of(tmp_path: Path, say: Texts) -> None:
    assert "/?fane=arkiv" in found(Source(tmp_path), "brygge", say)


def test_choices_are_those_of_the_archive(source: Source, say: Texts) -> None:
    assert document_choices(source) == ["kaiavgift.txt", "referat.pdf", "skannet.pdf", "vedlikehold.txt"]
    assert isinstance(body_choices(source), list)
    assert ("Saksframlegg", "case paper") in kind_choices(say)


def hit(date: str | None) -> Hit:
    return Hit("a", "A", None, 0, 1, 1.0, "a", date, None, "other", None)


def test_hits_by_date_have_those_without_one_last() -> None:
    hits = [hit(None), hit("2022"), hit("2023-05-01")]
    assert [h.date for h in ordered(hits, "newest")] == ["2023-05-01", "2022", None]
    assert [h.date for h in ordered(hits, "oldest")] == ["2022", "2023-05-01", None]
    assert ordered(hits, "relevance") == hits


@given(
    st.text("ab \n", max_size=400),
    st.lists(st.tuples(st.integers(0, 380), st.integers(1, 9))),
    st.integers(20, 100),
)
def test_an_excerpt_is_part_of_the_text_and_no_longer_than_asked(
    text: str, places: list[tuple[int, int]], length: int
) -> None:
    part = excerpt(text, [Span(at, at + size) for at, size in places], length)
    assert 0 <= part.start <= part.end <= len(text)
    assert part.end - part.start <= length


def test_an_excerpt_holds_what_was_found() -> None:
    text = "ord " * 300 + "fyrlykt " + "ord " * 300
    at = text.index("fyrlykt")
    part = excerpt(text, [Span(at, at + 7)])
    assert "fyrlykt" in part.of(text)


def test_facets_count_the_hits_and_are_filters(source: Source, say: Texts) -> None:
    html = found(source, "fyrlykt kaiavgift brygge", say)
    assert html.count("data-facet=") >= 2
    assert 'aria-pressed="true"' not in html
    chosen = found(source, "fyrlykt kaiavgift brygge", say, since="2023", until="2023")
    assert 'data-facet="year" data-value="2023" aria-pressed="true"' in chosen


@given(st.sampled_from([("body", "Havnerådet"), ("kind", "minutes"), ("year", "2023"), ("case", "4/23")]))
def test_choosing_a_facet_twice_lets_go_of_it(facet: tuple[str, str]) -> None:
    words = FilterWords(document="a.pdf")
    once = toggled(words, *facet)
    assert chosen(once) == dict([facet])
    assert chosen(toggled(once, *facet)) == {}
    assert toggled(once, "nonsense", "x") == once


def test_cases_are_counted_by_body_where_bodies_share_a_number(sample: Source, say: Texts) -> None:
    html = found(sample, "vedtak", say, case="4/23")
    assert 'data-value="4/23|Samhandlingsrådet"' in html
    assert 'data-value="4/23|Fagutvalget for e-helse"' in html
    assert html.count("Felles legemiddelkort – pilot i Elvestrand og Skarvåg</span>") >= 1, "with its title"
    one = toggled(FilterWords(case="4/23"), "case", "4/23|Samhandlingsrådet")
    assert (one.case, one.body) == ("4/23", "Samhandlingsrådet")
    html = str(results(sample, Query("vedtak", one), say))
    assert 'data-facet="case" data-value="4/23" aria-pressed="true"' in html
    assert toggled(one, "case", "4/23").case is None


def test_more_like_a_hit_is_other_papers_and_leads_back(sample: Source, say: Texts) -> None:
    seed = re.search(r'data-like="(\d+:[^"]+)"', found(sample, "legemiddelkort", say))
    assert seed
    html = str(results(sample, Query("legemiddelkort", like=unescape(seed[1])), say))
    assert 'data-like=""' in html and "Ligner på" in html
    hits = re.findall(r'data-document="([^"]+)"', html)
    assert hits and unescape(seed[1]).partition(":")[2] not in map(unescape, hits)
    alone = str(results(sample, Query("", like=unescape(seed[1])), say))
    assert "Ligner på" in alone and 'data-like=""' not in alone, "there is no search to go back to"


@pytest.mark.parametrize(
    "like", ["12:borte.pdf", "x", "-1:referat.pdf", ":", "99999999999999999999:referat.pdf"]
)
def test_what_is_like_nothing_is_a_sentence(source: Source, say: Texts, like: str) -> None:
    html = str(results(source, Query("brygge", like=like), say))
    assert "søk en gang til" in html or "Ligner på" in html


def test_a_search_is_read_back_from_its_address(say: Texts) -> None:
    words = FilterWords("2023", "2024-05", "Rådet", "minutes", "b/c.pdf", "4/23")
    query = Query("æ & ø", words, "oldest", like="120:b/c: d.pdf")
    asked = dict(parse_qsl(urlsplit(query.address(say)).query))
    assert Query.of(asked) == query
    assert Query.of({"sok": "a", "orden": "sideways"}) == Query("a")


def test_more_hits_are_a_button_away(source: Source, say: Texts) -> None:
    few = str(results(source, Query("brygge", shown=2), say))
    assert few.count('class="hit"') == 2 and 'data-more="' in few


def test_passages_far_down_that_share_no_word_with_the_query_are_not_hits(source: Source, say: Texts) -> None:
    html = str(results(source, Query("kaiavgift", shown=100), say))
    assert html.count('class="hit"') <= 8


def test_a_typing_error_is_offered_mended_and_not_searched_for(source: Source, say: Texts) -> None:
    html = found(source, "kaiavgiftt", say)
    assert 'Mente du <a href="/?sok=kaiavgift">kaiavgift</a>?' in html
    assert "Mente du" not in found(source, "kaiavgift", say)
