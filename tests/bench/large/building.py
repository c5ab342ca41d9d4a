"""A large index made without its files: `python -m tests.bench.large.building INDEX PASSAGES`.

The papers are handed to the index's own writer as they are made, with the passages that reading them
would give; they are made and analysed in a process beside it. Commits, vectors and the dense index are
those of any index. It can be stopped and goes on where it was. For sizes at which reading the files would
take longest and is not what is measured.
"""

from __future__ import annotations

import sys
import time
from collections import deque
from collections.abc import Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from functools import lru_cache
from itertools import count
from multiprocessing import get_context
from pathlib import Path

from corpus.scan import SourceFile
from index.addition import Addition, Plan
from index.feeding import Feeder
from index.keys import pack
from index.language import Analyser, Terms
from index.types import About
from index.writer import Writer
from ingest.pipeline import Digest
from tests.bench.large.archive import digested, paper
from tests.bench.large.language import Language

_BATCH = 10_000  # passages in one commit
_TOGETHER = 20  # papers that are made in one go
_AHEAD = 6  # … of which so many are waited for

Analysed = tuple[Terms, Terms, bytes]
"""What the lexical index is given of a passage: its words, the words above it, its keys."""


class _Ready(Feeder):
    """Is given the analysis with each paper."""

    def __init__(self, writer: Writer) -> None:
        super().__init__(writer.lexical, writer.analyser, writer.store)
        self.analysed: dict[str, list[Analysed]] = {}

    def add(self, plan: Plan) -> None:
        analysed = self.analysed.pop(plan.addition.fingerprint)
        for (number, part, _, _), (body, above, keys) in zip(plan.passages(), analysed, strict=True):
            self.words.add(About(number, plan.document, part), body, above, keys)


def main() -> None:
    """Go on until the index holds so many passages, all with vectors."""
    folder, wanted = Path(sys.argv[1]), int(sys.argv[2])
    with Writer(folder) as writer:
        writer.feeder = ready = _Ready(writer)
        _add(writer, ready, wanted)
        print("fit", flush=True)
        encoder = writer.current_lsa() or writer.fit_lsa()
        writer.encode(encoder, lambda done: print(f"{done} vectors", flush=True))


def _add(writer: Writer, ready: _Ready, wanted: int) -> None:
    counts = writer.store.counts()
    first, held, began = counts["documents"], counts["passages"], time.monotonic()
    if held >= wanted:
        return
    batch: list[Addition] = []
    waiting = 0
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as pool:
        for number, (addition, analysed) in enumerate(_made(pool, first), first):
            print_ = f"{number:032x}"
            ready.analysed[print_] = analysed
            batch.append(addition)
            waiting += len(analysed)
            if waiting >= _BATCH or held + waiting >= wanted:
                writer.add(batch)
                held += waiting
                batch, waiting = [], 0
                print(f"{held} passages, {time.monotonic() - began:.0f} s", flush=True)
            if held >= wanted:
                break
        pool.shutdown(cancel_futures=True)


def _made(pool: ProcessPoolExecutor, first: int) -> Iterator[tuple[Addition, list[Analysed]]]:
    running: deque[Future[list[tuple[Addition, list[Analysed]]]]] = deque()
    for at in count(first, _TOGETHER):
        running.append(pool.submit(_some, at))
        if len(running) >= _AHEAD:
            yield from running.popleft().result()


# -- in the other process -------------------------------------------------------------------------


def _some(first: int) -> list[tuple[Addition, list[Analysed]]]:
    return [_one(number) for number in range(first, first + _TOGETHER)]


def _one(number: int) -> tuple[Addition, list[Analysed]]:
    language, analyser = _tools()
    made = paper(language, number)
    digest = digested(made)
    source = SourceFile(Path("/made") / made.name, Path("/made"), made.name, len(made.text), number)
    return Addition(source, f"{number:032x}", digest), _analysed(analyser, digest)


def _analysed(analyser: Analyser, digest: Digest) -> list[Analysed]:
    """As `Feeder` analyses a document's passages."""
    found = []
    for passage, context in zip(digest.passages, digest.contexts, strict=True):
        sentences = [digest.document.text[span.start : span.end] for span in passage.sentences]
        terms = [analyser.index_terms(sentence) for sentence in sentences]
        body = Terms([key for one in terms for key in one.stem], [key for one in terms for key in one.parts])
        above = analyser.index_terms(context)
        found.append((body, above, pack(terms, above)))
    return found


@lru_cache(maxsize=1)
def _tools() -> tuple[Language, Analyser]:
    return Language(), Analyser.open()


if __name__ == "__main__":
    main()
