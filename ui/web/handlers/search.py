"""Search results with the matched words marked, and the choices of the filters."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from markupsafe import Markup

from corpus.texts import Texts
from index.archive import Archive
from index.language import QueryTerm
from ingest.document import Kind, Span
from search.filters import FilterWords, resolve
from search.find import SearchOptions, read_question, search
from search.types import Hit
from ui.web.handlers.errors import error_box
from ui.web.handlers.view import Viewing
from ui.web.html import joined, tag
from ui.web.links import Place, fact_line, facts
from ui.web.marks import marked, matches
from ui.web.source import Source

LIMIT = 30
"""Hits that are shown; who needs more narrows the search down."""

ORDERS = ("relevance", "newest", "oldest")

_EXCERPT = 340  # characters of a hit that are shown: three to four lines
_LONGEST_CHOICE = 500  # documents and bodies that a filter lists; any other can be typed
_SHOWN_QUERY = 80


@dataclass(frozen=True, slots=True)
class Query:
    """What is searched for. order: one of `ORDERS`."""

    text: str
    words: FilterWords = field(default_factory=FilterWords)
    order: str = ORDERS[0]


def results(source: Source, query: Query, say: Texts) -> Markup:
    """The hits as HTML; an empty query gives a hint, an error its sentence."""
    if not query.text.strip():
        return tag("p", say("ui.search_hint"), class_="hint")
    try:
        archive = source.archive()
        options = SearchOptions(LIMIT, resolve(query.words, archive))
        hits = ordered(search(archive, query.text, options), query.order)
        terms = archive.analyser.query_terms(read_question(query.text))
        shown = [_hit(archive, hit, terms, query.text, say) for hit in hits]
    except Exception as error:
        return error_box(error, say, source.folder)
    if not hits:
        asked = query.text.strip()[:_SHOWN_QUERY]
        return tag(
            "div",
            tag("p", say("ui.hits_none", query=asked), class_="count", role="status"),
            tag("p", say("ui.hits_none_hint"), class_="hint"),
        )
    key = "hits_one" if len(hits) == 1 else "hits_most" if len(hits) == LIMIT else "hits"
    count = tag("p", say(f"ui.{key}", count=len(hits)), class_="count", role="status")
    return joined([count, tag("ol", *shown, class_="hits")])


def ordered(hits: Sequence[Hit], order: str) -> list[Hit]:
    """The hits by date, those without one last, or as they were ranked."""
    if order == ORDERS[0]:
        return list(hits)
    dated = sorted((h for h in hits if h.date), key=lambda h: h.date or "", reverse=order == "newest")
    return [*dated, *(h for h in hits if not h.date)]


def body_choices(source: Source) -> list[str]:
    """The bodies that papers of the archive come from."""
    return source.archive().store.bodies()[:_LONGEST_CHOICE]


def document_choices(source: Source) -> list[str]:
    """The names of the archive's documents."""
    return source.archive().store.names()[:_LONGEST_CHOICE]


def kind_choices(say: Texts) -> list[tuple[str, str]]:
    """The kinds of papers: what is shown, and what the filter is given."""
    return [(say(f"ui.kind_{kind.replace(' ', '_')}"), str(kind)) for kind in Kind]


def excerpt(text: str, found: Sequence[Span], length: int = _EXCERPT) -> Span:
    """The stretch of whole words of `text`, at most `length` long, that holds most of what was found."""
    if len(text) <= length:
        return Span(0, len(text))
    starts = [0, *(span.start for span in found)]
    best, most = 0, -1
    for start in starts:
        low = max(0, min(start - length // 4, len(text) - length))
        held = sum(low <= span.start and span.end <= low + length for span in found)
        if held > most:
            best, most = low, held
    end = min(len(text), best + length)
    if best and (space := text.find(" ", best, best + length // 4)) >= 0:
        best = space + 1
    if end < len(text) and (space := text.rfind(" ", best, end)) > best:
        end = space
    return Span(best, end)


def _hit(archive: Archive, hit: Hit, terms: list[QueryTerm], query: str, say: Texts) -> Markup:
    found = matches(archive.analyser, hit.text, terms)
    part = excerpt(hit.text, found)
    inside = [
        Span(s.start - part.start, s.end - part.start) for s in found if part.start <= s.start < part.end
    ]
    text = joined(
        [
            "… " if part.start else None,
            marked(part.of(hit.text), inside, class_="word-mark"),
            " …" if part.end < len(hit.text) else None,
        ]
    )
    place = Viewing(Place(hit.document, hit.page, hit.start, hit.end), words=query[:_SHOWN_QUERY])
    link = tag(
        "a",
        tag("span", marked(hit.title, matches(archive.analyser, hit.title, terms)), class_="title"),
        fact_line(facts(hit, say), class_="facts"),
        href=place.address(say),
        data_view="treff",
        data_main=True,
    )
    headings = [heading for heading in hit.heading if heading != hit.title]
    path = tag("p", " › ".join(headings), class_="path") if headings else None
    return tag("li", link, path, tag("p", text, class_="excerpt"), _also(hit, say), class_="hit")


def _also(hit: Hit, say: Texts) -> Markup | None:
    if not hit.also:
        return None
    places = [
        tag("a", document if page is None else f"{document}, {say('ui.page', page=page)}",
            href=Place(document, page).address(say), data_view="same")
        for document, page in hit.also
    ]  # fmt: skip
    return tag("p", say("ui.also"), " ", joined(places, ", "), class_="also")
