"""A question becomes a `Query`, or None where rows are not what it asks for.

Every word of the question must have a meaning here (`search.rows.vocabulary`), be a date, or a name
that the archive's tables hold. One word that has none, and the question is left to the other ways
of answering: an answer that overlooks a condition is worse than none.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from search.rows.changes import compares, in_one_not_other, read_change
from search.rows.conditions import Reading, read_conditions
from search.rows.lexicon import Lexicon, Terms
from search.rows.periods import Times, read_times
from search.rows.query import Asked, Change, Query, Task
from search.rows.select import All, Any, Condition, Expression, Not
from search.rows.unknown import resolve
from search.rows.vocabulary import Kind
from search.rows.words import Item, read_items

_MONEY = ("amount",)
_TELLING = ("status", "risk", "progress", "amount", "owner", "lead", "id", "unit")
_GROUPS = ("owner", "lead", "area")
_ABOUT = {"owner": "owner", "lead": "lead", "area": "cell"}
"""Fields that only say what a name is: ``ansvaret`` beside an organisation."""

_PROSE = frozenset("risikoer risikoar risks risikoene risikoane".split())
"""Risks in the plural are told in prose, not by a colour."""

_FEWEST = frozenset("færrest fewest".split())
_DONE = frozenset("ferdig ferdige complete done".split())


def read_question(text: str, lexicon: Lexicon, terms: Terms) -> Query | None:
    """What a question asks of the rows, or None."""
    items = resolve(text, read_items(text, lexicon), lexicon, terms)
    missing = _missing(text, items)
    if missing is not None:
        inside = [i for i in items if missing.start <= i.start < missing.end]
        items = [missing if i is inside[0] else i for i in items if i not in inside[1:]]
    if not _answerable(items):
        return None
    reading = Reading(_joined_comparisons(items))
    money = any(item.kind is Kind.FIELD and item.value in _MONEY for item in items) or reading.has(
        Kind.UNIT, Kind.BILLION
    )
    money = money or (reading.has(Kind.MOST, Kind.LEAST) and not _other_measure(items))
    comparing = compares(reading)
    change = read_change(reading, money=money)
    times = read_times(reading, money=money, compares=comparing or change is not None, years=lexicon.years)
    year = times.years[0] if times.years else None
    where, conditions = read_conditions(reading, year)
    query = _query(reading, where, conditions, times, change, lexicon)
    if query is None or _unused(reading):
        return None
    spoken = tuple(item.text for item in items if item.kind is Kind.NAME)
    return replace(query, spoken=spoken, missing=missing.text if missing else None)


def _joined_comparisons(items: Sequence[Item]) -> list[Item]:
    """``høyere budsjett enn 10 millioner`` as ``budsjett høyere enn 10 millioner``."""
    made = list(items)
    for i, item in enumerate(items):
        number = next((j for j in (i + 1, i + 2) if j < len(items) and items[j].kind is Kind.NUMBER), None)
        if item.kind is not Kind.VERSUS or number is None:
            continue
        how = next(
            (j for j in range(i - 1, max(-1, i - 5), -1) if items[j].kind in (Kind.UP, Kind.DOWN)), None
        )
        if how is not None:
            made[i] = replace(item, kind=Kind.COMPARE, value=">" if items[how].kind is Kind.UP else "<")
            made[how] = replace(items[how], kind=Kind.FILLER)
    return made


def _answerable(items: Sequence[Item]) -> bool:
    kinds = {item.kind for item in items}
    if Kind.UNKNOWN in kinds or not kinds & {Kind.SUBJECT, Kind.NAME, Kind.OWNER, Kind.FIELD}:
        return False
    if Kind.STOP in kinds and Kind.TREND not in kinds and Kind.CHANGED not in kinds:
        return False
    return not any(item.text.casefold() in _PROSE for item in items)


def _missing(text: str, items: Sequence[Item]) -> Item | None:
    """A project's name that no table has: the unknown words of a question for a fact, as one item."""
    unknown = [i for i, item in enumerate(items) if item.kind is Kind.UNKNOWN]
    if not unknown:
        return None
    first, last = unknown[0], unknown[-1]
    if any(items[i].kind not in (Kind.UNKNOWN, Kind.OF, Kind.FILLER) for i in range(first, last + 1)):
        return None
    if not any(item.kind is Kind.FIELD and item.value in _TELLING for item in items[:first]):
        return None
    if items[first - 1].kind is not Kind.SUBJECT and not items[first].text[:1].isupper():
        return None
    start, end = items[first].start, items[last].end
    return Item(Kind.NAME, start, end, text[start:end])


def _other_measure(items: Sequence[Item]) -> bool:
    return any(
        item.kind is Kind.FIELD and item.value in ("progress", "risk", "status", "id") for item in items
    )


