"""An open index: the truth with its two derived indexes, the analyser and the encoder.

Any number of readers, in threads and processes, beside one writer (`index.writer`). A reader
notices by the generation that something was committed and reloads what is derived; a hit that its
own snapshot of the truth does not hold is dropped.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from corpus.errors import SaksokError
from index.abbreviations import Abbreviations
from index.cluster import read_cluster
from index.engine import Nearest, Words
from index.keys import Keys
from index.language import QueryTerm
from index.opening import open_analyser, open_own_encoder, open_vectors, open_words
from index.paths import IndexPaths
from index.records import SHORT
from index.selection import Selection
from index.store import Store
from index.types import Filters, StoredPassage
from index.weighty import LARGE, weighty
from ingest.boxes import Box, line_boxes, unpack
from ingest.document import Span

if TYPE_CHECKING:  # FAISS and NumPy take a tenth of a second, and a case is looked up without them
    from index import visible
    from index.encoders import Encoder

T = TypeVar("T")

_ATTEMPTS = 5
_MOST_NEAR = 2000  # passages with a like word from which the first are chosen
_COUNTED = 20_000  # terms whose passages are counted among what may be seen, and remembered
_ASKED = 64  # questions whose terms are remembered until something is committed
_SELECTED = 16  # filters whose parts and passages are remembered until something is committed
_WIDE = 0.1  # share of the passages that must pass a filter for the best of all to be looked through for them


class Archive:
    """One index folder, open for reading.

    Raises NoIndexError, VersionError, DamagedError or StorageError (see `corpus.errors`).
    """

    def __init__(
        self,
        folder: Path,
        *,
        personal: bool = False,
        collections: frozenset[str] | None = None,
        lazy: bool = False,
    ) -> None:
        """personal: give out national identity numbers as they stand; else their digits are masked.

        collections: hold only what is in these, as if there were nothing else; None for everything.

        lazy: open (and so check) the vectors with the first question that needs them.
        """
        self.paths = IndexPaths(folder)
        self._hide = not personal
        self._limited = collections is not None
        self._collections = collections
        self._cluster = read_cluster(folder)
        self._lazy = lazy
        self.store = Store(self.paths.database, hide=self._hide, within=collections)
        try:
            self._start()
        except BaseException:
            self.store.close()
            raise

    def _start(self) -> None:
        self.analyser = open_analyser(self.store, self.paths)
        self._guard = threading.Lock()
        self._generation = -1
        self._kept: dict[str, Any] = {}
        self._encoder: Encoder | None = None
        self._lexical: Words = open_words(self.store, self.paths, self._cluster)
        self._dense: Nearest | None = None
        try:
            self.refresh()
            if not self._lazy:
                self._vectors()
        except BaseException:
            self._lexical.close()
            raise

    def close(self) -> None:
        """Let go of all files."""
        self._lexical.close()
        self.store.close()

    def refresh(self) -> None:
        """See what has been committed since the last time; costs microseconds where nothing was."""
        if self.store.generation == self._generation:
            return
        with self._guard:
            self._generation, _ = self._retried(self._reload)

    def _retried(self, open_: Callable[[], T]) -> tuple[int, T]:
        """Open what the truth names, again where a writer replaced it in that moment; the generation too."""
        for attempt in range(_ATTEMPTS):
            generation = self.store.generation
            try:
                opened = open_()
            except (SaksokError, ValueError):
                if self.store.generation == generation or attempt == _ATTEMPTS - 1:
                    raise
            else:
                return generation, opened
        raise AssertionError("unreachable")

    def _reload(self) -> None:
        """Open what the truth names now in place of what is open."""
        self._lexical.reload()
        if self._dense is not None:
            self._open_vectors()
        self._kept = {}

    def _open_vectors(self) -> Nearest:
        encoder = self.store.get("encoder")
        if encoder and (self._encoder is None or self._encoder.fingerprint != encoder):
            self._encoder = open_own_encoder(self.store, self.paths, encoder)
        self._dense = open_vectors(self.store, self.paths, self._lexical, encoder, self._dense)
        return self._dense

    def _vectors(self) -> Nearest:
        """The dense index, opened where it was not yet."""
        if self._dense is None:
            with self._guard:
                return self._retried(self._open_vectors)[1]
        return self._dense

    def cached(self, key: str, make: Callable[[], T]) -> T:
        """What `make` gives, kept until something is committed."""
        self.refresh()
        kept = self._kept
        if key not in kept:
            kept[key] = make()
        value: T = kept[key]
        return value

    # -- finding ------------------------------------------------------------------------------

    def query_terms(self, question: str) -> list[QueryTerm]:
        """What to look for: `Analyser.query_terms`, and what the archive itself abbreviates or writes out so."""
        kept: dict[str, list[QueryTerm]] = self.cached("query terms", dict)
        if (found := kept.get(question)) is None:  # each step on the way to an answer asks for them
            if len(kept) >= _ASKED:
                kept.clear()
            known = self.cached(
                "abbreviations", lambda: Abbreviations.of(self.store.record_counts(SHORT), self.analyser)
            )
            terms = self.analyser.query_terms(question)
            found = kept[question] = known.expand(self.analyser, question, terms)
        return found.copy()

    def lexical(
        self, field: str, terms: dict[str, float], limit: int, parts: Sequence[int] | None = None
    ) -> list[tuple[int, float]]:
        """Ids and BM25 scores of the best passages by one field, best first; of a large archive by `weighty` terms."""
        if self._cluster is None and self.size >= LARGE:
            terms = weighty(terms, self.size, partial(self.frequency, field))
        if not self._limited:
            found = self._most_pass(field, terms, limit, parts) if parts is not None else None
            return self._lexical.search(field, terms, limit, parts) if found is None else found
        from index import visible

        wanted = self._seen_parts() if parts is None else parts
        return visible.rank(self._lexical, field, terms, limit, wanted or (), self._seen()) if wanted else []

    def _most_pass(
        self, field: str, terms: dict[str, float], limit: int, parts: Sequence[int]
    ) -> list[tuple[int, float]] | None:
        """The best of these parts by way of the best of all, where many pass; None where that is no way.

        The outcome is the same, and a search that must look at thousands of parts takes ten times as long.
        """
        kept: dict[Filters, tuple[list[int], list[int]]] = self.cached("selected", dict)
        passages = next((found for of, found in list(kept.values()) if of is parts), None)
        if passages is None or self._cluster is not None or len(passages) < _WIDE * self._lexical.size:
            return None
        wanted = int(2 * limit * self._lexical.size / len(passages))
        hits = self._lexical.search(field, terms, wanted)
        chosen = self._chosen(passages)
        found = [hit for hit in hits if chosen.holds(hit[0])][:limit]
        return found if len(found) == limit or len(hits) < wanted else None

    def dense(
        self, question: str, limit: int, allowed: Sequence[int] | None = None
    ) -> list[tuple[int, float]]:
        """Ids and cosines of the passages nearest to a question, best first; [] without vectors."""
        if self._limited and self.encoder_name == "lsa":
            return []  # fitted on the whole archive: what is near what tells of papers that may not be seen
        vectors = self._vectors()
        if self._encoder is None or not vectors.size:
            return []
        seen = self._seen_passages() if allowed is None else allowed
        return vectors.search(self._encoder.question(question), limit, self._chosen(seen))

    def _chosen(self, allowed: Sequence[int] | None) -> Any:
        """What may be found as the vectors want it said; kept with the list, which is often asked with again."""
        if allowed is None or self._cluster is not None:
            return allowed
        from index.dense import Chosen

        kept: dict[int, tuple[Sequence[int], Chosen]] = self.cached("chosen", dict)
        if (found := kept.get(id(allowed))) is None:
            if len(kept) >= _SELECTED:
                kept.clear()
            found = kept[id(allowed)] = allowed, Chosen(allowed)
        return found[1]

    def near(self, field: str, term: str, distance: int, limit: int) -> list[int]:
        """Passages that hold a term at most `distance` (1 or 2) letters from another."""
        if not self._limited:
            return self._lexical.near(field, term, distance, limit)
        # Which of many come first depends on how the index lies on disk, and so on what may not be seen.
        return sorted(self._lexical.near(field, term, distance, _MOST_NEAR, self._seen_parts()))[:limit]

    def keys(self, passages: Sequence[int]) -> dict[int, Keys]:
        """The keys of those of these passages that the lexical index holds."""
        return self._lexical.keys(passages)

    def frequency(self, field: str, term: str) -> int:
        """In how many passages a term stands."""
        if not self._limited:
            return self._lexical.frequency(field, term)
        counts: dict[tuple[str, str], int] = self.cached("frequencies", dict)
        if (found := counts.get((field, term))) is None:
            if len(counts) >= _COUNTED:
                counts.clear()
            found = counts[field, term] = self._lexical.frequency(field, term, self._seen_parts())
        return found

    @property
    def size(self) -> int:
        """How many passages can be found."""
        return self.cached("seen count", self.store.passage_count) if self._limited else self._lexical.size

    def _seen(self) -> visible.Seen:
        """What is counted where only some may be seen: that alone."""
        from index import visible

        averages = self.cached(
            "averages", lambda: visible.averages(self._lexical, self._seen_passages() or ())
        )
        return visible.Seen(self.size, averages, self.frequency)

    def selected(self, filters: Filters) -> tuple[Sequence[int], Sequence[int]]:
        """The parts, and the passages, that pass; with cases, the parts that hold a passage that does.

        Where the engine keeps what they are chosen by they are not read until somebody looks at them.
        """

        def parts() -> list[int]:
            return self.store.parts(filters)

        def passages() -> list[int]:
            return self.store.passages_of(parts(), filters.cases)

        if self._cluster is None:
            kept: dict[Filters, tuple[list[int], list[int]]] = self.cached("selected", dict)
            if (found := kept.get(filters)) is None:
                if len(kept) >= _SELECTED:
                    kept.clear()
                of = parts()
                found = kept[filters] = of, self.store.passages_of(of, filters.cases)
            return found
        documents = None if filters.documents is None else self.store.document_ids(filters.documents)
        return (
            Selection(parts, filters, self._collections, documents),
            Selection(passages, filters, self._collections, documents),
        )

    def _seen_parts(self) -> Sequence[int] | None:
        """The parts that may be seen; None for all."""
        if not self._limited:
            return None
        if self._cluster is not None:
            return self.cached("seen parts", lambda: self.selected(Filters())[0])
        return self.cached("seen parts", lambda: self.store.parts(Filters()))

    def _seen_passages(self) -> Sequence[int] | None:
        """The passages that may be seen; None for all."""
        parts = self._seen_parts()
        if parts is None or isinstance(parts, Selection):
            return (
                None if parts is None else self.cached("seen passages", lambda: self.selected(Filters())[1])
            )
        return self.cached("seen passages", lambda: self.store.passages_of(parts))

    def passages(self, ids: Sequence[int]) -> dict[int, StoredPassage]:
        """The passages of these ids that the truth holds now."""
        return self.store.passages(ids)

    def hidden_boxes(self, document: str, page: int) -> list[Box]:
        """Where on a page personal numbers stand that are not to be seen, in points; [] where all may be."""
        found = self.store.page(document, page) if self._hide else None
        if found is None:
            return []
        start, text, _, _, packed = found
        spans = self.store.personal(document, start, start + len(text))
        words = unpack(packed) if spans else []
        return [box for s in spans for box in line_boxes(words, Span(s.start - start, s.end - start))]

    @property
    def encoder_name(self) -> str | None:
        """The encoder whose vectors are in use."""
        return self.store.get("encoder_name")
