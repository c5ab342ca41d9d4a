"""Sentences and list items, with exact offsets."""

from __future__ import annotations

import re

from ingest.document import Span

_END = re.compile(r"[.!?]\s+(?=[A-ZÆØÅ0-9])|\n")


def sentence_spans(text: str, start: int, end: int) -> list[Span]:
    """The sentences of ``text[start:end]``: no blanks at their edges, none longer than 800."""
    spans: list[Span] = []
    begin = start
    for cut in [*(m.end() for m in _END.finditer(text, start, end)), end]:
        raw = text[begin:cut]
        left, right = begin + len(raw) - len(raw.lstrip()), begin + len(raw.rstrip())
        while left < right:
            spans.append(Span(left, min(right, left + 800)))
            left += 800
        begin = cut
    return spans
