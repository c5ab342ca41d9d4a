"""What is drawn on a page of a PDF: its rules, its fills, and a picture of it.

All places are in points from the top left corner of the page as it is shown, as in
`ingest.boxes`. PDFium is asked object by object through its raw interface, since a page of
a table holds thousands of objects and a helper for each costs ten times as much.
"""

from __future__ import annotations

import ctypes
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any, NamedTuple

from ingest.boxes import Box, unpack
from ingest.document import Document, Page
from ingest.tables.grid import Token, hull

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

# A filled shape thinner than this is a rule, in points; Word draws borders up to 3 points wide.
RULE_WIDTH = 3.0
# Shorter rules are dashes, ticks and parts of glyphs.
RULE_LENGTH = 5.0
# Pixels per point of the picture that colours are read from: a dot of 5 points is 10 pixels wide.
SCALE = 2.0
# A page with more objects than this is a drawing or a map; reading on would take seconds.
OBJECT_LIMIT = 40_000
# Two pieces nearer to each other than this, in heights of a line, are one word; a space is 0.2 and more.
TORN = 0.08
# Objects within objects, deeper than any known producer nests them.
DEPTH_LIMIT = 6
_SEGMENT_LIMIT = 4_000
_CURVE = 1  # FPDF_SEGMENT_BEZIERTO

Matrix = tuple[float, float, float, float, float, float]


class Rule(NamedTuple):
    """A straight line along an axis: at `at` across, from `low` to `high` along."""

    vertical: bool
    at: float
    low: float
    high: float


class Fill(NamedTuple):
    """A filled rectangle."""

    box: Box
    rgb: tuple[int, int, int]


@dataclass(slots=True)
class Drawing:
    """The rules and fills of a page; `picture` renders it when it is first asked for."""

    rules: list[Rule] = field(default_factory=list)
    fills: list[Fill] = field(default_factory=list)
    render: Callable[[], NDArray[np.uint8]] | None = None
    _picture: NDArray[np.uint8] | None = None

    def picture(self) -> NDArray[np.uint8] | None:
        """The page as (height, width, 3) bytes of red, green and blue at `SCALE`; None without a file."""
        if self._picture is None and self.render is not None:
            self._picture = self.render()
        return self._picture


class Pdf:
    """The open file of a document, for what its text does not hold. A context manager."""

    def __init__(self, source: Path) -> None:
        import pypdfium2

        self._pdf: Any = pypdfium2.PdfDocument(source)

    def __enter__(self) -> Pdf:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._pdf.close()

    def drawing(self, number: int) -> Drawing:
        """What is drawn on page `number` (from 1)."""
        page = self._pdf[number - 1]
        place = _placing(page)
        drawing = Drawing(render=lambda: _render(page))
        for shape in _paths(page):
            _sort(shape, place, drawing)
        return drawing


def tokens_of(document: Document, page: Page) -> list[Token]:
    """The words of a page with their places, running headers and footers left out; in order of the text."""
    furniture = [span for span in document.furniture if span.start < page.end and span.end > page.start]
    found: list[Token] = []
    for word in unpack(page.boxes):
        start = page.start + word.start
        token = Token(start, start + word.length, word.box, document.text[start : start + word.length])
        if found and _torn(found[-1], token):
            last = found.pop()
            token = Token(last.start, token.end, hull([last.box, token.box]), last.text + token.text)
        found.append(token)
    return [
        token
        for token in found
        if not any(span.start <= token.start and token.end <= span.end for span in furniture)
    ]


def _torn(last: Token, token: Token) -> bool:
    """True where two pieces are one word to the eye: PDFium parts the letters of some sparse pages."""
    height = max(last.box.bottom - last.box.top, token.box.bottom - token.box.top)
    gap = token.box.left - last.box.right
    return (
        abs(token.middle - last.middle) < 0.2 * height
        and -0.1 * height <= gap <= TORN * height
        and token.start - last.end <= 2
    )


class _Shape(NamedTuple):
    points: list[tuple[float, float]]
    lines: list[tuple[tuple[float, float], tuple[float, float]]]
    filled: bool
    stroked: bool
    rgb: tuple[int, int, int]
    width: float


def _placing(page: Any) -> Callable[[float, float], tuple[float, float]]:
    """From the page's own coordinates to those of the page as it is shown."""
    left, bottom, right, top = page.get_bbox()
    width, height = right - left, top - bottom
    return {
        0: lambda x, y: (x - left, top - y),
        90: lambda x, y: (y - bottom, x - left),
        180: lambda x, y: (width - (x - left), y - bottom),
        270: lambda x, y: (height - (y - bottom), width - (x - left)),
    }[page.get_rotation() % 360]


def _render(page: Any) -> NDArray[np.uint8]:
    bitmap = page.render(scale=SCALE, rev_byteorder=True, may_draw_forms=False)
    picture: NDArray[np.uint8] = bitmap.to_numpy()[:, :, :3].copy()
    bitmap.close()
    return picture


