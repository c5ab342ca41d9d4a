"""Typing errors in a question: words that were perhaps meant (``mente du …``), never applied by themselves.

A word that neither the archive nor the lexicon knows is compared with the archive's own words (`search.spelling`), by
the optimal string alignment distance (insertions, deletions, substitutions, neighbours swapped), in a walk over the
sorted vocabulary that leaves a prefix as soon as nothing under it can be near enough. Confusions that Norwegians make,
and keyboards without æ, ø and å, count half.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

SHORTEST = 4  # letters of a word that is corrected; shorter words are near too many others
LONGEST = 40
TWO_ERRORS = 7  # letters from which on a word may have two errors
HALF = 0.5
_CONFUSED = frozenset(
    frozenset(pair)
    for pair in (
        "oø",
        "aå",
        "aæ",
        "eæ",
        "ei",
        "oå",
        "dt",
        "bp",
        "gk",
        "vw",
        "cs",
        "ck",
        "sz",
        "iy",
        "øö",
        "æä",
    )
)
"""Letters that are taken for each other by ear or by want of a key."""
_SILENT = frozenset("hdgtj")
"""Letters that are written and not heard, or the other way round (``hv``, ``gj``, ``-t``, ``-d``, ``-g``)."""


class Suggestion(NamedTuple):
    """A word that was perhaps meant; distance: 0.5 to 2, lower is nearer."""

    distance: float
    word: str


class Vocabulary:
    """Words of an archive, in lower case, with how often each stands there."""

    __slots__ = ("_counts",)

    def __init__(self, counts: Mapping[str, int]) -> None:
        self._counts = counts

    def suggest(self, word: str, limit: int = 3) -> list[str]:
        """The words nearest to one in lower case: nearest first, of equally near ones the commonest first.

        Empty where nothing is near enough, or where the word is too short to be judged.
        """
        if not SHORTEST <= len(word) <= LONGEST:
            return []
        most = 2.0 if len(word) >= TWO_ERRORS else 1.0
        spare = int(most / HALF)  # letters that may be too many or too few, at the least that one costs
        lengths = range(max(len(word) - spare, SHORTEST - 1), len(word) + spare + 1)
        words = sorted(other for other in self._counts if len(other) in lengths and other.isalpha())
        found = nearest(word, words, most)
        found.sort(key=lambda one: (one.distance, -self._counts[one.word], one.word))
        return [one.word for one in found[:limit]]


def nearest(word: str, words: Sequence[str], most: float) -> list[Suggestion]:
    """All of the sorted `words` within a distance of at most `most` (not `word` itself).

    A first letter that differs counts as the whole of an error that may be made once only.
    """
    found: list[Suggestion] = []
    first = [float(i) for i in range(len(word) + 1)]
    _follow(_Walk(word, words, most, found), _Branch(0, len(words), "", first, None))
    return found


class _Walk(NamedTuple):
    """What stays the same on the way through a vocabulary."""

    word: str
    words: Sequence[str]
    most: float
    found: list[Suggestion]


class _Branch(NamedTuple):
    """``words[low:high]``, which all begin with `prefix`; row, before: the distances' rows of its last two letters."""

    low: int
    high: int
    prefix: str
    row: list[float]
    before: list[float] | None


def _follow(walk: _Walk, branch: _Branch) -> None:
    low, high, prefix, row, before = branch
    depth = len(prefix)
    if low < high and len(walk.words[low]) == depth:
        if 0 < row[-1] <= walk.most:
            walk.found.append(Suggestion(row[-1], prefix))
        low += 1
    while low < high:
        letter = walk.words[low][depth]
        end = bisect_left(walk.words, prefix + chr(ord(letter) + 1), low, high)
        following = _next_row(walk.word, prefix, letter, row, before)
        limit = walk.most if depth else min(walk.most, 1.0)
        if min(following) <= limit:
            _follow(walk, _Branch(low, end, prefix + letter, following, row))
        low = end


def _next_row(
    word: str, prefix: str, letter: str, row: list[float], before: list[float] | None
) -> list[float]:
    """The distances between ``prefix + letter`` and each beginning of `word`."""
    previous = prefix[-1:]
    out = [row[0] + _gap(letter, previous)]
    for i, own in enumerate(word, 1):
        cost = 0.0 if own == letter else HALF if frozenset((own, letter)) in _CONFUSED else 1.0
        best = row[i - 1] + cost
        missing = row[i] + _gap(letter, previous)
        best = min(best, missing)
        extra = out[i - 1] + _gap(own, word[i - 2] if i > 1 else "")
        best = min(best, extra)
        if before is not None and i > 1 and own == previous and word[i - 2] == letter:
            best = min(best, before[i - 2] + 1.0)
        out.append(best)
    return out


def _gap(letter: str, previous: str) -> float:
    """What a letter too many or too few costs: half for a doubled or a silent one."""
    return HALF if letter == previous or letter in _SILENT else 1.0


def mended(question: str, meant: Iterable[tuple[int, int, str]]) -> str:
    """The question with the words at start to end replaced, in order; a capital letter stays one."""
    out: list[str] = []
    at = 0
    for start, end, word in meant:
        written = question[start:end]
        out += question[at:start], word.capitalize() if written[:1].isupper() else word
        at = end
    return "".join([*out, question[at:]])
