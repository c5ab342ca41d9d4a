"""Vectors of an archive that is large for the thresholds given: codes, removal, filters, drift, damage."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import faiss
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from index.coded import DenseOptions, write_coded
from index.dense import ROWS, Chosen, Coded, Dense, Exact, open_segment, write_segment
from index.paths import IndexPaths
from index.segments import Segments
from index.store import Store

DIMENSIONS = 16
SMALL = DenseOptions(exact=50, sample=200, many=2, many_meanwhile=4, background=150)


def unit(count: int, seed: int = 0) -> NDArray[np.float32]:
    """`count` unit vectors as the truth keeps them: in half precision."""
    made = np.random.default_rng(seed).normal(size=(count, DIMENSIONS))
    made /= np.linalg.norm(made, axis=1, keepdims=True)
    return made.astype(np.float16).astype(np.float32)


@dataclass(frozen=True)
class Numbers:
    """An encoder of texts that end in a number: each has a vector of its own."""

    name: str = "numbers"
    fingerprint: str = "numbers-0123456789"
    dimensions: int = DIMENSIONS

    def passages(self, texts: list[str], _progress: object = None) -> NDArray[np.float32]:
        return np.concatenate([unit(1, int(text.split()[-1])) for text in texts])

    def question(self, text: str) -> NDArray[np.float32]:
        return unit(1, int(text))[0]


ENCODER = Numbers()


class Index:
    """A truth with documents of ten passages each, and its vectors."""

    def __init__(self, folder: Path, options: DenseOptions = SMALL) -> None:
        self.paths = IndexPaths(folder)
        self.store = Store(self.paths.database, create=True)
        self.vectors = Segments(self.paths, self.store, options)

    def add(self, documents: int) -> None:
        document, passage = self.store.reserve(documents, 10 * documents)
        with self.store.transaction():
            for number in range(document, document + documents):
                ids = range(passage, passage + 10)
                passage += 10
                self.store.insert(
                    "documents",
                    [
                        (
                            number,
                            f"{number}",
                            f"{number}",
                            "",
                            0,
                            0,
                            "text",
                            "",
                            None,
                            None,
                            "ok",
                            None,
                            0,
                            0,
                            10,
                            "[]",
                            "",
                        )
                    ],
                    17,
                )
                self.store.insert("parts", [(number, number, 0, 0, 9, "", "other", *[None] * 4, 0)], 12)
                self.store.insert(
                    "passages",
                    [(i, number, number, None, i, i + 1, f"{i}", "", "[]", "[]", None) for i in ids],
                    11,
                )  # fmt: skip
            self.store.advance()

    def encode(self) -> int:
        """As `Writer.encode`, in batches of 20."""
        key, done, after = ENCODER.fingerprint, 0, self.store.encoded(ENCODER.fingerprint)
        while rows := self.store.without_vector(key, after, 20):
            ids = [number for number, _ in rows]
            self.vectors.keep(key, ids, ENCODER.passages([text for _, text in rows]))
            after, done = ids[-1], done + len(ids)
        with self.store.transaction():
            self.store.put("encoder", key)
            self.store.put_encoded(key, after)
        self.vectors.settle(key)
        return done

    def remove(self, documents: list[int]) -> None:
        with self.store.transaction():
            self.vectors.forget(documents)
            for number in documents:
                self.store.delete(number)

    def alive(self) -> dict[int, NDArray[np.float32]]:
        ids, vectors = self.store.vectors(ENCODER.fingerprint, 0, 1 << 40)
        return dict(zip(ids, vectors, strict=True))

    def dense(self) -> Dense:
        names = self.store.segments(ENCODER.fingerprint)
        return Dense(self.paths.dense, names, self.store.segment_sums(), removed=self.store.removed())

    def kinds(self) -> list[type]:
        return [
            type(open_segment(self.paths.dense, name)) for name in self.store.segments(ENCODER.fingerprint)
        ]

    def holds(self) -> None:
        """What is found by each passage's own vector is the passage itself, and nothing that was removed."""
        alive, dense = self.alive(), self.dense()
        for number, vector in alive.items():
            hits = dense.search(vector, len(alive) + 20)
            assert hits[0][0] == number
            assert {found for found, _ in hits} == set(alive)
            assert hits[0][1] == pytest.approx(float(vector @ vector), abs=1e-3)
        assert self.vectors.whole(ENCODER.fingerprint)


