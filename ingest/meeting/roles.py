"""Who leads a body, chairs a meeting or keeps its minutes: by lists of people, labels, tables and signatures."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from ingest.document import Span
from ingest.lines import lines_of
from ingest.meeting.lines import Line
from ingest.meeting.people import END, HEAD_LINES, LABEL, NAME
from ingest.meeting.types import Holder, Role

OF_MEETING = frozenset({Role.CHAIR, Role.SECRETARY, Role.RECORDER})
"""Roles that somebody has at one meeting, wherever its paper names them."""

# A paper is signed in its last lines.
SIGNED_LINES = 12

_OFFICE = r"(?:utvalgs|utvals|råds|styre|komit[eé]|nemnds)?"
ROLE_WORDS = {
    Role.CHAIR: r"møtele(?:der|iar)|ordstyr(?:er|ar)|dirigent|(?:meeting\s+)?chaired\s+by",
    Role.DEPUTY: rf"{_OFFICE}nestle(?:der|iar)|(?:deputy|vice)[\s-](?:chair(?:man|woman|person)?|leader|head)",
    Role.LEADER: rf"{_OFFICE}le(?:der|iar)|leader|chair(?:man|woman|person)?|head",
    Role.SECRETARY: r"(?:møte(?:bok)?)?sekretær(?:er|ar|\(er\))?|secretary",
    Role.RECORDER: r"referent(?:er|ar|\(er\))?|referat\s+(?:ført\s+)?(?:av|ved)|protokollfør(?:er|ar)e?"
    r"|minutes\s+(?:taken\s+)?by|minute[\s-]taker",
}
"""Patterns, without groups, of the words for each role in the three languages; without regard to case."""
_ROLE = "(?:" + "|".join(f"(?P<{role}>{words})" for role, words in ROLE_WORDS.items()) + ")"
_ANY = "(?:" + "|".join(ROLE_WORDS.values()) + ")"
_OF = (
    r"\s+(?:av|for|i|of|in)\s+(?:the\s+)?(?-i:(?P<body>[A-ZÆØÅ][^\n().,;:]{2,80}?))"
    r"(?=\s*(?:[().,;:\n]|\Z)|\s+(?:og|and|samt)\s+\w*(?:leder|leiar|chair))"
)
_PERSON = rf"(?-i:(?P<name>{NAME}))"
_WHERE = r"(?:\s*\((?P<where>[^()]{2,70}?)\))?"

# «Kari Lie (Vik kommune), leder», «Kari Lie (leder av Arkivrådet)», «Kari Lie (Vik kommune, leder)»
_AFTER_NAME = (
    rf"(?:{_WHERE}(?:\s*[,–-]\s*|\s+)(?P<open>\()?"
    r"|\s*\((?P<within>[^()]{2,60}),\s*|,\s(?P<after>[A-ZÆØÅ][^,()\n]{2,50}),\s)"
)
# … and no list that goes on with an organisation or another name: whose the role is then is not clear.
_NAMED = re.compile(
    rf"{_PERSON}{_AFTER_NAME}\b{_ROLE}\b(?:{_OF}|(?=\s*(?:[.;)]|$|,\s+(?-i:[a-zæøå]))))(?(open)\s*\)|\)?)",
    re.IGNORECASE,
)
# «Møteleder: Kari Lie (Vik kommune)», «Referent   Kari Lie»
_LABELLED = re.compile(rf"{_ROLE}(?:\s*[:–|-]\s*|\s+)(?P<rest>(?-i:[A-ZÆØÅ]).*)", re.IGNORECASE)
_LISTED = re.compile(rf"{_PERSON}{_WHERE}(?:,\s*(?P<after>[A-ZÆØÅ][^,()]{{2,60}}))?\.?")
_PARTS = re.compile(r"\s+(?:og|and|&)\s+|\s*/\s*|\s*;\s*")
_ALONE = re.compile(rf"{_ROLE}(?:{_OF})?\s*(?P<colon>:?)", re.IGNORECASE)
_CELLS = re.compile(r"\s{0,9}[\t|]\s{0,9}|\s{2,99}")
# «Møtet ble ledet av Kari Lie», «Kari Lie ledet møtet»
_LED = r"(?:ledet|leda|leia|leidd?e?|chaired|led)"
_TOLD = re.compile(
    rf"\b(?:møtet|the\s+meeting)\s+(?:ble|blei|vart|was)\s+{_LED}\s+(?:av|by)\s+(?:{_ANY}\s+)?{_PERSON}"
    rf"|(?-i:(?P<first>{NAME}))(?:\s*\([^()]{{2,70}}\))?,?\s+{_LED}\s+(?:møtet|the\s+meeting)\b",
    re.IGNORECASE,
)
# A line without any of these names no role; looked for first, since that takes a tenth of the time.
_SEEDS = (
    "leder",
    "leiar",
    "chair",
    "head",
    "sekret",
    "secret",
    "refer",
    "protokoll",
    "minute",
    "ordstyr",
    "dirigent",
)
_LEDE = re.compile(rf"\b{_LED}\s")
_NEAR = 120  # characters on either side of "ledet" in which who and what stand
_GOES_ON = re.compile(r"\([^()]*\Z|,\Z")


class _Unit(NamedTuple):
    """A line with those that go on with it: an open bracket's rest, what stands after a comma."""

    start: int
    end: int
    words: str


