"""The passages, and which of them pass a filter."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Sequence
from typing import Any

from index.collections import collection_of, read_places
from index.store.base import EXEMPT
from index.store.texts import Texts
from index.types import About, Filters, StoredPassage
from ingest.document import Span
from ingest.personal import masked

_VARIABLES = 500
"""How many ids go into one IN list; SQLite's own limit is far above it."""

_BATCH = 2000
"""How many passages are read at once where all of them are changed."""

_PASSAGE = f"""
SELECT passages.id, documents.name, parts.title, passages.page, passages.start, passages.end,
       passages.text, passages.heading, passages.sentences, passages.part, parts.date, parts.body,
       parts.kind, COALESCE(passages.case_number, parts.case_number), parts.draft,
       {EXEMPT.format("passages")},
       EXISTS (SELECT 1 FROM recognised WHERE recognised.document = passages.document
               AND recognised.start < passages.end AND recognised.end > passages.start)
FROM passages JOIN parts ON parts.id = passages.part JOIN documents ON documents.id = passages.document
"""  # noqa: S608 - ours


class Passages(Texts):
    """The passages, and which of them pass a filter."""

    def passages(self, ids: Sequence[int]) -> dict[int, StoredPassage]:
        """The passages of these ids that there are."""
        found: dict[int, StoredPassage] = {}
        for some in _blocks(ids):
            marks = ", ".join("?" * len(some))
            sql = f"{_PASSAGE} WHERE passages.id IN ({marks})"
            for row in self.connection.execute(sql, some):
                found[row[0]] = self._passage(row)
        return found

    def _passage(self, row: Sequence[Any]) -> StoredPassage:
        number, document, title, page, start, end, text, heading, sentences, part, *about, ocr = row
        offsets = json.loads(sentences)
        spans = tuple(map(Span, offsets[::2], offsets[1::2]))
        if self._hide:  # masks leave each offset where it is
            title, text, heading = masked(title), self._shown(document, text, start), masked(heading)
        date, body, kind, case, draft, exempt = about
        return StoredPassage(
            number, document, title, page, start, end, text, tuple(json.loads(heading)), spans, part,
            date, body, kind, case, bool(draft), exempt, bool(ocr),
        )  # fmt: skip

    def abouts(self, ids: Sequence[int]) -> dict[int, About]:
        """What engines choose these passages by, of those that there are."""
        places = read_places(self.get("collections"))
        rows = self.connection.execute(
            "SELECT passages.id, passages.document, passages.part, parts.date, parts.body, parts.kind,"  # noqa: S608
            " COALESCE(passages.case_number, parts.case_number), documents.name, documents.source"
            " FROM passages JOIN parts ON parts.id = passages.part"
            " JOIN documents ON documents.id = passages.document"
            f" WHERE passages.id IN {self.database.numbers}",
            (json.dumps(list(ids)),),
        )
        return {
            number: About(number, document, part, date, body, kind, case, collection_of(name, source, places))
            for number, document, part, date, body, kind, case, name, source in rows
        }

    def passages_in(self, document: int) -> list[int]:
        """Ids of a document's passages, in order."""
        rows = self.connection.execute("SELECT id FROM passages WHERE document = ? ORDER BY id", (document,))
        return [row[0] for row in rows]

    def passage_count(self) -> int:
        """How many passages there are."""
        return int(self.one("SELECT COUNT(*) FROM passages"))

    def last_passage(self) -> int:
        """The highest id of a passage; 0 where there is none."""
        return int(self.one("SELECT MAX(id) FROM passages") or 0)

    def passage_range(self, document: int) -> tuple[int, int] | None:
        """The first and the last id of a document's passages, which follow each other; None where it has none."""
        row = self.connection.execute(
            "SELECT MIN(id), MAX(id) FROM passages WHERE document = ?", (document,)
        ).fetchone()
        return (row[0], row[1]) if row[0] is not None else None

    def near(self, document: str, start: int, end: int) -> list[StoredPassage]:
        """The passages of a document that touch ``[start:end)``, in order."""
        sql = f"{_PASSAGE} WHERE documents.name = ? AND passages.start < ? AND passages.end > ?"
        rows = self.connection.execute(sql + " ORDER BY passages.start", (document, end, start))
        return [self._passage(row) for row in rows]

    def contexts(self, after: int, limit: int) -> list[tuple[int, str]]:
        """Up to `limit` passages' ids and the text that encoders see, of ids above `after`."""
        rows = self.connection.execute(
            "SELECT id, context || ? || text FROM passages WHERE id > ? ORDER BY id LIMIT ?",
            ("\n", after, limit),
        )
        return [(number, text) for number, text in rows]

    def for_lexical(
        self, after: int, limit: int, document: int | None = None
    ) -> list[tuple[int, str, list[str]]]:
        """Up to `limit` passages with ids above `after`, of one document or of all: id, context, sentences."""
        of_one = "" if document is None else " AND document = ?"
        rows = self.connection.execute(
            "SELECT id, context, text, start, sentences FROM passages"  # noqa: S608 - ours
            f" WHERE id > ?{of_one} ORDER BY id LIMIT ?",
            (after, limit) if document is None else (after, document, limit),
        )
        found = []
        for number, context, text, at, sentences in rows:
            places = json.loads(sentences)
            spans = zip(places[::2], places[1::2], strict=True)
            found.append((number, context, [text[a - at : b - at] for a, b in spans]))
        return found

    def change_sentences(self, changed: Callable[[str, list[Span]], list[Span]]) -> None:
        """Keep other sentences of the passages; `changed` takes a passage's text and its sentences, from 0."""
        after = 0
        while rows := self.connection.execute(
            "SELECT id, start, text, sentences FROM passages WHERE id > ? ORDER BY id LIMIT ?",
            (after, _BATCH),
        ).fetchall():
            after = rows[-1][0]
            for number, at, text, sentences in rows:
                places = [place - at for place in json.loads(sentences)]
                spans = list(map(Span, places[::2], places[1::2]))
                if (new := changed(text, spans)) != spans:
                    kept = json.dumps([at + place for span in new for place in (span.start, span.end)])
                    self.connection.execute("UPDATE passages SET sentences = ? WHERE id = ?", (kept, number))

    def case_numbers(self) -> list[str]:
        """The numbers of all cases that passages stand in."""
        sql = " UNION ".join(f"SELECT case_number FROM {table}" for table in ("passages", "parts"))  # noqa: S608
        return [row[0] for row in self.connection.execute(sql + " ORDER BY 1") if row[0]]

    def parts(self, filters: Filters) -> list[int]:
        """Ids of the parts that pass; with cases, of those that hold a passage of one."""
        where: list[str] = ["1 = 1"]
        values: list[object] = []
        if filters.since:  # "2020-10" reaches to "2020-10-99" in plain string order
            where.append("parts.date || '~' >= ?")
            values.append(filters.since)
        if filters.until:
            where.append("parts.date <= ?")
            values.append(filters.until + "~")
        if filters.kind:
            where.append("parts.kind = ?")
            values.append(str(filters.kind))
        for column, wanted in (("parts.body", filters.bodies), ("documents.name", filters.documents)):
            if wanted is not None:
                where.append(f"{column} IN {self.database.texts}")
                values.append(json.dumps(wanted))
        if filters.cases is not None:
            of_cases = f"case_number IN {self.database.texts}"
            where.append(
                f"(parts.{of_cases} OR parts.id IN (SELECT part FROM passages WHERE {of_cases}))"  # noqa: S608 - ours
            )
            values += [json.dumps(filters.cases)] * 2
        sql = "SELECT parts.id FROM parts JOIN documents ON documents.id = parts.document WHERE "
        return [row[0] for row in self.connection.execute(sql + " AND ".join(where), values)]

    def passages_of(self, parts: Sequence[int], cases: Sequence[str] | None = None) -> list[int]:
        """Ids of the passages of these parts; cases: only those that stand in one of these cases."""
        values = [json.dumps(list(parts))]
        sql = f"SELECT passages.id FROM passages WHERE part IN {self.database.numbers}"  # noqa: S608 - ours
        if cases is not None:
            number = "(SELECT parts.case_number FROM parts WHERE parts.id = part)"
            sql += f" AND COALESCE(passages.case_number, {number}) IN {self.database.texts}"
            values.append(json.dumps(list(cases)))
        return [row[0] for row in self.connection.execute(sql, values)]


def _blocks(ids: Sequence[int]) -> Iterator[Sequence[int]]:
    for at in range(0, len(ids), _VARIABLES):
        yield ids[at : at + _VARIABLES]
