"""Items of a question become conditions on rows: colours, amounts, names, and how they are joined."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from search.rows.measures import read_measures
from search.rows.reading import Atom, Reading
from search.rows.select import All, Any, Condition, Expression, Not, leaves
from search.rows.vocabulary import Kind
from search.rows.words import Item

_JOINS = (Kind.AND, Kind.OR)
_LOOSE = (Kind.OF, Kind.FILLER, Kind.COPULA, Kind.BOTH)
_ENTITIES = {Kind.NAME: "name", Kind.OWNER: "owner", Kind.LEAD: "lead", Kind.CELL: "cell"}
_COLOURED = ("status", "risk")
_ASKS = (Kind.WHICH, Kind.MUCH, Kind.WHO)


def read_conditions(reading: Reading, year: str | None) -> tuple[Expression, list[Condition]]:
    """All conditions of a question joined as its words join them, and each alone.

    year: of the amounts that are compared.
    """
    atoms = [
        *read_measures(reading, year),
        *_colours(reading),
        *_entities(reading),
        *_unknown_facts(reading, year),
    ]
    atoms.sort(key=lambda atom: atom.first)
    joined = _joined(reading, atoms)
    return joined, list(leaves(joined))


# -- colours ----------------------------------------------------------------------------------


def _colours(reading: Reading) -> list[Atom]:
    """``rød eller gul status``, ``status er rød``, ``røde prosjekter``."""
    colours = _groups(reading, lambda item: item.kind in (Kind.COLOUR, Kind.LEVEL))
    fields = _groups(reading, lambda item: item.kind is Kind.FIELD and item.value in _COLOURED)
    pairs = _pairs(reading, colours, fields)
    found: list[Atom] = []
    before: tuple[str, ...] = ("status",)
    for group in colours:
        about = pairs.get(group)
        names = tuple(dict.fromkeys(reading.items[i].value for i in group))
        levels = any(reading.items[i].kind is Kind.LEVEL for i in group)
        columns = tuple(dict.fromkeys(reading.items[i].value for i in about)) if about else before
        if levels and columns != ("risk",):
            continue  # "høy" of anything but risk is no colour
        before = columns
        span = (*group, *(about or ()))
        reading.use(*range(group[0], group[-1] + 1), *(range(about[0], about[-1] + 1) if about else ()))
        parts = tuple(_colour(column, names) for column in columns)
        either = about is not None and any(reading.kind(i) is Kind.OR for i in range(about[0], about[-1]))
        expression = parts[0] if len(parts) == 1 else Any(parts) if either else All(parts)
        between = range(about[-1] + 1, group[0]) if about else range(0)
        if any(reading.kind(i) is Kind.NOT for i in between):  # "en annen status enn grønn"
            span = group
        found.append(Atom(min(span), max(span) + 1, expression))
    return found


def _colour(column: str, names: tuple[str, ...]) -> Condition:
    return Condition(column, "=", names[0]) if len(names) == 1 else Condition(column, "in", names)


def _groups(reading: Reading, wanted: Callable[[Item], bool]) -> list[tuple[int, ...]]:
    """Runs of wanted items that only ``og`` and ``eller`` part; the indices of the wanted ones."""
    found: list[list[int]] = []
    for i, item in enumerate(reading.items):
        if i in reading.used or not wanted(item):
            continue
        between = range(found[-1][-1] + 1, i) if found else ()
        if found and all(reading.kind(j) in _JOINS for j in between) and len(between) <= 1:
            found[-1].append(i)
        else:
            found.append([i])
    return [tuple(group) for group in found]


def _pairs(
    reading: Reading, colours: Sequence[tuple[int, ...]], fields: Sequence[tuple[int, ...]]
) -> dict[tuple[int, ...], tuple[int, ...]]:
    """Which fields each group of colours is about: those beside it, first come first served."""
    pairs: dict[tuple[int, ...], tuple[int, ...]] = {}
    taken: set[tuple[int, ...]] = set()
    for group in sorted([*colours, *fields]):
        if group in taken or group in pairs:
            continue
        others = fields if group in colours else colours
        after = next((other for other in others if other[0] > group[-1]), None)
        if after is None or after in taken or after in pairs:
            continue
        between = [reading.kind(i) for i in range(group[-1] + 1, after[0])]
        if group in colours:
            fits = len(between) <= 3 and all(kind in _LOOSE for kind in between)
        else:
            said = not between or Kind.COPULA in between or Kind.COMPARE in between
            fits = said and all(kind in (*_LOOSE, Kind.COMPARE) for kind in between)
        if fits:
            colour, about = (group, after) if group in colours else (after, group)
            pairs[colour] = about
            taken.add(about)
    left = [group for group in colours if group not in pairs]
    free = [group for group in fields if group not in taken and not _is_asked(reading, group[0])]
    if len(left) == 1 and len(free) == 1:  # "er risikoen for X rød?"
        pairs[left[0]] = free[0]
    return pairs


def _is_asked(reading: Reading, index: int) -> bool:
    return any(reading.kind(i) in _ASKS for i in range(max(0, index - 3), index))


# -- names ----------------------------------------------------------------------------------------


def _entities(reading: Reading) -> list[Atom]:
    """Projects, organisations, people and cells; those that are listed together are one condition."""
    found: list[Atom] = []
    for kind, column in _ENTITIES.items():
        for group in _groups(reading, _of_kind(kind)):
            values = tuple(dict.fromkeys(v for i in group for v in reading.items[i].values))
            reading.use(*range(group[0], group[-1] + 1))
            found.append(Atom(group[0], group[-1] + 1, Condition(column, "in", values)))
    return found


def _of_kind(kind: Kind) -> Callable[[Item], bool]:
    return lambda item: item.kind is kind


def _unknown_facts(reading: Reading, year: str | None) -> list[Atom]:
    """``uten oppgitt risiko``, ``mangler status``: what a table does not tell."""
    found: list[Atom] = []
    for i in reading.free(Kind.FIELD):
        column = reading.items[i].value
        if column not in ("status", "risk", "progress", "amount", "owner", "lead", "id"):
            continue
        before = i - 1
        while reading.kind(before) in (Kind.COPULA, Kind.FILLER, Kind.OF):
            before -= 1
        if reading.kind(before) is Kind.NOT and before not in reading.used:
            reading.use(i, before)
            key = year if column == "amount" else None
            expression: Expression = Condition(column, "known", False, key)
            if column == "amount":  # no budget is also a budget of nothing
                expression = Any((expression, Condition("amount", "=", 0.0, key)))
            found.append(Atom(before, i + 1, expression))
    return found


# -- how they are joined ------------------------------------------------------------------------


def _joined(reading: Reading, atoms: Sequence[Atom]) -> Expression:
    """Atoms joined: ``eller`` binds its neighbours less than ``og``, ``ikke`` what follows it."""
    sums: list[list[Expression]] = [[]]
    negated = False
    last_end = 0
    for n, atom in enumerate(atoms):
        gap = [i for i in range(last_end, atom.first) if not _inside(atoms, i)]
        between = [reading.kind(i) for i in gap]
        reading.use(*(i for i in gap if reading.kind(i) is Kind.NOT))
        either = n > 0 and Kind.OR in between
        here = Kind.NOT in between
        negated = here or (negated and either)
        expression = Not(atom.expression) if negated else atom.expression
        if either and not negated:
            sums.append([])
        sums[-1].append(expression)
        last_end = atom.end
    parts = [_all(group) for group in sums if group]
    if not parts:
        return All()
    return parts[0] if len(parts) == 1 else Any(tuple(parts))


def _inside(atoms: Sequence[Atom], index: int) -> bool:
    return any(atom.first <= index < atom.end for atom in atoms)


def _all(parts: Sequence[Expression]) -> Expression:
    """All of them; two colours of one field are alternatives, since no row has both."""
    merged: list[Expression] = []
    for part in parts:
        same = next((i for i, other in enumerate(merged) if _alternatives(other, part)), None)
        if same is None:
            merged.append(part)
        else:
            merged[same] = _either(merged[same], part)
    return merged[0] if len(merged) == 1 else All(tuple(merged))


def _alternatives(one: Expression, other: Expression) -> bool:
    return (
        isinstance(one, Condition)
        and isinstance(other, Condition)
        and one.field == other.field
        and one.field in ("status", "risk", "name")
        and "known" not in (one.operator, other.operator)
    )


def _either(one: Expression, other: Expression) -> Condition:
    assert isinstance(one, Condition) and isinstance(other, Condition)
    values = tuple(
        v for c in (one, other) for v in (c.value if isinstance(c.value, tuple) else (str(c.value),))
    )
    return Condition(one.field, "in", tuple(dict.fromkeys(values)))
