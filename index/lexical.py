"""The lexical index: tantivy over the analysed tokens.

Derived from the truth. Tokens come joined by spaces and tantivy's ``whitespace`` tokenizer
parts them again, so the analyser alone decides what a word is. BM25 with k1 1.2 and b 0.75
(tantivy's own, fixed).
"""

from __future__ import annotations

import json
import os
import shutil
import struct
import tempfile
import zlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import tantivy
from tantivy import Occur, Query

from index.keys import Keys, unpack
from index.language import Terms
from index.types import About

FIELDS = ("stem", "parts", "head")
"""``stem``: words; ``parts``: the parts of compounds; ``head``: title, headings, body and case."""

_HEAP = 64_000_000  # bytes that the writer collects before it writes a segment; tantivy asks for 15 MB
_LONGEST = 200  # tokens of more characters are rubbish of extraction; tantivy refuses 65,530 bytes


@dataclass(frozen=True, slots=True)
class Statistics:
    """What a field's scores rest on. passages: how many were counted; average: tokens of one on average.

    Both count what was removed too, until its segment is merged.
    """

    passages: int
    average: float


class Lexical:
    """One open tantivy index; any number may read while one writes."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._schema = _schema()
        self._shadow: tempfile.TemporaryDirectory[str] | None = None
        self._writer: tantivy.IndexWriter | None = None
        if not folder.is_dir() and os.access(folder.parent, os.W_OK):
            folder.mkdir(parents=True, exist_ok=True)
        self._open()

    def _open(self) -> None:
        place = self._folder
        if not os.access(place, os.W_OK):  # tantivy locks a file of the folder even to read
            if self._shadow:
                self._shadow.cleanup()
            self._shadow = _shadow(place)
            place = Path(self._shadow.name)
        self._index = tantivy.Index(self._schema, path=str(place))
        self._index.config_reader("manual", 0)
        self._searcher = self._index.searcher()

    def reload(self) -> None:
        """See what has been committed since."""
        if self._shadow:
            self._open()
            return
        self._index.reload()
        self._searcher = self._index.searcher()

    @property
    def size(self) -> int:
        """How many passages it holds."""
        return int(self._searcher.num_docs)

    # -- writing ------------------------------------------------------------------------------

    def add(self, about: About, body: Terms, head: Terms, keys: bytes = b"") -> None:
        """Add a passage; it is found after `commit`. keys: what `index.keys.pack` made of it."""
        entry = tantivy.Document()
        entry.add_unsigned("id", about.passage)
        entry.add_unsigned("document", about.document)
        entry.add_unsigned("part", about.part)
        entry.add_text("stem", joined(body.stem))
        entry.add_text("parts", joined(body.parts))
        entry.add_text("head", joined(head.parts))
        entry.add_bytes("keys", keys)
        self._open_writer().add_document(entry)

    def remove(self, documents: Iterable[int]) -> None:
        """Remove documents' passages; they are gone after `commit`."""
        writer = self._open_writer()
        for document in documents:
            # delete_documents_by_term finds nothing in an unsigned field (tantivy-py 0.27)
            writer.delete_documents_by_query(Query.term_query(self._schema, "document", document))

    def commit(self) -> None:
        """Make what was written durable and visible."""
        if self._writer is not None:
            self._writer.commit()
            self.reload()

    def close(self) -> None:
        """End merging and give the writer's lock back."""
        if self._writer is not None:
            writer, self._writer = self._writer, None
            writer.wait_merging_threads()
        if self._shadow:
            self._shadow.cleanup()
            self._shadow = None

    def clear(self) -> None:
        """Remove everything; what is added before the next `commit` takes its place in one step."""
        self._open_writer().delete_all_documents()

    def tidy(self) -> None:
        """Delete the files of what was removed or merged, as far as no reader holds them."""
        self._open_writer().garbage_collect_files()

    def _open_writer(self) -> tantivy.IndexWriter:
        if self._writer is None:
            self._writer = self._index.writer(_HEAP, 1)
            # What a killed writer began and never committed would stand in the way of the same names.
            self._writer.garbage_collect_files()
        return self._writer

    # -- reading ------------------------------------------------------------------------------

    def search(
        self, field: str, terms: dict[str, float], limit: int, parts: Sequence[int] | None = None
    ) -> list[tuple[int, float]]:
        """The best passages by BM25 of one field: ids and scores, best first.

        terms: each term with the weight of a match. parts: only passages of these parts.
        """
        wanted = [
            (Occur.Should, Query.boost_query(self._term(field, term), weight))
            for term, weight in terms.items()
            if len(term) <= _LONGEST
        ]
        if not wanted or (parts is not None and not parts):
            return []
        query = Query.boolean_query(wanted)
        query = self._within(query, parts)
        hits = self._searcher.search(query, limit=limit, count=False).hits
        ids = self._searcher.fast_field_values("id", [address for _, address in hits])
        return [(int(number or 0), float(score)) for number, (score, _) in zip(ids, hits, strict=True)]

    def near(
        self, field: str, term: str, distance: int, limit: int, parts: Sequence[int] | None = None
    ) -> list[int]:
        """Passages that hold a term at most `distance` (1 or 2) letters from another: ids, in no order."""
        if not 0 < len(term) <= _LONGEST:
            return []
        query = self._within(Query.fuzzy_term_query(self._schema, field, term, distance), parts)
        hits = self._searcher.search(query, limit=limit, count=False).hits
        ids = self._searcher.fast_field_values("id", [address for _, address in hits])
        return [int(number or 0) for number in ids]

    def keys(self, passages: Sequence[int]) -> dict[int, Keys]:
        """The keys of those of these passages that have them."""
        if not passages:
            return {}
        query = Query.term_set_query(self._schema, "id", passages)
        hits = self._searcher.search(query, limit=len(passages), count=False).hits
        addresses = [address for _, address in hits]
        ids = self._searcher.fast_field_values("id", addresses)
        found = {}
        for number, address in zip(ids, addresses, strict=True):
            if number is not None and (kept := self._searcher.doc(address).get_first("keys")):
                found[int(number)] = unpack(kept)
        return found

    def frequency(self, field: str, term: str, parts: Sequence[int] | None = None) -> int:
        """In how many passages a term stands; parts: only passages of these parts are counted."""
        if parts is None:
            return int(self._searcher.doc_freq(field, term))
        query = self._within(self._term(field, term), parts)
        # the types that tantivy ships lack `count`
        return int(self._searcher.search(query, limit=1, count=True).count or 0)  # type: ignore[attr-defined]

    def statistics(self, field: str, term: str) -> Statistics | None:
        """What a field's scores rest on, by way of a term; None where no passage has it."""
        query = self._term(field, term)
        hits = self._searcher.search(query, limit=1, count=False).hits
        if not hits:
            return None
        told = json.loads(query.explain(self._searcher, hits[0][1]).to_json())
        values = {part["description"].partition(",")[0]: part["value"] for part in _flat(told)}
        return Statistics(int(values["N"]), float(values["avgdl"]))

    def _within(self, query: Query, parts: Sequence[int] | None) -> Query:
        """The query, of passages of these parts alone; None for all."""
        if parts is None:
            return query
        allowed = Query.const_score_query(Query.term_set_query(self._schema, "part", list(parts)), 0.0)
        return Query.boolean_query([(Occur.Must, query), (Occur.Must, allowed)])

    def _term(self, field: str, term: str) -> Query:
        return Query.term_query(self._schema, field, term, index_option="freq")


