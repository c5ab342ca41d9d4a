"""Memory while a folder of many gigabytes is indexed: `python -m tests.bench.large.heavy [GIGABYTES]`.

PDFs of two pages of made minutes with photographs, 5 MB each, as papers with pictures are. Prints one line of
JSON: seconds, documents, and the peak of the unshared memory of the writer and of all processes, in bytes.
"""

from __future__ import annotations

import io
import json
import sys
import tempfile
import time
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path

import numpy as np
from fpdf import FPDF
from PIL import Image

from tests.bench.large.archive import Paper, papers
from tests.bench.large.indexing import index
from tests.bench.large.language import Language

_GIGABYTES = 10.0
_SIDE = 1100  # pixels; with noise, which no compression makes smaller: some 1.2 MB
_PATCH = 100  # pixels of one brightness: many shades, as a photograph has, so that no text is looked for
_ALBUM = 64  # photographs that papers are illustrated with
_PICTURES = 4
_PAGE = 2400  # characters
_FONT = Path("/usr/share/fonts/truetype/dejavu/DejaVuSans.ttf")


def main() -> None:
    """Write, index, tell."""
    wanted = float(sys.argv[1]) if len(sys.argv) > 1 else _GIGABYTES
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place) / "archive"
        size = sum(_write(folder, wanted * 1e9))
        began = time.perf_counter()
        found = index(Path(place) / "index", folder)
    print(json.dumps({"bytes": size, "seconds": time.perf_counter() - began, **found}))


def _write(folder: Path, wanted: float) -> Iterator[int]:
    """Papers until they have so many bytes; gives the size of each."""
    folder.mkdir()
    written = 0
    for number, paper in enumerate(papers(Language())):
        path = folder / f"{number:05d}.pdf"
        path.write_bytes(_pdf(paper, number))
        written += path.stat().st_size
        yield path.stat().st_size
        if written >= wanted:
            return


def _pdf(paper: Paper, number: int) -> bytes:
    pdf = FPDF()
    pdf.add_font("sans", fname=_FONT)
    pdf.set_font("sans", size=10)
    random = np.random.default_rng(number)
    for at in range(2):
        pdf.add_page()
        pdf.multi_cell(0, 5, paper.text[at * _PAGE : (at + 1) * _PAGE])
        for column in range(_PICTURES // 2):
            pdf.image(_photograph(int(random.integers(_ALBUM))), x=10 + 95 * column, y=200, w=90, h=80)
    return bytes(pdf.output())


@lru_cache(maxsize=_ALBUM)
def _photograph(number: int) -> io.BytesIO:
    random = np.random.default_rng(number)
    side = _SIDE // _PATCH
    bright = np.kron(random.integers(50, 206, (side, side)), np.ones((_PATCH, _PATCH)))
    pixels = (bright + random.integers(-50, 50, (_SIDE, _SIDE))).astype(np.uint8)
    kept = io.BytesIO()
    Image.fromarray(pixels).save(kept, "JPEG", quality=92)
    kept.seek(0)
    return kept


if __name__ == "__main__":
    main()
