"""What is done with the rows that a question is about: its task, and what it asks of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from search.rows.changes import in_one_not_other
from search.rows.lexicon import Lexicon
from search.rows.periods import Times
from search.rows.query import Asked, Change, Query, Task
from search.rows.reading import Reading
from search.rows.select import All, Any, Condition, Expression, Not
from search.rows.vocabulary import Kind
from search.rows.words import Item

SORTS = {
    ("hf", "rhf"): frozenset(
        "helseforetak helseforetaket helseforetakene foretak foretaket føretak føretaket".split()
    ),
    ("kommune",): frozenset(
        "kommune kommuner kommunene kommunar kommunane municipality municipalities".split()
    ),
}
"""Words of an organisation's name that tell its sort, and the words that ask for the sort."""

DONE = frozenset("ferdig ferdige complete done".split())
"""Words for progress that also say that a project has ended."""

_OWNING = ("eier", "eigar", "owner")
_GROUPS = ("owner", "lead", "area")
_ABOUT = ("owner", "lead", "area", "cell")
_AREAS = "område area kategori category tema theme gruppe group portefølje felt".split()
_VERBS = (Kind.FILLER, Kind.COPULA, Kind.EXISTS, Kind.BECAME)
_PLURAL = frozenset("hvilke which".split())
"""Words that ask for several things of a kind that is understood: ``hvilke er røde?``"""

_FEWEST = frozenset("færrest fewest".split())


@dataclass(slots=True)
class Parts:
    """What has been read of a question when its task is decided."""

    reading: Reading
    where: Expression
    conditions: Sequence[Condition]
    times: Times
    asked: tuple[Asked, ...]
    named: tuple[str, ...]

    def has(self, *kinds: Kind) -> bool:
        """Whether any item is of these kinds."""
        return self.reading.has(*kinds)

    def left(self, *kinds: Kind) -> bool:
        """Whether an item of these kinds is not settled yet."""
        return bool(self.reading.free(*kinds))

    def asks(self, *fields: str) -> bool:
        """Whether one of the fields is asked for."""
        return any(asked.field in fields for asked in self.asked)

    @property
    def year(self) -> str | None:
        """The year of the amounts."""
        return self.times.years[0] if self.times.years else None


def decide(parts: Parts, change: Change | None) -> Query | None:
    """What is done with the rows; None where they are not what the question asks for."""
    reading = parts.reading
    if change is not None:
        return _change(parts, change)
    if reading.has(Kind.NEW, Kind.GONE) or in_one_not_other(reading):
        return _moved(parts)
    if len(parts.named) > 1 and parts.has(Kind.SUM) and parts.asks("amount"):
        return _total(parts, Task.SUM)
    if (parts.named and not reading.has(Kind.SUBJECT, Kind.COUNT)) or _one_named(parts):
        return _cell(parts)
    if reading.has(Kind.MANY, Kind.EACH) or _grouped(parts):
        return _group(parts)
    if reading.has(Kind.SHARE):
        return _listed(parts, Task.SHARE) if parts.conditions else None
    if reading.has(Kind.COUNT):
        return _listed(parts, Task.COUNT) if reading.has(Kind.SUBJECT) else None
    if parts.left(Kind.MOST, Kind.LEAST):
        return _extreme(parts)
    if reading.has(Kind.MEAN):
        return _total(parts, Task.MEAN)
    if _sums(parts):
        return _total(parts, Task.SUM)
    return _plain(parts)


def named_projects(items: Sequence[Item]) -> tuple[str, ...]:
    """The projects that a question names, folded; a name that no table has as it was written."""
    named = [item for item in items if item.kind is Kind.NAME]
    return tuple(value for item in named for value in (item.values or (item.text,)))


def read_asked(
    reading: Reading, conditions: Sequence[Condition], year: str | None, lexicon: Lexicon
) -> tuple[Asked, ...]:
    """The fields that are asked for: those that no condition is about."""
    about = {condition.field for condition in conditions}
    asked: list[Asked] = []
    for i, item in enumerate(reading.items):
        if item.kind in (Kind.SUM, Kind.MEAN) and item.value:
            asked.append(Asked(item.value, year))
        if i in reading.used or item.kind not in (Kind.FIELD, Kind.HEADING):
            continue
        reading.use(i)
        if item.kind is Kind.HEADING:
            if reading.kind(i + 1) is not Kind.CELL:  # "i fasen Planlegging"
                asked.append(Asked("cell", item.value))
        elif item.value == "area":
            if "cell" not in about:
                asked += [Asked("cell", heading) for heading in area_headings(lexicon)]
        elif item.value == "amount":
            if "amount" not in about:
                asked.append(Asked("amount", year))
        elif item.value == "owner" and not about.isdisjoint(("owner", "lead")):
            continue
        elif item.value not in about and item.text.casefold() not in DONE:
            owning = item.value == "lead" and any(word in item.text.casefold() for word in _OWNING)
            asked.append(Asked(item.value, "owner" if owning else None))
    return tuple(dict.fromkeys(asked))


