"""The numbers of lists and headings that a Word document counts by itself (``numbering.xml``).

They stand in no paragraph's text, and yet "punkt 2" of a decision is what a reader sees.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any

_LEVELS = 9
_LONGEST = 40  # characters of a number that is shown
_ROMAN = ((1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl"),
          (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))  # fmt: skip
_DEEP = 20  # styles based on styles


@dataclass(slots=True)
class _Level:
    """How a level of a list is counted and written. text: ``%1.%2``."""

    start: int = 1
    form: str = "decimal"
    text: str = ""


@dataclass(slots=True)
class _List:
    levels: dict[int, _Level] = field(default_factory=dict)
    style: str | None = None


class Numbering:
    """Counts through one document; `of` is asked for each paragraph in order."""

    def __init__(self, numbering: Any, styles: Any) -> None:
        """numbering, styles: the root elements of the two parts; None where there is none."""
        self._abstract: dict[str, _List] = {}
        self._lists: dict[str, tuple[str, dict[int, _Level]]] = {}
        self._restarts: dict[str, dict[int, int]] = {}
        self._counts: dict[str, list[int | None]] = {}
        self._of_style: dict[str, tuple[str | None, int | None]] = {}
        if numbering is not None:
            self._read(numbering)
        if styles is not None:
            self._read_styles(styles)

    def of(self, paragraph: Any) -> str:
        """The number that stands before a paragraph (``2.1``, ``a)``); empty for none and for bullets."""
        number, level = self._place(paragraph)
        if number is None or number not in self._lists or not 0 <= level < _LEVELS:
            return ""
        abstract, own = self._lists[number]
        levels = {**self._abstract[abstract].levels, **own}
        counts = self._counts.setdefault(abstract, [None] * _LEVELS)
        for at, start in self._restarts.pop(number, {}).items():  # a list that begins anew, once
            counts[at] = start - 1
        before = counts[level]
        counts[level] = levels.get(level, _Level()).start if before is None else before + 1
        counts[level + 1 :] = [None] * (_LEVELS - level - 1)
        return _written(levels, level, counts)

    def _place(self, paragraph: Any) -> tuple[str | None, int]:
        """The list and level of a paragraph, by itself or by its style."""
        properties = next(paragraph.iterchildren("{*}pPr"), None)
        if properties is None:
            return None, 0
        style = _value(properties, "pStyle")
        number, level = self._of_style.get(style or "", (None, None))
        own = next(properties.iterchildren("{*}numPr"), None)
        if own is not None:
            number = _value(own, "numId") or number
            given = _value(own, "ilvl")
            level = int(given) if given and given.isdigit() else level
        return (None if number == "0" else number), level or 0

    def _read(self, root: Any) -> None:
        for one in root.iterchildren("{*}abstractNum"):
            found = _List(style=_value(one, "numStyleLink"))
            for level in one.iterchildren("{*}lvl"):
                found.levels[_level(level)] = _read_level(level)
            self._abstract[_attribute(one, "abstractNumId") or ""] = found
        for one in root.iterchildren("{*}num"):
            number, abstract = _attribute(one, "numId"), _value(one, "abstractNumId")
            if number is None or abstract not in self._abstract:
                continue
            own: dict[int, _Level] = {}
            for override in one.iterchildren("{*}lvlOverride"):
                at, start = _level(override), _value(override, "startOverride")
                if start and start.isdigit():
                    self._restarts.setdefault(number, {})[at] = int(start)
                if (level := next(override.iterchildren("{*}lvl"), None)) is not None:
                    own[at] = _read_level(level)
            self._lists[number] = abstract, own

    def _read_styles(self, root: Any) -> None:
        """The list and level of each style, what it is based on included."""
        kept: dict[str, tuple[str | None, int | None, str | None]] = {}
        for style in root.iterchildren("{*}style"):
            own = next(style.iterfind("{*}pPr/{*}numPr"), None)
            given = _value(own, "ilvl") if own is not None else None
            kept[_attribute(style, "styleId") or ""] = (
                _value(own, "numId") if own is not None else None,
                int(given) if given and given.isdigit() else None,
                _value(style, "basedOn"),
            )
        for name in kept:
            number = level = None
            at: str | None = name
            for _ in range(_DEEP):
                if at is None or at not in kept:
                    break
                number = number if number is not None else kept[at][0]
                level = level if level is not None else kept[at][1]
                at = kept[at][2]
            if number is not None:
                self._of_style[name] = number, level


def _written(levels: dict[int, _Level], level: int, counts: list[int | None]) -> str:
    own = levels.get(level, _Level())
    if own.form in ("bullet", "none"):
        return ""

    def shown(match: re.Match[str]) -> str:
        at = int(match[1]) - 1
        form = levels.get(at, _Level())
        count = counts[at]
        return _formed(form.start if count is None else count, form.form)

    return re.sub(r"%([1-9])", shown, own.text[:_LONGEST])[:_LONGEST].strip()


def _formed(count: int, form: str) -> str:
    """A number as it is written: 3, c, iii; forms of other languages as digits."""
    if form in ("lowerLetter", "upperLetter") and count > 0:
        letter = chr(ord("a") + (count - 1) % 26) * min((count - 1) // 26 + 1, 5)
        return letter.upper() if form == "upperLetter" else letter
    if form in ("lowerRoman", "upperRoman") and 0 < count < 4000:
        found, left = "", count
        for value, sign in _ROMAN:
            found += sign * (left // value)
            left %= value
        return found.upper() if form == "upperRoman" else found
    return f"{count:02d}" if form == "decimalZero" else str(count)


def _read_level(level: Any) -> _Level:
    start = _value(level, "start")
    return _Level(
        int(start) if start and start.isdigit() else 1,
        _value(level, "numFmt") or "decimal",
        _value(level, "lvlText") or "",
    )


def _level(element: Any) -> int:
    given = _attribute(element, "ilvl") or "0"
    return int(given) if given.isdigit() else 0


def _value(element: Any, kind: str) -> str | None:
    """The ``val`` of a child."""
    child = next(element.iterchildren("{*}" + kind), None)
    return _attribute(child, "val") if child is not None else None


def _attribute(element: Any, name: str) -> str | None:
    found = next((v for key, v in element.attrib.items() if key.rpartition("}")[2] == name), None)
    return None if found is None else str(found)
