"""What each column of a table means: by its heading first, by its content where that is open.

A field of a row (`Role`) is given to one column at most, amounts to one column a year; a column
that gets none keeps its cells under its own heading and nothing more.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from statistics import mean

from ingest.tables.grid import Cell, Table
from ingest.tables.headings import Heading, read_heading
from ingest.tables.values import colour, is_nothing, number, organisation, person
from ingest.tables.vocabulary import Role

# Shares of a column's filled cells from which its content is told; set on generated tables,
# where columns of one kind lie above 0.8 and others below 0.4.
MOST = 0.6
FEW = 0.25

_LETTERS = {"r", "a", "y", "g"}


@dataclass(frozen=True, slots=True)
class Column:
    """A column's meaning. rank: which of two amounts of one year counts, the lower one."""

    heading: Heading
    role: Role | None
    letters: bool = False
    rank: int = 0
    guessed: bool = False


@dataclass(frozen=True, slots=True)
class Profile:
    """Of a column's filled cells, the shares (0 to 1) that are of a kind; words: mean per cell."""

    filled: int
    coloured: float
    numeric: float
    whole: float
    organisations: float
    people: float
    distinct: float
    words: float
    letters: bool


def profile(cells: Sequence[Cell]) -> Profile:
    """The kinds of a column's cells."""
    texts = [cell.text for cell in cells if not is_nothing(cell.text)]
    seen = sum(1 for cell in cells if cell.seen is not None and is_nothing(cell.text))
    folded = {text.lower() for text in texts}
    letters = len(folded) > 1 and folded <= _LETTERS and bool(folded & {"a", "y", "r"})
    filled = len(texts) + seen

    def share(hits: float) -> float:
        return hits / filled if filled else 0.0

    numbers = [number(text) for text in texts]
    return Profile(
        filled=filled,
        coloured=share(seen + sum(letters or colour(text) is not None for text in texts)),
        numeric=share(sum(value is not None for value in numbers)),
        whole=share(sum(isinstance(value, int) and value >= 0 for value in numbers)),
        organisations=share(sum(organisation(text) for text in texts)),
        people=share(sum(person(text) for text in texts)),
        distinct=len(folded) / len(texts) if texts else 0.0,
        words=mean(len(text.split()) for text in texts) if texts else 0.0,
        letters=letters,
    )


def columns_of(table: Table) -> list[Column]:
    """The meaning of each of the table's columns."""
    profiles = [
        profile([record.cells[index] for record in table.records]) for index in range(len(table.headings))
    ]
    columns = [
        Column(heading, heading.role, letters=kind.letters)
        for heading, kind in zip(map(read_heading, table.headings), profiles, strict=True)
    ]
    for step in (_settle_names, _settle_people, _settle_colours, _settle_numbers):
        columns = step(columns, profiles)
    return columns


def _with_role(columns: list[Column], role: Role) -> list[int]:
    return [index for index, column in enumerate(columns) if column.role is role]


def _give(columns: list[Column], index: int, role: Role | None, guessed: bool = False) -> list[Column]:
    return [
        replace(column, role=role, guessed=guessed) if at == index else column
        for at, column in enumerate(columns)
    ]


def _settle_names(columns: list[Column], profiles: list[Profile]) -> list[Column]:
    """One column of names; one of whole numbers beside it is the id, a second one the area."""
    names = _with_role(columns, Role.NAME)
    for index in names:
        if profiles[index].whole > MOST and profiles[index].filled:
            taken = _with_role(columns, Role.ID)
            columns = _give(columns, index, None if taken else Role.ID)
    names = _with_role(columns, Role.NAME)
    if len(names) > 1:
        best = max(
            names, key=lambda index: (round(profiles[index].distinct, 1), profiles[index].filled, -index)
        )
        for index in names:
            if index != best:
                repeats = profiles[index].distinct < profiles[best].distinct
                columns = _give(columns, index, Role.AREA if repeats and index < best else Role.OTHER)
    if not names:
        texts = [
            index
            for index, column in enumerate(columns)
            if column.role is None
            and profiles[index].filled
            and max(profiles[index].numeric, profiles[index].coloured, profiles[index].people) < FEW
            and profiles[index].distinct > MOST
        ]
        if texts:
            best = max(
                texts, key=lambda index: (profiles[index].distinct, -profiles[index].organisations, -index)
            )
            columns = _give(columns, best, Role.NAME, guessed=True)
    for index in _with_role(columns, Role.ID)[1:]:
        columns = _give(columns, index, Role.OTHER)
    return columns


