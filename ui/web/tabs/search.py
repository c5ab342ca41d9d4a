"""Søk: hits as one types, narrowed down by filters."""

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

if TYPE_CHECKING:
    import gradio as gr

_ON_CLICK = """element.addEventListener('click', event => {
    const facet = event.target.closest('[data-facet]'), more = event.target.closest('[data-more]');
    if (facet) trigger('narrow', {name: facet.dataset.facet, value: facet.dataset.value});
    if (more) trigger('more', {shown: more.dataset.more});
})"""

TAB = "sok"
"""The tab's name in the address: ``?fane=sok``."""


def build(page: "gr.Blocks", source: Source, say: Texts) -> None:
    """The tab and its events."""
    import gradio as gr

    def asked(text: str, *filters: str | None) -> Query:
        body, kind, document, since, until, order = filters
        words = FilterWords(since, until, body, kind, document)
        return Query(text, words, order if order in ORDERS else ORDERS[0])

    def find(text: str, *filters: str | None) -> str:
        return results(source, asked(text, *filters), say)

    def more(event: gr.EventData, text: str, *filters: str | None) -> str:
        return results(source, replace(asked(text, *filters), shown=int(event._data["shown"])), say)

    def narrow(event: gr.EventData, text: str, *filters: str | None) -> tuple[Any, ...]:
        query = asked(text, *filters)
        words = toggled(query.words, str(event._data["name"]), str(event._data["value"]))
        shown = results(source, replace(query, words=words), say)
        return words.body or "", words.kind or "", words.since or "", words.until or "", shown

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
            words.since or "",
            words.until or "",
            query.order,
            results(source, query, say),
        )

    with gr.Tab(say("ui.tab_search"), id=TAB, elem_id="fane-sok"):
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
            since = gr.Textbox(label=say("ui.filter_from"), placeholder=say("ui.filter_date"), max_lines=1)
            until = gr.Textbox(label=say("ui.filter_to"), placeholder=say("ui.filter_date"), max_lines=1)
            orders = [(say(f"ui.sort_{order}"), order) for order in ORDERS]
            order = gr.Dropdown(orders, value=ORDERS[0], label=say("ui.sort"))
        gr.HTML(saved(say), elem_id="lagrede", apply_default_css=False, js_on_load=None)
        hits = gr.HTML("", elem_id="treff", apply_default_css=False, js_on_load=_ON_CLICK)
    inputs: list[Any] = [text, body, kind, document, since, until, order]
    quiet: dict[str, Any] = {"show_progress": "hidden", "api_visibility": "private", "queue": False}
    # Changes, not key presses: what is pasted, dictated or deleted is searched for too. Dates wait
    # until they are written. Of what is typed while a search runs, only the last is searched for.
    typed = [text.change, text.submit, since.submit, until.submit, since.blur, until.blur]
    picked = [body.change, kind.change, document.change, order.change]
    gr.on([*typed, *picked], find, inputs, hits, trigger_mode="always_last", **quiet)
    hits.more(more, inputs, hits, **quiet)
    hits.narrow(narrow, inputs, [body, kind, since, until, hits], **quiet)
    page.load(opened, None, [*inputs, hits], **quiet)


def _any(choices: list[Any], say: Texts) -> list[Any]:
    return [(say("ui.filter_any"), ""), *choices]
