"""The citations of an answer from rows: each place once, numbered in the order of the text."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from index.archive import Archive
from index.records import StoredRow
from index.types import StoredPart
from search.rows.narrative import LONGEST_QUOTE, Statement
from search.rows.table import Report
from search.types import Citation

_CAPTION_REACH = 3000  # characters before a table's first row within which its caption is looked for


class Citing:
    """Numbers places as they are first named; `citations` reads their quotes."""

    def __init__(self, archive: Archive) -> None:
        self._archive = archive
        self._places: dict[tuple[str, int, int], int] = {}
        self._parts: dict[str, list[StoredPart]] = {}

    def row(self, stored: StoredRow) -> str:
        """The mark of a row."""
        return self._mark(stored.document, stored.row.start, stored.row.end)

    def statement(self, statement: Statement) -> str:
        """The mark of a sentence of the report."""
        return self._mark(statement.document, statement.start, statement.end)

    def table(self, report: Report) -> str:
        """The mark of a report's table: from its caption or headings to the end of its first row."""
        first = min(
            (s for s in report.rows if s.document == report.rows[0].document), key=lambda s: s.row.start
        )
        start = self._caption(first)
        return self._mark(first.document, start, first.row.end)

    def quote(self, mark: str) -> str:
        """The words that a mark stands for."""
        number = int(mark.strip("[]"))
        document, start, end = next(place for place, n in self._places.items() if n == number)
        return self._archive.store.text(document, start, end)

    def citations(self) -> tuple[Citation, ...]:
        """All places that were marked, with their quotes."""
        store = self._archive.store
        texts = _read(self._archive, self._places)
        found = []
        for (document, start, end), n in self._places.items():
            part = self._part(document, start)
            low, text = texts[document]
            found.append(
                Citation(
                    n=n, document=document, title=part.title if part else document,
                    page=store.page_number(document, start), start=start, end=end,
                    quote=text[start - low : end - low], date=part.date if part else None,
                    body=part.body if part else None, kind=part.kind if part else None,
                    exempt=store.exempt_at(document, start),
                    ocr=store.ocr_at(document, start, end),
                )
            )  # fmt: skip
        return tuple(found)

    def _mark(self, document: str, start: int, end: int) -> str:
        place = document, start, min(end, start + LONGEST_QUOTE)
        return f"[{self._places.setdefault(place, len(self._places) + 1)}]"

    def _caption(self, first: StoredRow) -> int:
        """Where a table's caption begins; the row itself where it is not found or too far away."""
        caption, start = first.row.table, first.row.start
        if not caption:
            return start
        low = max(0, start - _CAPTION_REACH)
        before = self._archive.store.text(first.document, low, start)
        words = caption.split()
        at = before.rfind(" ".join(words[:3])) if words else -1
        return low + at if at >= 0 and first.row.end - low - at <= LONGEST_QUOTE else start

    def _part(self, document: str, start: int) -> StoredPart | None:
        if document not in self._parts:
            self._parts[document] = self._archive.store.papers(document)
        parts = self._parts[document]
        return next((part for part in reversed(parts) if part.start <= start), parts[0] if parts else None)


def quotes_stand(archive: Archive, citations: Sequence[Citation]) -> bool:
    """Whether every quote is its document's own slice, as `search.verify.quote_stands`; each document is read once."""
    texts = _read(archive, [(c.document, c.start, c.end) for c in citations])
    return all(
        c.quote
        and c.quote == texts[c.document][1][c.start - texts[c.document][0] : c.end - texts[c.document][0]]
        and archive.store.page_number(c.document, c.start) == c.page
        for c in citations
    )


def _read(archive: Archive, places: Iterable[tuple[str, int, int]]) -> dict[str, tuple[int, str]]:
    """For each document where the text that its places need begins, and that text."""
    reach: dict[str, tuple[int, int]] = {}
    for document, start, end in places:
        low, high = reach.get(document, (start, end))
        reach[document] = min(low, start), max(high, end)
    return {name: (low, archive.store.text(name, low, high)) for name, (low, high) in reach.items()}