def _flat(told: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """An explanation with all that it is made of."""
    yield told
    for part in told.get("details", ()):
        yield from _flat(part)


def open_lexical(folder: Path, most: int | None = None) -> tuple[Lexical, bool]:
    """The index in `folder` and whether it had to be made anew since it was damaged.

    most: as in `damaged_files`.
    """
    try:
        if not damaged_files(folder, most):
            return Lexical(folder), False
    except ValueError:  # what tantivy raises for whatever it cannot open
        pass
    shutil.rmtree(folder, ignore_errors=True)
    return Lexical(folder), True


_TAIL = struct.Struct("<II")
_MAGIC = 1337  # the last four bytes of each file of tantivy's, after the length of a footer with its CRC-32


def damaged_files(folder: Path, most: int | None = None) -> list[str]:
    """The files of tantivy's segments whose checksum does not fit their bytes (its footer's CRC-32).

    most: bytes in all above which nothing is read and nothing found.
    """
    if not (folder / "meta.json").exists():
        return []
    # Only what the last commit names: a killed writer leaves half a file of the next one.
    try:
        meta = json.loads((folder / "meta.json").read_bytes())
        segments = {one["segment_id"].replace("-", ""): one["deletes"] for one in meta["segments"]}
    except (ValueError, KeyError, TypeError, AttributeError):
        return ["meta.json"]
    files = [path for path in sorted(folder.iterdir()) if path.name.partition(".")[0] in segments]
    if most is not None and sum(path.stat().st_size for path in files if path.exists()) > most:
        return []
    current = {stem: f".{deletes['opstamp']}.del" for stem, deletes in segments.items() if deletes}
    return [
        path.name
        for path in files
        if (path.suffix != ".del" or path.name.endswith(current.get(path.name.partition(".")[0], "?")))
        and not _whole(path)
    ]


def _whole(path: Path) -> bool:
    try:
        content = path.read_bytes()
    except FileNotFoundError:  # merged away a moment ago
        return True
    length, magic = _TAIL.unpack(content[-8:]) if len(content) >= _TAIL.size else (0, 0)
    if magic != _MAGIC:
        return False
    try:
        footer = json.loads(content[-8 - length : -8])
    except ValueError:
        return False
    return isinstance(footer, dict) and footer.get("crc") == zlib.crc32(memoryview(content)[: -8 - length])


def _shadow(folder: Path) -> tempfile.TemporaryDirectory[str]:
    """A folder of our own that shows the files of one that may not be written to."""
    shadow = tempfile.TemporaryDirectory(prefix="saksok-")
    for path in folder.iterdir() if folder.is_dir() else ():
        if path.suffix == ".lock":
            continue
        try:
            (Path(shadow.name) / path.name).symlink_to(path.resolve())
        except OSError:  # a system that lets no ordinary user make links
            shutil.copy(path, shadow.name)
    return shadow


def _schema() -> tantivy.Schema:
    builder = tantivy.SchemaBuilder()
    for name in ("id", "document", "part"):
        builder.add_unsigned_field(name, indexed=True, fast=True)
    for name in FIELDS:
        builder.add_text_field(name, tokenizer_name="whitespace", index_option="freq")
    builder.add_bytes_field("keys", stored=True)
    return builder.build()


def joined(terms: Iterable[str]) -> str:
    """Terms as one text that white space parts again."""
    return " ".join(term for term in terms if len(term) <= _LONGEST)
