"""Where each case of a paper is treated, apart from lists of cases and references.

A number stands in the list of cases, over its own treatment, and wherever another case refers to
it. The treatment is the place with the best evidence: sections (proposal, vote, decision) that
follow before the next number, an opening line, a closing line before it, its order among the others.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from ingest.document import Span
from ingest.meeting.numbered import Numbered, Sighting, find_sightings
from ingest.meeting.paper import Paper
from ingest.meeting.wording import Section
from ingest.numbers import CaseNumber

# A list of cases has at least this many numbers in a row …
SHORTEST_LIST = 2
# … with at most this many characters from one to the next …
LIST_ENTRY = 420
# … and each with less evidence than any treatment has (a number with its word and its title has 1.4).
LIST_SCORE = 2.4
# The evidence that a number needs which the list of cases does not hold.
STRAY = 5.0
# An opening line ("Saken påbegynt …") stands within this many characters of its case's heading.
OPENING = 400
# Where this share of the cases has an opening, it is what this paper begins cases with.
OPENED_SHARE = 0.5

# What sections tell of a treatment; an opening counts as much as a decision.
_WORTH = {
    Section.DECISION: 4.0,
    Section.PROPOSAL: 2.0,
    Section.VOTE: 2.0,
    Section.DISCUSSION: 2.0,
    Section.AFTER: 1.0,
    Section.BACKGROUND: 1.0,
}
_OPENED = 4.0

# What papers begin a case with. Which of them this paper uses, it shows itself.
_OPENINGS = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        r"(?:sak(?:en|a)|behandlingen av saken)\s+(?:ble\s+|blei\s+|vart\s+)?(?:påbegyn|på ?begy|teke opp|tatt opp)",
        r"\barkiv\s?-?sak|\barkiv\b",
        r"\bsaksbehandler|\bsakshandsamar|\bsaksansvarlig|\bsaksordfører",
        r"\bdokumente?[rt]?\b|\bvedlegg\b",
        r"\bsaksprotokoll|\bsaksfr[ae]ml|\bsærutskrift",
    )
)
_AFTER_CLOSING = len(_OPENINGS)


@dataclass(frozen=True, slots=True)
class Treated:
    """A case and the span of its treatment.

    line: index of the heading's line. rest: what follows the number there. listed: there is
    no treatment, only an entry in a list of cases. others: the number's other places.
    """

    number: CaseNumber
    line: int
    span: Span
    rest: str
    listed: bool
    others: tuple[Numbered, ...]


def find_treated(paper: Paper) -> list[Treated]:
    """The cases of a paper, in the order of their treatment."""
    sightings, borders = find_sightings(paper.lines, paper.year)
    if not sightings:
        return []
    scores, marks = _evidence(paper, sightings)
    listed = _listed(sightings, scores)
    opened = _opened(sightings, marks, listed)
    places: defaultdict[CaseNumber, list[int]] = defaultdict(list)
    for index, one in enumerate(sightings):
        places[one.number].append(index)
    chosen = _choose(sightings, places, scores, listed, opened)
    starts = _Starts(
        [sightings[index].item.start for index in chosen], [one.item.start for one in sightings], borders
    )
    treated = []
    for index in chosen:
        item, number = sightings[index]
        others = tuple(sightings[i].item for i in places[number] if i != index)
        span = _span(paper, item.start, starts, listed=listed[index])
        treated.append(Treated(number, item.line, span, item.rest, listed[index], others))
    return treated


def _choose(
    sightings: Sequence[Sighting],
    places: dict[CaseNumber, list[int]],
    scores: Sequence[float],
    listed: list[bool],
    opened: Sequence[bool],
) -> list[int]:
    """The place of each case's treatment, in order; a place taken from a list is marked as not listed."""
    best = {
        number: max(indices, key=lambda i: (not listed[i], opened[i], scores[i], i))
        for number, indices in places.items()
    }
    known = {one.number for one, is_listed in zip(sightings, listed, strict=True) if is_listed}
    unlisted = {number: index for number, index in best.items() if not listed[index]}
    trusted = {number: index for number, index in unlisted.items() if opened[index]}
    if len(trusted) < max(2, OPENED_SHARE * len(known)):
        trusted = {n: i for n, i in unlisted.items() if not known or n in known or scores[i] >= STRAY}
    order = _Order(trusted)
    main = dict(trusted)
    for number, index in best.items():
        if not listed[index]:
            if number not in main and order.fits(number, index):
                main[number] = index
            continue
        # Hardly treated (withdrawn, any other business), but in its place among the treated ones.
        later = [i for i in places[number] if i > order.first and order.fits(number, i)]
        main[number] = later[-1] if later else index
        listed[main[number]] = not later
    chosen = sorted(main.values())
    first = next((index for index in chosen if not listed[index]), len(sightings))
    # The list of cases stands at the top; among the treatments, a run of numbers is a table of references.
    return [index for index in chosen if not listed[index] or index < first]


