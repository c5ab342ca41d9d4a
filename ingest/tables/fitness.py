"""How well a run of words fits a column of a table: the scores that `ingest.tables.loose` adds up.

A score is about the logarithm of how much likelier the words are in that column than by
chance; only differences count. They were set on generated tables in twenty layouts.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from itertools import accumulate
from math import log2, log10
from statistics import median

from corpus.errors import Reason
from ingest.tables.pieces import Gap, Kind, Piece, Words, is_thousand, kinds_of, parts_thousands
from ingest.tables.recurrence import RECURRENT, Recurrence
from ingest.tables.values import colour, is_nothing, number

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
TEAR, TEAR_GROUPED = 0.6, 4.5
# What it costs a name that a line of it begins with a number, where records begin with theirs.
NUMBERED = 2.0
# What it costs that an amount is ten times as large or as small as is usual in the table.
UNUSUAL = 0.35
# What it costs a value to stand one column further to the right: it only breaks ties.
EARLIER = 0.01

_FORM = re.compile(r"(?:RHF|HF|KF|IKS|AS|ASA|SA|kommune|Kommune|organisasjon)")
_HEAD = re.compile(r"Helse|Norsk|Norges|Noregs|Statens|Direktoratet|Universitetet|Stiftelsen|for")
_GROUP_LABEL = re.compile(r"(?:[A-ZÆØÅ]|[IVX]{1,4}|\d{1,2}(?:\.\d{1,2}){0,3})[.):]?")
_COUNTED = re.compile(
    r"(?:fase|trinn|del|steg|nr|nr\.|versjon|phase|step|part|stage|version|bølge|runde)", re.I
)
_KR = frozenset({"kr", "nok", "kr."})
_PERCENT = re.compile(r"\d{1,3}(?:[.,]\d+)? ?%")
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
        self._empty_gap = Gap.BLANK if stacked else Gap.WIDE  # what an empty cell leaves in the text
        inside = _STACKED_INSIDE if stacked else _INSIDE
        self._inside = list(accumulate((inside[piece.gap] for piece in pieces), initial=0.0))
        grouped = Kind.GROUP in self.kinds
        self._at = Words(pieces, grouped)
        self.valued = self._at.valued
        self._recurs = Recurrence(whole, self._at, elsewhere, grouped)
        self._coloured = sum(self._at.colour) * 8 > sum(piece.gap >= Gap.LINE for piece in pieces)
        self._tear = TEAR_GROUPED if parts_thousands(whole) else TEAR
        self._learned: list[Counter[tuple[str, ...]]] = [Counter() for _ in self.kinds]
        self._typical = 0.0  # the amounts' median, from the first reading on
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
                    self._learned[column][self._at.words(first, after)] += 1
                elif self.kinds[column] is Kind.AMOUNT and (value := number(self._at.text(first, after))):
                    values.append(abs(value))
        self._typical = median(values) if len(values) > 3 else 0.0

    def last(self, column: int, first: int) -> int:
        """The farthest that a cell of a column which begins at word `first` may reach, left out itself."""
        kind = self.kinds[column]
        far = min(first + LONGEST[kind], len(self.pieces))
        if kind in {Kind.OWNER, Kind.LEAD}:
            return max(min(far, self._at.next_value[first]), min(first + 2, far))
        if kind in {Kind.NAME, Kind.GROUP, Kind.FREE}:
            return max(min(far, self._at.next_colour[first]), min(first + 1, far))
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
        """Why a record's cells are uncertain, as a packed `corpus.errors.Reason`; None where they are not.

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
                    return Reason("doubts.two_columns").packed
            if kind not in {Kind.OWNER, Kind.LEAD} or first == after:
                continue
            parted = self.pieces[first].gap > Gap.SPACE
            if before in {Kind.NAME, Kind.OWNER, Kind.FREE} and not parted and not self._known(first, after):
                return Reason("doubts.border").packed
        return None

    def _known(self, first: int, after: int) -> bool:
        return (
            self._at.organised(first, after)
            or self._recurs.in_table(first, after) > 1
            or self._at.person(first, after)
        )

    def _id(self, column: int, first: int, after: int) -> float | None:
        text = self.pieces[first].text
        if text.isdigit() and len(text) < 7:
            return 3.0
        return 0.2 if self._at.nothing[first] else None

    def _colours(self, column: int, first: int, after: int) -> float | None:
        size = after - first
        if (
            self._at.colour[first]
            and not any(self._at.colour[first + 1 : after])
            and not any(self._at.upper[first + 1 : after])
        ):
            return 3.0 - 0.6 * (size - 1)
        if self._at.nothing[first] and is_nothing(self._at.text(first, after)):
            return 0.8 if size == 1 else 0.4
        if self._coloured or self._at.next_value[first] < after:
            return None
        return self._recurrent(column, first, after) - 0.3 * size

    def _amount(self, column: int, first: int, after: int) -> float | None:
        begin = self.pieces[first].text
        if not self._at.valued[first] and not self._at.nothing[first] and begin.lower() not in _KR:
            return None
        if begin.startswith("0") and begin.isdigit() and len(begin) > 1:
            return None
        text = self._at.text(first, after)
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
        return last.isdigit() and len(last) < 4 and is_thousand(self.pieces[after].text)

    def _owner(self, column: int, first: int, after: int) -> float | None:
        size = after - first
        if self._at.nothing[first] and is_nothing(self._at.text(first, after)):
            return -0.5
        if self._at.next_value[first] < after or not self._at.upper[first]:
            return None
        formal = self._at.organised(first, after)
        known = (
            self._recurrent(column, first, after) if formal or size > 1 else self._own(column, first, after)
        )
        score = -0.12 * size + known
        if formal:
            form = self._form(first)
            score += 1.0 + (0.4 if self._at.formal[first] and not form else 0.0)
            score += 0.3 if self._form(after - 1) else 0.0
            score -= 2.0 if size == 1 and form else 0.0
        else:
            score += 0.4 if self._at.person(first, after) else -0.5
        return score - self._torn(first, after)

    def _torn(self, first: int, after: int) -> float:
        """What it costs to cut an organisation's name in two, at either end of a cell."""
        cost = 0.0
        if first and self.pieces[first].gap is Gap.SPACE and _HEAD.fullmatch(self.pieces[first - 1].text):
            cost += 1.2
        near = [at for at in (after, after + 1) if at < len(self.pieces) and self.pieces[at].gap < Gap.BLANK]
        if any(self._form(at) for at in near) and all(self._at.upper[at] for at in near[:1]):
            cost += 1.2
        return cost

    def _form(self, at: int) -> bool:
        return _FORM.fullmatch(self.pieces[at].text) is not None

    def _lead(self, column: int, first: int, after: int) -> float | None:
        if self._at.nothing[first] and is_nothing(self._at.text(first, after)):
            return 0.3
        if self._at.next_value[first] < after or not self._at.upper[first]:
            return None
        score, known = -0.15 * (after - first), self._recurrent(column, first, after)
        if self._at.person(first, after):
            return score + 1.4 + known
        return score + 0.4 * known - (0.6 if after - first > 1 else 1.6)

    def _name(self, column: int, first: int, after: int) -> float | None:
        size = after - first
        score = 0.8 - 0.06 * size
        score += 0.3 if self._at.upper[first] or self.pieces[first].text[:1].isdigit() else -0.9
        score -= 2.0 if self._at.next_colour[first] < after else 0.0
        if self._at.valued[first]:
            score -= 3.0 if all(self._at.valued[first:after]) else 1.0
        if size > 1 and self._at.valued[after - 1] and not _COUNTED.fullmatch(self.pieces[after - 2].text):
            score -= 0.8
        if _COUNTED.fullmatch(self.pieces[after - 1].text):
            score -= 1.2
        if self.kinds[0] is Kind.ID and any(self._begins_with_id(at) for at in range(first + 1, after)):
            score -= NUMBERED
        for part in range(min(6, size - 1), 0, -1):
            if self._at.organised(after - part, after) and self._recurs.count(after - part, after) > 1:
                return score - 1.2
        return score

    def _begins_with_id(self, at: int) -> bool:
        """True where a line begins with what may be the number of the next project."""
        return self.pieces[at].gap >= Gap.LINE and self.pieces[at].text.isdigit()

    def _group(self, column: int, first: int, after: int) -> float | None:
        if self._at.next_colour[first] < after or all(self._at.valued[first:after]):
            return None
        size = after - first
        score = -0.05 * size + self._recurrent(column, first, after)
        if size > 1 and _GROUP_LABEL.fullmatch(self.pieces[first].text):
            score += 0.6
            if self._at.valued[first]:  # a label such as ``3`` is no part of what is counted
                score += self._recurs.worth(first + 1, after)
        elif not self._at.upper[first]:
            score -= 1.2
        return score - (0.8 if self._at.valued[after - 1] else 0.0)

    def _share(self, column: int, first: int, after: int) -> float | None:
        text = self._at.text(first, after)
        if _PERCENT.fullmatch(text):
            return 3.0
        if colour(text) is not None:
            return 2.0
        return 0.5 if is_nothing(text) else self._recurrent(column, first, after) - 0.4 * (after - first)

    def _free(self, column: int, first: int, after: int) -> float | None:
        if self._at.next_colour[first] < after:
            return None
        size = after - first
        if all(_DATE.fullmatch(self.pieces[at].text) for at in range(first, after)):
            return 0.9 - 0.1 * size
        return -0.1 - 0.1 * size + self._recurrent(column, first, after)

    def _recurrent(self, column: int, first: int, after: int) -> float:
        """What it is worth that a phrase recurs as a whole, in the table and in this column."""
        return max(self._own(column, first, after), self._recurs.worth(first, after))

    def _own(self, column: int, first: int, after: int) -> float:
        """What it is worth that the first reading found the same words in this column of other records."""
        learned = self._learned[column][self._at.words(first, after)]
        return min(RECURRENT, 0.8 * log2(learned)) if learned > 1 else 0.0
