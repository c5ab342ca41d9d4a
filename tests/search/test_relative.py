"""Relative times are read from the archive's newest paper, and from what an undated paper says itself."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from index.archive import Archive
from search.ask import ask
from tests.conftest import opened_archive

MINUTES = (
    "Referat fra møte i Havnerådet\nMøte 1/{year}\nDato 9. mai {year}\n\n"
    "Mudringen kostet {cost} millioner kroner.\n"
)
PAPERS = {
    "2022.txt": MINUTES.format(year=2022, cost=5),
    "2023.txt": MINUTES.format(year=2023, cost=6),
    "notat.txt": "Om ferja\n\nFerja til Ytterøya fraktet 41 000 biler i fjor. Den går hver time.\n",
}


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Archive]:
    with opened_archive(tmp_path_factory.mktemp("tid"), PAPERS) as opened:
        yield opened


def test_last_year_is_the_year_before_the_newest_paper(archive: Archive) -> None:
    answer = ask(archive, "Hva kostet mudringen i fjor?")
    assert "5 millioner" in answer.citations[0].quote and "2022" in answer.text


def test_an_undated_paper_may_say_so_itself(archive: Archive) -> None:
    answer = ask(archive, "Hvor mange biler fraktet ferja til Ytterøya i fjor?")
    assert answer.answered and "41 000 biler i fjor" in answer.citations[0].quote
    assert "lest som" not in answer.text
