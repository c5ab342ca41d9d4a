"""How much one may ask for: the size of a request, and how many a second."""

from __future__ import annotations

import threading
import time
from collections import OrderedDict
from collections.abc import Callable

BODY = 16 * 1024 * 1024
"""Bytes of a request other than an upload: a conversation that the browser keeps is some 5 MB."""

UPLOAD = 1024 * 1024 * 1024
"""Bytes of an upload."""

_UPLOADS = ("/arkiv/opplasting", "/gradio_api/upload")

_BURST = 10  # seconds' worth of requests that may come at once: a page asks for many things
_MOST = 10_000  # clients that are remembered


def largest(path: str) -> int:
    """Bytes that the body of a request to an address may have."""
    return UPLOAD if path.rstrip("/").endswith(("/gradio_api/upload", "/arkiv/opplasting")) else BODY


class Rate:
    """A bucket for each client that fills with `rate` requests a second; 0 lets everything pass."""

    def __init__(self, rate: float, clock: Callable[[], float] = time.monotonic) -> None:
        self._rate = rate
        self._clock = clock
        self._guard = threading.Lock()
        self._buckets: OrderedDict[str, tuple[float, float]] = OrderedDict()

    def passes(self, client: str) -> bool:
        """Count a request; whether it may pass."""
        if not self._rate:
            return True
        now, full = self._clock(), self._rate * _BURST
        with self._guard:
            left, last = self._buckets.pop(client, (full, now))
            left = min(full, left + (now - last) * self._rate)
            passes = left >= 1
            self._buckets[client] = (left - 1 if passes else left, now)
            if len(self._buckets) > _MOST:
                self._buckets.popitem(last=False)
        return passes
