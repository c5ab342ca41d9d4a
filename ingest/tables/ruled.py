"""Grids: where rules on a page part it into cells, merged cells among them.

A grid is found from rules alone and knows no words; `regions` gives its cells. Two lines of
one border, and the rules of neighbouring cells, count as one within `MERGE` points.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from ingest.boxes import Box
from ingest.tables.geometry import RULE_LENGTH, Rule

# Rules so near to each other, in points, are one: HTML draws each cell's border apart.
MERGE = 3.2
# A rule ends so near to another that they meet.
MEET = 4.0
# A column or a line narrower than this holds no words: the space between two borders.
SLIVER = 5.0
# A side is closed where rules cover this share of it.
COVER = 0.5
# A column's edge is ruled over at least this share of the grid's height, or of its header's.
EDGE_SHARE = 0.3


class Level(NamedTuple):
    """All rules at one place across: `at`, and the stretches that they cover along."""

    at: float
    runs: tuple[tuple[float, float], ...]

    def covers(self, low: float, high: float) -> bool:
        """True where rules cover at least `COVER` of the stretch."""
        length = sum(max(0.0, min(end, high) - max(start, low)) for start, end in self.runs)
        return high > low and length >= COVER * (high - low)


class Region(NamedTuple):
    """A cell of a grid: lines `top` to `bottom` and columns `left` to `right`, the last ones left out."""

    top: int
    bottom: int
    left: int
    right: int


@dataclass(frozen=True, slots=True)
class Grid:
    """xs, ys: the edges of columns and lines, in order, in points."""

    xs: tuple[float, ...]
    ys: tuple[float, ...]
    verticals: tuple[Level, ...]
    horizontals: tuple[Level, ...]

    @property
    def box(self) -> Box:
        """The whole grid."""
        return Box(self.xs[0], self.ys[0], self.xs[-1], self.ys[-1])

    def region_box(self, region: Region) -> Box:
        """Where a cell stands."""
        return Box(self.xs[region.left], self.ys[region.top], self.xs[region.right], self.ys[region.bottom])


def levels(rules: Iterable[Rule], vertical: bool) -> list[Level]:
    """The rules of one direction, those at one place joined, in order."""
    chosen = sorted(rule for rule in rules if rule.vertical is vertical)
    groups: list[list[Rule]] = []
    for rule in chosen:
        if groups and rule.at - groups[-1][0].at <= MERGE:
            groups[-1].append(rule)
        else:
            groups.append([rule])
    found = []
    for group in groups:
        at = sum(rule.at for rule in group) / len(group)
        runs: list[tuple[float, float]] = []
        for low, high in sorted((rule.low, rule.high) for rule in group):
            if runs and low <= runs[-1][1] + MERGE:
                runs[-1] = (runs[-1][0], max(high, runs[-1][1]))
            else:
                runs.append((low, high))
        kept = tuple(run for run in runs if run[1] - run[0] >= RULE_LENGTH)
        if kept:
            found.append(Level(at, kept))
    return found


def find_grids(rules: Sequence[Rule]) -> list[Grid]:
    """The grids that `rules` make, from the top of the page: rules that meet belong to one grid."""
    runs: list[tuple[bool, float, float, float]] = []
    for vertical in (True, False):
        for level in levels(rules, vertical):
            runs += [(vertical, level.at, low, high) for low, high in level.runs]
    grids = [grid for group in _connected(runs) if (grid := _grid(group)) is not None]
    return sorted(grids, key=lambda grid: (grid.ys[0], grid.xs[0]))


def _connected(
    runs: Sequence[tuple[bool, float, float, float]],
) -> list[list[tuple[bool, float, float, float]]]:
    parent = list(range(len(runs)))

    def root(index: int) -> int:
        while parent[index] != index:
            parent[index] = parent[parent[index]]
            index = parent[index]
        return index

    across = [index for index, run in enumerate(runs) if run[0]]
    down = [index for index, run in enumerate(runs) if not run[0]]
    for first in across:
        _, x, top, bottom = runs[first]
        for second in down:
            _, y, left, right = runs[second]
            if left - MEET <= x <= right + MEET and top - MEET <= y <= bottom + MEET:
                parent[root(first)] = root(second)
    groups: dict[int, list[tuple[bool, float, float, float]]] = {}
    for index, run in enumerate(runs):
        groups.setdefault(root(index), []).append(run)
    return list(groups.values())


def _grid(runs: Sequence[tuple[bool, float, float, float]]) -> Grid | None:
    rules = [Rule(vertical, at, low, high) for vertical, at, low, high in runs]
    verticals, horizontals = levels(rules, True), levels(rules, False)
    if len(horizontals) < 2 or not verticals:
        return None
    left = min(low for level in horizontals for low, _ in level.runs)
    right = max(high for level in horizontals for _, high in level.runs)
    top = min([horizontals[0].at, *(low for level in verticals for low, _ in level.runs)])
    bottom = max([horizontals[-1].at, *(high for level in verticals for _, high in level.runs)])
    height = bottom - top
    ruled = [
        level
        for level in verticals
        if sum(high - low for low, high in level.runs) >= EDGE_SHARE * height
        or _splits_lines(level, horizontals)
    ]
    xs = _edges([level.at for level in ruled], left, right)
    ys = _edges([level.at for level in horizontals], top, bottom)
    if len(xs) < 3 or len(ys) < 2:
        return None
    return Grid(tuple(xs), tuple(ys), tuple(ruled), tuple(horizontals))


def _splits_lines(level: Level, horizontals: Sequence[Level]) -> bool:
    """True where a rule runs all the way through a line of the grid, be it a short one."""
    return any(
        sum(1 for other in horizontals if low - MEET <= other.at <= high + MEET) > 1
        for low, high in level.runs
    )


def _edges(inner: Sequence[float], low: float, high: float) -> list[float]:
    """Edges in order, the outermost two among them, none nearer than a sliver to the one before."""
    edges: list[float] = []
    for at in sorted([low, *inner, high]):
        if edges and at - edges[-1] < SLIVER:
            if at == high:
                edges[-1] = high
            continue
        edges.append(at)
    return edges


def regions(grid: Grid) -> list[Region]:
    """The cells of a grid: neighbours without a rule between them are one cell."""
    lines, columns = len(grid.ys) - 1, len(grid.xs) - 1
    owner = [[(line, column) for column in range(columns)] for line in range(lines)]

    def find(cell: tuple[int, int]) -> tuple[int, int]:
        while owner[cell[0]][cell[1]] != cell:
            cell = owner[cell[0]][cell[1]]
        return cell

    def unite(first: tuple[int, int], second: tuple[int, int]) -> None:
        a, b = find(first), find(second)
        low, high = min(a, b), max(a, b)
        owner[high[0]][high[1]] = low

    for line in range(lines):
        for column in range(columns):
            if column + 1 < columns and not _closed(
                grid.verticals, grid.xs[column + 1], grid.ys[line], grid.ys[line + 1]
            ):
                unite((line, column), (line, column + 1))
            if line + 1 < lines and not _closed(
                grid.horizontals, grid.ys[line + 1], grid.xs[column], grid.xs[column + 1]
            ):
                unite((line, column), (line + 1, column))
    groups: dict[tuple[int, int], list[tuple[int, int]]] = {}
    for line in range(lines):
        for column in range(columns):
            groups.setdefault(find((line, column)), []).append((line, column))
    return sorted(
        Region(
            min(line for line, _ in cells),
            max(line for line, _ in cells) + 1,
            min(column for _, column in cells),
            max(column for _, column in cells) + 1,
        )
        for cells in groups.values()
    )


def _closed(found: Sequence[Level], at: float, low: float, high: float) -> bool:
    return any(abs(level.at - at) <= SLIVER and level.covers(low, high) for level in found)