def find_holders(text: str, start: int, end: int, *, of_body: bool) -> tuple[Holder, ...]:
    """The holders of roles that ``text[start:end]``, one paper, names; in order.

    of_body: whether the paper is of a body, whose the roles are where no other is named; else only those count
    that name one.
    """
    lines = list(_lines(text, start, end))
    head = _head_end(lines)
    signed = max(head, len(lines) - SIGNED_LINES)
    found = [*_in_units(text, lines[:head]), *_alone(lines[:head]), *_alone(lines[signed:])]
    found += (h for h in _in_units(text, lines[head:]) if h.body or h.role in OF_MEETING)
    found += _told(text, start, end)
    kept: dict[tuple[str, Role, str | None], Holder] = {}
    for holder in sorted(found, key=lambda holder: holder.span.start):
        shouted = holder.name.split()[-1].isupper() and not holder.name.isupper()  # the heading below
        if (of_body or holder.body) and not shouted:
            kept.setdefault((holder.name, holder.role, holder.body), holder)
    return tuple(kept.values())


def _lines(text: str, start: int, end: int) -> Iterator[Line]:
    """The lines that are not blank, without what Markdown puts before their words."""
    for line in lines_of(text, start, end):
        words = text[line.start : line.end]
        bare = words.lstrip("#*|> \t")
        if bare:
            yield Line(line.end - len(bare), line.end, bare, line.gap > 0)


def _head_end(lines: Sequence[Line]) -> int:
    """How many lines list those who met: to the first case, or to where none can stand any more."""
    listed = False
    for index, line in enumerate(lines[:HEAD_LINES]):
        if END.match(line.text) and (listed or index > 2):
            return index
        listed = listed or LABEL.match(line.text) is not None
    return min(len(lines), HEAD_LINES)


def _in_units(text: str, lines: Sequence[Line]) -> Iterator[Holder]:
    for unit in _units(text, lines):
        folded = unit.words.lower()
        if any(seed in folded for seed in _SEEDS):
            yield from _in_unit(unit)


def _units(text: str, lines: Sequence[Line]) -> Iterator[_Unit]:
    begin = 0
    for index, line in enumerate(lines):
        following = lines[index + 1] if index + 1 < len(lines) else None
        if following and not following.blank and index - begin < 3 and _GOES_ON.search(line.text):
            continue
        yield _Unit(lines[begin].start, line.end, text[lines[begin].start : line.end])
        begin = index + 1


