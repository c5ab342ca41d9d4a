"""A line's first words tell what it opens."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.meeting.headings import find_headings, heading_of
from ingest.meeting.lines import split_lines
from ingest.meeting.wording import Section


@pytest.mark.parametrize(
    ("line", "section"),
    [
        ("Vedtak:", Section.DECISION),
        ("VEDTAK", Section.DECISION),
        ("**Vedtak:**", Section.DECISION),
        ("Samrøystes vedtak:", Section.DECISION),
        ("Styrets enstemmige vedtak:", Section.DECISION),
        ("Formannskapets vedtak 13.05.2020:", Section.DECISION),
        ("VI. Tingets vedtak etter voteringen er følgende:", Section.DECISION),
        ("IV ENDELIG VEDTAK", Section.DECISION),
        ("Utvalget fattet følgende vedtak:", Section.DECISION),
        ("Det ble fattet slikt vedtak:", Section.DECISION),
        ("Styret vedtok enstemmig:", Section.DECISION),
        ("SP - vedtak:", Section.DECISION),
        ("FSK-vedtak", Section.DECISION),
        ("Mearrádus/Vedtak", Section.DECISION),
        ("Vedtak i sak 15/20:", Section.DECISION),
        ("Konklusjon:", Section.DECISION),
        ("Decision:", Section.DECISION),
        ("Forslag til vedtak", Section.PROPOSAL),
        ("Framlegg til vedtak:", Section.PROPOSAL),
        ("Kommunedirektørens innstilling:", Section.PROPOSAL),
        ("Rådmannen si tilråding:", Section.PROPOSAL),
        ("Tilråding:", Section.PROPOSAL),
        ("Innstilling til vedtak:", Section.PROPOSAL),
        ("Per Aas (H) fremmet følgende forslag:", Section.COUNTER),
        ("Votering:", Section.VOTE),
        ("Ill. Votering", Section.VOTE),
        ("Røysting:", Section.VOTE),
        ("Behandling:", Section.DISCUSSION),
        ("Handsaming:", Section.DISCUSSION),
        ("Saksprotokoll i Formannskapet - 13.05.2020", Section.DISCUSSION),
        ("V Talerliste og replikkordskifte", Section.DISCUSSION),
        ("Bakgrunn for saken:", Section.BACKGROUND),
        ("Saksopplysninger:", Section.BACKGROUND),
        ("Protokolltilførsel:", Section.AFTER),
        ("Oppfølging:", Section.AFTER),
        ("Saken ble avsluttet 25. februar 2003 kl. 18.25.", Section.END),
        ("Møtet hevet kl. 14.30", Section.END),
    ],
)
def test_headings_open_what_they_say(line: str, section: Section) -> None:
    heading = heading_of(line, 0)
    assert heading is not None
    assert heading.section is section


@pytest.mark.parametrize(
    "line",
    [
        "Vedtaket ble fattet i forrige møte.",
        "Forslag til målbilde for digitalisering",
        "Innstillingen ble enstemmig vedtatt.",
        "Behandlingen tok to timer.",
        "Oppfølging av strategien",
        "Vedtak fra tidligere behandlinger",
        "Beslutning",
        "Saken ble avsluttet uten votering.",
        "Drøfting",
        "",
        "·" * 500,
    ],
)
def test_running_text_opens_nothing(line: str) -> None:
    heading = heading_of(line, 0)
    assert heading is None or heading.section in (Section.DISCUSSION, Section.BACKGROUND)


def test_what_a_heading_opens_may_stand_on_its_line() -> None:
    line = "Vedtak: Enstemmig vedtatt"
    heading = heading_of(line, 100)
    assert heading is not None
    assert line[heading.content - 100 :] == "Enstemmig vedtatt"


def test_a_numbered_heading_may_run_on_into_the_decision() -> None:
    line = "VI. Tingets vedtak etter voteringen Budsjettet godkjennes."
    heading = heading_of(line, 0)
    assert heading is not None
    assert line[heading.content :] == "Budsjettet godkjennes."


def test_a_number_on_a_line_of_its_own_belongs_to_its_heading() -> None:
    text = "Forslaget falt.\nIV.\nVotering\nEnstemmig."
    (heading,) = find_headings(split_lines(text))
    assert text[heading.start :].startswith("IV.")


@given(st.text(alphabet="VedtakforslgIinX.: \n-*/()", max_size=80))
def test_a_heading_lies_in_its_line(line: str) -> None:
    heading = heading_of(line, 7)
    assert heading is None or 7 == heading.start <= heading.content <= 7 + len(line)
