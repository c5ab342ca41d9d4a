"""Where each case of a paper begins: the headings that bear case numbers, apart from lists and references.

A number stands in the list of cases, over its own treatment, and wherever another case refers to
it. The treatment is the occurrence with the best evidence: sections (proposal, vote, decision) that
follow before the next number, an opening line, a closing line before it.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from ingest.dates import full_year
from ingest.document import Span
from ingest.meeting.headings import Heading, Section
from ingest.meeting.lines import Line
from ingest.numbers import CaseNumber, full_year_of

# A list of cases has at least this many numbers in a row.
SHORTEST_LIST = 2
# From one entry of a list to the next there are at most this many characters.
LIST_ENTRY = 420
# An opening line ("Saken påbegynt …") stands within this many characters of its case's heading.
OPENING = 400
# A year that fewer than this share of the numbers bear belongs to cases that are only referred to.
YEAR_SHARE = 0.2


# Where so many of a paper's numbers bear the same letters (or none), those with others are another body's.
USUAL_LETTERS = 0.6
# The evidence that a number needs which the list of cases does not hold.
STRAY = 5.0
# An entry of a list has less evidence than any treatment.
LIST_SCORE = 2.4
# Where this share of the listed cases has an opening line, such a line is what this paper begins cases with.
OPENED_SHARE = 0.5

_WORTH = {
    Section.DECISION: 4.0,
    Section.PROPOSAL: 2.0,
    Section.VOTE: 2.0,
    Section.DISCUSSION: 2.0,
    Section.AFTER: 1.0,
    Section.BACKGROUND: 1.0,
}


class Numbered(NamedTuple):
    """A line that begins with a case number. strength: 3 with a word for *case*, 2 with letters, 1 bare.

    letters: those before the number (``PS``, ``R``), which tell one body's cases from another's.
    """

    line: int
    start: int
    first: str
    second: str
    rest: str
    strength: int
    letters: str = ""


@dataclass(frozen=True, slots=True)
class Treated:
    """A case and the span of its treatment; `line` is the heading's; others are its other places.

    listed: there is no treatment, only an entry in a list of cases.
    """

    number: CaseNumber
    line: int
    span: Span
    rest: str
    listed: bool
    others: tuple[Numbered, ...]


_WORD = re.compile(
    r"[\W_]{0,4}(?:[^\W\d_]{2,20}/)?(?!(?:[Aa]rk|ARK|[Dd]eleg|[Jj]ourn))(?:[a-zæøåA-ZÆØÅ]{1,16}-?)?(?:[Ss]ak|SAK)(?:snr|snummer|SNR|en|a|stittel)?[\s.:]{0,3}"
    r"(?:(?:nr|NR|Nr)\b[.\s:]{0,3})?(?:(?P<letters>[A-ZÆØÅ]{1,5})[\s-])?"
    r"(?P<a>\d{1,4})\s?(?P<sep>[/–-])\s?(?P<b>\d{2}(?:\d{2})?)(?!\d|[-–]\d)[\s.:;,–_·|-]*(?P<rest>.*)",
)
_JOINT = re.compile(
    r"[\W_]{0,4}(?:[Ss]ak(?:ene|er)?|SAK(?:ENE)?)[\s.:]{0,3}\d{1,4}/\d{2,4}(?:\s?(?:,|og|and|&)\s?(?:sak\s)?\d{1,4}/\d{2,4}){1,12}(?!\d)(?=\W*(?:[A-ZÆØÅ]|$))"
)
_PAIR = re.compile(r"(\d{1,4})/(\d{2,4})")
_LOST_SLASH = re.compile(
    r"[\W_]{0,3}(?:Sak|SAK)\s+(?P<a>\d{1,3}?)[1lI|](?P<b>\d\d)\b(?!/)[\s.:–-]*(?P<rest>.*)"
)
_BARE = re.compile(
    r"(?:(?P<letters>[A-ZÆØÅ]{2,5})[\s-]{1,2})?(?P<a>\d{1,4})/(?P<b>\d{2}(?:\d{2})?)(?![\d/]|[-–.,]\d)(?:[\s.:–-]+(?P<rest>.*)|$)"
)
_SEQUENCE = re.compile(
    r"(?:Sak|SAK)\s+(?:nr\.?\s*)?(?P<a>\d{1,3})(?:\s*[:–-]\s*|\.?\s+)(?P<rest>[A-ZÆØÅ«\"].*)"
)
_RUNNING = re.compile(r"(?:[a-zæøå]+(?:\s|[,.;:]|$)|[;)(]|/|\d{1,4}/\d\d(?!\d))")
_ARCHIVE = re.compile(
    r"(?:arkiv|journal|dok(?:ument)?)\s?-?(?:saks?)?-?\s?(?:nr|nummer|id|ref)?\.?\s*:?\s*$", re.IGNORECASE
)
_HANDLED = re.compile(r"^[A-ZÆØÅ][\w .,&-]{2,60}?\s+\d{1,2}\.\d{1,2}\.\d{2,4}\s*$")
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


def numbered_lines(lines: Sequence[Line], year: int | None) -> list[Numbered]:
    """The lines that begin with a case number; `year` is the meeting's (for numbers that lost their slash)."""
    found: list[Numbered] = []
    for index, line in enumerate(lines):
        text = line.text
        if joint := _JOINT.match(text):
            rest = text[joint.end() :].strip(" .:;,–-")
            numbers = _PAIR.findall(joint[0])
            found.extend(Numbered(index, line.start, first, second, rest, 3) for first, second in numbers)
            continue
        if not any(map(str.isdigit, text[:40])):
            continue
        if match := _WORD.match(text):
            strength = 3
        elif match := _BARE.match(text):
            strength = 2 if match["letters"] else 1
        elif year and (match := _LOST_SLASH.match(text)) and full_year(int(match["b"])) == year:
            strength = 2
        else:
            continue
        rest = (match["rest"] or "").strip()
        if _RUNNING.match(rest) and not re.match(r"[a-z]-\w", rest):
            continue
        if _HANDLED.match(rest) or (index and _ARCHIVE.fullmatch(lines[index - 1].text)):
            continue
        letters = (match.groupdict().get("letters") or "").upper()
        found.append(Numbered(index, line.start, match["a"], match["b"], rest, strength, letters))
    return found


