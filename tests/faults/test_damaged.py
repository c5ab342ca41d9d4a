"""Damaged files beside good ones: the good are indexed, the damaged named, memory stays bounded."""

from __future__ import annotations

import json
import subprocess
import sys

from tests.bench import damaged


def test_damaged_files_are_all_named_and_stop_no_other() -> None:
    count = 3 * len(damaged.DAMAGES)
    command = [sys.executable, "-m", "tests.bench.damaged", str(count), "6"]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    found = json.loads(done.stdout)
    assert (found["indexed"], found["named"], found["whole_named"]) == (6, count, 0)
    assert found["peak_mb"] < 1500
