"""Spør: a conversation with the archive, kept in the browser."""

from typing import TYPE_CHECKING, Any

from corpus.texts import Texts
from ui.web.handlers.ask import (
    Turn,
    answered,
    conversation,
    kept,
    welcome,
)
from ui.web.handlers.examples import suggestions
from ui.web.handlers.writing import Writing, settled
from ui.web.source import Source

if TYPE_CHECKING:
    import gradio as gr

_ASK_ON_CLICK = (
    "element.addEventListener('click', event => {"
    " const button = event.target.closest('[data-ask]');"
    " if (button) { saksok.waiting(button.dataset.ask); trigger('ask', {question: button.dataset.ask}); } })"
)
_SHOW_AT_ONCE = "(question, saved) => { saksok.waiting(question); return [question, saved]; }"

TAB = "spor"
"""The tab's name in the address: ``?fane=spor``."""


def build(page: "gr.Blocks", source: Source, say: Texts) -> None:
    """The tab and its events."""
    import gradio as gr

    def shown(turns: list[Turn], *, arriving: bool = False) -> tuple[str, str]:
        """The conversation and, where there is none yet, what one might ask."""
        if turns:
            return conversation(turns, say, arriving=arriving), ""
        return welcome(source, say), suggestions(source, say)

    def ask(question: str, saved: Any) -> tuple[Any, ...]:
        turns, new = kept(saved), bool(question.strip())
        if new:
            turns = kept([*turns, answered(source, question, say, turns)])
        return *shown(turns, arriving=new), "", turns

    def ask_example(event: gr.EventData, saved: Any) -> tuple[Any, ...]:
        return ask(str(event._data.get("question", "")), saved)

    def opened(saved: Any, request: gr.Request) -> tuple[Any, ...]:
        question = dict(request.query_params).get("q", "")
        turns = settled(kept(saved))
        if question and (not turns or turns[-1]["question"] != question.strip()):
            return ask(question, saved)
        return *shown(turns), gr.skip(), gr.skip()

    writing = Writing(source)

    def write(saved: Any) -> None:
        writing.write(kept(saved))

    def wrote(saved: Any) -> tuple[Any, ...]:
        # The conversation as it stands now: the model may have taken its time.
        turns = writing.put_in(kept(saved))
        return (conversation(turns, say), turns) if turns else (gr.skip(), gr.skip())

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
    # Without Gradio's queue: an answer takes milliseconds, and the queue's stream may miss one that
    # is asked for while it closes. The script shows the question at once.
    quiet: dict[str, Any] = {"show_progress": "hidden", "api_visibility": "private", "queue": False}
    asked = [
        gr.on([box.submit, button.click], ask, [box, saved], outputs, js=_SHOW_AT_ONCE, **quiet),
        hints.ask(ask_example, saved, outputs, **quiet),
        page.load(opened, saved, outputs, **quiet),
    ]
    again.click(fresh, None, outputs, **quiet)
    if source.writer is not None:
        for event in asked:
            # Each by itself: another question may be asked while the model writes.
            event.then(write, saved, None, trigger_mode="multiple", **quiet).then(
                wrote, saved, [log, saved], trigger_mode="multiple", **quiet
            )
