"""Sessions end, failures lock out, and a changed file of users counts at once."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from ui.users import make_user, write_users
from ui.web.access.limits import Rate
from ui.web.access.sessions import IDLE, LOCKED, LONGEST, Sessions

PASSWORD = "et langt passord"
USERS = [make_user("kari", "read", ["Råd"], PASSWORD), make_user("ola", "manage", None, PASSWORD)]


class Clock:
    def __init__(self) -> None:
        self.now = 1000.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "brukere.json"
    write_users(path, USERS)
    return path


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def sessions(file: Path, clock: Clock) -> Sessions:
    return Sessions(file, clock)


def test_a_session_lasts_while_it_is_used_and_never_beyond_its_longest(
    sessions: Sessions, clock: Clock
) -> None:
    token = sessions.sign_in("kari", PASSWORD, "a")
    assert token and len(token) >= 32
    began = clock.now
    while clock.now + IDLE / 2 < began + LONGEST:
        clock.now += IDLE / 2
        found = sessions.of_token(token)
        assert found and found.name == "kari"
    clock.now = began + LONGEST + 1
    assert sessions.of_token(token) is None
    again = sessions.sign_in("kari", PASSWORD, "a") or ""
    clock.now += IDLE + 1
    assert sessions.of_token(again) is None


def test_signing_out_ends_one_session_alone(sessions: Sessions) -> None:
    one, other = (sessions.sign_in("kari", PASSWORD, "a") or "" for _ in range(2))
    sessions.sign_out(one)
    assert sessions.of_token(one) is None and sessions.of_token(other) is not None
    assert sessions.of_token("") is None and sessions.of_token("gjettet") is None


def test_after_five_failures_even_the_right_password_waits(sessions: Sessions, clock: Clock) -> None:
    for _ in range(5):
        assert not sessions.locked("kari", "a")
        assert sessions.sign_in("kari", "feil passord", "a") is None
    assert sessions.locked("kari", "a") and sessions.sign_in("kari", PASSWORD, "a") is None
    assert sessions.of_password("kari", PASSWORD, "a") is None, "nor by the other way in"
    assert sessions.sign_in("kari", PASSWORD, "b"), "a stranger does not lock the user out elsewhere"
    assert sessions.sign_in("ola", PASSWORD, "a"), "nor another user of the same machine"
    clock.now += LOCKED + 1
    assert sessions.sign_in("kari", PASSWORD, "a")


def test_one_machine_may_not_try_many_names(sessions: Sessions) -> None:
    for number in range(20):
        sessions.sign_in(f"navn{number}", "feil passord", "a")
    assert sessions.locked("ola", "a") and not sessions.locked("ola", "b")


def test_who_is_removed_or_changed_is_signed_out_at_once(sessions: Sessions, file: Path) -> None:
    kari, ola = (sessions.sign_in(name, PASSWORD, "a") or "" for name in ("kari", "ola"))
    assert sessions.of_password("kari", PASSWORD, "a")
    changed = make_user("ola", "read", ["Styre"], PASSWORD)
    write_users(file, [changed])
    os.utime(file, ns=(1, 1))
    assert sessions.of_token(kari) is None and sessions.of_password("kari", PASSWORD, "a") is None
    assert sessions.of_token(ola) is None
    found = sessions.of_token(sessions.sign_in("ola", PASSWORD, "a") or "")
    assert found and found.collections == {"Styre"}
    file.unlink()
    assert sessions.of_password("ola", PASSWORD, "a") is None, "without a file nobody gets in"


def test_a_client_may_ask_in_bursts_but_not_for_long(clock: Clock) -> None:
    rate = Rate(2, clock)
    assert [rate.passes("a") for _ in range(21)] == [True] * 20 + [False]
    assert rate.passes("b"), "another client has its own"
    clock.now += 1
    assert [rate.passes("a") for _ in range(3)] == [True, True, False]
    assert all(Rate(0, clock).passes("a") for _ in range(1000))
