"""Every error becomes one sentence in the app; what was not foreseen is logged, never shown."""

from __future__ import annotations

import logging

from markupsafe import Markup

from corpus.errors import NoIndexError, SaksokError
from corpus.texts import Texts
from ui.web.html import tag

_LOG = logging.getLogger("saksok")


def sentence(error: Exception, say: Texts) -> str:
    """What a reader is told about an error."""
    if isinstance(error, SaksokError):
        return error.said(say)
    _LOG.error("Uventet feil i nettappen", exc_info=error)
    return say("ui.error")


def error_box(error: Exception, say: Texts, folder: object = None) -> Markup:
    """The sentence as it stands in the page; a missing index tells how to make one."""
    if isinstance(error, NoIndexError):
        command = f'saksok index {say("ui.folder")} --index "{folder}"'
        return tag(
            "section",
            tag("h2", say("ui.no_index_title")),
            tag("p", say("ui.no_index")),
            tag("pre", tag("code", command)),
            class_="empty-state",
            role="status",
        )
    return tag("p", sentence(error, say), class_="note error", role="alert")
