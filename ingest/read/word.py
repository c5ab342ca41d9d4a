"""Word documents (DOCX), by python-docx: paragraphs and tables in their order."""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import Any

from ingest.document import Media
from ingest.read.fills import Rgb, hex_colour, marked, taken
from ingest.read.lines import flat, table_lines
from ingest.read.numbering import Numbering
from ingest.read.package import check_xml, opened_package
from ingest.read.pdf import useful_title
from ingest.read.types import Reading
from ingest.read.watch import Watch

_DEPTH = 8  # tables within tables, boxes within boxes; deeper is no document
_SPACE = {"tab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "-"}
# Old and new beside each other: what was deleted or moved away, and the picture of a box for old programs.
_PASSED_OVER = {"del", "moveFrom", "Fallback", "pPr", "rPr"}


def read_docx(data: bytes, name: str, _watch: Watch | None = None) -> Reading:
    """The document's text as it stands with all changes accepted; it has no pages of its own.

    Headers and footers are left out: they are no part of the running text. Raises `UnreadableError`.
    """
    import docx

    with opened_package(data, name) as package:
        check_xml(package, name)
        document = docx.Document(io.BytesIO(data))
        numbering = Numbering(_numbering(document), document.styles.element)
        text, fills = taken("\n".join(_blocks(document.element.body, 0, numbering)).strip())
        core = document.core_properties
        return Reading(
            Media.DOCX,
            f"{text}\n",
            fills=fills,
            title=useful_title(core.title, name),
            author=flat(core.author or "") or None,
            created=core.created.date().isoformat() if core.created else None,
        )


def _numbering(document: Any) -> Any:
    """The root of the part that numbers lists; None where there is none."""
    from docx.opc.constants import RELATIONSHIP_TYPE

    try:
        return document.part.part_related_by(RELATIONSHIP_TYPE.NUMBERING).element
    except (KeyError, ValueError, AttributeError):
        return None


def _blocks(parent: Any, depth: int, numbering: Numbering) -> Iterator[str]:
    """Lines of a body, a cell or a box; an empty one before and after a heading or a table."""
    for child in parent if depth < _DEPTH else ():
        kind = _kind(child)
        if kind == "p":
            text = "\n".join(line.rstrip() for line in _text(child).split("\n"))
            number = numbering.of(child)  # asked also where nothing is shown: it is counted there too
            text = f"{number} {text}" if number and text.strip() else text
            heading = _is_heading(child)
            yield from (["", text, ""] if heading and text.strip() else [text])
            for box in child.iter("{*}txbxContent"):
                if not any(_kind(above) == "Fallback" for above in box.iterancestors()):
                    yield from _blocks(box, depth + 1, numbering)
        elif kind == "tbl":
            yield from ("", *table_lines(_rows(child, depth, numbering)), "")
        elif kind in {"sdt", "sdtContent", "ins", "moveTo", "smartTag", "customXml"}:
            yield from _blocks(child, depth + 1, numbering)


def _rows(table: Any, depth: int, numbering: Numbering) -> Iterator[list[str]]:
    for row in table.iterchildren("{*}tr"):
        cells: list[str] = []
        for cell in row.iterchildren("{*}tc", "{*}sdt"):
            inner = next(cell.iter("{*}tc"), None) if _kind(cell) == "sdt" else cell
            if inner is None:
                continue
            text = " ".join(line for line in _blocks(inner, depth + 1, numbering) if line)
            cells.append(marked(text, _fill(inner)))
            wide = next(inner.iter("{*}gridSpan"), None)
            cells += [""] * (min(_number(wide), 64) - 1)
        yield cells


def _fill(cell: Any) -> Rgb | None:
    """The colour of a cell by itself; that of a table's style is a pattern, and means nothing."""
    shade = next(cell.iterfind("{*}tcPr/{*}shd"), None)
    if shade is None:
        return None
    named = {key.rpartition("}")[2]: value for key, value in shade.attrib.items()}
    return hex_colour(named.get("color") if named.get("val") == "solid" else named.get("fill"))


def _number(element: Any) -> int:
    """The value of a property such as ``<w:gridSpan w:val="2"/>``; 1 where there is none."""
    value = next(iter(element.attrib.values()), "1") if element is not None else "1"
    return int(value) if value.isdigit() else 1


def _text(element: Any) -> str:
    pieces: list[str] = []
    for child in element:
        kind = _kind(child)
        if kind in _PASSED_OVER or kind == "txbxContent":
            continue
        if kind == "t":
            pieces.append(child.text or "")
        elif kind in _SPACE:
            pieces.append(_SPACE[kind])
        else:
            pieces.append(_text(child))
    return "".join(pieces)


def _is_heading(paragraph: Any) -> bool:
    style = next(paragraph.iter("{*}pStyle"), None)
    name = next(iter(style.attrib.values()), "") if style is not None else ""
    return name.lower().startswith(("heading", "overskrift", "title", "tittel"))


def _kind(element: Any) -> str:
    tag = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""
