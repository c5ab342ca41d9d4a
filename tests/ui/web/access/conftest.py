"""Hashes that are made fast: what is tested is who is let in, not how long a guess takes."""

from __future__ import annotations

from collections.abc import Iterator

import pytest


@pytest.fixture(autouse=True, scope="session")
def _fast_hashes() -> Iterator[None]:
    from argon2 import PasswordHasher

    fast = PasswordHasher(time_cost=1, memory_cost=64, parallelism=1)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("ui.users._hasher", lambda: fast)
        yield
