"""Errors for programs: application/problem+json (RFC 9457) with the sentence that a person would read.

Neither a path, nor document text, nor a question stands in one. What was not foreseen is logged.
"""

from __future__ import annotations

import logging
from collections.abc import Iterable, Mapping
from http import HTTPStatus
from typing import Any

from corpus.errors import ArchiveError, EncoderError, NoIndexError, SaksokError
from corpus.texts import Texts

PROBLEM = "application/problem+json"

_LOG = logging.getLogger("saksok")


def problem(status: int, detail: str) -> dict[str, Any]:
    """The members of a problem; the title is that of the status, as ``about:blank`` asks for."""
    return {"type": "about:blank", "title": HTTPStatus(status).phrase, "status": status, "detail": detail}


def of_error(error: Exception, say: Texts) -> dict[str, Any]:
    """The problem that an error is: 422 what was asked, 503 the index, 500 our own fault."""
    if isinstance(error, ArchiveError | EncoderError):
        # Its sentence names the index's folder, which is for whoever runs the server.
        _LOG.error("%s", error)
        key = "api.no_index" if isinstance(error, NoIndexError) else "api.unusable"
        return problem(HTTPStatus.SERVICE_UNAVAILABLE, say(key))
    if isinstance(error, SaksokError):
        return problem(HTTPStatus.UNPROCESSABLE_ENTITY, error.said(say))
    _LOG.error("unexpected fault in the interface for programs", exc_info=error)
    return problem(HTTPStatus.INTERNAL_SERVER_ERROR, say("api.fault"))


def of_parameters(errors: Iterable[Mapping[str, Any]], say: Texts) -> dict[str, Any]:
    """The problem that wrong parameters are (pydantic's list of errors): the first of them in a sentence."""
    first = next(iter(errors))
    name = str(first["loc"][1]) if len(first["loc"]) > 1 else str(first["loc"][0])
    limits = first.get("ctx") or {}
    kind = str(first["type"])
    if kind == "missing":
        detail = say("api.missing", name=name)
    elif kind == "string_too_long":
        detail = say("api.too_long", name=name, most=limits["max_length"])
    elif kind == "too_long":
        detail = say("api.too_many", name=name, most=limits["max_length"])
    elif kind == "string_too_short":
        detail = say("api.empty", name=name)
    elif kind.startswith(("int_", "greater_", "less_")):
        detail = say("api.number", name=name)
    else:
        detail = say("api.wrong", name=name)
    return problem(HTTPStatus.UNPROCESSABLE_ENTITY, detail)
