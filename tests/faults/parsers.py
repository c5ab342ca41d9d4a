"""What is fuzzed: each parser of cases, rows, numbers, dates and queries, with what must hold of any text.

A target takes a text and raises nothing, or fails an assertion. `tests/faults/test_fuzz.py` feeds
them by hypothesis, `make fuzz` by atheris, which looks for inputs that reach new branches.
"""

from __future__ import annotations

import datetime
import time
from collections.abc import Callable
from itertools import pairwise

from corpus.errors import QuestionError, UsageError
from ingest.dates import find_dates
from ingest.document import Document, Media
from ingest.exempt import exempt_at, find_exempt
from ingest.meeting import find_meetings as meetings_of
from ingest.numbers import find_meetings, find_numbers, find_sequences, like_month, parse_number
from ingest.parts import find_parts
from ingest.passages import make_passages
from ingest.personal import masked
from ingest.tables.find import find_rows
from ingest.tables.values import colour, number
from search.find import read_question
from search.rows.where import read_report
from search.understand import understand

SECONDS = 20.0
"""What a text of some thousand characters may take at most; a pattern that backtracks takes hours."""


def numbers(text: str) -> None:
    """Case and meeting numbers: places lie in the text, and what was read is read again."""
    for reading in parse_number(text):
        assert parse_number(reading.text), reading
    for mention in (*find_numbers(text), *find_sequences(text), *find_meetings(text)):
        assert 0 <= mention.start < mention.end <= len(text)
    for found in find_numbers(text):
        assert found.readings and all(r.sequence >= 0 and 1000 <= r.year <= 9999 for r in found.readings)
    like_month(text)


def dates(text: str) -> None:
    """Dates are days of the calendar, in order, and lie in the text."""
    last = 0
    for mention in find_dates(text):
        assert last <= mention.start < mention.end <= len(text)
        last = mention.start
        datetime.date.fromisoformat((mention.iso + "-01-01")[:10] if len(mention.iso) < 10 else mention.iso)


def cells(text: str) -> None:
    """Cells of tables: a number is one that JSON can hold, a colour one of three."""
    assert colour(text) in (None, "rød", "gul", "grønn")
    found = number(text)
    assert found is None or abs(found) < float("inf")


def cases(text: str) -> None:
    """A paper: its parts cover it, its cases, passages and marks lie in it."""
    document = Document("papir.txt", "x", Media.TEXT, text)
    parts = find_parts(document)
    assert parts[0].start == 0 and parts[-1].end == len(text)
    assert all(a.end == b.start for a, b in pairwise(parts))
    spans = [case.span for meeting in meetings_of(document, parts) for case in meeting.cases]
    for span in (*spans, *make_passages(document, parts)):
        assert 0 <= span.start <= span.end <= len(text)
    exempt_at(find_exempt(document, tuple(parts), tuple(spans)), len(text) // 2)


def rows(text: str) -> None:
    """Tables in a text: each row is a place in it."""
    for row in find_rows(Document("tabell.txt", "x", Media.TEXT, text), None):
        assert 0 <= row.start < row.end <= len(text) and row.name
        assert all(abs(amount) < float("inf") for _, amount in row.amounts)


def queries(text: str) -> None:
    """A question is understood, or refused with a sentence."""
    try:
        understand(read_question(text))
        read_report(text)
    except (QuestionError, UsageError) as error:
        assert "\n" not in str(error).replace(text, "")


def personal(text: str) -> None:
    """A masked text is as long as the text, and has nothing left to mask."""
    shown = masked(text)
    assert len(shown) == len(text) and masked(shown) == shown


TARGETS: dict[str, Callable[[str], None]] = {
    target.__name__: target for target in (numbers, dates, cells, cases, rows, queries, personal)
}


def within_time(name: str, text: str) -> None:
    """Run a target, and fail where it takes longer than `SECONDS` of this process's own time."""
    began = time.process_time()
    TARGETS[name](text)
    assert time.process_time() - began < SECONDS, f"{name} took {time.process_time() - began:.0f} s"
