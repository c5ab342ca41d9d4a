"""Dates are found in every way of writing, and nothing else is."""

from __future__ import annotations

from datetime import date
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.dates import find_dates, full_year, iso_fits, month_of

MONTHS = (
    "januar februar mars april mai juni juli august september oktober november desember".split()
)  # fmt: skip
DAYS = st.dates(date(1950, 1, 1), date(2049, 12, 31))


def found(text: str) -> list[tuple[str, str]]:
    return [(text[m.start : m.end], m.iso) for m in find_dates(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("13. mai 2020", "2020-05-13"),
        ("13.mai 2020", "2020-05-13"),
        ("13. Mai\n2020", "2020-05-13"),
        ("13.05.2020", "2020-05-13"),
        ("13.5.20", "2020-05-13"),
        ("16.10.97", "1997-10-16"),
        ("13/5-20", "2020-05-13"),
        ("13/05/2020", "2020-05-13"),
        ("2020-05-13", "2020-05-13"),
        ("2020-05", "2020-05"),
        ("May 13, 2020", "2020-05-13"),
        ("13th of May 2020", "2020-05-13"),
        ("20. oktober 05", "2005-10-20"),
        ("mai 2020", "2020-05"),
        ("3. kvartal 2020", "2020"),
        ("2020", "2020"),
        ("07_ april 1992", "1992-04-07"),
    ],
)
def test_each_way_of_writing_is_read_whole(text: str, expected: str) -> None:
    assert found(f"Møtet {text}") == [(text, expected)]


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("24. - 27. februar 1998", ["1998-02-24", "1998-02-27"]),
        ("29. november – 2. desember 2004", ["2004-11-29", "2004-12-02"]),
        ("30. desember 2003 - 2. januar 2004", ["2003-12-30", "2004-01-02"]),
        ("14. februar og 1. april 2020", ["2020-02-14", "2020-04-01"]),
        ("29.05. - 01.06.2001", ["2001-05-29", "2001-06-01"]),
        ("19. – 22.02.2002", ["2002-02-19", "2002-02-22"]),
        ("(2024-2027)", ["2024", "2027"]),
        ("28. desember - 3. januar 2021", ["2020-12-28", "2021-01-03"]),
    ],
)
def test_ranges_give_both_ends(text: str, days: list[str]) -> None:
    assert [iso for _, iso in found(text)] == days


@pytest.mark.parametrize(
    "text",
    [
        "31. februar 2020",
        "sak 12/20",
        "Møte 3/2020",
        "2026/1477-1",
        "kl. 10.30",
        "2000 kroner",
        "2 000 personer",
        "1.2.3.20",
        "NOU2020",
        "versjon 1,2020",
        "",
    ],
)
def test_what_is_no_date_is_left_out(text: str) -> None:
    assert found(text) == []


def test_a_word_may_be_both_month_and_verb() -> None:
    assert found("You may 2 times") == []


@given(DAYS)
def test_a_day_is_read_back_from_each_writing(day: date) -> None:
    for text in (
        f"{day.day}. {MONTHS[day.month - 1]} {day.year}",
        f"{day.day:02}.{day.month:02}.{day.year}",
        f"{day.day}.{day.month}.{day.year % 100:02}",
        f"{day.day}/{day.month}-{day.year}",
        day.isoformat(),
        day.strftime("%B %d, %Y"),
    ):
        assert [m.iso for m in find_dates(f"den {text} kl. 10.00")] == [day.isoformat()], text


@given(st.text(alphabet="0123456789 .-/–mai,og\n", max_size=80))
def test_places_are_in_order_and_hold_real_days(text: str) -> None:
    mentions = find_dates(text)
    for before, after in pairwise(mentions):
        assert before.end <= after.start
    for mention in mentions:
        assert text[mention.start : mention.end].strip()
        if len(mention.iso) == 10:
            date.fromisoformat(mention.iso)


@pytest.mark.parametrize(
    ("one", "other", "fits"),
    [
        ("2020-10-09", "2020-10", True),
        ("2020-10", "2020-10-09", True),
        ("2020", "2020-10", True),
        ("2020-10", "2020-11", False),
        ("2021", "2020-10", False),
        ("", "2020", False),
    ],
)
def test_dates_are_compared_at_the_coarser_precision(one: str, other: str, *, fits: bool) -> None:
    assert iso_fits(one, other) is fits


def test_two_digit_years_lie_around_the_turn_of_the_century() -> None:
    assert [full_year(n) for n in (0, 20, 49, 50, 97, 2020)] == [2000, 2020, 2049, 1950, 1997, 2020]


def test_months_are_known_by_name() -> None:
    assert [month_of(name) for name in ("Mai", "okt.", "October", "maiblom")] == [5, 10, 10, 0]
