"""The numbers that Word counts by itself stand in the text, as its reader sees them."""

from __future__ import annotations

import io
from pathlib import Path

import docx
import pytest
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from ingest.pipeline import digest
from ingest.read import read
from ingest.read.numbering import Numbering, _formed

LEVELS = (("decimal", "%1."), ("lowerLetter", "%2)"), ("lowerRoman", "%3."))


def levels(*given: tuple[str, str], start: int = 1) -> str:
    return "".join(
        f'<w:lvl w:ilvl="{at}"><w:start w:val="{start}"/><w:numFmt w:val="{form}"/><w:lvlText w:val="{text}"/></w:lvl>'
        for at, (form, text) in enumerate(given)
    )


def numbered(
    *paragraphs: tuple[str, str], extra: str = "", lists: str | None = None
) -> docx.document.Document:
    """A document whose paragraphs have ``NUMBER:LEVEL`` (or nothing) and a text."""
    document = docx.Document()
    root = document.part.numbering_part.element
    for child in list(root):
        root.remove(child)
    lists = lists or (
        f'<w:abstractNum w:abstractNumId="1">{levels(*LEVELS)}</w:abstractNum>'
        f'<w:abstractNum w:abstractNumId="2">{levels(("decimal", "%1"), ("decimal", "%1.%2"))}</w:abstractNum>'
        f'<w:abstractNum w:abstractNumId="3">{levels(("bullet", "•"))}</w:abstractNum>'
        '<w:num w:numId="1"><w:abstractNumId w:val="1"/></w:num>'
        '<w:num w:numId="2"><w:abstractNumId w:val="2"/></w:num>'
        '<w:num w:numId="3"><w:abstractNumId w:val="3"/></w:num>'
        '<w:num w:numId="4"><w:abstractNumId w:val="1"/>'
        '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride></w:num>'
    )
    for one in parse_xml(f"<w:numbering {nsdecls('w')}>{lists}{extra}</w:numbering>"):
        root.append(one)
    for place, text in paragraphs:
        paragraph = document.add_paragraph(text)
        if place:
            number, _, level = place.partition(":")
            paragraph._p.get_or_add_pPr().append(
                parse_xml(
                    f'<w:numPr {nsdecls("w")}><w:ilvl w:val="{level or 0}"/><w:numId w:val="{number}"/></w:numPr>'
                )
            )
    return document


def text_of(document: docx.document.Document, folder: Path) -> list[str]:
    out = io.BytesIO()
    document.save(out)
    path = folder / "a.docx"
    path.write_bytes(out.getvalue())
    return [line for line in read(path, path.name).text.splitlines() if line]


def test_points_letters_and_sections_are_counted_as_word_does(tmp_path: Path) -> None:
    made = numbered(
        ("", "Vedtak:"), ("1", "Rådet godkjenner planen."), ("1:1", "for kommunene"), ("1:1", "for sykehusene"),
        ("1:2", "innen juni"), ("1", "Saken legges frem igjen."), ("1:1", "i høst"), ("", "Etter vedtaket."),
        ("4", "En liste som begynner på nytt."), ("4", "Den går videre."), ("0", "Uten nummer."),
        ("2", "Bakgrunn"), ("2:1", "Mål"), ("2:1", "Midler"), ("2", "Økonomi"), ("2:1", "Drift"), ("3", "Et kulepunkt"),
        ("99", "En liste som ikke finnes."),
    )  # fmt: skip
    assert text_of(made, tmp_path) == [
        "Vedtak:", "1. Rådet godkjenner planen.", "a) for kommunene", "b) for sykehusene", "i. innen juni",
        "2. Saken legges frem igjen.", "a) i høst", "Etter vedtaket.", "1. En liste som begynner på nytt.",
        "2. Den går videre.", "Uten nummer.", "1 Bakgrunn", "1.1 Mål", "1.2 Midler", "2 Økonomi", "2.1 Drift",
        "Et kulepunkt", "En liste som ikke finnes.",
    ]  # fmt: skip


def test_a_style_may_count_too(tmp_path: Path) -> None:
    made = numbered(("", "x"))
    for name, level in (("Heading 1", 0), ("Heading 2", 1)):
        made.styles[name].element.get_or_add_pPr().append(
            parse_xml(f'<w:numPr {nsdecls("w")}><w:ilvl w:val="{level}"/><w:numId w:val="2"/></w:numPr>')
        )
    for text, level in (("Bakgrunn", 1), ("Mål", 2), ("Økonomi", 1), ("Drift", 2), ("Tiltak", 2)):
        made.add_heading(text, level)
    assert text_of(made, tmp_path)[1:] == ["1 Bakgrunn", "1.1 Mål", "2 Økonomi", "2.1 Drift", "2.2 Tiltak"]


def test_a_decision_in_points_is_read_with_its_numbers(tmp_path: Path) -> None:
    made = numbered(
        ("", "Referat fra møte i Kulturutvalget"), ("", "Dato 3. mai 2022"), ("", "Sak 1/22 Ny kino"), ("", "Vedtak:"),
        ("1", "Kulturutvalget vedtar å bygge kinoen på torget."), ("1", "Saken meldes til kommunestyret."),
    )  # fmt: skip
    text_of(made, tmp_path)
    found = digest(tmp_path / "a.docx", "a.docx", "f" * 32)
    [case] = [case for meeting in found.meetings for case in meeting.cases]
    assert case.decision is not None
    decision = case.decision.of(found.document.text)
    assert "1. Kulturutvalget vedtar" in decision and "2. Saken meldes" in decision


@pytest.mark.parametrize(
    ("count", "form", "shown"),
    [(1, "decimal", "1"), (28, "lowerLetter", "bb"), (3, "upperLetter", "C"), (14, "lowerRoman", "xiv"),
     (1999, "upperRoman", "MCMXCIX"), (7, "decimalZero", "07"), (0, "lowerRoman", "0"), (3, "japaneseCounting", "3")],
)  # fmt: skip
def test_forms_of_numbers(count: int, form: str, shown: str) -> None:
    assert _formed(count, form) == shown


def test_damaged_lists_give_no_number(tmp_path: Path) -> None:
    made = numbered(
        ("1", "En"), ("1:12", "To"), ("7", "Tre"),
        lists='<w:abstractNum w:abstractNumId="1"><w:lvl w:ilvl="x"><w:lvlText w:val="%9 %1."/></w:lvl></w:abstractNum>'
        '<w:num w:numId="1"><w:abstractNumId w:val="1"/></w:num>'
        '<w:num w:numId="7"><w:abstractNumId w:val="9"/></w:num>',
    )  # fmt: skip
    assert text_of(made, tmp_path)[1:] == ["To", "Tre"]
    assert Numbering(None, None)._lists == {}