def area_headings(lexicon: Lexicon) -> list[str]:
    """The folded headings of columns that group the projects."""
    return [heading for heading in lexicon.headings if any(word in heading for word in _AREAS)]


def _one_named(parts: Parts) -> bool:
    """``prosjektet X``: the projects are named, and the question is for a fact of theirs."""
    if not parts.named or parts.has(Kind.COUNT, Kind.SHARE):
        return False
    return bool(parts.asked) or _yes_or_no(parts)


def _yes_or_no(parts: Parts) -> bool:
    return bool(parts.reading.items) and parts.reading.items[0].kind in _VERBS


def _cell(parts: Parts) -> Query | None:
    """A fact of named projects; or whether a condition holds for them."""
    if parts.left(Kind.MOST, Kind.LEAST) or parts.has(Kind.SHARE, Kind.MANY, Kind.ABOUT):
        return None
    others = [c for c in parts.conditions if c.field != "name"]
    where: Expression = _without(parts.where, "name", keep=True)
    expected = None
    asked = parts.asked
    if others:
        if parts.has(Kind.WHICH, Kind.WHO) and not asked:
            return _listed(parts, Task.LIST) if parts.has(Kind.SUBJECT) else None
        expected = _without(parts.where, "name", keep=False)
        asked = tuple(dict.fromkeys([*(Asked(c.field, c.key) for c in others), *asked]))
    if not asked or all(a.field in ("name", "unit") for a in asked):
        return None
    return Query(Task.CELL, where, parts.times.period, asked=asked, named=parts.named, expected=expected)


def _without(expression: Expression, column: str, *, keep: bool) -> Expression:
    """The conditions on a column alone (`keep`), or all but those."""
    match expression:
        case Condition():
            return expression if (expression.field == column) == keep else All()
        case Not(of):
            inner = _without(of, column, keep=keep)
            return inner if inner == All() else Not(inner)
        case All(of) | Any(of):
            kept = tuple(part for part in (_without(p, column, keep=keep) for p in of) if part != All())
            if len(kept) == 1:
                return kept[0]
            return type(expression)(kept) if kept else All()


def _listed(parts: Parts, task: Task) -> Query:
    asked = tuple(a for a in parts.asked if a.field != "name")
    return Query(task, _sorted_by_kind(parts), parts.times.period, asked=asked, named=parts.named)


def _plain(parts: Parts) -> Query | None:
    """A list of projects."""
    if not parts.has(Kind.SUBJECT):
        first = parts.reading.items[0].text.casefold()
        colours = any(c.field in ("status", "risk") for c in parts.conditions)
        groups = any(a.field in _GROUPS for a in parts.asked)
        if not (colours and (groups or first in _PLURAL)):
            return None
    if not parts.conditions and not parts.asked and not parts.has(Kind.WHICH, Kind.EXISTS):
        return None
    if any(i.text.casefold() in DONE for i in parts.reading.items) and not parts.conditions:
        return None
    if parts.asks("name") and len(parts.conditions) == 0:
        return None
    return _listed(parts, Task.LIST)


def _measure(parts: Parts) -> Asked:
    """What is compared or summed."""
    for item in parts.reading.items:
        if item.kind in (Kind.MOST, Kind.LEAST) and item.value:
            return Asked(item.value, parts.year if item.value == "amount" else None)
    for asked in parts.asked:
        if asked.field in ("amount", "progress", "risk", "status"):
            return asked
    return Asked("amount", parts.year)


def _extreme(parts: Parts) -> Query | None:
    """The largest or smallest."""
    if not parts.has(Kind.SUBJECT) and not parts.asked:
        return None
    measure = _measure(parts)
    numbers = [
        int(item.number)
        for i, item in enumerate(parts.reading.items)
        if item.kind is Kind.NUMBER and i not in parts.reading.used
    ]
    task = Task.MOST if parts.left(Kind.MOST) else Task.LEAST
    asked = tuple(a for a in parts.asked if a != measure and a.field != "name")
    limit = max(1, numbers[0]) if numbers else 1
    return Query(task, parts.where, parts.times.period, asked=asked, measure=measure, limit=limit)


