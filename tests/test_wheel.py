"""The built wheel works on its own, with the source out of reach."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("wheel")
    build = [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", str(out), str(ROOT)]
    done = subprocess.run(build, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return next(out.glob("saksok-*.whl"))


def test_the_wheel_holds_the_five_packages_and_their_strings(wheel: Path) -> None:
    names = zipfile.ZipFile(wheel).namelist()
    assert {name.split("/")[0] for name in names if not name.startswith("saksok-")} == {
        "corpus", "ingest", "index", "search", "ui",
    }  # fmt: skip
    assert "corpus/strings/nb.toml" in names


def test_the_installed_program_indexes_and_answers(wheel: Path, papers: Path, tmp_path: Path) -> None:
    target = tmp_path / "site"
    install = [
        sys.executable,
        "-m",
        "pip",
        "install",
        "--quiet",
        "--no-deps",
        "--no-index",
        "--target",
        str(target),
    ]
    subprocess.run([*install, str(wheel)], check=True, capture_output=True)
    environment = {k: v for k, v in os.environ.items() if not k.startswith("PYTHON")}
    environment["PYTHONPATH"] = str(target)

    def saksok(*arguments: str) -> subprocess.CompletedProcess[str]:
        # -P keeps the folder that the test runs in off the path
        command = [sys.executable, "-P", "-m", "ui.main", *arguments, "--index", str(tmp_path / "index")]
        return subprocess.run(
            command, capture_output=True, text=True, check=False, env=environment, cwd=tmp_path
        )

    where = subprocess.run(
        [sys.executable, "-P", "-c", "import ui, index; print(ui.__file__, index.__file__)"],
        capture_output=True, text=True, check=True, env=environment, cwd=tmp_path,
    )  # fmt: skip
    assert str(ROOT / "ui") not in where.stdout
    indexed = saksok("index", str(papers), "--json")
    assert indexed.returncode == 0, indexed.stderr
    answer = json.loads(saksok("ask", "Hvor mange hyllemeter inneholder arkivet?", "--json").stdout)
    assert answer["answered"] and "1200" in answer["text"]
