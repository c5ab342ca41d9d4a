"""Lines that begin with a case number, and which case each number means."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from typing import NamedTuple

from ingest.dates import full_year
from ingest.meeting.lines import Line
from ingest.numbers import CaseNumber, year_of

# A year that a smaller share of the numbers bear belongs to cases that are only referred to.
YEAR_SHARE = 0.2
# Where so many of a paper's numbers bear the same letters (or none), those with others are another series.
USUAL_LETTERS = 0.6


class Numbered(NamedTuple):
    """A line that begins with a case number, cut in two at its slash.

    line: index of the line. rest: what follows the number. strength: 3 with a word for *case*
    before it, 2 with letters, 1 bare. letters: those before the number (``PS``, ``R``).
    """

    line: int
    start: int
    first: str
    second: str
    rest: str
    strength: int
    letters: str = ""


class Sighting(NamedTuple):
    """A line that begins with a case number, and the number as this paper writes numbers."""

    item: Numbered
    number: CaseNumber


_WORD = re.compile(
    r"[\W_]{0,4}(?:[^\W\d_]{2,20}/)?"  # Ášši/Sak
    r"(?!(?:[Aa]rk|ARK|[Dd]eleg|[Jj]ourn))(?:[a-zæøåA-ZÆØÅ]{1,16}-?)?"  # Vedtakssak, O-sak; never Arkivsak
    r"(?:[Ss]ak|SAK)(?:snr|snummer|SNR|en|a|stittel)?[\s.:]{0,3}(?:(?:nr|NR|Nr)\b[.\s:]{0,3})?"
    r"(?:(?P<letters>[A-ZÆØÅ]{1,5})[\s-])?"
    r"(?P<a>\d{1,4})\s?[/–-]\s?(?P<b>\d{2}(?:\d{2})?|(?<=(?:19|20)\d\d/)\d{1,3})(?!\d|[-–]\d)"
    r"[\s.:;,–_·|-]*(?P<rest>.*)",
)
_JOINT = re.compile(
    r"[\W_]{0,4}(?:[Ss]ak(?:ene|er)?|SAK(?:ENE)?)[\s.:]{0,3}\d{1,4}/\d{2,4}"
    r"(?:\s?(?:,|og|and|&)\s?(?:sak\s)?\d{1,4}/\d{2,4}){1,12}(?!\d)(?=\W*(?:[A-ZÆØÅ]|$))"
)
_PAIR = re.compile(r"(\d{1,4})/(\d{2,4})")
_LOST_SLASH = re.compile(
    r"[\W_]{0,3}(?:Sak|SAK)\s+(?P<a>\d{1,3}?)[1lI|](?P<b>\d\d)\b(?!/)[\s.:–-]*(?P<rest>.*)"
)
_BARE = re.compile(
    r"(?:(?P<letters>[A-ZÆØÅ]{2,5})[\s-]{1,2})?(?P<a>\d{1,4})/(?P<b>\d{2}(?:\d{2})?)"
    r"(?![\d/]|[-–.,]\d)(?:[\s.:–-]+(?P<rest>.*)|$)"
)
_SEQUENCE = re.compile(
    r"(?:Sak|SAK)\s+(?:nr\.?\s*)?(?P<a>\d{1,3})(?:\s*[:–-]\s*|\.?\s+)(?P<rest>[A-ZÆØÅ«\"].*)"
)
# A line that goes on like this is running text ("Sak 15/20 ble utsatt"); "e-helse" is a title.
_RUNNING = re.compile(r"(?![a-z]-\w)(?:[a-zæøå]+(?:\s|[,.;:]|$)|[;)(]|/|\d{1,4}/\d\d(?!\d))")
_ARCHIVE = re.compile(
    r"(?:arkiv|journal|dok(?:ument)?)\s?-?(?:saks?)?-?\s?(?:nr|nummer|id|ref)?\.?\s*:?\s*", re.IGNORECASE
)
# A row of the table of treatments: number, body, date.
_HANDLED = re.compile(r"[A-ZÆØÅ][\w .,&-]{2,60}?\s+\d{1,2}\.\d{1,2}\.\d{2,4}\s*")
_DIGIT_WITHIN = 40


def numbered_lines(lines: Sequence[Line], year: int | None) -> list[Numbered]:
    """The lines that begin with a case number.

    year: the meeting's; a number that lost its slash to OCR (``Sak 41195``) must be of that year.
    """
    found: list[Numbered] = []
    for index, line in enumerate(lines):
        text = line.text
        if not any(map(str.isdigit, text[:_DIGIT_WITHIN])):
            continue
        if joint := _JOINT.match(text):
            rest = text[joint.end() :].strip(" .:;,–-")
            found.extend(
                Numbered(index, line.start, first, second, rest, 3)
                for first, second in _PAIR.findall(joint[0])
            )
        elif (one := _numbered(index, line, year)) and not (
            index and _ARCHIVE.fullmatch(lines[index - 1].text)
        ):
            found.append(one)
    return found


def sequence_lines(lines: Sequence[Line]) -> list[Numbered]:
    """The lines that begin with ``Sak 3: Title``, whose year only the meeting tells (`second` is empty)."""
    return [
        Numbered(index, line.start, match["a"], "", match["rest"].strip(), 2)
        for index, line in enumerate(lines)
        if (match := _SEQUENCE.match(line.text)) and int(match["a"])
    ]


def find_sightings(lines: Sequence[Line], year: int | None) -> tuple[list[Sighting], list[int]]:
    """The numbers of the paper's own cases, and where its other series (``RS 4/20``) begin."""
    found = _read_all(numbered_lines(lines, year), year)
    if not found and year:
        found = [Sighting(item, CaseNumber(year, int(item.first))) for item in sequence_lines(lines)]
    return _own_series(_own_years(found, year))


