"""Citations are gathered while an answer is written; each quote is a slice of the stored text."""

from __future__ import annotations

from index.archive import Archive
from ingest.document import Span
from search.types import Citation

LONGEST_DECISION = 6000
"""Characters of the longest quote of a decision that the contract allows."""


class Citations:
    """The citations of one answer, numbered as they are asked for; one place has one number."""

    def __init__(self, archive: Archive, most: int) -> None:
        self._archive = archive
        self._most = most
        self._found: list[Citation] = []

    @property
    def all(self) -> tuple[Citation, ...]:
        """The citations so far, in order of their numbers."""
        return tuple(self._found)

    @property
    def full(self) -> bool:
        """Whether no further place can be cited."""
        return len(self._found) >= self._most

    def cite(self, document: str, span: Span, longest: int = LONGEST_DECISION) -> Citation | None:
        """The citation of a span, cut at a blank where it is too long; None where there is no room left."""
        quote = self._archive.store.text(document, span.start, span.end)
        start = span.start + len(quote) - len(quote.lstrip())
        quote = quote.strip()
        if len(quote) > longest:
            quote = quote[:longest].rsplit(None, 1)[0].rstrip()
        same = next((c for c in self._found if (c.document, c.start) == (document, start)), None)
        if same or self.full or not quote:
            return same
        near = self._archive.store.near(document, start, start + 1)
        passage = near[0] if near else None
        citation = Citation(
            n=len(self._found) + 1,
            document=document,
            title=passage.title if passage else document,
            page=self._archive.store.page_number(document, start),
            start=start,
            end=start + len(quote),
            quote=quote,
            date=passage.date if passage else None,
            body=passage.body if passage else None,
            kind=passage.kind if passage else None,
            case=passage.case if passage else None,
            heading=passage.heading if passage else (),
            exempt=self._archive.store.exempt_at(document, start),
            ocr=self._archive.store.ocr_at(document, start, start + len(quote)),
        )
        self._found.append(citation)
        return citation


def shown(quote: str, longest: int = 600) -> str:
    """A quote as running text within an answer: white space folded, list marks at its beginning dropped."""
    text = " ".join(quote.split()).lstrip("•-–* ")
    return text if len(text) <= longest else text[:longest].rsplit(" ", 1)[0] + " …"