def _unused(reading: Reading) -> bool:
    """Whether something that carries meaning was left over."""
    left = reading.free(
        Kind.COLOUR, Kind.LEVEL, Kind.NAME, Kind.OWNER, Kind.LEAD, Kind.CELL, Kind.DATE, Kind.NOT, Kind.UNIT,
        Kind.BILLION, Kind.PERCENT, Kind.COMPARE, Kind.BETWEEN, Kind.PREVIOUS, Kind.MANY, Kind.HEADING,
    )  # fmt: skip
    numbers = [
        i
        for i in reading.free(Kind.NUMBER)
        if not {reading.kind(i - 1), reading.kind(i + 1)}
        & {Kind.SUBJECT, Kind.MOST, Kind.LEAST, Kind.COLOUR, Kind.NEW}
    ]
    return bool(left or numbers)


# -- what is done with the rows -------------------------------------------------------------------


@dataclass(slots=True)
class _Parts:
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

    def asks(self, *fields: str) -> bool:
        """Whether one of the fields is asked for."""
        return any(asked.field in fields for asked in self.asked)

    @property
    def year(self) -> str | None:
        """The year of the amounts."""
        return self.times.years[0] if self.times.years else None


def _query(  # noqa: PLR0911 - one return a task
    reading: Reading,
    where: Expression,
    conditions: Sequence[Condition],
    times: Times,
    change: Change | None,
    lexicon: Lexicon,
) -> Query | None:
    named = tuple(
        value for item in reading.items if item.kind is Kind.NAME for value in (item.values or (item.text,))
    )
    year = times.years[0] if times.years else None
    asked = _asked(reading, conditions, year, lexicon)
    parts = _Parts(reading, where, conditions, times, asked, named)
    if change is not None:
        return _change(parts, change)
    if reading.has(Kind.NEW, Kind.GONE) or in_one_not_other(reading):
        return _moved(parts)
    if named and not reading.has(Kind.SUBJECT, Kind.COUNT) or _one_named(parts):
        return _cell(parts)
    if reading.has(Kind.MANY, Kind.EACH) or _grouped(parts):
        return _group(parts)
    if reading.has(Kind.SHARE):
        return _listed(parts, Task.SHARE) if parts.conditions else None
    if reading.has(Kind.COUNT):
        return _listed(parts, Task.COUNT) if reading.has(Kind.SUBJECT) else None
    if reading.has(Kind.MOST, Kind.LEAST):
        return _extreme(parts)
    if reading.has(Kind.MEAN):
        return _total(parts, Task.MEAN)
    if _sums(parts):
        return _total(parts, Task.SUM)
    return _plain(parts)


def _asked(
    reading: Reading, conditions: Sequence[Condition], year: str | None, lexicon: Lexicon
) -> tuple[Asked, ...]:
    """The fields that are asked for: those that no condition is about."""
    about = {condition.field for condition in conditions}
    asked: list[Asked] = []
    for i, item in enumerate(reading.items):
        if i in reading.used or item.kind not in (Kind.FIELD, Kind.HEADING):
            continue
        reading.use(i)
        if item.kind is Kind.HEADING:
            asked.append(Asked("cell", item.value))
        elif item.value == "area":
            if "cell" not in about:
                asked += [Asked("cell", heading) for heading in area_headings(lexicon)]
        elif item.value == "amount":
            if "amount" not in about:
                asked.append(Asked("amount", year))
        elif item.value == "owner" and not about.isdisjoint(("owner", "lead")):
            continue
        elif item.value not in about and item.text.casefold() not in _DONE:
            asked.append(Asked(item.value))
    return tuple(dict.fromkeys(asked))


def area_headings(lexicon: Lexicon) -> list[str]:
    """The folded headings of columns that group the projects."""
    words = (
        "område",
        "area",
        "kategori",
        "category",
        "tema",
        "theme",
        "gruppe",
        "group",
        "portefølje",
        "felt",
    )
    return [heading for heading in lexicon.headings if any(word in heading for word in words)]


def _one_named(parts: _Parts) -> bool:
    """``prosjektet X``: the projects are named, and the question is for a fact of theirs."""
    if not parts.named or parts.has(Kind.COUNT, Kind.SHARE):
        return False
    return bool(parts.asked) or _yes_or_no(parts)


def _yes_or_no(parts: _Parts) -> bool:
    return bool(parts.reading.items) and parts.reading.items[0].kind in (
        Kind.FILLER,
        Kind.COPULA,
        Kind.EXISTS,
        Kind.BECAME,
    )


def _cell(parts: _Parts) -> Query | None:
    """A fact of named projects; or whether a condition holds for them."""
    if parts.has(Kind.MOST, Kind.LEAST, Kind.SHARE, Kind.MANY, Kind.ABOUT):
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


def _listed(parts: _Parts, task: Task) -> Query:
    asked = tuple(a for a in parts.asked if a.field not in ("name",))
    return Query(task, parts.where, parts.times.period, asked=asked, named=parts.named)


