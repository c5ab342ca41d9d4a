"""Running headers, footers and page numbers are found; what only looks like them is left alone."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from fpdf import FPDF
from hypothesis import given
from hypothesis import strategies as st

from ingest.document import Document
from ingest.furniture import find_furniture
from ingest.read import read
from ingest.read.text import pages_of

SENTENCES = (
    "Rådet drøftet saken grundig og ba om en ny vurdering av kostnadene.",
    "Kommunen viste til at fristen er kort og at få har svart på høringen.",
    "Helseforetaket mente at løsningen må prøves ut før den innføres overalt.",
    "Leder oppsummerte og takket for gode innspill fra alle rundt bordet.",
    "Utredningen viser at tiltaket koster mer enn det som først ble lagt til grunn.",
)


def body(page: int, lines: int = 20) -> str:
    """Different running text for each page, one sentence a line."""
    return "\n".join(
        f"{SENTENCES[(page + line) % 5][:-1]} i runde {page * 100 + line}." for line in range(lines)
    )


def furniture_of(text: str) -> list[str]:
    return [span.of(text) for span in find_furniture(text, pages_of(text))]


def paged(make: Callable[[int], str], count: int) -> str:
    return "".join(make(page) + "\n\f" for page in range(1, count + 1))


def test_a_header_and_a_page_number_on_every_page() -> None:
    text = paged(lambda page: f"Fjellrådet – møtebok 3/2024\n{body(page)}\nSide {page} av 6", 6)
    assert furniture_of(text) == [
        line for page in range(1, 7) for line in ("Fjellrådet – møtebok 3/2024", f"Side {page} av 6")
    ]


@pytest.mark.parametrize(
    "mark", ["{}", "- {} -", "Side {}", "side: {}", "Page {} of 9", "{} / 9", "Årsrapport | {}"]
)
def test_page_numbers_in_many_forms(mark: str) -> None:
    text = paged(lambda page: f"{body(page)}\n{mark.format(page)}", 9)
    assert furniture_of(text) == [mark.format(page) for page in range(1, 10)]


def test_left_and_right_headers_take_turns() -> None:
    text = paged(lambda page: f"{'Årsmelding' if page % 2 else 'Fjellrådet'}\n{body(page)}", 8)
    assert furniture_of(text) == ["Årsmelding", "Fjellrådet"] * 4


def test_a_header_that_begins_in_the_middle() -> None:
    text = paged(lambda page: f"Vedlegg til sak 4/24\n{body(page)}" if page > 15 else body(page), 20)
    assert furniture_of(text) == ["Vedlegg til sak 4/24"] * 5


def test_papers_that_count_their_pages_each_for_itself() -> None:
    text = paged(lambda page: f"{body(page)}\nSide {(page - 1) % 3 + 1} av 3", 9)
    assert len(furniture_of(text)) == 9


def test_headings_with_other_numbers_on_each_page_stay() -> None:
    text = paged(lambda page: f"Sak {page * 7 % 40}/24\n{body(page)}", 8)
    assert furniture_of(text) == []


def test_a_label_that_happens_to_begin_pages_stays() -> None:
    text = paged(lambda page: f"Forslag til vedtak:\n{body(page)}", 6)
    assert furniture_of(text) == []


def test_a_line_that_also_stands_within_pages_stays() -> None:
    text = paged(lambda page: f"Enstemmig vedtatt\n{body(page)}\nEnstemmig vedtatt\n{body(page + 50)}", 5)
    assert furniture_of(text) == []


def test_the_heading_of_a_table_stays_on_each_page() -> None:
    text = paged(lambda page: f"Nr  Prosjekt  Eier  Status\n{body(page)}\n{page}", 5)
    assert furniture_of(text) == ["1", "2", "3", "4", "5"]


def test_single_pages_keep_all_but_a_marked_number() -> None:
    assert furniture_of(f"Fjellrådet\n{body(1)}\nSide 1 av 1\n\f") == ["Side 1 av 1"]
    assert furniture_of(f"Fjellrådet\n{body(1)}\n1\n\f") == []


def test_two_pages_share_their_header_where_both_are_numbered() -> None:
    text = paged(lambda page: f"Fjellrådet – referat\n{body(page)}\nSide {page} av 2", 2)
    assert furniture_of(text) == [
        "Fjellrådet – referat",
        "Side 1 av 2",
        "Fjellrådet – referat",
        "Side 2 av 2",
    ]
    text = paged(lambda page: f"Fjellrådet – referat\n{body(page)}", 2)
    assert furniture_of(text) == []


def pdf_document(path: Path, pages: int, head: Callable[[FPDF, int], None]) -> Document:
    pdf = FPDF()
    pdf.set_auto_page_break(False)
    for page in range(1, pages + 1):
        pdf.add_page()
        pdf.set_font("Helvetica", size=9)
        head(pdf, page)
        pdf.set_xy(10, 40)
        pdf.set_font("Helvetica", size=11)
        pdf.multi_cell(0, 6, body(page, 12))
    path.write_bytes(bytes(pdf.output()))
    return read(path, path.name)


def test_in_a_pdf_a_header_keeps_its_height(tmp_path: Path) -> None:
    def steady(pdf: FPDF, page: int) -> None:
        pdf.text(10, 12, "Fjellrådet, møtebok")
        pdf.text(100, 290, f"{page}")

    document = pdf_document(tmp_path / "a.pdf", 4, steady)
    found = sorted(span.of(document.text) for span in document.furniture)
    assert found == ["1", "2", "3", "4", *["Fjellrådet, møtebok"] * 4]

    def drifting(pdf: FPDF, page: int) -> None:
        pdf.text(10, 10 + 6 * page, "Innstilling fra utvalget")

    assert pdf_document(tmp_path / "b.pdf", 4, drifting).furniture == ()


def test_in_a_pdf_a_line_of_cells_is_the_heading_of_a_table(tmp_path: Path) -> None:
    def cells(pdf: FPDF, page: int) -> None:
        for x, word in ((10, "Prosjekt"), (80, "Eier"), (120, "Status"), (160, "Risiko")):
            pdf.text(x, 20, word)

    assert pdf_document(tmp_path / "a.pdf", 4, cells).furniture == ()


def test_roman_page_labels_are_page_numbers(tmp_path: Path) -> None:
    pdf = FPDF()
    for page, label in enumerate(("i", "ii", "iii"), 1):
        pdf.add_page(label_style="r")
        pdf.set_font("Helvetica", size=11)
        pdf.multi_cell(0, 6, f"{body(page, 5)}\n{label}")
    path = tmp_path / "a.pdf"
    path.write_bytes(bytes(pdf.output()))
    document = read(path, "a.pdf")
    assert [span.of(document.text) for span in document.furniture] == ["i", "ii", "iii"]


def minutes(head: Callable[[int], str], pages: int = 12) -> str:
    """Text without form feeds, as extraction leaves it."""
    return "".join(f"{head(page)}{body(page)}\n" for page in range(1, pages + 1))


def test_without_pages_marks_and_their_companions_are_found() -> None:
    text = minutes(
        lambda page: (
            "Sign: ________ /________\nMøtesekretær: Kari Lie\n"
            f"Fjelltinget – møtebok 2/98\nSide {page} av 12\n"
        )
    )
    found = furniture_of(text)
    assert len(found) == 12
    assert (
        found[4]
        == "Sign: ________ /________\nMøtesekretær: Kari Lie\nFjelltinget – møtebok 2/98\nSide 5 av 12"
    )


def test_without_pages_a_header_with_body_text_behind_it_goes_alone() -> None:
    text = minutes(
        lambda page: (
            f"Fjelltinget - Møtebok 2/98 - side {page} av 12\nMøtesekretær: Kari Lie{'' if page % 3 else ' '}"
            + ("\n" if page % 3 else "")
        )
    )
    found = furniture_of(text)
    assert [line.splitlines()[-1] for line in found] == ["Møtesekretær: Kari Lie"] * 12


def test_without_pages_damaged_headers_are_known() -> None:
    names = ["FJELLTINGET I NORD", "FJELLT1NGET I NORD", "FJE11TINGET I N0RD", "FJELLTINGET 1 NORD"]
    text = minutes(lambda page: f"{names[page % 4]}\nMØTEBOK 2/98\nSIDE {page}\n", 16)
    found = furniture_of(text)
    assert len(found) == 16
    assert all(line.count("\n") == 2 for line in found)


def test_without_pages_headings_beside_the_marks_stay() -> None:
    text = minutes(
        lambda page: f"Side {page}\nSak {page}/98\nInnstilling\n" if page % 2 else f"Side {page}\n"
    )
    assert furniture_of(text) == [f"Side {page}" for page in range(1, 13)]


def test_without_pages_references_to_pages_are_none() -> None:
    text = "".join(
        f"{body(page)}\nSide {page * 37 % 50}\nEndres slik at setningen strykes.\n" for page in range(12)
    )
    assert furniture_of(text) == []
    assert (
        furniture_of(
            "Innhold\n" + "\n".join(f"Kapittel {n}, side {n * 3}" for n in range(1, 9)) + "\n" + body(1, 200)
        )
        == []
    )


def test_without_pages_bare_numbers_a_page_apart_are_page_numbers() -> None:
    assert furniture_of(minutes(lambda page: f"- {page} -\n")) == [f"- {page} -" for page in range(1, 13)]
    assert furniture_of("\n".join(f"{n}\nNavn Navnesen" for n in range(1, 60))) == []


def test_lists_of_numbers_are_no_furniture() -> None:
    assert furniture_of(body(1) + "\n" + "\n".join(map(str, range(200)))) == []


lines = st.sampled_from(
    [
        "Side 1",
        "Side 2",
        "Side 3 av 9",
        "FJELLRÅDET",
        "4",
        "Sak 2/20",
        SENTENCES[0],
        "\n",
        "\f",
        "  ",
        "Sign: ____",
    ]
)


@given(st.lists(lines, max_size=60).map("\n".join))
def test_furniture_is_sorted_apart_and_trimmed(text: str) -> None:
    place = 0
    for span in find_furniture(text, pages_of(text)):
        assert place <= span.start < span.end <= len(text)
        assert span.of(text) == span.of(text).strip()
        place = span.end


def test_long_texts_take_no_time() -> None:
    for text in (
        "Side 1\n" * 20_000,
        "a\n\f" * 2_000,
        "_" * 200_000,
        "Side " * 40_000,
        "FJELLRÅDET\nSide 3\n" * 5_000,
    ):
        find_furniture(text, pages_of(text))
