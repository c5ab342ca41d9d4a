"""Søk: hits as one types, narrowed down by filters."""

from typing import TYPE_CHECKING, Any

from corpus.errors import SaksokError
from corpus.texts import Texts
from search.filters import FilterWords
from ui.web.handlers.search import ORDERS, Query, body_choices, document_choices, kind_choices, results
from ui.web.source import Source

if TYPE_CHECKING:
    import gradio as gr

TAB = "sok"
"""The tab's name in the address: ``?fane=sok``."""


def build(page: "gr.Blocks", source: Source, say: Texts) -> None:
    """The tab and its events."""
    import gradio as gr

    def find(text: str, *chosen: str | None) -> str:
        body, kind, document, since, until, order = chosen
        words = FilterWords(since, until, body, kind, document)
        return results(source, Query(text, words, order or ORDERS[0]), say)

    def opened(request: gr.Request) -> tuple[Any, Any, Any, Any]:
        text = dict(request.query_params).get("sok", "")
        try:
            bodies, names = body_choices(source), document_choices(source)
        except SaksokError:
            bodies, names = [], []
        return (
            gr.Dropdown(choices=_any(bodies, say)),
            gr.Dropdown(choices=_any(names, say)),
            text or gr.skip(),
            results(source, Query(text), say),
        )

    with gr.Tab(say("ui.tab_search"), id=TAB, elem_id="fane-sok"):
        text = gr.Textbox(
            label=say("ui.search_label"), show_label=False, placeholder=say("ui.search_placeholder"),
            elem_id="sokefelt", max_lines=1, container=False,
        )  # fmt: skip
        with gr.Row(elem_id="filtre"):
            body = gr.Dropdown(_any([], say), value="", label=say("ui.filter_body"), filterable=True)
            kind = gr.Dropdown(_any(kind_choices(say), say), value="", label=say("ui.filter_kind"))
            document = gr.Dropdown(
                _any([], say), value="", label=say("ui.filter_document"), allow_custom_value=True
            )
            since = gr.Textbox(label=say("ui.filter_from"), placeholder=say("ui.filter_date"), max_lines=1)
            until = gr.Textbox(label=say("ui.filter_to"), placeholder=say("ui.filter_date"), max_lines=1)
            orders = [(say(f"ui.sort_{order}"), order) for order in ORDERS]
            order = gr.Dropdown(orders, value=ORDERS[0], label=say("ui.sort"))
        hits = gr.HTML("", elem_id="treff", apply_default_css=False, js_on_load=None)
    inputs: list[Any] = [text, body, kind, document, since, until, order]
    quiet: dict[str, Any] = {"show_progress": "hidden", "api_visibility": "private", "queue": False}
    typed = [text.input, since.submit, until.submit, since.blur, until.blur, text.submit]
    chosen = [body.change, kind.change, document.change, order.change]
    # Of what is typed while a search runs, only the last is searched for.
    gr.on([*typed, *chosen], find, inputs, hits, trigger_mode="always_last", **quiet)
    page.load(opened, None, [body, document, text, hits], **quiet)


def _any(choices: list[Any], say: Texts) -> list[Any]:
    return [(say("ui.filter_any"), ""), *choices]
