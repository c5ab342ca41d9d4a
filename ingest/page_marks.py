"""Running headers and footers in text that has no pages, such as minutes extracted from a PDF.

The page numbers betray them: lines with «Side 3» or «Side 3 av 9» (or nothing but a number)
whose numbers rise through the document. Lines that keep coming back beside them are furniture
too, also where recognition of the letters has damaged some, and where body text follows on
the same line.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import pairwise
from statistics import median

from ingest.document import Span
from ingest.lines import Line, lines_of

# «Side 3», «side: 3 av 9 sider», «Page 3 of 9».
PAGE_MARK = re.compile(
    r"\b(?:side|sida|page)\s{0,3}[:.]?\s{0,3}(\d{1,4})\b(?:\s{0,3}(?:av|of|/)\s{0,3}\d{1,4}\b)?(?:\s{1,3}sider\b)?",
    re.IGNORECASE,
)
_BARE_NUMBER = re.compile(r"[-–—]?\s{0,3}(\d{1,4})\s{0,3}[-–—]?\Z")
_DIGITS = re.compile(r"\d+")
_NOT_LETTERS = re.compile(r"[\W_]+")
_FILLER = re.compile(r"[_.…]{5,}")  # a line to sign on
_DAMAGE = re.compile(r"[^\w\s,.:;()/–-]|_{2,}|\.{3,}|[^\w\s]{3,}")

_LONGEST = 160  # characters of a line that is looked at; body text may follow a mark on its line
_FEWEST = 3  # pages; fewer repetitions prove nothing
_RISING = 0.5  # share of the marks that must rise through the document; the rest are references to pages
_DISTINCT = 0.6  # share of different numbers that repeated marks must have, where pages are out of order
_SPAN = 0.4  # share of the text from the first to the last mark
_PAGE_SIZES = (300, 9000)  # characters between two marks, as a median
_ZONE = 6  # lines above and below a mark among which its companions are sought
_BESIDE = 0.25  # share of the marks from which a companion stands the same number of lines away
_FAITHFUL = 0.5  # share of a companion's appearances that are beside a mark
_ALIKE = 0.55  # share of three-letter pieces (Dice, 0-1) that a damaged companion shares with a whole one
_CHANGING = 0.34  # share of different wordings at which a line with digits is content («Sak 3/91»)
_LONG_KEY = 16  # characters of a companion that is known by its beginning alone
_JUNK = 60  # characters of a damaged line that goes when it stands between two lines of furniture


def fold(line: str) -> str:
    """A line's key: digits become 0, case and punctuation go."""
    return _NOT_LETTERS.sub(" ", _DIGITS.sub("0", line.casefold())).strip()


def furniture_without_pages(text: str) -> Iterator[Span]:
    """The furniture of a text without pages, in order."""
    lines = lines_of(text, 0, len(text))
    marks = _page_marks(text, lines)
    if not marks:
        return
    keys = [fold(text[line.start : line.end]) if line.end - line.start <= _LONGEST else "" for line in lines]
    found = dict(marks)
    companions = _companions(text, lines, keys, marks)
    patterns = _patterns(text, lines, keys, companions)
    zone = _zone(marks, len(lines))
    for index, key in enumerate(keys):
        if index in found:
            continue
        line = lines[index]
        near = index in zone
        damaged = near and key and any(_alike(key, other) for other in companions)
        if damaged or (key in companions and _stands_firm(keys, companions, index)):
            found[index] = Span(line.start, line.end)
        elif near and (end := _end_of_furniture(text, line, patterns)) > line.start:
            found[index] = Span(line.start, end)
    yield from _joined(text, lines, found, zone)


