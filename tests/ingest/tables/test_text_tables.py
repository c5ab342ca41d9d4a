"""Tables in text: parted by signs, by columns of spaces, or broken with nothing between the columns."""

import textwrap

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corpus.errors import Reason
from corpus.texts import texts

HEADINGS = [
    "Område",
    "ID",
    "Prosjektnavn",
    "Ansvarlig virksomhet",
    "Status",
    "Risiko",
    "Budsjett 2023",
    "Budsjett 2024",
]
AREAS = ["1.1 Bedre tjenester til innbyggerne", "2.3 Trygge lokalsamfunn og god beredskap"]
OWNERS = [
    "Bergen kommune",
    "Statens vegvesen",
    "Helse Fonna HF",
    "Direktoratet for naturskader",
    "Kartverket",
]
FIRST = ["Felles", "Digital", "Nasjonal", "Trygg", "Ny", "Samordnet"]
SECOND = ["byggesak", "arkivløsning", "vannmåling", "skoleskyss", "varsling av ras", "kartbase for havbunnen"]
LAST = ["", "fase 2", "i hele kommunen", "og tilhørende tjenester", "(pilot)"]
COLOURS = {"Gul": "gul", "Rød": "rød", "Grønn": "grønn"}


@st.composite
def tables(draw, least=4):
    """Rows of cells as they are printed; ids and names are each project's own."""
    size = draw(st.integers(least, 12))
    ids = draw(st.lists(st.integers(100, 999), min_size=size, max_size=size, unique=True))
    names = draw(st.lists(
        st.tuples(st.sampled_from(FIRST), st.sampled_from(SECOND), st.sampled_from(LAST)),
        min_size=size, max_size=size, unique=True,
    ))  # fmt: skip
    owners = draw(st.lists(st.sampled_from(OWNERS), min_size=2, max_size=3, unique=True))
    rows = []
    for at in range(size):
        amounts = [draw(st.integers(0, 99).map(str)), draw(st.sampled_from(["0", "7", "45", "N/A"]))]
        colours = [draw(st.sampled_from(list(COLOURS))) for _ in range(2)]
        name = " ".join(part for part in names[at] if part)
        rows.append([AREAS[2 * at // size], str(ids[at]), name, owners[at % len(owners)], *colours, *amounts])
    return rows


def expected(rows):
    return [
        (
            int(row[1]),
            row[2],
            row[3],
            COLOURS[row[4]],
            COLOURS[row[5]],
            {year: int(text) for year, text in zip(("2023", "2024"), row[6:], strict=True) if text.isdigit()},
        )
        for row in rows
    ]


def facts(rows):
    return [(row.id, row.name, row.owner, row.status, row.risk, dict(row.amounts)) for row in rows]


@given(tables(least=1))
@settings(max_examples=25)
@pytest.mark.parametrize("sign", ["\t", " | ", ";"])
def test_cells_that_a_sign_parts(read_text, sign, rows):
    lines = [sign.join(cells) for cells in [HEADINGS, *rows]]
    if sign == " | ":
        lines.insert(1, " | ".join("---" for _ in HEADINGS))
        lines = [f"| {line} |" for line in lines]
    text = "Portefølje mai 2023\n\n" + "\n".join(lines) + "\n\nMer tekst om prosjektene følger her.\n"
    found = read_text(text)
    assert facts(found) == expected(rows)
    for row in found:
        assert text[row.start : row.end].startswith(AREAS[0][:3]) or text[row.start : row.end].startswith(
            "2.3"
        )


@given(tables())
@settings(max_examples=25)
def test_columns_kept_by_spaces(read_text, rows):
    widths = [max(len(cells[at]) for cells in [HEADINGS, *rows]) + 3 for at in range(len(HEADINGS))]
    lines = [
        "".join(cell.ljust(width) for cell, width in zip(cells, widths, strict=True)).rstrip()
        for cells in [HEADINGS, *rows]
    ]
    assert facts(read_text("Portefølje\n\n" + "\n".join(lines) + "\n")) == expected(rows)


def broken(cells, width=26):
    """A line of a table as a PDF's text gives it: cells wrap, and only a space or a line's end parts them."""
    parts = [textwrap.wrap(cell, width, break_on_hyphens=False) for cell in cells]
    text = ""
    for part in parts:
        text += ("" if not text else "\n" if len(part) > 1 else " ") + "\n".join(part)
    return text


@given(tables(least=6))
@settings(max_examples=25)
def test_broken_text(read_text, rows):
    text = "Vedlegg\n\n" + "\n\n".join(broken(cells) for cells in [HEADINGS, *rows]) + "\n"
    assert facts(read_text(text)) == expected(rows)


@given(tables(least=6))
@settings(max_examples=15)
def test_a_line_for_every_cell(read_text, rows):
    text = "Vedlegg\n\n" + "\n".join("\n".join(cells) for cells in [HEADINGS, *rows]) + "\n"
    assert facts(read_text(text)) == expected(rows)


HEADER = (
    "Innsatsområde ID Prosjektnavn Ansvarlig virksomhet Status Risiko\nBudsjett\n2023\nBudsjett\n2024\n\n"
)
BROKEN = (
    "1.1 Modernisere arkiv- og\njournalløsninger 11 Fjordarkivet Kartverket Gul Gul 32 0\n\n"
    "1.1 Modernisere arkiv- og\njournalløsninger 190\n\nDigital mottak av\nsøknader fra hele\nkommunen\n\nBergen\nkommune Grønn Gul 16 31\n\n"
    "1.1 Modernisere arkiv- og\njournalløsninger 193 Ny journal  Gul Gul N/A 93\n\n"
    "1.1 Modernisere arkiv- og\njournalløsninger 195\n\nMåling av håndvask\ni barnehager Kartverket Rød  1 0\n \n"
    "1.2 Trygge veier 201 Rassikring Bergen kommune Gul Rød 5 6\n"
)


def test_what_is_missing_stays_missing(read_text):
    assert facts(read_text(HEADER + BROKEN)) == [
        (11, "Fjordarkivet", "Kartverket", "gul", "gul", {"2023": 32, "2024": 0}),
        (
            190,
            "Digital mottak av søknader fra hele kommunen",
            "Bergen kommune",
            "grønn",
            "gul",
            {"2023": 16, "2024": 31},
        ),
        (193, "Ny journal", None, "gul", "gul", {"2024": 93}),
        (195, "Måling av håndvask i barnehager", "Kartverket", "rød", None, {"2023": 1, "2024": 0}),
        (201, "Rassikring", "Bergen kommune", "gul", "rød", {"2023": 5, "2024": 6}),
    ]


def test_a_value_that_would_fit_two_columns_is_doubtful(read_text):
    rows = read_text(HEADER + BROKEN.replace("Rød  1 0", "Rød 1 0"))
    assert [row.doubtful is not None for row in rows] == [False, False, False, True, False]
    reason = Reason.unpacked(rows[3].doubtful or "")
    assert reason.key == "doubts.two_columns" and "two columns" in reason.said(texts("en"))


def test_a_quote_covers_the_row_and_no_other(read_text):
    text = HEADER + BROKEN
    for row in read_text(text):
        quote = text[row.start : row.end]
        assert quote.startswith("1.") and str(row.id) in quote
        assert quote.count("1.1 Modernisere") <= 1


def test_thousands_written_apart(read_text):
    lines = ["Nr. Tiltak Eier Status Kostnad 2023 Kostnad 2024"]
    lines += [
        f"{n} Tiltak for vei {n} Statens vegvesen Gul {n % 9 + 1} {n}00 {n % 7 + 1} 0{n}"
        for n in range(10, 40)
    ]
    rows = read_text("Oversikt\n\n" + "\n".join(lines))
    assert [dict(row.amounts) for row in rows] == [
        {
            "2023": 1000 * (n % 9 + 1) + 100 * n % 1000 if n < 10 else int(f"{n % 9 + 1}{n}00"),
            "2024": int(f"{n % 7 + 1}0{n}"),
        }
        for n in range(10, 40)
    ] or rows


@pytest.mark.parametrize("text", [
    "Sak\tTittel\tAnsvarlig\tTid\n1/23\tBudsjett\tKari Lie\t10:00\n2/23\tStatus\tOla Vik\t11:00\n",
    "Post\tBudsjett 2023\tRegnskap 2023\nLønn\t10\t11\nDrift\t5\t4\n",
    "Navn\tVirksomhet\tTil stede\nKari Lie\tNAV\tJa\nOla Vik\tKS\tNei\n",
    "Risiko\tSannsynlighet\tKonsekvens\tTiltak\nBrann\tLav\tHøy\tSlukkere\nFlom\tLav\tHøy\tVoller\n",
    "Tiltak\tFelles journal\tHelsenorge\nDeling av svar\t12\t\nNy innlogging\t\t5\n",
    "1\tStatus for prosjektene.....\t5\n1.1\tRisiko og budsjett.....\t7\n2\tAnsvarlig virksomhet.....\t8\n",
    "Aktør\tAntall prosjekter\tBudsjett 2023\nNAV\t4\t120\nKS\t2\t35\n",
    "Prosjektet har rød status, og budsjettet for 2023 er på 12 millioner kroner. Risikoen er høy.\n" * 20,
])  # fmt: skip
def test_other_tables_and_prose_give_no_rows(read_text, text):
    assert read_text("Møte i utvalget 3. mai 2023\n\n" + text) == ()


def test_shifted_cells_are_put_where_they_fit_and_say_so(read_text):
    text = (
        "Portefølje mai 2022\n\nID\tProsjekt\tAnsvarlig virksomhet\tProsjektleder\tStatus\tRisiko\tBudsjett 2022\n"
        "1\tAlfa\tBergen kommune\tKari Lie\tGul\tRød\t12\n2\tBeta\tNAV\tGrønn\tGul\t5\n"
        "4\tDelta\tKS\tOla Vik\tGrønn\tGrønn\t9\n"
    )
    rows = read_text(text)
    beta = rows[1]
    assert (beta.owner, beta.lead, beta.status, beta.risk, dict(beta.amounts)) == (
        "NAV",
        None,
        "grønn",
        "gul",
        {"2022": 5},
    )
    assert beta.doubtful and not rows[0].doubtful


def test_owner_and_lead_by_content(read_text):
    rows = read_text(
        "Prosjekt\tProsjekteier\tStatus\nAlfa\tStatens vegvesen\tGul\nBeta\tBergen kommune\tRød\n"
    )
    assert [(row.owner, row.lead) for row in rows] == [("Statens vegvesen", None), ("Bergen kommune", None)]
    rows = read_text("Prosjekt\tProsjekteier\tStatus\nAlfa\tKari Lie\tGul\nBeta\tOla Vik\tRød\n")
    assert [(row.owner, row.lead) for row in rows] == [(None, "Kari Lie"), (None, "Ola Vik")]


def test_words_for_nothing_are_nothing(read_text):
    rows = read_text(
        "ID\tProsjekt\tEier\tProsjektleder\tStatus\tBudsjett 2023\n"
        "1\tAlfa\t(blank)\t-\tikke rapportert\tN/A\n2\tBeta\tKS\tKari Lie\tGul\t0\n"
    )
    assert (rows[0].owner, rows[0].lead, rows[0].status, rows[0].amounts) == (None, None, None, ())
    assert rows[1].amounts == (("2023", 0),)


@given(st.text(max_size=600))
@settings(max_examples=60)
def test_no_text_breaks_the_reading(read_text, text):
    for row in read_text(f"ID\tProsjekt\tStatus\n{text}\n5\tAlfa\tGul\n"):
        assert row.name


def test_years_in_a_line_of_their_own_stand_under_the_heading_of_amounts(read_text):
    rows = read_text(
        "Oversikt mai\n2023\nAlle beløp i 1000 kroner.\nNr. Prosjekt Ansvarlig etat Samlet\nrisiko\nBudsjett\n2023 2024\n"
        "12 Felles arkiv Kartverket Gul 1 200,5 350\n13 Ny vannmåling i hele\nkommunen\nBergen kommune Rød 40 2 100\n"
        "14 Sikker print Statens vegvesen Grønn 12 9\n15 Trygg skoleveg Kartverket Gul 1 005 77\n"
    )
    assert [(row.id, row.name, row.risk, dict(row.amounts)) for row in rows] == [
        (12, "Felles arkiv", "gul", {"2023": 1200.5, "2024": 350}),
        (13, "Ny vannmåling i hele kommunen", "rød", {"2023": 40, "2024": 2100}),
        (14, "Sikker print", "grønn", {"2023": 12, "2024": 9}),
        (15, "Trygg skoleveg", "gul", {"2023": 1005, "2024": 77}),
    ]
    assert {row.unit for row in rows} == {"1000 kr"}
