"""A small archive for the web app: a PDF of two pages, text full of markup, a long text, a PDF without text."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from pathlib import Path

import pytest

from corpus.texts import Texts, texts
from index.sync import SyncOptions, synchronise
from index.writer import Writer
from ui.web.source import Source

MARKUP = (
    "<h1>Referat & «notat» fra møte i <b>Havnerådet</b></h1>\n"
    "Møte 2/2022\nDato 14. mars 2022\n\n"
    "Sak 4/22 <script>alert('kai')</script> Kaiavgift\n\n"
    'Kaiavgiften er <img src=x onerror="alert(1)"> 420 kroner per døgn & "natt". '
    "Båtene betaler ved ankomst.\n\n"
    "Vedtak:\nHavnerådet vedtar kaiavgiften </mark></p> som foreslått.\n"
)
LONG = "Vedlikeholdsplan for havna\n\n" + "\n".join(
    f"Avsnitt {number} handler om vedlikehold av brygge {number} i havna, og om malingen på pullertene."
    for number in range(1, 601)
)


def pdf(path: Path, pages: list[str]) -> None:
    from fpdf import FPDF

    made = FPDF()
    made.set_font("helvetica", size=12)
    for page in pages:
        made.add_page()
        made.multi_cell(0, 8, page)
    made.output(str(path))


@pytest.fixture(scope="session")
def archive_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("arkiv")
    (folder / "kaiavgift.txt").write_text(MARKUP, "utf-8")
    (folder / "vedlikehold.txt").write_text(LONG, "utf-8")
    pdf(
        folder / "referat.pdf",
        [
            "Referat fra Havnerådet\nMøte 1/2023\nDato 9. februar 2023\n\nFyrlykten på Skarvneset ble slukket.",
            "Sak 2/23 Ny fyrlykt\n\nDen nye fyrlykten koster 1,2 millioner kroner og skal tennes i november.",
        ],
    )
    pdf(folder / "skannet.pdf", [""])
    return folder


@pytest.fixture(scope="session")
def index_folder(archive_folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("web") / "indeks"
    with Writer(folder) as writer:
        synchronise(writer, [archive_folder], SyncOptions(jobs=1))
    return folder


@pytest.fixture
def source(index_folder: Path) -> Iterator[Source]:
    opened = Source(index_folder)
    yield opened
    opened.close()


@pytest.fixture(scope="session")
def say() -> Texts:
    return texts("nb")


@pytest.fixture
def sample(sample_index: Path) -> Iterator[Source]:
    opened = Source(sample_index)
    yield opened
    opened.close()


@pytest.fixture(scope="session")
def sample_address(
    sample_index: Path, serving: Callable[[Path], AbstractContextManager[str]]
) -> Iterator[str]:
    """The address of a server over the sample archive, which takes some seconds to start."""
    with serving(sample_index) as address:
        yield address
