"""An index is killed at random moments and must hold what was committed, and show nothing else.

Each document carries a word that no other version of any document has. A child process indexes a
folder that has just been changed, removes documents, fits the encoder anew, compacts, or makes a
backup; it is killed (SIGKILL) after a random time or at a random one of its steps on the disk.
Then the index is opened as a reader would open it, with nothing mended, and as the next writer
does; `Kills.check` says what must hold. `make faults` does it 200 times.
"""

from __future__ import annotations

import multiprocessing
import os
import random
import signal
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from multiprocessing.connection import Connection
from pathlib import Path

from corpus.errors import NoIndexError
from index.archive import Archive
from index.backup import backup
from index.compact import compact
from index.sync import SyncOptions, synchronise
from index.upkeep import changed_texts, examine_copy
from index.writer import Writer
from search.find import SearchOptions, search

_FILLER = "budsjett kommune møte vedtak skole vei helse plan rapport bibliotek omsorg havn idrett".split()
_LETTERS = "bcdfghjklmnpqrstvwxz"
_WAIT = 60.0

Held = dict[str, str]
"""Name of each document and the word of the version that is held."""


@dataclass(slots=True)
class Kills:
    """A folder of papers, its index, and what the index is known to hold."""

    place: Path
    seed: int
    held: Held = field(default_factory=dict)
    words: list[str] = field(default_factory=list)
    done: dict[str, int] = field(default_factory=dict)
    took: dict[str, float] = field(default_factory=dict)
    _random: random.Random = field(default_factory=random.Random)

    def __post_init__(self) -> None:
        self._random = random.Random(self.seed)
        self.papers.mkdir(parents=True)

    @property
    def papers(self) -> Path:
        return self.place / "papers"

    @property
    def index(self) -> Path:
        return self.place / "index"

    @property
    def copy(self) -> Path:
        return self.place / "copy.db"

    # -- one kill ---------------------------------------------------------------------------------

    def run(self, kills: int) -> None:
        """Kill so many times; three runs in ten are let be, so that the archive moves on."""
        count = 0
        while count < kills:
            operation = self._random.choice(
                ("index", "index", "index", "remove", "refit", "compact", "backup")
            )
            if len(self.held) < 4:
                operation = "index"
            if self._once(operation, let_be=self._random.random() < 0.3):
                count += 1
        self._once("index", let_be=True)
        assert sorted(self.held) == sorted(path.name for path in self.papers.iterdir())

    def _once(self, operation: str, let_be: bool) -> bool:
        wanted, removed = self._change(operation)
        killed = self._child(operation, removed, let_be)
        self.check(operation, wanted)
        if killed:
            self.done[operation] = self.done.get(operation, 0) + 1
        return killed

    def _change(self, operation: str) -> tuple[Held, list[str]]:
        """Change the papers as the operation needs it; what it leads to, and what is to be removed."""
        if operation == "remove":
            removed = self._random.sample(sorted(self.held), min(2, len(self.held)))
            for name in removed:
                (self.papers / name).unlink(missing_ok=True)
            return {n: w for n, w in self.held.items() if n not in removed}, removed
        if operation != "index":
            return dict(self.held), []
        there = sorted(path.name for path in self.papers.iterdir())
        for name in self._random.sample(there, min(len(there), self._random.randrange(3))):
            if len(there) > 6 and self._random.random() < 0.5:
                (self.papers / name).unlink()
            else:
                self._write(name)
        for _ in range(self._random.randrange(1, 4)):
            self._write(f"papir{len(self.words)}.txt")
        return {path.name: _word_in(path.read_text()) for path in self.papers.iterdir()}, []

    def _write(self, name: str) -> None:
        word = "".join(self._random.choice(_LETTERS) for _ in range(12))
        self.words.append(word)
        paragraphs = (
            " ".join(self._random.choices(_FILLER, k=40)).capitalize() + f" {word}." for _ in range(8)
        )
        (self.papers / name).write_text(f"Notat merket {word}\n\n" + "\n\n".join(paragraphs) + "\n")

    def _child(self, operation: str, removed: list[str], let_be: bool) -> bool:
        """Run the operation in a process and kill it; whether it was killed before it was done."""
        context = multiprocessing.get_context("forkserver")
        context.set_forkserver_preload(["tests.faults.kills", "faiss", "scipy.sparse"])
        ours, theirs = context.Pipe()
        at_step = None if let_be or self._random.random() < 0.5 else self._random.randrange(1, 60)
        process = context.Process(target=_operate, args=(theirs, operation, self.place, removed, at_step))
        process.start()
        theirs.close()
        assert ours.poll(_WAIT) and ours.recv() == "ready"
        began = time.monotonic()
        if not let_be and at_step is None:
            time.sleep(self._random.uniform(0, 1.1 * self.took.get(operation, 0.3)))
            if process.pid and process.is_alive():
                os.kill(process.pid, signal.SIGKILL)
        process.join(_WAIT)
        assert process.exitcode in (0, -signal.SIGKILL), f"{operation}: {process.exitcode}"
        if process.exitcode == 0:
            self.took[operation] = time.monotonic() - began
        return process.exitcode != 0

    # -- what must hold ---------------------------------------------------------------------------

    def check(self, operation: str, wanted: Held) -> None:
        """What a reader and the next writer find; then `held` is what the index holds."""
        try:
            found = self._read(wanted)
        except NoIndexError:  # killed before there was one
            assert not self.held
            return
        self.copy.exists() and examine_copy(self.copy)
        self.copy.unlink(missing_ok=True)
        with Writer(self.index) as writer:
            store = writer.store
            assert not store.pending(), operation
            assert writer.lexical.size == store.passage_count(), operation
            assert all(map(writer.vectors.whole, store.encoders())), operation
            assert store.database.damage(store.connection) is None and changed_texts(store) == [], operation
        self.held = self._read(wanted)
        assert self.held == found, operation

    def _read(self, wanted: Held) -> Held:
        """What a reader finds; each document in its version from before or after, and its words right."""
        archive = Archive(self.index)
        try:
            found = {name: _word_in(archive.store.text(name, 0, 1 << 40)) for name in archive.store.names()}
            for name in {*self.held, *wanted, *found}:
                versions = {self.held.get(name), wanted.get(name)}
                assert found.get(name) in versions, f"{name}: {found.get(name)} is none of {versions}"
            current = set(found.values())
            recent = [w for w in self.words if w in current or w in self.words[-12:]]
            for word in recent:
                hits = search(archive, word, SearchOptions(limit=5))
                assert not any(word in hit.text and word not in current for hit in hits), f"{word} is no more"
                for hit in hits:
                    assert archive.store.text(hit.document, hit.start, hit.end) == hit.text
                    assert found[hit.document] in hit.text or hit.text in _text(self.papers, hit.document)
                if word in current:
                    assert word in hits[0].text and found[hits[0].document] == word, f"{word} is lost"
            return found
        finally:
            archive.close()


