"""Killed at random moments, an index loses no committed document and shows nothing that it does not hold."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.faults.kills import Kills


@pytest.mark.slow
def test_twenty_random_kills_lose_nothing_and_show_nothing_wrong(tmp_path: Path) -> None:
    kills = Kills(tmp_path / "kills", seed=20)
    kills.run(20)
    assert sum(kills.done.values()) == 20 and kills.held
