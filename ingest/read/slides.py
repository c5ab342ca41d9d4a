"""Presentations (PPTX), by python-pptx: a page for each slide, its notes below it."""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator
from typing import Any

from ingest.document import Media
from ingest.read.lines import flat, paged, table_lines
from ingest.read.package import check_xml, opened_package
from ingest.read.pdf import useful_title
from ingest.read.types import Reading
from ingest.read.watch import Watch

_DEPTH = 8  # groups within groups


def read_pptx(data: bytes, name: str, watch: Watch | None = None) -> Reading:
    """The slides' texts in order, each ended by a form feed. Raises `UnreadableError`."""
    import pptx

    watch = watch or Watch()
    with opened_package(data, name) as package:
        check_xml(package, name)
        show = pptx.Presentation(io.BytesIO(data))
        sheets: list[tuple[str | None, str]] = []
        for number, slide in enumerate(show.slides, 1):
            watch.tell("page", number)
            lines = [*_lines(slide.shapes, 0)]
            if slide.has_notes_slide and slide.notes_slide.notes_text_frame is not None:
                lines += ["", *slide.notes_slide.notes_text_frame.text.splitlines()]
            sheets.append((None, "\n".join(lines).strip() + "\n"))
        core = show.core_properties
        return paged(
            Media.PPTX,
            sheets,
            title=useful_title(core.title, name),
            author=flat(core.author or "") or None,
            created=core.created.date().isoformat() if core.created else None,
        )


def _lines(shapes: Iterable[Any], depth: int) -> Iterator[str]:
    """The text of shapes from top to bottom, as they are read."""
    for shape in sorted(shapes, key=lambda shape: (shape.top or 0, shape.left or 0)):
        if shape.has_text_frame:
            text = shape.text_frame.text.replace("\v", "\n").strip()
            if text:
                yield from text.split("\n")
        elif getattr(shape, "has_table", False) and shape.has_table:
            rows = ([cell.text for cell in row.cells] for row in shape.table.rows)
            yield from ("", *table_lines(rows), "")
        elif hasattr(shape, "shapes") and depth < _DEPTH:
            yield from _lines(shape.shapes, depth + 1)
