"""What pip-audit says is told for what it is: an answer, a finding, or no answer at all."""

from __future__ import annotations

import json

import pytest

from tests.audit import verdict

SOUND = {"name": "a", "version": "1", "vulns": []}
WEAK = {"name": "b", "version": "2", "vulns": [{"id": "PYSEC-1", "fix_versions": ["3"]}]}
SKIPPED = {"name": "c", "skip_reason": "Dependency not found and could not be audited"}


@pytest.mark.parametrize(
    ("found", "status", "told"),
    [
        ([SOUND], 0, "1 packages audited, 0 with"),
        ([SOUND, WEAK], 1, "b 2: PYSEC-1, mended in 3"),
        ([SOUND, SKIPPED], 2, "knew 1 of 2 packages (not c)"),
        ([SKIPPED], 2, "knew 0 of 1"),
        ([WEAK, SKIPPED], 1, "Not audited"),
        ([], 2, "knew 0 of 0"),
    ],
)
def test_only_what_was_looked_up_counts_as_audited(found: list[object], status: int, told: str) -> None:
    said = verdict(json.dumps({"dependencies": found, "fixes": []}), "")
    assert said.status == status and told in "\n".join(said.lines)


@pytest.mark.parametrize("output", ["", "Traceback", "[]", "{}"])
def test_no_answer_is_told_as_none(output: str) -> None:
    said = verdict(output, "Traceback …\nConnectionError: no route to host\n")
    assert said.status == 2 and "could not be asked (ConnectionError: no route to host)" in said.lines[0]