def _sums(parts: Parts) -> bool:
    if not parts.asks("amount"):
        return False
    if parts.has(Kind.SUM):
        return True
    if parts.has(Kind.SUBJECT):
        return parts.has(Kind.MUCH)
    return parts.has(Kind.OWNER, Kind.LEAD, Kind.CELL)


def _total(parts: Parts, task: Task) -> Query | None:
    measure = _measure(parts)
    if measure.field not in ("amount", "progress") or (task is Task.SUM and measure.field != "amount"):
        return None
    return Query(task, parts.where, parts.times.period, measure=measure)


def _grouped(parts: Parts) -> bool:
    """``hvilken virksomhet har størst budsjett``: organisations are compared, not projects."""
    first = next((a for a in parts.asked if a.field in _ABOUT), None)
    if not parts.left(Kind.MOST, Kind.LEAST) or first is None:
        return False
    return not parts.has(Kind.SUBJECT) or parts.has(Kind.SUM)


def _sorted_by_kind(parts: Parts) -> Expression:
    """The conditions, and that the organisations are of the sort that is asked for."""
    words = {item.text.casefold() for item in parts.reading.items if item.kind is Kind.FIELD}
    sorts = next((names for names, asking in SORTS.items() if asking & words), None)
    if sorts is None:
        return parts.where
    return _both(parts.where, Condition("owner", "word", sorts))


def _group(parts: Parts) -> Query | None:
    """How many projects, or how much money, each organisation has."""
    fields = [a for a in parts.asked if a.field in ("owner", "lead", "cell")]
    group = fields[0] if fields else Asked("owner")
    if not fields and not parts.has(Kind.WHO):
        return None
    measure = next((a for a in parts.asked if a.field == "amount"), None)
    words = {item.text.casefold() for item in parts.reading.items if item.kind is Kind.MANY}
    parts.reading.use(*parts.reading.free(Kind.MANY))
    return Query(
        Task.GROUP, _sorted_by_kind(parts), parts.times.period, measure=measure, group=group, each=parts.has(Kind.EACH),
        least=parts.left(Kind.LEAST) or bool(words & _FEWEST),
    )  # fmt: skip


def _change(parts: Parts, change: Change) -> Query | None:
    """Rows that differ from their older selves, or from one year's amount to the next."""
    if not parts.has(Kind.SUBJECT) and not parts.named:
        return None
    if parts.named and parts.has(Kind.VERSUS) and not parts.times.period:
        return None  # compared with another project
    largest = parts.left(Kind.MOST, Kind.LEAST)
    if change.field == "amount" and len(parts.times.years) == 2:
        return _growth(parts, change, largest=largest)
    measure = Asked(change.field, change.key) if largest else None
    return Query(
        Task.CHANGE, parts.where, parts.times.period, parts.times.older, measure=measure,
        change=replace(change, key=parts.year or change.key), named=parts.named, checks=_yes_or_no(parts),
    )  # fmt: skip


def _growth(parts: Parts, change: Change, *, largest: bool) -> Query:
    """Rows whose amount of one year is above, or below, that of another."""
    years = sorted(parts.times.years)
    key = "|".join(years)
    asked = tuple(Asked("amount", year) for year in years)
    how = {"up": ">", "down": "<", "better": ">", "worse": "<", "same": "="}.get(change.direction, "!=")
    where = _both(parts.where, Condition("growth", how, 0.0, key))
    if largest:
        task = Task.LEAST if how == "<" else Task.MOST
        return Query(
            task, where, parts.times.period or parts.times.older, asked=asked, measure=Asked("growth", key)
        )
    if parts.named:
        return Query(Task.CELL, parts.where, parts.times.period, asked=asked, named=parts.named)
    return Query(Task.LIST, where, parts.times.period, asked=asked)


def _both(one: Expression, other: Expression) -> Expression:
    return other if one == All() else All((one, other))


def _moved(parts: Parts) -> Query | None:
    """Projects that are new, or gone."""
    if not parts.has(Kind.SUBJECT) or parts.named:
        return None
    task = Task.GONE if parts.has(Kind.GONE) else Task.NEW
    if in_one_not_other(parts.reading):
        dates = [item.value for item in parts.reading.items if item.kind is Kind.DATE]
        task = Task.GONE if dates[0] < dates[1] else Task.NEW
        parts.reading.use(*parts.reading.free(Kind.NOT))
    return Query(task, parts.where, parts.times.period, parts.times.older)
