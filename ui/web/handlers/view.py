"""A document opened at a place: the page's picture or its text, with what was quoted marked."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

from markupsafe import Markup

from corpus.errors import UsageError
from corpus.texts import Texts
from index.archive import Archive
from index.types import StoredDocument, StoredPart
from ingest.boxes import Box, line_boxes, unpack
from ingest.document import Span
from ui.web.html import address, joined, tag
from ui.web.links import Place, fact_line, facts, source_line
from ui.web.marks import marked, matches
from ui.web.pictures import picture_name, unchanged

_WINDOW = 12_000  # characters shown on each side of a place in a text without pages: some eight pages
_WORDS = 500  # characters of a query that are read from an address
_DIGITS = 9  # digits of a page or offset; no document is longer
_AIR = 1.5  # points that a mark reaches beyond its line, above and below


@dataclass(frozen=True, slots=True)
class Viewing:
    """What to show.

    as_text: the text even where there is a picture. words: mark what matches this query within
    the place's span, rather than the whole span. at: the offset around which a text without pages
    is shown, where that is not the place's own start.
    """

    place: Place
    as_text: bool = False
    words: str | None = None
    at: int | None = None

    @classmethod
    def of(cls, query: Mapping[str, str], say: Texts) -> Viewing:
        """What an address asks for (`Place.address`, `Viewing.address`); UsageError for one gone wrong."""
        numbers = {}
        for key in ("side", "fra", "til", "ved"):
            text = query.get(key, "")
            if text and not (text.isascii() and text.isdigit() and len(text) <= _DIGITS):
                raise UsageError(say("ui.address_wrong"))
            numbers[key] = int(text) if text else None
        if not query.get("dok"):
            raise UsageError(say("ui.address_wrong"))
        place = Place(query["dok"], numbers["side"], numbers["fra"], numbers["til"])
        words = query.get("ord", "")[:_WORDS] or None
        return cls(place, query.get("vis") == "tekst", words, numbers["ved"])

    def address(self, say: Texts) -> str:
        """The app's address of this very view."""
        found = self.place.address(say)
        more = address("", ord=self.words, vis="tekst" if self.as_text else None, ved=self.at)
        return found + more.replace("?", "&")


@dataclass(frozen=True, slots=True)
class _Paper:
    """The source line of a view: the part of the document that the place stands in."""

    document: str
    title: str
    page: int | None
    date: str | None
    body: str | None
    kind: str | None
    case: str | None
    exempt: str | None = None
    ocr: bool = False


Counter = Callable[[StoredDocument], int]
"""Tells how many pages a PDF has that could not be read."""


def view(archive: Archive, viewing: Viewing, say: Texts, count: Counter = lambda _: 0) -> Markup:
    """The document at the place, as a fragment of HTML.

    count: of the pages of a PDF that could not be read, which are shown as pictures at least.
    Raises UsageError where the document or page is not in the index (any more).
    """
    place = viewing.place
    document = archive.store.document(place.document)
    if document is None:
        raise UsageError(say("ui.viewer_gone", document=place.document))
    if document.state != "ok":
        return _unreadable(document, viewing, count, say)
    if document.pages:
        page = place.page or archive.store.page_number(document.name, place.start or 0) or 1
        return _paged(archive, document, replace(viewing, place=replace(place, page=page)), say)
    return _running(archive, document, viewing, say)


def _paged(archive: Archive, document: StoredDocument, viewing: Viewing, say: Texts) -> Markup:
    place = viewing.place
    number = place.page or 1
    stored = archive.store.page(document.name, number)
    if stored is None:
        raise UsageError(say("ui.viewer_no_page", document=document.name, page=number))
    start, text, width, height, boxes = stored
    spans = _spans(archive, viewing, start, text)
    pictured = document.media == "pdf" and unchanged(document)
    note = say("ui.viewer_no_picture") if document.media == "pdf" and not pictured else None
    if pictured and not viewing.as_text:
        words = unpack(boxes) if spans else []
        lines = [box for span in spans for box in line_boxes(words, span)]
        content = _sheet(document, number, (width, height), lines, say)
    else:
        content = _text(text, spans, say)
    paper = _paper(archive, document, place, start + (spans[0].start if spans else 0))
    bar = [
        _pages(document.pages, number, viewing, say),
        _copy(archive, paper, viewing, say),
        _modes(viewing, say) if pictured else None,
    ]
    return _frame(paper, note, bar, content, say)


