"""HTML that cannot be broken out of: whatever is not already `Markup` is escaped.

Everything that the app shows from a document, a question or a file name goes through `tag`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from urllib.parse import quote, urlencode

from markupsafe import Markup, escape

from corpus.texts import Texts
from ingest.exempt import GENERAL

_DATE = re.compile(r"(?P<year>\d{4})(?:-(?P<month>\d\d)(?:-(?P<day>\d\d))?)?")
_VOID = frozenset({"br", "hr", "img", "input"})


def tag(name: str, /, *children: object, **attributes: object) -> Markup:
    """An element; children and attribute values are escaped unless they are `Markup`.

    ``class_`` and ``for_`` lose their underscore, other underscores become hyphens. An attribute
    of None or False is left out, one of True stands without a value.
    """
    written = "".join(_attribute(key, value) for key, value in attributes.items())
    if name in _VOID:
        return Markup(f"<{name}{written}>")  # noqa: S704  escaped piece by piece
    return Markup(f"<{name}{written}>{joined(children)}</{name}>")  # noqa: S704


def joined(children: Iterable[object], between: str = "") -> Markup:
    """Children one after the other, each escaped unless it is `Markup`; None is left out."""
    return escape(between).join(escape(child) for child in children if child is not None)


def _attribute(key: str, value: object) -> str:
    if value is None or value is False:
        return ""
    name = key.removesuffix("_").replace("_", "-")
    return f" {name}" if value is True else f' {name}="{escape(value)}"'


def address(base: str, **query: object) -> str:
    """`base` with the query's values that are not None."""
    kept = {key: str(value) for key, value in query.items() if value is not None}
    return f"{base}?{urlencode(kept, quote_via=quote)}" if kept else base


def shown_date(iso: str | None, say: Texts) -> str | None:
    """An ISO date, possibly cut to a month or a year, as a person writes it; what is no date as it stands."""
    if not iso:
        return None
    match = _DATE.fullmatch(str(iso))
    month = int(match["month"] or 0) if match else 0
    if not match or month > 12:
        return str(iso)
    if not month:
        return match["year"]
    name = say("ui.months").split()[month - 1]
    if not match["day"]:
        return say("ui.date_month", month=name, year=match["year"])
    return say("ui.date_day", day=int(match["day"]), month=name, year=match["year"])


def shown_counts(counts: Mapping[str, int], say: Texts) -> str:
    """How much the archive holds: its documents and, where it has any, its pages."""
    documents = counts["documents"]
    shown = (
        say("ui.archive_documents_one") if documents == 1 else say("ui.archive_documents", count=documents)
    )
    pages = say("ui.archive_pages", count=counts["pages"]) if counts["pages"] > 1 else None
    return ", ".join(fact for fact in (shown, pages) if fact)


def shown_kind(kind: str | None, say: Texts) -> str | None:
    """The name of a kind of paper; None for papers of no particular kind."""
    return say(f"ui.kind_{kind.replace(' ', '_')}") if kind and kind != "other" else None


def shown_exempt(mark: str | None, say: Texts) -> str | None:
    """That a paper is exempt from public access, and by which provision where its mark names one."""
    if not mark:
        return None
    return say("ui.exempt") if mark == GENERAL else say("ui.exempt_by", mark=mark)
