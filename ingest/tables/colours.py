"""Colours that are seen rather than read: fills of cells, drawn dots, and the legend that names them.

A colour is named by its hue in the HSV model, with ranges instead of values, so that each
producer's red is red; where a legend on the page names a colour, the legend counts.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

from ingest.boxes import Box
from ingest.tables.bands import lines
from ingest.tables.geometry import SCALE, Drawing
from ingest.tables.grid import Seen, Token, hull
from ingest.tables.types import GREEN, RED, YELLOW
from ingest.tables.values import colour

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

# Hues in degrees. Between red and yellow lies orange, which traffic lights use for yellow;
# lime counts as green from where it no longer serves as a warning.
RED_FROM, RED_TO = 330.0, 20.0
YELLOW_TO = 70.0
GREEN_TO = 178.0
# A pixel has a colour where its strongest and weakest part differ by this (of 255): the palest
# fills that spreadsheets use for good and bad differ by 41, grey and black text by 0.
CHROMA = 26
# So many pixels of a cell must have the colour: a dot of 2 points.
PIXELS = 12
# Two colours are one where none of red, green and blue differs by more.
SAME = 26
# Pixels belong to one colour where their hues differ by no more, in degrees.
SAME_HUE = 15
# What comes in over a side of a cell is the cell's own from this share of the way across.
COME_IN = 0.55
# Pixels at a cell's border that are its neighbour's, in points.
INSET = 1.0
# A legend's sign stands this near to its words, in heights of a line.
SIGN_GAP = 2.5

# What a legend's words mean where they name no colour. The first group is plain enough to
# outrank a hue; the second decides only where the hue says nothing.
_PLAIN = (
    (RED, r"kritisk\w*|critical|alvorlige?|alvorlege?|store? avvik|vesentlige? avvik|vesentlege? avvik|"
          r"betydelige? avvik|off track|utenfor plan|utanfor plan|ikke i rute|ikkje i rute|not on track|"
          r"ute av kontroll|out of control|stoppet|stansa|stanset|severe|serious|major"),
    (GREEN, r"i rute|etter plan|etter planen|ifølge plan|ifølgje plan|i henhold til plan|som planlagt|på plan|"
            r"på skjema|on track|on plan|on schedule|ingen avvik|uten avvik|utan avvik|no (?:deviation|issue|concern)s?"),
    (YELLOW, r"noen avvik|noe avvik|nokre avvik|noko avvik|mindre avvik|små avvik|avvik som \w+|at risk|"
             r"minor|moderat\w*"),
)  # fmt: skip
_LOOSE = (
    (RED, r"høy|høg|high|krever tiltak|krev tiltak|stor|store|fare"),
    (GREEN, r"lav|låg|low|god|good|bra|ok|normal|under kontroll|under control|liten|små"),
    (YELLOW, r"middels|medium|avvik\w*|forsinke\w*|forseink\w*|delay\w*|usikker\w*|utfordring\w*|issues?|"
             r"concerns?|warning|attention|oppmerksomhet|merksemd|følges opp|some"),
)  # fmt: skip
_PLAINLY = tuple((name, re.compile(rf"\b(?:{pattern})\b", re.I)) for name, pattern in _PLAIN)
_LOOSELY = tuple((name, re.compile(rf"\b(?:{pattern})\b", re.I)) for name, pattern in _LOOSE)


class Sample(NamedTuple):
    """What a cell shows: the colour that most of its coloured pixels have. hue: in degrees."""

    rgb: tuple[int, int, int]
    hue: float
    box: Box
    share: float


class Entry(NamedTuple):
    """A line of a legend: what the sign looks like, and the colour that its words stand for."""

    rgb: tuple[int, int, int]
    colour: str | None
    label: str


def hue_of(rgb: tuple[int, int, int]) -> float:
    """The hue in degrees, 0 to 360; 0 for grey."""
    red, green, blue = rgb
    high, low = max(rgb), min(rgb)
    if high == low:
        return 0.0
    span = high - low
    if high == red:
        return (60.0 * (green - blue) / span) % 360
    if high == green:
        return 60.0 * (blue - red) / span + 120
    return 60.0 * (red - green) / span + 240


def name_of(hue: float) -> str | None:
    """The traffic light that a hue is; None for blue and violet."""
    if hue >= RED_FROM or hue < RED_TO:
        return RED
    if hue < YELLOW_TO:
        return YELLOW
    return GREEN if hue < GREEN_TO else None


def sample(picture: NDArray[np.uint8], box: Box, inset: float = INSET, exact: bool = False) -> Sample | None:
    """The colour of the part of a page inside `box` (points); None where it shows none.

    Pixels are grouped by hue; the fullest group counts, and its most frequent exact colour is
    the one measured. A group that comes in over a side and stays near it is the neighbour's,
    unless the box is exact.
    """
    import numpy as np

    top, bottom = int((box.top + inset) * SCALE), int((box.bottom - inset) * SCALE) + 1
    left, right = int((box.left + inset) * SCALE), int((box.right - inset) * SCALE) + 1
    top, left = max(top, 0), max(left, 0)
    part = picture[top:bottom, left:right]
    if part.size == 0:
        return None
    mask = part.max(axis=2).astype(np.int16) - part.min(axis=2) >= CHROMA
    for _ in range(6):
        if int(mask.sum()) < PIXELS:
            return None
        rgb, where = _fullest(part, mask)
        strips = _strips(where)
        if not exact and strips.any():
            mask &= ~strips
            continue
        down, across = np.nonzero(where)
        if not exact and (_stays_out(across, mask.shape[1]) or _stays_out(down, mask.shape[0])):
            mask &= ~where
            continue
        hits = int(where.sum())
        if hits < PIXELS:
            return None
        place = Box(
            round((left + int(across.min())) / SCALE, 1),
            round((top + int(down.min())) / SCALE, 1),
            round((left + int(across.max()) + 1) / SCALE, 1),
            round((top + int(down.max()) + 1) / SCALE, 1),
        )
        return Sample(rgb, hue_of(rgb), place, hits / mask.size)
    return None


def _strips(where: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """The pixels of strips along the sides: the ends of neighbours' fills, which go less than half way in."""
    import numpy as np

    found = np.zeros(where.shape, dtype=bool)
    for axis in (0, 1):
        full = where.mean(axis=1 - axis) >= 0.5
        for backward in (False, True):
            run = full[::-1] if backward else full
            depth = int(run.size if run.all() else run.argmin())
            if 0 < depth < COME_IN * run.size:
                side = slice(-depth, None) if backward else slice(0, depth)
                if axis == 0:
                    found[side, :] |= where[side, :]
                else:
                    found[:, side] |= where[:, side]
    return found


