"""What all tests share: small archives, the development data where it is, and a fixed property profile."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import AbstractContextManager, contextmanager, nullcontext
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, settings

from index.archive import Archive
from index.sync import SyncOptions, synchronise
from index.writer import Writer

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


@contextmanager
def opened_archive(folder: Path, papers: dict[str, str]) -> Iterator[Archive]:
    """An archive of `papers` (name to text) below `folder`, indexed and open."""
    write_papers(folder / "papers", papers)
    with Writer(folder / "index") as writer:
        synchronise(writer, [folder / "papers"], SyncOptions())
    archive = Archive(folder / "index")
    try:
        yield archive
    finally:
        archive.close()


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


@pytest.fixture(autouse=True, scope="module")
def _names_only_where_they_are_tested(request: pytest.FixtureRequest) -> Iterator[None]:
    about_names = "nam" in request.path.name or "nam" in request.path.parent.name
    with nullcontext() if about_names else without_names():
        yield


@contextmanager
def without_names() -> Iterator[None]:
    """spaCy's process takes three seconds to start: an index made for another test goes without names."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("index.naming.Naming.begin", lambda _self: None)
        patch.setattr("index.naming.Naming.run", lambda _self: None)
        yield


@pytest.fixture(scope="session")
def sample_index(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The index of the sample archive, to be read: cases of two bodies, rows of three reports."""
    folder = tmp_path_factory.mktemp("utvalg") / "indeks"
    with without_names(), Writer(folder) as writer:
        synchronise(writer, [ROOT / "corpus/sample"], SyncOptions(jobs=1))
    return folder


@pytest.fixture(autouse=True)
def _no_user_settings(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in [name for name in os.environ if name.startswith("SAKSOK_")]:
        monkeypatch.delenv(name)


@pytest.fixture(scope="session")
def serving() -> Callable[..., AbstractContextManager[str]]:
    """Start the program's server on a free port; gives its address and stops it at the end."""
    import ui

    root = Path(ui.__file__).resolve().parent.parent

    @contextmanager
    def start(index: Path, *more: str) -> Iterator[str]:
        arguments = [sys.executable, "-m", "ui.main", "serve", "--port", "0", "--index", str(index), *more]
        environment = {k: v for k, v in os.environ.items() if not k.startswith("SAKSOK_")}
        server = subprocess.Popen(
            arguments, cwd=root, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
        )
        try:
            assert server.stdout is not None and server.stderr is not None
            ready = server.stdout.readline()
            assert "http://" in ready, server.stderr.read()
            yield ready.split()[-1]
        finally:
            server.terminate()
            _, told = server.communicate(timeout=30)
            assert "Traceback" not in told, told

    return start


def apart(call: Callable[[], Any]) -> Any:
    """What a call returns in a thread of its own, where no event loop of another test runs."""
    with ThreadPoolExecutor(1) as pool:
        return pool.submit(call).result()
