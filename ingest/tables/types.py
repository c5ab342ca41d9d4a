"""What a table gives: rows, each with its proof.

The fields and their spelling are those of `saksok rows` in the command-line contract.
These types import nothing heavy and do nothing.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from ingest.boxes import Box

RED, YELLOW, GREEN = "rød", "gul", "grønn"
COLOURS = (RED, YELLOW, GREEN)

MILLIONS, THOUSANDS, KRONER = "mill. kr", "1000 kr", "kr"


class Mark(NamedTuple):
    """A colour that was read from a cell's fill or a drawn dot: the proof of a field.

    field: ``status`` or ``risk``. page: from 1; 0 in a source without pages. box: of what was
    measured, in points from the top left of the page as it is shown. rgb: what was measured, each 0
    to 255. at: where the cell begins in `Document.text`, in kinds that say a cell's colour; the box is empty then.
    """

    field: str
    colour: str
    page: int
    box: Box
    rgb: tuple[int, int, int]
    at: int | None = None


@dataclass(frozen=True, slots=True)
class Row:
    """One project (or programme, or measure) as one report's table shows it.

    start, end: in `Document.text`; the slice holds the row's own words. page: where the
    row starts, None in a source without pages.
    table: the caption or heading above the table.
    id: the project's number. name: in the row's own wording. owner: the responsible
    organisation. lead: the person named as responsible. status, risk: `COLOURS`, or None.
    progress: as the cell says it. amounts: (year, number) pairs in order of year, in `unit`
    (``mill. kr``, ``1000 kr``, ``kr``; None where the document does not say).
    cells: (heading, text) of every cell, in the table's order; a heading may be empty.
    issued, as_of: when the report came out and the date that it reports on, ISO 8601, cut
    to what is known.
    departed: the row stands in a table of projects that leave the portfolio.
    doubtful: why the columns are uncertain, a packed `corpus.errors.Reason`; None where they are not.
    colours: where `status` and `risk` were seen rather than read.
    """

    start: int
    end: int
    page: int | None
    table: str | None = None
    id: int | None = None
    name: str = ""
    owner: str | None = None
    lead: str | None = None
    status: str | None = None
    risk: str | None = None
    progress: str | None = None
    amounts: tuple[tuple[str, int | float], ...] = ()
    unit: str | None = None
    cells: tuple[tuple[str, str], ...] = ()
    issued: str | None = None
    as_of: str | None = None
    departed: bool = False
    doubtful: str | None = None
    colours: tuple[Mark, ...] = ()
