"""The command line speaks the language that it is asked to, from the strings and never by itself."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

from corpus import errors
from corpus.errors import Reason
from corpus.texts import LANGUAGES, texts
from tests.conftest import write_papers
from ui.main import run

ROOT = Path(__file__).resolve().parents[2]
PAPERS = {
    "møte.txt": "Referat fra møte i Kulturutvalget\nDato 3. mai 2022\n\nSak 1/22 Ny kino\n\n"
    "Vedtak:\nKulturutvalget vedtar å bygge kinoen på torget.\n",
    "tom.txt": "",
}


@pytest.fixture
def said(
    tmp_path: Path, capsysbinary: pytest.CaptureFixture[bytes], monkeypatch: pytest.MonkeyPatch
) -> object:
    def run_in(language: str, *arguments: object) -> str:
        monkeypatch.setenv("SAKSOK_LANGUAGE", language)
        monkeypatch.setenv("SAKSOK_INDEX", str(tmp_path / "indeks"))
        run([str(argument) for argument in arguments])
        told = capsysbinary.readouterr()
        return (told.out + told.err).decode()

    return run_in


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_command_speaks_the_language(said: object, tmp_path: Path, language: str) -> None:
    assert callable(said)
    say = texts(language)
    papers = write_papers(tmp_path / "arkiv", PAPERS)
    counts = {"added": 1, "updated": 0, "moved": 0, "unchanged": 0, "removed": 0}
    report = say("terminal.report", documents=1, passages=0, seconds=0, **counts).partition("(")[0]
    shown = said(language, "index", papers, "--jobs", "1")
    assert report in shown
    unread = say("terminal.unread", reason=say("errors.file_empty", name="tom.txt"))
    assert unread in shown
    status = said(language, "status")
    assert unread in status and say("terminal.status_collections", collections="") in status
    assert said(language, "text", "tom.txt").strip() == say("errors.file_empty", name="tom.txt")
    assert said(language, "text", "møte.txt", "--page", "3").strip() == say(
        "errors.page_none", name="møte.txt"
    )
    assert say("terminal.no_hits") in said(language, "search", "kino", "--to", "1999")
    assert say("terminal.no_case", number="9/22") in said(language, "case", "9/22")
    case = said(language, "case", "1/22")
    assert say("terminal.case", number="1/22", title="Ny kino") in case and say("terminal.decision") in case
    assert said(language, "rows").strip() == say("terminal.no_tables")
    assert said(language, "doctor").strip() == say("terminal.whole")
    assert said(language, "compact").strip() == say("terminal.compacted")
    copy = tmp_path / "kopi.db"
    assert said(language, "backup", copy).strip() == say("terminal.backed_up", path=copy)
    assert said(language, "user", "list", "--auth", tmp_path / "ingen.json").strip() == say(
        "terminal.no_users"
    )
    assert said(language, "remove", "møte.txt").strip() == say("terminal.removed", name="møte.txt")
    nothing = tmp_path / "tomt"
    nothing.mkdir()
    assert say("terminal.nothing_read", places=nothing) in said(
        language, "index", nothing, "--index", tmp_path / "ny"
    )


def test_a_reason_is_kept_and_said_again_in_any_language() -> None:
    reason = Reason("errors.page_not_there", name="å «b».pdf", page=7, count=3)
    again = Reason.unpacked(reason.packed)
    assert again == reason == reason.said(texts("nb"))
    assert again.said(texts("en")) == "“å «b».pdf” has no page 7: choose a page from 1 to 3."
    old = Reason.unpacked("Filen er tom: hent den på nytt.")
    assert old == "Filen er tom: hent den på nytt." == old.said(texts("en"))


@pytest.mark.parametrize(
    "hostile", ["{", "{}", '{"": 7}', '{"": "errors.ukjent"}', '{"": "x", "cls": 1}', "[]", "", "ord"]
)
def test_what_is_no_reason_does_no_harm(hostile: str) -> None:
    assert isinstance(Reason.unpacked(hostile).said(texts("en")), str)


_ERRORS = {
    name
    for name, kind in vars(errors).items()
    if isinstance(kind, type) and issubclass(kind, errors.SaksokError)
}


def test_no_sentence_for_users_stands_in_the_code() -> None:
    """What is raised or printed is a key of the strings; of f-strings and literals none that is a sentence."""
    found = [
        f"{path.relative_to(ROOT)}:{node.lineno}"
        for package in ("corpus", "ingest", "index", "search", "ui")
        for path in sorted((ROOT / package).rglob("*.py"))
        if not path.name.startswith("make_")  # what makes the sample archive speaks to developers
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.Call) and _speaks(node) and node.args and _is_sentence(node.args[0])
    ]
    assert found == []


NORWEGIAN = re.compile(r"\b(?:ikke|ikkje|er|som|og|med|av|kan|eller|det|denne|bare|ble)\b", re.IGNORECASE)


def test_nothing_is_said_in_norwegian_alone() -> None:
    """No string but a list of words holds a Norwegian sentence: what is said comes from the strings."""
    places = [path for part in ("ui", "index", "ingest/read") for path in (ROOT / part).rglob("*.py")]
    found = [
        f"{path.relative_to(ROOT)}: {sentence}"
        for path in places
        if "language" not in path.parts
        for sentence in _strings(ast.parse(path.read_text("utf-8")))
        if sentence.count(" ") > 2 and NORWEGIAN.search(sentence)
    ]
    assert found == []


def _strings(module: ast.Module) -> list[str]:
    """All literals but those that are split into words."""
    nodes = list(ast.walk(module))
    words = {id(node.value) for node in nodes if isinstance(node, ast.Attribute) and node.attr == "split"}
    return [
        node.value
        for node in nodes
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in words
    ]


@pytest.mark.parametrize(("language", "word"), [("nb", "SPØRSMÅL"), ("nn", "SPØRSMÅL"), ("en", "QUESTION")])
def test_the_help_names_arguments_in_the_language(said: object, language: str, word: str) -> None:
    assert callable(said)
    shown = said(language, "ask", "--help")
    assert word in shown and "cli." not in shown


def _speaks(call: ast.Call) -> bool:
    name = call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", "")
    return name in {"note", "show_lines", "print", "getpass", "_fail", "Reason", *_ERRORS}


def _is_sentence(node: ast.expr) -> bool:
    values = [n.value for n in ast.walk(node) if isinstance(n, ast.Constant) and isinstance(n.value, str)]
    return any(" " in value.strip() and value.strip()[:1].isalpha() for value in values)
