"""What the documentation says is there is there."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from tests.bench.peers import BEGIN, END, readme_table
from ui.commands import COMMANDS

ROOT = Path(__file__).resolve().parent.parent
PAGES = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").glob("*.md")])


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_link_leads_to_a_file(page: Path) -> None:
    for target in re.findall(r"\]\(([^)#:]+)\)", page.read_text("utf-8")):
        assert (page.parent / target).exists(), target


def test_the_readme_names_every_command() -> None:
    readme = (ROOT / "README.md").read_text("utf-8")
    assert [name for name in COMMANDS if f"saksok {name}" not in readme] == []


def test_the_two_commands_stand_at_the_top_of_the_readme() -> None:
    top = (ROOT / "README.md").read_text("utf-8").splitlines()[:8]
    assert any("make run" in line for line in top) and any("make test" in line for line in top)


def test_the_table_of_peers_is_the_one_that_was_measured() -> None:
    measured = json.loads((ROOT / "tests/bench/results/peers.json").read_text("utf-8"))
    shown = (ROOT / "README.md").read_text("utf-8").partition(BEGIN)[2].partition(END)[0]
    assert shown.strip() == readme_table(measured["lines"])
