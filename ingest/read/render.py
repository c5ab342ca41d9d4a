"""Pictures of pages, for those who want to see where a quote stands."""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from corpus.errors import UnreadableError
from ingest.boxes import Box
from ingest.read.pdfium import DamagedError, damaged, opened

_MOST_PIXELS = 25_000_000  # about 100 MB while a page is drawn; an A4 page at scale 6 has 18 million


@dataclass(frozen=True, slots=True)
class Drawing:
    """What is wanted of a PDF: the picture of a page (from 1), or with page 0 only how many there are.

    scale: pixels a point. covered: places in points that are painted over.
    """

    page: int
    scale: float = 1.5
    covered: tuple[Box, ...] = ()


@dataclass(frozen=True, slots=True)
class Picture:
    """What was drawn, as PNG; or how many pages there are."""

    png: bytes = b""
    pages: int = 0


def draw(path: Path, name: str, wanted: Drawing) -> Picture:
    """What is wanted of the PDF at `path`. Raises `UnreadableError`."""
    if wanted.page:
        return Picture(render_page(path, wanted.page, wanted.scale, wanted.covered, name))
    try:
        with opened(path, name) as pdf:
            return Picture(pages=len(pdf))
    except DamagedError as error:
        raise damaged(name) from error
    except OSError as error:
        raise UnreadableError("errors.file_gone", name=name) from error


def render_page(
    path: Path, page_number: int, scale: float = 1.5, covered: Sequence[Box] = (), name: str = ""
) -> bytes:
    """A page of the PDF at `path` as PNG, drawn as it is shown (rotation and crop box applied).

    page_number counts from 1. scale is pixels a point (1.5 is 108 dpi); a page so large that the
    picture would not fit in memory is drawn smaller. A place in `Page.boxes` times the scale is
    the place in the picture. covered: places that are painted over. name: what the document is called
    in errors; the file's name where it is empty. Raises `UnreadableError`.
    """
    import pypdfium2

    name = name or path.name
    try:
        with opened(path, name) as pdf:
            if not 1 <= page_number <= len(pdf):
                raise UnreadableError("errors.no_page", name=name, page_number=page_number, count=len(pdf))
            page = pdf[page_number - 1]
            width, height = page.get_size()
            fitting = (_MOST_PIXELS / max(width * height, 1.0)) ** 0.5
            scale = min(scale, fitting)
            bitmap = page.render(scale=scale)
            image = bitmap.to_pil().convert("RGB")  # a copy: the bitmap's memory goes with the page
            bitmap.close()
            page.close()
    except (DamagedError, pypdfium2.PdfiumError) as error:
        raise damaged(name) from error
    except OSError as error:
        raise UnreadableError("errors.file_gone", name=name) from error
    if covered:
        _cover(image, covered, scale)
    out = io.BytesIO()
    image.save(out, format="PNG")
    return out.getvalue()


def _cover(image: Any, places: Sequence[Box], scale: float) -> None:
    """Paint over places given in points, and a point around them: letters reach beyond their boxes."""
    from PIL import ImageDraw

    draw = ImageDraw.Draw(image)
    for box in places:
        sides = (box.left - 1, box.top - 1, box.right + 1, box.bottom + 1)
        draw.rectangle([side * scale for side in sides], fill="black")
