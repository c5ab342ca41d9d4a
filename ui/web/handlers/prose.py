"""An answer's text as HTML: quotes set as the documents' own words, ``[n]`` as links to their places."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from markupsafe import Markup

from search.types import Citation
from ui.web.html import joined, tag

_MARK = re.compile(r"\[(\d{1,3})\]")
_BETWEEN = re.compile(r"«([^«»]+)»")
_NUMBER = re.compile(r"(?:^|(?<=[.:;!?)»]) )(\d{1,2})[.)] (?=\S)")
_HEADS = (24, 5)  # characters at an item's beginning by which it is found again; few where it was cut short
_ITEM = re.compile(r"(?:\d{1,2}[.)]|[a-zæøå][.)]|[•–-]) ")
_DASH = "– "
_CLOSING = re.compile(r"\s*»?")
_SPACE = re.compile(r"\s*")


@dataclass(frozen=True, slots=True)
class _Piece:
    """A quote or a mark at ``text[start:end]``. items: the lines of a quote that is a list."""

    start: int
    end: int
    citation: Citation
    quote: bool = False
    items: tuple[str, ...] = ()


def prose(text: str, citations: Sequence[Citation], link: Callable[[Citation], Markup]) -> Markup:
    """The text; `link` makes what stands in the place of ``[n]``. Marks of no citation stay as they are."""
    named = {citation.n: citation for citation in citations}
    out: list[object] = []
    at = 0
    for piece in _pieces(text, named):
        if piece.start < at:
            continue
        before, at = text[at : piece.start], piece.end
        if not piece.quote:
            out += [before.rstrip(" "), link(piece.citation)]
        elif not piece.items:
            out += [before, tag("q", text[piece.start : piece.end])]
        else:  # a list stands by itself, with the marks that follow it, and needs no quotation marks
            marks, at = _following(text, at, named)
            lines = [tag("span", item) for item in piece.items[:-1]]
            last = tag("span", piece.items[-1], *map(link, marks))
            out += [before.rstrip(" \n«"), tag("blockquote", *lines, last)]
            if text.startswith(_DASH, at) and text[at - 1] == "\n":
                at -= 1  # the next item of the list around it begins a line of its own
    return joined(_set([*out, text[at:]]))


def _set(pieces: Sequence[object]) -> list[object]:
    """The pieces of a text with each line that is an item of a list in an element of its own."""
    lines: list[list[object]] = [[]]
    for piece in pieces:
        if isinstance(piece, Markup) or not isinstance(piece, str):
            lines[-1].append(piece)
        else:
            first, *rest = piece.split("\n")
            lines[-1].append(first)
            lines += [[line] for line in rest]
    out: list[object] = []
    broken = True  # an element, or the beginning, breaks the line by itself
    for line in lines:
        head = line[0] if line else ""
        item = isinstance(head, str) and not isinstance(head, Markup) and head.startswith(_DASH)
        if item:
            out.append(tag("span", *line, class_="item"))
        else:
            out += line if broken else ["\n", *line]
        broken = item
    return out


def _pieces(text: str, named: dict[int, Citation]) -> list[_Piece]:
    """Quotes and marks in order; a quote goes before the marks that stand in its own words."""
    found = [
        _Piece(*match.span(), named[int(match[1])])
        for match in _MARK.finditer(text)
        if int(match[1]) in named
    ]
    folded = {citation.n: " ".join(citation.quote.split()) for citation in named.values()}
    for n, words in folded.items():
        items = _items(named[n].quote) or _numbered(words)
        for start in _places(text, words):
            found.append(_Piece(start, start + len(words), named[n], quote=True, items=items))
    for match in _BETWEEN.finditer(text):  # a quote that was cut short, or that leaves a page's header out
        words = match[1].removesuffix("…").rstrip()
        whole = next((n for n, quote in folded.items() if words in quote), None)
        if whole is None:
            marks, _ = _following(text, match.end(), named)
            whole = next((c.n for c in marks if _left_out(words, folded[c.n])), None)
        if words and whole is not None:
            items = _divided(match[1], _items(named[whole].quote)) or _numbered(match[1])
            found.append(_Piece(*match.span(1), named[whole], quote=True, items=items))
    return sorted(found, key=lambda piece: (piece.start, -piece.end))


def _places(text: str, words: str) -> list[int]:
    found = []
    at = text.find(words) if words else -1
    while at >= 0:
        found.append(at)
        at = text.find(words, at + len(words))
    return found


def _items(quote: str) -> tuple[str, ...]:
    """The items of a list, each folded to one line; () where there are not two."""
    items: list[str] = []
    for line in (" ".join(line.split()) for line in quote.splitlines()):
        if not line:
            continue
        if _ITEM.match(line) or not items:
            items.append(line)
        else:
            items[-1] += f" {line}"
    return tuple(items) if sum(bool(_ITEM.match(item)) for item in items) > 1 else ()


def _numbered(words: str) -> tuple[str, ...]:
    """The points of words on one line, numbered from 1 on, after what stands before them; () where not two."""
    starts: list[int] = []
    for match in _NUMBER.finditer(words):
        if int(match[1]) == len(starts) + 1:
            starts.append(match.start(1))
    return _cut(words, starts) if len(starts) > 1 else ()


def _divided(words: str, items: Sequence[str]) -> tuple[str, ...]:
    """Words of a quote divided where its items begin; () where there are not two."""
    starts: list[int] = []
    for item in items:
        if not _ITEM.match(item):
            continue
        after = starts[-1] + 1 if starts else 0
        places = (words.find(item[:size], after) for size in _HEADS)
        at = next((place for place in places if place >= 0), None)
        if at is not None:
            starts.append(at)
    return _cut(words, starts) if any(starts) else ()


def _cut(words: str, starts: Sequence[int]) -> tuple[str, ...]:
    ends = [*starts[1:], len(words)] if starts[0] == 0 else [*starts, len(words)]
    pieces = (words[start:end].strip() for start, end in zip([0, *ends], ends, strict=False))
    return tuple(piece for piece in pieces if piece)


def _left_out(words: str, quote: str) -> bool:
    """Whether the words are the quote's in their order, some left out."""
    rest = iter(quote.split())
    return all(word in rest for word in words.split())


def _following(text: str, at: int, named: dict[int, Citation]) -> tuple[list[Citation], int]:
    """The citations marked right after a quote that ends at `at`, and where the text goes on."""
    closing = _CLOSING.match(text, at)
    at = closing.end() if closing else at
    marks: list[Citation] = []
    while True:
        space = _SPACE.match(text, at)
        after = space.end() if space else at
        match = _MARK.match(text, after)
        if match is None or int(match[1]) not in named:
            return marks, after
        marks.append(named[int(match[1])])
        at = match.end()
