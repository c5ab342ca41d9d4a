"""Every error becomes one sentence in the app; what was not foreseen is logged, never shown."""

from __future__ import annotations

import logging

from markupsafe import Markup

from corpus.errors import ArchiveError, EncoderError, NoIndexError, SaksokError
from corpus.texts import Texts
from ui.web.html import tag
from ui.web.links import home

_LOG = logging.getLogger("saksok")


def sentence(error: Exception, say: Texts) -> str:
    """What a reader is told about an error."""
    if isinstance(error, NoIndexError):
        return say("ui.no_index_turn")
    if isinstance(error, ArchiveError | EncoderError):
        _LOG.error("%s", error)  # names the index's folder, which is for whoever runs the server
        return say("api.unusable")
    if isinstance(error, SaksokError):
        return error.said(say)
    _LOG.error("unexpected fault in the web app", exc_info=error)
    return say("ui.error")


def error_box(error: Exception, say: Texts) -> Markup:
    """The sentence as it stands in the page; where there is no archive yet, the way to make one."""
    if isinstance(error, NoIndexError):
        return tag(
            "section",
            tag("h1", say("ui.no_index_title")),
            tag("p", say("ui.no_index"), class_="lead"),
            tag(
                "p",
                tag("a", say("ui.no_index_link"), href=f"{home(say)}?fane=arkiv", class_="button primary"),
            ),
            class_="empty-state",
        )
    return tag("p", sentence(error, say), class_="note error", role="alert")
