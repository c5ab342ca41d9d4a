from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path
from urllib.parse import parse_qsl, urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.errors import UnreadableError, UsageError
from corpus.texts import Texts, texts
from ingest.boxes import Box
from ingest.isolate import Drawers
from ingest.read.render import Drawing, Picture
from search.find import SearchOptions, search
from ui.web.handlers.view import Viewing, view
from ui.web.links import Place
from ui.web.pictures import Pictures, picture_name, unchanged
from ui.web.source import Source

LINE = re.compile(r'class="line-mark" style="left:([\d.]+)%;top:([\d.]+)%;width:([\d.]+)%;height:([\d.]+)%"')


def shown(source: Source, say: Texts, place: Place, **how: object) -> str:
    count = Pictures(source.drawers).count
    return str(view(source.archive(), replace(Viewing(place), **how), say, count))


def place_of(source: Source, document: str, words: str) -> Place:
    text = source.archive().store.text(document, 0, 10**9)
    start = text.index(words)
    return Place(document, None, start, start + len(words))


def test_a_pdf_opens_on_the_page_of_the_quote_with_its_line_marked(source: Source, say: Texts) -> None:
    html = shown(source, say, place_of(source, "referat.pdf", "skal tennes i november"))
    assert say("ui.page_of", page=2, pages=2) in html
    marks = LINE.findall(html)
    assert marks, "the quote's lines are marked"
    for left, top, width, height in ((float(n) for n in mark) for mark in marks):
        assert 0 <= left < left + width <= 100 and 0 <= top < top + height <= 100


def test_the_same_page_as_text_has_the_quote_marked(source: Source, say: Texts) -> None:
    html = shown(source, say, place_of(source, "referat.pdf", "skal tennes"), as_text=True)
    assert '<mark class="quote-mark">skal tennes</mark>' in html
    assert "line-mark" not in html


def test_another_page_of_the_document_has_no_mark(source: Source, say: Texts) -> None:
    place = replace(place_of(source, "referat.pdf", "skal tennes"), page=1)
    assert "line-mark" not in shown(source, say, place)


def test_the_words_of_a_search_are_marked_one_by_one(source: Source, say: Texts) -> None:
    hit = search(source.archive(), "fyrlykt", SearchOptions(1))[0]
    place = Place(hit.document, hit.page, hit.start, hit.end)
    html = shown(source, say, place, as_text=True, words="fyrlykt")
    assert re.search(r'<mark class="quote-mark">[Ff]yrlykt\w*</mark>', html)


def test_a_text_opens_around_the_quote_and_leads_on_to_the_rest(source: Source, say: Texts) -> None:
    html = shown(source, say, place_of(source, "vedlikehold.txt", "brygge 300 i havna"))
    assert '<mark class="quote-mark">brygge 300 i havna</mark>' in html
    assert "brygge 1 i" not in html and "brygge 600 i" not in html
    assert say("ui.viewer_part_before") in html and say("ui.viewer_part_after") in html


def test_the_whole_of_a_long_text_can_be_reached(source: Source, say: Texts) -> None:
    seen, address = set(), Viewing(Place("vedlikehold.txt"))
    for _ in range(30):
        html = str(view(source.archive(), address, say))
        seen |= set(re.findall(r"brygge (\d+) i havna", html))
        onward = re.search(r'ved=(\d+)"[^>]*>' + say("ui.viewer_part_after"), html)
        if not onward:
            break
        address = replace(address, at=int(onward[1]))
    assert len(seen) == 600


def test_document_text_is_escaped(source: Source, say: Texts) -> None:
    html = shown(source, say, place_of(source, "kaiavgift.txt", "</mark></p> som"))
    assert '<mark class="quote-mark">&lt;/mark&gt;&lt;/p&gt; som</mark>' in html
    assert "<script" not in html and "<img" not in html


def test_a_pdf_without_text_tells_why_and_shows_its_page(source: Source, say: Texts) -> None:
    html = shown(source, say, Place("skannet.pdf"))
    assert "ingen tekst" in html and "<img" in html


def test_a_document_or_page_that_is_gone_is_a_sentence(source: Source, say: Texts) -> None:
    with pytest.raises(UsageError, match="ikke lenger i arkivet"):
        shown(source, say, Place("borte.pdf"))
    with pytest.raises(UsageError, match="har ikke side 99"):
        shown(source, say, Place("referat.pdf", 99))


