"""Pages without usable text are read from their pictures, and so are pictures of tables on other pages."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any, NamedTuple

from ingest.boxes import Box, Word, pack, unpack
from ingest.document import Page
from ingest.read.pdfium import DamagedError, opened
from ingest.read.tesseract import DPI, Engine, Recognised, recognise
from ingest.read.types import Reading
from ingest.read.watch import Watch

_MOST_PIXELS = 40_000_000  # an A3 page at 300 dots an inch has 17 million
# What is recognised with less confidence than this on average (0 to 100) is handwriting or no text at all.
_CLEAR = 45.0
_WORDS = 5  # a figure with fewer words is a logo or a photograph
_SHADES = 32
# A drawing (a table, a diagram, text) has few shades, with much ground and some ink; a photograph has many.
_DRAWN_SHARE = 0.8
_DRAWN_SHADES = 6
_BLANK_SHARE = 0.995  # a page of which so much is one shade, and its neighbours, shows nothing
_LOOK = 72 / DPI  # to judge a figure it is drawn at one pixel a point


class _Read(NamedTuple):
    """What a page becomes. text: of the whole page; ocr: where in it the recognised text begins."""

    text: str
    boxes: bytes
    ocr: int | None
    readable: bool


def unread(reading: Reading) -> list[int]:
    """The numbers of the pages that a picture may tell more of."""
    figures = {page for page, _ in reading.figures}
    return [
        page.number
        for page in reading.pages
        if (not page.readable and page.width)
        or page.number in figures  # a page that cannot be opened has no size
    ]


def read_scans(data: bytes, name: str, reading: Reading, engine: Engine | None, watch: Watch) -> Reading:
    """The reading with what `engine` recognises; without one, pages with text in a figure are unreadable."""
    changed: dict[int, _Read] = {}
    try:
        with opened(data, name) as pdf:
            for number in unread(reading):
                if number in watch.skip:
                    continue
                page = reading.pages[number - 1]
                watch.tell("picture", number)
                read = _read_page(pdf, reading, page, engine, watch)
                if read is not None:
                    changed[number] = read
    except DamagedError:  # pypdf read it; there are no pictures of its pages
        return reading
    return _merged(reading, changed) if changed else reading


def _read_page(pdf: Any, reading: Reading, page: Page, engine: Engine | None, watch: Watch) -> _Read | None:
    import pypdfium2

    text = reading.text[page.start : page.end]
    try:
        sheet = pdf[page.number - 1]
        if page.readable:
            figures = [box for number, box in reading.figures if number == page.number]
            return _with_figures(sheet, page, text, figures, engine, watch)
        return _whole(sheet, engine, watch) if engine else None
    except (pypdfium2.PdfiumError, MemoryError):
        return None


def _whole(sheet: Any, engine: Engine, watch: Watch) -> _Read | None:
    """A page that is one picture."""
    image, scale = _drawn(sheet, None)
    words = recognise(image, engine, watch.limits.picture_seconds / 2)
    if words is None:
        return None
    if not words or _confidence(words) < _CLEAR:
        return _Read("", b"", None, True) if _is_blank(image) else None
    text, placed = _set(words, scale, Box(0, 0, 0, 0))
    return _Read(text, pack(placed), 0, True)


def _with_figures(
    sheet: Any, page: Page, text: str, figures: Sequence[Box], engine: Engine | None, watch: Watch
) -> _Read | None:
    """A page with text of its own and figures, what they say set below the text."""
    placed, ocr, readable = unpack(page.boxes), None, True
    for box in figures:
        if not _is_drawing(_drawn(sheet, box, _LOOK)[0]):
            continue
        if engine is None:
            return _Read(text, page.boxes, None, False)
        image, scale = _drawn(sheet, box)
        words = recognise(image, engine, watch.limits.picture_seconds / (2 * len(figures)))
        if words is None:
            readable = False
        elif len(words) >= _WORDS and _confidence(words) >= _CLEAR:
            text += "" if not text or text.endswith("\n") else "\n"
            ocr = len(text) if ocr is None else ocr
            more, where = _set(words, scale, box)
            placed += [replaced._replace(start=replaced.start + len(text)) for replaced in where]
            text += more
    return None if ocr is None and readable else _Read(text, pack(placed), ocr, readable)


def _drawn(sheet: Any, part: Box | None, factor: float = 1.0) -> tuple[Any, float]:
    """The page or a part of it as a grey picture, and how many pixels a point has in it."""
    width, height = sheet.get_size()
    box = part or Box(0, 0, width, height)
    area = max((box.right - box.left) * (box.bottom - box.top), 1.0)
    scale = min(factor * DPI / 72, (_MOST_PIXELS / area) ** 0.5)
    crop = (box.left, height - box.bottom, width - box.right, box.top) if part else (0, 0, 0, 0)
    bitmap = sheet.render(scale=scale, grayscale=True, crop=crop)
    try:
        return bitmap.to_pil().convert("L"), scale
    finally:
        bitmap.close()


def _set(words: Sequence[Recognised], scale: float, at: Box) -> tuple[str, list[Word]]:
    """Words as lines of text, and their places on the page in points."""
    pieces: list[str] = []
    placed: list[Word] = []
    length = 0
    for before, word in zip([None, *words[:-1]], words, strict=True):
        gap = "" if before is None else " " if before.line == word.line else "\n"
        length += len(gap)
        left, top, right, bottom = (side / scale for side in word.box)
        place = Box(at.left + left, at.top + top, at.left + right, at.top + bottom)
        # A cell's "word" may hold blanks; every piece of it has the place of the whole.
        placed.append(Word(length, len(word.text), place))
        pieces += [gap, word.text]
        length += len(word.text)
    return "".join(pieces) + "\n", placed


def _merged(reading: Reading, changed: dict[int, _Read]) -> Reading:
    """The reading with pages replaced; every offset is counted anew."""
    pages: list[Page] = []
    texts: list[str] = []
    start = 0
    for page in reading.pages:
        new = changed.get(page.number)
        text = new.text if new else reading.text[page.start : page.end]
        end = start + len(text)
        if new:
            ocr = start + new.ocr if new.ocr is not None else None
            pages.append(replace(page, start=start, end=end, boxes=new.boxes, readable=new.readable, ocr=ocr))
        else:
            pages.append(replace(page, start=start, end=end))
        texts.append(f"{text}\f")
        start = end + 1
    return replace(reading, text="".join(texts), pages=tuple(pages))


def _confidence(words: Sequence[Recognised]) -> float:
    letters = sum(len(word.text) for word in words)
    return sum(word.confidence * len(word.text) for word in words) / letters


def _shares(image: Any) -> list[float]:
    counts = image.histogram()
    step = len(counts) // _SHADES
    total = max(sum(counts), 1)
    return [sum(counts[at : at + step]) / total for at in range(0, len(counts), step)]


def _is_drawing(image: Any) -> bool:
    shares = _shares(image)
    return sum(sorted(shares)[-_DRAWN_SHADES:]) >= _DRAWN_SHARE and max(shares) < _BLANK_SHARE


def _is_blank(image: Any) -> bool:
    shares = _shares(image)
    most = shares.index(max(shares))
    return sum(shares[max(0, most - 2) : most + 3]) >= _BLANK_SHARE
