"""Both engines rank alike, and the truth in PostgreSQL tells what it tells in SQLite."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from index.archive import Archive
from index.backup import backup, restore
from index.store import Store
from index.sync import SyncOptions, synchronise
from index.types import Filters
from index.writer import Writer
from search.ask import ask
from search.find import SearchOptions, rank
from tests.conftest import ROOT

pytestmark = [pytest.mark.cluster, pytest.mark.slow, pytest.mark.xdist_group("cluster")]

TOP = 10


@pytest.fixture
def both(sample_index: Path, index: Path, tmp_path: Path) -> Iterator[tuple[Archive, Archive]]:
    """The same index in a folder and on the cluster, to which it was moved by a backup."""
    restore(index, backup(sample_index, tmp_path / "copy.db"))
    archives = Archive(sample_index), Archive(index)
    yield archives
    for archive in archives:
        archive.close()


def shared_places(archives: tuple[Archive, Archive], questions: list[str]) -> float:
    """How many of the first ten are among the other's first ten, on average."""
    found = []
    for question in questions:
        one, other = ([r.passage.id for r in rank(a, question, SearchOptions(limit=TOP))] for a in archives)
        found.append(len(set(one) & set(other)) * TOP / max(len(one), len(other), 1))
    return sum(found) / len(found)


def test_the_sample_archive_is_ranked_alike(both: tuple[Archive, Archive]) -> None:
    lines = (ROOT / "corpus/gold/questions.jsonl").read_text("utf-8").splitlines()
    questions = [json.loads(line)["question"] for line in lines]
    assert len(questions) >= 50
    assert shared_places(both, questions) >= 9.0


def test_filters_choose_the_same_passages(both: tuple[Archive, Archive]) -> None:
    store = both[0].store
    body, case, name = store.bodies()[0], store.case_numbers()[0], store.names()[0]
    kinds = {paper.kind for paper in store.papers()}
    chosen = [
        Filters(since="2023"),
        Filters(until="2023-03"),
        Filters(since="2023-02-10", until="2024-04"),
        Filters(bodies=(body,)),
        Filters(cases=(case,)),
        Filters(documents=(name,)),
        Filters(documents=()),
        Filters(bodies=(body,), since="2022-06"),
        *(Filters(kind=kind) for kind in kinds),  # type: ignore[arg-type]
    ]
    for filters in chosen:
        parts, passages = both[0].selected(filters)
        _, selected = both[1].selected(filters)
        assert sorted(selected) == sorted(passages)
        everything = dict.fromkeys(_common_terms(both[0]), 1.0)
        found = {number for number, _ in both[1].lexical("parts", everything, 1000, selected)}
        assert found <= set(passages), filters
        assert found == set(passages) & {n for n, _ in both[0].lexical("parts", everything, 1000, parts)}, (
            filters
        )
        near = {number for number, _ in both[1].dense("vedtak i saken om budsjett", 1000, selected)}
        assert near == {n for n, _ in both[0].dense("vedtak i saken om budsjett", 1000, passages)}, filters


def _common_terms(archive: Archive) -> list[str]:
    text = "sak vedtak møte referat prosjekt budsjett rapport rådet saken status"
    return [part for term in archive.analyser.query_terms(text) for part in term.parts]


def test_words_are_counted_and_mended_alike(both: tuple[Archive, Archive]) -> None:
    for word in ("budsjett", "vedtak", "legemiddelkort", "finnesikke"):
        (term,) = both[0].analyser.index_terms(word).stem
        assert both[1].frequency("stem", term) == both[0].frequency("stem", term)
    (term,) = both[0].analyser.index_terms("budsjett").stem
    wrong = term[:3] + "x" + term[4:]
    assert sorted(both[1].near("stem", wrong, 1, 1000)) == sorted(both[0].near("stem", wrong, 1, 1000)) != []


def test_questions_are_answered_alike(both: tuple[Archive, Archive]) -> None:
    for question in ("Hva ble vedtatt om felles legemiddelkort?", "Hvilke prosjekter hadde rød risiko?"):
        one, other = (ask(archive, question) for archive in both)
        assert one.answered and one.text == other.text


def test_the_truth_tells_the_same(both: tuple[Archive, Archive]) -> None:
    one, other = (list(told(archive.store)) for archive in both)
    for place, (left, right) in enumerate(zip(one, other, strict=True)):
        assert left == right, place


def told(store: Store) -> Iterator[Any]:
    """What every reading method of a store gives."""
    name, *_ = store.names()
    ids = [number for number, _ in store.contexts(0, 60)]
    encoder = store.get("encoder") or ""
    yield store.documents(), store.counts(), store.papers(), store.papers(name), store.unreadable()
    for type_ in ("case", "row", "meeting"):
        yield store.records(type_), store.record_keys(type_), store.record_count(type_)
        yield store.records_by_document(type_)
    yield (
        store.text(name, 0, 1 << 40),
        store.text(name, 7, 99),
        store.page(name, 1),
        store.page_number(name, 50),
    )
    yield store.passages(ids), store.near(name, 0, 5000), store.contexts(0, 70), store.for_lexical(0, 70)
    yield (
        store.personal(name, 0, 9999),
        store.exempt_at(name, 5),
        store.ocr_at(name, 0, 50),
        store.waiting_for_ocr(),
    )
    numbers, vectors = store.vectors(encoder, 0, 50)
    yield numbers, vectors.tolist(), store.vector_count(encoder), store.without_vector("other", 0, 9)
    yield {key: (array.shape, array.tobytes()) for key, array in store.arrays(encoder).items()}
    yield (
        list(store.unnamed("x", 0, 1)),
        list(store.sentences_to_name(1)),
        store.names_in(ids),
        store.name_counts(),
    )
    yield store.bodies(), store.case_numbers(), store.collections(), store.pending(), store.encoders()
    filters = Filters(since="2022-05", until="2024", bodies=tuple(store.bodies()[:2]))
    yield (
        sorted(store.parts(filters)),
        sorted(store.passages_of(store.parts(filters), store.case_numbers()[:9])),
    )
    yield store.abouts(ids), store.passages_in(1), store.document_ids([name]), store.collection_of_each()


def test_a_copy_of_the_cluster_is_a_copy_as_any_other(
    both: tuple[Archive, Archive], tmp_path: Path, index: Path
) -> None:
    restore(tmp_path / "again", backup(index, tmp_path / "back.db"))
    again = Archive(tmp_path / "again")
    question = "Hva ble vedtatt om felles legemiddelkort?"
    assert [r.passage.id for r in rank(again, question, SearchOptions())] == [
        r.passage.id for r in rank(both[0], question, SearchOptions())
    ]
    again.close()


@pytest.mark.shared
def test_norquad_is_ranked_alike(shared: Path, index: Path, tmp_path: Path) -> None:
    """Every tenth question, over all passages of the development half."""
    subprocess.run([sys.executable, shared / "eval/unpack_norquad.py", tmp_path / "papers"], check=True)
    with Writer(tmp_path / "embedded") as writer:
        synchronise(writer, [tmp_path / "papers"], SyncOptions())
    restore(index, backup(tmp_path / "embedded", tmp_path / "copy.db"))
    lines = (shared / "eval/norquad_dev/questions.jsonl").read_text("utf-8").splitlines()[::10]
    archives = Archive(tmp_path / "embedded"), Archive(index)
    assert archives[0].size == archives[1].size
    overlap = shared_places(archives, [json.loads(line)["question"] for line in lines])
    for archive in archives:
        archive.close()
    assert overlap >= 9.0
