"""Headings, paragraphs, items and tables are told apart in whatever shape the text was extracted."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.document import Document, Media, Outline, Span
from ingest.furniture import find_furniture
from ingest.lines import flows, lines_of
from ingest.read.text import pages_of
from ingest.structure import Block, Shape, blocks, heading_paths


def document(text: str, media: Media = Media.TEXT, **more: object) -> Document:
    pages = pages_of(text)
    return Document("a.txt", "0", media, text, pages, furniture=find_furniture(text, pages), **more)  # type: ignore[arg-type]


def shapes(text: str, media: Media = Media.TEXT, **more: object) -> list[tuple[str, str]]:
    made = document(text, media, **more)
    return [(block.kind.value, " ".join(text[block.start : block.end].split())) for block in blocks(made)]


LONG = (
    "Direktoratet har sammen med de regionale helseforetakene gått gjennom kostnadene ved de nasjonale "
    "løsningene. Gjennomgangen viser at de vil øke i årene som kommer, og at kommunene må ta en større del "
    "av dem enn før."
)


def wrapped(text: str, width: int, end: str) -> str:
    """Running text, broken at a margin, each line ended by `end`."""
    lines, line = [], ""
    for word in text.split():
        if len(line) + len(word) >= width:
            lines.append(line)
            line = ""
        line = f"{line} {word}".strip()
    return end.join([*lines, line]) + end


@pytest.mark.parametrize("width", [40, 70, 95])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\n\n", " \n\n", "  \n"])
def test_a_wrapped_paragraph_is_one_whatever_ends_its_lines(width: int, end: str) -> None:
    text = "".join(wrapped(LONG, width, end) for _ in range(4))
    assert [kind for kind, _ in shapes(wrapped(LONG, width, end) * 1)] == ["paragraph"]
    assert len([span for span in shapes(text) if span[0] == "paragraph"]) <= 4
    assert " ".join(words for _, words in shapes(text)) == " ".join([LONG] * 4)


def test_one_line_is_one_paragraph_where_lines_are_not_wrapped() -> None:
    text = "\n".join([LONG, LONG[:120] + ".", LONG])
    assert shapes(text) == [("paragraph", LONG), ("paragraph", LONG[:120] + "."), ("paragraph", LONG)]


def test_wide_gaps_here_and_there_make_no_table_of_running_text() -> None:
    text = wrapped(LONG, 75, "\n")
    spaced = text.replace("kostnadene ", "kostnadene  ").replace("vil øke", "vil  øke")
    assert spaced.count("  ") == 2 and [kind for kind, _ in shapes(spaced)] == ["paragraph"]
    rows = "Ny plan for arkivet  Vedtak  3\nBudsjett for neste år  Orientering  4\n"
    assert {kind for kind, _ in shapes(rows)} == {"table"}


def test_a_blank_line_ends_a_paragraph() -> None:
    text = wrapped(LONG, 60, "\n") + "\n" + wrapped(LONG, 60, "\n")
    assert shapes(text) == [("paragraph", LONG), ("paragraph", LONG)]


@pytest.mark.parametrize(
    ("line", "level"),
    [
        ("1 Status i porteføljen", 1),
        ("1.2 Risiko", 2),
        ("3.1.4 Videre arbeid", 3),
        ("2. Bakgrunn", 1),
        ("# Notat", 1),
        ("### Bakgrunn", 3),
        ("Sak 15/20 Felles portefølje", 2),
        ("PS 15/20 Felles portefølje", 2),
        ("15/20 Felles portefølje", 2),
        ("Saksnr. 015/2020: Budsjett", 2),
        ("BUDSJETT OG REGNSKAP", 3),
        ("IV. Protokolltilførsel", 4),
        ("Forslag til vedtak:", 6),
        ("Bakgrunn for saken", 5),
        ("Vedlegg 1 – Prosjekter i porteføljen", 1),
    ],
)
def test_headings_and_their_levels(line: str, level: int) -> None:
    text = f"{LONG}\n\n{line}\n\n{LONG}\n"
    found = blocks(document(text))
    assert [block.kind for block in found] == [Shape.PARAGRAPH, Shape.HEADING, Shape.PARAGRAPH]
    assert found[1].level == level
    assert text[found[1].start : found[1].end] == line


@pytest.mark.parametrize(
    "line",
    [
        "Møtet ble hevet kl. 15.",
        "119 Labsystem Helse Fjell HF Gul Gul 72",
        "- Første punkt",
        "kommunene og de andre",
        "1.2 Risiko ............ 7",
        "Kari Lie\tLeder\tFjellrådet",
        "12. mai 2020.",
    ],
)
def test_what_is_no_heading(line: str) -> None:
    text = f"{LONG}\n\n{line}\n\n{LONG}\n"
    assert Shape.HEADING not in {block.kind for block in blocks(document(text))}


def test_numbered_items_are_items() -> None:
    text = "Vedtak:\n1. Rådet tar saken til orientering.\n2. Rådet ber om ny plan\n3. Planen legges fram.\n"
    assert [kind for kind, _ in shapes(text)] == ["heading", "item", "item", "item"]


@pytest.mark.parametrize("mark", ["•", "-", "–", "*", "1)", "a)", "(i)", "\uf0b7", "➢"])
def test_items_by_their_marks_go_on_over_lines(mark: str) -> None:
    text = "".join(f"{mark} " + wrapped(LONG, 70, "\n") for _ in range(3))
    assert shapes(text) == [("item", f"{mark} {LONG}")] * 3


def test_a_case_is_known_as_one() -> None:
    found = blocks(document(f"Sak 3/24 Budsjett\n{LONG}\nVedtak:\nVedtatt.\n"))
    assert [block.case for block in found] == [True, False, False, False]


def test_tables_of_tabs_columns_pipes_and_pairs() -> None:
    assert shapes("Nr\tNavn\tEier\n1\tLab\tHelse Fjell\n2\tJournal\tHelse Vidde\n") == [
        ("table", "Nr Navn Eier 1 Lab Helse Fjell 2 Journal Helse Vidde")
    ]
    assert [kind for kind, _ in shapes("| Nr | Navn |\n|---|---|\n| 1 | Lab |\n", Media.MARKDOWN)] == [
        "table"
    ]
    assert [kind for kind, _ in shapes("Nr   Prosjekt      Eier\n1    Lab           Helse Fjell\n")] == [
        "table"
    ]
    assert [kind for kind, _ in shapes("Dato: 3. mai 2024\nSted: Oslo\nTid: 10–12\n")] == ["table"]


def test_a_contents_list_is_no_row_of_headings() -> None:
    text = "Innhold\n1\tStatus.....\t5\n1.1\tRisiko.....\t7\n2\tPlaner.....\t9\n\n1 Status\n\n" + LONG
    assert [kind for kind, _ in shapes(text)] == ["paragraph", "table", "heading", "paragraph"]


def test_what_the_outline_names_is_a_heading() -> None:
    text = f"{LONG}\n\nom arbeidet videre\n\n{LONG}\n"
    assert "heading" not in [kind for kind, _ in shapes(text)]
    found = blocks(document(text, outline=(Outline("Om arbeidet  videre", 1, 1),)))
    assert [(block.kind, block.level) for block in found][1] == (Shape.HEADING, 2)


def test_a_table_never_goes_over_a_page() -> None:
    assert len(shapes("a\tb\nc\td\n\fe\tf\ng\th\n")) == 2


def test_heading_paths_follow_the_levels_and_begin_anew_with_a_part() -> None:
    text = f"1 Status\n{LONG}\n1.1 Risiko\n{LONG}\n2 Planer\n{LONG}\n"
    found = blocks(document(text))
    assert list(heading_paths(text, found)) == [
        ("1 Status",),
        ("1 Status",),
        ("1 Status", "1.1 Risiko"),
        ("1 Status", "1.1 Risiko"),
        ("2 Planer",),
        ("2 Planer",),
    ]
    restart = found[3].start
    assert list(heading_paths(text, found, [restart]))[3:] == [(), ("2 Planer",), ("2 Planer",)]


def test_furniture_is_in_no_block() -> None:
    text = "".join(f"Fjellrådet\n{LONG}\nSide {page} av 4\n\f" for page in range(1, 5))
    assert shapes(text) == [("paragraph", LONG)] * 4


lines = st.sampled_from(
    [
        "# Tittel",
        "1.2 Risiko",
        "Sak 3/20 Budsjett",
        "• punkt",
        "a\tb",
        "| a | b |",
        "Sted: Oslo",
        "Dato:",
        "VEDTAK",
        LONG,
        "og videre",
        "e-",
        "helse.",
        "\f",
        "",
        " ",
        "Side 3",
        "\ufeff",
        "12. mai",
        "\x0b",
        "\x85",
        "https://eksempel.no/x",
    ]
)


@given(st.one_of(st.lists(lines, max_size=40).map("\n".join), st.text(max_size=200)))
def test_blocks_are_in_order_apart_and_cover_what_is_not_furniture(text: str) -> None:
    made = document(text)
    place = 0
    seen = [
        *((block.start, block.end) for block in blocks(made)),
        *((s.start, s.end) for s in made.furniture),
    ]
    for start, end in sorted(seen):
        assert place <= start < end <= len(text)
        assert not text[place:start].strip().strip("\ufeff\u200b \n\t\f\r").strip()
        place = end
    assert not text[place:].replace("\ufeff", "").replace("\u200b", "").strip()


@given(st.lists(lines, max_size=40).map("\n".join))
def test_every_line_flows_once(text: str) -> None:
    found = lines_of(text, 0, len(text))
    ranges = flows(text, found)
    assert [index for first, last in ranges for index in range(first, last)] == list(range(len(found)))


def test_a_block_is_a_value() -> None:
    assert Block(1, 2, Shape.ITEM) == Block(1, 2, Shape.ITEM, 0, case=False)
    assert Span(1, 2) < Span(2, 1)
