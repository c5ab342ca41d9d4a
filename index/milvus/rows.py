"""What a row of Milvus holds, and how a selection of passages is said to it."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from index.selection import Selection
from index.types import About, Filters

if TYPE_CHECKING:
    from pymilvus import MilvusClient
    from pymilvus.milvus_client import CollectionSchema

FIELDS = ("stem", "parts", "head")
LONGEST = 65_535  # bytes of a text that Milvus keeps
K1, B = 1.2, 0.75  # as tantivy has them, fixed
_NAME = 2_000  # bytes of a name that is filtered by
_TEXTS = ("date", "body", "kind", "case_number", "collection")


def about_row(about: About, stamp: int) -> dict[str, Any]:
    """The fields that passages are chosen by; what there is none of is empty, since Milvus Lite knows no null."""
    return {
        "document": about.document,
        "part": about.part,
        "date": about.date or "",
        "body": cut(about.body or "", _NAME),
        "kind": about.kind,
        "case_number": about.case or "",
        "collection": cut(about.collection, _NAME),
        "stamp": stamp,
    }


def cut(text: str, longest: int) -> str:
    """A text of at most so many bytes."""
    return text if len(text) * 4 <= longest else text.encode()[:longest].decode(errors="ignore")


def base_schema(client: MilvusClient) -> CollectionSchema:
    """The schema that both kinds of collection begin with; the key is the passage's id."""
    from pymilvus import DataType

    schema = client.create_schema(auto_id=False, enable_dynamic_field=False)
    schema.add_field("id", DataType.INT64, is_primary=True)
    for name in ("document", "part", "stamp"):
        schema.add_field(name, DataType.INT64)
    for name in _TEXTS:
        schema.add_field(name, DataType.VARCHAR, max_length=_NAME)
    return schema


def words_schema(client: MilvusClient) -> tuple[CollectionSchema, Any]:
    """Schema and indexes of the collection of words: each field's tokens, and BM25 over them."""
    from pymilvus import DataType, Function, FunctionType

    schema = base_schema(client)
    indexes = client.prepare_index_params()
    for name in FIELDS:
        schema.add_field(
            name,
            DataType.VARCHAR,
            max_length=LONGEST,
            enable_analyzer=True,
            enable_match=True,
            analyzer_params={"tokenizer": "whitespace"},
        )
        schema.add_field(f"{name}_bm25", DataType.SPARSE_FLOAT_VECTOR)
        schema.add_function(
            Function(
                name=f"{name}_function",
                function_type=FunctionType.BM25,
                input_field_names=[name],
                output_field_names=[f"{name}_bm25"],
            )
        )
        indexes.add_index(
            f"{name}_bm25",
            index_type="SPARSE_INVERTED_INDEX",
            metric_type="BM25",
            params={"bm25_k1": K1, "bm25_b": B},
        )
    schema.add_field("keys", DataType.VARCHAR, max_length=LONGEST)
    return schema, indexes


def vectors_schema(client: MilvusClient, dimensions: int) -> tuple[CollectionSchema, Any]:
    """Schema and index of a collection of one encoder's vectors."""
    from pymilvus import DataType

    schema = base_schema(client)
    schema.add_field("vector", DataType.FLOAT_VECTOR, dim=dimensions)
    indexes = client.prepare_index_params()
    indexes.add_index("vector", index_type="AUTOINDEX", metric_type="IP")
    return schema, indexes


def expression(selection: Sequence[int] | None, field: str = "part") -> str:
    """Milvus's filter for the passages chosen; empty for all. field: what a plain list holds ids of."""
    if selection is None:
        return ""
    if not isinstance(selection, Selection):
        return f"{field} in {list(map(int, selection))}"
    found = _filters(selection.filters, selection.documents)
    if selection.collections is not None:
        found.append(_among("collection", sorted(selection.collections)))
    return " and ".join(f"({one})" for one in found)


def _filters(filters: Filters, documents: Sequence[int] | None) -> list[str]:
    found = []
    if filters.since:
        # "2020" and "2020-10" reach into a period that begins with "2020-10-13", as the store has it.
        cuts = [filters.since[:length] for length in (4, 7) if length < len(filters.since)]
        longer = f" or {_among('date', cuts)}" if cuts else ""
        found.append(f"date >= {_quoted(filters.since)}{longer}")
    if filters.until:
        found.append(f'date != "" and date <= {_quoted(filters.until + "~")}')
    if filters.kind:
        found.append(f"kind == {_quoted(str(filters.kind))}")
    if filters.bodies is not None:
        found.append(_among("body", [cut(body, _NAME) for body in filters.bodies]))
    if filters.cases is not None:
        found.append(_among("case_number", filters.cases))
    if documents is not None:
        found.append(f"document in {list(documents)}")
    return found


def _among(field: str, values: Sequence[str]) -> str:
    return f"{field} in [{', '.join(map(_quoted, values))}]"


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)
