"""How well a run of words fits a column of a table: the scores that `ingest.tables.loose` adds up.

A score is about the logarithm of how much likelier the words are in that column than by
chance; only differences count. They were set on generated tables in twenty layouts.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from enum import IntEnum, StrEnum
from itertools import accumulate, pairwise
from math import log2, log10
from statistics import median
from typing import NamedTuple

from ingest.tables.headings import read_heading
from ingest.tables.values import colour, is_nothing, number, organisation, person
from ingest.tables.vocabulary import Role


class Gap(IntEnum):
    """What stands before a word."""

    SPACE = 0
    WIDE = 1  # two spaces or more: often an empty cell
    LINE = 2
    BLANK = 3


class Piece(NamedTuple):
    """A word of the text and the gap before it."""

    start: int
    end: int
    text: str
    gap: Gap


class Kind(StrEnum):
    """What a column can hold."""

    ID = "id"
    COLOUR = "colour"
    AMOUNT = "amount"
    OWNER = "owner"
    LEAD = "lead"
    NAME = "name"
    GROUP = "group"
    SHARE = "share"
    FREE = "free"


# The most words that a cell of a kind has.
LONGEST = {
    Kind.ID: 1, Kind.COLOUR: 3, Kind.AMOUNT: 4, Kind.OWNER: 8, Kind.LEAD: 8,
    Kind.NAME: 18, Kind.GROUP: 18, Kind.SHARE: 2, Kind.FREE: 16,
}  # fmt: skip
# What an empty cell of a kind costs.
_EMPTY = {
    Kind.ID: 2.5, Kind.COLOUR: 1.2, Kind.AMOUNT: 1.6, Kind.OWNER: 1.3, Kind.LEAD: 1.0,
    Kind.NAME: 7.0, Kind.GROUP: 0.9, Kind.SHARE: 1.2, Kind.FREE: 0.4,
}  # fmt: skip
# What a gap inside a cell costs, and what one between two cells is worth.
_INSIDE = {Gap.SPACE: 0.0, Gap.WIDE: 0.7, Gap.LINE: 0.25, Gap.BLANK: 2.5}
_BETWEEN = {Gap.SPACE: 0.0, Gap.WIDE: 0.6, Gap.LINE: 0.4, Gap.BLANK: 0.6}
# The same where every cell has a line of its own.
_STACKED_INSIDE = {Gap.SPACE: 0.0, Gap.WIDE: 0.7, Gap.LINE: 1.5, Gap.BLANK: 3.0}
_STACKED_BETWEEN = {Gap.SPACE: -1.5, Gap.WIDE: -0.5, Gap.LINE: 0.5, Gap.BLANK: 0.5}
# What it costs to end a number before three digits: little, and much in a table that parts thousands.
TEAR, TEAR_GROUPED = 0.6, 3.0
# What it costs that an amount is ten times as large or as small as is usual in the table.
UNUSUAL = 0.35
# What it costs a value to stand one column further to the right: it only breaks ties.
EARLIER = 0.01
# The most that a phrase that recurs is worth, and the longest one that is counted.
RECURRENT, RECURRENT_WORDS = 2.5, 14
# A phrase is part of a longer one where the longer one makes up this share of its occurrences.
PART_SHARE = 0.7
# How much of the text around a table is searched for phrases that it holds, and how long they are.
TEXT_LIMIT, TEXT_WORDS = 120_000, 6

_ROLES = {
    Role.ID: Kind.ID, Role.NAME: Kind.NAME, Role.OWNER: Kind.OWNER, Role.RESPONSIBLE: Kind.OWNER,
    Role.LEAD: Kind.LEAD, Role.STATUS: Kind.COLOUR, Role.RISK: Kind.COLOUR, Role.AMOUNT: Kind.AMOUNT,
    Role.SPENT: Kind.AMOUNT, Role.AREA: Kind.GROUP, Role.PROGRESS: Kind.SHARE,
}  # fmt: skip
_FORM = re.compile(r"(?:RHF|HF|KF|IKS|AS|ASA|SA|kommune|Kommune|organisasjon)")
_GROUP_LABEL = re.compile(r"(?:[A-ZÆØÅ]|[IVX]{1,4}|\d{1,2}(?:\.\d{1,2}){0,3})[.):]?")
_HEAD = re.compile(r"Helse|Norsk|Norges|Noregs|Statens|Direktoratet|Universitetet|Stiftelsen|for")
_PUNCTUATION = re.compile(r"[.,;:()•!?\"«»*\[\]]|\n\s*\n")
_LABEL = re.compile(r"\d{1,2}(?:\.\d{1,2}){1,3}\.?")
_COUNTED = re.compile(
    r"(?:fase|trinn|del|steg|nr|nr\.|versjon|phase|step|part|stage|version|bølge|runde)", re.I
)
_THOUSAND = re.compile(r"\d{3}(?:[.,]\d+)?")
_KR = frozenset({"kr", "nok", "kr."})
_PERCENT = re.compile(r"\d{1,3}(?:[.,]\d+)? ?%")
_PERIOD = re.compile(r"[QT][1-4]|\d{1,2}\.\d{1,2}\.(?:\d{2}|\d{4})|\d{1,2}/\d{2,4}|\d{1,2}\.\d{4}")
_DATE = re.compile(
    r"(?:\d{1,2}\.\d{1,2}\.(?:\d{2}|\d{4})|\d{1,2}/\d{2,4}|Q[1-4]|(?:19|20)\d\d|\d\.|kvartal|kv\.)"
)


class Fitness:
    """The scores of one stretch of text under one header; what recurs is counted when it is made.

    whole: the words of the whole table. pieces: those of the stretch. elsewhere: how often
    phrases stand in the rest of the document, as `count_phrases` gives it. stacked: every cell
    has a line of its own, as the header's cells have.
    """

    def __init__(
        self,
        whole: Sequence[Piece],
        pieces: Sequence[Piece],
        headings: Sequence[str],
        elsewhere: Counter[tuple[str, ...]],
        stacked: bool,
    ) -> None:
        self.pieces = pieces
        self.kinds = kinds_of(headings)
        self._between = _STACKED_BETWEEN if stacked else _BETWEEN
        inside = _STACKED_INSIDE if stacked else _INSIDE
        self._empty_gap = Gap.BLANK if stacked else Gap.WIDE  # what an empty cell leaves in the text
        grouped = Kind.GROUP in self.kinds
        words = [piece.text for piece in pieces]
        self._colour = _coloured_words(pieces)
        self._nothing = [is_nothing(word) for word in words]
        self.valued = [_valued(word, grouped) for word in words]
        for at, (last, word) in enumerate(pairwise(words)):
            if is_nothing(f"{last} {word}") and len(last) > 2:  # ``Ikke oppgitt``
                self.valued[at] = self.valued[at + 1] = self._nothing[at] = True
        self._formal = [organisation(word) for word in words]
        self._upper = [word.lstrip('(«"')[:1].isupper() for word in words]
        self._inside = list(accumulate((inside[piece.gap] for piece in pieces), initial=0.0))
        self._formals = list(accumulate(self._formal, initial=0))
        self._next_colour = _next(self._colour)
        self._next_value = _next(
            [value or tint for value, tint in zip(self.valued, self._colour, strict=True)]
        )
        self._coloured = sum(self._colour) * 8 > sum(piece.gap >= Gap.LINE for piece in pieces)
        self._tear = TEAR_GROUPED if _grouped_numbers(whole) else TEAR
        self._counts = _phrases(whole, grouped)
        self._elsewhere = elsewhere
        self._learned: list[Counter[tuple[str, ...]]] = [Counter() for _ in self.kinds]
        self._typical = 0.0  # the amounts' median, from the first reading on
        self._worth: dict[tuple[int, int], float] = {}
        self._people: dict[tuple[int, int], bool] = {}
        self._fits = {
            Kind.ID: self._id, Kind.COLOUR: self._colours, Kind.AMOUNT: self._amount, Kind.OWNER: self._owner,
            Kind.LEAD: self._lead, Kind.NAME: self._name, Kind.GROUP: self._group, Kind.SHARE: self._share,
            Kind.FREE: self._free,
        }  # fmt: skip

    def learn(self, records: Sequence[Sequence[tuple[int, int]]]) -> None:
        """Count what stands in each column of records that were read, and take the amounts' measure."""
        values: list[float] = []
        for cells in records:
            for column, (first, after) in enumerate(cells):
                if after > first and self.kinds[column] in {Kind.OWNER, Kind.LEAD, Kind.GROUP, Kind.FREE}:
                    self._learned[column][self._words(first, after)] += 1
                elif self.kinds[column] is Kind.AMOUNT and (value := number(self._text(first, after))):
                    values.append(abs(value))
        self._typical = median(values) if len(values) > 3 else 0.0

    def last(self, column: int, first: int) -> int:
        """The farthest that a cell of a column which begins at word `first` may reach, left out itself."""
        kind = self.kinds[column]
        far = min(first + LONGEST[kind], len(self.pieces))
        if kind in {Kind.OWNER, Kind.LEAD}:
            return max(min(far, self._next_value[first]), min(first + 2, far))
        if kind in {Kind.NAME, Kind.GROUP, Kind.FREE}:
            return max(min(far, self._next_colour[first]), min(first + 1, far))
        return far

    def cell(self, column: int, first: int, after: int) -> float | None:
        """How well words `first` up to `after` fit a column; None where they cannot stand there."""
        kind = self.kinds[column]
        if after == first:
            if kind is Kind.COLOUR and not self._coloured:
                return -0.05
            wide = first < len(self.pieces) and self.pieces[first].gap is self._empty_gap
            return (0.4 if wide else 0.0) - _EMPTY[kind]
        fit = self._fits[kind](column, first, after)
        if fit is None:
            return None
        score = self._between[self.pieces[first].gap] if column else 0.0
        score -= EARLIER * column  # of two columns that a value fits the first is the likelier
        return score + fit - (self._inside[after] - self._inside[first + 1])

    def holds(self, cells: Sequence[tuple[int, int]]) -> bool:
        """True where a record has a name, and two cells that only a record has."""
        sure = {Kind.ID, Kind.COLOUR, Kind.AMOUNT, Kind.NAME, Kind.SHARE}
        kinds = [
            kind
            for kind, (first, after) in zip(self.kinds, cells, strict=True)
            if after > first and (kind in sure or self._known(first, after))
        ]
        return Kind.NAME in kinds and len(kinds) > min(2, len(self.kinds) - 2)

    def doubt(self, cells: Sequence[tuple[int, int]]) -> str | None:
        """Why a record's cells are uncertain, as a short phrase for the reader; None where they are not.

        A name and an owner that nothing parts; a value that would fit an empty column beside it.
        """
        for index, (kind, (first, after)) in enumerate(zip(self.kinds, cells, strict=True)):
            before = self.kinds[index - 1] if index else None
            if kind in {Kind.COLOUR, Kind.AMOUNT} and before is kind:
                empty = [first == after, cells[index - 1][0] == cells[index - 1][1]]
                wide = any(
                    self.pieces[at].gap is self._empty_gap for at in (first, after) if at < len(self.pieces)
                )
                if sum(empty) == 1 and not wide:
                    return "det er uvisst hvilken av to kolonner en verdi står i"
            if kind not in {Kind.OWNER, Kind.LEAD} or first == after:
                continue
            parted = self.pieces[first].gap > Gap.SPACE
            if before in {Kind.NAME, Kind.OWNER, Kind.FREE} and not parted and not self._known(first, after):
                return "grensen mellom to kolonner er uviss"
        return None

    def _words(self, first: int, after: int) -> tuple[str, ...]:
        return tuple([piece.text for piece in self.pieces[first:after]])

    def _text(self, first: int, after: int) -> str:
        return " ".join([piece.text for piece in self.pieces[first:after]])

    def _person(self, first: int, after: int) -> bool:
        key = (first, after)
        if key not in self._people:
            self._people[key] = after - first < 6 and person(self._text(first, after))
        return self._people[key]

    def _organised(self, first: int, after: int) -> bool:
        return self._formals[after] > self._formals[first]

    def _known(self, first: int, after: int) -> bool:
        return (
            self._organised(first, after)
            or self._counts[self._words(first, after)] > 1
            or self._person(first, after)
        )

    def _id(self, column: int, first: int, after: int) -> float | None:
        text = self.pieces[first].text
        if text.isdigit() and len(text) < 7:
            return 3.0
        return 0.2 if self._nothing[first] else None

    def _colours(self, column: int, first: int, after: int) -> float | None:
        size = after - first
        if (
            self._colour[first]
            and not any(self._colour[first + 1 : after])
            and not any(self._upper[first + 1 : after])
        ):
            return 3.0 - 0.6 * (size - 1)
        if self._nothing[first] and is_nothing(self._text(first, after)):
            return 0.8 if size == 1 else 0.4
        if self._coloured or self._next_value[first] < after:
            return None
        return self._recurrent(column, first, after) - 0.3 * size

    def _amount(self, column: int, first: int, after: int) -> float | None:
        begin = self.pieces[first].text
        if not self.valued[first] and not self._nothing[first] and begin.lower() not in _KR:
            return None
        if begin.startswith("0") and begin.isdigit() and len(begin) > 1:
            return None
        text = self._text(first, after)
        if number(text) is not None:
            return 2.4 - (self._tear if self._tears(after) else 0.0) - self._unusual(number(text))
        return 1.8 if after - first < 3 and is_nothing(text) else None

    def _unusual(self, value: float | None) -> float:
        """What it costs that an amount is far from the usual size of the table's."""
        if not value or not self._typical:
            return 0.0
        return UNUSUAL * abs(log10(abs(value) / self._typical))

    def _tears(self, after: int) -> bool:
        """True where a number ends before three digits that could belong to it."""
        if after >= len(self.pieces) or self.pieces[after].gap is not Gap.SPACE:
            return False
        last = self.pieces[after - 1].text
        return last.isdigit() and len(last) < 4 and _THOUSAND.fullmatch(self.pieces[after].text) is not None

    def _owner(self, column: int, first: int, after: int) -> float | None:
        size = after - first
        if self._nothing[first] and is_nothing(self._text(first, after)):
            return -0.5
        if self._next_value[first] < after or not self._upper[first]:
            return None
        formal = self._organised(first, after)
        known = (
            self._recurrent(column, first, after) if formal or size > 1 else self._own(column, first, after)
        )
        score = -0.12 * size + known
        if formal:
            form = self._form(first)
            score += 1.0 + (0.4 if self._formal[first] and not form else 0.0)
            score += 0.3 if self._form(after - 1) else 0.0
            score -= 2.0 if size == 1 and form else 0.0
        else:
            score += 0.4 if self._person(first, after) else -0.5
        return score - self._torn(first, after)

    def _torn(self, first: int, after: int) -> float:
        """What it costs to cut an organisation's name in two, at either end of a cell."""
        cost = 0.0
        if first and self.pieces[first].gap is Gap.SPACE and _HEAD.fullmatch(self.pieces[first - 1].text):
            cost += 1.2
        near = [at for at in (after, after + 1) if at < len(self.pieces) and self.pieces[at].gap < Gap.BLANK]
        if any(self._form(at) for at in near) and all(self._upper[at] for at in near[:1]):
            cost += 1.2
        return cost

    def _form(self, at: int) -> bool:
        return _FORM.fullmatch(self.pieces[at].text) is not None

    def _lead(self, column: int, first: int, after: int) -> float | None:
        if self._nothing[first] and is_nothing(self._text(first, after)):
            return 0.3
        if self._next_value[first] < after or not self._upper[first]:
            return None
        score, known = -0.15 * (after - first), self._recurrent(column, first, after)
        if self._person(first, after):
            return score + 1.4 + known
        return score + 0.4 * known - (0.6 if after - first > 1 else 1.6)

    def _name(self, column: int, first: int, after: int) -> float | None:
        size = after - first
        score = 0.8 - 0.06 * size
        score += 0.3 if self._upper[first] or self.pieces[first].text[:1].isdigit() else -0.9
        score -= 2.0 if self._next_colour[first] < after else 0.0
        if self.valued[first]:
            score -= 3.0 if all(self.valued[first:after]) else 1.0
        if size > 1 and self.valued[after - 1] and not _COUNTED.fullmatch(self.pieces[after - 2].text):
            score -= 0.8
        if _COUNTED.fullmatch(self.pieces[after - 1].text):
            score -= 1.2
        for part in range(min(6, size - 1), 0, -1):
            if self._organised(after - part, after) and self._recurs(after - part, after) > 1:
                return score - 1.2
        return score

    def _group(self, column: int, first: int, after: int) -> float | None:
        if self._next_colour[first] < after or all(self.valued[first:after]):
            return None
        size = after - first
        score = -0.05 * size + self._recurrent(column, first, after)
        if size > 1 and _GROUP_LABEL.fullmatch(self.pieces[first].text):
            score += 0.6
            if self.valued[first]:  # a label such as ``3`` is no part of what is counted
                score += self._whole(first + 1, after)
        elif not self._upper[first]:
            score -= 1.2
        return score - (0.8 if self.valued[after - 1] else 0.0)

    def _share(self, column: int, first: int, after: int) -> float | None:
        text = self._text(first, after)
        if _PERCENT.fullmatch(text):
            return 3.0
        if colour(text) is not None:
            return 2.0
        return 0.5 if is_nothing(text) else self._recurrent(column, first, after) - 0.4 * (after - first)

    def _free(self, column: int, first: int, after: int) -> float | None:
        if self._next_colour[first] < after:
            return None
        size = after - first
        if all(_DATE.fullmatch(self.pieces[at].text) for at in range(first, after)):
            return 0.9 - 0.1 * size
        return -0.1 - 0.1 * size + self._recurrent(column, first, after)

    def _recurs(self, first: int, after: int) -> int:
        if after - first > RECURRENT_WORDS:
            return 0
        words = self._words(first, after)
        return self._counts[words] + self._elsewhere[words]

    def _recurrent(self, column: int, first: int, after: int) -> float:
        """What it is worth that a phrase recurs as a whole, in the table and in this column."""
        return max(self._own(column, first, after), self._whole(first, after))

    def _own(self, column: int, first: int, after: int) -> float:
        """What it is worth that the first reading found the same words in this column of other records."""
        learned = self._learned[column][self._words(first, after)]
        return min(RECURRENT, 0.8 * log2(learned)) if learned > 1 else 0.0

    def _whole(self, first: int, after: int) -> float:
        key = (first, after)
        if key not in self._worth:
            count = self._recurs(first, after)
            worth = 0.0
            if count > 1:
                worth = min(RECURRENT, log2(count))
                left = self._recurs(first - 1, after) if first and self._inner(first) else 0
                right = (
                    self._recurs(first, after + 1) if after < len(self.pieces) and self._inner(after) else 0
                )
                if max(left, right) >= PART_SHARE * count:
                    worth = -0.6
            self._worth[key] = worth
        return self._worth[key]

    def _inner(self, at: int) -> bool:
        """True where a phrase could go on over the gap before a word: neither of the two is a value."""
        return not (self.valued[at] or self.valued[at - 1]) and self.pieces[at].gap < Gap.BLANK


