"""A document is taken apart into its papers."""

from __future__ import annotations

from collections import Counter
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.document import Document, Kind, Media, Page, Part, Span
from ingest.parts import find_parts

PAPERS = Path(__file__).parent / "meeting" / "papers"

AGENDA = """Innkalling til møte i Kulturrådet
Møte 4/2021
Dato: 3. juni 2021
Tid: 10.00–12.00
Sted: Biblioteket

7/21 Godkjenning av innkalling
Forslag til vedtak:
Kulturrådet godkjenner innkallingen.
8/21 Støtte til korps
Forslag til vedtak:
Kulturrådet støtter korpset.
"""
MINUTES = """Referat fra møte i Kulturrådet
Møte 3/2021
Dato: 6. mai 2021
Tid: 10.00–11.00
Sted: Biblioteket
Til stede: Anne Berg (Nes kommune)

5/21 Godkjenning av innkalling
Vedtak:
Kulturrådet godkjenner innkallingen.
6/21 Ny scene
Rådet var positivt.
Vedtak:
Kulturrådet ber om en skisse.
"""
PULLED_APART = """
Støtte til korps

Forslag til vedtak
Kulturrådet støtter korpset.

Bakgrunn
Korpset søker om 20 000 kroner til nye instrumenter.

Til
Dato
Saksnummer
Type

Møte 4/21
03.06.2021
8/21
Beslutning

Fra
Saksbehandler

Bjørn Dal
Cecilie Ek
Resten av notatet står her og sier noe om økonomien.
"""


def document(text: str, **more: object) -> Document:
    return Document("a.txt", "0", Media.TEXT, text, **more)  # type: ignore[arg-type]


def test_an_agenda_minutes_and_a_case_paper_are_three_papers() -> None:
    text = AGENDA + MINUTES + PULLED_APART
    parts = find_parts(document(text))
    assert [part.kind for part in parts] == [Kind.AGENDA, Kind.MINUTES, Kind.CASE_PAPER]
    assert [part.date for part in parts] == ["2021-06-03", "2021-05-06", "2021-06-03"]
    assert [part.meeting for part in parts] == ["4/2021", "3/2021", "4/2021"]
    assert [part.body for part in parts] == ["Kulturrådet"] * 3
    assert parts[2].title == "Støtte til korps"
    assert parts[2].case == "8/21"
    assert text[parts[1].start :].startswith("Referat fra")
    assert text[parts[2].start :].startswith("Støtte til korps")


def test_a_paper_that_opens_a_page_begins_with_the_page() -> None:
    first, second = AGENDA, "Kulturrådet\n" + MINUTES
    text = first + "\f" + second + "\f"
    pages = (Page(1, 0, len(first)), Page(2, len(first) + 1, len(first) + 1 + len(second)))
    header = Span(pages[1].start, pages[1].start + len("Kulturrådet"))
    parts = find_parts(document(text, pages=pages, furniture=(header,)))
    assert [part.start for part in parts] == [0, pages[1].start]


def test_an_article_is_one_part_named_by_its_first_line() -> None:
    parts = find_parts(document("Hurtigruten\n\nSkipet ble bygd i 1893 og gikk fra Trondheim. " * 5))
    assert [(part.kind, part.title, part.date, part.body) for part in parts] == [
        (Kind.OTHER, "Hurtigruten", None, None)
    ]


def test_a_report_has_the_date_of_its_title() -> None:
    (part,) = find_parts(
        document("Årsmelding\n\nPorteføljerapport mai 2023\n\n" + "Alt går etter planen. " * 30)
    )
    assert (part.kind, part.date) == (Kind.REPORT, "2023-05")


def test_a_report_without_a_dated_title_has_the_date_it_reports_on() -> None:
    (part,) = find_parts(document("Rapport om bruer\n\nTallene er per 9. oktober 2020 og gjelder fylket."))
    assert part.date == "2020-10-09"


def test_a_draft_says_so() -> None:
    (part,) = find_parts(document(MINUTES.replace("Referat", "Utkast til referat", 1)))
    assert part.draft and part.kind is Kind.MINUTES
    (part,) = find_parts(document(MINUTES))
    assert not part.draft


