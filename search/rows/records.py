"""Rows as the contract shows them, each with the words that it stands in."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from corpus.errors import Reason
from corpus.texts import Texts
from index.archive import Archive
from index.records import StoredRow


def records(archive: Archive, rows: Sequence[StoredRow], say: Texts) -> list[dict[str, Any]]:
    """The contract's row objects, in the order of `rows`.

    Beside its fields each has `doubtful` (why the columns are uncertain, in the
    language of `say`, or null) and `colours`
    (page, box in points and measured colour of what was seen rather than read) and `exempt` (the mark
    of a paper that is exempt from public access, or null).
    """
    quotes = read_quotes(archive, rows)
    exempt = archive.store.exempt_at
    return [
        record(stored, quote, say) | {"exempt": exempt(stored.document, stored.row.start)}
        for stored, quote in zip(rows, quotes, strict=True)
    ]


def read_quotes(archive: Archive, rows: Sequence[StoredRow]) -> list[str]:
    """Each row's slice of its document's text; every document is read once."""
    reach: dict[str, tuple[int, int]] = {}
    for stored in rows:
        low, high = reach.get(stored.document, (stored.row.start, stored.row.end))
        reach[stored.document] = min(low, stored.row.start), max(high, stored.row.end)
    texts = {name: archive.store.text(name, low, high) for name, (low, high) in reach.items()}
    return [
        texts[s.document][s.row.start - reach[s.document][0] : s.row.end - reach[s.document][0]] for s in rows
    ]


def record(stored: StoredRow, quote: str, say: Texts) -> dict[str, Any]:
    """One row object."""
    row = stored.row
    return {
        "document": stored.document, "page": row.page, "start": row.start, "end": row.end, "quote": quote,
        "issued": row.issued, "as_of": row.as_of, "table": row.table, "id": row.id, "name": row.name,
        "owner": row.owner, "lead": row.lead, "status": row.status, "risk": row.risk,
        "progress": row.progress, "amounts": dict(row.amounts), "unit": row.unit, "cells": cells(row.cells),
        "doubtful": Reason.unpacked(row.doubtful).said(say) if row.doubtful else None,
        "colours": [mark._asdict() | {"box": list(mark.box), "rgb": list(mark.rgb)} for mark in row.colours],
    }  # fmt: skip


def cells(pairs: Iterable[tuple[str, str]]) -> dict[str, str]:
    """Cells by heading; where headings are equal the later ones are numbered."""
    found: dict[str, str] = {}
    for heading, text in pairs:
        key, n = heading, 1
        while key in found:
            n += 1
            key = f"{heading} ({n})"
        found[key] = text
    return found