def _numbered(index: int, line: Line, year: int | None) -> Numbered | None:
    text = line.text
    if match := _WORD.match(text):
        strength = 3
    elif match := _BARE.match(text):
        strength = 2 if match["letters"] else 1
    elif year and (match := _LOST_SLASH.match(text)) and full_year(int(match["b"])) == year:
        strength = 2
    else:
        return None
    rest = (match["rest"] or "").strip()
    if _RUNNING.match(rest) or _HANDLED.fullmatch(rest):
        return None
    letters = (match.groupdict().get("letters") or "").upper()
    return Numbered(index, line.start, match["a"], match["b"], rest, strength, letters)


def _read_all(numbered: Sequence[Numbered], year: int | None) -> list[Sighting]:
    """Each number read the way round that makes most of the paper's years agree."""
    straight = Counter(year_of(item.second) for item in numbered)
    turned = Counter(year_of(item.first) for item in numbered)
    straight.pop(0, None)
    turned.pop(0, None)
    if year:
        is_turned = turned[year] > straight[year]
    else:
        is_turned = max(turned.values(), default=0) > max(straight.values(), default=0)
    found = []
    for item in numbered:
        ways = [(item.second, item.first), (item.first, item.second)]
        for way, (year_text, sequence) in enumerate(reversed(ways) if is_turned else ways):
            plain = way == 0 or len(year_text) == 4
            if plain and year_of(year_text) and int(sequence):
                found.append(Sighting(item, CaseNumber(year_of(year_text), int(sequence))))
                break
    return found


def _own_years(found: Sequence[Sighting], year: int | None) -> list[Sighting]:
    """Without numbers of years that are not the meeting's."""
    years = Counter(number.year for number in {one.number for one in found})
    if not years:
        return []
    often = max(2, YEAR_SHARE * years.total())
    allowed = {other for other, count in years.items() if count >= often} or {years.most_common(1)[0][0]}
    if year and years[year]:
        allowed = {other for other in allowed if abs(other - year) <= 1} | {year}
    return [one for one in found if one.number.year in allowed]


def _own_series(found: Sequence[Sighting]) -> tuple[list[Sighting], list[int]]:
    """The main series, and where the others begin.

    Where most numbers bear no letters, those that do are another body's, and begin nothing.
    """
    usual = Counter(one.item.letters for one in found).most_common(1)
    if not usual or usual[0][1] < USUAL_LETTERS * len(found):
        return list(found), []
    own = [one for one in found if one.item.letters == usual[0][0]]
    others = [one.item.start for one in found if one.item.letters not in ("", usual[0][0])]
    return own, others if usual[0][0] else []
