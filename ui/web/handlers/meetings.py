"""Møter: a calendar of the meetings, and for each its papers, who came, and its cases."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby
from urllib.parse import quote

from markupsafe import Markup

from corpus.texts import Texts
from ingest.meeting import Person
from ingest.meeting.bodies import body_fits
from search.cases.held import HeldMeeting, MeetingPaper, every_meeting
from search.cases.register import aliases
from ui.web.handlers.case_names import name_of
from ui.web.handlers.errors import error_box
from ui.web.handlers.labels import status_label
from ui.web.html import joined, shown_date, shown_kind, tag
from ui.web.links import Place, fact_line, home
from ui.web.source import Source

SHOWN = 60
"""Meetings that are shown at first, and as many more at a time."""


@dataclass(frozen=True, slots=True)
class MeetingFilter:
    """Which meetings are wanted; an empty value wants any. opened: the one shown unfolded, ``BODY/DATE``."""

    text: str = ""
    body: str = ""
    year: str = ""
    opened: str = ""
    shown: int = SHOWN


def meetings(source: Source, wanted: MeetingFilter, say: Texts) -> Markup:
    """The calendar and the meetings that fit, the newest first."""
    try:
        archive = source.archive()
        held, known = every_meeting(archive), aliases(archive)
    except Exception as error:
        return error_box(error, say)
    if not held:
        return tag("p", say("meetings_tab.empty"), class_="note")
    found = [one for one in held if _fits(one, wanted)]
    count = say("meetings_tab.count_one") if len(held) == 1 else say("meetings_tab.count", count=len(held))
    if len(found) < len(held):
        count = say("meetings_tab.count_of", found=len(found), count=len(held))
    opened = _opened(found, wanted.opened, known)
    shown = found[: max(wanted.shown, found.index(opened) + 1 if opened else 0)]
    listed = [_meeting(one, one is opened, known, say) for one in shown]
    missing = wanted.opened and not opened and not (wanted.text or wanted.body or wanted.year)
    return joined(
        [
            tag("p", say("meetings_tab.missing"), class_="note", role="status") if missing else None,
            tag("p", count, class_="count", role="status"),
            _calendar(shown, say) if shown else tag("p", say("meetings_tab.none"), class_="hint"),
            tag("div", *listed, class_="meetings"),
            _more(len(found), len(shown), say),
        ]
    )


def choices(source: Source, say: Texts) -> tuple[list[tuple[str, str]], list[tuple[str, str]]]:
    """The bodies and the years (newest first) that have meetings."""
    held = every_meeting(source.archive())
    bodies = {one.key: one.body or say("cases_tab.nameless") for one in held}
    years = sorted({one.date[:4] for one in held}, reverse=True)
    return sorted((name, key) for key, name in bodies.items()), [(year, year) for year in years]


def name(one: HeldMeeting) -> str:
    """A meeting as an address names it: ``Samhandlingsrådet/2023-03-16``."""
    body = re.sub(r"\W+", "-", one.body or "-").strip("-") or "-"
    return f"{body}/{one.date}"


def _opened(held: Sequence[HeldMeeting], wanted: str, known: dict[str, str]) -> HeldMeeting | None:
    body, _, date = wanted.strip("/").rpartition("/")
    words = body.replace("-", " ").strip()
    fitting = [
        one for one in held if one.date == date and (name(one) == wanted or body_fits(one.body, words, known))
    ]
    return fitting[0] if fitting else None


def _fits(one: HeldMeeting, wanted: MeetingFilter) -> bool:
    if (wanted.body and one.key != wanted.body) or (wanted.year and not one.date.startswith(wanted.year)):
        return False
    words = wanted.text.casefold().split()
    if not words:
        return True
    told = [one.body, one.number, one.place, one.date, *(p.name for p in (*one.present, *one.absent))]
    told += [f"{case.number} {case.title}" for case in one.cases]
    searched = "\n".join(fact for fact in told if fact).casefold()
    return all(word in searched for word in words)


def _calendar(held: Sequence[HeldMeeting], say: Texts) -> Markup:
    """A line for each year, twelve months in it, each day a link to its meeting below."""
    months = say("ui.months").split()
    years = []
    for year, some in groupby(held, key=lambda one: one.date[:4]):
        days: dict[int, list[HeldMeeting]] = {}
        for one in some:
            days.setdefault(int(one.date[5:7]), []).append(one)
        cells = [
            tag(
                "div",
                tag("span", months[month - 1][:3], class_="month", aria_hidden="true"),
                *(_day(one, say) for one in sorted(days.get(month, []), key=lambda one: one.date)),
                class_="" if month in days else "none",
            )
            for month in range(1, 13)
        ]
        years.append(
            tag(
                "div",
                tag("span", year, class_="year"),
                tag("div", *cells, class_="months"),
                class_="calendar-year",
            )
        )
    return tag("nav", *years, class_="calendar", aria_label=say("meetings_tab.calendar"))


def _day(one: HeldMeeting, say: Texts) -> Markup:
    label = f"{shown_date(one.date, say)}: {one.body or say('cases_tab.nameless')}"
    return tag(
        "a", int(one.date[8:]), href=_address(one, say), data_meeting=name(one), title=label, aria_label=label,
        class_="" if one.minuted else "announced",
    )  # fmt: skip


def _address(one: HeldMeeting, say: Texts) -> str:
    return f"{home(say)}?mote={quote(name(one))}"


def _meeting(one: HeldMeeting, opened: bool, known: dict[str, str], say: Texts) -> Markup:
    facts = [
        say("meetings_tab.number", number=one.number) if one.number else None,
        one.time,
        one.place,
        _count("cases", len(one.cases), say),
        None if one.minuted else say("meetings_tab.not_minuted"),
    ]
    head = tag(
        "summary",
        tag("span", shown_date(one.date, say), class_="date"),
        tag("span", one.body or say("cases_tab.nameless"), class_="title"),
        fact_line([fact for fact in facts if fact], class_="facts"),
    )
    group = f"mote-{name(one)}"
    lasting = f"/mote/{quote(name(one))}"
    parts = [
        _section("papers", [_paper(paper, group, say) for paper in one.papers], say),
        _cases(one, known, say),
        _people("present", one.present, say),
        _people("absent", one.absent, say),
        tag(
            "button", say("cases_tab.copy_link"), type="button", class_="quiet-button", data_copy_link=lasting
        ),
    ]
    return tag("details", head, tag("div", *parts, class_="inside"), open=opened, data_name=name(one))


def _count(what: str, number: int, say: Texts) -> str | None:
    if not number:
        return None
    return say(f"meetings_tab.{what}_one") if number == 1 else say(f"meetings_tab.{what}_count", count=number)


def _section(key: str, items: Sequence[Markup], say: Texts) -> Markup | None:
    if not items:
        return None
    return tag(
        "section", tag("h2", say(f"meetings_tab.{key}")), tag("ul", *(tag("li", item) for item in items))
    )


def _paper(paper: MeetingPaper, group: str, say: Texts) -> Markup:
    part = paper.part
    told = [shown_kind(part.kind, say), say("ui.draft") if part.draft else None, paper.document]
    return tag(
        "a",
        tag("span", part.title or paper.document, class_="title"),
        fact_line([fact for fact in told if fact], class_="facts"),
        href=Place(paper.document, start=part.start, end=part.start).address(say),
        data_view=group,
        data_main=True,
    )


def _cases(one: HeldMeeting, known: dict[str, str], say: Texts) -> Markup | None:
    lines = []
    for case in one.cases:
        link = name_of(case, known)
        lines.append(
            tag(
                "a",
                tag("span", case.number, class_="number"),
                tag("span", case.title or say("cases_tab.untitled"), class_="title"),
                status_label(case.status, say),
                href=link.address(say),
                data_case=link.text,
                class_="case",
            )
        )
    return _section("cases", lines, say)


def _people(key: str, people: Sequence[Person], say: Texts) -> Markup | None:
    lines = [
        tag(
            "span",
            person.name,
            tag("span", ", ".join(facts), class_="facts") if facts else None,
            class_="person",
        )
        for person in people
        for facts in [[fact for fact in (person.organisation, person.role) if fact]]
    ]
    return _section(key, lines, say)


def _more(count: int, shown: int, say: Texts) -> Markup | None:
    if count <= shown:
        return None
    label = say("ui.hits_more", count=min(SHOWN, count - shown))
    return tag("button", label, type="button", class_="quiet-button more-button", data_more=shown + SHOWN)