def sequence_lines(lines: Sequence[Line]) -> list[Numbered]:
    """The lines that begin with ``Sak 3: Title``, whose year only the meeting tells (`second` is empty)."""
    found = []
    for index, line in enumerate(lines):
        if match := _SEQUENCE.match(line.text):
            found.append(Numbered(index, line.start, match["a"], "", match["rest"].strip(), 2))
    return found


def find_treated(
    text: str, lines: Sequence[Line], headings: Sequence[Heading], end: int, year: int | None
) -> list[Treated]:
    """The cases of a paper whose text ends at `end`, in the order of their treatment."""
    numbered = numbered_lines(lines, year)
    resolved = _resolve(numbered, year)
    if not resolved and year:
        resolved = [
            (item, CaseNumber(year, int(item.first))) for item in sequence_lines(lines) if int(item.first)
        ]
    resolved = _without_references(resolved, year)
    resolved, borders = _own_series(resolved)
    if not resolved:
        return []
    scores, marks = _evidence(text, resolved, headings, end)
    places: defaultdict[CaseNumber, list[int]] = defaultdict(list)
    for index, (_, number) in enumerate(resolved):
        places[number].append(index)
    listed = _listed(resolved, scores)
    usual = _usual(resolved, marks, listed)
    opened = [bool(usual) and 2 * len(mark & usual) >= len(usual) for mark in marks]
    best = {
        number: max(indices, key=lambda i: (not listed[i], opened[i], scores[i], i))
        for number, indices in places.items()
    }
    known = {resolved[i][1] for i, is_listed in enumerate(listed) if is_listed}
    unlisted = {number: index for number, index in best.items() if not listed[index]}
    sure = {number: index for number, index in unlisted.items() if opened[index]}
    if len(sure) >= max(2, OPENED_SHARE * len(known)):
        trusted = sure
    else:
        trusted = {n: i for n, i in unlisted.items() if not known or n in known or scores[i] >= STRAY}
    main = dict(trusted)
    for number, index in best.items():
        if not listed[index]:
            if number not in main and _in_order(number, index, trusted):
                main[number] = index
        elif (later := _between(number, places[number], trusted)) is not None:
            main[number], listed[later] = later, False
        else:
            main[number] = index
    chosen = sorted(main.values())
    first = next((index for index in chosen if not listed[index]), len(resolved))
    # The list of cases stands at the top; among the treatments, a run of numbers is a table of references.
    chosen = [index for index in chosen if not listed[index] or index < first]
    treated: list[Treated] = []
    for position, index in enumerate(chosen):
        item, number = resolved[index]
        stop = next(
            (resolved[i][0].start for i in chosen[position + 1 :] if resolved[i][0].start > item.start), end
        )
        stop = next((border for border in borders if item.start < border < stop), stop)
        if listed[index]:
            following = next(
                (other.start for other, _ in resolved[index + 1 :] if other.start > item.start), stop
            )
            stop = min(stop, following, item.start + LIST_ENTRY)
        else:
            stop = _closed(item.start, stop, headings)
        others = tuple(resolved[i][0] for i in places[number] if i != index)
        treated.append(Treated(number, item.line, Span(item.start, stop), item.rest, listed[index], others))
    return treated


