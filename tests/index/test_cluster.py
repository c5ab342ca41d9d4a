"""What is said of a cluster is checked, and no password is kept."""

from __future__ import annotations

import math
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.errors import DamagedError, UsageError
from index.cluster import FILE, Cluster, read_cluster, write_cluster
from index.milvus.rows import cut, expression
from index.milvus.words import average_length
from index.selection import Selection
from index.store.postgres import read_url
from index.types import Filters
from ui.main import run

URL = "http://127.0.0.1:19530"


def test_a_folder_remembers_its_cluster(tmp_path: Path) -> None:
    cluster = Cluster(URL, "/run/secrets/milvus", "postgresql://saksok@db/arkiv?schema=felles")
    write_cluster(tmp_path / "index", cluster)
    assert read_cluster(tmp_path / "index") == cluster
    assert read_cluster(tmp_path) is None


@pytest.mark.parametrize(
    ("url", "truth", "sentence"),
    [
        ("127.0.0.1:19530", None, "ikke en adresse til Milvus"),
        ("http://root:hemmelig@127.0.0.1:19530", None, "engine-token-file"),
        (URL, "mysql://db/arkiv", "ikke en adresse til PostgreSQL"),
        (URL, "postgresql://saksok:hemmelig@db/arkiv", "pgpass"),
        (URL, "postgresql://saksok@db/arkiv?password=hemmelig", "pgpass"),
        (URL, "postgresql://db/arkiv?schema=x;drop", "skjema"),
    ],
)
def test_what_cannot_be_kept_is_refused(url: str, truth: str | None, sentence: str) -> None:
    with pytest.raises(UsageError, match=sentence) as error:
        Cluster(url, None, truth)
    assert "hemmelig" not in str(error.value)


def test_the_schema_is_taken_out_of_the_address() -> None:
    assert read_url("postgresql://u@db/arkiv") == ("postgresql://u@db/arkiv", "saksok")
    url, schema = read_url("postgresql://u@db/arkiv?schema=felles&sslmode=require")
    assert (url, schema) == ("postgresql://u@db/arkiv?sslmode=require", "felles")


def test_a_token_is_read_from_its_file(tmp_path: Path) -> None:
    path = tmp_path / "token"
    path.write_text("root:hemmelig\n")
    assert Cluster(URL, str(path)).token() == "root:hemmelig"
    assert Cluster(URL).token() == ""
    with pytest.raises(UsageError, match="kan ikke leses"):
        Cluster(URL, str(tmp_path / "borte")).token()


def test_a_damaged_note_is_told_with_the_cure(tmp_path: Path) -> None:
    (tmp_path / FILE).write_text("{")
    with pytest.raises(DamagedError, match="--engine"):
        read_cluster(tmp_path)


@pytest.mark.parametrize(
    "options",
    [
        ["--engine", "milvus"],
        ["--engine-url", URL],
        ["--truth", "postgresql://db/a"],
        ["--engine", "embedded", "--engine-url", URL],
    ],
)
def test_half_a_cluster_is_refused(
    options: list[str], tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    assert run(["search", "noe", "--index", str(tmp_path), *options]) == 2
    assert "--engine-url" in capfd.readouterr().err
    assert not (tmp_path / FILE).exists()


def test_an_engine_that_is_not_there_is_one_sentence(
    tmp_path: Path, papers: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    pytest.importorskip("pymilvus")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("index.milvus.client._PAUSES", ())
        status = run(
            [
                "index",
                str(papers),
                "--index",
                str(tmp_path / "i"),
                "--engine",
                "milvus",
                "--engine-url",
                "http://127.0.0.1:9",
            ]
        )
    assert status == 2
    told = capfd.readouterr().err.strip().splitlines()
    assert "http://127.0.0.1:9 svarer ikke" in told[-1]


def test_a_truth_that_is_not_there_is_one_sentence(
    tmp_path: Path, papers: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    pytest.importorskip("psycopg")
    there = ["--engine", "milvus", "--engine-url", URL, "--truth", "postgresql://nobody@127.0.0.1:9/arkiv"]
    assert run(["index", str(papers), "--index", str(tmp_path / "i"), *there]) == 2
    told = capfd.readouterr().err.strip().splitlines()
    assert len(told) == 1 and "127.0.0.1:9/arkiv svarer ikke" in told[0]


@given(
    since=st.sampled_from(["2020", "2020-10", "2020-10-13"]),
    date=st.sampled_from(["", "2019-12", "2020", "2020-09", "2020-10", "2020-10-12", "2020-10-13", "2021"]),
)
def test_a_date_filter_says_what_the_store_says(since: str, date: str) -> None:
    said = expression(Selection(list, Filters(since=since), None, None))
    ours = eval(said, {"date": date})  # Python's grammar is Milvus's as far as it is used here
    assert ours == (date != "" and date + "~" >= since)


@given(st.text(st.characters(codec="utf-8"), max_size=400), st.integers(4, 200))
def test_a_text_is_cut_between_letters(text: str, longest: int) -> None:
    found = cut(text, longest)
    assert text.startswith(found) and len(found.encode()) <= max(
        longest, len(found) * 4 if len(text) * 4 <= longest else 0
    )


@given(st.integers(1, 5), st.integers(0, 60), st.integers(2, 500), st.floats(5, 80))
def test_the_average_length_is_worked_out_from_a_score(
    often: int, more: int, size: int, average: float
) -> None:
    tokens = ["a"] * often + ["b"] * more
    idf = math.log(1 + (size - 1 + 0.5) / 1.5)
    score = idf * often * 2.2 / (often + 1.2 * (0.25 + 0.75 * len(tokens) / average))
    assert average_length(tokens, "a", score, size, 1) == pytest.approx(average, rel=1e-6)


@pytest.mark.parametrize(
    "empty",
    [
        Selection(list, Filters(documents=()), None, ()),
        Selection(list, Filters(bodies=()), None, None),
        Selection(list, Filters(cases=()), None, None),
        Selection(list, Filters(), frozenset(), None),
    ],
)
def test_a_selection_of_nothing_is_known_without_reading(empty: Selection) -> None:
    assert not empty and empty._ids is None
    assert Selection(lambda: [3, 5], Filters(), None, None)
    assert list(Selection(lambda: [3, 5], Filters(), None, None)) == [3, 5]
