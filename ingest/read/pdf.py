"""PDF files: text, pages and boxes by PDFium, by pypdf where PDFium gives up.

PDFium also tells the metadata, the outline and the page labels: the document is already open
there, and pypdf, which takes 0.1 s to import and milliseconds a page, agrees with it (a test
holds that). 270 dense pages (2,900 characters) a second on one core, boxes and furniture included.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from itertools import islice
from pathlib import PurePosixPath
from typing import Any

from corpus.errors import UnreadableError
from ingest.boxes import Box, pack, unpack
from ingest.document import Media, Outline, Page
from ingest.read.pdfium import DamagedError, damaged, opened
from ingest.read.types import Reading
from ingest.read.watch import Watch
from ingest.read.words import page_text, page_words, placement

# A page whose characters are to this share controls, private-use or replacement characters has a font that
# does not tell its letters: what can be read of it is noise.
_NOISE_SHARE = 0.3
_NOISE = re.compile(r"[\x00-\x08\x0e-\x1f\x7f-\x9f\ue000-\uf8ff\ufffd]")
# A page is a picture when images cover this much of it.
_PICTURE_SHARE = 0.5
# A picture that covers this much of a page may be a table or a text; a smaller one is a logo.
_FIGURE_SHARE = 0.06
_STRAY_WORDS = 2  # words of the page's own (a caption's end, a page number) that may touch a figure
_MOST_IMAGES = 500  # a page with more is a map or a drawing in pieces
_OUTLINE_ENTRIES = 5000  # a table of contents is never longer; a damaged one may be endless
_END_MARK = b"%%EOF"
_END_TAIL = 2048
_WORKING_TITLE = re.compile(
    r"(?i)\A(untitled|uten (navn|tittel)|(document|dokument|presentasjon|presentation|slide) ?\d*"
    r"|powerpoint[ -]presenta(sjon|tion)|title|tittel)\Z|\.(docx?|pdf|xlsx?|pptx?|odt|rtf|indd|qxd)\Z"
)
_DATE = re.compile(r"\A(?:D:)?(\d{4})(?:-?(\d{2}))?(?:-?(\d{2}))?")


def read_pdf(data: bytes, name: str, watch: Watch | None = None) -> Reading:
    """The pages' texts in order, each ended by a form feed.

    Raises `UnreadableError` for a file that wants a password, that neither PDFium nor pypdf can
    open, or that shows nothing at all.
    """
    watch = watch or Watch()
    try:
        with opened(data, name) as pdf:
            if len(pdf) > watch.limits.pages:
                raise UnreadableError("errors.too_many_pages", name=name, pages=watch.limits.pages)
            reading = _from_pdfium(pdf, name, watch)
    except DamagedError:
        from ingest.read.rescue import rescue_pdf

        reading = rescue_pdf(data, name, watch)
    if not reading.pages:
        raise UnreadableError("errors.no_pages", name=name)
    if not reading.text.strip() and all(page.readable for page in reading.pages):
        if _END_MARK not in data[-_END_TAIL:]:
            raise damaged(name)
        raise UnreadableError("errors.blank_pages", name=name)
    return reading


def useful_title(title: str | None, name: str) -> str | None:
    """A metadata title, unless it is a program's working title or only the file's name."""
    title = " ".join((title or "").split()).removeprefix("Microsoft Word - ").removeprefix("PowerPoint - ")
    if not title or _WORKING_TITLE.search(title):
        return None
    same = (PurePosixPath(name).stem.casefold(), PurePosixPath(name).name.casefold())
    return None if title.casefold() in same else title


def iso_date(value: str | None) -> str | None:
    """A PDF date (``D:20200513...``) as ISO 8601, cut to what is known and possible."""
    match = _DATE.match((value or "").strip())
    if match is None or not 1900 <= int(match[1]) <= 2200:
        return None
    year, month, day = match.groups()
    if month is None or not 1 <= int(month) <= 12:
        return str(year)
    return f"{year}-{month}-{day}" if day and 1 <= int(day) <= 31 else f"{year}-{month}"


def is_noise(text: str) -> bool:
    """Whether most of a page's characters are none that people read."""
    noise = len(_NOISE.findall(text))
    return noise > 0 and noise > _NOISE_SHARE * len("".join(text.split()))


