"""The budget of a report by owner, as bars with their numbers."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from markupsafe import Markup

from corpus.texts import Texts
from index.records import StoredRow
from ingest.tables.types import MILLIONS
from search.rows.table import Report, fold
from search.rows.values import KRONER_IN, in_kroner
from ui.web.handlers.labels import shown_number
from ui.web.html import joined, shown_date, tag


@dataclass(slots=True)
class Share:
    """What one owner's projects are to cost, by year, in the unit of its `Budget`."""

    owner: str | None
    projects: int = 0
    amounts: dict[str, float] = field(default_factory=lambda: defaultdict(float))


@dataclass(frozen=True, slots=True)
class Budget:
    """A report's amounts by owner, the greatest first.

    unit: None where the report does not say. left_out: projects without an amount, or with one in
    no unit while others have one.
    """

    unit: str | None
    shares: tuple[Share, ...]
    left_out: int


def budget(rows: Sequence[StoredRow]) -> Budget:
    """Rows of one report added up; amounts in several units are all given in millions."""
    units = {stored.row.unit for stored in rows if stored.row.amounts}
    known = units & set(KRONER_IN)
    unit = next(iter(known)) if len(known) == 1 else MILLIONS if known else next(iter(units), None)
    owners: dict[str, Share] = {}
    left_out = 0
    for row in (stored.row for stored in rows):
        if not row.amounts or (known and row.unit not in known):
            left_out += 1
            continue
        share = owners.setdefault(fold(row.owner or ""), Share(row.owner))
        share.projects += 1
        for year, amount in row.amounts:
            share.amounts[year] += (
                in_kroner(amount, row.unit) / KRONER_IN[unit] if unit in KRONER_IN else amount
            )
    shares = sorted(owners.values(), key=lambda share: -max(share.amounts.values()))
    return Budget(unit, tuple(shares), left_out)


def budgets(reports: Sequence[Report], wanted: Callable[[StoredRow], bool], say: Texts) -> Markup:
    """The bars of each report; a sentence where none has an amount."""
    made = [(report, budget([s for s in report.rows if wanted(s)])) for report in reports]
    shown = [_bars(report, found, say) for report, found in made if found.shares]
    return joined(shown) if shown else tag("p", say("portfolio_tab.budget_none"), class_="hint")


def _bars(report: Report, found: Budget, say: Texts) -> Markup:
    most = max((amount for share in found.shares for amount in share.amounts.values()), default=0) or 1
    years = sorted({year for share in found.shares for year in share.amounts})
    lines = [
        tag(
            "tr",
            tag("th", share.owner or say("portfolio_tab.owner_not_told"),
                tag("span", _projects(share.projects, say), class_="file"), scope="row"),
            tag("td", *(_bar(year, years.index(year), share.amounts[year], most, say) for year in years
                        if year in share.amounts)),
        )
        for share in found.shares
    ]  # fmt: skip
    date = shown_date(report.date, say) or report.documents[0]
    unit = found.unit or say("portfolio_tab.no_unit")
    caption = say("portfolio_tab.budget_caption", date=date, unit=unit)
    left = None
    if found.left_out:
        key = "left_out_one" if found.left_out == 1 else "left_out"
        left = tag("p", say(f"portfolio_tab.{key}", count=found.left_out), class_="hint")
    return joined([tag("table", tag("caption", caption), tag("tbody", *lines), class_="budget"), left])


def _bar(year: str, order: int, amount: float, most: float, say: Texts) -> Markup:
    width = max(0.0, 100 * amount / most)
    return tag(
        "div",
        tag("span", year, class_="year"),
        tag("span", tag("span", class_=f"budget-bar tint-{order % 4}", style=f"width:{width:.1f}%"), class_="track",
            aria_hidden="true"),
        tag("span", shown_number(_rounded(amount), say), class_="n"),
        class_="bar-line",
    )  # fmt: skip


def _rounded(amount: float) -> int | float:
    """As many decimals as sums of amounts in millions have use for."""
    whole = round(amount, 1)
    return int(whole) if whole == int(whole) else whole


def _projects(count: int, say: Texts) -> str:
    return say("portfolio_tab.projects_one") if count == 1 else say("portfolio_tab.projects", count=count)
