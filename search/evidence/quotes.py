"""From a sentence to a quote that can stand alone, and from many quotes to the few that differ."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from index.types import StoredPassage
from ingest.document import Span
from search.evidence.features import looks_like_heading
from search.evidence.types import words_of
from search.facts import holds
from search.understand import Wanted

_ITEM = re.compile(
    r"\s*[•▪◦*–-]\s"
)  # an item of a list: what explains it follows, what is before is another's
_ALONE = 45  # characters below which a sentence is taken together with its neighbour
_LONGEST = 400  # a quote grown by a neighbour stays below it


def standing_alone(passage: StoredPassage, place: int, wanted: Wanted) -> Span:
    """The sentence, grown by a neighbour where it cannot stand alone.

    That is one too short to be understood, one that announces what follows, and where a reason is
    asked for, one that gives none: the reason then follows it.
    """
    spans = passage.sentences
    span = spans[place]
    short = span.end - span.start < _ALONE
    text = words_of(passage, span)
    announces = text.rstrip().endswith(":") or (wanted is Wanted.REASON and not holds(wanted, text, ""))
    follows = spans[place + 1] if place + 1 < len(spans) else None
    if (short or announces) and follows and follows.end - span.start <= _LONGEST:
        span = Span(span.start, follows.end)
    before = spans[place - 1] if place else None
    if (short and not _ITEM.match(text)) and before and span.end - before.start <= _LONGEST:
        span = Span(before.start, span.end)
    return span


def with_neighbours(passage: StoredPassage, span: Span, others: Sequence[Span]) -> Span:
    """A quote with the sentences after and before it, as far as it stays short and clear of the others."""
    spans = passage.sentences
    grown = span
    follows = next((s for s in spans if s.start >= span.end), None)
    before = next((s for s in reversed(spans) if s.end <= span.start), None)
    for neighbour in (follows, before):
        if neighbour is None or looks_like_heading(words_of(passage, neighbour)):
            continue
        both = Span(min(grown.start, neighbour.start), max(grown.end, neighbour.end))
        if both.end - both.start <= _LONGEST and not overlaps(both, others):
            grown = both
    return grown


def overlaps(span: Span, others: Iterable[Span]) -> bool:
    """Whether a span shares a character with one of the others, all of one document."""
    return any(span.start < other.end and other.start < span.end for other in others)


def adjoins(passage: StoredPassage, one: Span, other: Span) -> bool:
    """Whether two spans of a passage are next to each other, nothing but blanks between, and short enough together."""
    first, second = sorted((one, other))
    between = words_of(passage, Span(first.end, second.start)) if first.end <= second.start else "x"
    return not between.strip() and second.end - first.start <= _LONGEST
