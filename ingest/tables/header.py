"""Where the header of a table without rules stands, and what columns it names.

A header is a band of neighbouring printed lines. Its phrases that stand above each other are
one heading; one that stands above several belongs to them all. Of all bands near a place the
one whose headings the vocabulary knows best is the header.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from ingest.boxes import Box
from ingest.tables.bands import lines, phrases
from ingest.tables.grid import Token, hull, is_caption
from ingest.tables.headings import is_project_header, read_heading, split_words
from ingest.tables.seeds import known_share
from ingest.tables.values import colour, join_lines, number

# A header has at most so many printed lines; aligned to the middle, two lines make three.
BAND_LINES = 7
# A band of more phrases is no header but a wall of words.
BAND_PARTS = 120
# They stand no farther apart than this, in heights of a line.
BAND_GAP = 1.6
# Bands that begin so many lines further down, and overlap with one, are weighed against it.
STARTS = 7
# This share of a header's headings begins with a capital, a figure or a sign.
UPPER = 0.7
# A line of headings begins this share of its words with a capital, a figure or a sign: it keeps
# running text from being parted word by word, which takes a third of a second a page.
HEADED = 0.34
# … and this share of a longer run of words is of the vocabulary.
SHORT, VOCABULARY = 5, 0.3
# No heading has more words.
LONGEST_HEADING = 12
# A gap of more than so many spaces parts two headings in a run of words.
WIDER = 1.3
# What a heading is worth: one the vocabulary knows, one that holds a word of it, another.
KNOWN, HELD, UNKNOWN = 2.0, 0.8, -1.0
# An amount with its year is worth so much more, and so is each line that joins a band without harm.
DATED, LINE = 0.4, 0.05


class Label(NamedTuple):
    """One heading as it is printed: its words, in order."""

    tokens: tuple[Token, ...]

    @property
    def box(self) -> Box:
        """Where it stands."""
        return hull(token.box for token in self.tokens)


@dataclass(frozen=True, slots=True)
class Header:
    """labels: the headings from the left. texts: what they say, spanning headings put before theirs."""

    labels: tuple[Label, ...]
    texts: tuple[str, ...]
    box: Box
    start: int
    end: int


def find_headers(tokens: Sequence[Token], space: float) -> list[Header]:
    """The headers of project tables among the words of a page, from the top."""
    printed = lines(tokens)
    parts = [
        [
            part
            for phrase in phrases(line, space)
            for part in (split_headings(phrase, space) if _like_headings(phrase) else [list(phrase)])
        ]
        for line in printed
    ]
    known = [sum(_known(part) for part in line) for line in parts]
    found: list[Header] = []
    index = 0
    while index < len(printed):
        best: tuple[float, int, Header] | None = None
        start = index
        while start < (min(best[1], index + STARTS) if best else index + 1):
            seen = _promising(parts, known, start)
            hit = _best_band(printed, parts, start) if seen else None
            if hit is not None and (best is None or hit[0] > best[0]):
                best = hit
            start += 1
        if best is None:
            index += 1
        else:
            found.append(best[2])
            index = best[1]
    return found


def _promising(parts: Sequence[list[list[Token]]], known: Sequence[int], first: int) -> bool:
    """Whether a header may begin at a line: two known headings near, and lines of several phrases among them."""
    window = range(first, min(first + BAND_LINES, len(parts)))
    several = sum(len(parts[line]) > 1 for line in window if known[line])
    return sum(known[line] for line in window) > 1 and several > 0


def _like_headings(phrase: Sequence[Token]) -> bool:
    """Whether a phrase can be several headings: running text begins few of its words like one."""
    upper = sum(not token.text[:1].islower() for token in phrase)
    if upper < HEADED * len(phrase):
        return False
    return len(phrase) <= SHORT or known_share([token.text for token in phrase]) >= VOCABULARY


def _known(part: Sequence[Token]) -> bool:
    return len(part) <= LONGEST_HEADING and read_heading(" ".join(token.text for token in part)).exact


def _best_band(
    printed: Sequence[list[Token]], parts: Sequence[list[list[Token]]], first: int
) -> tuple[float, int, Header] | None:
    """The best header that begins at line `first`: its score, the line after it, and the header."""
    best: tuple[float, int, Header] | None = None
    for after in range(first + 1, min(first + BAND_LINES, len(printed)) + 1):
        line = printed[after - 1]
        if is_caption(" ".join(token.text for token in line)):
            break
        if any(len(part) > LONGEST_HEADING for part in parts[after - 1]):
            break  # running text, which is no line of a header
        if after > first + 1 and not _near(printed[first : after - 1], line):
            break
        band = parts[first:after]
        if max(len(line) for line in band) < 2:
            continue
        if sum(len(line) for line in band) > BAND_PARTS:
            break
        labels, texts = _labels(band)
        score = _score(texts) + LINE * (after - first)
        if (best is None or score > best[0]) and _is_header(texts):
            every = [token for line in printed[first:after] for token in line]
            box = hull(token.box for token in every)
            start, end = min(token.start for token in every), max(token.end for token in every)
            best = (score, after, Header(tuple(labels), tuple(texts), box, start, end))
    return best


def _is_header(texts: Sequence[str]) -> bool:
    known = sum(read_heading(text).exact for text in texts)
    values = any(
        colour(text) is not None or (number(text) is not None and read_heading(text).year is None)
        for text in texts
    )
    upper = sum(not text[:1].islower() for text in texts)
    return (
        known > 1
        and 2 * known >= len(texts)
        and upper >= UPPER * len(texts)
        and not values
        and is_project_header(texts)
    )


def _score(texts: Sequence[str]) -> float:
    score = 0.0
    for text in texts:
        heading = read_heading(text)
        score += KNOWN if heading.exact else HELD if heading.role else UNKNOWN
        score += DATED if heading.exact and heading.unit is None and heading.year else 0.0
        score += DATED if heading.exact and heading.unit is not None and heading.year else 0.0
    return score


def _near(band: Sequence[Sequence[Token]], line: Sequence[Token]) -> bool:
    bottom = max(token.box.bottom for tokens in band for token in tokens)
    height = max(token.box.bottom - token.box.top for token in line)
    return min(token.box.top for token in line) - bottom < BAND_GAP * height


def _labels(parts: Sequence[Sequence[list[Token]]]) -> tuple[list[Label], list[str]]:
    """The headings of a band from the left: the words of each, and what it says."""
    columns = _columns(parts)
    own: list[list[Token]] = [[] for _ in columns]
    said: list[list[str]] = [[] for _ in columns]
    for line in parts:
        for part in line:
            over = [at for at, column in enumerate(columns) if _shared(part, column) > 0]
            for at in over:
                said[at].append(" ".join(token.text for token in part))
            if len(over) == 1:
                own[over[0]] += part
    labels = [Label(tuple(tokens or column)) for tokens, column in zip(own, columns, strict=True)]
    return labels, [join_lines(rows) for rows in said]


def _columns(parts: Sequence[Sequence[list[Token]]]) -> list[list[Token]]:
    """For each column of a band one part that stands in it; a part above several of one line is none."""
    columns: list[list[Token]] = []
    for line in sorted(parts, key=len, reverse=True):
        for part in line:
            spans = any(sum(_shared(part, other) > 0 for other in others) > 1 for others in parts)
            if not spans and not any(_shared(part, column) > 0 for column in columns):
                columns.append(part)
    return sorted(columns, key=lambda part: part[0].box.left)


def _shared(first: Sequence[Token], second: Sequence[Token]) -> float:
    return min(first[-1].box.right, second[-1].box.right) - max(first[0].box.left, second[0].box.left)


def split_headings(phrase: Sequence[Token], space: float) -> list[list[Token]]:
    """A run of words parted into the headings of the vocabulary that it holds.

    It stays whole where it is one heading, or where the vocabulary lacks part of it and knows
    less than three others. A gap that is clearly wider than a space parts two known headings
    that could be one (``Fremdrift  Status``).
    """
    words = [token.text for token in phrase]
    single = sum(word.isdigit() for word in words) < 2
    if len(words) < 2:
        return [list(phrase)]
    for at in range(1, len(words)):
        gap = phrase[at].box.left - phrase[at - 1].box.right
        height = phrase[at].box.bottom - phrase[at].box.top
        first, second = read_heading(" ".join(words[:at])), read_heading(" ".join(words[at:]))
        wide = gap > WIDER * space * height and not words[at][:1].islower()
        if wide and first.exact and (second.exact or len(words) - at > 1):
            return [list(phrase[:at]), *split_headings(phrase[at:], space)]
    if read_heading(" ".join(words)).exact and single:
        return [list(phrase)]
    parts = split_words(words)
    known = sum(read_heading(" ".join(words[first:after])).exact for first, after in parts)
    if known < len(parts) and known < 3:
        return [list(phrase)]
    return [list(phrase[first:after]) for first, after in parts]
