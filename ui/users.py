"""Users of the web app: a file of names, roles, collections and argon2id hashes of passwords.

    {"users": [{"name": "kari", "role": "read", "collections": ["Formannskapet"], "password": "$argon2id$…"}]}

`collections` is null for whoever may see everything. The file is private to its owner and is
replaced in one step, so that a server reads the old or the new one.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from corpus.errors import UsageError
from ui.web.access.visit import Role, Viewer

if TYPE_CHECKING:
    from argon2 import PasswordHasher

SHORTEST = 10
"""Characters of the shortest password."""

_LONGEST = 1000  # characters of the longest: hashing more would be work for whoever wants to keep us busy
_LONGEST_NAME = 64


@dataclass(frozen=True, slots=True)
class User:
    """A user as the file has it."""

    name: str
    role: str
    collections: tuple[str, ...] | None
    password: str

    @property
    def viewer(self) -> Viewer:
        """What the user may do and see."""
        seen = None if self.collections is None else frozenset(self.collections)
        return Viewer(self.name, Role(self.role), seen)


def make_user(name: str, role: str, collections: Iterable[str] | None, password: str) -> User:
    """A user with a hash of the password. Raises UsageError for what no user may have."""
    if not name.isprintable() or not name.strip() or name != name.strip() or len(name) > _LONGEST_NAME:
        raise UsageError("errors.user_name_length", longest_name=_LONGEST_NAME)
    if role not in set(Role):
        raise UsageError("errors.no_role", role=role, known=", ".join(Role))
    if not SHORTEST <= len(password) <= _LONGEST:
        raise UsageError("errors.password_short", shortest=SHORTEST)
    seen = None if collections is None else tuple(dict.fromkeys(collections))
    return User(name, role, seen, _hasher().hash(password))


def read_users(path: Path) -> dict[str, User]:
    """The users by name; {} where there is no file. Raises UsageError for a file that is not one of users."""
    try:
        text = path.read_text("utf-8")
    except FileNotFoundError:
        return {}
    except (OSError, UnicodeDecodeError) as error:
        raise UsageError("errors.users_unread", path=path) from error
    try:
        users = [_user(value) for value in json.loads(text)["users"]]
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise UsageError("errors.users_damaged", path=path) from error
    return {user.name: user for user in users}


def write_users(path: Path, users: Iterable[User]) -> None:
    """Replace the file in one step. Raises UsageError where it cannot be written."""
    part = path.with_name(path.name + ".part")
    value = {"users": [asdict(user) for user in sorted(users, key=lambda user: user.name)]}
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        part.unlink(missing_ok=True)
        with os.fdopen(
            os.open(part, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600), "w", encoding="utf-8"
        ) as file:
            json.dump(value, file, ensure_ascii=False, indent=1)
            file.write("\n")
            file.flush()
            os.fsync(file.fileno())
        part.replace(path)
    except OSError as error:
        raise UsageError("errors.users_unwritten", path=path, strerror=error.strerror) from error


def verified(users: dict[str, User], name: str, password: str) -> User | None:
    """The user, if the password is the right one; takes as long for a name that there is not."""
    from argon2.exceptions import Argon2Error, InvalidHashError

    user = users.get(name)
    try:
        _hasher().verify(user.password if user else _decoy(), password[:_LONGEST])
    except (Argon2Error, InvalidHashError):
        return None
    return user


def _user(value: Any) -> User:
    seen = value["collections"]
    if seen is not None and (not isinstance(seen, list) or not all(isinstance(name, str) for name in seen)):
        raise ValueError
    user = User(
        value["name"], Role(value["role"]).value, None if seen is None else tuple(seen), value["password"]
    )
    if not isinstance(user.name, str) or not isinstance(user.password, str):
        raise TypeError
    return user


@lru_cache(maxsize=1)
def _hasher() -> PasswordHasher:
    from argon2 import PasswordHasher

    return PasswordHasher()  # argon2id with the library's own costs (RFC 9106, the smaller of its two)


@lru_cache(maxsize=1)
def _decoy() -> str:
    """A hash that no password fits."""
    return _hasher().hash(os.urandom(16).hex())
