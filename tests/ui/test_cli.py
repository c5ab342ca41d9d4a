"""The command line from end to end, as the contract describes it."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from ui.main import run

ROOT = Path(__file__).resolve().parent.parent.parent


class Result:
    def __init__(self, status: int, out: str, err: str) -> None:
        self.status, self.out, self.err = status, out, err

    @property
    def json(self) -> Any:
        assert self.out.count("\n") == 1, "one JSON object and nothing else"
        return json.loads(self.out)

    @property
    def sentence(self) -> str:
        """The one line that says what is wrong; nothing on standard output, no traceback."""
        assert self.out == "" and self.err.count("\n") == 1, (self.out, self.err)
        assert "Traceback" not in self.err
        return self.err.strip()


Saksok = Callable[..., Result]


@pytest.fixture
def saksok(capfdbinary: pytest.CaptureFixture[bytes], tmp_path: Path) -> Saksok:
    def call(*arguments: object, index: Path | None = None) -> Result:
        given = [str(argument) for argument in arguments]
        status = run([*given, "--index", str(index or tmp_path / "index")])
        out, err = capfdbinary.readouterr()
        return Result(status, out.decode("utf-8"), err.decode("utf-8"))

    return call


@pytest.fixture
def indexed(saksok: Saksok, papers: Path) -> Saksok:
    assert saksok("index", papers, "--json").status == 0
    return saksok


def test_index_reports_as_the_contract_says(saksok: Saksok, papers: Path) -> None:
    result = saksok("index", papers, "--json")
    report = result.json
    assert result.status == 0
    assert {k: report["documents"][k] for k in ("added", "updated", "unchanged", "removed", "failed")} == {
        "added": 3, "updated": 0, "unchanged": 0, "removed": 0, "failed": [],
    }  # fmt: skip
    assert report["encoded"] == report["passages"] > 0
    assert report["seconds"] > 0
    again = saksok("index", papers, "--json").json
    assert again["documents"]["unchanged"] == 3
    assert (again["passages"], again["encoded"], again["pages"]) == (report["passages"], 0, 0)


def test_a_bad_document_gives_status_1_and_its_reason(saksok: Saksok, papers: Path) -> None:
    (papers / "tom.txt").write_bytes(b"")
    result = saksok("index", papers, "--json")
    assert result.status == 1
    assert result.json["documents"]["failed"][0]["document"] == "tom.txt"
    assert saksok("status", "--json").json["unreadable"] == ["tom.txt"]
    assert saksok("ask", "Hvor ligger arkivet?", "--json").json["searched"]["unreadable"] == ["tom.txt"]


def test_search_gives_slices_of_the_text(indexed: Saksok) -> None:
    hits = indexed("search", "legemiddellisten", "--json").json["hits"]
    first = hits[0]
    assert list(first)[:11] == [
        "document", "title", "page", "start", "end", "score", "text", "date", "body", "kind", "case",
    ]  # fmt: skip
    text = indexed("text", first["document"]).out
    assert text[first["start"] : first["end"]] == first["text"]
    assert len(hits) <= 10 and all(hit["end"] - hit["start"] <= 800 for hit in hits)


def test_limit_and_filters(indexed: Saksok) -> None:
    assert len(indexed("search", "arkivet", "--limit", "1", "--json").json["hits"]) == 1
    hits = indexed("search", "arkivet", "--document", "notat.md", "--json").json["hits"]
    assert {hit["document"] for hit in hits} == {"notat.md"}


def test_ask_quotes_what_stands_in_the_document(indexed: Saksok) -> None:
    result = indexed("ask", "Hvor mange hyllemeter inneholder arkivet?", "--json")
    answer = result.json
    assert result.status == 0 and answer["answered"] and answer["kind"] == "passage"
    assert "1200" in answer["text"]
    for citation in answer["citations"]:
        text = indexed("text", citation["document"]).out
        assert text[citation["start"] : citation["end"]] == citation["quote"]
        assert citation["page"] is None


def test_a_question_without_an_answer_is_refused_honestly(indexed: Saksok) -> None:
    result = indexed("ask", "Hvem vant skirennet i Holmenkollen i 1994?", "--json")
    answer = result.json
    assert result.status == 1
    assert (answer["answered"], answer["kind"], answer["citations"]) == (False, "none", [])
    assert answer["searched"] == {"documents": 3, "unreadable": [], "pages": {}, "cure": None}
    assert "3" in answer["text"]


@pytest.mark.parametrize(
    ("question", "language", "word"),
    [
        ("Kven vann skirennet i Holmenkollen?", "nn", "ikkje"),
        ("Who won the ski race in Holmenkollen?", "en", "cannot"),
        ("Hvem vant skirennet i Holmenkollen?", "nb", "ikke"),
    ],
)
def test_a_refusal_is_in_the_language_of_the_question(
    indexed: Saksok, question: str, language: str, word: str
) -> None:
    answer = indexed("ask", question, "--json").json
    assert answer["language"] == language and word in answer["text"]


def test_answers_for_people_show_quote_and_source(indexed: Saksok) -> None:
    out = indexed("ask", "Hvor mange hyllemeter inneholder arkivet?").out
    assert "1200 hyllemeter" in out and "notat.md" in out and "[1]" in out


def test_batches_answer_line_by_line_in_order(indexed: Saksok, tmp_path: Path) -> None:
    batch = tmp_path / "batch.jsonl"
    questions = ["hyllemeter", "pasientportalen", ""]
    batch.write_text("\n".join(json.dumps({"question": q}) for q in questions) + "\n")
    for command, key in (("ask", "question"), ("search", "query")):
        result = indexed(command, "--batch", batch, "--json")
        lines = [json.loads(line) for line in result.out.splitlines()]
        assert [line[key] for line in lines] == questions
        assert "error" in lines[2] and result.status == 1


def test_text_is_the_file_itself(indexed: Saksok, papers: Path) -> None:
    assert indexed("text", "notat.md").out.encode() == (papers / "notat.md").read_bytes()


def test_remove_takes_a_document_out_and_leaves_the_file(indexed: Saksok, papers: Path) -> None:
    assert indexed("remove", "notat.md", "--json").json == {"removed": ["notat.md"]}
    assert (papers / "notat.md").exists()
    hits = indexed("search", "hyllemeter", "--json").json["hits"]
    assert "notat.md" not in {hit["document"] for hit in hits}


def test_status(indexed: Saksok) -> None:
    status = indexed("status", "--json").json
    assert status["documents"] == 3 and status["passages"] > 0
    assert status["encoder"] == "lsa" and status["generation"] > 0 and status["unreadable"] == []


# -- bad input: one sentence and an exit status --------------------------------------------------


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["index", "/finnes/ikke"], "Finner ikke /finnes/ikke"),
        (["search"], "--batch"),
        (["ask", ""], "tomt"),
        (["ask", " \t\u200b\x00 "], "tomt"),
        (["search", "x", "--from", "i går"], "ikke en dato"),
        (["search", "x", "--from", "2023-02-30"], "ikke en dato"),
        (["search", "x", "--from", "2024", "--to", "2023"], "tom"),
        (["search", "x", "--kind", "dikt"], "agenda"),
        (["search", "x", "--body", "Ukjentrådet"], "Ukjentrådet"),
        (["search", "x", "--document", "borte.pdf"], "notat.md"),
        (["search", "x", "--limit", "0"], "--limit"),
        (["text", "borte.pdf"], "notat.md"),
        (["text", "notat.md", "--page", "3"], "ikke delt i sider"),
        (["remove", "borte.pdf"], "borte.pdf"),
        (["ask", "--batch", "/finnes/ikke"], "Kan ikke lese"),
        (["ukjent"], "saksok --help"),
        (["search", "x", "--ukjent"], "saksok --help"),
    ],
)
def test_a_wrong_command_line_is_one_sentence_and_status_2(
    indexed: Saksok, arguments: list[str], words: str
) -> None:
    result = indexed(*arguments)
    assert result.status == 2
    assert words in result.sentence


def test_no_index(saksok: Saksok) -> None:
    for command in (["status"], ["ask", "hva"], ["search", "x"], ["text", "a"], ["remove", "a"]):
        result = saksok(*command)
        assert result.status == 2 and "saksok index" in result.sentence


def test_an_empty_folder_finds_nothing(saksok: Saksok, tmp_path: Path) -> None:
    empty = tmp_path / "tom"
    empty.mkdir()
    result = saksok("index", empty, "--json")
    assert result.status == 1 and result.json["passages"] == 0
    assert "Fant ingen dokumenter" in result.err
    assert saksok("ask", "Hva ble vedtatt?", "--json").json["answered"] is False
    assert saksok("search", "vedtak", "--json").json["hits"] == []


@pytest.mark.parametrize(
    "question",
    [
        "x" * 100_000,
        "hvem " * 20_000,
        "🙂🎉",
        "\u202eקיבוץ",
        "a\x00b\x1b[31mc",
        "'; DROP TABLE documents; --",
        '"uavsluttet AND (OR NOT',
        "*?~^[]{}\\",
        "\ud800 arkiv",
    ],
    ids=range(9),
)
def test_strange_questions_are_answered_or_refused_but_never_crash(indexed: Saksok, question: str) -> None:
    result = indexed("ask", question, "--json")
    assert result.status in {0, 1}
    answer = json.loads(result.out)
    assert answer["answered"] is bool(answer["citations"])
    assert indexed("search", question, "--json").status in {0, 1}


def test_a_bad_line_in_a_batch_is_named(indexed: Saksok, tmp_path: Path) -> None:
    batch = tmp_path / "batch.jsonl"
    batch.write_text("ikke json\n")
    result = indexed("ask", "--batch", batch)
    assert result.status == 2 and "linje 1" in result.sentence


def test_another_version_of_the_index(indexed: Saksok, tmp_path: Path) -> None:
    import sqlite3

    with sqlite3.connect(tmp_path / "index" / "archive.db") as connection:
        connection.execute("UPDATE meta SET value = '99' WHERE key = 'format'")
    connection.close()
    result = indexed("ask", "hva")
    assert result.status == 2 and "format 99" in result.sentence


def test_a_damaged_database_is_one_sentence(indexed: Saksok, tmp_path: Path) -> None:
    for path in (tmp_path / "index").glob("archive.db*"):
        path.write_bytes(b"ikke en database" * 100)
    result = indexed("ask", "hva")
    assert result.status == 2 and "skadet" in result.sentence


def test_the_program_runs_as_a_process_of_its_own(papers: Path, tmp_path: Path) -> None:
    environment = {**os.environ, "SAKSOK_INDEX": str(tmp_path / "index")}

    def call(*arguments: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, "-m", "ui.main", *arguments],
            capture_output=True, text=True, env=environment, cwd=ROOT, check=False,
        )  # fmt: skip

    assert call("index", str(papers)).returncode == 0
    answer = call("ask", "Hvor mange hyllemeter inneholder arkivet?", "--json")
    assert json.loads(answer.stdout)["answered"]
    assert answer.stderr == ""
    assert call("ask", "").returncode == 2


def test_cases_and_rows_are_counted_as_they_are_given(indexed: Saksok) -> None:
    status = indexed("status", "--json").json
    assert status["cases"] == 2 and status["rows"] == 0


def test_doctor_finds_a_whole_index_whole(indexed: Saksok) -> None:
    assert indexed("doctor", "--json").json == {"ok": True, "mended": []}


def test_the_text_of_what_could_not_be_read_is_a_sentence(saksok: Saksok, papers: Path) -> None:
    (papers / "tom.txt").write_bytes(b"")
    saksok("index", papers, "--json")
    result = saksok("text", "tom.txt")
    assert result.status == 1 and "tom" in result.sentence


def test_a_question_may_follow_others(indexed: Saksok, tmp_path: Path) -> None:
    before = "Hva ble vedtatt i sak 4/23?"
    answer = indexed("ask", "Og 3/23?", "--after", before, "--json").json
    assert answer["question"] == "Og 3/23?" and answer["read_as"] == "Hva ble vedtatt i sak 3/23?"
    assert "tidsplan" in answer["text"]
    batch = tmp_path / "batch.jsonl"
    lines = [
        {"question": "Og 3/23?", "after": before},
        {"question": "Og 3/23?"},
        {"question": "x", "after": 3},
    ]
    batch.write_text("\n".join(json.dumps(line) for line in lines[:2]))
    read = [json.loads(line)["read_as"] for line in indexed("ask", "--batch", batch).out.splitlines()]
    assert read == ["Hva ble vedtatt i sak 3/23?", None]
    batch.write_text(json.dumps(lines[2]))
    wrong = indexed("ask", "--batch", batch)
    assert wrong.status == 2 and "after" in wrong.err
