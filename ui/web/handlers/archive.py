"""The list of documents: what each is, and why one could not be read."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from markupsafe import Markup

from corpus.errors import NoIndexError
from corpus.texts import Texts
from index.records import CASE, ROW
from index.types import StoredDocument, StoredPart
from ui.web.handlers.errors import error_box
from ui.web.html import joined, shown_counts, shown_date, shown_exempt, shown_kind, tag
from ui.web.links import Place
from ui.web.source import Source

LIMIT = 200
"""Rows that are shown at a time; the field above the list finds the others."""


ORDERS = ("name", "newest", "oldest", "unread")


@dataclass(frozen=True, slots=True)
class Held:
    """How many cases and rows each document has, and whether whoever asks may remove documents."""

    cases: Mapping[str, int]
    rows: Mapping[str, int]
    removable: bool


_Listed = tuple[StoredDocument, list[StoredPart]]


def documents(source: Source, wanted: str, say: Texts, order: str = ORDERS[0]) -> Markup:
    """The documents whose name, title, body, kind or date holds each word of `wanted`, as a table.

    order: one of `ORDERS`; ``unread`` has those that could not be read first.
    """
    try:
        archive = source.archive()
        stored = archive.store.documents()
        counts = archive.store.counts()
        held = Held(
            archive.store.records_by_document(CASE),
            archive.store.records_by_document(ROW),
            source.may_manage(),
        )
        papers = {name: list(some) for name, some in groupby(archive.store.papers(), lambda p: p.document)}
    except NoIndexError:
        return tag("p", say("ui.archive_empty"), class_="hint")
    except Exception as error:
        return error_box(error, say)
    if not stored:
        return tag("p", say("ui.archive_empty"), class_="hint")
    unread = sum(d.state != "ok" or bool(d.unread_pages) for d in stored)
    summary = [shown_counts(counts, say)]
    if unread:
        summary.append(say("ui.archive_unread", count=unread))
    words = wanted.casefold().split()
    listed = [(document, papers.get(document.name, [])) for document in stored]
    found = _ordered([(d, some) for d, some in listed if _fits(d, some, words, say)], order)
    rows = [_row(document, some, held, say) for document, some in found[:LIMIT]]
    more = say("ui.archive_more", shown=LIMIT, count=len(found)) if len(found) > LIMIT else None
    return joined(
        [
            tag("p", " · ".join(summary), class_="count", role="status"),
            _table(rows, say) if rows else tag("p", say("ui.archive_none"), class_="hint"),
            tag("p", more, class_="hint") if more else None,
        ]
    )


def main_paper(papers: Sequence[StoredPart]) -> StoredPart | None:
    """The paper that tells what a document is: the first that names its body, else the first."""
    return next((p for p in papers if p.body), papers[0] if papers else None)


def _ordered(listed: Sequence[_Listed], order: str) -> list[_Listed]:
    """In the order asked for; among equals, and where nothing is known, by name."""
    if order == "unread":
        return sorted(listed, key=lambda item: _state(item[0]) == "ok")
    if order in ("newest", "oldest"):
        dated = [item for item in listed if _date(item)]
        dated.sort(key=lambda item: _date(item) or "", reverse=order == "newest")
        return [*dated, *(item for item in listed if not _date(item))]
    return list(listed)


def _date(item: _Listed) -> str | None:
    paper = main_paper(item[1])
    return paper.date if paper else None


def _state(document: StoredDocument) -> str:
    return "unreadable" if document.state != "ok" else "partly" if document.unread_pages else "ok"


def _fits(document: StoredDocument, papers: Sequence[StoredPart], words: Sequence[str], say: Texts) -> bool:
    if not words:
        return True
    known = [document.name, document.title]
    for paper in papers:
        known += [paper.title, paper.body or "", paper.date or "", shown_kind(paper.kind, say) or ""]
    text = "\n".join(known).casefold()
    return all(word in text for word in words)


def _table(rows: Sequence[Markup], say: Texts) -> Markup:
    names = ("title", "body", "date", "kind", "pages", "cases", "rows", "state")
    heads = [tag("th", say(f"ui.column_{name}"), scope="col", class_=f"c-{name}") for name in names]
    head = tag("tr", *heads, tag("th", tag("span", say("library.remove"), class_="heard"), scope="col"))
    return tag("table", tag("thead", head), tag("tbody", *rows), class_="documents")


def _row(document: StoredDocument, papers: Sequence[StoredPart], held: Held, say: Texts) -> Markup:
    paper = main_paper(papers)
    title = paper.title if paper and paper.title else document.title
    reason = _reason(document, say)
    link = tag(
        "a",
        tag("span", title, class_="title"),
        tag("span", document.name, class_="file"),
        tag("span", reason, class_="reason") if reason else None,
        href=Place(document.name).address(say),
        data_view="arkiv",
        data_main=True,
    )
    draft = tag("span", say("ui.draft"), class_="more") if paper and paper.draft else None
    mark = shown_exempt(paper.exempt, say) if paper else None
    exempt = tag("span", mark, class_="more") if mark else None
    more = tag("span", say("ui.more_papers", count=len(papers)), class_="more") if len(papers) > 1 else None
    state = _state(document)
    cells = (
        ("body", paper.body if paper else None),
        ("date", shown_date(paper.date, say) if paper else None),
        ("kind", joined([shown_kind(paper.kind, say) if paper else None, draft, exempt, more], " ")),
        ("pages", document.pages or None),
        ("cases", held.cases.get(document.name)),
        ("rows", held.rows.get(document.name)),
        ("state", tag("span", say(f"ui.state_{state}"), class_=f"state {state}")),
    )
    shown = [
        tag("td", joined([value]), class_=f"c-{name}", data_label=say(f"ui.column_{name}"))
        for name, value in cells
    ]
    remove = tag(
        "button", say("library.remove"), type="button", class_="quiet-button", data_do="remove",
        data_value=document.name, aria_label=say("library.remove_this", name=document.name),
    )  # fmt: skip
    last = tag("td", remove, class_="c-remove") if held.removable else None
    return tag("tr", *(cell for cell in (tag("td", link, class_="c-title"), *shown, last) if cell))


def _reason(document: StoredDocument, say: Texts) -> str | None:
    """Why a document is not wholly read; without its name, which stands beside."""
    if document.state != "ok":
        told = document.reason.said(say) if document.reason else say("ui.viewer_unreadable")
        reason = re.sub(rf"^[«“]{re.escape(document.name)}[»”] ", "", told)
        return reason[:1].upper() + reason[1:]
    if document.unread_pages:
        return say("ui.unread_pages", pages=", ".join(map(str, document.unread_pages)))
    return None
