"""Søk: hits as one types, narrowed down by filters."""

import json
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from corpus.errors import SaksokError
from corpus.texts import Texts
from ingest.document import Kind
from search.filters import FilterWords
from ui.web.handlers.facets import toggled
from ui.web.handlers.search import ORDERS, Query, body_choices, document_choices, kind_choices, results, saved
from ui.web.html import tag
from ui.web.source import Source
from ui.web.tabs.heading import heading

if TYPE_CHECKING:
    import gradio as gr

_ON_CLICK = """element.addEventListener('click', event => {
    const facet = event.target.closest('[data-facet]'), more = event.target.closest('[data-more]');
    const like = event.target.closest('[data-like]');
    if (facet) trigger('narrow', {name: facet.dataset.facet, value: facet.dataset.value});
    if (like) trigger('alike', {at: like.dataset.like});
    if (more) trigger('more', {shown: more.dataset.more});
})"""

TAB = "sok"
"""The tab's name in the address: ``?fane=sok``."""


def build(page: "gr.Blocks", source: Source, say: Texts) -> None:
    """The tab and its events."""
    import gradio as gr

    def asked(text: str, *filters: str | None) -> Query:
        body, kind, document, case, since, until, order, held = filters
        words = FilterWords(since, until, body, kind, document, case)
        return Query(text, words, order if order in ORDERS else ORDERS[0], like=_liked(held, text))

    def find(text: str, *filters: str | None) -> str:
        return results(source, asked(text, *filters), say)

    def more(event: gr.EventData, text: str, *filters: str | None) -> str:
        return results(source, replace(asked(text, *filters), shown=int(event._data["shown"])), say)

    def narrow(event: gr.EventData, text: str, *filters: str | None) -> tuple[Any, ...]:
        query = asked(text, *filters)
        words = toggled(query.words, str(event._data["name"]), str(event._data["value"]))
        shown = results(source, replace(query, words=words), say)
        return (
            words.body or "",
            words.kind or "",
            words.case or "",
            words.since or "",
            words.until or "",
            shown,
        )

    def alike(event: gr.EventData, text: str, *filters: str | None) -> tuple[str, str]:
        like = str(event._data["at"])
        return _held(like, text), results(source, replace(asked(text, *filters), like=like), say)

    def opened(request: gr.Request) -> tuple[Any, ...]:
        query = Query.of(dict(request.query_params))
        words = query.words
        try:
            bodies, names = body_choices(source), document_choices(source)
        except SaksokError:
            bodies, names = [], []
        return (
            query.text,
            gr.Dropdown(choices=_any(bodies, say), value=words.body or ""),
            words.kind if words.kind in set(Kind) else "",
            gr.Dropdown(choices=_any(names, say), value=words.document or ""),
            words.case or "",
            words.since or "",
            words.until or "",
            query.order,
            _held(query.like, query.text),
            results(source, query, say),
        )

    with gr.Tab(say("ui.tab_search"), id=TAB, elem_id="fane-sok"):
        heading(say("ui.tab_search"))
        text = gr.Textbox(
            label=say("ui.search_label"), show_label=False, placeholder=say("ui.search_placeholder"),
            elem_id="sokefelt", max_lines=1, container=False,
        )  # fmt: skip
        switch = tag(
            "button",
            say("ui.filters"),
            type="button",
            class_="quiet-button filter-switch",
            data_switch=True,
            aria_expanded="false",
        )
        gr.HTML(switch, elem_id="filterbryter", apply_default_css=False, js_on_load=None)
        with gr.Row(elem_id="filtre"):
            body = gr.Dropdown(_any([], say), value="", label=say("ui.filter_body"), allow_custom_value=True)
            kind = gr.Dropdown(_any(kind_choices(say), say), value="", label=say("ui.filter_kind"))
            document = gr.Dropdown(
                _any([], say), value="", label=say("ui.filter_document"), allow_custom_value=True
            )
            case = gr.Textbox(label=say("ui.filter_case"), placeholder=say("ui.filter_number"), max_lines=1)
            since = gr.Textbox(label=say("ui.filter_from"), placeholder=say("ui.filter_date"), max_lines=1)
            until = gr.Textbox(label=say("ui.filter_to"), placeholder=say("ui.filter_date"), max_lines=1)
            orders = [(say(f"ui.sort_{order}"), order) for order in ORDERS]
            order = gr.Dropdown(orders, value=ORDERS[0], label=say("ui.sort"))
        held = gr.Textbox(visible=False)
        gr.HTML(saved(say), elem_id="lagrede", apply_default_css=False, js_on_load=None)
        hits = gr.HTML("", elem_id="treff", apply_default_css=False, js_on_load=_ON_CLICK)
    inputs: list[Any] = [text, body, kind, document, case, since, until, order, held]
    quiet: dict[str, Any] = {"show_progress": "hidden", "api_visibility": "private", "queue": False}
    # Changes, not key presses: what is pasted, dictated or deleted is searched for too. Dates wait
    # until they are written. Of what is typed while a search runs, only the last is searched for.
    typed = [text.change, text.submit, *(e for box in (case, since, until) for e in (box.submit, box.blur))]
    picked = [body.change, kind.change, document.change, order.change]
    gr.on([*typed, *picked], find, inputs, hits, trigger_mode="always_last", **quiet)
    hits.more(more, inputs, hits, **quiet)
    hits.narrow(narrow, inputs, [body, kind, case, since, until, hits], **quiet)
    hits.alike(alike, inputs, [held, hits], **quiet)
    page.load(opened, None, [*inputs, hits], **quiet)


def _held(like: str, text: str) -> str:
    """What hits shall be like, with the words that were searched for then."""
    return json.dumps([like, text]) if like else ""


def _liked(held: str | None, text: str) -> str:
    """What hits shall be like; nothing once other words are searched for."""
    try:
        like, words = json.loads(held or "")
    except (ValueError, TypeError):  # it comes from the browser
        return ""
    return str(like) if words == text else ""


def _any(choices: list[Any], say: Texts) -> list[Any]:
    return [(say("ui.filter_any"), ""), *choices]
