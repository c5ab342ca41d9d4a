"""Passages: what is ranked and shown."""

from __future__ import annotations

from collections.abc import Sequence

from ingest.document import Document, Part, Passage, Span
from ingest.sentences import sentence_spans

LIMIT = 800


def make_passages(document: Document, parts: Sequence[Part]) -> list[Passage]:
    """The document's passages in order; each at most 800 characters, within one page and one part."""
    pages = [(page.start, page.end, page.number) for page in document.pages] or [
        (0, len(document.text), None)
    ]
    passages: list[Passage] = []
    for index, part in enumerate(parts):
        for page_start, page_end, number in pages:
            start, end = max(part.start, page_start), min(part.end, page_end)
            group: list[Span] = []
            for span in sentence_spans(document.text, start, end) if start < end else []:
                if group and span.end - group[0].start > LIMIT:
                    passages.append(_passage(group, number, index, part))
                    group = []
                group.append(span)
            if group:
                passages.append(_passage(group, number, index, part))
    return passages


def context(document: Document, part: Part, passage: Passage) -> str:
    """What ranks with a passage but is never quoted: title, headings, body, date."""
    words = (part.title or document.title or "", *passage.heading, part.body or "", part.date or "")
    return " · ".join(dict.fromkeys(word for word in words if word))


def _passage(group: list[Span], page: int | None, index: int, part: Part) -> Passage:
    return Passage(group[0].start, group[-1].end, page, index, case=part.case, sentences=tuple(group))