def _from_pdfium(pdf: Any, name: str, watch: Watch) -> Reading:
    pages: list[Page] = []
    texts: list[str] = []
    pictures: set[int] = set()
    figures: list[tuple[int, Box]] = []
    start = 0
    for number in range(1, len(pdf) + 1):
        watch.tell("page", number)
        page, text, images = _read_page(pdf, number, start, watch)
        pages.append(page)
        texts.append(text)
        if sum(map(_area, images)) > _PICTURE_SHARE * page.width * page.height:
            pictures.add(number)
        figures += [(number, box) for box in _figures(page, images)]
        start = page.end + 1
        if start > watch.limits.characters:
            raise UnreadableError("errors.too_much_text", name=name)
    return Reading(
        media=Media.PDF,
        text="".join(f"{text}\f" for text in texts),
        pages=tuple(pages),
        title=useful_title(pdf.get_metadata_value("Title"), name),
        author=" ".join(pdf.get_metadata_value("Author").split()) or None,
        created=iso_date(pdf.get_metadata_value("CreationDate")),
        outline=tuple(_outline(pdf)),
        pictures=frozenset(pictures),
        figures=tuple(figures),
    )


def _read_page(pdf: Any, number: int, start: int, watch: Watch) -> tuple[Page, str, list[Box]]:
    """One page, its text, and where its pictures lie."""
    import pypdfium2

    label = pdf.get_page_label(number - 1) or None
    if number in watch.skip:
        return Page(number, start, start, label=label, readable=False), "", []
    try:
        page = pdf[number - 1]
    except pypdfium2.PdfiumError:  # a page that is damaged inside an otherwise sound file
        return Page(number, start, start, label=label, readable=False), "", []
    textpage = None
    try:
        width, height = page.get_size()
        textpage = page.get_textpage()
        if textpage.count_chars() > watch.limits.page_characters:
            return Page(number, start, start, width, height, label, readable=False), "", []
        raw = textpage.get_text_range()
        text = page_text(raw)
        boxes = pack(page_words(page, textpage, raw))
        images = _images(page)
        readable = not is_noise(text) if text.strip() else _is_blank(page)
    except pypdfium2.PdfiumError:
        return Page(number, start, start, label=label, readable=False), "", []
    finally:
        if textpage is not None:
            textpage.close()
        page.close()
    return Page(number, start, start + len(text), width, height, label, readable, boxes), text, images


def _is_blank(page: Any) -> bool:
    """Whether a page without text shows nothing either."""
    import pypdfium2.raw as pdfium

    return bool(pdfium.FPDFPage_CountObjects(page) <= 0)


def _images(page: Any) -> list[Box]:
    """Where pictures lie on a page as it is shown; those outside it are left out."""
    import pypdfium2.raw as pdfium

    place = placement(page)
    found = page.get_objects(filter=[pdfium.FPDF_PAGEOBJ_IMAGE], max_depth=3)
    boxes = (place(*image.get_bounds()) for image in islice(found, _MOST_IMAGES))
    return [box for box in boxes if box is not None]


def _area(box: Box) -> float:
    return (box.right - box.left) * (box.bottom - box.top)


def _figures(page: Page, images: Sequence[Box]) -> list[Box]:
    """The larger pictures of a page on which none of its text lies, so that any text in them is their own."""
    large = [box for box in images if _area(box) > _FIGURE_SHARE * page.width * page.height]
    if not large or not page.readable:
        return []
    words = [word.box for word in unpack(page.boxes)]
    return [box for box in large if sum(_lies_in(word, box) for word in words) <= _STRAY_WORDS]


def _lies_in(word: Box, box: Box) -> bool:
    across, down = (word.left + word.right) / 2, (word.top + word.bottom) / 2
    return box.left <= across <= box.right and box.top <= down <= box.bottom


def _outline(pdf: Any) -> Iterable[Outline]:
    for count, bookmark in enumerate(pdf.get_toc()):
        if count >= _OUTLINE_ENTRIES:
            return
        target = bookmark.get_dest()
        index = target.get_index() if target is not None else None
        title = " ".join(bookmark.get_title().split())
        if title:
            yield Outline(title, bookmark.level, index + 1 if index is not None else None)