def _paths(page: Any) -> Iterator[_Shape]:
    """The paths of a page that are made of straight lines, in the page's own coordinates."""
    from pypdfium2 import raw

    def walk(
        count: Callable[..., int], get: Callable[..., Any], parent: Any, matrix: Matrix, depth: int
    ) -> Iterator[_Shape]:
        for index in range(min(count(parent), OBJECT_LIMIT)):
            thing = get(parent, index)
            kind = raw.FPDFPageObj_GetType(thing)
            if kind == raw.FPDF_PAGEOBJ_PATH:
                shape = _shape(raw, thing, matrix)
                if shape is not None:
                    yield shape
            elif kind == raw.FPDF_PAGEOBJ_FORM and depth < DEPTH_LIMIT:
                inner = _times(_matrix(raw, thing), matrix)
                yield from walk(
                    raw.FPDFFormObj_CountObjects, raw.FPDFFormObj_GetObject, thing, inner, depth + 1
                )

    yield from walk(raw.FPDFPage_CountObjects, raw.FPDFPage_GetObject, page.raw, (1, 0, 0, 1, 0, 0), 0)


def _matrix(raw: Any, thing: Any) -> Matrix:
    matrix = raw.FS_MATRIX()
    raw.FPDFPageObj_GetMatrix(thing, matrix)
    return (matrix.a, matrix.b, matrix.c, matrix.d, matrix.e, matrix.f)


def _times(first: Matrix, then: Matrix) -> Matrix:
    a, b, c, d, e, f = first
    p, q, r, s, t, u = then
    return (a * p + b * r, a * q + b * s, c * p + d * r, c * q + d * s, e * p + f * r + t, e * q + f * s + u)


def _shape(raw: Any, thing: Any, matrix: Matrix) -> _Shape | None:
    """The path in the page's coordinates; None where it has curves, or is not shown."""
    segments = raw.FPDFPath_CountSegments(thing)
    fill, stroke = ctypes.c_int(), ctypes.c_int()
    raw.FPDFPath_GetDrawMode(thing, fill, stroke)
    if not 2 <= segments <= _SEGMENT_LIMIT or not (fill.value or stroke.value):
        return None
    a, b, c, d, e, f = _times(_matrix(raw, thing), matrix)
    x, y = ctypes.c_float(), ctypes.c_float()
    points: list[tuple[float, float]] = []
    lines: list[tuple[tuple[float, float], tuple[float, float]]] = []
    first = 0
    for index in range(segments):
        segment = raw.FPDFPath_GetPathSegment(thing, index)
        kind = raw.FPDFPathSegment_GetType(segment)
        if kind == _CURVE:
            return None
        raw.FPDFPathSegment_GetPoint(segment, x, y)
        points.append((a * x.value + c * y.value + e, b * x.value + d * y.value + f))
        if kind == raw.FPDF_SEGMENT_MOVETO:
            first = len(points) - 1
        else:
            lines.append((points[-2], points[-1]))
        if raw.FPDFPathSegment_GetClose(segment):
            lines.append((points[-1], points[first]))
    rgba = [ctypes.c_uint() for _ in range(4)]
    (raw.FPDFPageObj_GetFillColor if fill.value else raw.FPDFPageObj_GetStrokeColor)(thing, *rgba)
    if rgba[3].value == 0:
        return None
    width = ctypes.c_float()
    raw.FPDFPageObj_GetStrokeWidth(thing, width)
    rgb = (rgba[0].value, rgba[1].value, rgba[2].value)
    return _Shape(points, lines, bool(fill.value), bool(stroke.value), rgb, width.value)


def _sort(shape: _Shape, place: Callable[[float, float], tuple[float, float]], drawing: Drawing) -> None:
    """Add a shape to the drawing as rules, as a fill, or not at all."""
    lines = [(place(*start), place(*end)) for start, end in shape.lines]
    if not lines:
        return
    if shape.filled:
        for box in _boxes(lines):
            width, height = box.right - box.left, box.bottom - box.top
            if width <= RULE_WIDTH < height:
                drawing.rules.append(Rule(True, (box.left + box.right) / 2, box.top, box.bottom))
            elif height <= RULE_WIDTH < width:
                drawing.rules.append(Rule(False, (box.top + box.bottom) / 2, box.left, box.right))
            elif min(width, height) > RULE_WIDTH:
                drawing.fills.append(Fill(box, shape.rgb))
    if shape.stroked and shape.width <= 2 * RULE_WIDTH:
        for (x1, y1), (x2, y2) in lines:
            if abs(x1 - x2) < 0.5 and abs(y1 - y2) >= RULE_LENGTH:
                drawing.rules.append(Rule(True, (x1 + x2) / 2, min(y1, y2), max(y1, y2)))
            elif abs(y1 - y2) < 0.5 and abs(x1 - x2) >= RULE_LENGTH:
                drawing.rules.append(Rule(False, (y1 + y2) / 2, min(x1, x2), max(x1, x2)))


def _boxes(lines: list[tuple[tuple[float, float], tuple[float, float]]]) -> list[Box]:
    """The rectangles that a filled path is made of: each closed run of lines that is one."""
    boxes: list[Box] = []
    run: list[tuple[float, float]] = []
    for start, end in lines:
        if run and abs(run[-1][0] - start[0]) + abs(run[-1][1] - start[1]) > 0.01:
            boxes += _box(run)
            run = []
        run = run or [start]
        run.append(end)
    return boxes + _box(run)


def _box(run: list[tuple[float, float]]) -> list[Box]:
    across = {round(x, 1) for x, _ in run}
    down = {round(y, 1) for _, y in run}
    straight = all(abs(x1 - x2) < 0.2 or abs(y1 - y2) < 0.2 for (x1, y1), (x2, y2) in pairwise(run))
    if not straight or len(run) > 6 or not across or not down:
        return []
    return [Box(min(across), min(down), max(across), max(down))]
