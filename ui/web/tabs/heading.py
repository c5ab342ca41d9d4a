"""What each tab is called, for who hears the page: the selected tab says it to who sees it."""

from ui.web.html import tag


def heading(name: str) -> None:
    """Add the tab's heading, which takes no place, to what is being built."""
    import gradio as gr

    gr.HTML(tag("h1", name), elem_classes="tab-name", apply_default_css=False, js_on_load=None)
