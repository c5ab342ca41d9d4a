"""Packages import downwards only, and nothing heavy is imported before it is needed."""

from __future__ import annotations

import ast
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
ORDER = ["corpus", "ingest", "index", "search", "ui"]
HEAVY = {"torch", "sentence_transformers", "spacy", "sklearn", "scipy", "gradio", "pandas", "fastapi"}


def modules() -> list[Path]:
    return sorted(path for package in ORDER for path in (ROOT / package).rglob("*.py"))


def imports(path: Path, top_level_only: bool) -> set[str]:
    tree = ast.parse(path.read_text("utf-8"))
    nodes = tree.body if top_level_only else list(ast.walk(tree))
    found = set()
    for node in nodes:
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and not node.level:
            found.add(node.module or "")
    return {name.split(".")[0] for name in found}


@pytest.mark.parametrize("path", modules(), ids=lambda p: p.relative_to(ROOT).as_posix())
def test_a_module_imports_only_from_its_own_package_and_those_below(path: Path) -> None:
    package = path.relative_to(ROOT).parts[0]
    above = set(ORDER[ORDER.index(package) + 1 :])
    assert not imports(path, top_level_only=False) & above


def test_asking_imports_nothing_heavy() -> None:
    code = (
        "import sys, ui.main, ui.commands, index.archive, search.ask, search.find, rank_bm25;"
        f"print(sorted(set(sys.modules) & {HEAVY!r}))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, cwd=ROOT, check=True)
    assert done.stdout.strip() == "[]"


def test_a_question_is_answered_without_what_indexing_needs(papers: Path, tmp_path: Path) -> None:
    from index.sync import SyncOptions, synchronise
    from index.writer import Writer

    with Writer(tmp_path / "index") as writer:
        synchronise(writer, [papers], SyncOptions())
    code = (
        "import sys; from pathlib import Path; from index.archive import Archive; from search.ask import ask;"
        f"archive = Archive(Path({str(tmp_path / 'index')!r}));"
        "assert ask(archive, 'Hvem la frem saken om pasientportalen?').answered;"
        f"print(sorted(set(sys.modules) & {HEAVY!r}))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, cwd=ROOT, check=True)
    assert done.stdout.strip() == "[]"
