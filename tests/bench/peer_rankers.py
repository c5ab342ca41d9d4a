"""One peer on passages and questions: ``python peer_rankers.py NAME FOLDER``, run in the peers' own environment.

Reads ``passages.json`` (a list of texts) and ``questions.json`` (a list of questions) in FOLDER and writes
``NAME.json``: the version, seconds to build, milliseconds a question (median), and for each question the numbers of the
best passages. Each peer is set up as its documentation does it; what is said beyond that stands beside it.
Imports nothing of Saksøk.
"""

from __future__ import annotations

import importlib.metadata
import json
import statistics
import sys
import time
from collections.abc import Callable
from pathlib import Path

DEPTH = 100
Search = Callable[[str], list[int]]


def rank_bm25_white_space(texts: list[str]) -> Search:
    """rank-bm25 as its README shows it, and as LangChain's retriever has it: words are what white space parts."""
    import numpy as np
    from rank_bm25 import BM25Okapi

    index = BM25Okapi([text.lower().split() for text in texts])

    def search(question: str) -> list[int]:
        scores = index.get_scores(question.lower().split())
        return np.argsort(-scores, kind="stable")[:DEPTH].tolist()

    return search


def _bm25s(texts: list[str], stopwords: str | list[str], **options: float) -> Search:
    import bm25s
    import Stemmer

    stemmer = Stemmer.Stemmer("norwegian")
    index = bm25s.BM25(**options)
    index.index(
        bm25s.tokenize(texts, stopwords=stopwords, stemmer=stemmer, show_progress=False), show_progress=False
    )

    def search(question: str) -> list[int]:
        tokens = bm25s.tokenize(question, stopwords=stopwords, stemmer=stemmer, show_progress=False)
        found, _ = index.retrieve(tokens, k=min(DEPTH, len(texts)), show_progress=False)
        return found[0].tolist()

    return search


def bm25s_norwegian(texts: list[str]) -> Search:
    """bm25s with its Norwegian stemmer and its Norwegian stop words."""
    return _bm25s(texts, "norwegian")


def bm25s_norwegian_all_words(texts: list[str]) -> Search:
    """The same without stop words."""
    return _bm25s(texts, [])


def bm25s_norwegian_tuned(texts: list[str]) -> Search:
    """The same with its stop words and the k1 and b that suit short passages best."""
    return _bm25s(texts, "norwegian", k1=0.9, b=0.4)


def tantivy_norwegian(texts: list[str]) -> Search:
    """tantivy's own Norwegian stemmer behind the filters that paperless-ngx puts before it."""
    import tantivy

    filters = tantivy.Filter
    analyser = tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.simple())
    for step in (
        filters.remove_long(65),
        filters.lowercase(),
        filters.ascii_fold(),
        filters.stemmer("Norwegian"),
    ):
        analyser = analyser.filter(step)
    schema = tantivy.SchemaBuilder()
    schema.add_unsigned_field("number", stored=True)
    schema.add_text_field("text", tokenizer_name="norwegian")
    index = tantivy.Index(schema.build())
    index.register_tokenizer("norwegian", analyser.build())
    writer = index.writer()
    for number, text in enumerate(texts):
        document = tantivy.Document(text=text)
        document.add_unsigned("number", number)
        writer.add_document(document)
    writer.commit()
    index.reload()
    searcher = index.searcher()

    def search(question: str) -> list[int]:
        # lenient: punctuation of a question is no syntax
        query, _ = index.parse_query_lenient(_plain(question), ["text"])
        hits = searcher.search(query, DEPTH).hits
        return [searcher.doc(address)["number"][0] for _, address in hits]

    return search


def _plain(question: str) -> str:
    return "".join(c if c.isalnum() or c.isspace() else " " for c in question)


def txtai_keyword(texts: list[str]) -> Search:
    """txtai's keyword index."""
    from txtai import Embeddings

    index = Embeddings(keyword=True)
    index.index(texts)
    return lambda question: [int(number) for number, _ in index.search(question, DEPTH)]


def haystack_bm25(texts: list[str]) -> Search:
    """Haystack's in-memory store with its BM25 retriever."""
    from haystack import Document
    from haystack.components.retrievers.in_memory import InMemoryBM25Retriever
    from haystack.document_stores.in_memory import InMemoryDocumentStore

    store = InMemoryDocumentStore()
    store.write_documents([Document(content=text, meta={"number": n}) for n, text in enumerate(texts)])
    retriever = InMemoryBM25Retriever(store, top_k=DEPTH)
    return lambda question: [d.meta["number"] for d in retriever.run(query=question)["documents"]]


def llama_index_bm25(texts: list[str]) -> Search:
    """LlamaIndex's BM25 retriever (with its English stemmer)."""
    from llama_index.core.schema import TextNode
    from llama_index.retrievers.bm25 import BM25Retriever

    nodes = [TextNode(text=text, metadata={}, id_=str(number)) for number, text in enumerate(texts)]
    retriever = BM25Retriever.from_defaults(nodes=nodes, similarity_top_k=min(DEPTH, len(texts)))
    return lambda question: [int(found.node.id_) for found in retriever.retrieve(question)]


PEERS: dict[str, tuple[str, Callable[[list[str]], Search]]] = {
    "rank-bm25, words parted by white space": ("rank-bm25", rank_bm25_white_space),
    "Haystack, BM25 by default": ("haystack-ai", haystack_bm25),
    "txtai, keywords by default": ("txtai", txtai_keyword),
    "LlamaIndex, BM25 by default": ("llama-index-retrievers-bm25", llama_index_bm25),
    "tantivy, Norwegian stemmer (as paperless-ngx)": ("tantivy", tantivy_norwegian),
    "bm25s, Norwegian stemmer": ("bm25s", bm25s_norwegian_all_words),
    "bm25s, Norwegian stemmer and stop words": ("bm25s", bm25s_norwegian),
    "bm25s, the same, k1 0.9, b 0.4": ("bm25s", bm25s_norwegian_tuned),
}
"""What a peer is called in the table: its package and how it is set up."""


def main(name: str, folder: Path) -> None:
    texts = json.loads((folder / "passages.json").read_text("utf-8"))
    questions = json.loads((folder / "questions.json").read_text("utf-8"))
    package, build = PEERS[name]
    began = time.perf_counter()
    search = build(texts)
    built = time.perf_counter() - began
    found, times = [], []
    for question in questions:
        began = time.perf_counter()
        found.append(search(question))
        times.append(time.perf_counter() - began)
    result = {
        "version": importlib.metadata.version(package),
        "build": round(built, 2),
        "milliseconds": round(1000 * statistics.median(times), 2),
        "found": found,
    }
    (folder / "found.json").write_text(json.dumps(result), encoding="utf-8")


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]))
