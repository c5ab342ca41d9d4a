"""Findings become sentences, the fact first, each row with the mark of its citation."""

from __future__ import annotations

from corpus.texts import Texts
from index.records import StoredRow
from search.rows import describe
from search.rows.change_sentences import ChangeSentences
from search.rows.citing import Citing
from search.rows.evaluate import Finding, Group, report_unit
from search.rows.lexicon import Lexicon
from search.rows.phrasing import Phrasing
from search.rows.query import Asked, Query, Task
from search.rows.select import holds
from search.rows.table import fold


class Writing(Phrasing):
    """The sentences of one answer."""

    def __init__(self, query: Query, say: Texts, lexicon: Lexicon, citing: Citing) -> None:
        super().__init__(query, say, lexicon, citing)
        self._parts = query, say, lexicon, citing

    def paragraph(self, finding: Finding) -> str:
        """What one report answers."""
        match self.query.task:
            case Task.CELL:
                return " ".join(self._fact(finding, stored) for stored in finding.rows)
            case Task.SUM | Task.MEAN:
                return self._total(finding)
            case Task.MOST | Task.LEAST:
                return self._extreme(finding)
            case Task.GROUP:
                return " ".join(self._group(finding, group) for group in finding.groups)
            case Task.CHANGE:
                return ChangeSentences(*self._parts).change(finding)
            case Task.NEW | Task.GONE:
                return ChangeSentences(*self._parts).moved(finding)
        return self._list(finding)

    def _list(self, finding: Finding) -> str:
        say, wanted = self.say, self.conditions(finding)
        count, per = len(finding.rows), self.per(finding)
        if not count:
            marks = self.citing.table(finding.report)
            return say("rows.list_none", checked=finding.checked, per=per, conditions=wanted, marks=marks)
        names = self.names(finding, self.varying())
        projects = self.projects(count)
        if finding.older is not None:
            olds = " ".join(self.citing.row(old) for old in finding.previous if old is not None)
            names = f"{names} ({olds})"
            older = describe.per(finding.older, say)
            return say(
                "rows.together", projects=projects, conditions=wanted, older=older, newer=per, names=names
            )
        if self.query.task is Task.SHARE:
            percent = describe.written_number(100 * count / finding.checked, say, 1)
            return say("rows.share", count=count, checked=finding.checked, percent=percent, conditions=wanted,
                       per=per, names=names)  # fmt: skip
        if not wanted:
            return say("rows.list_all", projects=projects, per=per, names=names)
        return say("rows.list", projects=projects, conditions=wanted, per=per, names=names)

    def _fact(self, finding: Finding, stored: StoredRow) -> str:
        """The asked facts of one named project."""
        sentences = []
        if self.query.expected is not None:
            fits = holds(self.query.expected, stored, finding.report.unit)
            sentences.append(self.say("rows.yes" if fits else "rows.no"))
        for asked in self.query.asked:
            sentences += self._cell(finding, stored, asked)
        if not sentences[bool(self.query.expected) :]:
            sentences.append(self._no_fact(finding, stored))
        return " ".join(sentences)

    def _no_fact(self, finding: Finding, stored: StoredRow) -> str:
        name = describe.field_name(self.query.asked[0], self.say)
        return self.say("rows.cell_none", field=name, name=stored.row.name, per=self.per(finding),
                        marks=self.citing.row(stored))  # fmt: skip

    def _cell(self, finding: Finding, stored: StoredRow, asked: Asked) -> list[str]:
        say, row = self.say, stored.row
        value = describe.detail(stored, asked, say, finding.year, report_unit(finding.report))
        if value is None and asked == Asked("lead", "owner") and row.owner:
            return self._cell(finding, stored, Asked("owner"))
        if value is None:
            return []
        common = {"name": row.name, "per": self.per(finding), "marks": self.citing.row(stored)}
        match asked.field:
            case "status" | "risk":
                name = describe.colour(getattr(row, asked.field), say)
                return [say("rows.cell_colour", colour=name, field=say(f"rows.f_{asked.field}"), **common)]
            case "amount":
                years = [asked.key] if asked.key else [year for year, _ in row.amounts]
                unit = report_unit(finding.report)
                return [
                    say(
                        "rows.cell_amount",
                        value=describe.exact_amount(stored, year, say, unit),
                        year=year,
                        **common,
                    )
                    for year in years
                ]
            case "lead":
                heading = next((h for h, text in row.cells if fold(text) == fold(value)), say("rows.f_lead"))
                return [say("rows.cell_lead", value=value, heading=_within(heading), **common)]
            case "cell":
                heading = next((h for h, _ in row.cells if fold(h) == asked.key), asked.key or "")
                return [say("rows.cell_other", value=value, heading=heading, **common)]
            case "owner" | "progress" | "id":
                return [say(f"rows.cell_{asked.field}", value=value, **common)]
        return []

    def _total(self, finding: Finding) -> str:
        measure = self.query.measure or Asked("amount")
        assert finding.value is not None
        kind = "sum" if self.query.task is Task.SUM else f"mean_{measure.field}"
        return self.say(
            f"rows.{kind}", value=self._value(finding, finding.value), projects=self.projects(len(finding.rows)),
            conditions=self.with_(finding), per=self.per(finding),
            names=self.names(finding, (Asked(measure.field, finding.year),)),
            **({"year": finding.year} if measure.field == "amount" else {}),
        )  # fmt: skip

    def _value(self, finding: Finding, value: float) -> str:
        measure = self.query.measure or Asked("amount")
        if measure.field == "progress":
            return self.say("rows.percent", value=describe.written_number(value, self.say, 1))
        decimals = 1 if self.query.task is Task.MEAN else 3
        text = describe.written_number(value, self.say, decimals)
        return describe.amount(text, report_unit(finding.report), self.say)

    def _extreme(self, finding: Finding) -> str:
        say, query = self.say, self.query
        measure = query.measure or Asked("amount")
        common = {"checked": finding.checked, "conditions": self.with_(finding), "per": self.per(finding)}
        which = "most" if query.task is Task.MOST else "least"
        if query.limit > 1:
            names = self.names(finding, (Asked(measure.field, measure.key or finding.year), *query.asked))
            name = describe.field_name(measure, say, finding.year)
            return say(f"rows.top_{which}", count=len(finding.rows), field=name, names=names, **common)
        names = self.names(finding, query.asked)
        if measure.field in ("status", "risk"):
            shown = describe.colour(getattr(finding.rows[0].row, measure.field), say)
            return say(
                "rows.extreme_colour",
                names=names,
                value=shown,
                field=say(f"rows.f_{measure.field}"),
                **common,
            )
        if measure.field == "growth":
            earlier, later = (measure.key or "|").split("|")
            return say(f"rows.{which}_growth", names=names, earlier=earlier, later=later, **common)
        value = (
            describe.detail(finding.rows[0], measure, say, finding.year, report_unit(finding.report)) or ""
        )
        year = {"year": finding.year} if measure.field == "amount" else {}
        return say(f"rows.{which}_{measure.field}", names=names, value=value, **year, **common)

    def _group(self, finding: Finding, group: Group) -> str:
        money = group.amount is not None
        asked = (Asked("amount", finding.year),) if money else ()
        names = self.names(finding, asked, group.rows)
        common = {"group": group.name, "per": self.per(finding), "names": names}
        figures: dict[str, object] = {"count": len(group.rows)}
        if group.amount is not None:
            figures = {"value": self._value(finding, group.amount), "year": finding.year}
        kind = "each" if self.query.each else "least" if self.query.least else "most"
        if self.query.each:
            figures = figures if money else {"projects": self.projects(len(group.rows))}
        else:
            figures["conditions"] = self.with_(finding)
        return self.say(f"rows.group_{kind}{'_amount' if money else ''}", **common, **figures)


def _within(heading: str) -> str:
    """A heading as it stands within a sentence: small, unless it is an abbreviation."""
    return heading if heading.isupper() else heading[:1].lower() + heading[1:]
