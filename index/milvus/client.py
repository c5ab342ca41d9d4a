"""A connection to Milvus that tells in a sentence what is wrong, and comes back by itself.

pymilvus is imported when the first connection is made: it brings pandas and gRPC.
"""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable
from typing import TYPE_CHECKING, Any, TypeVar

from corpus.errors import StorageError, UsageError
from index.cluster import Cluster

if TYPE_CHECKING:
    from pymilvus import MilvusClient

T = TypeVar("T")

_CONNECT = 5.0  # seconds that a connection may take
_CALL = 60.0  # … and an answer
_PAUSES = (0.2, 0.5, 1.0, 2.0, 4.0, 4.0, 4.0)  # seconds between the tries of a write: a restart is waited out


class Client:
    """One Milvus for many threads.

    Every call that writes may be repeated: rows have keys of ours, so that what arrived before a
    connection broke is written over and never doubled.
    """

    def __init__(self, cluster: Cluster) -> None:
        self._cluster = cluster
        self._guard = threading.Lock()
        self._client: MilvusClient | None = None

    @property
    def url(self) -> str:
        """The engine's address."""
        return self._cluster.url

    def ask(self, question: Callable[[MilvusClient, dict[str, Any]], T]) -> T:
        """What is read; tried once more where the connection has broken.

        Raises StorageError where the engine does not answer or refuses what was asked.
        """
        return self._tried(question, (0.0,))

    def tell(self, change: Callable[[MilvusClient, dict[str, Any]], T]) -> T:
        """What is written; tried for some seconds while the engine does not answer."""
        return self._tried(change, _PAUSES)

    def close(self) -> None:
        """Give the connection back."""
        with self._guard:
            client, self._client = self._client, None
        if client is not None:
            client.close()

    def _tried(self, call: Callable[[MilvusClient, dict[str, Any]], T], pauses: tuple[float, ...]) -> T:
        import_milvus()
        from grpc import RpcError
        from pymilvus.exceptions import MilvusException

        options = {"timeout": _CALL, "retry_times": 0}  # pymilvus would try for minutes
        for pause in (*pauses, None):
            try:
                return call(self._connected(), options)
            except (MilvusException, RpcError, OSError, ValueError) as error:
                if not lost(error):
                    raise StorageError("errors.engine_fault", url=self.url, reason=_reason(error)) from error
                self.close()
                if pause is None:
                    raise StorageError("errors.engine_unreachable", url=self.url) from error
                time.sleep(pause)
        raise AssertionError("unreachable")

    def _connected(self) -> MilvusClient:
        with self._guard:
            if self._client is None:
                from pymilvus import MilvusClient

                self._client = MilvusClient(
                    uri=self.url, token=self._cluster.token(), timeout=_CONNECT, dedicated=True
                )
            return self._client


def import_milvus() -> None:
    """Import pymilvus without its own log on standard error. Raises UsageError where it is not installed."""
    try:
        import pymilvus  # noqa: F401
    except ImportError as error:
        raise UsageError("errors.cluster_extra", package="pymilvus") from error
    logging.getLogger("pymilvus").setLevel(logging.CRITICAL)  # what it logs is raised as well, and told once


_UNAVAILABLE = ("unavailable", "fail connecting", "deadline", "connection", "closed channel", "socket")


def lost(error: BaseException) -> bool:
    """Whether an error says that the engine was not reached, rather than that it refused something."""
    code = getattr(error, "code", None)
    named = str(code() if callable(code) else code)
    words = f"{named} {error}".casefold()
    return any(word in words for word in _UNAVAILABLE)


def _reason(error: BaseException) -> str:
    message = getattr(error, "message", None) or str(error)
    return next(iter(str(message).splitlines()), type(error).__name__)
