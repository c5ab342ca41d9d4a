"""Case numbers lead to the same case however they are written, and other numbers lead nowhere."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.numbers import CaseNumber, find_numbers, find_sequences, parse_number

CASE = CaseNumber(2020, 15)


def texts(text: str) -> list[list[str]]:
    return [[n.text for n in mention.readings] for mention in find_numbers(text)]


@pytest.mark.parametrize(
    "text",
    [
        "15/20",
        "015/20",
        "15/2020",
        "2020/15",
        "20/15",
        "sak 15/20",
        "Sak nr. 015/20",
        "PS 15/20",
        "PS 015/20",
        "Sak 15-20",
        "Sak 015-2020",
        "Ášši/Sak 015/20",
        "Sakstittel015/20",
        "saksnr.: 15/20",
        "case 15/20",
        " 15 / 20 ",
    ],
)
def test_every_way_of_writing_leads_to_the_case(text: str) -> None:
    assert CASE in parse_number(text)


@given(st.integers(1, 999), st.integers(1950, 2049))
def test_a_number_is_read_back(sequence: int, year: int) -> None:
    number = CaseNumber(year, sequence)
    assert parse_number(number.text)[0] == number
    assert number in parse_number(f"PS {sequence:03}/{year}")
    assert number in parse_number(f"{year}/{sequence}")


def test_a_number_that_can_be_read_two_ways_keeps_both_the_likelier_first() -> None:
    assert parse_number("15/20") == (CASE, CaseNumber(2015, 20))
    assert parse_number("2020/15") == (CASE, CaseNumber(2015, 2020))
    assert parse_number("45-2021") == (CaseNumber(2021, 45), CaseNumber(2045, 2021))


@pytest.mark.parametrize(
    "text",
    [
        "2026/1477-1",
        "1/2",
        "3/4",
        "0/20",
        "15/",
        "/20",
        "2019/2020",
        "2019/20",
        "13. mai 2020",
        "15",
        "",
        "sak",
    ],
)
def test_what_is_no_case_number_has_no_reading(text: str) -> None:
    assert parse_number(text) == ()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Hva ble vedtatt i sak 15/20?", ["15/20"]),
        ("Hva ble vedtatt i 15/20?", ["15/20"]),
        ("(jf. sak 36/91)", ["36/91"]),
        ("sakene 12/20, 13/20 og 14/20", ["12/20", "13/20", "14/20"]),
        ("sak 12–14/20", ["12/20", "13/20", "14/20"]),
        ("sak 12/20–14/20", ["12/20", "13/20", "14/20"]),
        ("sak 12 til 14/20", ["12/20", "13/20", "14/20"]),
        ("Sakstittel028/09 Om", ["28/09"]),
        ("sak 99/99", ["99/99"]),
    ],
)
def test_numbers_are_found_in_running_text(text: str, expected: list[str]) -> None:
    assert [readings[0] for readings in texts(text)] == expected


@pytest.mark.parametrize(
    "text",
    [
        "Møte 3/2020",
        "møtebok 1/98",
        "§ 15/20",
        "gnr. 15/20",
        "desember 12/20",
        "2026/1477-1",
        "åpent 24/7",
        "sesongen 2019/20",
        "13/5-20",
        "sak 0/20",
        "sak 15/",
        "1 1/2",
        "https://a.no/15/20/b",
        "sakene 15-20",
        "kl. 10/20",
    ],
)
def test_other_numbers_are_left_alone(text: str) -> None:
    assert texts(text) == []


def test_a_mention_knows_its_place_and_its_letters() -> None:
    text = "Se PS 015/20 og sak R 13/93."
    first, second = find_numbers(text)
    assert (text[first.start : first.end], first.prefix) == ("PS 015/20", "PS")
    assert (text[second.start : second.end], second.prefix) == ("sak R 13/93", "R")


def test_a_sequence_without_a_year_is_found_as_such() -> None:
    assert [m.sequence for m in find_sequences("Sak 3: Status, og sak 15. Sak 15/20, sak 2020.")] == [3, 15]


@given(st.text(alphabet="0123456789/- –saknrPS.,§\n", max_size=60))
def test_places_lie_in_the_text_and_readings_are_cases(text: str) -> None:
    for mention in find_numbers(text):
        assert 0 <= mention.start < mention.end <= len(text)
        assert mention.readings
        assert all(n.sequence > 0 and 1900 <= n.year < 2100 for n in mention.readings)
    parse_number(text)
