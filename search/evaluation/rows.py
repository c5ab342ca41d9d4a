"""Rows of tables against gold rows: each must be right in every field that the gold tells of."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from corpus.errors import UsageError
from corpus.texts import LANGUAGES, Texts, texts
from index.archive import Archive
from index.records import ROW, stored_row
from search.evaluation.gold import fold, same_document
from search.rows.records import records
from search.rows.table import make_table

_FIELDS = ("id", "name", "owner", "lead", "status", "risk")


@dataclass(frozen=True, slots=True)
class GoldTable:
    """The rows of a document's tables of projects: the contract's objects, cut to `_FIELDS` and amounts."""

    document: str
    rows: tuple[dict[str, Any], ...]


def read_tables(path: Path) -> list[GoldTable] | None:
    """The gold tables of a JSON list; None where the file is none (but one with a question a line).

    Raises UsageError where the list is not one of ``{"document", "rows"}``.
    """
    try:
        text = path.read_text("utf-8-sig")
    except (OSError, ValueError):  # whoever reads the questions says so
        return None
    if not text.lstrip().startswith("["):
        return None
    try:
        return [
            GoldTable(str(one["document"]), tuple({**row, "name": str(row["name"])} for row in one["rows"]))
            for one in json.loads(text)
        ]
    except (ValueError, KeyError, TypeError) as error:
        raise UsageError("errors.gold_tables", path=path) from error


def measure_rows(archive: Archive, tables: Sequence[GoldTable]) -> dict[str, Any]:
    """How many gold rows are right, and how many rows there are beside them, for each document and in all.

    Each document is taken alone: copies of a report in other files neither add to its rows nor stand for them.

    Keys: ``rows``, ``right``, ``others``, ``documents`` (each with the same and ``wrong``, the names not found right).
    """
    stored = [stored_row(document, value) for document, value in archive.store.records(ROW)]
    documents: list[dict[str, Any]] = []
    for table in tables:
        own = make_table(row for row in stored if same_document(row.document, table.document))
        left = records(archive, own.rows, texts(LANGUAGES[0]))
        wrong = []
        for gold in table.rows:
            match = next((row for row in left if _same(gold, row)), None)
            if match is None:
                wrong.append(gold["name"])
            else:
                left.remove(match)
        right = len(table.rows) - len(wrong)
        documents.append(
            {
                "document": table.document,
                "rows": len(table.rows),
                "right": right,
                "others": len(left),
                "wrong": wrong,
            }
        )
    totals = {key: sum(one[key] for one in documents) for key in ("rows", "right", "others")}
    return {**totals, "documents": documents}


def _same(gold: dict[str, Any], row: dict[str, Any]) -> bool:
    told = all(_plain(gold.get(field)) == _plain(row[field]) for field in _FIELDS if field in gold)
    amounts = {year: float(value) for year, value in row["amounts"].items() if value is not None}
    return told and {year: float(value) for year, value in (gold.get("amounts") or {}).items()} == amounts


def _plain(value: Any) -> str | None:
    return fold(str(value)) or None if value is not None else None


def rows_markdown(result: dict[str, Any], say: Texts) -> str:
    """The documents as a table, and which rows are wrong."""
    heads = ("eval.document", "eval.rows", "eval.right", "eval.others")
    lines = [
        f"# {say('eval.title', gold=result['gold'])}",
        "",
        say("eval.made", **{key: result[key] for key in ("version", "commit", "encoder")}),
        "",
        f"| {' | '.join(say(head) for head in heads)} |",
        "|---|---|---|---|",
        *(
            f"| {one['document']} | {one['rows']} | {one['right']} | {one['others']} |"
            for one in result["documents"]
        ),
        f"| {say('eval.total')} | {result['rows']} | {result['right']} | {result['others']} |",
    ]
    wrong = [f"- {one['document']}: {name}" for one in result["documents"] for name in one["wrong"]]
    if wrong:
        lines += ["", f"## {say('eval.wrong_rows', count=len(wrong))}", "", *wrong]
    return "\n".join(lines) + "\n"
