"""The process in which names are recognised: it imports spaCy while its parent reads files.

It speaks JSON lines over its standard input and output. The first line it is sent lists the known
names (label, name, forms), each further one a batch of texts; it answers each batch with one line,
for each text its mentions (start, end, label, name). It ends when its input does, so it never
outlives its parent.
"""

from __future__ import annotations

import json
import signal
import sys
from collections.abc import Iterable, Sequence
from contextlib import suppress
from typing import TYPE_CHECKING

from ingest.names.types import Known, Label, Mention
from ingest.program import say, start

if TYPE_CHECKING:
    from ingest.names.recognise import Recogniser


class NamesProcess:
    """A started worker. Every method raises OSError where the process is gone."""

    def __init__(self) -> None:
        self._process = start("ingest.names.worker")

    def learn(self, known: Iterable[Known]) -> None:
        """Recognise with these names from now on."""
        say(self._process, {"known": [(entry.label, entry.name, entry.forms) for entry in known]})

    def mentions(self, texts: Sequence[str]) -> list[tuple[Mention, ...]]:
        """The names in each text (`ingest.names.recognise.Recogniser.mentions`)."""
        say(self._process, {"texts": list(texts)})
        assert self._process.stdout is not None
        line = self._process.stdout.readline()
        if not line:
            raise BrokenPipeError("the process that recognises names has ended")
        return [
            tuple(Mention(a, b, Label(label), name) for a, b, label, name in found)
            for found in json.loads(line)
        ]

    def kill(self) -> None:
        """End the process at once; who waits for its answer gets an OSError."""
        self._process.kill()

    def close(self) -> None:
        """End the process and let go of it; may be called again."""
        self._process.kill()
        for pipe in (self._process.stdin, self._process.stdout):
            with suppress(OSError):  # what was still to be sent cannot be
                if pipe:
                    pipe.close()
        self._process.wait()


def _safely(recogniser: Recogniser, texts: list[str]) -> list[tuple[Mention, ...]]:
    """The names in each text; a text that cannot be named has none and does not stop the others."""
    try:
        return recogniser.mentions(texts)
    except Exception:
        if len(texts) < 2:
            return [()] * len(texts)
        half = len(texts) // 2
        return _safely(recogniser, texts[:half]) + _safely(recogniser, texts[half:])


def main() -> None:
    """The worker's own side; runs until its input ends."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the parent decides, and then our input ends
    from ingest.names.recognise import Recogniser, trained_pipeline

    if not (trained_pipeline() or "").endswith("trf"):
        # spaCy's thinc imports torch wherever it is installed, though nothing here uses it: without it
        # the import takes 0.4 s of processor time instead of 1.5 s.
        sys.modules["torch"] = None  # type: ignore[assignment]
    import spacy  # noqa: F401 - the import is what takes time: it is done before the first line comes

    recogniser = None
    for line in sys.stdin:
        message = json.loads(line)
        if "known" in message:
            known = [Known(Label(label), name, tuple(forms)) for label, name, forms in message["known"]]
            recogniser = Recogniser(known)
            continue
        recogniser = recogniser or Recogniser()
        found = _safely(recogniser, message["texts"])
        answer = [[(m.start, m.end, m.label, m.name) for m in mentions] for mentions in found]
        sys.stdout.write(json.dumps(answer) + "\n")
        sys.stdout.flush()