def test_pages_that_lie_down_and_hold_little_are_slides() -> None:
    pages = [
        "Møte i Kulturrådet\n3. juni 2021",
        "Sak 8/21: Støtte",
        "Forslag til vedtak\nRådet støtter korpset.",
    ]
    text = "".join(page + "\f" for page in pages)
    starts = [text.index(page) for page in pages]
    shaped = tuple(
        Page(number, start, start + len(page), 960.0, 540.0)
        for number, (start, page) in enumerate(zip(starts, pages, strict=True), 1)
    )
    (part,) = find_parts(document(text, pages=shaped))
    assert (part.kind, part.body, part.date) == (Kind.SLIDES, "Kulturrådet", "2021-06-03")


def test_minutes_of_many_pages_are_one_part_named_by_their_running_header() -> None:
    pages = [
        f"Plenum - Møtebok 3/02 - side {n} av 40\nSak {n}/02 Tittel {n}\nVedtak:\nGodkjent.\n"
        for n in range(1, 9)
    ]
    text = "Tid: 17. – 20. september 2002\n" + "".join(pages)
    lines = [line for page in pages for line in page.splitlines() if "Møtebok" in line]
    furniture = tuple(Span(text.index(line), text.index(line) + len(line)) for line in lines)
    (part,) = find_parts(document(text, furniture=furniture))
    assert (part.kind, part.body, part.meeting, part.date) == (Kind.MINUTES, "Plenum", "3/2002", "2002-09-17")


def test_a_file_s_own_title_names_a_report_unless_it_is_a_file_name() -> None:
    text = "Statusrapport\n\nInnhold om status. " * 4
    assert find_parts(document(text, title="Status for broene"))[0].title == "Status for broene"
    assert find_parts(document(text, title="rapport_v3.docx"))[0].title == "Statusrapport"


@pytest.mark.parametrize(
    ("name", "kinds"),
    [
        ("formannskap", [Kind.MINUTES]),
        ("helseforetak", [Kind.MINUTES]),
        ("kommunestyre_nynorsk", [Kind.MINUTES]),
        ("plenum_tospraklig", [Kind.MINUTES]),
        ("rad_konklusjon", [Kind.MINUTES]),
        ("saksframlegg_tabell", [Kind.CASE_PAPER]),
        ("innkalling_med_saker", [Kind.AGENDA, Kind.CASE_PAPER, Kind.CASE_PAPER]),
    ],
)
def test_papers_of_many_bodies_are_told_apart(name: str, kinds: list[Kind]) -> None:
    parts = find_parts(document((PAPERS / f"{name}.txt").read_text(encoding="utf-8")))
    assert [part.kind for part in parts] == kinds


@pytest.mark.parametrize("text", ["", " \n\f \n", "\x00\x01", "🙂", "…", "\u202eabc"])
def test_odd_texts_are_one_part(text: str) -> None:
    assert [(part.start, part.end) for part in find_parts(document(text))] == [(0, len(text))]
    assert find_parts(document(text))[0].title


PIECES = st.sampled_from(
    [
        *(
            AGENDA,
            MINUTES,
            PULLED_APART,
            "Agenda for møte i X\nDato\nTid\n",
            "8/21",
            "Referat fra",
            "Vedtak:\n",
        ),
        *("Saksframlegg\nSaksnr: 1/21\nDato: 1. mai 2021\nSaksbehandler: A B\n", "\f", "\n", " ", "tekst\n"),
    ]
)


@given(st.lists(PIECES, max_size=8).map("".join))
def test_parts_are_in_order_and_cover_the_text(text: str) -> None:
    parts: tuple[Part, ...] = find_parts(document(text))
    assert parts[0].start == 0
    assert parts[-1].end == len(text)
    for before, after in pairwise(parts):
        assert before.end == after.start
    assert all(part.title for part in parts)


@pytest.mark.shared
def test_the_development_archive_is_taken_apart(shared: Path) -> None:
    kinds: Counter[Kind] = Counter()
    for path in (shared / "archive").glob("*.txt"):
        kinds.update(part.kind for part in find_parts(document(path.read_bytes().decode("utf-8"))))
    assert kinds == {Kind.AGENDA: 2, Kind.MINUTES: 3, Kind.CASE_PAPER: 7, Kind.REPORT: 2, Kind.SLIDES: 1}
