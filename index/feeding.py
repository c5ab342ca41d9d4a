"""The index of words is fed: from documents that are added, and anew from the truth."""

from __future__ import annotations

from collections.abc import Sequence

from index.addition import Plan
from index.collections import collection_of, read_places
from index.engine import Words
from index.keys import pack
from index.language import Analyser, Terms
from index.store import Store
from index.types import About

_REBUILD_BATCH = 5000  # passages that are read from the truth at a time


class Feeder:
    """Analyses passages for an index of words. What it gives is found when the index has committed."""

    def __init__(self, words: Words, analyser: Analyser, store: Store) -> None:
        self.words = words
        self._analyser = analyser
        self._store = store

    def add(self, plan: Plan) -> None:
        """Give the passages of a document that is added."""
        source = plan.addition.source
        collection = collection_of(source.name, str(source.path), read_places(self._store.get("collections")))
        for number, part, passage, context in plan.passages():
            paper = plan.digest.parts[passage.part]
            about = About(
                number, plan.document, part, paper.date, paper.body, str(paper.kind),
                passage.case or paper.case, collection,
            )  # fmt: skip
            text = plan.digest.document.text
            sentences = [text[span.start : span.end] for span in passage.sentences]
            self._passage(about, sentences, context)

    def add_again(self, document: int) -> list[int]:
        """Give a document's passages as the truth has them now; their ids."""
        passages = self._store.passages_in(document)
        abouts = self._store.abouts(passages)
        for number, context, sentences in self._store.for_lexical(0, len(passages), document):
            self._passage(abouts[number], sentences, context)
        return passages

    def add_all(self) -> None:
        """Give every passage of the truth, without reading a source file."""
        after = 0
        while rows := self._store.for_lexical(after, _REBUILD_BATCH):
            abouts = self._store.abouts([number for number, _, _ in rows])
            for number, context, sentences in rows:
                self._passage(abouts[number], sentences, context)
            after = rows[-1][0]

    def _passage(self, about: About, sentences: Sequence[str], context: str) -> None:
        terms = [self._analyser.index_terms(sentence) for sentence in sentences]
        body = Terms([key for one in terms for key in one.stem], [key for one in terms for key in one.parts])
        above = self._analyser.index_terms(context)
        self.words.add(about, body, above, pack(terms, above))
