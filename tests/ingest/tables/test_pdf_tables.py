"""Tables of PDFs, ruled and not, become the rows that they were drawn from."""

import pytest

HEADINGS = ("ID", "Prosjekt", "Ansvarlig virksomhet", "Status", "Risiko", "Budsjett 2023", "Budsjett 2024")
WIDTHS = (36, 130, 110, 48, 48, 58, 58)
ROWS = [
    ("12", "Felles arkiv", "Bergen kommune", "Gul", "Rød", "1 200", "350"),
    ("7", "Digital byggesak for innbyggere i hele kommunen", "Kartverket", "Grønn", "Gul", "40", "N/A"),
    ("31", "Ny vannmåling - fase 2", "", "Rød", "", "0", "2 150,5"),
    ("40", "Trygg skoleveg", "Vestland fylkeskommune", "", "Grønn", "12", "9"),
]


def facts(row):
    return (row.id, row.name, row.owner, row.status, row.risk, dict(row.amounts))


EXPECTED = [
    (12, "Felles arkiv", "Bergen kommune", "gul", "rød", {"2023": 1200, "2024": 350}),
    (7, "Digital byggesak for innbyggere i hele kommunen", "Kartverket", "grønn", "gul", {"2023": 40}),
    (31, "Ny vannmåling - fase 2", None, "rød", None, {"2023": 0, "2024": 2150.5}),
    (40, "Trygg skoleveg", "Vestland fylkeskommune", None, "grønn", {"2023": 12, "2024": 9}),
]


@pytest.mark.parametrize("rules", ["full", "across", "none"])
@pytest.mark.parametrize("right", [(), (5, 6)])
def test_words_in_cells(sheet, drawn, rows_of, rules, right):
    page = sheet()
    page.line("Prosjektportefølje mai 2023", 16)
    page.line("Alle beløp er i 1000 kroner.")
    page.table(drawn(HEADINGS, ROWS, WIDTHS, rules, right=right))
    page.line("Merknad: tallene er foreløpige.")
    rows = rows_of(page)
    assert [facts(row) for row in rows] == EXPECTED
    assert {row.unit for row in rows} == {"1000 kr"}
    assert {row.issued for row in rows} == {"2023-05"}
    assert rows[0].cells[1] == ("Prosjekt", "Felles arkiv")
    assert rows[0].table == "Prosjektportefølje mai 2023"


@pytest.mark.parametrize("rules", ["full", "across", "none"])
@pytest.mark.parametrize("seen", ["fill", "dot"])
def test_colours_alone(sheet, drawn, rows_of, rules, seen):
    shown = [tuple(cell.lower() if at in (3, 4) else cell for at, cell in enumerate(row)) for row in ROWS]
    page = sheet()
    page.table(drawn(HEADINGS, shown, WIDTHS, rules, seen=seen, colours=(3, 4)))
    rows = rows_of(page)
    assert [facts(row) for row in rows] == EXPECTED
    marks = {mark.field: mark for mark in rows[0].colours}
    assert marks["status"].colour == "gul" and marks["risk"].rgb == (215, 38, 61)
    box = marks["status"].box
    assert 50 + 276 <= box.left < box.right <= 50 + 324 + 1
    assert not rows[2].colours[1:]


def test_any_shade_of_a_traffic_light(sheet, drawn, rows_of):
    for rgb in (
        {"rød": (255, 199, 206), "gul": (255, 235, 156), "grønn": (198, 239, 206)},
        {"rød": (192, 0, 0), "gul": (255, 192, 0), "grønn": (0, 176, 80)},
        {"rød": (255, 0, 0), "gul": (255, 140, 0), "grønn": (27, 94, 32)},
    ):
        page = sheet()
        rows = [("1", "Alfa", "rød"), ("2", "Beta", "gul"), ("3", "Gamma", "grønn"), ("4", "Delta", "")]
        page.table(drawn(("ID", "Tiltak", "Status"), rows, (40, 120, 60), seen="fill", colours=(2,), rgb=rgb))
        assert [row.status for row in rows_of(page)] == ["rød", "gul", "grønn", None]


