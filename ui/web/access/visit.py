"""The request that is being answered: who asks, and where that is written down.

A context variable, which follows a request into the threads and tasks that it starts; work that no
request started belongs to nobody.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from ui.web.access.journal import Journal


class Role(StrEnum):
    """What a user may do: read, or also add and remove documents."""

    READ = "read"
    MANAGE = "manage"


@dataclass(frozen=True, slots=True)
class Viewer:
    """A person or program. collections: what may be seen; None for everything."""

    name: str
    role: Role
    collections: frozenset[str] | None = None


@dataclass(frozen=True, slots=True)
class Visit:
    """Who asks. journal: None where nothing is written down."""

    viewer: Viewer
    journal: Journal | None = None


_now: ContextVar[Visit | None] = ContextVar("saksok_visit", default=None)


def viewer() -> Viewer | None:
    """Who asks, where users have to sign in; None for work that nobody asked for."""
    visit = _now.get()
    return visit.viewer if visit else None


IN_SCOPE = "saksok.visit"
"""Where a request's ASGI scope keeps its visit, for what runs outside of the request."""


def visit_of(request: Any) -> Visit | None:
    """The visit of a request, Starlette's or Gradio's around it; None where the gate let none pass."""
    scope = getattr(getattr(request, "request", request), "scope", None)
    found = scope.get(IN_SCOPE) if isinstance(scope, dict) else None
    return found if isinstance(found, Visit) else None


@contextmanager
def visiting(visit: Visit | None) -> Iterator[None]:
    """What is done inside is done for that visit; for nobody where it is None."""
    token = _now.set(visit)
    try:
        yield
    finally:
        _now.reset(token)


def note(did: str, what: str) -> None:
    """Write down that the visitor asked, searched or opened something, where that is written down."""
    visit = _now.get()
    if visit and visit.journal:
        visit.journal.write(visit.viewer.name, did, what)