def _settle_people(columns: list[Column], profiles: list[Profile]) -> list[Column]:
    """Organisations own, people lead: an open or a wrong heading yields to the content."""
    owners = _with_role(columns, Role.OWNER)
    for index in owners[1:]:
        columns = _give(columns, index, Role.OTHER)
    for index in _with_role(columns, Role.RESPONSIBLE):
        kind = profiles[index]
        led, owned = bool(_with_role(columns, Role.LEAD)), bool(_with_role(columns, Role.OWNER))
        people = kind.people > kind.organisations and kind.people > MOST / 2
        if people and not led:
            role = Role.LEAD
        elif not owned and (not people or kind.people < 1 - FEW):
            role = Role.OWNER
        else:
            role = Role.OTHER
        columns = _give(columns, index, role)
    if not _with_role(columns, Role.OWNER):
        for index in _with_role(columns, Role.LEAD):
            if profiles[index].organisations > MOST and profiles[index].people < FEW:
                columns = _give(columns, index, Role.OWNER)
                break
    else:
        owner = _with_role(columns, Role.OWNER)[0]
        if (
            profiles[owner].people > 1 - FEW
            and profiles[owner].organisations < FEW
            and not _with_role(columns, Role.LEAD)
        ):
            columns = _give(columns, owner, Role.LEAD)
    leads = _with_role(columns, Role.LEAD)
    explicit = [index for index in leads if columns[index].heading.role is Role.LEAD] or leads
    for index in leads:
        if index != explicit[0]:
            columns = _give(columns, index, Role.OTHER)
    if not _with_role(columns, Role.OWNER):
        open_columns = [
            index
            for index, column in enumerate(columns)
            if column.role is None and profiles[index].filled > 1 and profiles[index].organisations > MOST
        ]
        if len(open_columns) == 1:
            columns = _give(columns, open_columns[0], Role.OWNER, guessed=True)
    return columns


def _settle_colours(columns: list[Column], profiles: list[Profile]) -> list[Column]:
    """Of several columns of status (or risk) the one of the present counts."""
    for role in (Role.STATUS, Role.RISK, Role.PROGRESS):
        found = _with_role(columns, role)
        if len(found) < 2:
            continue

        def order(index: int, columns: list[Column] = columns) -> tuple[bool, bool, str, int]:
            heading = columns[index].heading
            return (not heading.previous, profiles[index].coloured > FEW, heading.date or "", -index)

        best = max(found, key=order)
        for index in found:
            if index != best:
                columns = _give(columns, index, Role.OTHER)
    for role in (Role.STATUS, Role.RISK):
        if _with_role(columns, role):
            continue
        for index, column in enumerate(columns):
            if column.role is None and profiles[index].filled and profiles[index].coloured > MOST:
                columns = _give(columns, index, role, guessed=True)
                break
    return columns


def _settle_numbers(columns: list[Column], profiles: list[Profile]) -> list[Column]:
    """Planned amounts before forecasts; what was spent counts only where nothing is planned."""
    planned = any(column.role is Role.AMOUNT and column.heading.year for column in columns)
    settled: list[Column] = []
    for column in columns:
        text = column.heading.text.lower()
        if column.role is Role.AMOUNT:
            rank = 0 if "budsjett" in text or "budget" in text else 1
            settled.append(replace(column, rank=rank))
        elif column.role is Role.SPENT and not planned and not any(word in text for word in _DIFFERENCES):
            settled.append(replace(column, role=Role.AMOUNT, rank=2))
        else:
            settled.append(column)
    if not _with_role(settled, Role.ID):
        for index, column in enumerate(settled):
            kind = profiles[index]
            if (
                column.role is None
                and not column.heading.text
                and kind.whole > 1 - FEW
                and kind.distinct == 1
            ):
                return _give(settled, index, Role.ID, guessed=True)
    return settled


_DIFFERENCES = ("avvik", "variance", "deviation", "rest", "igjen", "attståande", "remaining")