def _stays_out(places: NDArray[np.intp], size: int) -> bool:
    """True where pixels come in over a side and fill less than half of the way across."""
    import numpy as np

    touches = int(places.min()) == 0 or int(places.max()) == size - 1
    return touches and np.unique(places).size < COME_IN * size


def _fullest(
    part: NDArray[np.uint8], mask: NDArray[np.bool_]
) -> tuple[tuple[int, int, int], NDArray[np.bool_]]:
    """The most frequent colour of the fullest hue, and the pixels of that hue."""
    import numpy as np

    pixels = part[mask].astype(np.int64)
    codes = (pixels[:, 0] << 16) | (pixels[:, 1] << 8) | pixels[:, 2]
    values, counts = np.unique(codes, return_counts=True)
    order = np.argsort(counts)[::-1][:400]
    values, counts = values[order], counts[order]
    rgbs = [(int(code) >> 16, (int(code) >> 8) & 255, int(code) & 255) for code in values]
    hues = np.array([hue_of(rgb) for rgb in rgbs])
    near = [np.abs((hues - hue + 180) % 360 - 180) <= SAME_HUE for hue in hues[:6]]
    best = max(near, key=lambda group: int(counts[group].sum()))
    top = int(np.flatnonzero(best)[np.argmax(counts[best])])
    where = np.zeros(mask.shape, dtype=bool)
    where[mask] = np.isin(codes, values[best])
    return rgbs[top], where


