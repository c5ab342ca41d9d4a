"""Periods of a question, told from the newest paper or by year and number."""

from __future__ import annotations

import pytest

from search.periods import find_period

NEWEST = "2024-06-13"


@pytest.mark.parametrize(
    ("text", "words", "since", "until"),
    [
        ("Hva ble vedtatt siste halvår?", "siste halvår", "2023-12-13", NEWEST),
        ("Hva ble utsatt de siste tre månedene?", "de siste tre månedene", "2024-03-13", NEWEST),
        ("Kva vart utsett dei siste 6 månadene?", "dei siste 6 månadene", "2023-12-13", NEWEST),
        ("Hva ble gjort de tre siste årene?", "de tre siste årene", "2021-06-13", NEWEST),
        ("Hva skjedde det siste året om arkiv?", "det siste året", "2023-06-13", NEWEST),
        ("Hva skjedde de siste to ukene?", "de siste to ukene", "2024-05-30", NEWEST),
        ("Hva er vedtatt hittil i år?", "hittil i år", "2024-01-01", NEWEST),
        ("Hva skjedde i forrige kvartal?", "i forrige kvartal", "2024-01-01", "2024-03-31"),
        ("What happened last month?", "last month", "2024-05-01", "2024-05-31"),
        ("Hva skjedde forrige uke?", "forrige uke", "2024-06-03", "2024-06-09"),
        ("Hva skjer i inneværende kvartal?", "i inneværende kvartal", "2024-04-01", NEWEST),
        ("Kva har skjedd sidan i fjor sommar?", "sidan i fjor sommar", "2023-06-01", NEWEST),
        ("What was decided since last summer?", "since last summer", "2023-06-01", NEWEST),
        ("Hva ble vedtatt siden nyttår?", "siden nyttår", "2024-01-01", NEWEST),
        ("Hva er gjort siden i fjor?", "siden i fjor", "2023-01-01", NEWEST),
        ("What was decided over the past year?", "over the past year", "2023-06-13", NEWEST),
        ("What was decided in the last six months?", "in the last six months", "2023-12-13", NEWEST),
        ("Kva vart gjort i fyrste halvår i fjor?", "i fyrste halvår i fjor", "2023-01-01", "2023-06-30"),
    ],
)
def test_a_period_is_told_from_the_newest_paper(text: str, words: str, since: str, until: str) -> None:
    told = find_period(text, NEWEST)
    assert told and (text[told.start : told.end], told.since, told.until) == (words, since, until)
    assert told.relative and find_period(text, None) is None


@pytest.mark.parametrize(
    ("text", "since", "until"),
    [
        ("Hva ble vedtatt i første halvår 2021?", "2021-01-01", "2021-06-30"),
        ("Hva ble vedtatt i 3. kvartal 2021?", "2021-07-01", "2021-09-30"),
        ("What was decided in Q4 2021?", "2021-10-01", "2021-12-31"),
        ("What was decided in the second half of 2021?", "2021-07-01", "2021-12-31"),
        ("Hva ble vedtatt i siste kvartal av 2021?", "2021-10-01", "2021-12-31"),
        ("Kva vart vedteke i 2. tertial 2021?", "2021-05-01", "2021-08-31"),
    ],
)
def test_a_period_with_its_year_needs_no_paper(text: str, since: str, until: str) -> None:
    told = find_period(text, None)
    assert told and (told.since, told.until, told.relative) == (since, until, False)
    assert find_period(text, NEWEST) == told


@pytest.mark.parametrize(
    "text",
    [
        "Hva kostet det siste året av avtalen?",
        "Hva sa de på siste møte?",
        "Hva skjedde i fjor?",
        "Hvem ledet det siste årsmøtet?",
        "Hva skjedde de siste 40 årene?",
        "Hva skjedde siden sommeren 2021?",
        "Hva skjedde det siste året han var leder?",
        "Hva er andre kvartal?",
        "Hva ble vedtatt i 4. halvår 2021?",
    ],
)
def test_what_is_no_period(text: str) -> None:
    assert find_period(text, NEWEST) is None


@pytest.mark.parametrize(
    ("newest", "since"), [("2024", "2024-06-30"), ("2024-02", "2023-08-29"), ("2024-08-31", "2024-02-29")]
)
def test_a_newest_paper_of_a_month_or_year_is_of_its_last_day(newest: str, since: str) -> None:
    told = find_period("Hva skjedde siste halvår?", newest)
    assert told and told.since == since