def kinds_of(headings: Sequence[str]) -> list[Kind]:
    """What each column can hold; an unknown column stands in for a name that no heading tells."""
    roles = [read_heading(heading).role for heading in headings]
    kinds = [_ROLES.get(role, Kind.FREE) if role else Kind.FREE for role in roles]
    if Kind.NAME not in kinds:
        open_columns = [at for at, role in enumerate(roles) if role is None]
        kinds[open_columns[0] if open_columns else 0] = Kind.NAME
    return kinds


def _coloured_words(pieces: Sequence[Piece]) -> list[bool]:
    """For each word whether it is a colour of its own; ``Grønn`` before a small letter begins a name."""
    found = []
    for at, piece in enumerate(pieces):
        after = pieces[at + 1] if at + 1 < len(pieces) else None
        names = after is not None and after.gap is Gap.SPACE and after.text[:1].islower()
        found.append(colour(piece.text) is not None and not names)
    return found


def _grouped_numbers(pieces: Sequence[Piece]) -> bool:
    """True where the table writes thousands apart: most groups of three digits follow one to three others."""
    groups = follows = 0
    for last, piece in pairwise(pieces):
        if _THOUSAND.fullmatch(piece.text):
            groups += 1
            follows += piece.gap is Gap.SPACE and last.text.isdigit() and len(last.text) < 4
    long = sum(piece.text.isdigit() and len(piece.text) > 3 for piece in pieces)
    return follows > 3 and 2 * follows > groups and long < follows


def _next(marked: Sequence[bool]) -> list[int]:
    """For each place the first marked one from there on, else the end."""
    found = [len(marked)] * (len(marked) + 1)
    for at in range(len(marked) - 1, -1, -1):
        found[at] = at if marked[at] else found[at + 1]
    return found


def _valued(word: str, grouped: bool) -> bool:
    """True for a number, a colour, and a word for nothing; labels of groups (``1.1``) are none of them."""
    if grouped and _LABEL.fullmatch(word):
        return False
    return (
        number(word) is not None
        or colour(word) is not None
        or (is_nothing(word) and len(word) > 2)
        or _PERIOD.fullmatch(word) is not None
    )


def _phrases(pieces: Sequence[Piece], grouped: bool) -> Counter[tuple[str, ...]]:
    """How often each run of up to `RECURRENT_WORDS` words occurs; none crosses a value or a blank line."""
    runs: list[list[str]] = [[]]
    for piece in pieces:
        valued = _valued(piece.text, grouped)
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
    starters = {piece.text for piece in pieces if piece.text[:1].isupper() and not _valued(piece.text, False)}
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
