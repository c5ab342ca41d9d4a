"""Portefølje: the rows of reports as a table, over time, and as bars; one view at a time."""

from typing import TYPE_CHECKING, Any

from markupsafe import Markup

from corpus.texts import Texts
from ui.web.handlers.cases import SHOWN
from ui.web.handlers.portfolio import RowFilter, choices, portfolio
from ui.web.html import joined, tag
from ui.web.source import Source
from ui.web.tabs.filters import ON_MORE, QUIET, any_of, refreshed
from ui.web.tabs.heading import heading

if TYPE_CHECKING:
    import gradio as gr

TAB = "portefolje"
"""The tab's name in the address: ``?fane=portefolje``."""


def build(_: "gr.Blocks", source: Source, say: Texts) -> None:
    """The tab and its events."""
    import gradio as gr

    def listed(text: str | None, *filters: str | None, shown: int = SHOWN) -> str:
        wanted = RowFilter(text or "", *(value or "" for value in filters))
        return portfolio(source, wanted, say, shown)

    def more(event: gr.EventData, text: str | None, *filters: str | None) -> str:
        return listed(text, *filters, shown=int(event._data["shown"]))

    def opened(text: str | None, *filters: str | None) -> tuple[Any, ...]:
        dropdowns, kept = refreshed(lambda: choices(source, say), filters, say)
        return *dropdowns, listed(text, *kept)

    with gr.Tab(say("portfolio_tab.tab"), id=TAB, elem_id="fane-portefolje") as tab:
        heading(say("portfolio_tab.tab"))
        text = gr.Textbox(
            label=say("portfolio_tab.find"), show_label=False, placeholder=say("portfolio_tab.find_placeholder"),
            elem_id="rapportfelt", elem_classes="find-field", max_lines=1, container=False,
        )  # fmt: skip
        with gr.Row(elem_id="rapportfiltre", elem_classes="filter-row"):
            filters = [
                gr.Dropdown(any_of([], say), value="", label=say(f"portfolio_tab.{name}"))
                for name in ("report", "owner", "status", "risk")
            ]
        gr.HTML(switches(say), elem_id="visninger", apply_default_css=False, js_on_load=None)
        shown = gr.HTML("", elem_id="portefolje", apply_default_css=False, js_on_load=ON_MORE)
    inputs: list[Any] = [text, *filters]
    changes = [text.change, *(dropdown.change for dropdown in filters)]
    gr.on(changes, listed, inputs, shown, trigger_mode="always_last", **QUIET)
    shown.more(more, inputs, shown, **QUIET)
    tab.select(opened, inputs, [*filters, shown], **QUIET)


def switches(say: Texts) -> Markup:
    """Which view is shown, and over time the colour of what; `static/registers.css` obeys them."""
    views = {view: say(f"portfolio_tab.view_{view}") for view in ("table", "heat", "budget")}
    measures = {measure: say(f"portfolio_tab.{measure}") for measure in ("status", "risk")}
    return joined(
        [
            _switch("visning", say("portfolio_tab.view"), views),
            _switch("maal", say("portfolio_tab.measure"), measures),
        ]
    )


def _switch(name: str, legend: str, options: dict[str, str]) -> Markup:
    buttons = [
        tag(
            "label",
            tag("input", type="radio", name=name, id=f"{name}-{value}", checked=first),
            tag("span", text),
        )
        for first, (value, text) in ((n == 0, item) for n, item in enumerate(options.items()))
    ]
    return tag("fieldset", tag("legend", legend, class_="heard"), *buttons, class_=f"switch {name}")
