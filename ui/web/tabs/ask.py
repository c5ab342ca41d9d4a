"""Spør: a conversation with the archive, kept in the browser."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from corpus.texts import Texts
from ui.web.handlers.ask import Turn, answered, conversation, kept, suggestions, welcome
from ui.web.source import Source

if TYPE_CHECKING:
    import gradio as gr

_ASK_ON_CLICK = (
    "element.addEventListener('click', event => {"
    " const button = event.target.closest('[data-ask]');"
    " if (button) trigger('ask', {question: button.dataset.ask}); })"
)

TAB = "spor"
"""The tab's name in the address: ``?fane=spor``."""


def build(page: "gr.Blocks", source: Source, say: Texts) -> None:
    """The tab and its events."""
    import gradio as gr

    def shown(turns: list[Turn], waiting: str | None = None) -> tuple[str, str]:
        """The conversation and, where there is none yet, what one might ask."""
        if turns or waiting is not None:
            return conversation(turns, say, waiting), ""
        return welcome(source, say), suggestions(source, say)

    def ask(question: str, saved: Any) -> Iterator[tuple[Any, ...]]:
        turns = kept(saved)
        if not question.strip():
            yield *shown(turns), "", gr.skip()
            return
        yield *shown(turns, question.strip()[:2000]), "", gr.skip()
        turns = kept([*turns, answered(source, question, say)])
        yield *shown(turns), "", turns

    def ask_example(saved: Any, event: gr.EventData) -> Iterator[tuple[Any, ...]]:
        yield from ask(str(event._data.get("question", "")), saved)

    def opened(saved: Any, request: gr.Request) -> Iterator[tuple[Any, ...]]:
        question = dict(request.query_params).get("q", "")
        turns = kept(saved)
        if question and (not turns or turns[-1]["question"] != question.strip()):
            yield from ask(question, saved)
        else:
            yield *shown(turns), gr.skip(), gr.skip()

    def fresh() -> tuple[Any, ...]:
        return *shown([]), "", []

    with gr.Tab(say("ui.tab_ask"), id=TAB, elem_id="fane-spor"):
        again = gr.Button(say("ui.ask_new"), elem_id="ny-samtale", variant="secondary")
        greeting, offered = shown([])
        log = gr.HTML(greeting, elem_id="samtale", apply_default_css=False, js_on_load=None)
        with gr.Row(elem_id="sporrelinje"):
            box = gr.Textbox(
                label=say("ui.ask_label"), show_label=False, placeholder=say("ui.ask_placeholder"),
                elem_id="sporsmal", max_lines=6, container=False, scale=1,
            )  # fmt: skip
            button = gr.Button(say("ui.ask_button"), variant="primary", elem_id="spor-knapp", scale=0)
        hints = gr.HTML(offered, elem_id="forslag", apply_default_css=False, js_on_load=_ASK_ON_CLICK)
        # Inside the tab: a child of the tabs that is no tab puts Gradio's count of them out.
        saved = gr.BrowserState([], storage_key="saksok-samtale", secret="saksok")  # noqa: S106  no secret: one's own browser
    outputs: list[Any] = [log, hints, box, saved]
    quiet: dict[str, Any] = {"show_progress": "hidden", "api_visibility": "private"}
    gr.on([box.submit, button.click], ask, [box, saved], outputs, **quiet)
    hints.ask(ask_example, saved, outputs, **quiet)
    again.click(fresh, None, outputs, **quiet)
    page.load(opened, saved, outputs, **quiet)
