"""The engine and the truth are killed while they are written to and asked: a sentence, nothing lost, and it goes on."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from corpus.errors import StorageError
from index.addition import Plan, keep
from index.archive import Archive
from index.language import Analyser
from index.milvus.client import Client
from index.store import Store
from index.sync import SyncOptions, synchronise
from index.writer import Writer
from search.find import SearchOptions, search
from tests.cluster.conftest import REAL_MILVUS, REAL_POSTGRES, Engine, Truth
from tests.conftest import write_papers

pytestmark = [
    pytest.mark.cluster,
    pytest.mark.xdist_group("cluster"),
    pytest.mark.skipif(bool(REAL_MILVUS or REAL_POSTGRES), reason="a real cluster is not killed"),
]


@pytest.fixture(autouse=True)
def _running(engine: Engine) -> Iterator[None]:
    """Whatever a test did, the next one finds a running engine."""
    yield
    engine.kill()
    engine.start()


@pytest.fixture
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("index.milvus.client._PAUSES", (0.1,))


@pytest.fixture
def many(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Papers that are added and encoded in several batches."""
    monkeypatch.setattr("index.milvus.words._BATCH", 4)
    monkeypatch.setattr("index.encoding._FIRST_BATCH", 5)
    monkeypatch.setattr("index.sync._BATCH_PASSAGES", 6)
    return write_papers(
        tmp_path / "mange",
        {f"brev{n}.txt": f"# Brev {n}\n\nBrev nummer {n} om snørydding i gate {n}.\n" for n in range(20)},
    )


def fill(index: Path, papers: Path) -> None:
    with Writer(index) as writer:
        synchronise(writer, [papers], SyncOptions(jobs=1))


def check_whole(index: Path, documents: int) -> None:
    """The engine holds what the truth holds, each passage once, with its words and its vector."""
    with Writer(index) as writer:
        store = writer.store
        assert store.counts()["documents"] == documents and store.pending() == []
        ids = [number for number, _ in store.contexts(0, 10_000)]
        assert writer.lexical.size == len(ids) == len(writer.lexical.keys(ids))
        encoder = store.get("encoder") or ""
        held = writer.vectors._vectors.size(encoder)  # type: ignore[attr-defined]
        assert store.vector_count(encoder) == len(ids) == held
    archive = Archive(index)
    for number in (0, documents - 1):
        assert search(archive, f"brev {number}", SearchOptions())[0].document == f"brev{number}.txt"
    archive.close()


def at_call(number: int, do: Callable[[], None], *, after: bool, patch: pytest.MonkeyPatch) -> None:
    """Have something happen right before, or right after, a write reaches the engine."""
    real = Client.tell
    left = [number]

    def tell(self: Client, change: Callable[..., Any]) -> Any:
        left[0] -= 1
        if left[0] == 0 and not after:
            do()
        found = real(self, change)
        if left[0] == 0 and after:
            do()
        return found

    patch.setattr(Client, "tell", tell)


@pytest.mark.parametrize("after", [False, True])
@pytest.mark.parametrize("number", [2, 5, 9])
def test_an_engine_that_dies_while_it_is_written_to(
    number: int, after: bool, engine: Engine, index: Path, many: Path, impatient: None
) -> None:
    with pytest.MonkeyPatch.context() as patch:
        at_call(number, engine.kill, after=after, patch=patch)
        with pytest.raises(StorageError, match="svarer ikke"):
            fill(index, many)
    engine.start()
    fill(index, many)
    check_whole(index, 20)


def test_an_engine_that_is_soon_back_is_waited_for(engine: Engine, index: Path, many: Path) -> None:
    def restart() -> None:
        engine.kill()
        threading.Thread(target=lambda: (time.sleep(1), engine.start())).start()

    with pytest.MonkeyPatch.context() as patch:
        at_call(4, restart, after=False, patch=patch)
        fill(index, many)
    check_whole(index, 20)


def test_an_engine_that_dies_while_it_is_asked(engine: Engine, index: Path, papers: Path) -> None:
    fill(index, papers)
    archive = Archive(index)
    question = "hvor mange hyllemeter er arkivet"
    before = [hit.text for hit in search(archive, question, SearchOptions())]
    engine.kill()
    with pytest.raises(StorageError, match=r"Milvus på .* svarer ikke"):
        search(archive, question, SearchOptions())
    engine.start()
    assert [hit.text for hit in search(archive, question, SearchOptions())] == before
    archive.close()


def test_a_truth_that_dies_while_it_is_asked(truth: Truth, index: Path, papers: Path) -> None:
    fill(index, papers)
    archive = Archive(index)
    names = archive.store.names()
    truth.stop()
    with pytest.raises(StorageError, match=r"PostgreSQL på .* svarer ikke"):
        archive.store.names()
    truth.start()
    assert archive.store.names() == names
    assert search(archive, "hyllemeter", SearchOptions())[0].document == "notat.md"
    archive.close()


def test_a_truth_that_dies_in_a_commit(
    truth: Truth, index: Path, many: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    left = [9]

    def kept(store: Store, plan: Plan, analyser: Analyser) -> None:
        left[0] -= 1
        if left[0] == 0:
            truth.stop()
        keep(store, plan, analyser)

    with monkeypatch.context() as patch:
        patch.setattr("index.writer.keep", kept)
        with pytest.raises(StorageError, match="svarer ikke"):
            fill(index, many)
    truth.start()
    fill(index, many)
    check_whole(index, 20)