def test_a_legend_wins_over_the_hue(sheet, drawn, rows_of):
    rgb = {"rød": (106, 27, 154), "gul": (255, 152, 0), "grønn": (21, 101, 192)}
    page = sheet()
    page.sign(rgb["grønn"], "I rute")
    page.sign(rgb["gul"], "Noe avvik")
    page.sign(rgb["rød"], "Kritisk")
    rows = [("1", "Alfa", "rød", "12"), ("2", "Beta", "gul", "4"), ("3", "Gamma", "grønn", "8")]
    drawing = drawn(
        ("Nr.", "Tiltak", "Status", "2023"), rows, (40, 120, 60, 50), "none", "dot", (2,), rgb=rgb
    )
    page.table(drawing)
    found = rows_of(page)
    assert [row.status for row in found] == ["rød", "gul", "grønn"]
    assert found[0].table != "Kritisk"


def test_every_second_line_tinted_is_no_status(sheet, drawn, rows_of):
    page = sheet()
    page.pdf.set_fill_color(225, 240, 225)
    headings, rows = (
        ("ID", "Prosjekt", "Status", "Budsjett 2023"),
        [("1", "Alfa", "", "4"), ("2", "Beta", "gul", "7")],
    )
    top = page.y + 1.2 * 8 + 8
    page.pdf.rect(50, top, 300, 1.2 * 8 + 8, style="F")
    page.table(drawn(headings, rows, (40, 120, 70, 70), "none", "dot", (2,)))
    assert [row.status for row in rows_of(page)] == [None, "gul"]


@pytest.mark.parametrize("repeat", [True, False])
@pytest.mark.parametrize("rules", ["full", "none"])
def test_a_table_over_page_breaks(sheet, drawn, rows_of, rules, repeat):
    rows = [
        (str(n), f"Prosjekt nummer {n} i rekken", "NAV", "Gul", "Rød", str(n), "1") for n in range(100, 170)
    ]
    page = sheet()
    page.table(drawn(HEADINGS, rows, WIDTHS, rules, repeat=repeat))
    found = rows_of(page)
    assert [row.id for row in found] == list(range(100, 170))
    assert {row.page for row in found} == {1, 2}
    assert all(dict(row.amounts)["2023"] == row.id for row in found)


@pytest.mark.parametrize("rules", ["full", "across", "none"])
def test_group_lines_and_totals_are_no_projects(sheet, drawn, rows_of, rules):
    rows = [*ROWS, ("", "Sum", "", "", "", "1 252", "2 509,5")]
    page = sheet()
    page.table(
        drawn(
            HEADINGS, rows, WIDTHS, rules, groups={0: "1 Bedre tjenester", 2: "2 Trygg drift av det vi har"}
        )
    )
    found = rows_of(page)
    assert [facts(row) for row in found] == EXPECTED
    assert "2 Trygg drift av det vi har" in dict(found[2].cells).values()


def test_a_landscape_page(sheet, drawn, rows_of):
    page = sheet(landscape=True)
    page.table(drawn(HEADINGS, ROWS, tuple(1.5 * width for width in WIDTHS)))
    assert [facts(row) for row in rows_of(page)] == EXPECTED


@pytest.mark.parametrize("rules", ["full", "none"])
def test_two_tables_side_by_side(sheet, drawn, rows_of, rules):
    page = sheet(landscape=True)
    headings, widths = ("Nr.", "Tiltak", "Eier", "Status"), (30, 150, 110, 50)
    left = [(str(n), f"Tiltak {n}", "NAV", "Gul") for n in range(10, 16)]
    right = [(str(n), f"Tiltak {n} med et langt navn som må brytes", "KS", "Rød") for n in range(20, 26)]
    top = page.y
    page.table(drawn(headings, left, widths, rules))
    page.y = top
    page.table(drawn(headings, right, widths, rules, x=410))
    found = rows_of(page)
    assert sorted((row.id, row.owner, row.status) for row in found) == [
        *((n, "NAV", "gul") for n in range(10, 16)),
        *((n, "KS", "rød") for n in range(20, 26)),
    ]


def test_merged_cells_count_for_the_lines_below(sheet, drawn, rows_of):
    page = sheet()
    page.table(drawn(("Eier", "Prosjekt", "Status"), [], (100, 150, 60)))
    page.y -= 14
    for owner, names in {
        "Kartverket": ["Alfa", "Beta", "Gamma"],
        "Bergen kommune": ["Delta", "Epsilon"],
    }.items():
        top = page.y
        for name in names:
            page.table(drawn((name, "Gul"), [], (150, 60), x=150))
            page.y -= 14
        page.pdf.rect(50, top, 100, page.y - top)
        page.pdf.text(54, (top + page.y) / 2, owner)
    assert [(row.name, row.owner) for row in rows_of(page)] == [
        ("Alfa", "Kartverket"),
        ("Beta", "Kartverket"),
        ("Gamma", "Kartverket"),
        ("Delta", "Bergen kommune"),
        ("Epsilon", "Bergen kommune"),
    ]