@pytest.fixture
def index(tmp_path: Path) -> Iterator[Index]:
    made = Index(tmp_path)
    yield made
    made.vectors.finish()
    made.store.close()


def coded(folder: Path, vectors: NDArray[np.float32], ids: list[int], name: str = "x.faiss") -> int:
    """Write a large segment in blocks of 100; its sum."""

    def blocks() -> Iterator[tuple[list[int], NDArray[np.float32]]]:
        for at in range(0, len(ids), 100):
            yield ids[at : at + 100], vectors[at : at + 100]

    count, sum_ = write_coded(folder, name, blocks, SMALL)
    assert count == len(ids)
    return sum_


def test_few_vectors_are_scanned_exactly_and_many_by_codes(index: Index) -> None:
    index.add(3)
    index.encode()
    assert set(index.kinds()) == {Exact}
    for _ in range(3):
        index.add(2)
        index.encode()
    assert Coded in index.kinds()
    index.holds()


def test_codes_find_what_an_exact_scan_finds(tmp_path: Path) -> None:
    vectors, questions = unit(3000), unit(50, 7)
    ids = list(range(1, 6001, 2))
    coded(tmp_path, vectors, ids)
    dense = Dense(tmp_path, ["x.faiss"])
    hits = 0
    for question in questions:
        exact = np.argsort(-(vectors @ question), kind="stable")[:10]
        hits += len({ids[at] for at in exact} & {number for number, _ in dense.search(question, 10)})
    assert hits >= 0.97 * 500


def test_codes_of_unturned_vectors_can_still_be_read(tmp_path: Path) -> None:
    vectors = unit(3000)
    coded(tmp_path, vectors, list(range(3000)))
    turned = faiss.read_index(str(tmp_path / "x.faiss"))
    codes = faiss.downcast_index(turned.index)
    codes.reset()
    codes.train(vectors)
    codes.add_with_ids(vectors, np.arange(3000))
    faiss.write_index(codes, str(tmp_path / "x.faiss"))
    found = Dense(tmp_path, ["x.faiss"]).search(vectors[7], 10)
    assert found[0][0] == 7


@settings(max_examples=40, deadline=None)
@given(st.data())
def test_a_filter_is_kept_and_leaves_nothing_out(
    tmp_path_factory: pytest.TempPathFactory, data: st.DataObject
) -> None:
    count = data.draw(st.integers(16, 300))
    ids = sorted(data.draw(st.sets(st.integers(1, 5000), min_size=count, max_size=count)))
    allowed = data.draw(st.sets(st.integers(1, 6000), max_size=50)) | set(
        data.draw(st.sets(st.sampled_from(ids)))
    )
    folder, vectors = tmp_path_factory.mktemp("segment"), unit(count)
    coded(folder, vectors, ids)
    write_segment(folder, "y.faiss", ids, vectors)
    question = unit(1, 5)[0]
    for name in ("x.faiss", "y.faiss"):
        for few, limit in ((0, 5), (1000, 1000)):  # by codes with a selector, and by the vectors alone
            with pytest.MonkeyPatch.context() as patch:
                patch.setattr("index.dense._RESCORED", few)
                found = Dense(folder, [name]).search(question, limit, sorted(allowed))
            assert {number for number, _ in found} <= allowed & set(ids)
            assert len(found) == min(limit, len(allowed & set(ids)))
            assert [score for _, score in found] == sorted((score for _, score in found), reverse=True)


@settings(max_examples=20, deadline=None)
@given(st.lists(st.tuples(st.sampled_from(["add", "remove", "encode"]), st.integers(1, 8)), max_size=12))
def test_whatever_is_added_and_removed_the_living_are_found(
    tmp_path_factory: pytest.TempPathFactory, steps: list[tuple[str, int]]
) -> None:
    index = Index(
        tmp_path_factory.mktemp("index"), DenseOptions(exact=50, sample=200, many=2, background=1 << 40)
    )
    for step, amount in [("add", 1), *steps, ("encode", 1)]:
        documents = sorted(int(name) for name in index.store.names())
        if step == "add":
            index.add(amount)
        elif step == "remove":
            index.remove(documents[:amount])
        else:
            index.encode()
    index.holds()
    index.store.close()


