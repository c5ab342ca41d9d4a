"""What the tabs with a register share: the choices of its filters, and the button for more of its lines."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import TYPE_CHECKING, Any

from corpus.errors import SaksokError
from corpus.texts import Texts
from ui.web.handlers.cases import Choices

if TYPE_CHECKING:
    import gradio as gr

ON_MORE = """element.addEventListener('click', event => {
    const more = event.target.closest('[data-more]');
    if (more) trigger('more', {shown: more.dataset.more});
})"""

QUIET: dict[str, Any] = {"show_progress": "hidden", "api_visibility": "private", "queue": False}
"""How the events of a register are handled."""


def any_of(choices: Choices, say: Texts) -> Choices:
    """The choices of a filter, before them the one that lets everything through."""
    return [(say("ui.filter_any"), ""), *choices]


def refreshed(
    offer: Callable[[], Iterable[Choices]], values: Sequence[str | None], say: Texts
) -> tuple[list[gr.Dropdown], list[str]]:
    """The filters with what the archive offers now, and their values as far as those are still offered.

    offer: gives the choices of each filter; where it raises SaksokError there are none.
    """
    import gradio as gr

    try:
        offered = list(offer())
    except SaksokError:
        offered = [[] for _ in values]
    kept = [
        value if value and value in {known for _, known in choices} else ""
        for choices, value in zip(offered, values, strict=True)
    ]
    dropdowns = [
        gr.Dropdown(choices=any_of(choices, say), value=value)
        for choices, value in zip(offered, kept, strict=True)
    ]
    return dropdowns, kept
