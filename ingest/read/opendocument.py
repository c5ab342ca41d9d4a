"""OpenDocument text (ODT): its XML is simple enough to be read with lxml alone.

odfpy, the library for it, has had no release since 2020.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from ingest.document import Media
from ingest.read.fills import Rgb, hex_colour, marked, taken
from ingest.read.lines import flat, table_lines
from ingest.read.package import member, opened_package, parsed_xml
from ingest.read.pdf import iso_date, useful_title
from ingest.read.types import Reading
from ingest.read.watch import Watch

_DEPTH = 12
_REPEATED = 64  # an empty cell that is repeated fills a sheet's width; no table of a text has so many columns
_PASSED_OVER = {"tracked-changes", "annotation", "note", "ruby-text"}


def read_odt(data: bytes, name: str, _watch: Watch | None = None) -> Reading:
    """The document's text; it has no pages of its own. Raises `UnreadableError`."""
    with opened_package(data, name) as package:
        content = parsed_xml(member(package, "content.xml", name))
        about = parsed_xml(member(package, "meta.xml", name)) if "meta.xml" in package.namelist() else None
    body = next(content.iter("{*}text"), None) if content is not None else None
    colours = _colours(content) if content is not None else {}
    text, fills = taken("\n".join(_blocks(body, 0, colours)).strip() if body is not None else "")
    return Reading(
        Media.ODT,
        f"{text}\n",
        fills=fills,
        title=useful_title(_about(about, "title"), name),
        author=_about(about, "creator") or _about(about, "initial-creator"),
        created=iso_date(_about(about, "creation-date")),
    )


def _colours(content: Any) -> dict[str, Rgb]:
    """What each style fills a cell with."""
    found = {}
    for style in content.iterfind("{*}automatic-styles/{*}style"):
        filled = next(style.iterchildren("{*}table-cell-properties"), None)
        if filled is not None and (rgb := hex_colour(_attribute(filled, "background-color"))):
            found[_attribute(style, "name") or ""] = rgb
    return found


def _blocks(parent: Any, depth: int, colours: Mapping[str, Rgb]) -> Iterator[str]:
    for child in parent if depth < _DEPTH else ():
        kind = _kind(child)
        if kind == "h":
            yield from ("", _text(child).rstrip(), "")
        elif kind == "p":
            yield _text(child).rstrip()
        elif kind == "table":
            yield from ("", *table_lines(_rows(child, depth, colours)), "")
        elif kind not in _PASSED_OVER:
            yield from _blocks(child, depth + 1, colours)


def _rows(table: Any, depth: int, colours: Mapping[str, Rgb]) -> Iterator[list[str]]:
    for row in table.iter("{*}table-row"):
        cells: list[str] = []
        for cell in row.iterchildren("{*}table-cell", "{*}covered-table-cell"):
            text = " ".join(line for line in _blocks(cell, depth + 1, colours) if line)
            shown = marked(text, colours.get(_attribute(cell, "style-name") or ""))
            cells += [shown] * min(_repeated(cell), _REPEATED)
        yield cells


def _repeated(cell: Any) -> int:
    value = _attribute(cell, "number-columns-repeated") or "1"
    return max(int(value), 1) if value.isdigit() else 1


def _text(element: Any) -> str:
    pieces = [element.text or ""]
    for child in element:
        kind = _kind(child)
        if kind == "s":
            count = next(iter(child.attrib.values()), "1")
            pieces.append(" " * (min(int(count), 200) if count.isdigit() else 1))
        elif kind == "tab":
            pieces.append("\t")
        elif kind == "line-break":
            pieces.append("\n")
        elif kind and kind not in _PASSED_OVER:
            pieces.append(_text(child))
        pieces.append(child.tail or "")
    return "".join(pieces)


def _about(about: Any, kind: str) -> str | None:
    found = next(about.iter("{*}" + kind), None) if about is not None else None
    return (flat(found.text or "") or None) if found is not None else None


def _attribute(element: Any, name: str) -> str | None:
    found = next((v for key, v in element.attrib.items() if key.rpartition("}")[2] == name), None)
    return None if found is None else str(found)


def _kind(element: Any) -> str:
    tag = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""
