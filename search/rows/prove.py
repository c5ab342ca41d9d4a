"""Whether an answer's numbers follow from its records.

A second look that shares nothing with the making of the answer: it reads the contract's row objects
and the quotes, counts and adds again, and refuses a text that holds any other number.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from search.rows.values import to_number

_MARK = re.compile(r"\[\d+\]")
_NUMBER = re.compile(r"\d{1,3}(?: \d{3})+(?!\d)(?:[.,]\d+)?|\d+(?:[.,]\d+)*")
_UNITS: dict[str, int] = {"mill. kr": 1_000_000, "1000 kr": 1_000, "kr": 1}
_CLOSE = Decimal("0.0005")  # relative
_SHARE_STEP = 0.051  # a share is written with one decimal


@dataclass(frozen=True, slots=True)
class Claim:
    """What an answer says of some of its records (row objects of the contract).

    count: how many they are. total, mean: of their amounts of `year` in `unit` (mean of the progress
    where `year` is None). gap: by how much the one record's number is above that of its `previous`.
    checked: how many rows were looked at; share: of them, in per cent.
    """

    records: Sequence[Mapping[str, Any]]
    count: int | None = None
    total: float | None = None
    mean: float | None = None
    year: str | None = None
    unit: str | None = None
    gap: float | None = None
    checked: int | None = None
    share: float | None = None


def holds(claim: Claim) -> bool:
    """Whether a claim follows from its records."""
    count = len(claim.records)
    if claim.count is not None and claim.count != count:
        return False
    numbers = [number for record in claim.records if (number := _number(record, claim)) is not None]
    if claim.total is not None and not _equal(claim.total, sum(numbers, Decimal(0))):
        return False
    if claim.mean is not None and (
        not numbers or not _equal(claim.mean, sum(numbers, Decimal(0)) / len(numbers))
    ):
        return False
    if claim.gap is not None and not _equal(claim.gap, _gap(claim)):
        return False
    return claim.share is None or (
        bool(claim.checked) and abs(claim.share - 100 * count / (claim.checked or 1)) < _SHARE_STEP
    )


def amounts(records: Iterable[Mapping[str, Any]]) -> list[float]:
    """All amounts of records and of their older selves: in a quote the columns of one may run together."""
    found: list[float] = []
    for record in records:
        found += (float(amount) for amount in record["amounts"].values())
        if previous := record.get("previous"):
            found += amounts([previous])
    return found


def unproven(text: str, sources: Iterable[str], numbers: Iterable[float]) -> list[str]:
    """The numbers of a text, without its marks, that neither stand among `numbers` nor in a source.

    The sources are read in order, no further than is needed.
    """
    known = {round(n, 3) for n in numbers}
    left = [match.group() for match in _NUMBER.finditer(_MARK.sub(" ", text))]
    left = [number for number in left if not _known(number, known)]
    for source in sources:
        if not left:
            break
        known |= _read(source)
        left = [number for number in left if not _known(number, known)]
    return left


def _known(written: str, known: set[float]) -> bool:
    whole = _whole(written)
    return bool(whole & known) if whole else _parts(written) <= known


def _read(text: str) -> set[float]:
    """All that the digits of a text may mean: whole numbers, and their parts (``9.10.2020``)."""
    found: set[float] = set()
    for match in _NUMBER.finditer(text):
        found |= _whole(match.group()) | _parts(match.group())
    return found


def _parts(written: str) -> set[float]:
    return {float(part) for part in re.findall(r"\d+", written)}


def _whole(written: str) -> set[float]:
    """A number as it may be read: ``1,234`` is one thing in Norwegian and another in English."""
    try:
        found = {round(to_number(written), 3)}
    except ValueError:  # 9.10.2020
        return set()
    if re.fullmatch(r"\d+[.,]\d+", written):
        found.add(round(float(written.replace(",", ".")), 3))
    return found


def _number(record: Mapping[str, Any], claim: Claim) -> Decimal | None:
    if claim.year is None:
        progress = re.search(r"\d+(?:[.,]\d+)?", record.get("progress") or "")
        return Decimal(progress.group().replace(",", ".")) if progress else None
    amount = record["amounts"].get(claim.year)
    if amount is None:
        return None
    own, wanted = _UNITS.get(record["unit"] or ""), _UNITS.get(claim.unit or "")
    value = Decimal(str(amount))
    return value * own / wanted if own and wanted else value


def _gap(claim: Claim) -> Decimal | None:
    now = _number(claim.records[0], claim)
    before = _number(claim.records[0].get("previous") or {"amounts": {}}, claim)
    return None if now is None or before is None else now - before


def _equal(claimed: float, proven: Decimal | None) -> bool:
    return proven is not None and abs(Decimal(str(claimed)) - proven) <= Decimal("0.0005") * max(
        Decimal(1), abs(proven)
    )
