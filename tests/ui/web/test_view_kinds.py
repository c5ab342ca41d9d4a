"""Slides, web pages and scans open where the quote stands, with the quote marked."""

from __future__ import annotations

import io
import re
from pathlib import Path

import pptx
import pypdfium2
import pytest
from fpdf import FPDF

from corpus.texts import Texts, texts
from index.archive import Archive
from index.sync import SyncOptions, synchronise
from index.writer import Writer
from ingest.read.tesseract import engine
from ui.web.handlers.view import Viewing, view
from ui.web.links import Place

LINE = re.compile(r'class="line-mark" style="left:([\d.]+)%;top:([\d.]+)%')


def slides() -> bytes:
    show = pptx.Presentation()
    for text in ("Forside", "Fyrlykten <b>skal</b> tennes i november"):
        slide = show.slides.add_slide(show.slide_layouts[5])
        slide.shapes.title.text = text
    out = io.BytesIO()
    show.save(out)
    return out.getvalue()


def scan(text: str) -> bytes:
    """A page that is a picture of the text, which stands in the page's upper half."""
    written = FPDF()
    written.set_font("Helvetica", size=14)
    written.add_page()
    written.multi_cell(0, 9, text)
    drawn = pypdfium2.PdfDocument(bytes(written.output()))[0].render(scale=150 / 72, grayscale=True).to_pil()
    pdf = FPDF()
    pdf.add_page()
    pdf.image(drawn, 0, 0, 210, 297)
    return bytes(pdf.output())


def opened(folder: Path, name: str, data: bytes, words: str, say: Texts) -> str:
    papers = folder / "papers"
    papers.mkdir()
    (papers / name).write_bytes(data)
    with Writer(folder / "index") as writer:
        assert synchronise(writer, [papers], SyncOptions()).added == 1
    archive = Archive(folder / "index")
    try:
        start = archive.store.text(name, 0, 10**6).index(words)
        return str(view(archive, Viewing(Place(name, None, start, start + len(words))), say))
    finally:
        archive.close()


@pytest.fixture
def say() -> Texts:
    return texts("nb")


def test_a_slide_opens_as_text_with_the_quote_marked(tmp_path: Path, say: Texts) -> None:
    html = opened(tmp_path, "lysark.pptx", slides(), "tennes i november", say)
    assert '<mark class="quote-mark">tennes i november</mark>' in html
    assert say("ui.page_of", page=2, pages=2) in html
    assert "&lt;b&gt;skal&lt;/b&gt;" in html
    assert "<img" not in html


def test_a_web_page_opens_as_text_and_nothing_of_it_runs(tmp_path: Path, say: Texts) -> None:
    page = b"<html><body><p>Fyrlykten &lt;script&gt;alert(1)&lt;/script&gt; tennes</p></body></html>"
    html = opened(tmp_path, "side.html", page, "tennes", say)
    assert '<mark class="quote-mark">tennes</mark>' in html
    assert "<script" not in html


@pytest.mark.skipif(engine() is None, reason="Tesseract with Norwegian is not installed")
def test_a_scan_opens_as_its_picture_with_the_recognised_line_marked(tmp_path: Path, say: Texts) -> None:
    text = "Referat fra Havnerådet\n\nFyrlykten skal tennes i november"
    html = opened(tmp_path, "skann.pdf", scan(text), "tennes i november", say)
    ((left, top),) = LINE.findall(html)
    # 10 mm of margin, then «Fyrlykten skal » in Helvetica of 14 points is 33 mm: 43 of 210 mm; line 3 of 9 mm each.
    assert float(left) == pytest.approx(100 * 43 / 210, abs=1)
    assert 9 < float(top) < 13
    assert say("ui.ocr") in html
