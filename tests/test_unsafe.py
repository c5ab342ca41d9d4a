"""What could run foreign code or leave the machine stands nowhere in the program."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
MODULES = sorted(
    path
    for package in ("corpus", "ingest", "index", "search", "ui")
    for path in (ROOT / package).rglob("*.py")
)
FORBIDDEN = {"pickle", "cPickle", "dill", "marshal", "shelve", "joblib", "cloudpickle", "jsonpickle"}
CALLS = {"eval", "exec", "compile", "__import__"}


def calls(tree: ast.AST) -> Iterator[ast.Call]:
    return (node for node in ast.walk(tree) if isinstance(node, ast.Call))


@pytest.mark.parametrize("path", MODULES, ids=lambda p: p.relative_to(ROOT).as_posix())
def test_nothing_is_unpickled_evaluated_or_trusted(path: Path) -> None:
    tree = ast.parse(path.read_text("utf-8"))
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            assert not {alias.name.split(".")[0] for alias in node.names} & FORBIDDEN
        elif isinstance(node, ast.ImportFrom):
            assert (node.module or "").split(".")[0] not in FORBIDDEN
    for call in calls(tree):
        if isinstance(call.func, ast.Name):
            assert call.func.id not in CALLS, call.lineno
        if isinstance(call.func, ast.Attribute) and isinstance(call.func.value, ast.Name):
            assert (call.func.value.id, call.func.attr) not in {
                ("torch", "load"),
                ("os", "system"),
                ("yaml", "load"),
            }
        for keyword in call.keywords:
            given = keyword.value.value if isinstance(keyword.value, ast.Constant) else None
            if keyword.arg in ("allow_pickle", "trust_remote_code", "shell"):
                assert given is False, call.lineno
            if keyword.arg == "weights_only":
                assert given is True, call.lineno


def test_models_are_opened_from_safetensors_without_their_own_code() -> None:
    tree = ast.parse((ROOT / "index/encoders/sentence.py").read_text("utf-8"))
    given = {k.arg: ast.unparse(k.value) for call in calls(tree) for k in call.keywords if k.arg}
    assert given.get("trust_remote_code") == "False" and "use_safetensors" in ast.unparse(tree)
