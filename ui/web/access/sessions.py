"""Who has signed in, and who has tried too often. Kept in memory: a restart signs everyone out."""

from __future__ import annotations

import hashlib
import hmac
import secrets
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from ui.users import User, read_users, verified
from ui.web.access.visit import Viewer

IDLE = 2 * 3600.0
"""Seconds after which a session that is not used ends …"""

LONGEST = 12 * 3600.0
"""… and after which every session ends."""

_TRIES = {"name and address": 5, "address": 20, "name": 50}
"""Failures in a row after which one may not try again for a while. Many for a name alone, so that
a stranger cannot easily lock someone else out."""

LOCKED = 15 * 60.0
"""Seconds for which one may not try again."""

_MOST = 10_000  # sessions and counts of failures that are kept


@dataclass(slots=True)
class _Session:
    name: str
    began: float
    used: float


@dataclass(slots=True)
class _Failures:
    count: int
    last: float


class Sessions:
    """The sessions of one server over one file of users, which is read again when it changes.

    clock: seconds that only go forward.
    """

    def __init__(self, file: Path, clock: Callable[[], float] = time.monotonic) -> None:
        self._file = file
        self._clock = clock
        self._guard = threading.Lock()
        self._key = secrets.token_bytes(32)
        self._sessions: dict[bytes, _Session] = {}
        self._failures: dict[tuple[str, ...], _Failures] = {}
        self._proven: dict[bytes, tuple[str, float]] = {}
        self._users: dict[str, User] = {}
        self._seen: tuple[int, int] | None = None
        self._read()

    def sign_in(self, name: str, password: str, address: str) -> str | None:
        """A new session's token, or None where name and password do not belong together."""
        user = self._check(name, password, address)
        if user is None:
            return None
        token = secrets.token_urlsafe(32)
        now = self._clock()
        with self._guard:
            self._prune(now)
            self._sessions[self._digest(token)] = _Session(user.name, now, now)
        return token

    def sign_out(self, token: str) -> None:
        """End a session."""
        with self._guard:
            self._sessions.pop(self._digest(token), None)

    def of_token(self, token: str) -> Viewer | None:
        """Whose session it is; None where it has ended or the user is gone."""
        now, digest = self._clock(), self._digest(token)
        users = self._read()
        with self._guard:
            session = self._sessions.get(digest)
            if session is None:
                return None
            if now - session.used > IDLE or now - session.began > LONGEST or session.name not in users:
                del self._sessions[digest]
                return None
            session.used = now
        return users[session.name].viewer

    def of_password(self, name: str, password: str, address: str) -> Viewer | None:
        """Who a program says it is with each request (HTTP Basic); hashed once and remembered for a while."""
        digest, now = self._digest(f"{name}\0{password}"), self._clock()
        users = self._read()
        with self._guard:
            known = self._proven.get(digest)
        if known and known[0] in users and now - known[1] < IDLE:
            return users[known[0]].viewer
        user = self._check(name, password, address)
        if user is None:
            return None
        with self._guard:
            if len(self._proven) >= _MOST:
                self._proven.clear()
            self._proven[digest] = user.name, now
        return user.viewer

    def locked(self, name: str, address: str) -> bool:
        """Whether one has tried too often and must wait."""
        now = self._clock()
        with self._guard:
            return any(
                failures.count >= _TRIES[kind] and now - failures.last < LOCKED
                for kind, key in _keys(name, address).items()
                if (failures := self._failures.get(key))
            )

    def _check(self, name: str, password: str, address: str) -> User | None:
        if self.locked(name, address):
            return None
        user = verified(self._read(), name, password)
        now = self._clock()
        with self._guard:
            for key in _keys(name, address).values():
                if user is not None:
                    self._failures.pop(key, None)
                    continue
                if len(self._failures) >= _MOST:  # the oldest are let go, never the newest
                    del self._failures[min(self._failures, key=lambda k: self._failures[k].last)]
                failures = self._failures.setdefault(key, _Failures(0, now))
                failures.count = failures.count + 1 if now - failures.last < LOCKED else 1
                failures.last = now
        return user

    def _prune(self, now: float) -> None:
        ended = [d for d, s in self._sessions.items() if now - s.used > IDLE or now - s.began > LONGEST]
        for digest in ended:
            del self._sessions[digest]
        while len(self._sessions) >= _MOST:
            del self._sessions[min(self._sessions, key=lambda d: self._sessions[d].used)]

    def _read(self) -> dict[str, User]:
        """The users as the file has them now; a changed password or role ends what rested on the old one."""
        try:
            found = self._file.stat()
            seen = found.st_mtime_ns, found.st_size
        except OSError:
            seen = None
        with self._guard:
            if seen != self._seen or seen is None:
                users = read_users(self._file)
                changed = {n for n, u in self._users.items() if users.get(n) != u}
                self._sessions = {d: s for d, s in self._sessions.items() if s.name not in changed}
                self._proven = {}
                self._users, self._seen = users, seen
            return self._users

    def _digest(self, secret: str) -> bytes:
        return hmac.new(self._key, secret.encode("utf-8", "surrogatepass"), hashlib.sha256).digest()


def _keys(name: str, address: str) -> dict[str, tuple[str, ...]]:
    return {
        "name and address": ("name and address", name, address),
        "address": ("address", address),
        "name": ("name", name),
    }