def _page_marks(text: str, lines: Sequence[Line]) -> dict[int, Span]:
    """The marks by index of their line, up to the end of the number; empty where the text has none."""
    marks: list[tuple[int, int, int, str, bool]] = []  # line, number, end, key of what stands before, «av 9»
    for index, line in enumerate(lines):
        match = PAGE_MARK.search(text, line.start, min(line.end, line.start + _LONGEST))
        if match is not None:
            before = fold(text[line.start : match.start()])
            of_all = not match[0].rstrip().endswith(match[1])
            marks.append((index, int(match[1]), match.end(), before, of_all))
    prefixes = Counter(before for _, _, _, before, _ in marks)
    common = [before for before, count in prefixes.most_common(5) if before and count >= _FEWEST]
    marks = [
        mark
        for mark in marks
        if not mark[3] or mark[3] in common or any(_alike(mark[3], one) for one in common)
    ]
    rising = {marks[place][0] for place in _rising([mark[1] for mark in marks])}
    worded = [mark for mark in marks if mark[3] or mark[4]]
    kept = {
        index: Span(lines[index].start, end)
        for index, _, end, before, of_all in marks
        if index in rising or before or of_all
    }
    in_order = len(rising) >= _RISING * len(marks)
    repeated = len(worded) >= _FEWEST and len({mark[1] for mark in worded}) >= _DISTINCT * len(worded)
    if (in_order or repeated) and _like_pages(text, list(kept.values())):
        return kept
    return _bare_marks(text, lines)


def _bare_marks(text: str, lines: Sequence[Line]) -> dict[int, Span]:
    """Lines that are only a number, one more than the one before, a page apart."""
    numbers = [
        (index, int(match[1]))
        for index, line in enumerate(lines)
        if line.end - line.start <= 10 and (match := _BARE_NUMBER.match(text, line.start, line.end))
    ]
    kept = [numbers[place] for place in _rising([number for _, number in numbers])]
    steps = [after[1] - before[1] for before, after in pairwise(kept)]
    if not steps or sum(step == 1 for step in steps) < 0.8 * len(steps):
        return {}
    marks = {index: Span(lines[index].start, lines[index].end) for index, _ in kept}
    return marks if _like_pages(text, list(marks.values())) else {}


def _like_pages(text: str, marks: Sequence[Span]) -> bool:
    """Whether the marks lie as far apart as pages do, and through the text."""
    if len(marks) < _FEWEST:
        return False
    apart = median(after.start - before.start for before, after in pairwise(marks))
    return _PAGE_SIZES[0] <= apart <= _PAGE_SIZES[1] and marks[-1].end - marks[0].start >= _SPAN * len(text)


def _rising(numbers: Sequence[int]) -> list[int]:
    """The places of the longest subsequence that rises strictly."""
    tails: list[int] = []  # the smallest number that ends a rising subsequence of each length
    ends: list[int] = []
    before: list[int | None] = []
    for place, number in enumerate(numbers):
        length = bisect_left(tails, number)
        tails[length : length + 1] = [number]
        ends[length : length + 1] = [place]
        before.append(ends[length - 1] if length else None)
    chain: list[int] = []
    at = ends[-1] if ends else None
    while at is not None:
        chain.append(at)
        at = before[at]
    return chain[::-1]


def _zone(marks: Iterable[int], count: int) -> set[int]:
    return {near for index in marks for near in range(max(index - _ZONE, 0), min(index + _ZONE + 1, count))}


def _companions(
    text: str, lines: Sequence[Line], keys: Sequence[str], marks: dict[int, Span]
) -> dict[str, tuple[int, int]]:
    """The keys of lines that keep coming back beside the marks: how often beside one, how often at all."""
    beside = Counter(keys[index] for index in _zone(marks, len(lines)) - marks.keys())
    total = Counter(keys)
    wordings = [text[line.start : line.end] for line in lines]
    placed: set[str] = set()
    for way in (-1, 1):
        placed |= _placed(keys, wordings, marks, way)
    return {
        key: (near, total[key])
        for key, near in beside.items()
        if key in placed and near >= _FAITHFUL * total[key]
    }