class _Order:
    """Where numbers fit among trusted ones, which stand in the order of their sequences."""

    def __init__(self, trusted: dict[CaseNumber, int]) -> None:
        pairs = sorted((index, number) for number, index in trusted.items())
        self._indices = [index for index, _ in pairs]
        self._greatest: list[CaseNumber] = []  # up to and with each
        for _, number in pairs:
            self._greatest.append(max(number, self._greatest[-1]) if self._greatest else number)
        self._least: list[CaseNumber] = []  # from each on, built backwards
        for _, number in reversed(pairs):
            self._least.append(min(number, self._least[-1]) if self._least else number)
        self._least.reverse()

    @property
    def first(self) -> float:
        """The first trusted place; none is after it where there is no trusted place."""
        return self._indices[0] if self._indices else float("inf")

    def fits(self, number: CaseNumber, index: int) -> bool:
        """Whether all trusted numbers before `index` are smaller and all after it are greater."""
        at = bisect_left(self._indices, index)
        after = bisect_right(self._indices, index)
        return (at == 0 or self._greatest[at - 1] < number) and (
            after == len(self._indices) or number < self._least[after]
        )


class _Starts(NamedTuple):
    """What ends a case: the start of the next treatment, in a list that of any number, that of another series."""

    treatments: Sequence[int]
    numbers: Sequence[int]
    borders: Sequence[int]


def _span(paper: Paper, start: int, starts: _Starts, *, listed: bool) -> Span:
    stop = min(_next(starts.treatments, start, paper.end), _next(starts.borders, start, paper.end))
    if listed:
        return Span(start, min(stop, _next(starts.numbers, start, paper.end), start + LIST_ENTRY))
    return Span(start, _closed(paper, start, stop))


def _next(starts: Sequence[int], start: int, end: int) -> int:
    at = bisect_right(starts, start)
    return starts[at] if at < len(starts) else end


def _closed(paper: Paper, start: int, stop: int) -> int:
    """Where a treatment that says it is over ends, though the next case's heading was lost."""
    decided = False
    for heading in paper.between(start, stop):
        if heading.section is Section.DECISION:
            decided = True
        elif heading.section is Section.END and decided:
            return min(heading.content, stop)
    return stop


def _evidence(paper: Paper, sightings: Sequence[Sighting]) -> tuple[list[float], list[frozenset[int]]]:
    """How surely each number stands over its own treatment, and which openings stand there."""
    stops = _stops(sightings, paper.end)
    scores: list[float] = []
    marks: list[frozenset[int]] = []
    for one, stop in zip(sightings, stops, strict=True):
        start = one.item.start
        near = min(stop, start + OPENING)
        mark = {kind for kind, pattern in enumerate(_OPENINGS) if pattern.search(paper.text, start, near)}
        before = paper.between(start - OPENING, start)
        if before and before[-1].section is Section.END:
            mark.add(_AFTER_CLOSING)
        sections = {heading.section for heading in paper.between(start, stop)}
        length = min(2.0, (stop - start) / 1000)
        score = sum(_WORTH.get(section, 0.0) for section in sections) + _OPENED * bool(mark) + length
        scores.append(score + one.item.strength / 3)
        marks.append(frozenset(mark))
    return scores, marks


def _stops(sightings: Sequence[Sighting], end: int) -> list[int]:
    """Where the next other number begins, for each."""
    stops = [end] * len(sightings)
    for index in range(len(sightings) - 2, -1, -1):
        here, after = sightings[index], sightings[index + 1]
        apart = here.number != after.number and after.item.start > here.item.start
        stops[index] = after.item.start if apart else stops[index + 1]
    return stops


def _opened(
    sightings: Sequence[Sighting], marks: Sequence[frozenset[int]], listed: Sequence[bool]
) -> list[bool]:
    """Whether each number has half of the openings that most of the paper's cases have."""
    having: defaultdict[int, set[CaseNumber]] = defaultdict(set)
    for one, mark in zip(sightings, marks, strict=True):
        for kind in mark:
            having[kind].add(one.number)
    numbers = {one.number for one, is_listed in zip(sightings, listed, strict=True) if not is_listed}
    often = max(2, OPENED_SHARE * len(numbers))
    usual = {kind for kind, those in having.items() if len(those) >= often}
    return [bool(usual) and 2 * len(mark & usual) >= len(usual) for mark in marks]


def _listed(sightings: Sequence[Sighting], scores: Sequence[float]) -> list[bool]:
    """Whether each number is an entry of a list of cases."""
    listed = [False] * len(sightings)
    last_place = {one.number: index for index, one in enumerate(sightings)}
    run: list[int] = []
    for index in range(len(sightings) + 1):
        if run and index < len(sightings) and _goes_on(sightings, scores, run[-1], index):
            run.append(index)
            continue
        if len(run) >= SHORTEST_LIST:
            for member in run[:-1]:
                listed[member] = True
            last = run[-1]
            listed[last] = scores[last] < LIST_SCORE or last_place[sightings[last].number] > last
        run = [index]
    return listed


def _goes_on(sightings: Sequence[Sighting], scores: Sequence[float], before: int, index: int) -> bool:
    earlier, later = sightings[before], sightings[index]
    near = later.item.start - earlier.item.start < LIST_ENTRY
    return earlier.number < later.number and near and scores[before] < LIST_SCORE
