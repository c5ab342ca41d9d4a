"""Papers with something wrong in them stop nothing, and each is accounted for."""

from __future__ import annotations

from tests.faults import mutated


def test_mutated_papers_are_read_or_named_and_stop_no_other() -> None:
    outcome = mutated.run(44, seed=8)
    assert outcome.read + outcome.named == 44 and outcome.read > 5
