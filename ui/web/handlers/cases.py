"""The register of cases: filtered, newest first."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup

from corpus.texts import Texts
from index.archive import Archive
from ingest.numbers import parse_number
from search.cases.register import Candidate, aliases, every_case
from ui.web.handlers.case_names import CaseName, name_of
from ui.web.handlers.errors import error_box
from ui.web.handlers.labels import STATUSES, status_label
from ui.web.html import joined, shown_date, tag
from ui.web.source import Source

SHOWN = 100
"""Cases that are shown at first, and as many more at a time: a page that a browser draws at once."""


@dataclass(frozen=True, slots=True)
class CaseFilter:
    """Which cases are wanted; an empty value wants any. body: folded, as in `Key`. shown: how many."""

    text: str = ""
    body: str = ""
    year: str = ""
    status: str = ""
    shown: int = SHOWN


@dataclass(frozen=True, slots=True)
class _Entry:
    """A case as it is listed and looked for."""

    candidate: Candidate
    name: CaseName
    searched: str


def register(source: Source, wanted: CaseFilter, say: Texts) -> Markup:
    """The cases that fit, as a table."""
    try:
        entries = _entries(source.archive())
    except Exception as error:
        return error_box(error, say)
    if not entries:
        return tag("p", say("cases_tab.empty"), class_="note")
    found = _fitting(entries, wanted)
    count = say("cases_tab.count_one") if len(entries) == 1 else say("cases_tab.count", count=len(entries))
    if len(found) < len(entries):
        count = say("cases_tab.count_of", found=len(found), count=len(entries))
    rows = [_row(entry, say) for entry in found[: wanted.shown]]
    return joined(
        [
            tag("p", count, class_="count", role="status"),
            _table(rows, say) if rows else tag("p", say("cases_tab.none"), class_="hint"),
            _more(len(found), wanted.shown, say),
        ]
    )


Choices = list[tuple[str, str]]
"""What a filter offers: the text that is shown, and the value."""


def choices(source: Source, say: Texts) -> tuple[Choices, Choices, Choices]:
    """The bodies, the years (newest first) and the statuses that the archive's cases have."""
    cases = [candidate.case for candidate in every_case(source.archive())]
    bodies = {case.key.body: case.body or say("cases_tab.nameless") for case in cases}
    years = sorted({str(case.key.year) for case in cases}, reverse=True)
    present = {str(case.status) for case in cases}
    statuses = [
        (say(f"cases_tab.status_{name}"), value) for value, name in STATUSES.items() if value in present
    ]
    # A body without a name is chosen by the value that no name folds to.
    named = sorted((name, key or "-") for key, name in bodies.items())
    return named, [(year, year) for year in years], statuses


def more_button(shown: int, count: int, say: Texts) -> Markup:
    """The button for as many more as are shown at a time."""
    return tag(
        "button",
        say("ui.hits_more", count=min(SHOWN, count - shown)),
        type="button",
        class_="quiet-button more-button",
        data_more=shown + SHOWN,
    )


def _more(count: int, shown: int, say: Texts) -> Markup | None:
    return more_button(shown, count, say) if count > shown else None


def _entries(archive: Archive) -> list[_Entry]:
    """All cases, the newest meeting first and each meeting's in order; made once a generation."""
    return archive.cached("case register", lambda: _made(archive))


def _made(archive: Archive) -> list[_Entry]:
    known = aliases(archive)
    entries = []
    for candidate in every_case(archive):
        case = candidate.case
        told = (case.number, case.title, case.type, case.body, case.archive_number)
        searched = "\n".join(fact for fact in told if fact).casefold()
        entries.append(_Entry(candidate, name_of(case, known), searched))
    entries.sort(key=lambda entry: (entry.candidate.case.key.body, entry.candidate.case.key.sequence))
    entries.sort(key=lambda entry: _day(entry.candidate), reverse=True)
    return entries


def _day(candidate: Candidate) -> str:
    return candidate.case.date or str(candidate.case.key.year)


def _fitting(entries: Sequence[_Entry], wanted: CaseFilter) -> list[_Entry]:
    numbers = {(n.year, n.sequence) for n in parse_number(wanted.text)} if wanted.text.strip() else set()
    words = wanted.text.casefold().split()
    body = "" if wanted.body == "-" else wanted.body

    def fits(entry: _Entry) -> bool:
        case = entry.candidate.case
        return (
            (not wanted.body or case.key.body == body)
            and wanted.year in ("", str(case.key.year))
            and wanted.status in ("", str(case.status))
            and (
                (case.key.year, case.key.sequence) in numbers
                if numbers
                else all(word in entry.searched for word in words)
            )
        )

    return [entry for entry in entries if fits(entry)]


def _table(rows: Sequence[Markup], say: Texts) -> Markup:
    names = ("case", "body", "date", "type", "status")
    head = tag(
        "tr", *(tag("th", say(f"cases_tab.column_{name}"), scope="col", class_=f"c-{name}") for name in names)
    )
    return tag("table", tag("thead", head), tag("tbody", *rows), class_="documents register")


def _row(entry: _Entry, say: Texts) -> Markup:
    case = entry.candidate.case
    link = tag(
        "a",
        tag("span", case.number, class_="number"),
        tag("span", case.title or say("cases_tab.untitled"), class_="title"),
        href=entry.name.address(say),
        data_case=entry.name.text,
    )
    cells = (
        ("body", case.body),
        ("date", shown_date(case.date, say)),
        ("type", case.type),
        ("status", status_label(case.status, say)),
    )
    return tag(
        "tr",
        tag("td", link, class_="c-title"),
        *(tag("td", value, class_=f"c-{name}") for name, value in cells),
    )
