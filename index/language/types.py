"""What analysis gives back; plain data that imports nothing heavy."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Token:
    """One word, number or identifier of a text.

    start, end: its place in the text *as it was given* (``text[start:end]``), before
        any normalisation; tokens come in order and never overlap.
    norm: as written, normalised and in lower case.
    term: the key under which it stands in the field ``stem``: lemma, else stem.
    parts: the keys under which it stands in the field ``parts``: those of a compound,
        of a hyphenated word or of an identifier; for a simple word its `term` alone.
    stop: it carries no meaning and stands in neither field.
    """

    start: int
    end: int
    norm: str
    term: str
    parts: tuple[str, ...]
    stop: bool = False


@dataclass(frozen=True, slots=True)
class Terms:
    """The keys of a text in the text's order, one list a field; stop words are left out.

    ``parts`` holds the keys of simple words too, so that ``liste over legemidler`` and
    ``legemiddelliste`` give the same keys there.
    """

    stem: list[str]
    parts: list[str]


@dataclass(frozen=True, slots=True)
class QueryTerm:
    """One thing to look for.

    term: to be looked up in the field ``stem``. parts: in the field ``parts`` (never empty). A word of several
        segments (``NRK-sjefen``) gives several, with the same parts; where a key comes more than once its highest
        weight counts.
    weight: over 0, at most 1; how much a match counts beside a plain word of the question.
    start, end: the words in the question that it comes from.
    source: ``word`` as asked, ``translation`` from English, ``variant`` another form or word; ``long`` one word
        of an abbreviation's long form, which means it together with the others of its place.
    """

    term: str
    parts: tuple[str, ...]
    weight: float
    start: int
    end: int
    source: str = "word"