def test_removed_passages_take_no_places(index: Index) -> None:
    index.add(20)
    index.encode()
    index.vectors.wait()
    index.remove(list(range(1, 4)))
    vector = unit(1, 1)[0]
    assert len(index.dense().search(vector, 170)) == 170
    assert min(number for number, _ in index.dense().search(vector, 170)) == 31
    index.holds()


def test_many_removed_ones_leave_the_files_too(index: Index) -> None:
    index.add(12)
    index.encode()
    index.remove(list(range(1, 7)))
    index.encode()
    assert index.dense().size == 60
    assert index.store.removed() == []
    index.holds()


def test_what_drifted_is_laid_out_anew_in_the_background(index: Index) -> None:
    index.add(10)
    index.encode()
    before = index.store.segments(ENCODER.fingerprint)
    index.add(30)
    index.encode()
    index.remove([5])  # beside it, whether it is done or not
    index.add(1)
    index.encode()
    index.vectors.wait()
    after = index.store.segments(ENCODER.fingerprint)
    assert not set(before) & set(after)
    assert index.vectors.whole(ENCODER.fingerprint)
    index.holds()
    listed = {name for segment in after for name in (segment, segment + ROWS)}
    assert {path.name for path in index.paths.dense.iterdir()} <= listed


def test_what_is_stopped_in_the_background_changes_nothing(
    index: Index, monkeypatch: pytest.MonkeyPatch
) -> None:
    index.add(10)
    index.encode()
    index.add(30)
    with monkeypatch.context() as patch:
        patch.setattr(index.vectors, "_stopped", True)
        index.encode()
        index.vectors.wait()
    assert index.kinds().count(Coded) > 1
    index.holds()
    index.encode()
    index.vectors.finish()
    assert index.kinds() == [Coded]
    index.holds()


def test_one_document_more_encodes_only_that(index: Index) -> None:
    index.add(10)
    assert index.encode() == 100
    index.add(1)
    assert index.encode() == 10
    assert index.store.encoded_count(ENCODER.fingerprint) == 110
    index.remove([11])
    assert index.store.encoded_count(ENCODER.fingerprint) == 100


@pytest.mark.parametrize("part", ["", ROWS])
@pytest.mark.parametrize("harm", ["flip", "cut", "gone"])
def test_damage_is_noticed(tmp_path: Path, part: str, harm: str) -> None:
    sum_ = coded(tmp_path, unit(300), list(range(300)))
    path = tmp_path / f"x.faiss{part}"
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 1
    if harm == "gone":
        path.unlink()
    else:
        path.write_bytes(content if harm == "flip" else content[:-7])
    with pytest.raises(RuntimeError):
        Dense(tmp_path, ["x.faiss"], {"x.faiss": sum_})
    if harm != "flip":  # also where sums are not compared
        with pytest.raises(RuntimeError):
            Dense(tmp_path, ["x.faiss"], {"x.faiss": sum_}, most=1)


def test_damaged_vectors_are_made_anew_from_the_truth(index: Index) -> None:
    index.add(10)
    index.encode()
    (name,) = index.store.segments(ENCODER.fingerprint)
    (index.paths.dense / (name + ROWS)).unlink()
    assert not index.vectors.whole(ENCODER.fingerprint)
    index.vectors.rebuild(ENCODER.fingerprint)
    index.holds()


def test_segments_that_are_open_are_not_opened_again(index: Index) -> None:
    index.add(10)
    index.encode()
    first = index.dense()
    index.add(1)
    index.encode()
    names = index.store.segments(ENCODER.fingerprint)
    again = Dense(index.paths.dense, names, dict.fromkeys(first.names, -2), known=first)
    assert [again._segments[name] for name in first.names] == [first._segments[name] for name in first.names]


def test_a_selection_is_of_ids_or_of_all_but_some() -> None:
    assert [Chosen([2, 9]).selector.is_member(i) for i in (1, 2, 9, 10, 100)] == [
        False,
        True,
        True,
        False,
        False,
    ]
    but = Chosen(but=[(2, 4), (9, 9)]).selector
    assert [but.is_member(i) for i in (1, 2, 4, 5, 9, 100)] == [True, False, False, True, False, True]
    assert not Chosen([]).selector.is_member(0)