def _plain(parts: _Parts) -> Query | None:
    """A list of projects."""
    if not parts.has(Kind.SUBJECT):
        owners = parts.has(Kind.OWNER, Kind.LEAD, Kind.CELL)
        colours = any(c.field in ("status", "risk") for c in parts.conditions)
        groups = any(a.field in _GROUPS for a in parts.asked)
        if not (colours and (owners or groups or parts.has(Kind.WHICH))):
            return None
    if not parts.conditions and not parts.asked and not parts.has(Kind.WHICH, Kind.EXISTS):
        return None
    if any(i.text.casefold() in _DONE for i in parts.reading.items) and not parts.conditions:
        return None
    if parts.asks("name") and len(parts.conditions) == 0:
        return None
    return _listed(parts, Task.LIST)


def _measure(parts: _Parts) -> Asked:
    """What is compared or summed."""
    for item in parts.reading.items:
        if item.kind in (Kind.MOST, Kind.LEAST) and item.value:
            return Asked(item.value, parts.year if item.value == "amount" else None)
    for asked in parts.asked:
        if asked.field in ("amount", "progress", "risk", "status"):
            return asked
    return Asked("amount", parts.year)


def _extreme(parts: _Parts) -> Query | None:
    """The largest or smallest."""
    if not parts.has(Kind.SUBJECT) and not parts.has(Kind.WHICH, Kind.WHO):
        return None
    measure = _measure(parts)
    numbers = [
        int(item.number)
        for i, item in enumerate(parts.reading.items)
        if item.kind is Kind.NUMBER and i not in parts.reading.used
    ]
    task = Task.MOST if parts.has(Kind.MOST) else Task.LEAST
    asked = tuple(a for a in parts.asked if a != measure and a.field != "name")
    limit = max(1, numbers[0]) if numbers else 1
    return Query(task, parts.where, parts.times.period, asked=asked, measure=measure, limit=limit)


def _sums(parts: _Parts) -> bool:
    if not parts.asks("amount"):
        return False
    if parts.has(Kind.SUM):
        return True
    return (
        parts.has(Kind.OWNER, Kind.LEAD, Kind.CELL)
        and not parts.has(Kind.SUBJECT)
        or (parts.has(Kind.MUCH) and parts.has(Kind.SUBJECT))
    )


def _total(parts: _Parts, task: Task) -> Query | None:
    measure = _measure(parts)
    if measure.field not in ("amount", "progress") or (task is Task.SUM and measure.field != "amount"):
        return None
    return Query(task, parts.where, parts.times.period, measure=measure)


def _grouped(parts: _Parts) -> bool:
    """``hvilken virksomhet har størst budsjett``: organisations are compared, not projects."""
    first = next((a for a in parts.asked if a.field in _ABOUT), None)
    if not parts.has(Kind.MOST, Kind.LEAST) or first is None:
        return False
    return not parts.has(Kind.SUBJECT) or parts.has(Kind.SUM)


def _group(parts: _Parts) -> Query | None:
    """How many projects, or how much money, each organisation has."""
    fields = [a for a in parts.asked if a.field in ("owner", "lead", "cell")]
    group = fields[0] if fields else Asked("owner")
    if not fields and not parts.has(Kind.WHO):
        return None
    measure = next((a for a in parts.asked if a.field == "amount"), None)
    words = {item.text.casefold() for item in parts.reading.items if item.kind is Kind.MANY}
    parts.reading.use(*parts.reading.free(Kind.MANY))
    return Query(
        Task.GROUP, parts.where, parts.times.period, measure=measure, group=group, each=parts.has(Kind.EACH),
        least=parts.has(Kind.LEAST) or bool(words & _FEWEST),
    )  # fmt: skip


def _change(parts: _Parts, change: Change) -> Query | None:
    """Rows that differ from their older selves, or from one year's amount to the next."""
    if not parts.has(Kind.SUBJECT) and not parts.named:
        return None
    if parts.named and parts.has(Kind.VERSUS) and not parts.times.period:
        return None  # compared with another project
    largest = parts.has(Kind.MOST, Kind.LEAST)
    if change.field == "amount" and len(parts.times.years) == 2:
        return _growth(parts, change, largest=largest)
    measure = Asked(change.field, change.key) if largest else None
    return Query(
        Task.CHANGE, parts.where, parts.times.period, parts.times.older, measure=measure,
        change=replace(change, key=parts.year or change.key), named=parts.named,
    )  # fmt: skip


def _growth(parts: _Parts, change: Change, *, largest: bool) -> Query:
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


def _moved(parts: _Parts) -> Query | None:
    """Projects that are new, or gone."""
    if not parts.has(Kind.SUBJECT) or parts.named:
        return None
    task = Task.GONE if parts.has(Kind.GONE) else Task.NEW
    if in_one_not_other(parts.reading):
        dates = [item.value for item in parts.reading.items if item.kind is Kind.DATE]
        task = Task.GONE if dates[0] < dates[1] else Task.NEW
        parts.reading.use(*parts.reading.free(Kind.NOT))
    return Query(task, parts.where, parts.times.period, parts.times.older)
