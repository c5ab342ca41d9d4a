"""PDF files become text, pages and the places of words."""

from __future__ import annotations

import io
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pypdf
import pypdfium2
import pytest
from fpdf import FPDF
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from corpus.errors import UnreadableError
from ingest.boxes import Word, unpack
from ingest.document import Media
from ingest.read import read
from ingest.read.pdf import iso_date, read_pdf, useful_title
from ingest.read.render import render_page

DEJAVU = Path("/usr/share/fonts/truetype/dejavu/DejaVuSans.ttf")


def pdf_of(*pages: str, draw: Callable[[FPDF], None] | None = None, size: int = 12) -> bytes:
    """A PDF with one text a page in Helvetica; `draw` works on each page after its text."""
    pdf = FPDF()
    pdf.set_auto_page_break(False)
    pdf.set_font("Helvetica", size=size)
    for text in pages:
        pdf.add_page()
        pdf.multi_cell(0, 8, text)
        if draw is not None:
            draw(pdf)
    return bytes(pdf.output())


def changed(data: bytes, change: Callable[[pypdf.PageObject], object]) -> bytes:
    """The PDF with `change` done to each page."""
    writer = pypdf.PdfWriter(clone_from=io.BytesIO(data))
    for page in writer.pages:
        change(page)
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def ink_within(data: bytes, word: Word) -> tuple[float, float]:
    """How much of the page's ink lies in the word's box, and how far the box is filled (0 to 1 each)."""
    scale = 4.0
    page = pypdfium2.PdfDocument(data)[0]
    picture = page.render(scale=scale).to_pil().convert("L").point(lambda shade: 255 if shade < 128 else 0)
    box = tuple(round(side * scale) for side in word.box)
    inside = sum(picture.crop(box).histogram()[128:])
    everywhere = sum(picture.histogram()[128:])
    return inside / everywhere, inside / ((box[2] - box[0]) * (box[3] - box[1]))


def test_the_pages_are_the_text_in_order_each_ended_by_a_form_feed() -> None:
    reading = read_pdf(pdf_of("Første side\nMed to linjer", "Andre side"), "a.pdf")
    assert reading.text == "Første side\nMed to linjer\fAndre side\f"
    assert [(page.number, reading.text[page.start : page.end]) for page in reading.pages] == [
        (1, "Første side\nMed to linjer"),
        (2, "Andre side"),
    ]
    assert reading.media is Media.PDF


def test_the_text_is_what_pdfium_says_with_three_characters_replaced() -> None:
    data = pdf_of("Direktoratet for arbeid og bud-\nsjett\nog mer tekst")
    raw = pypdfium2.PdfDocument(data)[0].get_textpage().get_text_range()
    assert "\ufffe" in raw
    text = read_pdf(data, "a.pdf").text
    assert text == raw.replace("\r\n", "\n").replace("\ufffe", "-") + "\f"
    assert "bud-sjett" in text


def test_every_word_has_its_place_and_the_place_says_the_word() -> None:
    reading = read_pdf(pdf_of("Sak 15/20 Felles portefølje\nVedtak: tatt til etterretning"), "a.pdf")
    words = unpack(reading.pages[0].boxes)
    text = reading.text
    assert [text[word.start : word.start + word.length] for word in words] == text.split()
    page = reading.pages[0]
    for word in words:
        assert 0 <= word.box.left < word.box.right <= page.width
        assert 0 <= word.box.top < word.box.bottom <= page.height


def test_a_word_broken_at_a_line_end_has_a_box_on_each_line() -> None:
    reading = read_pdf(pdf_of("Direktoratet for arbeid og bud-\nsjett og mer"), "a.pdf")
    by_word = {reading.text[w.start : w.start + w.length]: w.box for w in unpack(reading.pages[0].boxes)}
    assert by_word["bud-"].bottom <= by_word["sjett"].top + 3
    assert by_word["bud-"].left > by_word["sjett"].right


