"""Marked places in a text: a quote's own span, or the words that a search matched."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from markupsafe import Markup

from index.language import Analyser, QueryTerm
from ingest.document import Span
from ui.web.html import joined, tag


def marked(text: str, spans: Iterable[Span], **attributes: object) -> Markup:
    """`text` escaped, with each of the spans (offsets in `text`) in a ``<mark>``.

    Spans are cut to the text; of two that overlap the later begins where the earlier ends.
    """
    pieces: list[object] = []
    at = 0
    for span in sorted(spans):
        start, end = max(span.start, at), min(span.end, len(text))
        if start >= end:
            continue
        pieces += [text[at:start], tag("mark", text[start:end], **attributes)]
        at = end
    return joined([*pieces, text[at:]])


def matches(analyser: Analyser, text: str, terms: Sequence[QueryTerm]) -> list[Span]:
    """The words of `text` that a query found: the same word inflected, or part of a compound."""
    words = {term.term for term in terms}
    parts = {part for term in terms for part in term.parts}
    return [
        Span(token.start, token.end)
        for token in analyser.tokens(text)
        if not token.stop and (token.term in words or not parts.isdisjoint(token.parts))
    ]
