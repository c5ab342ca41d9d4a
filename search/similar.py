"""More like this: the passages of other papers that are most like one passage, by its telling words and its vector."""

from __future__ import annotations

import math

from corpus.errors import UsageError
from index.archive import Archive
from index.types import Filters, StoredPassage
from search.find import DEPTH, LONGEST_QUESTION, hit, part_weights
from search.fold import fold
from search.fuse import fuse
from search.types import Hit, Ranked

TERMS = 24
"""Words of the passage that are looked for, the most telling ones; more bring in what is about something else."""

_WEIGHTS = {"parts": 0.5, "dense": 0.5}
_SPARE = 20  # candidates beyond the limit, in place of those that say the same


def similar(
    archive: Archive, document: str, start: int, limit: int = 10, filters: Filters | None = None
) -> list[Hit]:
    """The passages most like the one at `start` (document offset), best first, at most `limit`.

    Neither the paper that it stands in nor what says the same as it is among them: both are known already. A
    passage that shares none of its telling words is not like it, however near its vector. filters: which may be
    found. Raises UsageError where no passage stands there (any more).
    """
    seed = passage_at(archive, document, start)
    parts = archive.store.parts(filters) if filters else None
    allowed = archive.store.passages_of(parts, filters.cases) if filters and parts is not None else None
    words = archive.lexical("parts", telling(archive, seed.text), DEPTH, parts)
    if allowed is not None:
        within = frozenset(allowed)
        words = [place for place in words if place[0] in within]
    sharing = {number for number, _ in words}
    rankings = {"parts": words, "dense": archive.dense(seed.text[:LONGEST_QUESTION], DEPTH, allowed)}
    candidates = [place for place in fuse(rankings, _WEIGHTS) if place[0] in sharing]
    found = archive.passages([number for number, _ in candidates])
    others = [
        Ranked(found[number], score)
        for number, score in candidates
        if number in found and found[number].part != seed.part
    ]
    # Folded with the passage itself, what says the same as it falls away with it.
    folded = fold([Ranked(seed, 1.0), *others[: limit + _SPARE]], limit + 1)
    return [hit(one) for one in folded[1:]]


def passage_at(archive: Archive, document: str, start: int) -> StoredPassage:
    """The passage that begins at an offset of a document, or stands there. Raises UsageError where none does."""
    there = archive.store.near(document, start, start + 1)
    if not there:
        raise UsageError("errors.no_passage", document=document)
    return next((passage for passage in there if passage.start == start), there[0])


def telling(archive: Archive, text: str) -> dict[str, float]:
    """The most telling words of a text (parts of compounds apart) with the weight of a match.

    A word is telling where few passages hold it, and none where more than a quarter do.
    """
    size = max(archive.size, 1)
    rarity = {}
    for part, weight in part_weights(archive.analyser.query_terms(text)).items():
        frequency = archive.frequency("parts", part)
        if 1 < frequency <= max(size / 4, 2):
            rarity[part] = weight * math.log(1 + size / frequency)
    best = sorted(rarity, key=lambda part: (-rarity[part], part))[:TERMS]
    return dict.fromkeys(best, 1.0)