def _text(papers: Path, name: str) -> str:
    try:
        return (papers / name).read_text()
    except FileNotFoundError:
        return ""


def _word_in(text: str) -> str:
    return text.split("\n", 1)[0].rsplit(" ", 1)[-1]


# -- in the child -------------------------------------------------------------------------------------


def _operate(pipe: Connection, operation: str, place: Path, removed: list[str], at_step: int | None) -> None:
    """The child: does one thing to the index. at_step: dies at so many of its steps on the disk."""
    if at_step is not None:
        _die_at(at_step)
    import index.naming

    index.naming.Naming.begin = index.naming.Naming.run = lambda _self: None  # type: ignore[method-assign]
    pipe.send("ready")
    target = place / "index"
    if operation == "backup":
        backup(target, place / "copy.db")
        return
    with Writer(target) as writer:
        if operation == "index":
            synchronise(writer, [place / "papers"], SyncOptions(jobs=1))
        elif operation == "remove":
            known = {d.name: d.id for d in writer.store.documents()}
            writer.remove([known[name] for name in removed])
        elif operation == "refit":
            writer.encode(writer.fit_lsa())
        else:
            compact(writer)


def _die_at(steps: int) -> None:
    """Have the process killed just before or after one of the steps that change something on the disk."""
    import index.segments
    from index.lexical import Lexical
    from index.store import Store
    from index.store.sqlite import SqliteDatabase

    left = [steps]

    def around(function: Callable[..., object]) -> Callable[..., object]:
        def stepped(*arguments: object, **options: object) -> object:
            _step(left)
            result = function(*arguments, **options)
            _step(left)
            return result

        return stepped

    for owner, names in (
        (Lexical, ("commit", "tidy", "remove")),
        (Store, ("insert", "delete", "settle", "advance", "put", "rename_encoder")),
        (index.segments, ("write_segment", "remove_strays")),
        (SqliteDatabase, ("rewrite",)),
        (os, ("fsync",)),
        (Path, ("replace", "rename", "unlink")),
    ):
        for name in names:
            setattr(owner, name, around(getattr(owner, name)))


def _step(left: list[int]) -> None:
    left[0] -= 1
    if left[0] == 0:
        os.kill(os.getpid(), signal.SIGKILL)
