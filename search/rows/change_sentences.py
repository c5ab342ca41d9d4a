"""Sentences about change between two reports: what was and what is, who came and who left."""

from __future__ import annotations

from index.records import StoredRow
from search.rows import describe
from search.rows.evaluate import CLOSE, Finding, report_unit
from search.rows.matching import Gap, changed, gap
from search.rows.phrasing import Phrasing
from search.rows.query import Asked, Change, Task
from search.rows.table import Report, fold
from search.rows.values import in_kroner


class ChangeSentences(Phrasing):
    """The sentences of one answer about change."""

    def change(self, finding: Finding) -> str:
        """Which projects have changed, and how."""
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
        projects = self.projects(len(pairs))
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
        level = found is not None and abs(found.size) < CLOSE
        if old == new or level or change.field not in ("status", "risk", "amount", "progress"):
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

    def moved(self, finding: Finding) -> str:
        """Which projects are new, or gone."""
        say = self.say
        assert finding.older is not None
        kind = "new" if self.query.task is Task.NEW else "gone"
        versus = say("rows.versus", date=describe.date(finding.older.date, say))
        if not finding.rows:
            marks = f"{self.citing.table(finding.report)} {self.citing.table(finding.older)}"
            return say(
                f"rows.{kind}_none",
                per=self.per(finding),
                versus=versus,
                checked=finding.checked,
                marks=marks,
            )
        names = self.names(finding, ())
        if kind == "gone":
            names = self._with_departed(finding, names)
        return say(f"rows.{kind}", projects=self.projects(len(finding.rows)), per=self.per(finding), versus=versus,
                   names=names)  # fmt: skip

    def _with_departed(self, finding: Finding, names: str) -> str:
        """The report's own table of projects that have left, cited beside the rows that it is about."""
        left = {fold(stored.row.name): stored for stored in finding.report.departed}
        marks = [self.citing.row(left[fold(s.row.name)]) for s in finding.rows if fold(s.row.name) in left]
        return f"{names} ({' '.join(marks)})" if marks else names