def _placed(keys: Sequence[str], wordings: Sequence[str], marks: Iterable[int], way: int) -> set[str]:
    """The keys that stand the same number of lines from many marks, with nothing but such lines between.

    way: -1 above the marks, 1 below. Damaged lines count with the whole ones that they are like.
    """
    placed: set[str] = set()
    marked = reached = set(marks)
    for away in range(way, way * (_ZONE + 1), way):
        reached = {index for index in reached if 0 <= index + away < len(keys)}
        there: dict[str, list[str]] = {}
        for index in reached - {mark - away for mark in marked}:
            there.setdefault(keys[index + away], []).append(wordings[index + away])
        here = [
            key
            for key, seen in there.items()
            if len(seen) >= _FEWEST
            and len(key) > 2
            and ("0" not in key or len(set(seen)) <= max(2, _CHANGING * len(seen)))
            and sum(len(also) for other, also in there.items() if _alike(key, other)) >= _BESIDE * len(marked)
        ]
        placed.update(here)
        like = {key for key in there if any(_alike(key, one) for one in here)}
        reached = {index for index in reached if index + away in marked or keys[index + away] in like}
    return placed


def _stands_firm(keys: Sequence[str], companions: dict[str, tuple[int, int]], index: int) -> bool:
    """Whether a companion far from any mark is furniture: beside another, or never anything else."""
    if any(0 <= near < len(keys) and keys[near] in companions for near in (index - 1, index + 1)):
        return True
    near, total = companions[keys[index]]
    return "0" not in keys[index] and len(keys[index]) >= 10 and total >= 5 and near >= 0.7 * total


def _alike(key: str, other: str) -> bool:
    """Whether two keys are the same line, one of them perhaps damaged."""
    if key == other:
        return True
    if len(key) < 6 or not 0.6 <= len(key) / max(len(other), 1) <= 1.7:
        return False
    pieces, others = _pieces(key), _pieces(other)
    return 2 * len(pieces & others) >= _ALIKE * (len(pieces) + len(others))


@lru_cache(maxsize=4096)
def _pieces(key: str) -> frozenset[str]:
    return frozenset(key[place : place + 3] for place in range(len(key) - 2))


def _patterns(
    text: str, lines: Sequence[Line], keys: Sequence[str], companions: dict[str, tuple[int, int]]
) -> list[re.Pattern[str]]:
    """The companions that are known where body text follows on their line: long ones, lines to sign on."""
    first: dict[str, str] = {}
    for line, key in zip(lines, keys, strict=True):
        if key in companions:
            first.setdefault(key, text[line.start : line.end])
    return [
        _pattern(example)
        for key, example in first.items()
        if len(key) >= _LONG_KEY or _FILLER.search(example)
    ]


def _pattern(line: str) -> re.Pattern[str]:
    """A line as a pattern: its words, any digits, anything but letters and digits between them."""
    tokens = re.findall(r"\d+|[^\W\d_]+", line)
    words = r"[\W_]*".join(r"\d+" if token.isdigit() else re.escape(token) for token in tokens)
    return re.compile(words + (r"[\W_]{5,}" if _FILLER.search(line) else r"(?!\w)"), re.IGNORECASE)


def _end_of_furniture(text: str, line: Line, patterns: Sequence[re.Pattern[str]]) -> int:
    """How far from its beginning a line is furniture: the line's start where it is none."""
    end = resume = line.start
    while True:
        match = next(
            (found for pattern in patterns if (found := pattern.match(text, resume, line.end))), None
        )
        if match is None or match.end() == resume:
            return end
        end = resume = match.start() + len(match[0].rstrip())
        while resume < line.end and not text[resume].isalnum():
            resume += 1


def _is_junk(text: str, line: Line) -> bool:
    return line.end - line.start <= _JUNK and _DAMAGE.search(text, line.start, line.end) is not None


def _joined(text: str, lines: Sequence[Line], found: dict[int, Span], zone: set[int]) -> Iterator[Span]:
    """The spans in order, neighbouring lines as one, damaged lines between them included."""
    current: Span | None = None
    last = -1
    for index in sorted(found):
        span = found[index]
        between = range(last + 1, index)
        if current is not None and (
            current.end == lines[last].end
            and len(between) <= 2
            and all(near in zone and _is_junk(text, lines[near]) for near in between)
        ):
            current = Span(current.start, span.end)
        else:
            if current is not None:
                yield current
            current = span
        last = index
    if current is not None:
        yield current
