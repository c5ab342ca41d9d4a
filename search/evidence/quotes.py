"""From a sentence to a quote that can stand alone, and from many quotes to the few that differ."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from index.types import StoredPassage
from ingest.document import Span
from search.evidence.features import looks_like_heading
from search.evidence.types import ITEM, words_of
from search.facts import holds
from search.understand import Wanted

_ALONE = 45  # characters below which a sentence is taken together with its neighbour
_NAME_ABOVE = 4  # lines before a quote in which the person is looked for that it is about …
_SHORT_LINE = 80  # … each at most so long
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
    if (short and not ITEM.match(text)) and before and span.end - before.start <= _LONGEST:
        span = Span(before.start, span.end)
    return _from_name(passage, span) if wanted is Wanted.PERSON else span


def _from_name(passage: StoredPassage, span: Span) -> Span:
    """A quote from the lines before it that begin with a name, where it has none: "Kari Berg / direktør / leder"."""
    if holds(Wanted.PERSON, words_of(passage, span), "") == 1:
        return span
    lines = [s for s in passage.sentences if s.end <= span.start][-_NAME_ABOVE:]
    for line in reversed(lines):
        if line.end - line.start > _SHORT_LINE or span.end - line.start > _LONGEST:
            break
        if holds(Wanted.PERSON, words_of(passage, line), "") == 1:
            return Span(line.start, span.end)
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