def _running(archive: Archive, document: StoredDocument, viewing: Viewing, say: Texts) -> Markup:
    place = viewing.place
    at = max(0, min(viewing.at if viewing.at is not None else place.start or 0, document.characters))
    low, high = max(0, at - _WINDOW), at + _WINDOW
    text = archive.store.text(document.name, low, high)
    if low:  # begin and end with whole lines, unless the lines are endless
        skipped = text.find("\n", 0, _WINDOW // 4) + 1
        low, text = low + skipped, text[skipped:]
    if high < document.characters:
        cut = text.rfind("\n", 3 * len(text) // 4)
        text = text[: cut + 1] if cut >= 0 else text
    high = low + len(text)

    def part(key: str, shown: bool, centre: int) -> Markup | None:
        if not shown:
            return None
        link = replace(viewing, at=centre).address(say)
        return tag("a", say(key), href=link, class_="quiet-button", data_view="same")

    content = joined(
        [
            part("ui.viewer_part_before", low > 0, max(0, low - _WINDOW // 2)),
            _text(text, _spans(archive, viewing, low, text), say),
            part("ui.viewer_part_after", high < document.characters, high + _WINDOW // 2),
        ]
    )
    paper = _paper(archive, document, place, at)
    return _frame(paper, None, [_copy(archive, paper, viewing, say)], content, say)


def _unreadable(document: StoredDocument, viewing: Viewing, count: Counter, say: Texts) -> Markup:
    """The reason, and the picture of a page where there at least is one."""
    pages = count(document) if document.name.lower().endswith(".pdf") and unchanged(document) else 0
    number = min(max(viewing.place.page or 1, 1), max(pages, 1))
    paper = _Paper(document.name, document.title, number if pages else None, None, None, None, None)
    note = document.reason.said(say) if document.reason else say("ui.viewer_unreadable")
    if not pages:
        return _frame(paper, note, [], None, say)
    content = _sheet(document, number, (0.0, 0.0), [], say)
    return _frame(paper, note, [_pages(pages, number, viewing, say)], content, say)


def _frame(
    paper: _Paper,
    note: str | None,
    bar: Sequence[Markup | None],
    content: Markup | None,
    say: Texts,
) -> Markup:
    """Source line and bar stay where they are; only the page itself scrolls below them."""
    shown = [item for item in bar if item]
    head = tag(
        "header",
        tag("h2", paper.title, tabindex="-1"),
        fact_line(facts(paper, say), class_="facts"),
        tag("div", *shown, class_="view-bar") if shown else None,
        class_="view-head",
    )
    told = tag("p", note, class_="note", role="status") if note else None
    return tag("article", head, tag("div", told, content, class_="view-scroll"), class_="view")


def _copy(archive: Archive, paper: _Paper, viewing: Viewing, say: Texts) -> Markup | None:
    """A button that copies the quote with the line that says where it stands."""
    place = viewing.place
    if place.start is None or place.end is None or viewing.words:
        return None
    quote = " ".join(archive.store.text(place.document, place.start, place.end).split())
    page = archive.store.page_number(place.document, place.start)
    reference = source_line(replace(paper, page=page), say)
    label = say("ui.viewer_copy")
    return tag("button", label, type="button", class_="quiet-button", data_copy=f"«{quote}» ({reference})")


def _sheet(
    document: StoredDocument, page: int, size: tuple[float, float], lines: list[Box], say: Texts
) -> Markup:
    """The page's picture under a mark for each quoted line, placed in percent so that any zoom fits."""
    width, height = size
    marks = []
    for box in lines:
        top = max(0.0, box.top - _AIR)
        style = (
            f"left:{100 * box.left / width:.2f}%;top:{100 * top / height:.2f}%;"
            f"width:{100 * (box.right - box.left) / width:.2f}%;"
            f"height:{100 * (box.bottom + _AIR - top) / height:.2f}%"
        )
        marks.append(tag("span", class_="line-mark", style=style, aria_hidden="true"))
    alt = say("ui.viewer_picture_alt", page=page, document=document.name)
    picture = tag(
        "img",
        src=f"/side/{picture_name(document, page)}.png",
        alt=alt,
        style=f"aspect-ratio:{width:.1f}/{height:.1f}" if width and height else None,
        decoding="async",
    )
    return tag(
        "div",
        tag("div", picture, *marks, class_="sheet"),
        class_="sheet-frame",
        tabindex="0",
        role="region",
        aria_label=alt,
    )


def _text(text: str, spans: list[Span], say: Texts) -> Markup:
    if not text.strip():
        return tag("p", say("ui.viewer_no_text"), class_="note")
    body = marked(text, spans, class_="quote-mark")
    return tag("div", body, class_="page-text", tabindex="0", role="region", aria_label=say("ui.viewer_text"))


def _pages(pages: int, number: int, viewing: Viewing, say: Texts) -> Markup:
    def step(key: str, sign: str, to: int) -> Markup:
        if not 1 <= to <= pages:
            return tag("span", sign, class_="step", aria_hidden="true")
        link = replace(viewing, place=replace(viewing.place, page=to)).address(say)
        return tag("a", sign, href=link, class_="step", data_view="same", aria_label=say(key), title=say(key))

    return tag(
        "nav",
        step("ui.viewer_page_before", "‹", number - 1),
        tag("span", say("ui.page_of", page=number, pages=pages)),
        step("ui.viewer_page_after", "›", number + 1),
        class_="pages",
        aria_label=say("ui.viewer_picture"),
    )


def _modes(viewing: Viewing, say: Texts) -> Markup:
    def mode(key: str, as_text: bool) -> Markup:
        link = replace(viewing, as_text=as_text).address(say)
        current = "true" if viewing.as_text == as_text else None
        return tag("a", say(key), href=link, data_view="same", aria_current=current)

    return tag(
        "nav",
        mode("ui.viewer_picture", False),
        mode("ui.viewer_text", True),
        class_="modes",
        aria_label=say("ui.viewer_mode"),
    )


def _spans(archive: Archive, viewing: Viewing, start: int, text: str) -> list[Span]:
    """What to mark in a text that begins at offset `start`, as offsets in it."""
    place = viewing.place
    if place.start is None or place.end is None:
        return []
    low, high = max(0, place.start - start), min(len(text), place.end - start)
    if low >= high:
        return []
    if viewing.words:
        terms = archive.query_terms(viewing.words)
        found = [Span(low + s.start, low + s.end) for s in matches(archive.analyser, text[low:high], terms)]
        if found:
            return found
    return [Span(low, high)]


def _paper(archive: Archive, document: StoredDocument, place: Place, offset: int) -> _Paper:
    papers = archive.store.papers(document.name)
    part: StoredPart | None = next((p for p in papers if p.start <= offset < p.end), None)
    if part is None:
        return _Paper(document.name, document.title, place.page, None, None, None, None)
    return _Paper(
        document.name, part.title or document.title, place.page, part.date, part.body, part.kind, part.case,
        archive.store.exempt_at(document.name, offset),
        archive.store.ocr_at(document.name, offset, offset + 1),
    )  # fmt: skip
