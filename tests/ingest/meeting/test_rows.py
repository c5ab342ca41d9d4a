"""A case's title is told from what stands beside it in a list of cases."""

from __future__ import annotations

import pytest

from ingest.meeting.lines import split_lines
from ingest.meeting.rows import Row, RowReader, has_presenters

HEAD = "Sak Agenda Innleder Tid Sakstype"


def read(text: str, *titles: str) -> Row:
    lines = split_lines(f"{HEAD}\n{text}")
    rest = lines[1].text.split(maxsplit=1)[1] if " " in lines[1].text else ""
    return RowReader(lines, presenters=has_presenters(lines)).read(1, rest, titles)


@pytest.mark.parametrize(
    ("text", "title", "kind", "presenter", "time"),
    [
        ("1/20 Plan for skolen Orientering", "Plan for skolen", "Orientering", None, None),
        ("1/20 Plan for skolen 10.30 Drøfting", "Plan for skolen", "Drøfting", None, "10.30"),
        (
            "1/20 Plan for skolen Anne Berg 10:30 Drøfting",
            "Plan for skolen",
            "Drøfting",
            "Anne Berg",
            "10:30",
        ),
        ("1/20 Plan   Anne Berg   Orientering", "Plan", "Orientering", "Anne Berg", None),
        ("1/20 | Plan | Anne Berg | Vedtak |", "Plan", "Vedtak", "Anne Berg", None),
        ("1/20 Plan for\nskolen\nAnne Berg 10.30 Vedtak", "Plan for skolen", "Vedtak", "Anne Berg", "10.30"),
        (
            "1/20 Referat fra møtet 24. november\n2022\nAnne Berg 10.05 Godkjenning",
            "Referat fra møtet 24. november 2022",
            "Godkjenning",
            "Anne Berg",
            "10.05",
        ),
        ("1/20 Kart for e-\ntjenester", "Kart for e-tjenester", None, None, None),
        ("1/20 Skolebruk – drøfting", "Skolebruk – drøfting", None, None, None),
        ("1/20 Orientering", "Orientering", None, None, None),
        ("1/20 Plan – saken ble trukket Drøfting", "Plan", "Drøfting", None, None),
        ("1/20\nPlan for skolen", "Plan for skolen", None, None, None),
        ("1/20 Plan\nLunsj 11.30", "Plan", None, None, None),
    ],
)
def test_rows(text: str, title: str, kind: str | None, presenter: str | None, time: str | None) -> None:
    row = read(text)
    assert (row.title, row.type, row.presenter, row.time) == (title, kind, presenter, time)


def test_a_known_title_tells_where_the_presenter_begins() -> None:
    row = read("6/26 Veikart for Norge Nina Linn Dal, Helsenett 12:40 Drøfting", "Veikart for Norge")
    assert (row.title, row.presenter) == ("Veikart for Norge", "Nina Linn Dal, Helsenett")


def test_an_archive_number_is_no_part_of_the_title() -> None:
    assert (read("41/24 24/310 Dispensasjon").title, read("41/24 24/310 Dispensasjon").archive) == (
        "Dispensasjon",
        "24/310",
    )
    assert read("PS Plan for skolen 2019/881").archive == "2019/881"


def test_without_a_column_of_presenters_names_belong_to_the_title() -> None:
    lines = split_lines("Sak Tema\n1/20 Minneord over Anne Berg")
    assert not has_presenters(lines)
    assert RowReader(lines).read(1, "Minneord over Anne Berg").title == "Minneord over Anne Berg"
