from __future__ import annotations

from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markupsafe import Markup

from corpus.texts import texts
from ingest.document import Span
from ui.web.html import address, shown_counts, shown_date, shown_kind, tag
from ui.web.marks import marked


class Reader(HTMLParser):
    """The tags and the text that a browser would see."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.attributes: list[tuple[str, str | None]] = []
        self.text = ""

    def handle_starttag(self, name: str, attributes: list[tuple[str, str | None]]) -> None:
        self.tags.append(name)
        self.attributes += attributes

    def handle_data(self, data: str) -> None:
        self.text += data


def read(html: str) -> Reader:
    reader = Reader()
    reader.feed(html)
    reader.close()
    return reader


# A browser turns carriage returns and null characters into something else whatever one does.
plain = st.text(st.characters(exclude_characters="\r\x00", exclude_categories=("Cs",)))


@given(plain, plain)
def test_text_and_attributes_come_back_and_make_no_tags(text: str, value: str) -> None:
    seen = read(tag("p", text, title=value))
    assert seen.tags == ["p"]
    assert seen.text == text
    assert seen.attributes == [("title", value)]


def test_markup_is_left_alone_and_none_is_left_out() -> None:
    assert tag("p", Markup("<b>ja</b>"), None, "<i>") == "<p><b>ja</b>&lt;i&gt;</p>"


def test_attribute_names_and_bare_attributes() -> None:
    made = tag("input", class_="felt", data_view="a", hidden=True, disabled=False, title=None)
    assert made == '<input class="felt" data-view="a" hidden>'


@given(plain, st.lists(st.tuples(st.integers(0, 60), st.integers(0, 60))))
def test_marking_never_changes_the_text(text: str, places: list[tuple[int, int]]) -> None:
    spans = [Span(min(place), max(place)) for place in places]
    seen = read(marked(text, spans))
    assert seen.text == text
    assert set(seen.tags) <= {"mark"}


def test_an_address_is_quoted() -> None:
    assert address("/", dok="a & b?.pdf", side=3, fra=None) == "/?dok=a%20%26%20b%3F.pdf&side=3"


@pytest.mark.parametrize(
    ("iso", "language", "shown"),
    [
        ("2023-03-16", "nb", "16. mars 2023"),
        ("2023-10", "nn", "oktober 2023"),
        ("2023", "en", "2023"),
        ("2023-03-16", "en", "16 March 2023"),
        ("i fjor", "nb", "i fjor"),
        ("2023-77-01", "nb", "2023-77-01"),
    ],
)
def test_dates_are_written_out_as_far_as_they_are_known(iso: str, language: str, shown: str) -> None:
    assert shown_date(iso, texts(language)) == shown


def test_no_date_and_no_kind_are_nothing() -> None:
    assert shown_date(None, texts("nb")) is None
    assert shown_kind("other", texts("nb")) is None
    assert shown_kind("case paper", texts("nb")) == "Saksframlegg"


@pytest.mark.parametrize(
    ("documents", "pages", "shown"),
    [(1, 0, "Ett dokument"), (3, 12, "3 dokumenter, 12 sider"), (0, 0, "0 dokumenter")],
)
def test_counts_are_written_out(documents: int, pages: int, shown: str) -> None:
    assert shown_counts({"documents": documents, "pages": pages}, texts("nb")) == shown