def test_a_heading_over_the_years(sheet, drawn, rows_of):
    page = sheet()
    page.pdf.set_font("helvetica", size=8)
    page.pdf.text(284, page.y + 8, "Budsjett (mill. kr)")
    page.y += 11
    rows = [
        ("1", "Alfa", "Gul", "10", "11"),
        ("2", "Beta", "Rød", "20", "21"),
        ("3", "Gamma", "Grønn", "30", "31"),
    ]
    page.table(drawn(("ID", "Prosjekt", "Status", "2023", "2024"), rows, (40, 130, 60, 50, 50), "none"))
    found = rows_of(page)
    assert [dict(row.amounts) for row in found] == [
        {"2023": 10, "2024": 11},
        {"2023": 20, "2024": 21},
        {"2023": 30, "2024": 31},
    ]
    assert found[0].unit == "mill. kr"


@pytest.mark.parametrize("headings", [
    ("Nr.", "Namn på prosjektet", "Ansvarleg verksemd", "Tilstand", "Samla risiko", "Kostnad 2023", "Kostnad 2024"),
    ("No.", "Project name", "Owner", "Overall status", "Risk level", "Budget 2023", "Budget 2024"),
    ("PROSJEKT-ID", "PROSJEKTNAVN", "ETAT", "STATUS NÅ", "RISIKONIVÅ", "RAMME 2023", "RAMME 2024"),
])  # fmt: skip
def test_headings_of_other_reports(sheet, drawn, rows_of, headings):
    page = sheet()
    page.table(drawn(headings, ROWS, WIDTHS))
    assert [facts(row) for row in rows_of(page)] == EXPECTED


def test_departed_projects_stay_apart_and_new_ones_are_told_once(sheet, drawn, rows_of):
    page = sheet()
    page.table(
        drawn(
            ("ID", "Prosjekt", "Ansvarlig virksomhet"),
            [("12", "Felles arkiv", "Bergen kommune")],
            (40, 150, 150),
        )
    )
    page.line("Tabell 1: Nye prosjekter i porteføljen", 8)
    page.line("To prosjekter går ut av porteføljen:", 8)
    gone = [("90", "Gammel løsning", "NAV", "Ferdigstilt"), ("91", "Eldre løsning", "KS", "Avsluttet")]
    page.table(drawn(("ID", "Prosjekt", "Ansvarlig virksomhet", "Veien videre"), gone, (40, 150, 150, 80)))
    page.line("Tabell 2: Prosjekter som går ut av porteføljen", 8)
    page.table(drawn(HEADINGS, ROWS, WIDTHS))
    found = rows_of(page)
    assert [facts(row) for row in found if not row.departed] == EXPECTED
    assert [row.id for row in found if row.departed] == [90, 91]


def test_a_column_of_dots_beside_a_note_that_goes_under_it(sheet, drawn, rows_of):
    page = sheet()
    rows = [("Alfa", "rød", "Kartverket"), ("Beta i hele kommunen", "gul", "NAV"), ("Gamma", "grønn", "KS")]
    page.table(
        drawn(("Tiltak", "Samlet risiko", "Eier"), rows, (110, 60, 120), "none", "dot", (1,), padding=0.5)
    )
    page.line("Merknad: tallene er foreløpige, og de kan endres.", 8)
    assert [row.risk for row in rows_of(page)] == ["rød", "gul", "grønn"]


def test_a_line_that_a_page_break_cuts_in_two(sheet, drawn, rows_of):
    page = sheet()
    rows = [(str(n), f"Prosjekt {n}", "NAV", "Gul") for n in range(100, 110)]
    headings, widths = ("ID", "Prosjekt", "Eier", "Status"), (40, 160, 100, 60)
    page.table(drawn(headings, [*rows, ("110", "Felles løsning for", "KS", "Rød")], widths, "across"))
    page.pdf.add_page()
    page.y = 60.0
    page.table(
        drawn(
            headings, [("", "varsling i kommunene", "", ""), ("111", "Alfa", "KS", "Gul")], widths, "across"
        )
    )
    found = {row.id: row for row in rows_of(page)}
    assert found[110].name == "Felles løsning for varsling i kommunene" and found[110].status == "rød"
    assert found[111].name == "Alfa" and len(found) == 12