@pytest.mark.parametrize("turn", [0, 90, 180, 270])
@pytest.mark.parametrize("crop", [False, True])
def test_boxes_lie_on_the_ink_however_the_page_is_turned_and_cropped(turn: int, crop: bool) -> None:
    data = changed(pdf_of("MMMM"), lambda page: page.rotate(turn))
    if crop:

        def cut(page: pypdf.PageObject) -> None:
            page.cropbox = pypdf.generic.RectangleObject((15, 500, 400, 830))

        data = changed(data, cut)
    page = read_pdf(data, "a.pdf").pages[0]
    shown = pypdfium2.PdfDocument(data)[0].get_size()
    assert (page.width, page.height) == pytest.approx(shown)
    (word,) = unpack(page.boxes)
    share, filled = ink_within(data, word)
    assert share > 0.97
    assert filled > 0.15


def test_a_word_written_upwards_lies_in_its_box() -> None:
    pdf = FPDF()
    pdf.set_font("Helvetica", size=20)
    pdf.add_page()
    with pdf.rotation(90, 100, 100):
        pdf.text(100, 100, "OPPOVER")
    data = bytes(pdf.output())
    (word,) = unpack(read_pdf(data, "a.pdf").pages[0].boxes)
    assert word.box.bottom - word.box.top > 2 * (word.box.right - word.box.left)
    assert ink_within(data, word)[0] > 0.97


def test_two_columns_keep_their_words_apart() -> None:
    pdf = FPDF()
    pdf.set_font("Helvetica", size=11)
    pdf.add_page()
    for x, side in ((10, "Venstre"), (110, "Høyre")):
        pdf.set_xy(x, 20)
        pdf.multi_cell(85, 6, f"{side} spalte sier sitt om saken. " * 12)
    reading = read_pdf(bytes(pdf.output()), "a.pdf")
    text, middle = reading.text, reading.pages[0].width / 2
    left = text.rindex("Venstre")
    assert text.index("Høyre") > left
    for word in unpack(reading.pages[0].boxes):
        assert (
            word.box.right < middle
            if word.start <= left
            else word.box.left > middle - 10 or word.start < left + 40
        )


@pytest.mark.skipif(not DEJAVU.exists(), reason="needs a font with letters outside the first plane")
def test_offsets_hold_behind_letters_that_take_two_units() -> None:
    pdf = FPDF()
    pdf.add_font("wide", "", str(DEJAVU))
    pdf.set_font("wide", size=14)
    pdf.add_page()
    pdf.multi_cell(0, 8, "Før 𝔸𝔹 etter ﬁn ﬂyt\nשלום עולם\nslutt")
    data = bytes(pdf.output())
    reading = read_pdf(data, "a.pdf")
    words = {reading.text[w.start : w.start + w.length]: w for w in unpack(reading.pages[0].boxes)}
    assert {"Før", "𝔸𝔹", "etter", "fin", "flyt", "slutt"} <= words.keys()
    assert words["Før"].box.right < words["𝔸𝔹"].box.left < words["etter"].box.left < words["fin"].box.left
    assert words["slutt"].box.top > words["Før"].box.bottom


def test_a_control_character_and_a_form_feed_in_a_page_do_no_harm() -> None:
    reading = read_pdf(pdf_of("ren\x01tekst og\x0cmer", "side to"), "a.pdf")
    assert reading.text.count("\f") == 2
    assert [page.number for page in reading.pages] == [1, 2]


def test_metadata_outline_and_labels_agree_with_pypdf() -> None:
    pdf = FPDF()
    pdf.set_title("Møtebok for Fjellrådet")
    pdf.set_author("Åse Ødegård")
    pdf.set_font("Helvetica", size=12)
    pdf.add_page(label_style="r")
    pdf.start_section("1 Innledning")
    pdf.cell(0, 8, "forord")
    pdf.add_page(label_style="D", label_start=1)
    pdf.start_section("2 Saker")
    pdf.start_section("2.1 Sak én", level=1)
    pdf.cell(0, 8, "saker")
    data = bytes(pdf.output())
    reading, reader = read_pdf(data, "a.pdf"), pypdf.PdfReader(io.BytesIO(data))
    assert reader.metadata is not None
    assert (reading.title, reading.author) == (reader.metadata.title, reader.metadata.author)
    assert reader.metadata.creation_date is not None
    assert reading.created == reader.metadata.creation_date.date().isoformat()
    assert [page.label for page in reading.pages] == reader.page_labels == ["i", "1"]
    first, second, (inner,) = reader.outline
    assert [(o.title, o.level, o.page) for o in reading.outline] == [
        (entry.title, level, (reader.get_destination_page_number(entry) or 0) + 1)
        for entry, level in ((first, 0), (second, 0), (inner, 1))
    ]


