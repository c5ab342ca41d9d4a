"""Pages without usable text are read from their pictures, where Tesseract is; else they are named."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import numpy
import pypdfium2
import pytest
from fpdf import FPDF
from PIL import Image

from corpus.errors import ScannedError
from corpus.texts import texts
from index.archive import Archive
from index.sync import SyncOptions, SyncReport, synchronise
from index.writer import Writer
from ingest.boxes import unpack
from ingest.document import Document
from ingest.read import read
from ingest.read.tesseract import engine, install_command
from search.ask import ask
from search.coverage import coverage_sentence
from search.find import SearchOptions, search

MINUTES = (
    "Referat fra møte i Digitaliseringsrådet\nMøte 2/2023\nDato 14. mars 2023\n\nSak 7/23 Pasientportalen\n"
    "Prosjektet er forsinket fordi leverandøren mangler folk.\nVedtak: Rådet tar saken til orientering."
)
needs_ocr = pytest.mark.skipif(engine() is None, reason="Tesseract with Norwegian is not installed")


def picture(text: str, width: int = 190) -> Image.Image:
    """The text as it looks on paper, at 150 dots an inch."""
    pdf = FPDF()
    pdf.set_font("Helvetica", size=12)
    pdf.add_page()
    pdf.multi_cell(width, 8, text)
    page = pypdfium2.PdfDocument(bytes(pdf.output()))[0]
    image: Image.Image = page.render(scale=150 / 72, grayscale=True).to_pil()
    return image


def pdf_of(folder: Path, *pages: str | Image.Image | tuple[str, Image.Image]) -> Path:
    """A PDF of texts, of pictures that fill the page, and of texts with a picture below."""
    pdf = FPDF()
    pdf.set_auto_page_break(False)
    pdf.set_font("Helvetica", size=12)
    for page in pages:
        pdf.add_page()
        text, image = (
            page if isinstance(page, tuple) else (page, None) if isinstance(page, str) else ("", page)
        )
        pdf.multi_cell(0, 8, text)
        if image is not None:
            place = (10, 100, 150, 150 * image.height / image.width) if text else (0, 0, 210, 297)
            pdf.image(image, *place)
    path = folder / "papir.pdf"
    path.write_bytes(bytes(pdf.output()))
    return path


def page_text(document: Document, number: int) -> str:
    page = document.pages[number - 1]
    return document.text[page.start : page.end]


@needs_ocr
def test_a_scanned_page_is_read_and_its_words_have_their_places(tmp_path: Path) -> None:
    path = pdf_of(tmp_path, picture(MINUTES))
    document = read(path, path.name)
    assert document.text.split() == MINUTES.split()
    assert document.ocr
    page = document.pages[0]
    assert (page.ocr, page.readable) == (0, True)
    seen = numpy.asarray(pypdfium2.PdfDocument(path)[0].render(scale=4, grayscale=True).to_pil())
    for word in unpack(page.boxes):
        left, top, right, bottom = (round(4 * side) for side in word.box)
        assert (seen[top:bottom, left:right] < 128).mean() > 0.1, document.text[
            word.start : word.start + word.length
        ]
    first = unpack(page.boxes)[0]
    assert document.text[first.start : first.start + first.length] == "Referat"


@needs_ocr
def test_only_the_pages_without_text_are_recognised(tmp_path: Path) -> None:
    path = pdf_of(
        tmp_path, "Dagsorden for møtet, skrevet som tekst", picture(MINUTES), "Siste side som tekst"
    )
    document = read(path, path.name)
    assert [page.ocr is not None for page in document.pages] == [False, True, False]
    assert "Rådet tar saken til orientering." in page_text(document, 2)
    assert page_text(document, 3).strip() == "Siste side som tekst"
    assert all(document.text[page.end] == "\f" for page in document.pages)


@needs_ocr
def test_a_page_whose_font_tells_no_letters_is_recognised(tmp_path: Path) -> None:
    path = pdf_of(tmp_path, ("\x01\x02\x03 \x05\x06\x07 \x0e\x0f\x10", picture(MINUTES)), "Side som tekst")
    document = read(path, path.name)
    assert "Prosjektet er forsinket" in page_text(document, 1)
    assert "\x01" not in document.text


@needs_ocr
def test_a_table_drawn_as_a_picture_is_read_below_the_text_of_its_page(tmp_path: Path) -> None:
    table = picture(
        "Prosjekt        Status\nPasientportalen grønn\nFelles journal gul\nLegemiddelliste rød\nLab rød"
    )
    path = pdf_of(tmp_path, ("Oversikt over prosjektene", table))
    page, document = read(path, path.name).pages[0], read(path, path.name)
    assert document.text.startswith("Oversikt over prosjektene")
    assert page.ocr is not None
    assert "Felles journal gul" in document.text[page.ocr : page.end]
    assert "Oversikt" not in document.text[page.ocr : page.end]


def test_a_photograph_is_no_text_that_was_not_read(tmp_path: Path) -> None:
    noise = numpy.random.default_rng(1).integers(0, 255, (400, 600), dtype=numpy.uint8)
    document = read(path := pdf_of(tmp_path, ("Bilde fra møtet", Image.fromarray(noise))), path.name)
    assert [(page.ocr, page.readable) for page in document.pages] == [(None, True)]
    assert document.ocr is None


@needs_ocr
def test_a_page_of_scribbles_is_named_as_unread(tmp_path: Path) -> None:
    noise = numpy.random.default_rng(1).integers(0, 255, (300, 200), dtype=numpy.uint8)
    path = pdf_of(tmp_path, "Side som tekst", Image.fromarray(noise))
    assert [page.readable for page in read(path, path.name).pages] == [True, False]


@pytest.fixture
def no_tesseract(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setenv("PATH", "")
    engine.cache_clear()
    yield
    monkeypatch.undo()
    engine.cache_clear()


@pytest.mark.usefixtures("no_tesseract")
def test_without_tesseract_a_scan_is_named_with_the_command_that_installs_it(tmp_path: Path) -> None:
    path = pdf_of(tmp_path, picture(MINUTES))
    with pytest.raises(
        ScannedError, match=r"^«papir\.pdf» har ingen tekst \(trolig skannet\): installer Tesseract"
    ):
        read(path, path.name)


def run(index: Path, folder: Path) -> SyncReport:
    with Writer(index) as writer:
        return synchronise(writer, [folder], SyncOptions())


@needs_ocr
def test_pages_that_waited_are_read_when_tesseract_has_come(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder, index = tmp_path / "papers", tmp_path / "index"
    folder.mkdir()
    pdf_of(folder, "Innkalling til møte om fjernvarme i kommunen", picture(MINUTES))
    (folder / "notat.txt").write_text("Notat om fjernvarme.")
    with monkeypatch.context() as patch:
        patch.setenv("PATH", "")
        engine.cache_clear()
        assert run(index, folder).added == 2
        archive = Archive(index)
        searched = ask(archive, "Hvorfor er pasientportalen forsinket?").searched
        archive.close()
    assert (searched.unreadable, searched.pages) == (("papir.pdf",), {"papir.pdf": (2,)})
    assert searched.cure
    told = coverage_sentence(searched, texts("nb"))
    assert "papir.pdf (side 2)" in told
    assert searched.cure in told
    engine.cache_clear()
    report = run(index, folder)
    assert (report.updated, report.unchanged) == (1, 1)
    archive = Archive(index)
    answer = ask(archive, "Hvorfor er prosjektet forsinket?")
    assert answer.searched.unreadable == ()
    assert answer.searched.cure is None
    assert next((c.document, c.page, c.ocr) for c in answer.citations) == ("papir.pdf", 2, True)
    assert not search(archive, "innkalling fjernvarme", SearchOptions(limit=1))[0].ocr
    archive.close()
    assert run(index, folder).unchanged == 2


def test_the_command_is_one_for_this_system() -> None:
    assert "tesseract" in install_command().lower()


@needs_ocr
def test_the_scan_of_the_development_data_is_read(shared: Path) -> None:
    scan, original = (read(shared / "archive_pdf" / name, name) for name in (
        "nuit-mote-3-2020-skannet.pdf", "nuit-mote-3-2020.pdf"))  # fmt: skip
    read_, all_ = 0, 0
    for page in scan.pages:
        found = page_text(scan, page.number).split()
        wanted = page_text(original, page.number).split()
        read_ += sum(word in found for word in wanted)
        all_ += len(wanted)
    assert read_ >= 0.95 * all_
