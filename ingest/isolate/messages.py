"""What is said between the program and a process that reads: lengths and MessagePack, never pickle.

Whoever takes over a reader by a hostile file can send bytes, but none that run in the program:
each message is checked against the types here.
"""

from __future__ import annotations

import struct
from dataclasses import dataclass
from typing import IO, TypeVar

from ingest.pipeline import Digest
from ingest.read.render import Drawing, Picture
from ingest.read.watch import Limits, Stage

_HEAD = struct.Struct(">I")
MOST_BYTES = 600_000_000
"""Of one message: the text of the largest document, its passages and their contexts, and some room."""

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Request:
    """One file to read, or to draw a page of. skip: pages that stopped a reader before."""

    path: str
    name: str
    fingerprint: str
    limits: Limits
    skip: tuple[int, ...] = ()
    drawing: Drawing | None = None


@dataclass(frozen=True, slots=True)
class Message:
    """From the reader: a sign of life (`stage` and `page`), or the end, with what was made or a reason.

    reason: a `corpus.errors.Reason`, packed. waits: the reason is that nothing here recognises text
    in pictures.
    """

    stage: Stage | None = None
    page: int = 0
    digest: Digest | None = None
    picture: Picture | None = None
    reason: str | None = None
    waits: bool = False


def send(stream: IO[bytes], message: object) -> None:
    """Write one message. Raises OSError where nobody listens, OverflowError where it is too long."""
    import msgspec

    body = msgspec.msgpack.encode(message)
    if len(body) > MOST_BYTES:
        raise OverflowError(len(body))
    stream.write(_HEAD.pack(len(body)) + body)
    stream.flush()


def receive(stream: IO[bytes], kind: type[T]) -> T | None:
    """The next message; None where the stream ends. Raises ValueError for what is none."""
    import msgspec

    head = stream.read(_HEAD.size)
    if len(head) < _HEAD.size:
        return None
    (length,) = _HEAD.unpack(head)
    if length > MOST_BYTES:
        raise ValueError(f"a message of {length} bytes")
    body = stream.read(length)
    return msgspec.msgpack.decode(body, type=kind) if len(body) == length else None
