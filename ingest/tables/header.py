"""Where the header of a table without rules stands, and what columns it names."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from ingest.boxes import Box
from ingest.tables.bands import lines, phrases
from ingest.tables.grid import Token, hull
from ingest.tables.headings import is_project_header, read_heading, split_words
from ingest.tables.values import join_lines, number
from ingest.tables.vocabulary import Role

# A header's lines stand no farther apart than this, in heights of a line.
HEADER_PITCH = 1.1
# Of a header line's words, the share that belongs to known headings.
KNOWN_SHARE = 0.5


class Label(NamedTuple):
    """One heading as it is printed: its words, in order."""

    tokens: tuple[Token, ...]

    @property
    def box(self) -> Box:
        """Where it stands."""
        return hull(token.box for token in self.tokens)


@dataclass(frozen=True, slots=True)
class Header:
    """labels: the headings from the left. texts: what they say, spanning headings put before theirs."""

    labels: tuple[Label, ...]
    texts: tuple[str, ...]
    box: Box
    start: int
    end: int


def find_headers(text: str, tokens: Sequence[Token], space: float) -> list[Header]:
    """The headers of project tables among the words of a page, from the top."""
    printed = lines(tokens)
    found: list[Header] = []
    index = 0
    while index < len(printed):
        hit = _header_at(text, printed, index, space)
        if hit is None:
            index += 1
            continue
        found.append(hit[0])
        index = hit[1]
    return found


def _header_at(
    text: str, printed: Sequence[list[Token]], index: int, space: float
) -> tuple[Header, int] | None:
    """The header whose fullest line is line `index`, and the line after it."""
    labels = _labels(text, printed[index], space)
    if len(phrases(printed[index], space)) < 2 or not _core(text, labels):
        return None
    after = index + 1
    while after < len(printed) and _near(printed[after - 1], printed[after]):
        joined = _join_below(text, labels, printed[after], space)
        if joined is None:
            break
        labels, after = joined, after + 1
    before = index - 1
    texts = [_read(text, label) for label in labels]
    while before >= 0 and _near(printed[before], printed[before + 1]):
        raised = _join_above(text, labels, texts, printed[before], space)
        if raised is None:
            break
        labels, texts = raised
        before -= 1
    if not is_project_header(texts):
        return None
    every = [token for line in printed[before + 1 : after] for token in line]
    header = Header(
        labels=tuple(labels),
        texts=tuple(texts),
        box=hull(token.box for token in every),
        start=min(token.start for token in every),
        end=max(token.end for token in every),
    )
    return header, after


def _core(text: str, labels: Sequence[Label]) -> bool:
    """True for a line most of whose words are headings, of two meanings at least."""
    roles = [read_heading(_read(text, label)).role for label in labels]
    words = sum(len(label.tokens) for label in labels)
    known = sum(len(label.tokens) for label, role in zip(labels, roles, strict=True) if role)
    distinct = {role for role in roles if role}
    return len(distinct) > 1 and known >= KNOWN_SHARE * words


def _near(upper: Sequence[Token], lower: Sequence[Token]) -> bool:
    bottom = max(token.box.bottom for token in upper)
    height = max(token.box.bottom - token.box.top for token in lower)
    return min(token.box.top for token in lower) - bottom < (HEADER_PITCH - 0.5) * height


def _read(text: str, label: Label) -> str:
    rows: list[str] = []
    for line in lines(label.tokens):
        rows.append(" ".join(text[token.start : token.end] for token in line))
    return join_lines(rows)


def _labels(text: str, line: Sequence[Token], space: float) -> list[Label]:
    """The headings of one printed line: its phrases, parted further where one holds two headings."""
    return [Label(tuple(part)) for phrase in phrases(line, space) for part in split_headings(text, phrase)]


def split_headings(text: str, phrase: Sequence[Token]) -> list[list[Token]]:
    """A run of words parted into the headings of the vocabulary that it holds.

    It stays whole where it is one heading, or where the vocabulary lacks part of it and knows
    less than three others.
    """
    words = [text[token.start : token.end] for token in phrase]
    if len(words) < 2 or (read_heading(" ".join(words)).exact and sum(word.isdigit() for word in words) < 2):
        return [list(phrase)]
    parts = split_words(words)
    known = sum(read_heading(" ".join(words[first:after])).exact for first, after in parts)
    if known < len(parts) and known < 3:
        return [list(phrase)]
    return [list(phrase[first:after]) for first, after in parts]


def _join_below(
    text: str, labels: Sequence[Label], line: Sequence[Token], space: float
) -> list[Label] | None:
    """The labels with a further line of them; None where the line is the first of the body."""
    joined = [list(label.tokens) for label in labels]
    for phrase in phrases(line, space):
        for part in _under(labels, phrase):
            at = _above(labels, part)
            if at is None:
                return None
            joined[at] += part
    changed = 0
    for label, tokens in zip(labels, joined, strict=True):
        if len(tokens) == len(label.tokens):
            continue
        changed += 1
        before, after = read_heading(_read(text, label)), read_heading(_read(text, Label(tuple(tokens))))
        added = [text[token.start : token.end] for token in tokens[len(label.tokens) :]]
        if before.role is not None and after.role is None:
            return None
        if after.role is Role.ID or (number(" ".join(added)) is not None and after.year is None):
            return None
        if before.role is None and after.role is None and added[0][:1].isupper():
            return None
        if before.role is not None and added[0][:1].isupper() and after.role is not before.role:
            return None
    return [Label(tuple(tokens)) for tokens in joined] if changed else None


def _under(labels: Sequence[Label], phrase: Sequence[Token]) -> list[list[Token]]:
    """A phrase parted where its words stand under different labels."""
    parts: list[list[Token]] = []
    last: int | None = None
    for token in phrase:
        at = _above(labels, [token])
        if parts and (at == last or at is None):
            parts[-1].append(token)
        else:
            parts.append([token])
            last = at
    return parts


def _above(labels: Sequence[Label], part: Sequence[Token]) -> int | None:
    """The label that a part stands under: the one it shares most of its width with."""
    box = hull(token.box for token in part)
    best, share = None, 0.0
    for index, label in enumerate(labels):
        shared = min(box.right, label.box.right) - max(box.left, label.box.left)
        if shared > share:
            best, share = index, shared
    return best


def _join_above(
    text: str, labels: Sequence[Label], texts: Sequence[str], line: Sequence[Token], space: float
) -> tuple[list[Label], list[str]] | None:
    """The labels under a further line: the first line of some, or a heading that spans several."""
    joined, said = list(labels), list(texts)
    for label in _labels(text, line, space):
        under = [
            index
            for index, other in enumerate(labels)
            if min(label.box.right, other.box.right) - max(label.box.left, other.box.left) > 0
        ]
        over = _read(text, label)
        if not under:
            return None
        for index in under:
            combined = join_lines([over, texts[index]])
            before, after = read_heading(texts[index]), read_heading(combined)
            if after.role is None or (len(under) > 1 and after.role is not Role.AMOUNT):
                return None
            if before.role is not None and before.role is not after.role:
                return None
            said[index] = combined
        if len(under) == 1:
            joined[under[0]] = Label((*label.tokens, *labels[under[0]].tokens))
    return joined, said