@pytest.mark.parametrize(
    "title", ["", "Untitled", "Microsoft Word - Referat.docx", "Dokument1", "a", "A.pdf", "  "]
)
def test_a_working_title_is_no_title(title: str) -> None:
    assert useful_title(title, "mappe/A.pdf") is None


def test_a_real_title_is_kept() -> None:
    assert useful_title("Microsoft Word - Referat fra\n møte", "a.pdf") == "Referat fra møte"


@pytest.mark.parametrize(
    ("value", "iso"),
    [
        ("D:20200513101500+02'00'", "2020-05-13"),
        ("20200513", "2020-05-13"),
        ("D:202005", "2020-05"),
        ("D:2020", "2020"),
        ("2020-05-13T10:15", "2020-05-13"),
        ("D:20201345", "2020"),
        ("D:00000000", None),
        ("i går", None),
        ("", None),
    ],
)
def test_pdf_dates(value: str, iso: str | None) -> None:
    assert iso_date(value) == iso


def encrypted(user: str | None) -> bytes:
    pdf = FPDF()
    pdf.set_font("Helvetica", size=12)
    pdf.add_page()
    pdf.cell(0, 8, "Lukket møte")
    pdf.set_encryption(owner_password="eier", user_password=user, encryption_method="AES-256")
    return bytes(pdf.output())


def test_a_file_that_only_its_owner_has_locked_is_read() -> None:
    assert "Lukket møte" in read_pdf(encrypted(None), "a.pdf").text


def test_a_file_that_wants_a_password_is_refused() -> None:
    with pytest.raises(UnreadableError, match=r"^«a\.pdf» er beskyttet med passord: .*uten passord"):
        read_pdf(encrypted("hemmelig"), "a.pdf")


def with_picture(pages: int, text: str = "") -> bytes:
    def draw(pdf: FPDF) -> None:
        pdf.image(Image.new("L", (60, 80), 200), x=0, y=0, w=210, h=297)
        pdf.set_xy(10, 280)
        pdf.cell(0, 5, text and f"{text} {pdf.page_no()} av {pages}")

    return pdf_of(*[""] * pages, draw=draw)