def _in_unit(unit: _Unit) -> list[Holder]:
    """The holders that a line names: by a label, as a row of a table, or as people with their roles."""
    words = unit.words
    if (label := _LABELLED.match(words)) and (found := _labelled(unit, label)):
        return found
    if row := _row(unit):
        return [row]
    listed = LABEL.match(words)
    begin = listed.end() if listed and not _ALONE.match(listed[0]) else 0
    return [
        _holder(match, Span(unit.start + match.start("name"), unit.start + match.end()))
        for match in _NAMED.finditer(words, begin)
    ]


def _labelled(unit: _Unit, label: re.Match[str]) -> list[Holder]:
    """Those whom a label names, where nothing else stands on the line."""
    people = [_LISTED.fullmatch(piece.strip()) for piece in _PARTS.split(label["rest"].strip())]
    if not all(people):
        return []
    span, role = Span(unit.start, unit.end), _role(label)
    return [
        Holder(_plain(p["name"]), role, span, _plain(p["where"] or p["after"]) or None) for p in people if p
    ]


def _row(unit: _Unit) -> Holder | None:
    """The row of a table with a name in one cell and a role in another."""
    cells = [cell for cell in _CELLS.split(unit.words) if cell]
    roles = [match for cell in cells if (match := _ALONE.fullmatch(cell))]
    names = [cell for cell in cells if re.fullmatch(NAME, cell) and not _ALONE.fullmatch(cell)]
    if len(cells) < 2 or len(roles) != 1 or not names:
        return None
    others = [cell for cell in cells if cell not in (names[0], roles[0][0]) and cell[0].isupper()]
    body = _plain(roles[0]["body"]) or None
    where = others[0] if others else None
    return Holder(_plain(names[0]), _role(roles[0]), Span(unit.start, unit.end), where, body)


def _alone(lines: Sequence[Line]) -> list[Holder]:
    """Roles that stand alone on a line, below the name (as in a signature) or above it (as a heading).

    Where it may be either nothing is said.
    """
    roles = [(at, match) for at, line in enumerate(lines) if (match := _ALONE.fullmatch(line.text))]
    roles = [(at, match) for at, match in roles if not at or not _GOES_ON.search(lines[at - 1].text)]
    people = {
        at: match for at, line in enumerate(lines)
        if (match := _LISTED.fullmatch(line.text)) and not _ALONE.match(line.text) and not LABEL.match(line.text)
    }  # fmt: skip
    above = [at - 1 in people for at, _ in roles]
    below = [at + 1 in people for at, _ in roles]
    found = []
    for (at, match), over, under in zip(roles, above, below, strict=True):
        heads = bool(match["colon"]) or not over or (match[0][0].isupper() and all(below) and not all(above))
        if over and under and match[0][0].isupper() and not match["colon"] and all(below) == all(above):
            continue
        person = people.get(at + 1 if heads else at - 1)
        if person is None or (not under if heads else not over):
            continue
        near = lines[at + 1 if heads else at - 1]
        span = Span(min(lines[at].start, near.start), max(lines[at].end, near.end))
        body, where = _plain(match["body"]) or None, _plain(person["where"] or person["after"]) or None
        found.append(Holder(_plain(person["name"]), _role(match), span, where, body))
    return found


def _told(text: str, start: int, end: int) -> Iterator[Holder]:
    """Who a sentence says led the meeting."""
    for hint in _LEDE.finditer(text, start, end):
        low, high = max(start, hint.start() - _NEAR), min(end, hint.end() + _NEAR)
        for match in _TOLD.finditer(text, low, high):
            if match.start() <= hint.start() < match.end():
                name = match["name"] or match["first"]
                yield Holder(_plain(name), Role.CHAIR, Span(match.start(), match.end()))


def _holder(match: re.Match[str], span: Span) -> Holder:
    where = match["where"] or match["within"] or match["after"]
    return Holder(
        _plain(match["name"]), _role(match), span, _plain(where) or None, _plain(match["body"]) or None
    )


def _role(match: re.Match[str]) -> Role:
    return next(role for role in ROLE_WORDS if match[str(role)])


def _plain(words: str | None) -> str:
    return " ".join((words or "").split()).rstrip(".,")
