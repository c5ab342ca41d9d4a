"""Tables whose cells a sign parts: tabs, the pipes of Markdown, semicolons."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ingest.tables.grid import EMPTY, Cell, Record, Table
from ingest.tables.headings import is_project_header
from ingest.tables.lines import Line
from ingest.tables.values import fold

# A table goes on over so many lines that hold no sign (a page's end, a running header).
GAP_LINES = 8

SIGNS = ("\t", "|", ";")
_RULE = re.compile(r"[\s:|=+]*-[\s:|=+-]*")
_MARKUP = re.compile(r"\*{1,3}|__|`")


def find_tabbed(lines: Sequence[Line]) -> list[Table]:
    """The tables of projects among `lines` whose cells a sign parts."""
    tables: list[Table] = []
    index = 0
    while index < len(lines):
        sign = next((sign for sign in SIGNS if lines[index].text.count(sign) > 1), None)
        if sign is None or not is_project_header(_texts(lines[index], sign)):
            index += 1
            continue
        table, index = _read(lines, index, sign)
        if table.records:
            tables.append(table)
    return tables


def parted_by_sign(lines: Sequence[Line], at: int) -> bool:
    """True where line `at` and the next one hold as many cells, parted by one sign.

    What such a table is, is told by its cells; no other way of reading finds more in it.
    """
    return at + 1 < len(lines) and any(
        lines[at].text.count(sign) == lines[at + 1].text.count(sign) > 1 for sign in SIGNS
    )


def _read(lines: Sequence[Line], first: int, sign: str) -> tuple[Table, int]:
    """The table whose header is line `first`, and the line after its last."""
    headings = _texts(lines[first], sign)
    records: list[Record] = []
    last = at = first
    gap = 0
    while at + 1 < len(lines) and gap <= GAP_LINES:
        at += 1
        line = lines[at]
        if sign not in line.text:
            gap += 1
            continue
        texts = _texts(line, sign)
        if texts != headings and is_project_header(texts):
            break
        gap, last = 0, at
        if texts == headings or _RULE.fullmatch(line.text):
            continue
        cells, last = _complete(lines, at, sign, len(headings))
        at = last
        if cells is None:
            break
        records.append(Record(cells))
    table = Table(tuple(headings), tuple(records), lines[first].start, lines[last].end)
    return table, last + 1


def _complete(lines: Sequence[Line], at: int, sign: str, width: int) -> tuple[tuple[Cell, ...] | None, int]:
    """The cells of the record that begins at line `at`, and its last line.

    A record that is short goes on in the next line where both together have just as many
    cells as the header; else it lacks its last ones. None where it has too many cells.
    """
    cells = _cells(lines[at], sign)
    if width - 2 <= len(cells) < width and at + 1 < len(lines) and not lines[at + 1].blank:
        following = _cells(lines[at + 1], sign)
        if 1 <= len(following) < width and len(cells) + len(following) - 1 == width and sign == "\t":
            joined = Cell(fold(f"{cells[-1].text} {following[0].text}"), cells[-1].spans + following[0].spans)
            return (*cells[:-1], joined, *following[1:]), at + 1
    while len(cells) > width and not cells[-1].text:
        cells = cells[:-1]
    if len(cells) > width:
        return None, at
    return (*cells, *[EMPTY] * (width - len(cells))), at


def _texts(line: Line, sign: str) -> list[str]:
    return [cell.text for cell in _cells(line, sign)]


def _cells(line: Line, sign: str) -> tuple[Cell, ...]:
    """The cells of a line; the pipes that frame a line of Markdown make none."""
    start, end = 0, len(line.text)
    if sign == "|":
        stripped = line.text.strip()
        start = line.text.index(stripped[0]) + 1 if stripped.startswith("|") else 0
        end = line.text.rindex("|") if stripped.endswith("|") else end
    cells: list[Cell] = []
    position = start
    for piece in line.text[start:end].split(sign):
        body = piece.strip()
        if body:
            begin = line.start + position + piece.index(body)
            cells.append(Cell(fold(_MARKUP.sub("", body)), ((begin, begin + len(body)),)))
        else:
            cells.append(Cell(at=line.start + position) if sign == "\t" else EMPTY)
        position += len(piece) + len(sign)
    return tuple(cells)
