"""What all tests share: small archives, the development data where it is, and a fixed property profile."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

ROOT = Path(__file__).resolve().parent.parent
SHARED = ROOT.parent / "shared"

settings.register_profile(
    "saksok", deadline=None, derandomize=True, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
settings.load_profile("saksok")

PAPERS = {
    "2023/referat-mars.txt": (
        "Referat fra møte i Digitalrådet\nMøte 1/2023\nDato 14. mars 2023\nSted Bergen\n\n"
        "Sak 3/23 Pasientportalen\n\n"
        "Prosjektet er forsinket fordi leverandøren mangler folk. Budsjettet er 42 millioner kroner. "
        "Kari Nordmann la frem saken.\n\n"
        "Vedtak:\nDigitalrådet tar saken til orientering og ber om en ny tidsplan.\n\n"
        "Sak 4/23 Eventuelt\n\nNeste møte er 9. juni 2023.\n"
    ),
    "2023/rapport.txt": (
        "Rapport om legemidler\n\nDenne rapporten handler om legemiddellisten i kommunene. "
        "Ordningen med budsjettforslag ble innført i 2021. Helseforetakene betaler halvparten.\n"
    ),
    "notat.md": (
        "# Notat om arkiv\n\nArkivet ble flyttet til Hamar i 2019. Det inneholder 1200 hyllemeter.\n\n"
        "## Opningstider\n\nLesesalen er open kvar tysdag. Tilsette svarar på e-post.\n"
    ),
}


def write_papers(folder: Path, papers: dict[str, str] | None = None) -> Path:
    """Write `papers` (name to text) below `folder`."""
    for name, text in (PAPERS if papers is None else papers).items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text.encode())
    return folder


@pytest.fixture
def papers(tmp_path: Path) -> Path:
    """A folder of three small documents."""
    return write_papers(tmp_path / "papers")


@pytest.fixture(scope="session")
def shared() -> Path:
    """The development data; a test that asks for it is skipped where it is absent."""
    if not (SHARED / "archive").is_dir():
        pytest.skip("the development data in ../shared is not here")
    return SHARED


@pytest.fixture(autouse=True)
def _no_user_settings(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in [name for name in os.environ if name.startswith("SAKSOK_")]:
        monkeypatch.delenv(name)