def same(first: tuple[int, int, int], second: tuple[int, int, int]) -> bool:
    """True where two measured colours are one to the eye."""
    return max(abs(a - b) for a, b in zip(first, second, strict=True)) <= SAME


def see(
    drawing: Drawing,
    box: Box,
    ground: Sequence[tuple[int, int, int]],
    legend: Sequence[Entry],
    exact: bool,
) -> Seen | None:
    """The traffic light that a cell shows; None for none.

    ground: colours that fill the whole line of the table, and so tell nothing. exact: rules
    close the cell on all sides.
    """
    picture = drawing.picture()
    found = sample(picture, box, exact=exact) if picture is not None else None
    if found is None or any(same(found.rgb, rgb) for rgb in ground):
        return None
    for entry in legend:
        if same(entry.rgb, found.rgb):
            return Seen(entry.colour, found.box, found.rgb) if entry.colour else None
    name = name_of(found.hue)
    return Seen(name, found.box, found.rgb) if name else None


def find_legend(tokens: Sequence[Token], drawing: Drawing) -> tuple[Entry, ...]:
    """The legend among words that stand outside tables: signs of a colour with words to the right."""
    picture = drawing.picture()
    if picture is None:
        return ()
    found: list[tuple[Sample, str]] = []
    for line in lines(tokens):
        found += _signs(line, picture)
    entries = resolve([(seen.rgb, label) for seen, label in found])
    return entries if len({entry.colour for entry in entries if entry.colour}) > 1 else ()


def resolve(signs: Sequence[tuple[tuple[int, int, int], str]]) -> tuple[Entry, ...]:
    """The entries of a legend: colour words first, then plain words, then the hue, then loose words.

    A hue that another entry has taken by its words says nothing any more.
    """
    plain = [colour(label) or _match(_PLAINLY, label) for _, label in signs]
    taken = {name for name in plain if name}
    entries: list[Entry] = []
    for (rgb, label), name in zip(signs, plain, strict=True):
        hue = name_of(hue_of(rgb))
        given = name or (hue if hue not in taken else None)
        if given is None and hue is None:
            loose = _match(_LOOSELY, label)
            given = loose if loose not in taken else None
        entries.append(Entry(rgb, given, label))
    return tuple(entries)


def _match(patterns: Sequence[tuple[str, re.Pattern[str]]], label: str) -> str | None:
    return next((name for name, pattern in patterns if pattern.search(label)), None)


def _signs(line: Sequence[Token], picture: NDArray[np.uint8]) -> list[tuple[Sample, str]]:
    """The coloured signs of a printed line, each with the words up to the next sign."""
    box = hull(token.box for token in line)
    height = box.bottom - box.top
    signs: list[tuple[float, Sample]] = []
    right = max(0.0, box.left - (SIGN_GAP + 1) * height)
    for token in line:
        gap = Box(max(right, token.box.left - (SIGN_GAP + 1) * height), box.top, token.box.left, box.bottom)
        glyph = token.end - token.start == 1 and not token.text[0].isalnum()
        places = [gap] if gap.right - gap.left > 0.25 * height else []
        for place in [*places, *([token.box] if glyph else [])]:
            seen = sample(picture, place, 0.0)
            if seen is not None:
                signs.append((place.right, seen))
        right = token.box.right
    found: list[tuple[Sample, str]] = []
    for index, (edge, seen) in enumerate(signs):
        end = signs[index + 1][1].box.left if index + 1 < len(signs) else float("inf")
        label = " ".join(token.text for token in line if edge - 0.5 <= token.box.left < end)
        if any(character.isalnum() for character in label):
            found.append((seen, label))
    return found
