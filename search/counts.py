"""How many cases and rows an archive holds, counted as `saksok case` and `saksok rows` give them."""

from __future__ import annotations

from index.archive import Archive
from search.cases.register import every_case
from search.rows.table import load


def found_in(archive: Archive) -> dict[str, int]:
    """``cases``: each case of a body once, however many papers tell of it; ``rows``: each project of a report once."""
    return {"cases": len(every_case(archive)), "rows": len(load(archive).rows)}
