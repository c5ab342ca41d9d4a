"""The text of documents without pages of their own: paragraphs on lines, tables in lines with tabs.

So written, tables are read like those of any other text (`ingest.tables.tabbed`).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from ingest.document import Fill, Media, Page
from ingest.read.fills import taken
from ingest.read.types import Reading


def flat(text: str) -> str:
    """White space folded; a paragraph or a cell is one line."""
    return " ".join(text.split())


def table_lines(rows: Iterable[Sequence[str]]) -> list[str]:
    """A line for each row that holds something, its cells parted by tabs."""
    cells = ([flat(cell) for cell in row] for row in rows)
    return ["\t".join(row).rstrip() if any(row) else "" for row in cells if any(row)]


def paged(media: Media, sheets: Sequence[tuple[str | None, str]], **known: str | None) -> Reading:
    """A reading with a page for each (label, text); each text is ended by a form feed."""
    pages: list[Page] = []
    texts: list[str] = []
    fills: list[Fill] = []
    start = 0
    for number, (label, text) in enumerate(sheets, 1):
        body, filled = taken(text.replace("\f", " "))
        fills += [Fill(start + fill.at, fill.rgb) for fill in filled]
        pages.append(Page(number, start, start + len(body), label=label))
        texts.append(f"{body}\f")
        start += len(body) + 1
    return Reading(media, "".join(texts), tuple(pages), fills=tuple(fills), **known)  # type: ignore[arg-type]
