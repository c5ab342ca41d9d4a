"""Two reports of one portfolio, made up for these tests, as rows and as an indexed archive."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from index.archive import Archive
from index.language import Analyser
from index.records import StoredRow
from index.sync import SyncOptions, synchronise
from index.writer import Writer
from ingest.tables import Row
from search.rows.lexicon import Lexicon, Terms, make_lexicon
from search.rows.table import Table, make_table

AREAS = {"S": "1.1 Sikker samhandling", "I": "2.1 Digitale innbyggertjenester"}
HEADINGS = "Innsatsområde\tID\tProsjekt\tAnsvarlig virksomhet\tProsjektleder\tStatus\tRisiko\tFremdrift\tFase"

MARCH = (
    "Porteføljerapport mars 2021",
    "2021-03-12",
    "Budsjett 2021 (mill. kr)\tBudsjett 2022 (mill. kr)",
    """
S|1|Sikker post|Helse Fjell RHF|Kari Moen|gul|gul|30 %|Gjennomføring|12|14
S|2|Nødnett Fjell|Helse Fjell RHF|Per Arne Lie|grønn|gul|55 %|Gjennomføring|40,5|20
S|3|Elektronisk kvittering|Nordbygd IKT AS|Siri Haugland|rød|rød|10 %|Planlegging|7|9
I|4|Pasientkanalen|Fjelldal kommune|Kari Moen|grønn|grønn|80 %|Avslutning|3,5|0
I|5|Digital timebok|Helse Fjell RHF|Ola Brekke|gul|rød|45 %|Gjennomføring|18|22
I|6|Bruk av sensordata i hjemmet|KIN|Siri Haugland|grønn|grønn|20 %|Planlegging|5|6
""",
)
OCTOBER = (
    "Porteføljerapport oktober 2021",
    "2021-10-08",
    "Budsjett 2021 (mill. kr)\tBudsjett 2022 (mill. kr)",
    """
S|1|Sikker post|Helse Fjell RHF|Kari Moen|rød|rød|35 %|Gjennomføring|15|14
S|2|Nødnett Fjell|Helse Fjell RHF|Per Arne Lie|grønn|gul|75 %|Gjennomføring|40,5|25
S|3|E-kvittering|Nordbygd IKT AS|Siri Haugland|gul|rød|25 %|Gjennomføring|7|9
I|5|Digital timebok|Helse Fjell RHF|Ola Brekke|gul|gul|60 %|Gjennomføring|18|22
I|6|Bruk av sensordata i hjemmet|Kommunesamarbeidet i Nordbygd|Siri Haugland|grønn|grønn|30 %|Planlegging|5|6
S|7|Kvalitetsregister for hjerte|Fjelldal kommune||grønn|||Planlegging|1,5|2,5
""",
)

NARRATIVE = {
    "2021-03": (
        "Porteføljen består av 6 prosjekter. To prosjekter har rød risiko:\n"
        "- Elektronisk kvittering (Nordbygd IKT AS). Leverandøren mangler folk.\n"
        "- Digital timebok (Helse Fjell RHF). Avtalen er ikke underskrevet.\n"
    ),
    "2021-10": (
        "Porteføljen ble gjennomgått i høst. Tre prosjekter har rød risiko. "
        "Sikker post har gått fra gul til rød status etter at leverandøren trakk seg.\n"
    ),
}


def make_rows(report: tuple[str, str, str, str], document: str) -> list[StoredRow]:
    """The rows of a report as ingest would make them; their offsets count up."""
    _, as_of, _, lines = report
    rows = []
    for n, line in enumerate(lines.strip().splitlines()):
        area, number, name, owner, lead, status, risk, progress, phase, *amounts = line.split("|")
        cells = (("Innsatsområde", AREAS[area]), ("Fase", phase), ("Prosjekt", name), ("Prosjektleder", lead))
        rows.append(
            StoredRow(
                document,
                Row(
                    start=1000 + 100 * n, end=1090 + 100 * n, page=None, table="Vedlegg 1", id=int(number), name=name,
                    owner=owner, lead=lead or None, status=status or None, risk=risk or None,
                    progress=progress or None, unit="mill. kr", cells=cells, as_of=as_of, issued=as_of[:7],
                    amounts=tuple(zip(("2021", "2022"), map(_decimal, amounts), strict=True)),
                ),
            )
        )  # fmt: skip
    return rows


def _decimal(text: str) -> float:
    return float(text.replace(",", "."))


def write_report(report: tuple[str, str, str, str]) -> str:
    """A report as text: a title, what its sentences say, a table of tab-separated cells."""
    title, as_of, amounts, lines = report
    year, month, day = as_of.split("-")
    table = [f"{HEADINGS}\t{amounts}"]
    for line in lines.strip().splitlines():
        area, *cells = line.split("|")
        table.append(
            "\t".join(
                [
                    AREAS[area],
                    *(cell.capitalize() if cell in ("rød", "gul", "grønn") else cell for cell in cells),
                ]
            )
        )
    date = f"Rapporten bygger på innmeldinger per {int(day)}.{int(month)}.{year}."
    return (
        f"{title}\n\n{date}\n\n{NARRATIVE[as_of[:7]]}\nVedlegg 1 – Porteføljen\n\n" + "\n".join(table) + "\n"
    )


@pytest.fixture(scope="session")
def table() -> Table:
    """The two reports."""
    return make_table([*make_rows(MARCH, "mars.txt"), *make_rows(OCTOBER, "oktober.txt")])


@pytest.fixture(scope="session")
def terms() -> Terms:
    """The analyser's terms."""
    analyser = Analyser.open()
    return Terms(
        lambda text: frozenset(analyser.index_terms(text).stem),
        lambda text: tuple(analyser.index_terms(text).parts),
    )


@pytest.fixture(scope="session")
def lexicon(table: Table, terms: Terms) -> Lexicon:
    """The names of the two reports."""
    return make_lexicon(table, terms)


@pytest.fixture(scope="session")
def reports(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The two reports as text files, and a memo that has no table."""
    folder = tmp_path_factory.mktemp("reports")
    (folder / "mars.txt").write_text(write_report(MARCH), "utf-8")
    (folder / "oktober.txt").write_text(write_report(OCTOBER), "utf-8")
    (folder / "notat.txt").write_text("Notat om lokaler\n\nRådet flytter til Fjelldal i 2023.\n", "utf-8")
    return folder


@pytest.fixture(scope="session")
def archive(reports: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Archive]:
    """The reports, indexed."""
    place = tmp_path_factory.mktemp("index")
    with Writer(place) as writer:
        synchronise(writer, [reports], SyncOptions(jobs=1))
    archive = Archive(place)
    yield archive
    archive.close()
