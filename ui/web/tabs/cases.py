"""Saker: the register of cases, and a case's page in its place (`static/cases.js` opens it)."""

from typing import TYPE_CHECKING, Any

from corpus.errors import SaksokError
from corpus.texts import Texts
from ui.web.handlers.cases import SHOWN, CaseFilter, choices, register
from ui.web.html import tag
from ui.web.source import Source
from ui.web.tabs.heading import heading

if TYPE_CHECKING:
    import gradio as gr

ON_MORE = """element.addEventListener('click', event => {
    const more = event.target.closest('[data-more]');
    if (more) trigger('more', {shown: more.dataset.more});
})"""

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
        try:
            offered = choices(source, say)
        except SaksokError:
            offered = ([], [], [])
        dropdowns = [
            gr.Dropdown(choices=any_of(known, say), value=value if value in {v for _, v in known} else "")
            for known, value in zip(offered, filters, strict=True)
        ]
        return *dropdowns, listed(text, *filters)

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
    quiet: dict[str, Any] = {"show_progress": "hidden", "api_visibility": "private", "queue": False}
    changes = [text.change, body.change, year.change, status.change]
    gr.on(changes, listed, inputs, table, trigger_mode="always_last", **quiet)
    table.more(more, inputs, table, **quiet)
    tab.select(opened, inputs, [body, year, status, table], **quiet)


def any_of(choices: list[tuple[str, str]], say: Texts) -> list[tuple[str, str]]:
    """The choices of a filter, before them the one that lets everything through."""
    return [(say("ui.filter_any"), ""), *choices]
