"""The colours that fill a workbook's cells: as they are, from the old palette, or from its theme."""

from __future__ import annotations

import colorsys
from typing import Any

from ingest.read.fills import Rgb, hex_colour

# The theme's colours in the order in which cells number them; the first two pairs are changed about.
_ORDER = ("lt1", "dk1", "lt2", "dk2", "accent1", "accent2", "accent3", "accent4", "accent5", "accent6")


class SheetColours:
    """What each cell of one workbook is filled with."""

    def __init__(self, theme: bytes | None) -> None:
        """theme: the workbook's own, as XML."""
        self._theme = _theme(theme) if theme else ()
        self._known: dict[int, Rgb | None] = {}

    def of(self, cell: Any) -> Rgb | None:
        """The colour of a solid fill; None for none. cell: openpyxl's, also one that is not there."""
        if not getattr(cell, "has_style", False):
            return None
        fill = cell.fill
        key = id(fill)  # a workbook keeps each of its fills once, as long as it is open
        if key not in self._known:
            self._known[key] = self._colour(fill)
        return self._known[key]

    def _colour(self, fill: Any) -> Rgb | None:
        from openpyxl.styles.colors import COLOR_INDEX

        if getattr(fill, "fill_type", None) != "solid":
            return None
        given = fill.fgColor
        if given.type == "rgb":
            return hex_colour(str(given.rgb)[-6:])
        if given.type == "indexed" and given.indexed < len(COLOR_INDEX):
            return hex_colour(COLOR_INDEX[given.indexed][-6:])
        if given.type == "theme" and given.theme < len(self._theme):
            base = self._theme[given.theme]
            return _tinted(base, float(given.tint or 0.0)) if base else None
        return None


def _tinted(rgb: Rgb, tint: float) -> Rgb:
    """A colour made lighter (above 0) or darker, as ECMA-376 18.8.19 has it."""
    hue, light, strength = colorsys.rgb_to_hls(*(part / 255 for part in rgb))
    tint = min(max(tint, -1.0), 1.0)
    light = light * (1 + tint) if tint < 0 else light * (1 - tint) + tint
    red, green, blue = (round(part * 255) for part in colorsys.hls_to_rgb(hue, light, strength))
    return red, green, blue


def _theme(theme: bytes) -> tuple[Rgb | None, ...]:
    from ingest.read.package import parsed_xml

    root = parsed_xml(theme)
    scheme = next(root.iter("{*}clrScheme"), None) if root is not None else None
    found: dict[str, Rgb | None] = {}
    for one in scheme if scheme is not None else ():
        kind = one.tag.rpartition("}")[2] if isinstance(one.tag, str) else ""
        value = next(iter(one), None)
        if value is not None:
            found[kind] = hex_colour(value.get("lastClr") or value.get("val"))
    return tuple(found.get(name) for name in _ORDER)
