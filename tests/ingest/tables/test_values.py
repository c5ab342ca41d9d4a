"""What cells and headings say."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.tables.headings import is_project_header, read_heading, split_words
from ingest.tables.values import colour, is_nothing, join_lines, number, organisation, person, unit_in
from ingest.tables.vocabulary import Role


@pytest.mark.parametrize(("text", "value"), [
    ("1 712,3", 1712.3), ("954,2", 954.2), ("1.712,3", 1712.3), ("1,712.3", 1712.3), ("1 770 500", 1770500),
    ("0", 0), ("(5)", -5), ("-12", -12), ("kr 1 200", 1200), ("12 mill.", 12), ("2 mill. kr", 2), ("1\u00a0056", 1056),
    ("-", None), ("N/A", None), ("12 %", None), ("Gul", None), ("fase 2", None), ("12.05.2020", None),
])  # fmt: skip
def test_numbers(text, value):
    assert number(text) == value


@given(st.integers(0, 10**9), st.sampled_from([" ", "\u00a0", "\u202f", "."]))
def test_thousands_are_read_back(value, sign):
    assert number(f"{value:,}".replace(",", sign)) == value


@pytest.mark.parametrize(("text", "name"), [
    ("Gul", "gul"), ("rødt", "rød"), ("RAUD", "rød"), ("Grøn", "grønn"), ("Amber", "gul"), ("Red ↑", "rød"),
    ("Gul (uendret)", "gul"), ("● Green", "grønn"), ("🔴", "rød"), ("Gul/rød", None), ("", None),
    ("Gult er fint, men prosjektet er på vei mot rødt", None), ("Gulrot", None), ("Kari Rødland", None),
])  # fmt: skip
def test_colours(text, name):
    assert colour(text) == name


def test_lines_of_a_cell():
    assert join_lines(["Direktoratet for e-", "helse"]) == "Direktoratet for e-helse"
    assert join_lines(["Arkiv -", "ny løsning"]) == "Arkiv - ny løsning"
    assert join_lines(["drifts-", "og forvaltning"]) == "drifts- og forvaltning"
    assert join_lines(["Program/", "prosjekt"]) == "Program/prosjekt"


@pytest.mark.parametrize(
    "text", ["", "-", "–", "N/A", "n/a", "(blank)", "Ikke oppgitt", "ikkje meldt inn"[:11], "Not reported"]
)
def test_words_for_nothing(text):
    assert is_nothing(text)


@pytest.mark.parametrize(
    "text", ["Statens vegvesen", "Bergen kommune", "Helse Fonna HF", "Kartverket", "NAV", "Miljødirektoratet"]
)
def test_organisations(text):
    assert organisation(text) and not person(text)


@pytest.mark.parametrize("text", ["Kari Lie", "Jon-Erik S. Østby", "Åse von der Lippe"])
def test_people(text):
    assert person(text) and not organisation(text)


@pytest.mark.parametrize(("text", "unit"), [
    ("Budsjett (mill. kr)", "mill. kr"), ("Beløp i millioner kroner", "mill. kr"), ("Budgets in million NOK", "mill. kr"),
    ("(1000 kr)", "1000 kr"), ("Tala er i 1000 kroner", "1000 kr"), ("tusen kroner", "1000 kr"), ("hele kroner", "kr"),
    ("Status", None),
])  # fmt: skip
def test_units(text, unit):
    assert unit_in(text) == unit


@pytest.mark.parametrize(("text", "role"), [
    ("Nr.", Role.ID), ("Prosjekt-ID", Role.ID), ("Project No.", Role.ID), ("Namn på prosjektet", Role.NAME),
    ("Tiltak", Role.NAME), ("Initiative", Role.NAME), ("Ansvarleg verksemd", Role.OWNER), ("Lead organisation", Role.OWNER),
    ("Etat", Role.OWNER), ("Ansvarlig", Role.RESPONSIBLE), ("Prosjekteier", Role.RESPONSIBLE), ("Prosjektleiar", Role.LEAD),
    ("Status nå", Role.STATUS), ("Status per 1.10.2020", Role.STATUS), ("RAG", Role.STATUS), ("Samla risiko", Role.RISK),
    ("Risk level", Role.RISK), ("Risikoreduserende tiltak", Role.FOREIGN), ("Framdrift", Role.PROGRESS),
    ("Kostnad 2021 (1000 kr)", Role.AMOUNT), ("2022", Role.AMOUNT), ("Årsbudsjett 2024", Role.AMOUNT), ("Regnskap 2020", Role.SPENT),
    ("Innsatsområde", Role.AREA), ("Veien videre", Role.OTHER), ("Sak nr.", Role.FOREIGN), ("Hjemmeside", None),
])  # fmt: skip
def test_headings(text, role):
    assert read_heading(text).role is role


def test_what_a_heading_says_besides():
    amount = read_heading("Budsjett 2021 (mill. kr)")
    assert (amount.year, amount.unit) == ("2021", "mill. kr")
    assert read_heading("Budsjett 2021–2024").span
    assert read_heading("Status forrige").previous
    assert read_heading("Status april 2020").date == "2020-04"


@pytest.mark.parametrize(("text", "parts"), [
    ("ID Prosjektnavn Ansvarlig virksomhet Status Risiko Budsjett 2020 Budsjett 2021",
     ["ID", "Prosjektnavn", "Ansvarlig virksomhet", "Status", "Risiko", "Budsjett 2020", "Budsjett 2021"]),
    ("Project Status Risk Owner Budget 2022", ["Project", "Status", "Risk", "Owner", "Budget 2022"]),
    ("Project No. Project Risk level Project owner", ["Project No.", "Project", "Risk level", "Project owner"]),
    ("ID Project Name Project Owner Project Manager", ["ID", "Project Name", "Project Owner", "Project Manager"]),
    ("Prosjekt Fremdrift Status", ["Prosjekt", "Fremdrift", "Status"]),
])  # fmt: skip
def test_headings_in_a_row_are_parted(text, parts):
    words = text.split()
    assert [" ".join(words[first:after]) for first, after in split_words(words)] == parts


@pytest.mark.parametrize(("headings", "is_one"), [
    (["ID", "Prosjekt", "Ansvarlig"], True), (["Tiltak", "Budsjett 2021"], True), (["ID", "Prosjekt", "Veien videre"], True),
    (["Sak", "Tittel", "Ansvarlig", "Tid"], False), (["Navn", "Virksomhet"], False), (["Post", "Budsjett 2021"], False),
    (["Risiko", "Sannsynlighet", "Konsekvens", "Tiltak"], False),
])  # fmt: skip
def test_tables_of_projects_by_their_headings(headings, is_one):
    assert is_project_header(headings) is is_one
