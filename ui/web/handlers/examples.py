"""Questions that the archive itself suggests: of its newest cases, rows and meetings."""

from __future__ import annotations

import json

from markupsafe import Markup

from corpus.errors import SaksokError
from corpus.texts import Texts
from index.archive import Archive
from index.records import ROW
from index.types import StoredPart
from search.cases.register import every_case
from ui.web.html import shown_date, tag
from ui.web.source import Source

_SHOWN = 3
_LONGEST_TITLE = 60  # characters of a title that is put in an example


def suggestions(source: Source, say: Texts) -> Markup:
    """The examples as buttons."""
    questions = examples(source, say)
    if not questions:
        return Markup()
    buttons = [tag("button", q, type="button", class_="example", data_ask=q) for q in questions]
    return tag("div", tag("p", say("ui.ask_examples"), class_="label"), *buttons, class_="examples")


def examples(source: Source, say: Texts) -> list[str]:
    """At most three questions; [] where the archive cannot be opened or suggests nothing."""
    try:
        archive = source.archive()
        return archive.cached(f"examples {say.language}", lambda: _made(archive, say))
    except SaksokError:
        return []


def _made(archive: Archive, say: Texts) -> list[str]:
    papers = sorted(archive.store.papers(), key=lambda paper: (paper.date or "", paper.title), reverse=True)
    found = [_case(archive, say), _rows(archive, say), _meeting(papers, say), *_titles(papers, say)]
    return list(dict.fromkeys(question for question in found if question))[:_SHOWN]


def _case(archive: Archive, say: Texts) -> str | None:
    """The case of the newest meeting that has the longest decision: rarely one of routine."""
    decided = [c.case for c in every_case(archive) if c.case.decision and c.case.body and c.case.date]
    if not decided:
        return None
    newest = max(case.date or "" for case in decided)
    case = max(
        (case for case in decided if case.date == newest),
        key=lambda case: case.decision.span.end - case.decision.span.start if case.decision else 0,
    )
    return say("ui.example_case", number=case.number, body=case.body)


def _rows(archive: Archive, say: Texts) -> str | None:
    at_risk = any(json.loads(row).get("risk") == "rød" for _, row in archive.store.records(ROW))
    return say("ui.example_risk") if at_risk else None


def _meeting(papers: list[StoredPart], say: Texts) -> str | None:
    held = next((p for p in papers if p.kind == "minutes" and p.body and len(p.date or "") == 10), None)
    return say("ui.example_meeting", body=held.body, date=shown_date(held.date, say)) if held else None


def _titles(papers: list[StoredPart], say: Texts) -> list[str]:
    titles = [p.title for p in papers if p.kind != "minutes" and 0 < len(p.title) <= _LONGEST_TITLE]
    shown = [title.capitalize() if title.isupper() else title for title in titles[:_SHOWN]]
    return [say("ui.example_title", title=title) for title in shown]
