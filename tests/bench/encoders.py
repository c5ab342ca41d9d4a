"""The built-in encoder's settings against quality, time and size: `python -m tests.bench.encoders`.

Prints the tables of `docs/encoders.md`. Questions and passages are those of ../shared/eval;
passages and their headings are cut by `ingest`, as indexing cuts them.
"""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from index.encoders.lsa import fit
from index.encoders.lsa_words import LsaOptions
from ingest.document import Document, Media
from ingest.parts import find_parts
from ingest.passages import context, make_passages

EVAL = Path(__file__).parents[3] / "shared" / "eval"
WEIGHT = 0.4  # of the vectors in the convex combination; 0.3 and 0.5 give the same order of settings
Scores = NDArray[np.float32]


@dataclass(frozen=True)
class Task:
    """Texts, questions, and for each question the places of the texts that answer it."""

    texts: list[str]
    questions: list[str]
    right: list[list[int]]
    lexical: Scores


def main() -> None:
    """Settings on NorQuAD; with --scale the size of the sample, with --kinds kinds of questions."""
    if "--scale" in sys.argv:
        print("Sentences taken out of their passages, Sametinget:\n")
        scale(sentences())
        print("\nNorQuAD's questions among the passages of both:\n")
        scale(mixed())
    elif "--kinds" in sys.argv:
        kinds()
    else:
        settings(norquad())


def settings(task: Task) -> None:
    print("| setting | nDCG@10 | recall@10 | recall@100 | with BM25 | fit s | passages/s | MB |")
    print("|---|---|---|---|---|---|---|---|")
    print(f"| BM25 over Snowball stems | {figures(task, task.lexical, fuse=False)} | | | |")
    print(f"| scikit-learn: TF-IDF of char_wb 3–5-grams, sublinear, 60,000; SVD 256 | {plain(task, 256)} |")
    print(f"| the same, SVD 384 | {plain(task, 384)} |")
    base = LsaOptions()
    print(f"| **built in** | {built_in(task, base)} |", flush=True)
    changes: dict[str, Sequence[object]] = {
        "dimensions": [64, 128, 192, 320, 384, 512],
        "shortest": [2, 4],
        "longest": [4, 6],
        "features": [10_000, 20_000, 30_000, 60_000],
        "repeats": [0.0, 1.0],
        "word_rarity": [0.0, 1.0, 2.0],
        "gram_rarity": [1.0, 2.0, 4.0],
        "length": [0.5, 1.0],
        "sample": [150, 300, 600],
        "half": [False],
    }
    for name, values in changes.items():
        for value in values:
            print(f"| {name} {value} | {built_in(task, replace(base, **{name: value}))} |", flush=True)


def scale(task: Task) -> None:
    print(f"BM25 alone: {figures(task, task.lexical, fuse=False)}\n")
    print("| passages in the sample | dimensions | nDCG@10 | recall@10 | recall@100 | with BM25 | fit s |")
    print("|---|---|---|---|---|---|---|")
    for sample, dimensions in [
        (750, 256),
        (1500, 256),
        (3000, 256),
        (6000, 256),
        (12_000, 256),
        (24_000, 256),
        (12_000, 384),
    ]:
        cells = built_in(task, LsaOptions(sample=sample, dimensions=dimensions)).split(" | ")
        print(f"| {sample} | {dimensions} | {' | '.join(cells[:5])} |", flush=True)


def kinds() -> None:
    """Questions in other words and languages, written for the project over NorQuAD's documents."""
    print("| questions | BM25 | built in | with BM25 |")
    print("|---|---|---|---|")
    for path in sorted((Path(__file__).parent / "questions").glob("*.jsonl")):
        task = norquad(path)
        encoder = fit(task.texts)
        scores = np.array([encoder.question(q) for q in task.questions]) @ encoder.passages(task.texts).T
        both = (1 - WEIGHT) * unit(task.lexical) + WEIGHT * unit(scores)
        found = (f"{measure(s, task.right)[1]:.3f}" for s in (task.lexical, scores, both))
        print(f"| {path.stem} ({len(task.questions)}) | {' | '.join(found)} |", flush=True)


def built_in(task: Task, options: LsaOptions) -> str:
    encoder, fitting = timed(lambda: fit(task.texts, options))
    passages, encoding = timed(lambda: encoder.passages(task.texts))
    questions = np.array([encoder.question(text) for text in task.questions])
    size = sum(array.nbytes for array in encoder.save_arrays().values()) / 1e6
    speed = len(task.texts) / encoding
    return f"{figures(task, questions @ passages.T)} | {fitting:.1f} | {speed:.0f} | {size:.0f}"


def plain(task: Task, dimensions: int) -> str:
    """Latent semantic analysis as scikit-learn's parts give it."""
    from sklearn.decomposition import TruncatedSVD
    from sklearn.feature_extraction.text import TfidfVectorizer
    from sklearn.preprocessing import normalize

    tfidf = TfidfVectorizer(
        analyzer="char_wb", ngram_range=(3, 5), sublinear_tf=True, max_features=60_000, dtype=np.float32
    )
    svd = TruncatedSVD(dimensions, random_state=1)
    _, fitting = timed(lambda: svd.fit(tfidf.fit_transform(task.texts)))
    passages, encoding = timed(lambda: normalize(svd.transform(tfidf.transform(task.texts))))
    questions = normalize(svd.transform(tfidf.transform(task.questions)))
    size = svd.components_.nbytes / 1e6
    speed = len(task.texts) / encoding
    return f"{figures(task, questions @ passages.T)} | {fitting:.1f} | {speed:.0f} | {size:.0f}"


