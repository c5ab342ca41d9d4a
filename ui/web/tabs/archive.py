"""Arkiv: what comes in and how far it has come, and the list of documents."""

from typing import TYPE_CHECKING, Any

from corpus.texts import Texts
from ui.web.handlers.archive import ORDERS, documents
from ui.web.handlers.library import intake
from ui.web.source import Source
from ui.web.tabs.heading import heading

if TYPE_CHECKING:
    import gradio as gr

_ON_CHANGE = "document.addEventListener('saksok-endret', () => trigger('changed', {}))"

TAB = "arkiv"
"""The tab's name in the address: ``?fane=arkiv``."""


def build(_: "gr.Blocks", source: Source, say: Texts) -> None:
    """The tab and its events."""
    import gradio as gr

    def listed(wanted: str | None, order: str | None) -> str:
        return documents(source, wanted or "", say, order or ORDERS[0])

    with gr.Tab(say("ui.tab_archive"), id=TAB, elem_id="fane-arkiv") as tab:
        heading(say("ui.tab_archive"))
        gr.HTML(intake(say), elem_id="inntak", apply_default_css=False, js_on_load=None)
        with gr.Row(elem_id="dokumentlinje"):
            wanted = gr.Textbox(
                label=say("ui.archive_filter"), show_label=False, placeholder=say("ui.archive_filter_placeholder"),
                elem_id="dokumentfelt", max_lines=1, container=False,
            )  # fmt: skip
            orders = [(say(f"ui.sort_{order}"), order) for order in ORDERS]
            order = gr.Dropdown(
                orders, value=ORDERS[0], label=say("ui.sort"), elem_id="dokumentorden", show_label=False
            )
        table = gr.HTML("", elem_id="dokumenter", apply_default_css=False, js_on_load=_ON_CHANGE)
    quiet: dict[str, Any] = {"show_progress": "hidden", "api_visibility": "private", "queue": False}
    gr.on([wanted.change, order.change], listed, [wanted, order], table, trigger_mode="always_last", **quiet)
    table.changed(listed, [wanted, order], table, **quiet)
    tab.select(listed, [wanted, order], table, **quiet)
