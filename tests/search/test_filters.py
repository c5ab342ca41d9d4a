"""A date for a filter may be written as people write dates; what is no date is told of."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from corpus.errors import UsageError
from index.archive import Archive
from search.filters import FilterWords, resolve


@pytest.fixture(scope="module")
def archive(sample_index: Path) -> Iterator[Archive]:
    opened = Archive(sample_index)
    yield opened
    opened.close()


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("2023", "2023"),
        ("2023-03", "2023-03"),
        (" 2023-03-16 ", "2023-03-16"),
        ("16.3.2023", "2023-03-16"),
        ("16.03.2023", "2023-03-16"),
        ("16/3/2023", "2023-03-16"),
        ("16. mars 2023", "2023-03-16"),
        ("mars 2023", "2023-03"),
        ("March 16, 2023", "2023-03-16"),
        ("", None),
        ("  ", None),
    ],
)
def test_a_date_is_read_as_it_is_written(archive: Archive, written: str, read: str | None) -> None:
    filters = resolve(FilterWords(since=written, until=written), archive)
    assert (filters.since, filters.until) == (read, read)


@pytest.mark.parametrize(
    "written",
    ["i fjor", "31.2.2023", "2023-13", "2.-4. mai 2023", "3. kvartal 2023", "Q3 2023", "mai", "etter 2020"],
)
def test_what_is_no_date_is_told_of(archive: Archive, written: str) -> None:
    with pytest.raises(UsageError, match="er ikke en dato"):
        resolve(FilterWords(until=written), archive)