def _between(number: CaseNumber, indices: Sequence[int], trusted: dict[CaseNumber, int]) -> int | None:
    """Where a case that was hardly treated (withdrawn, any other business) stands among the treated ones."""
    first = min(trusted.values(), default=None)
    own = [i for i in indices if first is not None and i > first and _in_order(number, i, trusted)]
    return own[-1] if own else None


def _closed(start: int, stop: int, headings: Sequence[Heading]) -> int:
    """Where a treatment that says it is over ends, though the next case's heading was lost."""
    decided = False
    low = bisect_left([heading.start for heading in headings], start)
    for heading in headings[low:]:
        if heading.start >= stop:
            break
        if heading.section is Section.DECISION:
            decided = True
        elif heading.section is Section.END and decided:
            return heading.content
    return stop


def _in_order(number: CaseNumber, index: int, trusted: dict[CaseNumber, int]) -> bool:
    """Whether a number without an opening line stands where its sequence says."""
    return all((other < number) == (i < index) for other, i in trusted.items())


def _resolve(numbered: Sequence[Numbered], year: int | None) -> list[tuple[Numbered, CaseNumber]]:
    """Each number read the way round that makes most of the paper's years agree."""
    straight = Counter(full_year_of(item.second) for item in numbered)
    turned = Counter(full_year_of(item.first) for item in numbered)
    straight.pop(0, None)
    turned.pop(0, None)
    if year:
        is_turned = turned[year] > straight[year]
    else:
        is_turned = max(turned.values(), default=0) > max(straight.values(), default=0)
    resolved = []
    for item in numbered:
        ways = [(item.second, item.first), (item.first, item.second)]
        for way, (year_text, sequence) in enumerate(reversed(ways) if is_turned else ways):
            plain = way == 0 or len(year_text) == 4
            if plain and full_year_of(year_text) and int(sequence):
                resolved.append((item, CaseNumber(full_year_of(year_text), int(sequence))))
                break
    return resolved


