"""The file of users, and the command that keeps it."""

from __future__ import annotations

import io
import json
import os
import stat
from pathlib import Path

import pytest

from corpus.errors import UsageError
from ui.main import run
from ui.users import make_user, read_users, verified, write_users

PASSWORD = "et langt passord"


def test_a_password_is_kept_as_an_argon2id_hash_and_verified(tmp_path: Path) -> None:
    path = tmp_path / "brukere.json"
    write_users(
        path,
        [make_user("kari", "read", ["Råd"], PASSWORD), make_user("ola", "manage", None, "noe helt annet")],
    )
    assert PASSWORD not in path.read_text("utf-8") and path.read_text("utf-8").count("$argon2id$") == 2
    users = read_users(path)
    found = verified(users, "kari", PASSWORD)
    assert found and found.viewer.collections == {"Råd"} and found.viewer.role == "read"
    assert verified(users, "kari", PASSWORD + " ") is None
    assert verified(users, "ola", PASSWORD) is None and verified(users, "ukjent", PASSWORD) is None
    assert users["ola"].viewer.collections is None


@pytest.mark.skipif(os.name != "posix", reason="permissions of POSIX")
def test_the_file_is_private_to_its_owner(tmp_path: Path) -> None:
    path = tmp_path / "brukere.json"
    path.write_text('{"users": []}', "utf-8")
    path.chmod(0o644)
    write_users(path, [make_user("kari", "read", None, PASSWORD)])
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


@pytest.mark.parametrize(
    ("name", "role", "password"),
    [("", "read", PASSWORD), (" kari", "read", PASSWORD), ("k\nari", "read", PASSWORD), ("x" * 65, "read", PASSWORD),
     ("kari", "admin", PASSWORD), ("kari", "read", "kort"), ("kari", "read", "x" * 1001)],
)  # fmt: skip
def test_what_no_user_may_have_is_refused(name: str, role: str, password: str) -> None:
    with pytest.raises(UsageError):
        make_user(name, role, None, password)


@pytest.mark.parametrize(
    "text", ["", "[]", '{"users": [{"name": "a"}]}', '{"users": [{"name": "a", "role": "root", "collections": null, '
             '"password": "x"}]}', '{"users": [{"name": "a", "role": "read", "collections": "alt", "password": "x"}]}']
)  # fmt: skip
def test_a_file_that_is_not_one_of_users_lets_no_one_in(tmp_path: Path, text: str) -> None:
    path = tmp_path / "brukere.json"
    path.write_text(text, "utf-8")
    with pytest.raises(UsageError, match="brukerfil"):
        read_users(path)


def test_users_are_added_listed_and_removed_on_the_command_line(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "ny" / "brukere.json"
    monkeypatch.setattr("sys.stdin", io.StringIO(f"{PASSWORD}\n"))
    assert (
        run(["user", "add", "kari", "--collection", "Råd", "--collection", "Styre", "--auth", str(path)]) == 0
    )
    monkeypatch.setattr("sys.stdin", io.StringIO(f"{PASSWORD}2\n"))
    assert run(["user", "add", "ola", "--role", "manage", "--auth", str(path)]) == 0
    capsys.readouterr()
    assert run(["user", "list", "--auth", str(path), "--json"]) == 0
    assert json.loads(capsys.readouterr().out) == {
        "users": [
            {"name": "kari", "role": "read", "collections": ["Råd", "Styre"]},
            {"name": "ola", "role": "manage", "collections": None},
        ]
    }
    assert run(["user", "remove", "kari", "--auth", str(path)]) == 0
    assert set(read_users(path)) == {"ola"}


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["user", "list"], "--auth"),
        (["user", "add", "--auth", "{}"], "brukernavn"),
        (["user", "remove", "per", "--auth", "{}"], "per"),
        (["user", "add", "per", "--role", "konge", "--auth", "{}"], "konge"),
        (["user", "rename", "per", "--auth", "{}"], "--help"),
        (["serve", "--auth", "{}", "--port", "0"], "saksok user add"),
        (["serve", "--log", "{}", "--port", "0"], "--auth"),
    ],
)
def test_mistakes_are_one_sentence(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str],
    arguments: list[str], told: str,
) -> None:  # fmt: skip
    monkeypatch.setattr("sys.stdin", io.StringIO(f"{PASSWORD}\n"))
    assert run([a.format(tmp_path / "brukere.json") for a in arguments]) == 2
    error = capsys.readouterr().err
    assert told in error and error.count("\n") == 1
