"""The names that were recognised in passages."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence

from index.store.base import Base


class Mentions(Base):
    """The names that were recognised in passages."""

    def has_unnamed(self, recipe: str) -> bool:
        """Whether a document has no names yet, or ones of another recipe."""
        return any(True for _ in self.unnamed(recipe, 0, 1 << 62))

    def unnamed(self, recipe: str, least: int, most: int) -> Iterator[tuple[int, int]]:
        """Documents, each with its number of passages, that were not named by `recipe` with that many names."""
        yield from self.connection.execute(
            "SELECT id, passages FROM documents WHERE passages > 0 AND NOT EXISTS (SELECT 1 FROM named"
            " WHERE document = documents.id AND recipe = ? AND known BETWEEN ? AND ?) ORDER BY id",
            (recipe, least, most),
        ).fetchall()

    def sentences_to_name(self, document: int) -> Iterator[tuple[int, int, str]]:
        """Passage, start and text of each sentence of a document."""
        for number, at, text, sentences in self.connection.execute(
            "SELECT id, start, text, sentences FROM passages WHERE document = ? ORDER BY start", (document,)
        ).fetchall():
            places = json.loads(sentences)
            for start, end in zip(places[::2], places[1::2], strict=True):
                yield number, start, text[start - at : end - at]

    def put_names(
        self, documents: Sequence[int], names: Sequence[Sequence[object]], recipe: str, known: int
    ) -> None:
        """Keep the names of these documents in place of earlier ones; those removed meanwhile are passed over.

        names: passage, start, end, label and name of each, the places in the document.
        """
        for document in documents:
            self.connection.execute(
                "DELETE FROM names WHERE passage IN (SELECT id FROM passages WHERE document = ?)", (document,)
            )
            self.connection.execute(
                "INSERT INTO named SELECT id, ?, ? FROM documents WHERE id = ?"
                " ON CONFLICT (document) DO UPDATE SET recipe = excluded.recipe, known = excluded.known",
                (recipe, known, document),
            )
        self.connection.executemany(
            "INSERT INTO names SELECT id, ?, ?, ?, ? FROM passages WHERE id = ? ON CONFLICT DO NOTHING",
            ((*rest, passage) for passage, *rest in names),
        )

    def names_in(self, passages: Sequence[int]) -> list[tuple[int, int, int, str, str]]:
        """Passage, start, end, label and name of each name in these passages."""
        return self.connection.execute(
            "SELECT passage, start, names.end, label, name FROM names"  # noqa: S608 - ours
            f" WHERE passage IN {self.database.numbers} ORDER BY passage, start",
            (json.dumps(list(passages)),),
        ).fetchall()

    def name_counts(self) -> dict[str, int]:
        """How many different names of each label there are."""
        rows = self.connection.execute("SELECT label, COUNT(DISTINCT name) FROM names GROUP BY label")
        return dict(rows.fetchall())