def test_a_scan_is_refused_with_the_cure(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("ingest.read.engine", lambda: None)
    path = tmp_path / "skann.pdf"
    path.write_bytes(with_picture(2))
    with pytest.raises(
        UnreadableError, match=r"^«skann\.pdf» har ingen tekst \(trolig skannet\): installer Tesseract"
    ):
        read(path, "skann.pdf")


def test_a_scan_with_page_numbers_stamped_on_is_refused_too(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("ingest.read.engine", lambda: None)
    path = tmp_path / "skann.pdf"
    path.write_bytes(with_picture(4, "Side"))
    with pytest.raises(UnreadableError, match="trolig skannet"):
        read(path, "skann.pdf")


def test_a_scanned_page_among_others_is_kept_and_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("ingest.read.engine", lambda: None)
    writer = pypdf.PdfWriter()
    for data in (pdf_of("Tekst på side en, og nok av den."), with_picture(1), pdf_of("")):
        writer.append(io.BytesIO(data))
    path = tmp_path / "a.pdf"
    writer.write(path)
    document = read(path, "a.pdf")
    assert [(page.number, page.readable) for page in document.pages] == [(1, True), (2, False), (3, True)]


def test_letters_without_a_meaning_are_not_readable() -> None:
    reading = read_pdf(pdf_of("\x01\x02\x03\x04 \x05\x06\x07 \x0e\x0f\x10", "lesbar tekst"), "a.pdf")
    assert [page.readable for page in reading.pages] == [False, True]


def test_a_thousand_blank_pages_and_one_with_text() -> None:
    pdf = FPDF()
    pdf.set_font("Helvetica", size=12)
    for _ in range(1000):
        pdf.add_page()
    pdf.cell(0, 8, "Til slutt")
    reading = read_pdf(bytes(pdf.output()), "a.pdf")
    assert len(reading.pages) == 1000
    assert reading.text.strip() == "Til slutt"
    assert reading.pages[-1].number == 1000


def test_blank_pages_alone_have_no_text() -> None:
    with pytest.raises(UnreadableError, match="ingen tekst"):
        read_pdf(pdf_of("", "", ""), "a.pdf")


def test_no_pages_at_all() -> None:
    empty = pypdf.PdfWriter()
    out = io.BytesIO()
    empty.write(out)
    with pytest.raises(UnreadableError, match=r"^«a\.pdf» har ingen sider: "):
        read_pdf(out.getvalue(), "a.pdf")


def test_a_damaged_file_is_not_called_locked_after_a_locked_one() -> None:
    for data in (encrypted("hemmelig"), b"%PDF-1.4\ntull og toys".ljust(300)):
        with pytest.raises(UnreadableError) as caught:
            read_pdf(data, "a.pdf")
    assert "er skadet" in str(caught.value)


WHOLE = pdf_of(*(f"Side {number}\n" + "tekst og mer tekst " * 30 for number in range(4)))


@settings(max_examples=60)
@given(st.integers(min_value=0, max_value=len(WHOLE) - 1))
def test_a_truncated_file_is_read_or_refused(length: int) -> None:
    try:
        reading = read_pdf(WHOLE[:length], "a.pdf")
    except UnreadableError as error:
        assert str(error).startswith("«a.pdf» ")
    else:
        assert all(0 <= page.start <= page.end <= len(reading.text) for page in reading.pages)


@settings(max_examples=60)
@given(st.integers(min_value=0, max_value=len(WHOLE) - 1), st.binary(min_size=1, max_size=40))
def test_a_damaged_file_is_read_or_refused(place: int, damage: bytes) -> None:
    try:
        reading = read_pdf(WHOLE[:place] + damage + WHOLE[place + len(damage) :], "a.pdf")
    except UnreadableError as error:
        assert str(error).startswith("«a.pdf» ")
    else:
        assert reading.text.count("\f") == len(reading.pages)


def test_what_pdfium_refuses_pypdf_rescues() -> None:
    data = WHOLE.replace(b"/Root", b"/Rxxt")
    with pytest.raises(pypdfium2.PdfiumError):
        pypdfium2.PdfDocument(data)
    reading = read_pdf(data, "a.pdf")
    assert len(reading.pages) == 4
    assert "tekst og mer tekst" in reading.text
    assert reading.text.count("\f") == 4


def test_a_page_becomes_a_picture_in_which_its_boxes_hold(tmp_path: Path) -> None:
    path = tmp_path / "a.pdf"
    path.write_bytes(pdf_of("MMMM"))
    with Image.open(io.BytesIO(render_page(path, 1, 2.0))) as picture:
        page = read_pdf(path.read_bytes(), "a.pdf").pages[0]
        assert picture.size == (round(page.width * 2 + 0.49), round(page.height * 2 + 0.49))
        (word,) = unpack(page.boxes)
        inside = picture.convert("L").crop(tuple(round(side * 2) for side in word.box))
        assert inside.getextrema()[0] < 100


def test_a_huge_page_is_drawn_smaller(tmp_path: Path) -> None:
    pdf = FPDF(unit="pt", format=(14000, 14000))
    pdf.add_page()
    path = tmp_path / "a.pdf"
    path.write_bytes(bytes(pdf.output()))
    with Image.open(io.BytesIO(render_page(path, 1, 3.0))) as picture:
        assert picture.width * picture.height < 26_000_000


def test_pictures_of_what_is_not_there(tmp_path: Path) -> None:
    path = tmp_path / "a.pdf"
    with pytest.raises(UnreadableError, match="indekser mappen på nytt"):
        render_page(path, 1)
    path.write_bytes(WHOLE)
    with pytest.raises(UnreadableError, match="har ingen side 5: velg en side fra 1 til 4"):
        render_page(path, 5)
    with pytest.raises(UnreadableError, match="har ingen side 0"):
        render_page(path, 0)
    path.write_bytes(b"%PDF-1.4 tull")
    with pytest.raises(UnreadableError, match="er skadet"):
        render_page(path, 1)


def test_several_threads_may_read_and_draw_at_once(tmp_path: Path) -> None:
    path = tmp_path / "a.pdf"
    path.write_bytes(WHOLE)
    expected = read_pdf(WHOLE, "a.pdf"), render_page(path, 2)

    def work(_: int) -> object:
        return read_pdf(WHOLE, "a.pdf"), render_page(path, 2)

    with ThreadPoolExecutor(4) as pool:
        assert all(found == expected for found in pool.map(work, range(12)))
