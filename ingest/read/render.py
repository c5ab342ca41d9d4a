"""Pictures of pages for the web app."""

from __future__ import annotations

import io
from pathlib import Path

from corpus.errors import UnreadableError


def render_page(path: Path, page_number: int, scale: float = 1.5) -> bytes:
    """Page `page_number` (from 1) of the PDF at `path` as PNG, `scale` pixels a point."""
    import pypdfium2

    try:
        with pypdfium2.PdfDocument(path) as pdf:
            image = pdf[page_number - 1].render(scale=scale).to_pil()
    except (pypdfium2.PdfiumError, IndexError, OSError) as error:
        raise UnreadableError(f"Side {page_number} i «{path.name}» kan ikke vises.") from error
    out = io.BytesIO()
    image.save(out, format="PNG")
    return out.getvalue()
