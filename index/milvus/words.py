"""The words of an archive in Milvus: what `index.lexical.Lexical` is for a folder."""

from __future__ import annotations

import base64
import math
from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, Any

from corpus.errors import StorageError
from index.cluster import Cluster
from index.keys import Keys, unpack
from index.language import Terms
from index.lexical import Statistics, joined
from index.milvus.client import Client, lost
from index.milvus.like import Like
from index.milvus.rows import K1, LONGEST, B, about_row, cut, expression, words_schema
from index.types import About

if TYPE_CHECKING:
    from pymilvus import MilvusClient

_BATCH = 500  # rows that are sent at once: far below the 64 MB that a message may have
_MOST = 16_384  # hits that Milvus gives to one question, at most
_STEPS = 20  # how often the weightiest term of a question stands in it, where not all weigh the same
_LIKE = 1_000  # passages that may hold a like word, at most


class Words:
    """The collection of one index's words, named by the index's own identity, which no two share."""

    def __init__(self, cluster: Cluster, identity: str, stamp: int = 0) -> None:
        """stamp: of the rows that are written from here on; rises with the truth's generation."""
        self.client = Client(cluster)
        self.prefix = f"saksok_{identity}_"
        self.name = self.prefix + "words"
        self._stamp = stamp
        self._rows: list[dict[str, Any]] = []
        self._removed: list[int] = []
        self._clear = False
        self._counted: dict[tuple[str, str, str], int] = {}
        self._matches: bool | None = None

    # -- writing ------------------------------------------------------------------------------

    def make(self) -> None:
        """Make the collection where there is none."""

        def made(client: MilvusClient, options: dict[str, Any]) -> None:
            if not client.has_collection(self.name, timeout=options["timeout"]):
                schema, indexes = words_schema(client)
                client.create_collection(
                    self.name, schema=schema, index_params=indexes, consistency_level="Strong", timeout=60
                )

        self.client.tell(made)

    def add(self, about: About, body: Terms, head: Terms, keys: bytes = b"") -> None:
        """Add a passage, or put it in place of the one with its id; it is found after `commit`."""
        row = {"id": about.passage, **about_row(about, self._stamp)}
        row |= {"stem": _text(body.stem), "parts": _text(body.parts), "head": _text(head.parts)}
        row["keys"] = base64.b64encode(keys).decode()
        self._rows.append(row)
        if len(self._rows) >= _BATCH:
            self._send()

    def remove(self, documents: Iterable[int]) -> None:
        """Remove documents' passages, their words and their vectors."""
        self._removed += documents

    def commit(self) -> None:
        """Send what is left; what is told of is durable when this returns."""
        self._send()
        removed, self._removed = self._removed, []
        for at in range(0, len(removed), _BATCH):
            self._delete(f"document in {removed[at : at + _BATCH]}")
        if self._clear:
            self._clear = False
            self._delete(f"stamp < {self._stamp}", only=self.name)
        self._counted.clear()

    def clear(self) -> None:
        """Remove everything that is not added again before the next `commit`; until then it is found."""
        self._stamp += 1
        self._clear = True

    def tidy(self) -> None:
        """Have Milvus write its segments anew without what was removed; Milvus Lite has nothing to do."""

        def compacted(client: MilvusClient, options: dict[str, Any]) -> None:
            for name in self._collections(client, options):
                try:
                    client.compact(name, **options)
                except Exception as error:
                    if lost(error) or "unimplemented" not in repr(error).casefold():
                        raise

        self.client.tell(compacted)

    def drop(self) -> None:
        """Delete all collections of this index."""

        def dropped(client: MilvusClient, options: dict[str, Any]) -> None:
            for name in self._collections(client, options):
                client.drop_collection(name, timeout=options["timeout"])

        self.client.tell(dropped)

    def _send(self) -> None:
        rows, self._rows = self._rows, []
        for at in range(0, len(rows), _BATCH):
            send_rows(self.client, self.name, rows[at : at + _BATCH])

    def _delete(self, filter_: str, only: str | None = None) -> None:
        def deleted(client: MilvusClient, options: dict[str, Any]) -> None:
            for name in [only] if only else self._collections(client, options):
                client.delete(name, filter=filter_, **options)

        self.client.tell(deleted)

    def _collections(self, client: MilvusClient, options: dict[str, Any]) -> list[str]:
        return [name for name in client.list_collections(**options) if name.startswith(self.prefix)]

    # -- reading ------------------------------------------------------------------------------

    @property
    def size(self) -> int:
        """How many passages it holds; 0 where nothing was ever written."""

        def counted(client: MilvusClient, options: dict[str, Any]) -> int:
            if not client.has_collection(self.name, timeout=options["timeout"]):
                return 0
            return count(client, options, self.name, "")

        return self.client.ask(counted)

    def reload(self) -> None:
        """See what has been committed since: forget what was counted."""
        self._counted = {}

    def close(self) -> None:
        """Give the connection back."""
        self.client.close()

    def search(
        self, field: str, terms: dict[str, float], limit: int, parts: Sequence[int] | None = None
    ) -> list[tuple[int, float]]:
        """The best passages by BM25 of one field: ids and scores, best first.

        A term's weight is how often it stands in the question, since Milvus counts each time it does; a
        weight is so rounded to the twentieth of the highest.
        """
        steps = _STEPS if len(set(terms.values())) > 1 else 1
        wanted = " ".join(_repeated(terms, steps))
        if not wanted or _nothing(parts):
            return []
        hits = self.client.ask(
            lambda client, options: client.search(
                self.name, data=[wanted], anns_field=f"{field}_bm25", limit=min(limit, _MOST),
                filter=expression(parts), **options,
            )
        )  # fmt: skip
        scale = max(terms.values()) / steps
        return [(int(hit["id"]), float(hit["distance"]) * scale) for hit in hits[0]]

    def near(
        self, field: str, term: str, distance: int, limit: int, parts: Sequence[int] | None = None
    ) -> list[int]:
        """Passages that hold a term at most `distance` letters from another: ids, in no order.

        Milvus has no search for like words, so passages that may hold one are looked through, `_LIKE` at most.
        """
        alike = Like(term, distance)
        if not alike.pieces or _nothing(parts):
            return []
        holds, chosen = alike.expression(field), expression(parts)
        rows = self.client.ask(
            lambda client, options: client.query(
                self.name, filter=f"({holds})" + (f" and {chosen}" if chosen else ""),
                output_fields=["id", field], limit=_LIKE, **options,
            )
        )  # fmt: skip
        found = [int(row["id"]) for row in rows if any(map(alike.fits, set(row[field].split())))]
        return found[:limit]

    def keys(self, passages: Sequence[int]) -> dict[int, Keys]:
        """The keys of those of these passages that have them."""
        found = {}
        for at in range(0, len(passages), _BATCH):
            some = list(map(int, passages[at : at + _BATCH]))
            for row in self._rows_of(some):
                found[int(row["id"])] = unpack(base64.b64decode(row["keys"]))
        return found

    def _rows_of(self, passages: list[int]) -> list[dict[str, Any]]:
        found: list[dict[str, Any]] = self.client.ask(
            lambda client, options: client.query(
                self.name, filter=f"id in {passages}", output_fields=["id", "keys"], **options
            )
        )
        return [row for row in found if row["keys"]]

    def frequency(self, field: str, term: str, parts: Sequence[int] | None = None) -> int:
        """In how many passages a term stands; of more than `_MOST`, as many as Milvus counts or that number."""
        if _nothing(parts):
            return 0
        chosen = expression(parts)
        key = (field, term, chosen)
        if key not in self._counted:
            self._counted[key] = self._count(field, term, chosen)
        return self._counted[key]

    def _count(self, field: str, term: str, chosen: str) -> int:
        """By Milvus's index of tokens; Milvus Lite has none, so there the hits of a search are counted."""
        if self._matches is not False:
            quoted = term.replace("\\", "\\\\").replace("'", "\\'")
            match = f"TEXT_MATCH({field}, '{quoted}')" + (f" and {chosen}" if chosen else "")
            try:
                found = self.client.ask(lambda client, options: count(client, options, self.name, match))
            except StorageError as error:
                if self._matches or error.key != "errors.engine_fault":
                    raise
                self._matches = False
            else:
                self._matches = True
                return found
        hits = self.client.ask(
            lambda client, options: client.search(
                self.name, data=[term], anns_field=f"{field}_bm25", limit=_MOST, filter=chosen, **options
            )
        )
        return len(hits[0])

    def statistics(self, field: str, term: str) -> Statistics | None:
        """What a field's scores rest on, by way of a term; None where no passage has it.

        The average length is worked out from the score of one passage whose tokens are counted.
        """
        hits = self.search(field, {term: 1.0}, 1)
        size, held = self.size, self.frequency(field, term)
        if not hits or not held:
            return None
        number, score = hits[0]
        (row,) = self.client.ask(
            lambda client, options: client.query(
                self.name, filter=f"id in [{number}]", output_fields=["id", field], **options
            )
        )
        return Statistics(size, average_length(row[field].split(), term, score, size, held))


