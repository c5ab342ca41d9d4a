"""Møter: a calendar of meetings with papers, attendance and cases (`static/meetings.js` opens one)."""

from typing import TYPE_CHECKING, Any

from corpus.texts import Texts
from ui.web.handlers.meetings import SHOWN, MeetingFilter, choices, meetings
from ui.web.source import Source
from ui.web.tabs.filters import ON_MORE, QUIET, any_of, refreshed
from ui.web.tabs.heading import heading

if TYPE_CHECKING:
    import gradio as gr

TAB = "moter"
"""The tab's name in the address: ``?fane=moter``; ``?mote=BODY/DATE`` opens a meeting in it."""


def build(_: "gr.Blocks", source: Source, say: Texts) -> None:
    """The tab and its events."""
    import gradio as gr

    def listed(text: str | None, *filters: str | None, shown: int = SHOWN, opened: str = "") -> str:
        body, year = (value or "" for value in filters)
        return meetings(source, MeetingFilter(text or "", body, year, opened, shown), say)

    def more(event: gr.EventData, text: str | None, *filters: str | None) -> str:
        return listed(text, *filters, shown=int(event._data["shown"]))

    def opened(request: gr.Request, text: str | None, *filters: str | None) -> tuple[Any, ...]:
        dropdowns, kept = refreshed(lambda: choices(source, say), filters, say)
        wanted = dict(request.query_params).get("mote", "")
        return *dropdowns, listed(text, *kept, opened=wanted)

    with gr.Tab(say("meetings_tab.tab"), id=TAB, elem_id="fane-moter") as tab:
        heading(say("meetings_tab.tab"))
        text = gr.Textbox(
            label=say("meetings_tab.find"), show_label=False, placeholder=say("meetings_tab.find_placeholder"),
            elem_id="motefelt", elem_classes="find-field", max_lines=1, container=False,
        )  # fmt: skip
        with gr.Row(elem_id="motefiltre", elem_classes="filter-row"):
            body = gr.Dropdown(any_of([], say), value="", label=say("cases_tab.body"))
            year = gr.Dropdown(any_of([], say), value="", label=say("cases_tab.year"))
        table = gr.HTML("", elem_id="moter", apply_default_css=False, js_on_load=ON_MORE)
    inputs: list[Any] = [text, body, year]
    gr.on([text.change, body.change, year.change], listed, inputs, table, trigger_mode="always_last", **QUIET)
    table.more(more, inputs, table, **QUIET)
    tab.select(opened, inputs, [body, year, table], **QUIET)
