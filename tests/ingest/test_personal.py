"""National identity numbers are recognised by date and check digits, and nothing else is."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.personal import MASK, find_personal_numbers, masked


def number(day: date, count: int, *, temporary: bool = False) -> str | None:
    """A number with right check digits, computed apart from the program's own way; None where there is none."""
    text = f"{day.day + (40 if temporary else 0):02}{day.month:02}{day.year % 100:02}{count:03}"
    for weights in ((3, 7, 6, 1, 8, 9, 4, 5, 2), (5, 4, 3, 2, 7, 6, 5, 4, 3, 2)):
        rest = sum(int(digit) * weight for digit, weight in zip(text, weights, strict=True)) % 11
        digit = 0 if rest == 0 else 11 - rest
        if digit == 10:
            return None
        text += str(digit)
    return text


def some(day: date = date(1985, 3, 17), *, temporary: bool = False) -> str:
    return next(n for count in range(100, 400) if (n := number(day, count, temporary=temporary)))


@pytest.mark.parametrize("temporary", [False, True])
@pytest.mark.parametrize(
    "written",
    ["{a}{b}", "{a} {b}", "{a}\u00a0{b}", "{a}-{b}", "{a} - {b}", "{a}\n{b}", "{d}.{m}.{y}{b}", "{d}.{m}.{y} {b}",
     "{d} {m} {y} {b}", "{a} {c} {e}", "{d}.{m}.19{y} {b}"],
)  # fmt: skip
def test_every_usual_way_of_writing_one_is_recognised(written: str, temporary: bool) -> None:
    n = some(temporary=temporary)
    shown = written.format(a=n[:6], b=n[6:], d=n[:2], m=n[2:4], y=n[4:6], c=n[6:9], e=n[9:])
    text = f"Søker (fødselsnr. {shown}) bor i Bodø."
    spans = find_personal_numbers(text)
    assert [span.of(text) for span in spans] == [shown]


@given(st.dates(date(1900, 1, 1), date(1999, 12, 31)), st.integers(0, 499), st.booleans())
def test_masking_keeps_length_and_hides_every_digit(day: date, count: int, temporary: bool) -> None:
    n = number(day, count, temporary=temporary)
    if n is None:
        return
    text = f"Nr. {n[:6]} {n[6:]}, sak 15/20."
    assert masked(text) == f"Nr. {MASK * 6} {MASK * 5}, sak 15/20."
    assert masked(masked(text)) == masked(text)


@given(st.text())
def test_masking_any_text_changes_digits_alone(text: str) -> None:
    shown = masked(text)
    assert len(shown) == len(text)
    assert all(a == b or (b == MASK and a.isdigit()) for a, b in zip(text, shown, strict=True))


@given(
    st.dates(date(1900, 1, 1), date(1999, 12, 31)), st.integers(0, 499), st.integers(9, 10), st.integers(1, 9)
)
def test_a_wrong_check_digit_is_no_number(day: date, count: int, place: int, shift: int) -> None:
    n = number(day, count)
    if n is None:
        return
    wrong = n[:place] + str((int(n[place]) + shift) % 10) + n[place + 1 :]
    assert find_personal_numbers(wrong) == []


@pytest.mark.parametrize(
    "text",
    [
        "Telefon 951 23 456, konto 1503.42.12345",
        "Beløp 17 038 512 345 kroner",
        "Sak 15/20, journalpost 2020/1477-1, dato 17.03.1985 kl. 12345",
        "31028512345",  # there is no 31 February
        "17038540099",  # no one has that count with that year
        "117038510020 og 1703851002011",  # parts of longer numbers
        "Fastsatt 01.01.2020 00000",
    ],
)
def test_other_numbers_are_left_alone(text: str) -> None:
    assert masked(text) == text


def test_a_number_within_a_longer_one_is_none() -> None:
    n = some()
    assert masked(f"1{n}") == f"1{n}" and masked(f"{n}0") == f"{n}0"


def test_hostile_text_takes_no_time() -> None:
    assert find_personal_numbers("17 03 85 " * 20_000 + "1" * 200_000) is not None
