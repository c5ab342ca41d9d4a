"""The cases and the table rows that an answer rests on, as lists that lead to their places."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from markupsafe import Markup

from corpus.texts import Texts
from ui.web.handlers.case_names import name_told
from ui.web.handlers.labels import STATUSES, light, shown_number
from ui.web.html import joined, shown_date, tag
from ui.web.links import Place, fact_line

_MOST = 100  # cases or rows that are shown under an answer; its text tells how many there are

_COLUMNS = ("name", "owner", "status", "risk", "progress", "amounts", "issued")

Found = Mapping[str, Any]
"""A case or a row as the contract describes them; from the browser's store, so nothing is certain."""


def case_list(cases: Sequence[Found], say: Texts, group: str) -> Markup | None:
    """Each case on a line, leading to its page; one that was kept without its name, to its decision."""
    lines = [_case(case, say, group) for case in cases[:_MOST]]
    return tag("ol", *lines, class_="cases") if lines else None


def record_table(records: Sequence[Found], say: Texts, group: str) -> Markup | None:
    """The rows as a table of the columns that any of them fills."""
    rows = records[:_MOST]
    filled = [name for name in _COLUMNS if any(row.get(name) not in (None, "", {}) for row in rows)]
    if len({row.get("issued") for row in rows}) < 2 and "issued" in filled:
        filled.remove("issued")
    if not filled:
        return None
    units = {row.get("unit") for row in rows if row.get("amounts")}
    unit = units.pop() if len(units) == 1 else None
    head = tag("tr", *(tag("th", _heading(name, unit, say), scope="col") for name in filled))
    body = [_row(row, filled, say, group) for row in rows]
    table = tag("table", tag("thead", head), tag("tbody", *body), class_="rows")
    return tag("div", table, class_="wide", tabindex="0", role="region", aria_label=say("ui.rows"))


def _case(case: Found, say: Texts, group: str) -> Markup:
    mentions = case.get("mentions")
    first = mentions[0] if isinstance(mentions, list | tuple) and mentions else None
    place = case.get("decision") or case.get("proposed") or first
    status = STATUSES.get(str(case.get("status")), "unknown")
    told = [case.get("body"), shown_date(case.get("date"), say), case.get("type")]
    what = [
        tag("span", case.get("number"), class_="number"),
        tag("span", case.get("title") or "", class_="title"),
        tag("span", say(f"ui.case_{status}"), class_=f"case-status {status}")
        if status != "unknown"
        else None,
        fact_line([str(fact) for fact in told if fact], class_="facts"),
    ]
    name = name_told(case)
    if name is None:
        return tag("li", _link(place, what, say, group))
    return tag("li", tag("a", *what, href=name.address(say), data_case=name.text))


def _row(row: Found, names: Sequence[str], say: Texts, group: str) -> Markup:
    cells = (
        tag("td", _cell(row, name, say, group), class_=f"r-{name}", data_label=say(f"ui.row_{name}"))
        for name in names
    )
    return tag("tr", *cells)


def _cell(row: Found, name: str, say: Texts, group: str) -> object:
    value = row.get(name)
    if name == "name":
        return _link(row, [value], say, group)
    if name in ("status", "risk"):
        before = row.get("previous")
        old = before.get(name) if isinstance(before, Mapping) else None
        lights = [light(old, say), " → "] if old and old != value else []
        return joined([*lights, light(value, say)])
    if name == "progress" and isinstance(value, int | float):
        return f"{shown_number(value, say)} %"
    if name == "issued":
        return shown_date(value, say)
    if name == "amounts" and isinstance(value, Mapping):
        return joined(tag("span", f"{year}: {shown_number(amount, say)}") for year, amount in value.items())
    return value


def _heading(name: str, unit: object, say: Texts) -> str:
    return say("ui.row_amounts_in", unit=unit) if name == "amounts" and unit else say(f"ui.row_{name}")


def _link(place: Any, content: Sequence[object], say: Texts, group: str) -> Markup:
    if not isinstance(place, Mapping) or not place.get("document"):
        return tag("span", *content)
    where = Place(place["document"], place.get("page"), place.get("start"), place.get("end"))
    return tag("a", *content, href=where.address(say), data_view=group, data_main=True)
