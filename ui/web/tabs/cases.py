"""Saker: the register of cases, and a case's page in its place (`static/cases.js` opens it)."""

from typing import TYPE_CHECKING, Any

from corpus.texts import Texts
from ui.web.handlers.cases import SHOWN, CaseFilter, choices, register
from ui.web.html import tag
from ui.web.source import Source
from ui.web.tabs.filters import ON_MORE, QUIET, any_of, refreshed
from ui.web.tabs.heading import heading

if TYPE_CHECKING:
    import gradio as gr

TAB = "saker"
"""The tab's name in the address: ``?fane=saker``; ``?sak=BODY/YEAR/SEQUENCE`` opens a case in it."""


def build(_: "gr.Blocks", source: Source, say: Texts) -> None:
    """The tab and its events."""
    import gradio as gr

    def listed(text: str | None, *filters: str | None, shown: int = SHOWN) -> str:
        body, year, status = (value or "" for value in filters)
        return register(source, CaseFilter(text or "", body, year, status, shown), say)

    def more(event: gr.EventData, text: str | None, *filters: str | None) -> str:
        return listed(text, *filters, shown=int(event._data["shown"]))

    def opened(text: str | None, *filters: str | None) -> tuple[Any, ...]:
        dropdowns, kept = refreshed(lambda: choices(source, say), filters, say)
        return *dropdowns, listed(text, *kept)

    with gr.Tab(say("cases_tab.tab"), id=TAB, elem_id="fane-saker") as tab:
        heading(say("cases_tab.tab"))
        text = gr.Textbox(
            label=say("cases_tab.find"), show_label=False, placeholder=say("cases_tab.find_placeholder"),
            elem_id="saksfelt", elem_classes="find-field", max_lines=1, container=False,
        )  # fmt: skip
        with gr.Row(elem_id="saksfiltre", elem_classes="filter-row"):
            body = gr.Dropdown(any_of([], say), value="", label=say("cases_tab.body"))
            year = gr.Dropdown(any_of([], say), value="", label=say("cases_tab.year"))
            status = gr.Dropdown(any_of([], say), value="", label=say("cases_tab.status"))
        table = gr.HTML("", elem_id="saker", apply_default_css=False, js_on_load=ON_MORE)
        gr.HTML(tag("div", id="sak"), elem_id="saksvisning", apply_default_css=False, js_on_load=None)
    inputs: list[Any] = [text, body, year, status]
    changes = [text.change, body.change, year.change, status.change]
    gr.on(changes, listed, inputs, table, trigger_mode="always_last", **QUIET)
    table.more(more, inputs, table, **QUIET)
    tab.select(opened, inputs, [body, year, status, table], **QUIET)
