"""The app composed: header, tabs, viewer. Each language is a page of its own."""

from typing import TYPE_CHECKING, Any

from markupsafe import Markup

from corpus.texts import LANGUAGES, Texts
from ui.web.access.login import LOGOUT
from ui.web.handlers.ask import waiting
from ui.web.html import joined, tag
from ui.web.links import LANGUAGE_PATHS, home
from ui.web.source import Source
from ui.web.tabs import archive, ask, cases, meetings, portfolio, search
from ui.web.tools import add_tools

if TYPE_CHECKING:
    import gradio as gr

TABS = (ask, search, cases, meetings, portfolio, archive)


def build(source: Source, say: Texts) -> "gr.Blocks":
    """The page in one language."""
    import gradio as gr

    def wanted_tab(request: gr.Request) -> Any:
        query = dict(request.query_params)
        named = {"sak": "saker", "mote": "moter", "sok": "sok"}
        tab = next((tab for key, tab in named.items() if key in query), query.get("fane"))
        return gr.Tabs(selected=tab) if tab in {part.TAB for part in TABS} else gr.skip()

    page: gr.Blocks
    with gr.Blocks(title=say("ui.name"), analytics_enabled=False, fill_width=True) as page:
        # First, so that they have their names; on one page, since they are the same in each language.
        if say.language == LANGUAGES[0]:
            add_tools(source, say)
        gr.HTML(
            joined([header(say, source.guarded), tag("template", waiting(say), id="venter")]),
            elem_id="topp",
            apply_default_css=False,
            js_on_load=None,
        )
        with gr.Tabs(elem_id="faner", overflow_behavior="wrap") as tabs:
            for part in TABS:
                part.build(page, source, say)
        page.load(wanted_tab, None, tabs, show_progress="hidden", queue=False, api_visibility="private")
        gr.HTML(
            joined([viewer(say), offline(say)]), elem_id="vindu", apply_default_css=False, js_on_load=None
        )
    return page


def header(say: Texts, guarded: bool) -> Markup:
    """The app's name, the languages, the switch between light and dark, and the way out where one has signed in."""
    languages = [
        tag(
            "a",
            code,
            href=LANGUAGE_PATHS[code],
            lang=code,
            hreflang=code,
            title=say(f"ui.language_{code}"),
            aria_label=say(f"ui.language_{code}"),
            aria_current="true" if code == say.language else None,
            data_language=code,
        )
        for code in LANGUAGES
    ]
    switch = tag(
        "button", type="button", class_="theme", data_theme_switch=True,
        aria_label=say("ui.theme"), title=say("ui.theme"),
    )  # fmt: skip
    leave = tag("a", say("access.leave"), href=LOGOUT, class_="leave") if guarded else None
    return tag(
        "div",
        tag("a", tag("span", class_="seal", aria_hidden="true"), say("ui.name"), href=home(say),
            class_="brand"),
        tag("div", tag("nav", *languages, class_="languages", aria_label=say("ui.language")), switch, leave,
            class_="tools"),
        class_="bar",
    )  # fmt: skip


def offline(say: Texts) -> Markup:
    """The sentence for when the server does not answer; `static/app.js` shows it."""
    return tag("p", say("ui.offline"), class_="note error", id="avbrudd", role="alert", hidden=True)


def viewer(say: Texts) -> Markup:
    """The empty viewer; `static/app.js` opens documents in it."""

    def button(name: str, sign: str) -> Markup:
        label = say(f"ui.viewer_{name}")
        return tag("button", sign, type="button", data_viewer=name, aria_label=label, title=label)

    sentences = {
        "data_count": say("ui.viewer_count"),
        "data_copied": say("ui.copied"),
        "data_copyfailed": say("ui.copy_failed"),
    }
    return tag(
        "section",
        tag(
            "div",
            # Where the viewer covers the tabs, the way back is told in words.
            tag("button", f"‹ {say('ui.viewer_back')}", type="button", data_viewer="close", class_="back"),
            tag("div", button("previous", "←"), tag("span", class_="place", aria_live="polite"),
                button("next", "→"), class_="steps", hidden=True),
            tag("div", button("smaller", "−"), button("larger", "+"), class_="zoom"),
            button("close", "×"),
            class_="viewer-bar",
        ),
        tag("div", class_="viewer-content"),
        class_="viewer",
        hidden=True,
        aria_label=say("ui.viewer"),
        **sentences,
    )  # fmt: skip