def figures(task: Task, scores: Scores, *, fuse: bool = True) -> str:
    ndcg, ten, hundred = measure(scores, task.right)
    both = (1 - WEIGHT) * unit(task.lexical) + WEIGHT * unit(scores)
    fused = f"{measure(both, task.right)[0]:.3f}" if fuse else ""
    return f"{ndcg:.3f} | {ten:.3f} | {hundred:.3f} | {fused}"


def measure(scores: Scores, right: list[list[int]]) -> tuple[float, float, float]:
    """nDCG@10, recall@10 and recall@100 of the first right text."""
    best = np.array([row[places].max() for row, places in zip(scores, right, strict=True)])
    rank = (scores > best[:, None]).sum(axis=1) + 1
    ndcg = np.where(rank <= 10, 1 / np.log2(rank + 1), 0).mean()
    return float(ndcg), float((rank <= 10).mean()), float((rank <= 100).mean())


def unit(scores: Scores) -> Scores:
    low, high = scores.min(axis=1, keepdims=True), scores.max(axis=1, keepdims=True)
    found: Scores = (scores - low) / np.maximum(high - low, 1e-9)
    return found


def norquad(asked_in: Path = EVAL / "norquad_dev" / "questions.jsonl") -> Task:
    documents, questions = read(EVAL / "norquad_dev" / "documents.jsonl"), read(asked_in)
    texts, places = [], []
    for document in documents:
        for start, end, text in cut(str(document["id"]), str(document["text"])):
            places.append((document["id"], start, end))
            texts.append(text)
    right = [
        [
            i
            for i, (d, s, e) in enumerate(places)
            if d == q["document"] and s <= int(str(q["answer_start"])) < e
        ]
        for q in questions
    ]
    asked = [str(q["question"]) for q in questions]
    found = [i for i, places_ in enumerate(right) if places_]
    asked, right = [asked[i] for i in found], [right[i] for i in found]
    return Task(texts, asked, right, bm25(texts, asked))


def mixed() -> Task:
    """NorQuAD's passages strewn among the twenty times as many of Sametinget."""
    task = norquad()
    texts = task.texts + sametinget()
    order = np.random.default_rng(0).permutation(len(texts))
    now_at = np.argsort(order)
    texts = [texts[at] for at in order]
    right = [[int(now_at[at]) for at in places] for places in task.right]
    return Task(texts, task.questions, right, bm25(texts, task.questions))


def sametinget() -> list[str]:
    texts = []
    for path in sorted((EVAL / "sametinget_dev" / "text").iterdir()):
        content = path.read_bytes().decode("utf-8")
        texts += [content[start:end] for start, end, _ in cut(path.name, content)]
    return texts


def sentences(count: int = 1000) -> Task:
    """A sentence taken out of a passage shall find the rest of it among some 20,000."""
    texts = sametinget()
    generator = np.random.default_rng(3)
    asked: list[str] = []
    right: list[list[int]] = []
    for at in generator.permutation(len(texts)).tolist():
        lines = [
            s for s in texts[at].replace("\n", " ").split(". ") if 60 <= len(s) <= 200 and s in texts[at]
        ]
        if len(lines) > 1 and len(asked) < count:
            line = lines[int(generator.integers(len(lines)))]
            texts[at] = texts[at].replace(line, "")
            asked.append(line)
            right.append([at])
    return Task(texts, asked, right, bm25(texts, asked))


def cut(name: str, text: str) -> list[tuple[int, int, str]]:
    """Passages as indexing cuts them: start, end, and the text that the encoder sees."""
    document = Document(name, "", Media.TEXT, text)
    parts = find_parts(document)
    return [
        (p.start, p.end, f"{context(document, parts[p.part], p)}\n{text[p.start : p.end]}")
        for p in make_passages(document, parts)
    ]


def bm25(texts: list[str], questions: list[str]) -> Scores:
    """Lucene's BM25 over Norwegian Snowball stems, k1 0.9, b 0.4."""
    import bm25s
    import snowballstemmer

    stem = snowballstemmer.stemmer("norwegian").stemWords
    words = [stem(text.lower().replace(",", " ").replace(".", " ").split()) for text in texts]
    model = bm25s.BM25(k1=0.9, b=0.4)
    model.index(words, show_progress=False)
    asked = [stem(text.lower().rstrip("?. ").split()) or ["?"] for text in questions]
    return np.array([model.get_scores(query) for query in asked], np.float32)


def read(path: Path) -> list[dict[str, object]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def timed(work: Callable[[], Any]) -> tuple[Any, float]:
    began = time.process_time()
    return work(), time.process_time() - began


if __name__ == "__main__":
    main()
