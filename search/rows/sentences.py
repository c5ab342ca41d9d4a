"""Findings become sentences, the fact first, each row with the mark of its citation."""

from __future__ import annotations

from collections.abc import Sequence

from corpus.texts import Texts
from index.records import StoredRow
from search.rows import describe
from search.rows.citing import Citing
from search.rows.evaluate import Finding, Group, measured, report_unit
from search.rows.lexicon import Lexicon
from search.rows.matching import Gap, changed, gap
from search.rows.query import Asked, Change, Query, Task
from search.rows.select import All, Condition, holds, leaves
from search.rows.table import Report, fold
from search.rows.values import in_kroner


class Writing:
    """The sentences of one answer."""

    def __init__(self, query: Query, say: Texts, lexicon: Lexicon, citing: Citing) -> None:
        self.query, self.say, self._lexicon, self.citing = query, say, lexicon, citing

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
                return self._change(finding)
            case Task.NEW | Task.GONE:
                return self._moved(finding)
        return self._list(finding)

    # -- parts ------------------------------------------------------------------------------------

    def _per(self, finding: Finding) -> str:
        return describe.per(finding.report, self.say)

    def _written(self, folded: str) -> str:
        lexicon = self._lexicon
        for names in (lexicon.owners, lexicon.leads, lexicon.texts):
            if folded in names:
                return names[folded]
        return describe.joined([f"«{words}»" for words in self.query.spoken], self.say, "or") or folded

    def _conditions(self, finding: Finding) -> str:
        return describe.conditions(self.query.where, self.say, self._written, finding.report)

    def _with(self, finding: Finding) -> str:
        text = self._conditions(finding)
        return self.say("rows.with", conditions=text) if text else ""

    def _projects(self, count: int) -> str:
        key = "none_of" if count == 0 else "one" if count == 1 else "many"
        return self.say(f"rows.{key}", count=count) if count > 1 else self.say(f"rows.{key}")

    def _names(
        self, finding: Finding, asked: Sequence[Asked], rows: Sequence[StoredRow] | None = None
    ) -> str:
        """Names with what is asked of each in parentheses, and their marks."""
        unit = report_unit(finding.report)
        parts = []
        for stored in finding.rows if rows is None else rows:
            facts = [describe.detail(stored, a, self.say, finding.year, unit) for a in asked]
            told = "; ".join(fact for fact in facts if fact)
            shown = f"{stored.row.name} ({told})" if told else stored.row.name
            parts.append(f"{shown} {self.citing.row(stored)}")
        return describe.joined(parts, self.say)

    def _varying(self) -> list[Asked]:
        """What a list tells of its rows beside their names: what was asked for, and what may differ."""
        asked = [a for a in self.query.asked if a.field != "name"]
        simple = isinstance(self.query.where, Condition) and self.query.where.operator == "="
        if not simple:
            loose = [c for c in leaves(self.query.where) if c.operator not in ("=", "known")]
            asked += [
                Asked(c.field, c.key) for c in loose if c.field in ("status", "risk", "amount", "progress")
            ]
        elif self.query.where != All():
            asked += [
                Asked(c.field, c.key) for c in leaves(self.query.where) if c.field in ("amount", "progress")
            ]
        return list(dict.fromkeys(asked))

    # -- tasks ------------------------------------------------------------------------------------

    def _list(self, finding: Finding) -> str:
        say, wanted = self.say, self._conditions(finding)
        count, per = len(finding.rows), self._per(finding)
        if not count:
            marks = self.citing.table(finding.report)
            return say("rows.list_none", checked=finding.checked, per=per, conditions=wanted, marks=marks)
        names = self._names(finding, self._varying())
        projects = self._projects(count)
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
        return self.say("rows.cell_none", field=name, name=stored.row.name, per=self._per(finding),
                        marks=self.citing.row(stored))  # fmt: skip

    def _cell(self, finding: Finding, stored: StoredRow, asked: Asked) -> list[str]:
        say, row = self.say, stored.row
        value = describe.detail(stored, asked, say, finding.year, report_unit(finding.report))
        if value is None and asked == Asked("lead", "owner") and row.owner:
            return self._cell(finding, stored, Asked("owner"))
        if value is None:
            return []
        common = {"name": row.name, "per": self._per(finding), "marks": self.citing.row(stored)}
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
            f"rows.{kind}", value=self._value(finding, finding.value), projects=self._projects(len(finding.rows)),
            conditions=self._with(finding), per=self._per(finding),
            names=self._names(finding, (Asked(measure.field, finding.year),)),
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
        common = {"checked": finding.checked, "conditions": self._with(finding), "per": self._per(finding)}
        which = "most" if query.task is Task.MOST else "least"
        if query.limit > 1:
            names = self._names(finding, (Asked(measure.field, measure.key or finding.year), *query.asked))
            name = describe.field_name(measure, say, finding.year)
            return say(f"rows.top_{which}", count=len(finding.rows), field=name, names=names, **common)
        names = self._names(finding, query.asked)
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
        names = self._names(finding, asked, group.rows)
        common = {"group": group.name, "per": self._per(finding), "names": names}
        figures: dict[str, object] = {"count": len(group.rows)}
        if group.amount is not None:
            figures = {"value": self._value(finding, group.amount), "year": finding.year}
        kind = "each" if self.query.each else "least" if self.query.least else "most"
        if self.query.each:
            figures = figures if money else {"projects": self._projects(len(group.rows))}
        else:
            figures["conditions"] = self._with(finding)
        return self.say(f"rows.group_{kind}{'_amount' if money else ''}", **common, **figures)

    # -- change -----------------------------------------------------------------------------------

    def _change(self, finding: Finding) -> str:
        say = self.say
        assert self.query.change is not None and finding.older is not None
        fromto = self._from_to(finding)
        verb = self._verb(self.query.change)
        if not finding.rows:
            marks = f"{self.citing.table(finding.report)} {self.citing.table(finding.older)}"
            return say("rows.change_none", checked=finding.checked, verb=verb, fromto=fromto, marks=marks)
        pairs = list(zip(finding.rows, finding.previous, strict=True))
        if self.query.named:
            return " ".join(self._one_change(s, b, finding) for s, b in pairs if b is not None)
        names = describe.joined([self._changed(s, b, finding) for s, b in pairs], say)
        projects = self._projects(len(pairs))
        return say("rows.change_list", projects=projects, verb=verb, fromto=fromto, names=names)

    def _from_to(self, finding: Finding) -> str:
        assert finding.older is not None
        dates = [describe.date(report.date, self.say) for report in (finding.older, finding.report)]
        return self.say("rows.from_to", older=dates[0], newer=dates[1])

    def _changed(self, stored: StoredRow, before: StoredRow | None, finding: Finding) -> str:
        """A project of a list of changes: its name, what it was and is, its rows."""
        if before is None:
            return f"{stored.row.name} ({self._absent(stored)}) {self.citing.row(stored)}"
        marks = f"{self.citing.row(before)} {self.citing.row(stored)}"
        return f"{stored.row.name} ({self._arrow(stored, before, finding)}) {marks}"

    def _one_change(self, stored: StoredRow, before: StoredRow, finding: Finding) -> str:
        """The change of a project that the question names."""
        say, change = self.say, self.query.change
        assert change is not None and finding.older is not None
        answer = ""
        if self.query.checks:
            answer = say("rows.yes" if changed(stored, before, change) else "rows.no") + " "
        marks = f"{self.citing.row(before)} {self.citing.row(stored)}"
        common = {"name": stored.row.name, "fromto": self._from_to(finding), "marks": marks}
        found = gap(stored, before, change) if change.field in ("amount", "progress") else None
        old, new = self._told(before, finding.older, found), self._told(stored, finding.report, found)
        asked = Asked(change.field, found.year if found else None)
        if old == new or change.field not in ("status", "risk", "amount", "progress"):
            value = new if found else say("rows.c_coloured", colour=new, field=say(f"rows.f_{change.field}"))
            times = [describe.per(report, say) for report in (finding.older, finding.report)]
            return answer + say("rows.change_not", value=value, older=times[0], newer=times[1], **common)
        if found is None:
            return answer + say(
                "rows.change_colour", before=old, after=new, field=describe.field_name(asked, say), **common
            )
        return answer + say(
            "rows.change_number", what=describe.field_name(asked, say), before=old, after=new,
            gap=self._gap(found, stored, finding), **common,
        )  # fmt: skip

    def _told(self, stored: StoredRow, report: Report, found: Gap | None) -> str:
        change = self.query.change
        assert change is not None
        if found is not None and found.year is not None:
            return describe.printed_amount(stored, found.year, self.say, report_unit(report))
        told = getattr(stored.row, change.field, None)
        return (describe.progress(told, self.say) or "–") if isinstance(told, str) else "–"

    def _gap(self, found: Gap, stored: StoredRow, finding: Finding) -> str:
        """By how much a number rose or fell, in the unit of the newer report."""
        unit = stored.row.unit or report_unit(finding.report)
        sign = "+" if found.size > 0 else "−"
        size = abs(found.size)
        if found.year is None:
            return sign + self.say("rows.percent", value=describe.written_number(size, self.say, 1))
        shared = stored.row.unit is not None and found.in_kroner
        scaled = size / in_kroner(1, unit) if shared else size
        return sign + describe.amount(scaled, unit, self.say)

    def _verb(self, change: Change) -> str:
        say = self.say
        name = describe.field_name(Asked(change.field, change.key), say)
        colours = {
            which: describe.joined([describe.colour(c, say) for c in named], say, "or")
            for which, named in (("before", change.before), ("after", change.after))
        }
        if change.direction == "same":
            return (
                say("rows.v_same_colour", after=colours["after"], field=name)
                if change.after
                else say("rows.v_same", field=name)
            )
        if change.before and change.after:
            return say("rows.v_from_to", field=name, **colours)
        if change.absent:
            key = "v_only_before" if change.before else "v_only_after"
            return say(f"rows.{key}", field=name, colour=colours["before"] or colours["after"])
        if change.before:
            return say("rows.v_from", before=colours["before"], field=name)
        if change.after:
            return say("rows.v_to", after=colours["after"], field=name)
        direction = change.direction
        if change.field == "risk":  # a risk is high or low rather than good or bad
            direction = {"worse": "up", "better": "down"}.get(direction, direction)
        return say(f"rows.v_{direction}", field=name)

    def _arrow(self, stored: StoredRow, before: StoredRow, finding: Finding) -> str:
        change = self.query.change
        assert change is not None and finding.older is not None
        found = gap(stored, before, change) if change.field == "amount" else None
        old, new = self._told(before, finding.older, found), self._told(stored, finding.report, found)
        arrow = self.say("rows.arrow", before=old, after=new)
        return f"{found.year}: {arrow}" if found else arrow

    def _absent(self, stored: StoredRow) -> str:
        """The colour of a project that the other report lacks."""
        change = self.query.change
        assert change is not None
        colour = describe.colour(getattr(stored.row, change.field), self.say)
        missing = self.say("rows.absent")
        before, after = (colour, missing) if change.before else (missing, colour)
        return self.say("rows.arrow", before=before, after=after)

    def _moved(self, finding: Finding) -> str:
        say = self.say
        assert finding.older is not None
        kind = "new" if self.query.task is Task.NEW else "gone"
        versus = say("rows.versus", date=describe.date(finding.older.date, say))
        if not finding.rows:
            marks = f"{self.citing.table(finding.report)} {self.citing.table(finding.older)}"
            return say(
                f"rows.{kind}_none",
                per=self._per(finding),
                versus=versus,
                checked=finding.checked,
                marks=marks,
            )
        names = self._names(finding, ())
        if kind == "gone":
            names = self._with_departed(finding, names)
        return say(f"rows.{kind}", projects=self._projects(len(finding.rows)), per=self._per(finding), versus=versus,
                   names=names)  # fmt: skip

    def _with_departed(self, finding: Finding, names: str) -> str:
        """The report's own table of projects that have left, cited beside the rows that it is about."""
        left = {fold(stored.row.name): stored for stored in finding.report.departed}
        marks = [self.citing.row(left[fold(s.row.name)]) for s in finding.rows if fold(s.row.name) in left]
        return f"{names} ({' '.join(marks)})" if marks else names


def _within(heading: str) -> str:
    """A heading as it stands within a sentence: small, unless it is an abbreviation."""
    return heading if heading.isupper() else heading[:1].lower() + heading[1:]


__all__ = ["Writing", "measured"]
