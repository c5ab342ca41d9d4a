"""Web pages (HTML), by lxml: what is shown, a line for each block, tables in lines with tabs."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from ingest.document import Media
from ingest.read.fills import css_colour, marked, taken
from ingest.read.lines import flat, table_lines
from ingest.read.text import decode
from ingest.read.types import Reading
from ingest.read.watch import Watch

_DEPTH = 200  # elements within elements; a browser stops at 512
_HIDDEN = frozenset("script style noscript template head iframe object svg math select".split())
_BLOCKS = frozenset(
    "address article aside blockquote body dd details div dl dt fieldset figcaption figure footer form h1 h2 h3 h4 "
    "h5 h6 header hr html li main nav ol p pre section summary ul table tr td th tbody thead tfoot caption".split()
)
_HEADINGS = frozenset("h1 h2 h3 h4 h5 h6".split())
_CHARSET = re.compile(rb"""<meta[^>]{1,200}charset\s*=\s*["']?\s*([\w-]{2,40})""", re.IGNORECASE)


def read_html(data: bytes, name: str, _watch: Watch | None = None) -> Reading:
    """What a browser would show of the page, without pages. Raises `UnreadableError`."""
    shown, title = _shown(_decoded(data, name))
    text, fills = taken(shown)
    return Reading(Media.HTML, text, title=title, fills=fills)


def text_of_html(markup: str) -> tuple[str, str | None]:
    """The text that a page shows, and its title."""
    text, title = _shown(markup)
    return taken(text)[0], title


def _shown(markup: str) -> tuple[str, str | None]:
    """The same with the colours of cells marked in the text."""
    from lxml import etree, html

    parser = html.HTMLParser(no_network=True, huge_tree=False, encoding="utf-8")
    try:
        root = html.document_fromstring(markup.encode("utf-8", "replace"), parser=parser)
    except (etree.ParserError, ValueError):  # nothing but blanks or comments
        return "", None
    title = root.find(".//title")
    lines: list[str] = []
    for line in _Lines().of(root):
        if line or (lines and lines[-1]):
            lines.append(line)
    text = "\n".join(lines).strip()
    return (f"{text}\n" if text else ""), (flat(title.text or "") or None) if title is not None else None


def _decoded(data: bytes, name: str) -> str:
    declared = _CHARSET.search(data[:4096])
    if declared:
        try:
            return data.decode(declared[1].decode("ascii"))
        except (LookupError, UnicodeDecodeError):
            pass
    return decode(data, name)


class _Lines:
    """Gathers the inline text of a line until a block begins or ends."""

    def __init__(self) -> None:
        self._pieces: list[str] = []

    def of(self, element: Any, depth: int = 0) -> Iterator[str]:
        """The lines of an element, an empty one round headings and tables."""
        kind = element.tag if isinstance(element.tag, str) else ""
        if kind in _HIDDEN or not kind or depth > _DEPTH or element.get("hidden") is not None:
            return
        if kind == "table" and not any(True for _ in element.iterdescendants("table")):
            yield from (*self._end(), "", *table_lines(_rows(element)), "")
            return
        block = kind in _BLOCKS
        if block or kind == "br":
            yield from self._end()
        if kind in _HEADINGS:
            yield ""
        self._pieces.append(element.text or "")
        for child in element:
            yield from self.of(child, depth + 1)
            self._pieces.append(child.tail or "")
        if block:
            yield from self._end()
        if kind in _HEADINGS:
            yield ""

    def _end(self) -> list[str]:
        line = flat("".join(self._pieces))
        self._pieces.clear()
        return [line] if line else []


def _rows(table: Any) -> Iterator[list[str]]:
    for row in table.iter("tr"):
        cells: list[str] = []
        for cell in row.iterchildren("td", "th"):
            text = " ".join(line for line in _Lines().of(cell) if line)
            cells.append(marked(text, css_colour(cell.get("style", ""), cell.get("bgcolor"))))
            wide = cell.get("colspan", "1")
            cells += [""] * (min(int(wide), 64) - 1 if wide.isdigit() else 0)
        yield cells
