"""Makes a scanned paper of a finished PDF: pictures of its pages, without text."""

from __future__ import annotations

import datetime
import io
from typing import Any

from corpus.make_sample_markup import Source

DPI = 150
TURN = 0.55  # degrees: a sheet laid a little askew on the glass
NOISE = 5.0  # grey levels (standard deviation), as an office scanner leaves
QUALITY = 42  # of the JPEG: about 150 kB a page


def scan(pdf: bytes, source: Source) -> bytes:
    """A PDF of the same size that holds each page as a grey picture of 150 dpi."""
    import pypdfium2
    from fpdf import FPDF

    document = pypdfium2.PdfDocument(pdf)
    made = datetime.datetime.fromisoformat(source.settings["made"]).replace(tzinfo=datetime.UTC)
    paper: Any = FPDF(unit="pt")
    paper.set_creation_date(made)
    paper.set_producer("corpus.make_sample")
    for number, page in enumerate(document):
        width, height = page.get_size()
        picture = page.render(scale=DPI / 72, grayscale=True).to_pil().convert("L")
        paper.add_page(format=(width, height))
        paper.image(io.BytesIO(_aged(picture, seed=number)), 0, 0, width, height)
    document.close()
    return bytes(paper.output())


def _aged(picture: Any, seed: int) -> bytes:
    """The picture turned a little, with noise, as JPEG."""
    import numpy
    from PIL import Image

    turned = picture.rotate(TURN, resample=Image.Resampling.BICUBIC, fillcolor=246)
    grey = numpy.asarray(turned, dtype=numpy.float32) * 0.93 + 10
    grey += numpy.random.default_rng(seed).normal(0, NOISE, grey.shape)
    out = io.BytesIO()
    Image.fromarray(grey.clip(0, 255).astype(numpy.uint8)).save(out, "JPEG", quality=QUALITY)
    return out.getvalue()
