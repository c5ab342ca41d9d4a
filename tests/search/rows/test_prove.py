"""An answer's numbers follow from its records, or it does not leave."""

from __future__ import annotations

from typing import Any

import pytest

from search.rows.prove import Claim, holds, unproven


def record(amount: float | None, unit: str | None = "mill. kr", **more: Any) -> dict[str, Any]:
    return {"amounts": {} if amount is None else {"2021": amount}, "unit": unit, "progress": "40 %", **more}


RECORDS = [record(12.5), record(0.1), record(0.2), record(None)]


@pytest.mark.parametrize(
    ("claim", "expected"),
    [
        (Claim(RECORDS, count=4), True),
        (Claim(RECORDS, count=3), False),
        (Claim(RECORDS, total=12.8, year="2021", unit="mill. kr"), True),
        (Claim(RECORDS, total=12.9, year="2021", unit="mill. kr"), False),
        (Claim(RECORDS, total=12_800, year="2021", unit="1000 kr"), True),
        (Claim(RECORDS, mean=12.8 / 3, year="2021", unit="mill. kr"), True),
        (Claim(RECORDS, mean=40.0), True),
        (Claim([record(None)], mean=1.0, year="2021"), False),
        (Claim(RECORDS, share=40.0, checked=10), True),
        (Claim(RECORDS, share=44.0, checked=10), False),
        (Claim([record(7, previous=record(4))], gap=3.0, year="2021", unit="mill. kr"), True),
        (Claim([record(7, previous=record(4000, "1000 kr"))], gap=3.0, year="2021", unit="mill. kr"), True),
        (Claim([record(7, previous=record(4))], gap=2.0, year="2021", unit="mill. kr"), False),
        (Claim([record(7, previous=None)], gap=2.0, year="2021"), False),
    ],
)
def test_a_claim_is_computed_again(claim: Claim, expected: bool) -> None:
    assert holds(claim) is expected


def test_numbers_must_stand_in_a_source_or_be_computed() -> None:
    text = "3 prosjekter hadde et budsjett på 1 200,5 mill. kr per 9. oktober 2021 [17] [18]."
    assert unproven(text, ["per 9.10.2021", "oktober 2021 og 1 200,5"], [3]) == []
    assert unproven(text, ["per 9.10.2021"], [3]) == ["1 200,5"]
    assert unproven(text, ["1200.5", "9 2021"], []) == ["3"]


def test_a_number_is_not_proven_by_a_part_of_another() -> None:
    assert unproven("Det er 12 prosjekter.", ["112", "1,2", "12,5"], []) == []
    assert unproven("Det er 2 prosjekter.", ["112"], []) == ["2"]
