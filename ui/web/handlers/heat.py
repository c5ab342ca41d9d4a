"""Status and risk over time: a heat map of project by report for each portfolio."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from markupsafe import Markup

from corpus.texts import Texts
from index.records import StoredRow
from search.rows.table import Report, Table, fold, names_agree, related
from ui.web.handlers.labels import tone
from ui.web.html import joined, shown_date, tag
from ui.web.links import Place

MEASURES = ("status", "risk")


@dataclass(slots=True)
class Course:
    """One project's rows, by the index of their report in its series; name: as the newest report has it."""

    name: str
    rows: dict[int, StoredRow] = field(default_factory=dict)


def series(reports: Sequence[Report]) -> list[list[Report]]:
    """Reports of one portfolio together, each series oldest first; the series with the newest report first."""
    found: list[list[Report]] = []
    for report in reports:
        joins = [group for group in found if any(related(report, other) for other in group)]
        found = [group for group in found if group not in joins]
        found.append([report, *(other for group in joins for other in group)])
    ordered = [sorted(group, key=lambda report: report.date) for group in found]
    return sorted(ordered, key=lambda group: group[-1].date, reverse=True)


def courses(group: Sequence[Report]) -> list[Course]:
    """The projects of a series, matched by id, then by name; those of the newest report first, as it lists them."""
    found: list[Course] = []
    ids: dict[int, list[Course]] = {}
    names: dict[str, list[Course]] = {}
    for index in reversed(range(len(group))):
        for stored in group[index].rows:
            row = stored.row
            course = _known(stored, index, ids, names)
            if course is None:
                course = Course(row.name)
                found.append(course)
            course.rows[index] = stored
            if row.id is not None and course not in ids.setdefault(row.id, []):
                ids[row.id].append(course)
            if course not in names.setdefault(fold(row.name), []):
                names[fold(row.name)].append(course)
    return found


def _known(
    stored: StoredRow, index: int, ids: dict[int, list[Course]], names: dict[str, list[Course]]
) -> Course | None:
    """The project that a row is of, unless that has a row in the same report already."""
    row = stored.row
    by_id = ids.get(row.id, []) if row.id is not None else []
    same = [c for c in by_id if names_agree(c.name, row.name)]
    same += names.get(fold(row.name), [])
    return next((course for course in same if index not in course.rows), None)


def heat_maps(table: Table, wanted: Callable[[StoredRow], bool], say: Texts) -> Markup:
    """A map for each series that tells of status or risk; with only the projects of which a row is wanted."""
    maps = [_map(group, wanted, say) for group in series(table.reports)]
    shown = [made for made in maps if made is not None]
    return joined(shown) if shown else tag("p", say("portfolio_tab.heat_none"), class_="hint")


def _map(group: Sequence[Report], wanted: Callable[[StoredRow], bool], say: Texts) -> Markup | None:
    if not any(s.row.status or s.row.risk for report in group for s in report.rows):
        return None
    projects = [c for c in courses(group) if any(wanted(stored) for stored in c.rows.values())]
    if not projects:
        return None
    labels = [shown_date(report.date, say) or report.documents[0] for report in group]
    head = [tag("th", label, scope="col") for label in labels]
    lines = [
        tag(
            "tr",
            tag("th", course.name, scope="row"),
            *(_cell(course.rows.get(n), label, say) for n, label in enumerate(labels)),
        )
        for course in projects
    ]
    caption = say("portfolio_tab.heat_caption", first=labels[0], last=labels[-1])
    if len(labels) == 1:
        caption = say("portfolio_tab.heat_caption_one", date=labels[0])
    table = tag(
        "table",
        tag("caption", caption),
        tag("thead", tag("tr", tag("th", say("portfolio_tab.column_name"), scope="col"), *head)),
        tag("tbody", *lines),
        class_="heat",
        style=f"--reports:{len(labels)}",
    )
    return tag("div", table, class_="wide", tabindex="0", role="region", aria_label=caption)


def _cell(stored: StoredRow | None, report: str, say: Texts) -> Markup:
    if stored is None:
        absent = say("portfolio_tab.absent")
        return tag("td", tag("span", "–", aria_hidden="true"), tag("span", absent, class_="heard"), class_="absent",
                   title=absent)  # fmt: skip
    row = stored.row
    shown = [
        tone(getattr(row, measure), say, measure)
        or tag("span", say("portfolio_tab.no_colour"), class_=f"tone {measure}")
        for measure in MEASURES
    ]
    link = tag(
        "a",
        *shown,
        href=Place(stored.document, row.page, row.start, row.end).address(say),
        title=f"{row.name}, {report}",
        data_view="varmekart",
        data_main=True,
    )
    return tag("td", link)
