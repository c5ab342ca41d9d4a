"""The block of a case paper is read however text extraction left it."""

from __future__ import annotations

import pytest

from ingest.meeting.fields import find_blocks
from ingest.meeting.lines import split_lines

LINES = (
    "Saksnummer: 3/23\nUtvalg: Fagrådet\nMøtedato: 8. februar 2023\nSakstype: Vedtak\nSaksbehandler: Åse Li\n"
)
PAIRS = (
    "Arkivsaksnr. 2023/1412-3 Saksbehandler Åse Li\nUtvalg Fagrådet Møtedato 8. februar 2023\n"
    "Saksnr. 3/23 Sakstype Vedtak\n"
)
APART = "Til\nDato\nSaksnummer\nType\n\nMøte 1/23\n08.02.2023\n3/23\nVedtak\n\nFra\nSaksbehandler\n\nBo Dahl\nÅse Li\n"
MARKED = (
    "**Saksnummer:** 3/23\n**Møtedato:** 8. februar 2023\n**Sakstype:** Vedtak\n**Saksbehandler:** Åse Li\n"
)


@pytest.mark.parametrize("text", [LINES, PAIRS, APART, MARKED])
def test_each_shape_says_the_same(text: str) -> None:
    (block,) = find_blocks(split_lines(f"Tittel\n{text}\nHer begynner teksten."))
    assert (block.number, block.date) == ("3/23", "2023-02-08")
    assert (block.values["type"], block.values["officer"]) == ("Vedtak", "Åse Li")


def test_the_table_of_treatments_has_a_row_for_each_body() -> None:
    text = "Saksbehandler: Liv Ness\nArkivsaksnr: 2019/881-7\n\nSaksnr Utvalg Møtedato\n"
    text += "15/20 Formannskapet 13.05.2020\n22/20 Kommunestyret 28.05.2020\n\nTittel\n"
    (block,) = find_blocks(split_lines(text))
    assert [row[0] for row in block.rows] == ["15/20", "22/20"]
    assert (block.number, block.date, block.values["archive"]) == ("15/20", "2020-05-13", "2019/881-7")


@pytest.mark.parametrize(
    "text", ["", "Til orientering\nFra Oslo\n", "Dato 1. mai\nSted Oslo\n", "Saksbehandler: A\nTekst.\n"]
)
def test_a_few_labels_are_no_block(text: str) -> None:
    assert find_blocks(split_lines(text)) == []


def test_an_officer_of_two_lines() -> None:
    text = "Saksnummer: 3/23\nDato: 1. mai 2023\nSaksbehandler: Åse Li, Bo Dahl og Carl\nEk, Dina Foss\n\nTekst.\n"
    (block,) = find_blocks(split_lines(text))
    assert block.values["officer"] == "Åse Li, Bo Dahl og Carl Ek, Dina Foss"
