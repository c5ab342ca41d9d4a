"""Search results with the matched words marked, what is like one of them, and the choices of the filters."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from markupsafe import Markup

from corpus.texts import Texts
from index.archive import Archive
from index.language import QueryTerm
from ingest.document import Kind, Span
from ingest.numbers import parse_number
from search.cases.register import candidates
from search.filters import FilterWords, resolve
from search.find import RankOptions, SearchOptions, read_question, search
from search.similar import passage_at, similar
from search.spelling import did_you_mean
from search.types import Hit
from ui.web.access.visit import note
from ui.web.handlers.errors import error_box
from ui.web.handlers.facets import facets
from ui.web.handlers.view import Viewing
from ui.web.html import address, joined, tag
from ui.web.links import Place, fact_line, facts, home, meant_link
from ui.web.marks import marked, matches
from ui.web.source import Source

SHOWN = 20
"""Hits that are shown at first, and as many more at a time."""

_DEPTH = 100  # hits that are fetched, counted and ordered by date: more than anyone reads
_LIKE = 5  # of the best hits are shown although none of the query's words stands in them
ORDERS = ("relevance", "newest", "oldest")

_EXCERPT = 340  # characters of a hit that are shown: three to four lines
_LONGEST_CHOICE = 500  # documents and bodies that a filter lists; any other can be typed
_SHOWN_QUERY = 80

_KEYS = {
    "since": "etter",
    "until": "innen",
    "body": "utvalg",
    "kind": "type",
    "document": "i",
    "case": "saksnr",
}
"""What the filters are called in an address."""


@dataclass(frozen=True, slots=True)
class Query:
    """What is searched for. order: one of `ORDERS`. shown: how many hits.

    like: the passage (``START:DOCUMENT``) that hits shall be like; empty for hits of the words.
    """

    text: str
    words: FilterWords = field(default_factory=FilterWords)
    order: str = ORDERS[0]
    shown: int = SHOWN
    like: str = ""

    @classmethod
    def of(cls, query: Mapping[str, str]) -> Query:
        """The search that an address asks for."""
        words = FilterWords(**{name: query.get(key) or None for name, key in _KEYS.items()})
        order = query.get("orden", "")
        order = order if order in ORDERS else ORDERS[0]
        return cls(query.get("sok", ""), words, order, like=query.get("lik", ""))

    def address(self, say: Texts) -> str:
        """The search as an address of the app."""
        filters = {key: getattr(self.words, name) or None for name, key in _KEYS.items()}
        order = self.order if self.order != ORDERS[0] else None
        text = self.text.strip()[:_SHOWN_QUERY]
        return address(home(say), sok=text, **filters, orden=order, lik=self.like or None)


def results(source: Source, query: Query, say: Texts) -> Markup:
    """The hits as HTML; an empty query gives a hint, an error its sentence."""
    if not query.text.strip() and not query.like:
        return tag("p", say("ui.search_hint"), class_="hint")
    note("search", query.text.strip() or query.like)
    try:
        archive = source.archive()
        terms = archive.query_terms(read_question(query.text)) if query.text.strip() else []
        hits = ordered(
            _like(archive, query) if query.like else _found(archive, source, query, terms), query.order
        )
        shown = [_hit(archive, hit, terms, query, say) for hit in hits[: query.shown]]
        meant = did_you_mean(archive, read_question(query.text)) if terms and not query.like else None
        heading = _liked(archive, query, say) if query.like else None
        narrow = facets(hits, query.words, say, lambda number, body: _case_title(archive, number, body))
    except Exception as error:
        return error_box(error, say)
    if not hits and query.like:
        content: Markup = tag("p", say("ui.like_none"), class_="count", role="status")
    elif not hits:
        asked = query.text.strip()[:_SHOWN_QUERY]
        nothing = tag("p", say("ui.hits_none", query=asked), class_="count", role="status")
        content = joined([nothing, tag("p", say("ui.hits_none_hint"), class_="hint")])
    else:
        content = joined(
            [
                tag("div", _count(hits, say), None if query.like else _save(say), class_="found-head"),
                tag("ol", *shown, class_="hits"),
                _more(hits, query, say),
            ]
        )
    link = meant_link(meant, replace(query, text=meant).address(say), say) if meant else None
    documents = json.dumps(list(dict.fromkeys(hit.document for hit in hits)), ensure_ascii=False)
    return tag(
        "div", narrow, tag("div", heading, link, content, class_="found"),
        data_address=query.address(say), data_documents=documents,
    )  # fmt: skip


def _found(archive: Archive, source: Source, query: Query, terms: list[QueryTerm]) -> list[Hit]:
    options = SearchOptions(_DEPTH, resolve(query.words, archive), source.ranking or RankOptions())
    return _telling(archive, search(archive, query.text, options), terms)


def _like(archive: Archive, query: Query) -> list[Hit]:
    document, start = _place(query.like)
    return similar(archive, document, start, SHOWN, resolve(query.words, archive))


def _place(like: str) -> tuple[str, int]:
    """The document and offset that an address names; an offset that is none is the beginning."""
    start, _, document = like.partition(":")
    return document, int(start) if start.isascii() and start.isdigit() and len(start) < 12 else 0


def _liked(archive: Archive, query: Query, say: Texts) -> Markup:
    """What the hits are like, with the way back to the search."""
    seed = passage_at(archive, *_place(query.like))
    where = Place(seed.document, seed.page, seed.start, seed.end)
    link = tag("a", seed.title, href=where.address(say), data_view="same")
    page = f", {say('ui.page', page=seed.page)}" if seed.page else None
    back = tag("button", f"‹ {say('ui.like_back')}", type="button", class_="quiet-button", data_like="")
    return tag(
        "div",
        back if query.text.strip() else None,
        tag("p", say("ui.like"), " ", link, page),
        class_="like",
    )


def _case_title(archive: Archive, number: str, body: str | None) -> str | None:
    """The title of a case; None where none is known, or several would fit."""
    found = {
        one.case.title
        for one in candidates(archive, [n for n in parse_number(number) if n.text == number])
        if one.case.title and (body is None or one.case.body == body)
    }
    return found.pop() if len(found) == 1 else None


def saved(say: Texts) -> Markup:
    """The place of the searches that the browser keeps; `static/saved.js` fills it."""
    title = tag("span", say("saved.title"), class_="label")
    return tag(
        "div", title, tag("ul"), class_="saved", hidden=True,
        data_fresh=say("saved.fresh"), data_forget=say("saved.forget", name="{name}"),
    )  # fmt: skip


def _save(say: Texts) -> Markup:
    label = say("saved.save")
    return tag("button", label, type="button", class_="quiet-button save", data_save=say("saved.name"))


def _telling(archive: Archive, hits: Sequence[Hit], terms: list[QueryTerm]) -> list[Hit]:
    """The hits that hold a word of the query, and of the others those that rank highest.

    Ranking by likeness has an order for every passage of the archive; what is far down and shares
    no word with the query would only be counted.
    """

    def holds(hit: Hit) -> bool:
        return any(matches(archive.analyser, text, terms) for text in (hit.text, hit.title, *hit.heading))

    return [hit for place, hit in enumerate(hits) if place < _LIKE or holds(hit)]


def _count(hits: Sequence[Hit], say: Texts) -> Markup:
    key = "hits_one" if len(hits) == 1 else "hits_most" if len(hits) >= _DEPTH else "hits"
    return tag("p", say(f"ui.{key}", count=len(hits)), class_="count", role="status")


def _more(hits: Sequence[Hit], query: Query, say: Texts) -> Markup | None:
    if len(hits) <= query.shown:
        return None
    label = say("ui.hits_more", count=min(SHOWN, len(hits) - query.shown))
    return tag("button", label, type="button", class_="quiet-button more", data_more=query.shown + SHOWN)


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


def _hit(archive: Archive, hit: Hit, terms: list[QueryTerm], query: Query, say: Texts) -> Markup:
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
    place = Viewing(
        Place(hit.document, hit.page, hit.start, hit.end), words=query.text.strip()[:_SHOWN_QUERY]
    )
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
    return tag(
        "li",
        link,
        path,
        tag("p", text, class_="excerpt"),
        _also(hit, say),
        tag(
            "button",
            say("ui.like_this"),
            type="button",
            class_="quiet-button more-like",
            data_like=f"{hit.start}:{hit.document}",
            aria_label=say("ui.like_this_of", title=hit.title),
        ),
        class_="hit",
        data_document=hit.document,
    )


def _also(hit: Hit, say: Texts) -> Markup | None:
    if not hit.also:
        return None
    places = [
        tag("a", other.document if other.page is None else f"{other.document}, {say('ui.page', page=other.page)}",
            href=Place(other.document, other.page, other.start, other.end).address(say), data_view="same")
        for other in hit.also
    ]  # fmt: skip
    return tag("p", say("ui.also"), " ", joined(places, ", "), class_="also")