def _without_references(
    resolved: Sequence[tuple[Numbered, CaseNumber]], year: int | None
) -> list[tuple[Numbered, CaseNumber]]:
    """Without numbers of years that are not the meeting's."""
    years: Counter[int] = Counter()
    for number in {number for _, number in resolved}:
        years[number.year] += 1
    if not years:
        return []
    total = sum(years.values())
    allowed = {y for y, count in years.items() if count >= max(2, YEAR_SHARE * total)} or {
        years.most_common(1)[0][0]
    }
    if year and years[year]:
        allowed = {y for y in allowed if abs(y - year) <= 1} | {year}
    return [(item, number) for item, number in resolved if number.year in allowed]


def _own_series(
    resolved: Sequence[tuple[Numbered, CaseNumber]],
) -> tuple[list[tuple[Numbered, CaseNumber]], list[int]]:
    """The numbers of the paper's main series, and where those of its other series (``RS 4/20``) begin.

    Where most numbers bear no letters, those that do are another body's, and begin nothing.
    """
    usual = Counter(item.letters for item, _ in resolved).most_common(1)
    if not usual or usual[0][1] < USUAL_LETTERS * len(resolved):
        return list(resolved), []
    own = [(item, number) for item, number in resolved if item.letters == usual[0][0]]
    others = [item.start for item, _ in resolved if item.letters and item.letters != usual[0][0]]
    return own, others if usual[0][0] else []


def _evidence(
    text: str, resolved: Sequence[tuple[Numbered, CaseNumber]], headings: Sequence[Heading], end: int
) -> tuple[list[float], list[frozenset[int]]]:
    """How surely each number stands over its own treatment, and which opening marks stand there."""
    starts = [heading.start for heading in headings]
    scores: list[float] = []
    marks: list[frozenset[int]] = []
    for index, (item, number) in enumerate(resolved):
        later = resolved[index + 1 :]
        stop = next((other.start for other, n in later if n != number and other.start > item.start), end)
        low, high = bisect_left(starts, item.start), bisect_left(starts, stop)
        opening = {
            kind
            for kind, p in enumerate(_OPENINGS)
            if p.search(text, item.start, min(stop, item.start + OPENING))
        }
        if (
            low
            and headings[low - 1].section is Section.END
            and item.start - headings[low - 1].start < OPENING
        ):
            opening.add(len(_OPENINGS))
        score = sum(
            _WORTH.get(section, 0.0) for section in {heading.section for heading in headings[low:high]}
        )
        scores.append(score + 4 * bool(opening) + min(2.0, (stop - item.start) / 1000) + item.strength / 3)
        marks.append(frozenset(opening))
    return scores, marks


def _usual(
    resolved: Sequence[tuple[Numbered, CaseNumber]], marks: Sequence[frozenset[int]], listed: Sequence[bool]
) -> frozenset[int]:
    """The openings that most of the paper's cases have."""
    having: defaultdict[int, set[CaseNumber]] = defaultdict(set)
    for (_, number), mark in zip(resolved, marks, strict=True):
        for kind in mark:
            having[kind].add(number)
    numbers = {number for (_, number), is_listed in zip(resolved, listed, strict=True) if not is_listed}
    return frozenset(
        kind for kind, those in having.items() if len(those) >= max(2, OPENED_SHARE * len(numbers))
    )


def _listed(resolved: Sequence[tuple[Numbered, CaseNumber]], scores: Sequence[float]) -> list[bool]:
    """Whether each number is an entry of a list of cases."""
    listed = [False] * len(resolved)
    run: list[int] = []
    for index in range(len(resolved) + 1):
        if index < len(resolved):
            item, number = resolved[index]
            if run:
                before, earlier = resolved[run[-1]]
                if (
                    earlier < number
                    and item.start - before.start < LIST_ENTRY
                    and scores[run[-1]] < LIST_SCORE
                ):
                    run.append(index)
                    continue
        if len(run) >= SHORTEST_LIST:
            for member in run[:-1]:
                listed[member] = True
            last = run[-1]
            again = any(number == resolved[last][1] for _, number in resolved[last + 1 :])
            listed[last] = scores[last] < LIST_SCORE or again
        run = [index]
    return listed
