"""Text made to keep pattern matching busy is read in a time that grows with its length.

A pattern that backtracks without end would take hours on these; the limit is generous, since it
shall tell minutes from hours on a busy machine and nothing else.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import pytest

import ui

LIMIT = 240
"""Seconds for all of it, which takes some ten."""

LENGTH = 12_000

UNITS = [
    "a", "A", "1", " ", "\n", "\t", "-", ".", ",", "/", "(", "«", "|", "§", "é", "a ", "1 ", "a. ", "1.", "1,",
    "1/", "1-", "a-", "- ", "\n ", "• ", "|-", "a\t", "((", "Sak ", "sak 1/20 ", "1-1/20, ", "1. ", "av ", "kr ",
    "12 000 ", "20. mars ", "møte 1/20 ", "Vedtak:\n", "Kari Nordmann, ", "rød ", "Til stede: ", "s\u00ad", "=", "!=",
]  # fmt: skip

NAMES = (
    "question", "analyser", "numbers", "dates", "sentences", "condition", "report", "filter", "address", "text",
    "markdown", "minutes",
)  # fmt: skip


def readers() -> dict[str, Callable[[str], object]]:
    """What reads text that others wrote, by the names above."""
    from index.language import Analyser
    from ingest.dates import find_dates
    from ingest.numbers import find_numbers, parse_number
    from ingest.pipeline import digest
    from ingest.sentences import sentence_spans
    from search.filters import FilterWords, resolve
    from search.find import read_question
    from search.rows.table import make_table
    from search.rows.where import read_report, read_where
    from search.understand import understand
    from ui.web.access.login import safe_target
    from ui.web.shell import preferred_language

    analyser = Analyser.open()
    folder = Path(tempfile.mkdtemp())
    head = "Referat fra møte i Kulturutvalget\nMøte 1/2020\nDato 3. mai 2020\n\nSak 1/20 Ny kino\n\n"

    def written(ending: str, before: str = "") -> Callable[[str], object]:
        path = folder / f"papir{ending}"

        def read(text: str) -> object:
            path.write_text(before + text, "utf-8")
            return digest(path, path.name, "0" * 32)

        return read

    return {
        "question": lambda text: understand(read_question(f"Hva {text}")),
        "analyser": lambda text: (analyser.index_terms(text), analyser.query_terms(text[:2000])),
        "numbers": lambda text: (find_numbers(text), parse_number(text)),
        "dates": find_dates,
        "sentences": lambda text: sentence_spans(text, 0, len(text)),
        "condition": lambda text: read_where([text], make_table([])),
        "report": read_report,
        "filter": lambda text: resolve(FilterWords(since=text), None),  # type: ignore[arg-type]
        "address": lambda text: (safe_target(text), preferred_language(text, text)),
        "text": written(".txt"),
        "markdown": written(".md"),
        "minutes": written(".txt", head),
    }


def attack() -> None:
    """Read all of it; says first what is about to be read."""
    from corpus.errors import SaksokError

    known = readers()
    assert tuple(known) == NAMES
    for name, read in known.items():
        for unit in UNITS:
            print(f"{name} {unit!r}", flush=True)
            with suppress(SaksokError):  # a sentence is an answer
                read(unit * (LENGTH // len(unit)) + "\0")


@pytest.mark.slow
def test_hostile_text_is_read_in_reasonable_time() -> None:
    root = Path(ui.__file__).resolve().parent.parent
    try:
        done = subprocess.run(
            [sys.executable, "-m", "tests.faults.test_hostile_text"],
            cwd=root, capture_output=True, text=True, timeout=LIMIT, check=False,
        )  # fmt: skip
    except subprocess.TimeoutExpired as late:
        pytest.fail(f"kept busy by {(late.stdout or b'').decode().splitlines()[-1:]}")
    assert done.returncode == 0, done.stderr[-2000:]
    assert len(done.stdout.splitlines()) == len(NAMES) * len(UNITS)


if __name__ == "__main__":
    attack()
