"""An answer's text read back: its sentences, what they quote, and which citations they name."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from ingest.sentences import sentence_spans

MARK = re.compile(r"\[(\d{1,3})\]")
_PAIRS = {"«": "»", "“": "”"}
_OPENS = re.compile("[«“]")
HOLE = "\ufffc"
"""Stands in a sentence's frame for what it quotes."""


@dataclass(frozen=True, slots=True)
class Quoted:
    """Words in quotation marks, without them. marks: the citations named right after them; () where none are."""

    words: str
    marks: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence ``text[start:end]`` of an answer, with the marks after it.

    frame: its own words, with a `HOLE` for each quote, without marks. quoted: what it quotes.
    marks: the citations that it names, in order.
    """

    start: int
    end: int
    frame: str
    quoted: tuple[Quoted, ...]
    marks: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class _Piece:
    kind: str  # "words", "quote", "mark"
    start: int
    end: int


def read_back(text: str) -> list[Sentence]:
    """The sentences of an answer, in order; a mark or a quote that follows a sentence belongs to it."""
    found: list[Sentence] = []
    start = 0
    for line in text.splitlines(keepends=True):
        group: list[_Piece] = []
        for piece in _pieces(text, start, start + len(line)):
            if piece.kind == "words" and group and _ends(text, group, piece):
                found.append(_sentence(text, group))
                group = []
            group.append(piece)
        if group:
            found.append(_sentence(text, group))
        start += len(line)
    return found


def _ends(text: str, group: list[_Piece], after: _Piece) -> bool:
    """Whether new words begin a sentence of their own after what stands before them."""
    last = text[group[0].start : after.start].rstrip()
    bare = MARK.sub("", last).rstrip()
    capital = text[after.start].isupper() and bare.endswith((":", "…", "»", "”"))
    return capital or bare.endswith((".", "?", "!"))


def _pieces(text: str, start: int, end: int) -> Iterator[_Piece]:
    """Words (one piece a sentence), quotes with what stands in them, and marks of a line."""
    at = plain = start
    while at < end:
        mark = MARK.match(text, at, end)
        close = closing(text, at, end) if text[at] in _PAIRS else -1
        if not mark and close < 0:
            at += 1
            continue
        yield from _words(text, plain, at)
        stop = mark.end() if mark else close
        yield _Piece("mark" if mark else "quote", at, stop)
        at = plain = stop
    yield from _words(text, plain, end)


def _words(text: str, start: int, end: int) -> Iterator[_Piece]:
    for span in sentence_spans(text, start, end):
        if text[span.start : span.end].strip(" .,;:–-()"):
            yield _Piece("words", span.start, span.end)


def opening(text: str, start: int) -> int:
    """Where the next quote begins; -1 where none does."""
    match = _OPENS.search(text, start)
    return match.start() if match else -1


def closing(text: str, start: int, end: int) -> int:
    """After the sign that closes the quote that begins at `start`, quotes in it counted; -1 where none does."""
    left, right, depth = text[start], _PAIRS[text[start]], 0
    for at in range(start, end):
        depth += (text[at] == left) - (text[at] == right)
        if not depth:
            return at + 1
    return -1


def _sentence(text: str, group: list[_Piece]) -> Sentence:
    frame, quoted = [], []
    for i, piece in enumerate(group):
        words = text[piece.start : piece.end]
        if piece.kind == "words":
            frame.append(words)
        elif piece.kind == "quote":
            frame.append(HOLE)
            after = []
            for mark in group[i + 1 :]:
                if mark.kind != "mark":
                    break
                after.append(int(text[mark.start + 1 : mark.end - 1]))
            quoted.append(Quoted(words[1:-1].strip(), tuple(after)))
    marks = tuple(dict.fromkeys(int(text[p.start + 1 : p.end - 1]) for p in group if p.kind == "mark"))
    end = group[-1].end
    while end < len(text) and text[end] in ".!?":  # what closes a sentence may stand after its marks
        end += 1
    return Sentence(group[0].start, end, " ".join(frame), tuple(quoted), marks)
