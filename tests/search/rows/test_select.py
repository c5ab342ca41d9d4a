"""Conditions as data."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.records import StoredRow
from ingest.tables import Row
from search.rows.select import All, Any, Condition, Expression, Not, holds, leaves, select
from search.rows.table import Table
from search.rows.values import colour, number, to_number

ROW = StoredRow(
    "r.txt",
    Row(
        start=0, end=1, page=None, id=7, name="Nødnett Fjell", owner="Helse Fjell RHF", status="gul", progress="55 %",
        amounts=(("2021", 12.5), ("2022", 0)), unit="mill. kr", cells=(("Fase", "Planlegging"),),
    ),
)  # fmt: skip


@pytest.mark.parametrize(
    ("condition", "expected"),
    [
        (Condition("status", "=", "gul"), True),
        (Condition("status", "in", ("rød", "gul")), True),
        (Condition("status", "!=", "gul"), False),
        (Condition("risk", "=", "rød"), False),
        (Condition("risk", "known", False), True),
        (Condition("status", "known", True), True),
        (Condition("owner", "=", "helse fjell rhf"), True),
        (Condition("owner", "word", ("rhf", "hf")), True),
        (Condition("name", "has", "nødnett"), True),
        (Condition("name", "has", "nett"), False),
        (Condition("id", "=", 7.0), True),
        (Condition("id", ">", 7.0), False),
        (Condition("progress", ">", 50.0), True),
        (Condition("progress", "<=", 55.0), True),
        (Condition("amount", ">", 12.0, "2021"), True),
        (Condition("amount", ">", 12_000_000.0, "2021", "kr"), True),
        (Condition("amount", "<", 12_400.0, "2021", "1000 kr"), False),
        (Condition("amount", "=", 0.0, "2022"), True),
        (Condition("amount", ">", 1.0, "2030"), False),
        (Condition("amount", "known", False, "2030"), True),
        (Condition("growth", "<", 0.0, "2021|2022"), True),
        (Condition("cell", "=", "planlegging", "fase"), True),
        (Condition("cell", "in", ("planlegging",)), True),
        (Condition("cell", "=", "planlegging", "kommentar"), False),
        (Condition("document", "=", "r.txt"), True),
    ],
)
def test_a_condition(condition: Condition, expected: bool) -> None:
    assert holds(condition, ROW) is expected


def test_what_a_row_does_not_tell_is_neither_so_nor_not_so() -> None:
    assert not holds(Condition("risk", "=", "rød"), ROW)
    assert not holds(Not(Condition("risk", "=", "rød")), ROW)


CONDITIONS = st.sampled_from([
    Condition("status", "=", "rød"), Condition("status", "in", ("gul", "grønn")), Condition("risk", "=", "gul"),
    Condition("owner", "=", "helse fjell rhf"), Condition("amount", ">", 10.0, "2021"),
    Condition("progress", "<", 40.0),
])  # fmt: skip
EXPRESSIONS: st.SearchStrategy[Expression] = st.recursive(
    CONDITIONS,
    lambda inner: (
        st.builds(All, st.lists(inner, max_size=3).map(tuple))
        | st.builds(Any, st.lists(inner, min_size=1, max_size=3).map(tuple))
        | st.builds(Not, inner)
    ),
    max_leaves=6,
)


@given(EXPRESSIONS)
def test_an_expression_and_its_negation_never_both_hold(table: Table, expression: Expression) -> None:
    for report in table.reports:
        chosen, others = select(report, expression), select(report, Not(expression))
        assert not any(row in others for row in chosen)
        assert select(report, All((expression,))) == chosen == select(report, Any((expression,)))


@given(EXPRESSIONS, EXPRESSIONS)
def test_and_is_less_and_or_is_more(table: Table, one: Expression, other: Expression) -> None:
    report = table.reports[0]
    both, either = select(report, All((one, other))), select(report, Any((one, other)))
    assert all(row in either for row in both)
    assert [row for row in select(report, one) if row in select(report, other)] == both
    assert len(list(leaves(All((one, other))))) == len(list(leaves(one))) + len(list(leaves(other)))


@pytest.mark.parametrize("word", ["Rød", "raudt", "RED", "røde", "🔴"])
def test_red_in_any_language_and_form(word: str) -> None:
    assert colour(word) == "rød"


@given(st.integers(-(10**9), 10**9))
def test_a_number_is_read_as_it_is_written_in_either_language(value: int) -> None:
    sign, plain = ("−" if value < 0 else ""), f"{abs(value):,}"
    for written in (plain, plain.replace(",", " "), plain.replace(",", "\u00a0"), plain.replace(",", ".")):
        assert to_number(sign + written) == value


@pytest.mark.parametrize(
    ("text", "value"), [("55 %", 55), ("12,5 mill.", 12.5), ("ca. 3.5", 3.5), ("N/A", None), ("", None)]
)
def test_the_number_of_a_cell(text: str, value: float | None) -> None:
    assert number(text) == value
