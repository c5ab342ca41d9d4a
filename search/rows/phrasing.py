"""What the sentences of all answers are put together from: names, dates, conditions."""

from __future__ import annotations

from collections.abc import Sequence

from corpus.texts import Texts
from index.records import StoredRow
from search.rows import describe
from search.rows.citing import Citing
from search.rows.evaluate import Finding, report_unit
from search.rows.lexicon import Lexicon
from search.rows.query import Asked, Query
from search.rows.select import All, Condition, leaves


class Phrasing:
    """The words of one answer: its query, its language, the archive's names, its citations."""

    def __init__(self, query: Query, say: Texts, lexicon: Lexicon, citing: Citing) -> None:
        self.query, self.say, self._lexicon, self.citing = query, say, lexicon, citing

    def per(self, finding: Finding) -> str:
        """When a report is of: ``per 9. oktober 2020``."""
        return describe.per(finding.report, self.say)

    def written(self, folded: str) -> str:
        """A folded name as the archive, or the question, writes it."""
        lexicon = self._lexicon
        for names in (lexicon.owners, lexicon.leads, lexicon.texts):
            if folded in names:
                return names[folded]
        return describe.joined([f"«{words}»" for words in self.query.spoken], self.say, "or") or folded

    def conditions(self, finding: Finding) -> str:
        """What the question asks of the rows."""
        return describe.conditions(self.query.where, self.say, self.written, finding.report)

    def with_(self, finding: Finding) -> str:
        """The same after ``med``; empty where it asks nothing of them."""
        text = self.conditions(finding)
        return self.say("rows.with", conditions=text) if text else ""

    def projects(self, count: int) -> str:
        """``3 prosjekter``."""
        key = "none_of" if count == 0 else "one" if count == 1 else "many"
        return self.say(f"rows.{key}", count=count) if count > 1 else self.say(f"rows.{key}")

    def names(self, finding: Finding, asked: Sequence[Asked], rows: Sequence[StoredRow] | None = None) -> str:
        """Names with what is asked of each in parentheses, and their marks."""
        unit = report_unit(finding.report)
        parts = []
        for stored in finding.rows if rows is None else rows:
            facts = [describe.detail(stored, a, self.say, finding.year, unit) for a in asked]
            told = "; ".join(fact for fact in facts if fact)
            shown = f"{stored.row.name} ({told})" if told else stored.row.name
            parts.append(f"{shown} {self.citing.row(stored)}")
        return describe.joined(parts, self.say)

    def varying(self) -> list[Asked]:
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
