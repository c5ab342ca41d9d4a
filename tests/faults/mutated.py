"""Real papers with something wrong in them: mutated, indexed, and every one accounted for."""

from __future__ import annotations

import random
import resource
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from index.archive import Archive
from index.sync import SyncOptions, synchronise
from index.upkeep import changed_texts
from index.writer import Writer
from search.find import SearchOptions, search

SAMPLE = Path(__file__).resolve().parents[2] / "corpus" / "sample"

_WORDS = (
    b"endobj stream endstream /Length /Kids /Parent /Count /Type /Font /Filter /FlateDecode /Contents obj R << >> "
    b"[ ] xref"
).split()
_SIGNS = [
    "\x00",
    "\x1b[2J",
    "\u202e",
    "\u0338" * 50,
    "\ufffe",
    "\f" * 40,
    "\r",
    "9" * 400,
    "\t" * 300,
    "|" * 300,
    "\ud7ff",
]


@dataclass(frozen=True, slots=True)
class Outcome:
    """files: how many were made; read, named: what became of them; peak in MB, of this process."""

    files: int
    read: int
    named: int
    seconds: float
    peak: float


def make(folder: Path, count: int, seed: int) -> None:
    """`count` mutated papers, of each source in turn, with one to four mutations each."""
    chance = random.Random(seed)
    sources = sorted(path for path in SAMPLE.iterdir() if path.suffix in (".pdf", ".txt", ".md"))
    for number in range(count):
        source = sources[number % len(sources)]
        data = source.read_bytes()
        changes = _BINARY if source.suffix == ".pdf" else _TEXTUAL
        for _ in range(chance.randrange(1, 5)):
            data = chance.choice(changes)(data, chance)
        (folder / f"{number:04}{source.suffix}").write_bytes(data)


def run(count: int, seed: int, jobs: int = 0) -> Outcome:
    """Index `count` mutated papers; raises AssertionError where one is unaccounted for or quoted wrongly."""
    with tempfile.TemporaryDirectory() as place:
        papers, index = Path(place, "papers"), Path(place, "index")
        papers.mkdir()
        make(papers, count, seed)
        began = time.monotonic()
        with Writer(index) as writer:
            report = synchronise(writer, [papers], SyncOptions(jobs=jobs))
            assert (
                changed_texts(writer.store) == []
                and writer.store.database.damage(writer.store.connection) is None
            )
        seconds = time.monotonic() - began
        assert report.added + len(report.failed) == count, "a file is unaccounted for"
        assert all("\n" not in failure.reason for failure in report.failed)
        _ask(index)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return Outcome(count, report.added, len(report.failed), seconds, peak)


def _ask(index: Path) -> None:
    archive = Archive(index)
    try:
        for question in ("legemiddelkort", "vedtak om kodeverk", "hvilke prosjekter hadde rød status"):
            for hit in search(archive, question, SearchOptions(limit=20)):
                assert archive.store.text(hit.document, hit.start, hit.end) == hit.text
    finally:
        archive.close()


# -- mutations ----------------------------------------------------------------------------------------


def _place(data: bytes, chance: random.Random) -> tuple[int, int]:
    start = chance.randrange(len(data) + 1)
    return start, min(len(data), start + chance.randrange(1, 400))


def _flip(data: bytes, chance: random.Random) -> bytes:
    changed = bytearray(data)
    for _ in range(chance.randrange(1, 60)):
        if changed:
            changed[chance.randrange(len(changed))] = chance.randrange(256)
    return bytes(changed)


def _cut(data: bytes, chance: random.Random) -> bytes:
    start, end = _place(data, chance)
    return data[:start] + data[end:]


def _double(data: bytes, chance: random.Random) -> bytes:
    start, end = _place(data, chance)
    return data[:end] + data[start:end] * chance.randrange(1, 30) + data[end:]


def _end(data: bytes, chance: random.Random) -> bytes:
    return data[: chance.randrange(len(data) // 2, len(data) + 1)]


def _word(data: bytes, chance: random.Random) -> bytes:
    one, other = chance.choice(_WORDS), chance.choice(_WORDS)
    return data.replace(one, other, chance.randrange(1, 8))


def _number(data: bytes, chance: random.Random) -> bytes:
    """Some numbers of the PDF's own become others: lengths, references, sizes."""
    start, _ = _place(data, chance)
    digit = str(chance.randrange(10)).encode()
    return (
        data[:start]
        + data[start : start + 3000].replace(digit, chance.choice([b"0", b"99", b"-1", b"7"]), 3)
        + data[start + 3000 :]
    )


def _sign(data: bytes, chance: random.Random) -> bytes:
    start, _ = _place(data, chance)
    return data[:start] + chance.choice(_SIGNS).encode() * chance.randrange(1, 20) + data[start:]


def _shuffle(data: bytes, chance: random.Random) -> bytes:
    lines = data.splitlines(keepends=True)
    chance.shuffle(lines)
    return b"".join(lines)


Mutation = Callable[[bytes, random.Random], bytes]
_BINARY: Sequence[Mutation] = (_flip, _cut, _double, _end, _word, _number)
_TEXTUAL: Sequence[Mutation] = (_flip, _cut, _double, _end, _sign, _shuffle)