def average_length(tokens: Sequence[str], term: str, score: float, size: int, held: int) -> float:
    """The average length that makes BM25 give this score to a passage of these tokens."""
    often = tokens.count(term)
    idf = math.log(1 + (size - held + 0.5) / (held + 0.5))
    ratio = (often * (K1 + 1) * idf / score - often) / K1  # 1 - b + b * length / average
    return B * len(tokens) / max(ratio - 1 + B, 1e-6)


def send_rows(client: Client, name: str, rows: list[dict[str, Any]]) -> None:
    """Put rows into a collection, each in place of the one with its id."""
    client.tell(lambda milvus, options: milvus.upsert(name, rows, **options))


def count(client: MilvusClient, options: dict[str, Any], name: str, filter_: str) -> int:
    """How many rows of a collection pass, all that was written before among them."""
    found = client.query(
        name, filter=filter_, output_fields=["count(*)"], consistency_level="Strong", **options
    )
    return int(found[0]["count(*)"])


def _nothing(parts: Sequence[int] | None) -> bool:
    return parts is not None and not parts


def _repeated(terms: dict[str, float], steps: int) -> Iterator[str]:
    most = max(terms.values(), default=1.0)
    for term, weight in terms.items():
        yield from [term] * max(1, round(weight / most * steps))


def _text(terms: Iterable[str]) -> str:
    return cut(joined(terms), LONGEST)
