"""What recurs in a table, such as the names of owners: learned from the table and the text around it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from math import log2

from ingest.tables.pieces import Gap, Piece, Words, is_valued

# The most that a phrase that recurs is worth, and the longest one that is counted.
RECURRENT, RECURRENT_WORDS = 2.5, 14
# What it costs to take a phrase that is only part of one that recurs.
PART = 0.6
# A phrase is part of a longer one where the longer one makes up this share of its occurrences.
PART_SHARE = 0.7
# How much of the text around a table is searched for phrases that it holds, and how long they are.
TEXT_LIMIT, TEXT_WORDS = 120_000, 6

_PUNCTUATION = re.compile(r"[.,;:()•!?\"«»*\[\]]|\n\s*\n")


class Recurrence:
    """How much it is worth to take words as one cell because they recur as a whole.

    whole: the words of the whole table. words: those of the stretch at hand. elsewhere: as
    `count_phrases` gives it.
    """

    def __init__(
        self, whole: Sequence[Piece], words: Words, elsewhere: Counter[tuple[str, ...]], grouped: bool
    ) -> None:
        self._words = words
        self._counts = _phrases(whole, grouped)
        self._elsewhere = elsewhere
        self._worth: dict[tuple[int, int], float] = {}

    def in_table(self, first: int, after: int) -> int:
        """How often words `first` up to `after` stand in the table."""
        return self._counts[self._words.words(first, after)]

    def count(self, first: int, after: int) -> int:
        """How often they stand in the document."""
        if after - first > RECURRENT_WORDS:
            return 0
        words = self._words.words(first, after)
        return self._counts[words] + self._elsewhere[words]

    def worth(self, first: int, after: int) -> float:
        """The score of the words: positive where they recur as a whole, negative where as part of more."""
        key = (first, after)
        if key not in self._worth:
            count = self.count(first, after)
            worth = 0.0
            if count > 1:
                worth = min(RECURRENT, log2(count))
                end = len(self._words.pieces)
                left = self.count(first - 1, after) if first and self._inner(first) else 0
                right = self.count(first, after + 1) if after < end and self._inner(after) else 0
                if max(left, right) >= PART_SHARE * count:
                    worth = -PART
            self._worth[key] = worth
        return self._worth[key]

    def _inner(self, at: int) -> bool:
        """True where a phrase could go on over the gap before a word: neither of the two is a value."""
        valued = self._words.valued[at] or self._words.valued[at - 1]
        return not valued and self._words.pieces[at].gap < Gap.BLANK


def _phrases(pieces: Sequence[Piece], grouped: bool) -> Counter[tuple[str, ...]]:
    """How often each run of up to `RECURRENT_WORDS` words occurs; none crosses a value or a blank line."""
    runs: list[list[str]] = [[]]
    for piece in pieces:
        valued = is_valued(piece.text, grouped)
        if piece.gap is Gap.BLANK or valued:
            runs.append([])
        if not valued:
            runs[-1].append(piece.text)
    counts: Counter[tuple[str, ...]] = Counter()
    for words in runs:
        for first in range(len(words)):
            for after in range(first + 1, min(first + RECURRENT_WORDS, len(words)) + 1):
                counts[tuple(words[first:after])] += 1
    return counts


def count_phrases(text: str, pieces: Sequence[Piece]) -> Counter[tuple[str, ...]]:
    """How often phrases that begin with a capital and a word of `pieces` occur in the text around them.

    Only the first `TEXT_LIMIT` characters are read, phrases of up to `TEXT_WORDS` words; marks
    of punctuation end a phrase.
    """
    starters = {
        piece.text for piece in pieces if piece.text[:1].isupper() and not is_valued(piece.text, False)
    }
    low, high = pieces[0].start, pieces[-1].end
    counts: Counter[tuple[str, ...]] = Counter()
    for part in (text[:low][-TEXT_LIMIT:], text[high : high + TEXT_LIMIT]):
        for run in _PUNCTUATION.split(part):
            words = run.split()
            for first, word in enumerate(words):
                if word in starters:
                    for after in range(first + 1, min(first + TEXT_WORDS, len(words)) + 1):
                        counts[tuple(words[first:after])] += 1
    return counts