@pytest.mark.parametrize(("start", "end"), [(5, 5), (10**9, 10**9 + 5), (50, 3), (0, 2**31 - 1)])
def test_a_span_outside_the_document_is_no_error(source: Source, say: Texts, start: int, end: int) -> None:
    for name in ("referat.pdf", "vedlikehold.txt"):
        assert shown(source, say, Place(name, None, start, end))


def test_a_page_is_drawn_and_kept(source: Source) -> None:
    archive = source.archive()
    document = archive.store.document("referat.pdf")
    assert document is not None
    pictures = Pictures(source.drawers)
    first = pictures.png(archive, picture_name(document, 1))
    assert first.startswith(b"\x89PNG")
    assert pictures.png(archive, picture_name(document, 1)) is first


def test_few_pictures_are_kept_where_memory_is_short(source: Source) -> None:
    archive = source.archive()
    document = archive.store.document("referat.pdf")
    assert document is not None
    pictures = Pictures(source.drawers, kept=1)
    first = pictures.png(archive, picture_name(document, 1))
    pictures.png(archive, picture_name(document, 2))
    assert pictures.png(archive, picture_name(document, 1)) is not first


def test_a_picture_with_numbers_is_not_kept_for_who_may_not_see_them(source: Source) -> None:
    archive = source.archive()
    document = archive.store.document("referat.pdf")
    assert document is not None
    pictures, name = Pictures(source.drawers), picture_name(document, 1)
    whole = pictures.png(archive, name)
    archive.hidden_boxes = lambda _name, _page: [Box(10, 10, 200, 200)]  # type: ignore[method-assign]
    try:
        covered = pictures.png(archive, name)
        assert covered != whole and pictures.png(archive, name) is covered
    finally:
        del archive.hidden_boxes
    assert pictures.png(archive, name) is whole


def test_a_page_that_stops_its_drawing_is_refused_and_not_tried_again_at_once(source: Source) -> None:
    archive = source.archive()
    document = archive.store.document("referat.pdf")
    assert document is not None
    tried = []

    class Stopped(Drawers):
        def draw(self, path: Path, name: str, wanted: Drawing) -> Picture:  # noqa: ARG002
            tried.append(wanted.page)
            raise UnreadableError("errors.file_hung", name=name)

    with Stopped() as drawers:
        pictures = Pictures(drawers)
        for page in (1, 1, 2):
            with pytest.raises(UnreadableError, match="tok for lang tid"):
                pictures.png(archive, picture_name(document, page))
    assert tried == [1, 2]


@pytest.mark.parametrize("name", ["../../etc/passwd", "0" * 32 + "-1", "referat", "", "0-1"])
def test_a_picture_of_nothing_in_the_archive_is_refused(source: Source, name: str) -> None:
    with pytest.raises(UsageError):
        Pictures(source.drawers).png(source.archive(), name)


def test_a_page_that_the_pdf_does_not_have_is_refused(source: Source) -> None:
    document = source.archive().store.document("referat.pdf")
    assert document is not None
    with pytest.raises(UnreadableError):
        Pictures(source.drawers).png(source.archive(), picture_name(document, 7))


def test_a_changed_file_is_shown_as_the_text_that_was_read(
    index_folder: Path, archive_folder: Path, say: Texts, tmp_path: Path
) -> None:
    file = archive_folder / "referat.pdf"
    kept = file.read_bytes()
    source = Source(index_folder)
    document = source.archive().store.document("referat.pdf")
    assert document is not None and unchanged(document)
    try:
        file.write_bytes(kept)  # the same content at another time
        assert unchanged(document)
        file.write_bytes(kept.replace(b"%PDF-1", b"%PDF-2"))
        html = shown(source, say, place_of(source, "referat.pdf", "skal tennes"))
        assert say("ui.viewer_no_picture") in html and "skal tennes</mark>" in html
        with pytest.raises(UnreadableError):
            Pictures(source.drawers).png(source.archive(), picture_name(document, 1))
    finally:
        file.write_bytes(kept)
        source.close()


@given(
    st.text(min_size=1, max_size=30).filter(str.strip),
    st.none() | st.integers(1, 10**8),
    st.none() | st.integers(0, 10**8),
    st.booleans(),
    st.none() | st.text(min_size=1, max_size=30),
)
def test_an_address_leads_back_to_the_view_it_was_made_from(
    name: str, page: int | None, start: int | None, as_text: bool, words: str | None
) -> None:
    say = texts("nn")
    viewing = Viewing(Place(name, page, start, start), as_text, words, start)
    query = dict(parse_qsl(urlsplit(viewing.address(say)).query, keep_blank_values=True))
    assert Viewing.of(query, say) == viewing
